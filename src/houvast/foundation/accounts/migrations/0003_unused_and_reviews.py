"""Access that is not used goes off; rights are reviewed each quarter."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import houvast.foundation.tenancy.context
from houvast.foundation.tenancy.operations import AppendOnly, ProtectTables


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_role_proposals"),
        ("organisations", "0005_vtlb_choices"),
    ]

    operations = [
        migrations.CreateModel(
            name="RightsReview",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "outcome",
                    models.CharField(choices=[("stands", "klopt nog"), ("ended", "rol gestopt")], max_length=8),
                ),
                ("roles", models.JSONField()),
                ("reviewed_by", models.UUIDField()),
                ("reviewed_at", models.DateTimeField()),
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
                "indexes": [
                    models.Index(fields=["organisation", "account", "-reviewed_at"], name="rights_review_latest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["stands", "ended"])), name="rights_review_outcome_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffAccess",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("last_sign_in", models.DateTimeField(null=True)),
                ("warned_days", models.PositiveSmallIntegerField(default=0)),
                ("off_since", models.DateTimeField(null=True)),
                ("on_since", models.DateTimeField(null=True)),
                ("on_by", models.UUIDField(null=True)),
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
                "constraints": [models.UniqueConstraint(fields=("organisation", "account"), name="staff_access_once")],
            },
        ),
        ProtectTables("rightsreview", "staffaccess"),
        AppendOnly("rightsreview"),
    ]
