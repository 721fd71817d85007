"""Who looked at what, who changed what, and who was refused (security.md 9). Append-only."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from houvast.foundation.tenancy.models import TenantModel


class AuditEntry(TenantModel):
    """One look, change or refusal. Names of fields and classes, never their values."""

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=12)
    account_id = models.UUIDField(null=True)
    role = models.CharField(max_length=16, blank=True)
    level = models.CharField(max_length=8, blank=True)
    on_behalf_of = models.UUIDField(null=True)
    action = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True)
    dossier_id = models.UUIDField(null=True)
    person_pseudonym = models.UUIDField(null=True)
    fields = ArrayField(models.CharField(max_length=40), default=list)
    classes = ArrayField(models.CharField(max_length=1), default=list)
    refused = models.BooleanField(default=False)
    rule_id = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=64, blank=True)
    operation_id = models.UUIDField()

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["organisation", "at"], name="audit_at"),
            models.Index(
                fields=["organisation", "dossier_id", "at"],
                condition=models.Q(dossier_id__isnull=False),
                name="audit_dossier",
            ),
        ]


class ProcessingEntry(TenantModel):
    """Logboek Dataverwerkingen: one row per person per operation, without a user."""

    trace_id = models.BinaryField(max_length=16)
    operation_id = models.UUIDField()
    status = models.CharField(max_length=8)
    name = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    activity = models.CharField(max_length=120)
    person_pseudonym = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "started_at"], name="processing_started")]


class SealedTable(models.TextChoices):
    """Which log a seal is about."""

    AUDIT = "audit", "logboek"
    PROCESSING = "processing", "verwerkingen"


class AuditSeal(TenantModel):
    """The place of one log line in the chain of its organisation: numbers without a gap, each hash over the last.

    Written by a job of its own after the line was committed (sealing.py), never by who writes the line.
    """

    number = models.BigIntegerField()
    entry_table = models.CharField(max_length=12, choices=SealedTable.choices)
    entry_id = models.UUIDField()
    hash = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="audit_seal_number_once"),
            models.UniqueConstraint(fields=["organisation", "entry_id"], name="audit_seal_entry_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="audit_seal_from_one"),
            models.CheckConstraint(condition=models.Q(entry_table__in=SealedTable.values), name="audit_seal_of_a_log"),
        ]
