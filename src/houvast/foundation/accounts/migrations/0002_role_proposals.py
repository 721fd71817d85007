"""Special rights wait for a second administrator; an account knows which organisation may give it links."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import houvast.foundation.tenancy.context
from houvast.foundation.tenancy.operations import ProtectTables


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="made_by",
            field=models.UUIDField(null=True),
        ),
        migrations.CreateModel(
            name="RoleProposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("counsellor", "schuldhulpverlener"),
                            ("team_lead", "teamleider"),
                            ("quality_officer", "kwaliteitsfunctionaris"),
                            ("administration", "administratie"),
                            ("finance", "financieel medewerker"),
                            ("administrator", "beheerder"),
                            ("auditor", "auditor (FG)"),
                        ],
                        max_length=16,
                    ),
                ),
                ("proposed_by", models.UUIDField()),
                ("proposed_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "wacht op een tweede beheerder"),
                            ("given", "gegeven"),
                            ("refused", "afgewezen"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("organisation", "account", "role"),
                        name="role_proposal_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="role_proposal_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "given", "refused"])),
                        name="role_proposal_state_known",
                    ),
                ],
            },
        ),
        ProtectTables("roleproposal"),
    ]
