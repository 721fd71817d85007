"""Schemes of the municipalities, each version kept."""

import django.db.models.deletion
from django.db import migrations, models

import houvast.foundation.ids
import houvast.foundation.tenancy.context
import houvast.foundation.tenancy.models
from houvast.foundation.tenancy.operations import FactsOnly, ProtectTables


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0009_calculating_service"),
    ]

    operations = [
        migrations.CreateModel(
            name="SchemeVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=houvast.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("scheme", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                ("terms", models.JSONField()),
                ("where", models.CharField(max_length=300)),
                ("source", models.CharField(max_length=300)),
                ("checked_on", models.DateField()),
                ("valid_from", models.DateField()),
                ("stopped", models.BooleanField(default=False)),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_at", models.DateTimeField()),
                (
                    "municipality",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schemes",
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
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "scheme", "number"), name="scheme_number_once"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="scheme_number_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "bijzondere_bijstand",
                                    "collectieve_zorgverzekering",
                                    "individuele_inkomenstoeslag",
                                    "meedoen",
                                    "studietoeslag",
                                ],
                            )
                        ),
                        name="scheme_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("where", ""), _negated=True),
                            models.Q(("source", ""), _negated=True),
                        ),
                        name="scheme_said_where",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("terms__has_keys", ["amounts", "income_pct"])), name="scheme_has_terms"
                    ),
                ],
            },
        ),
        ProtectTables("schemeversion"),
        FactsOnly("schemeversion"),
    ]
