"""The organisation's own provider for signing in, and who colleagues are there."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import houvast.foundation.encryption.fields
import houvast.foundation.tenancy.context
from houvast.foundation.tenancy.operations import ProtectTables


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_unused_and_reviews"),
        ("organisations", "0005_vtlb_choices"),
    ]

    operations = [
        migrations.CreateModel(
            name="StaffIdentity",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("issuer", models.CharField(max_length=200)),
                ("subject", models.CharField(max_length=255)),
                ("known_since", models.DateTimeField()),
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
                        fields=("organisation", "issuer", "subject"), name="staff_identity_subject_once"
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "issuer", "account"), name="staff_identity_account_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffProvider",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("label", models.CharField(max_length=40)),
                ("issuer", models.CharField(max_length=200)),
                ("client_id", models.CharField(max_length=200)),
                ("client_secret", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                ("trusted_acr", models.CharField(blank=True, max_length=400)),
                ("enabled", models.BooleanField(default=False)),
                ("changed_by", models.UUIDField()),
                ("changed_at", models.DateTimeField()),
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
                "constraints": [models.UniqueConstraint(fields=("organisation",), name="staff_provider_once")],
            },
        ),
        ProtectTables("staffidentity", "staffprovider"),
    ]
