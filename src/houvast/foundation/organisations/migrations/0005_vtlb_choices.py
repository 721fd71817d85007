"""What an organisation decides where no public source settles a VTLB."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import houvast.foundation.tenancy.context
from houvast.foundation.tenancy.operations import FactsOnly, ProtectTables


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_readable_colours")]

    operations = [
        migrations.CreateModel(
            name="VtlbChoice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("arbeidstoeslag_cents", models.PositiveIntegerField(null=True)),
                ("reserveringstoeslag_cents", models.PositiveIntegerField(null=True)),
                ("eigen_risico_when_bought_off", models.BooleanField()),
                ("negative_reduces_others", models.BooleanField()),
                ("cap_95_inside", models.BooleanField()),
                ("source", models.CharField(max_length=200)),
                ("decided_by", models.UUIDField()),
                ("decided_at", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["organisation", "-decided_at"], name="vtlb_choice_last")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="vtlb_choice_has_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("arbeidstoeslag_cents__isnull", True),
                                ("arbeidstoeslag_cents__lte", 100000),
                                _connector="OR",
                            ),
                            models.Q(
                                ("reserveringstoeslag_cents__isnull", True),
                                ("reserveringstoeslag_cents__lte", 100000),
                                _connector="OR",
                            ),
                        ),
                        name="vtlb_choice_in_range",
                    ),
                ],
            },
        ),
        ProtectTables("vtlbchoice"),
        FactsOnly("vtlbchoice"),
    ]
