"""The list of what was destroyed: a copy that is put back brings it to life, and this makes it die again."""

from django.db import models

from houvast.foundation.tenancy.models import TenantModel


class Destroyed(TenantModel):
    """One thing that was destroyed for ever. An id and a ground, nothing of what it was. Append-only."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=24)  # who can destroy it again: see services.register_again
    object_id = models.UUIDField()
    ground = models.CharField(max_length=40, blank=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "at"], name="destroyed_at")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "object_id"], name="destroyed_once"),
        ]
