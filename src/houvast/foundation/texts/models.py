"""Texts that an organisation may change: versioned rows per key and language (record.md 11)."""

from django.db import models

from houvast.foundation.tenancy.models import TenantModel


class TextState(models.TextChoices):
    """Only approved texts are shown, unless the organisation's switch shows the others with a mark."""

    DRAFT = "draft", "concept"
    MACHINE = "machine", "machinevertaling"
    CHECKED = "checked", "nagekeken"
    APPROVED = "approved", "goedgekeurd"


class TextVersion(TenantModel):
    """One version of a text in one language. Never changed after it was used: a new version follows it."""

    key = models.CharField(max_length=60)
    language = models.CharField(max_length=16)  # BCP 47, with nl-x-makkelijk
    state = models.CharField(max_length=8, choices=TextState.choices)
    subject = models.CharField(max_length=120, blank=True)
    body = models.TextField()
    standard = models.BooleanField(default=True)  # shipped with Houvast; False = the organisation's own
    standard_version = models.PositiveIntegerField(default=1)
    valid_from = models.DateTimeField()
    written_by = models.UUIDField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    tested_with = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "key", "language", "-valid_from"], name="text_newest")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key", "language", "valid_from"], name="text_version_once"),
            models.CheckConstraint(condition=models.Q(state__in=TextState.values), name="text_state_known"),
        ]


class LabelState(TenantModel):
    """The one state that all gettext labels of a language share."""

    language = models.CharField(max_length=16)
    state = models.CharField(max_length=8, choices=TextState.choices, default=TextState.DRAFT)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "language"], name="label_state_once")]
