import uuid

import django.db.models.deletion
from django.db import migrations, models

import houvast.foundation.encryption.fields
import houvast.foundation.tenancy.context
import houvast.foundation.tenancy.models
from houvast.foundation.tenancy.operations import ProtectTables


class Migration(migrations.Migration):
    dependencies = [
        ("dossier", "0006_number_sequence"),
        ("letters", "0002_requested"),
        ("organisations", "0004_readable_colours"),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("joint", models.BooleanField(default=False)),
                (
                    "said",
                    models.CharField(
                        choices=[
                            ("read", "Ik las je bericht. Je hoeft niets te doen."),
                            ("yes", "Ja, dat is goed."),
                            ("i_do", "Ik regel het. Je hoort van mij uiterlijk"),
                            ("i_call", "Ik bel je. Uiterlijk"),
                            ("call_us", "Bel mij even. Dan praten wij samen."),
                            ("at_talk", "Wij praten erover bij onze afspraak."),
                        ],
                        max_length=8,
                    ),
                ),
                ("day", models.DateField(null=True)),
                ("words", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                ("made_at", models.DateTimeField()),
                ("made_by_id", models.UUIDField()),
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
                "indexes": [models.Index(fields=["organisation", "dossier", "-made_at"], name="answer_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("joint", False), ("party__isnull", False)),
                            models.Q(("joint", True), ("party__isnull", True)),
                            _connector="OR",
                        ),
                        name="letters_answer_one_compartment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("said__in", ["read", "yes", "i_do", "i_call", "call_us", "at_talk"])),
                        name="answer_said_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("day__isnull", False), ("said__in", ["i_do", "i_call"])),
                            models.Q(models.Q(("said__in", ["i_do", "i_call"]), _negated=True), ("day__isnull", True)),
                            _connector="OR",
                        ),
                        name="answer_day_where_promised",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("joint", models.BooleanField(default=False)),
                (
                    "ask",
                    models.CharField(choices=[("message", "bericht"), ("call_me", "bel mij liever")], max_length=8),
                ),
                ("words", houvast.foundation.encryption.fields.EncryptedTextField(blank=True, editable=False)),
                ("part_of_day", models.CharField(blank=True, max_length=8)),
                ("asked_at", models.DateTimeField()),
                ("answer_by", models.DateField()),
                ("task_id", models.UUIDField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by_id", models.UUIDField(null=True)),
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
                "indexes": [models.Index(fields=["organisation", "dossier", "-asked_at"], name="question_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("joint", False), ("party__isnull", False)),
                            models.Q(("joint", True), ("party__isnull", True)),
                            _connector="OR",
                        ),
                        name="letters_question_one_compartment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ask__in", ["message", "call_me"])), name="question_ask_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True), ("answered_at__gte", models.F("asked_at")), _connector="OR"
                        ),
                        name="question_then_answer",
                    ),
                ],
            },
        ),
        ProtectTables("answer", "question"),
    ]
