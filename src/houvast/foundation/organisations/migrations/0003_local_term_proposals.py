"""A local term is proposed by one administrator and confirmed by another; none is longer than its norm."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import houvast.foundation.tenancy.context
import houvast.foundation.tenancy.models
from houvast.foundation.tenancy.operations import ProtectTables


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_mail_address"),
    ]

    operations = [
        migrations.CreateModel(
            name="LocalTermProposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("rule_key", models.CharField(max_length=40)),
                ("length", models.PositiveSmallIntegerField(null=True)),
                ("source", models.CharField(max_length=200)),
                ("valid_from", models.DateField()),
                ("proposed_by", models.UUIDField()),
                ("proposed_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "wacht op een tweede beheerder"),
                            ("given", "bevestigd"),
                            ("refused", "afgewezen"),
                            ("withdrawn", "ingetrokken"),
                            ("replaced", "vervangen voordat het inging"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "municipality",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="term_proposals",
                        to="organisations.municipality",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        default=houvast.foundation.tenancy.context.current_organisation_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.AddConstraint(
            model_name="localterm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("length__lte", 2), ("rule_key", "belofte_contact")),
                    models.Q(("length__lte", 10), ("rule_key", "belofte_intake")),
                    models.Q(("length__lte", 4), ("rule_key", "wgs_first_talk")),
                    models.Q(("length__lte", 3), ("rule_key", "wgs_threat_talk")),
                    models.Q(("length__lte", 3), ("rule_key", "local_threat_talk")),
                    _connector="OR",
                ),
                name="local_term_within_the_norm",
            ),
        ),
        migrations.AddConstraint(
            model_name="localtermproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("organisation", "municipality", "rule_key"),
                name="term_proposal_open_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="localtermproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "given", "refused", "withdrawn", "replaced"])),
                name="term_proposal_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="localtermproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by__isnull", True), ("state__in", ["open", "withdrawn"])),
                    models.Q(
                        ("decided_by__isnull", False),
                        ("state__in", ["given", "refused", "replaced"]),
                        models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="term_proposal_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="localtermproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("length__isnull", True),
                        (
                            "rule_key__in",
                            (
                                "belofte_contact",
                                "belofte_intake",
                                "wgs_first_talk",
                                "wgs_threat_talk",
                                "local_threat_talk",
                            ),
                        ),
                    ),
                    models.Q(
                        ("length__gte", 1),
                        models.Q(
                            models.Q(("length__lte", 2), ("rule_key", "belofte_contact")),
                            models.Q(("length__lte", 10), ("rule_key", "belofte_intake")),
                            models.Q(("length__lte", 4), ("rule_key", "wgs_first_talk")),
                            models.Q(("length__lte", 3), ("rule_key", "wgs_threat_talk")),
                            models.Q(("length__lte", 3), ("rule_key", "local_threat_talk")),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="term_proposal_within_the_norm",
            ),
        ),
        ProtectTables("localtermproposal"),
    ]
