"""Who let a new contact point get codes early, after which talk."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import houvast.foundation.encryption.fields
import houvast.foundation.tenancy.context
import houvast.foundation.tenancy.models
from houvast.foundation.tenancy.operations import FactsOnly, ProtectTables


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0001_initial"),
        ("dossier", "0006_number_sequence"),
        ("organisations", "0001_initial"),
        ("residents", "0003_what_is_recorded_of_a_person"),
    ]

    operations = [
        migrations.CreateModel(
            name="QuietRelease",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("joint", models.BooleanField(default=False)),
                ("reason", houvast.foundation.encryption.fields.EncryptedTextField(editable=False, max_length=500)),
                ("was_quiet_until", models.DateTimeField()),
                ("released_at", models.DateTimeField()),
                ("released_by_id", models.UUIDField()),
                (
                    "attempt",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="contact.contactattempt",
                    ),
                ),
                (
                    "contact_point",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="residents.contactpoint",
                    ),
                ),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("joint", False), ("party__isnull", False)),
                            models.Q(("joint", True), ("party__isnull", True)),
                            _connector="OR",
                        ),
                        name="contact_quietrelease_one_compartment",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "contact_point", "was_quiet_until"), name="quiet_released_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("released_at__lt", models.F("was_quiet_until"))),
                        name="quiet_released_before_its_end",
                    ),
                ],
            },
        ),
        ProtectTables("quietrelease"),
        FactsOnly("quietrelease"),
    ]
