"""Counters against too much of something, and keys of forms already handled (security.md 8, 11)."""

from django.db import models

from houvast.foundation.tenancy.models import TenantModel


class RateCounter(TenantModel):
    """How often something happened in a window. The bucket is a keyed hash: no address is kept."""

    bucket = models.CharField(max_length=64)
    window_start = models.DateTimeField()
    hits = models.PositiveIntegerField(default=1)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "bucket", "window_start"], name="rate_counter_once")
        ]


class UsedFormKey(TenantModel):
    """A one-time key of a form that creates, with the fingerprint of what was sent and what came of it."""

    key = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    outcome = models.CharField(max_length=120, blank=True)  # where the first answer led
    used_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="form_key_once")]
