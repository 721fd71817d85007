import uuid

import django.db.models.deletion
from django.db import migrations, models

import houvast.foundation.tenancy.context
import houvast.foundation.tenancy.models
from houvast.foundation.tenancy.operations import FactsOnly, ProtectTables


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0002_quiet_release"),
        ("dossier", "0008_delay_why"),
        ("organisations", "0005_vtlb_choices"),
    ]

    operations = [
        migrations.CreateModel(
            name="QuietPeriod",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("holds_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by_id", models.UUIDField(null=True)),
                ("recorded_as", models.CharField(max_length=12)),
                ("channel", models.CharField(max_length=16)),
                ("joint", models.BooleanField(default=False)),
                ("until", models.DateField()),
                ("over", models.BooleanField(default=False)),
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
                        to="contact.quietperiod",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organisation", "dossier", "-recorded_at"], name="quiet_period_newest")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("supersedes__isnull", False)),
                        fields=("organisation", "supersedes"),
                        name="contact_quietperiod_superseded_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("joint", False), ("party__isnull", False)),
                            models.Q(("joint", True), ("party__isnull", True)),
                            _connector="OR",
                        ),
                        name="contact_quietperiod_one_compartment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("over", True), ("until__gt", models.F("holds_on")), _connector="OR"),
                        name="quiet_until_later",
                    ),
                ],
            },
        ),
        ProtectTables("quietperiod"),
        FactsOnly("quietperiod"),
    ]
