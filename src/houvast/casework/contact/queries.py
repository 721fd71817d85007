"""The attempts of a file as rows of a list, and how they add up. Rights are those of the page that shows them."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Q

from houvast.casework.contact.models import AttemptChannel, AttemptOutcome
from houvast.casework.contact.standing import standing_attempts
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock


@dataclass(frozen=True)
class AttemptRow:
    """One try that stands."""

    attempt_id: UUID
    at: dt.datetime
    channel: str
    outcome: str
    first_talk: bool
    with_interpreter: bool
    note: str
    by: UUID | None


@dataclass(frozen=True)
class AttemptCounts:
    """How often we tried, how often we spoke, and when last."""

    tries: int
    reached: int
    last_at: dt.datetime | None


def attempts(actor: Actor, dossier_id: UUID, clock: Clock, limit: int = 50) -> list[AttemptRow]:
    """The attempts that stand, newest first; looking at them is written down."""
    require(actor, Action.LOOK, Thing(Kind.SIGNUP, dossier_id), clock)
    rows = [
        AttemptRow(
            one.id,
            one.at,
            AttemptChannel(one.channel).label,
            AttemptOutcome(one.outcome).label,
            one.first_talk,
            one.with_interpreter,
            one.note,
            one.recorded_by_id,
        )
        for one in standing_attempts(dossier_id)[:limit]
    ]
    seen = Seen("contact_attempt", None, dossier_id, fields=("outcome", "note"), classes=("B", "C"))
    audit.looked(actor, clock, [seen], action="contact.look")
    return rows


def counts(actor: Actor, dossier_id: UUID, clock: Clock) -> AttemptCounts:
    """One statement: tries, contacts, and the last try."""
    require(actor, Action.LOOK, Thing(Kind.SIGNUP, dossier_id), clock)
    found = (
        standing_attempts(dossier_id)
        .order_by()
        .aggregate(tries=Count("id"), reached=Count("id", filter=Q(outcome=AttemptOutcome.REACHED)), last=Max("at"))
    )
    return AttemptCounts(found["tries"], found["reached"], found["last"])
