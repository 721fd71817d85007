"""How it stands with each allowance of a household."""

import django.db.models.deletion
from django.db import migrations, models

import houvast.foundation.encryption.fields
import houvast.foundation.ids
import houvast.foundation.tenancy.context
import houvast.foundation.tenancy.models
from houvast.foundation.tenancy.operations import FactsOnly, ProtectTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("dossier", "0010_time_ordered_ids"),
        ("organisations", "0010_schemes"),
    ]

    operations = [
        migrations.CreateModel(
            name="AllowanceFact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("holds_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by_id", models.UUIDField(null=True)),
                ("recorded_as", models.CharField(max_length=12)),
                ("channel", models.CharField(max_length=16)),
                ("joint", models.BooleanField(default=False)),
                ("item", models.CharField(max_length=40)),
                ("scheme", models.UUIDField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_applicable", "niet van toepassing"),
                            ("receives", "ontvangt"),
                            ("to_apply", "aan te vragen"),
                            ("applied", "aangevraagd"),
                            ("granted", "toegekend"),
                            ("refused", "afgewezen"),
                            ("objection", "bezwaar"),
                        ],
                        max_length=16,
                    ),
                ),
                ("note", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                (
                    "dossier",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="dossier.dossier"
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
                (
                    "party",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="dossier.party",
                    ),
                ),
                (
                    "supersedes",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="allowances.allowancefact",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["organisation", "dossier", "recorded_at"], name="allowance_dossier")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes__isnull", False)),
                        fields=("organisation", "supersedes"),
                        name="allowances_allowancefact_superseded_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("joint", False), ("party__isnull", False)),
                            models.Q(("joint", True), ("party__isnull", True)),
                            _connector="OR",
                        ),
                        name="allowances_allowancefact_one_compartment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "not_applicable",
                                    "receives",
                                    "to_apply",
                                    "applied",
                                    "granted",
                                    "refused",
                                    "objection",
                                ],
                            )
                        ),
                        name="allowance_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("item__regex", "^[a-z_]{2,40}$")), name="allowance_item_plain"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item", "scheme"), ("scheme__isnull", False)),
                            models.Q(models.Q(("item", "scheme"), _negated=True), ("scheme__isnull", True)),
                            _connector="OR",
                        ),
                        name="allowance_scheme_named",
                    ),
                ],
            },
        ),
        ProtectTables("allowancefact"),
        FactsOnly("allowancefact"),
    ]
