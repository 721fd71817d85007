import uuid

import django.db.models.deletion
from django.db import migrations, models

import houvast.foundation.encryption.fields
import houvast.foundation.tenancy.context
import houvast.foundation.tenancy.models
from houvast.foundation.tenancy.operations import ProtectTables


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0008_delay_why"),
        ("letters", "0003_questions"),
        ("organisations", "0005_vtlb_choices"),
        ("texts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PrintBatch",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("made_by_id", models.UUIDField()),
                ("pages", models.PositiveSmallIntegerField()),
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
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("joint", models.BooleanField(default=False)),
                ("language", models.CharField(max_length=16)),
                ("body", houvast.foundation.encryption.fields.EncryptedTextField(editable=False)),
                ("in_dutch", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                ("address", houvast.foundation.encryption.fields.EncryptedTextField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "wacht op de stapel"),
                            ("printed", "geprint"),
                            ("withdrawn", "gaat niet weg"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("why_not", models.CharField(blank=True, max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("asked_by_id", models.UUIDField(null=True)),
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
                    "text_version",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cards", to="texts.textversion"
                    ),
                ),
                (
                    "batch",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="letters.printbatch",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="printbatch",
            index=models.Index(fields=["organisation", "-made_at"], name="print_batch_newest"),
        ),
        migrations.AddIndex(
            model_name="card",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["organisation", "asked_at"], name="card_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("joint", False), ("party__isnull", False)),
                    models.Q(("joint", True), ("party__isnull", True)),
                    _connector="OR",
                ),
                name="letters_card_one_compartment",
            ),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "printed", "withdrawn"])), name="card_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("batch__isnull", False), ("state", "printed")),
                    models.Q(models.Q(("state", "printed"), _negated=True), ("batch__isnull", True)),
                    _connector="OR",
                ),
                name="card_printed_in_a_batch",
            ),
        ),
        migrations.AddConstraint(
            model_name="card",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")), fields=("organisation", "dossier"), name="card_waits_once"
            ),
        ),
        ProtectTables("printbatch", "card"),
    ]
