"""What staff do with a message that could not leave, besides trying again."""

from uuid import UUID

from django.db import transaction

from houvast.casework.dossier.services import event
from houvast.casework.letters.models import Message
from houvast.foundation.access.actor import Actor
from houvast.foundation.clock import Clock
from houvast.foundation.jobs.services import cancel


def take_back(actor: Actor, intent_id: UUID, version: int, reason: str, clock: Clock) -> None:
    """This message need not leave any more; the timeline of its file says so and why.

    Raises NoReason and StaleIntent of the outbox; rights are those of the outbox (own files, the team's, or all).
    """
    with transaction.atomic():
        cancel(actor, intent_id, version, reason, clock)
        for message in Message.objects.filter(intent_id=intent_id):
            event(
                actor, message.dossier_id, message.party_id, "message.taken_back", clock,
                about=("message", message.id), words=reason.strip(),
            ).save(force_insert=True)  # fmt: skip
