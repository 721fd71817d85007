import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import houvast.foundation.tenancy.context
import houvast.foundation.tenancy.models
from houvast.foundation.tenancy.operations import ProtectTables


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0008_delay_why"),
        ("organisations", "0005_vtlb_choices"),
        ("planning", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="booked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("token_hash", models.BinaryField(max_length=32)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
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
                    models.UniqueConstraint(fields=("organisation", "token_hash"), name="calendar_feed_token_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("organisation", "account"),
                        name="calendar_feed_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WalkIn",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("joint", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "wacht"),
                            ("taken", "in gesprek"),
                            ("spoken", "gesproken"),
                            ("left", "weggegaan"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("arrived_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("taken_by_id", models.UUIDField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "dossier",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="dossier.dossier"
                    ),
                ),
                (
                    "location",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="walk_ins",
                        to="organisations.location",
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "taken"])),
                        fields=["organisation", "arrived_at"],
                        name="walk_in_here",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("joint", False), ("party__isnull", False)),
                            models.Q(("joint", True), ("party__isnull", True)),
                            _connector="OR",
                        ),
                        name="planning_walkin_one_compartment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "taken", "spoken", "left"])),
                        name="walk_in_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state__in", ["waiting", "taken"])),
                            models.Q(("ended_at__isnull", False), ("state__in", ["spoken", "left"])),
                            _connector="OR",
                        ),
                        name="walk_in_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["taken", "spoken"]), _negated=True),
                            ("taken_by_id__isnull", False),
                            _connector="OR",
                        ),
                        name="walk_in_by_somebody",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "taken"])),
                        fields=("organisation", "dossier"),
                        name="walk_in_once",
                    ),
                ],
            },
        ),
        ProtectTables("calendarfeed", "walkin"),
    ]
