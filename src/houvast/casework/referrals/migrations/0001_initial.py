"""Who brings somebody to us, and the worries that are looked into first."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import houvast.foundation.encryption.fields
import houvast.foundation.tenancy.context
import houvast.foundation.tenancy.models
from houvast.foundation.tenancy.operations import ProtectTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("dossier", "0007_merge_trace"),
        ("organisations", "0005_vtlb_choices"),
        ("signup", "0003_mail_moves"),
    ]

    operations = [
        migrations.CreateModel(
            name="Concern",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "given_by",
                    models.CharField(
                        choices=[
                            ("partner", "hulpverlener"),
                            ("family", "familie of vriend"),
                            ("neighbour", "buur"),
                            ("employer", "werkgever"),
                            ("other", "iemand anders"),
                        ],
                        max_length=10,
                    ),
                ),
                ("giver_name", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                ("giver_reach", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                ("about_name", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                ("about_reach", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                ("about_where", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                ("words", houvast.foundation.encryption.fields.EncryptedTextField(editable=False)),
                ("urgent", models.BooleanField(default=False)),
                ("received_at", models.DateTimeField()),
                ("look_by", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "nieuw"),
                            ("looking", "iemand kijkt ernaar"),
                            ("signed_up", "aangemeld"),
                            ("ended", "gestopt"),
                        ],
                        default="new",
                        max_length=10,
                    ),
                ),
                ("taken_by_id", models.UUIDField(null=True)),
                ("note", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_wish", "de inwoner wil nu geen hulp"),
                            ("known", "de inwoner heeft al hulp van ons"),
                            ("unreachable", "niet te vinden of te bereiken"),
                            ("not_ours", "niet voor ons: doorgegeven"),
                            ("unfounded", "er bleek niets aan de hand"),
                            ("twice", "dit signaal hadden wij al"),
                        ],
                        max_length=12,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by_id", models.UUIDField(null=True)),
                (
                    "dossier",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns",
                        to="dossier.dossier",
                    ),
                ),
                (
                    "municipality",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.municipality"
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
                    models.Index(
                        condition=models.Q(("state__in", ["new", "looking"])),
                        fields=["organisation", "look_by"],
                        name="concern_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("given_by__in", ["partner", "family", "neighbour", "employer", "other"])),
                        name="concern_giver_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["new", "looking", "signed_up", "ended"])),
                        name="concern_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "end_reason__in",
                                    ["no_wish", "known", "unreachable", "not_ours", "unfounded", "twice"],
                                ),
                                ("ended_at__isnull", False),
                                ("state", "ended"),
                            ),
                            models.Q(models.Q(("state", "ended"), _negated=True), ("end_reason", "")),
                            _connector="OR",
                        ),
                        name="concern_end_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dossier__isnull", False), ("state", "signed_up")),
                            models.Q(models.Q(("state", "signed_up"), _negated=True), ("dossier__isnull", True)),
                            _connector="OR",
                        ),
                        name="concern_signed_up_has_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "looking"), ("taken_by_id__isnull", False)),
                            models.Q(("state", "looking"), _negated=True),
                            _connector="OR",
                        ),
                        name="concern_taken_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("joint", models.BooleanField(default=False)),
                (
                    "given_by",
                    models.CharField(
                        choices=[
                            ("partner", "hulpverlener"),
                            ("family", "familie of vriend"),
                            ("neighbour", "buur"),
                            ("employer", "werkgever"),
                            ("other", "iemand anders"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "organisation_name",
                    houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False),
                ),
                ("name", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                ("mail", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                ("phone", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                ("words", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                ("keeps_contact_until", models.DateField(null=True)),
                ("token_hash", models.BinaryField(max_length=32, null=True)),
                ("letter", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                ("made_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "consent",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="dossier.consent",
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
                (
                    "signup",
                    houvast.foundation.tenancy.models.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="signup.signup"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["organisation", "dossier"], name="referral_dossier")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("joint", False), ("party__isnull", False)),
                            models.Q(("joint", True), ("party__isnull", True)),
                            _connector="OR",
                        ),
                        name="referrals_referral_one_compartment",
                    ),
                    models.UniqueConstraint(fields=("organisation", "signup"), name="referral_signup_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("token_hash__isnull", False)),
                        fields=("organisation", "token_hash"),
                        name="referral_token_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("given_by__in", ["partner", "family", "neighbour", "employer", "other"])),
                        name="referral_giver_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("consent__isnull", False),
                                ("given_by", "partner"),
                                ("keeps_contact_until__isnull", False),
                                ("token_hash__isnull", False),
                            ),
                            models.Q(
                                models.Q(("given_by", "partner"), _negated=True),
                                ("consent__isnull", True),
                                ("token_hash__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="referral_link_for_partners",
                    ),
                ],
            },
        ),
        ProtectTables("concern", "referral"),
    ]
