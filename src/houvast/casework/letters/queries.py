"""What was sent, for the resident, the counsellor and the administrator. Lists never show the content."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from houvast.casework.dossier.merges import same_resident
from houvast.casework.letters.models import Message
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.clock import Clock
from houvast.foundation.jobs.models import Intent, IntentState, LocalDelivery
from houvast.foundation.texts.catalogue import KINDS

MOST_ROWS = 50


@dataclass(frozen=True)
class SentRow:
    """A message as a list shows it: never its content."""

    message_id: UUID
    made_at: dt.datetime
    channel: str
    text_key: str
    state: str
    proof: str
    left_at: dt.datetime | None = None
    not_before: dt.datetime | None = None  # it waits for the resident's hours, or for the next try
    name: str = ""


def sent_to(party_id: UUID) -> list[SentRow]:
    """What we sent to a party, newest first, also on a file that went on in this one. Rights are the caller's."""
    rows = (
        Message.objects.filter(party_id__in=same_resident(party_id))
        .select_related("intent")
        .order_by("-made_at", "-id")
    )
    return [_row(message, message.intent) for message in rows[:MOST_ROWS]]


def made_with(keys: list[str]) -> list[Message]:
    """The messages of these intent keys, newest first."""
    return list(Message.objects.filter(intent__key__in=keys).order_by("-made_at", "-id"))


def sent_by_house(
    actor: Actor, clock: Clock, *, before: dt.datetime | None = None, limit: int = MOST_ROWS
) -> list[SentRow]:
    """Everything that was made to be sent, newest first, for the administrator: state, kind and time only."""
    require(actor, Action.LOOK, Thing(Kind.SENT), clock)
    rows = Message.objects.select_related("intent").order_by("-made_at", "-id")
    if before is not None:
        rows = rows.filter(made_at__lt=before)
    return [_row(message, message.intent) for message in rows[:limit]]


@dataclass(frozen=True)
class KeptLocally:
    """A message with its content, as the local provider keeps it: the demo shows it instead of sending."""

    delivered_at: dt.datetime
    kind: str
    recipient: str
    subject: str
    body: str


def kept_locally(
    actor: Actor, clock: Clock, *, demo: bool, before: dt.datetime | None = None, limit: int = MOST_ROWS
) -> list[KeptLocally]:
    """What the local provider keeps, newest first. Only a demo organisation may read content (security.md 4)."""
    require(actor, Action.LOOK, Thing(Kind.SENT), clock)
    if not demo:
        return []
    rows = LocalDelivery.objects.order_by("-delivered_at", "-id")
    if before is not None:
        rows = rows.filter(delivered_at__lt=before)
    return [KeptLocally(one.delivered_at, one.kind, one.recipient, one.subject, one.body) for one in rows[:limit]]


def _row(message: Message, intent: Intent) -> SentRow:
    kind = KINDS.get(f"{message.text_key}.{message.channel}")
    waits = intent.state == IntentState.WAITING
    return SentRow(
        message.id,
        message.made_at,
        message.channel,
        message.text_key,
        intent.state,
        intent.proof,
        intent.finished_at if intent.state in (IntentState.SENT, IntentState.OFFERED) else None,
        intent.next_attempt_at if waits else None,
        kind.name if kind else message.text_key,
    )
