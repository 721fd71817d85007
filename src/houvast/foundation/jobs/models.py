"""What must leave the house: the intent is the truth, the queue only wakes a worker (stack.md 6)."""

from django.db import models
from django.db.models import Q

from houvast.foundation.encryption.fields import EncryptedTextField
from houvast.foundation.tenancy.models import TenantForeignKey, VersionedModel


class IntentState(models.TextChoices):
    """See STEPS for what may follow what."""

    WAITING = "waiting", "wacht"
    OFFERED = "offered", "aangeboden"
    SENT = "sent", "verzonden"
    PARKED = "parked", "geparkeerd"
    CANCELLED = "cancelled", "ingetrokken"


STEPS: dict[str, tuple[str, ...]] = {
    IntentState.WAITING: (IntentState.OFFERED, IntentState.SENT, IntentState.PARKED, IntentState.CANCELLED),
    IntentState.OFFERED: (IntentState.SENT, IntentState.PARKED),
    IntentState.PARKED: (IntentState.WAITING, IntentState.CANCELLED),
    IntentState.SENT: (),
    IntentState.CANCELLED: (),
}


class Intent(VersionedModel):
    """Something decided in a transaction that must reach somebody outside, once."""

    kind = models.CharField(max_length=24)  # which connection: mail, sms, …
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField()
    dossier_id = models.UUIDField(null=True)
    key = models.CharField(max_length=120)  # idempotency: leaves at most once per key
    state = models.CharField(max_length=12, choices=IntentState.choices, default=IntentState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    deadline_at = models.DateTimeField(null=True)
    responsible_id = models.UUIDField(null=True)  # account; empty = the team of the dossier
    last_error = models.CharField(max_length=300, blank=True)
    proof = models.CharField(max_length=120, blank=True)
    finished_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=200, blank=True)  # in the words of who took it back

    class Meta(VersionedModel.Meta):
        indexes = [
            models.Index(
                fields=["organisation", "state", "next_attempt_at"],
                condition=Q(state__in=["waiting", "offered", "parked"]),
                name="intent_unfinished",
            ),
            # What comes back (a bounce, an automatic answer) names the number under which the message left.
            models.Index(fields=["organisation", "proof"], condition=~Q(proof=""), name="intent_proof"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="intent_key_once"),
            models.CheckConstraint(condition=Q(state__in=IntentState.values), name="intent_state_known"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_because=""), name="intent_cancelled_for_a_reason"
            ),
        ]


class LocalDelivery(VersionedModel):
    """What the local provider keeps instead of sending: read at /beheer/ in the demo, proof in the tests."""

    intent = TenantForeignKey(Intent, related_name="local_deliveries")
    kind = models.CharField(max_length=24)
    key = models.CharField(max_length=120)
    recipient = EncryptedTextField()
    subject = EncryptedTextField()
    body = EncryptedTextField()
    delivered_at = models.DateTimeField()

    class Meta(VersionedModel.Meta):
        indexes = [models.Index(fields=["organisation", "-delivered_at"], name="local_delivery_newest")]
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="local_delivery_once")]
