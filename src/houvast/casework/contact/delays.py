"""It takes longer than we said: a reason, a new day, and the resident told the same day."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F

from houvast.casework.contact.errors import DelayNeedsReason, NewDayTooEarly, NothingRuns
from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock, DelayWhy
from houvast.casework.dossier.services import RESIDENT, STAFF, event, locked, must_be_open, open_task, refresh_look_at
from houvast.casework.letters import services as letters
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock

TELL_TODAY = "tell_delay"
TELL_TODAY_WORDS = "Bel de inwoner vandaag: het duurt langer, en er kan geen bericht weg"


@dataclass(frozen=True)
class DelayCommand:
    """Which terms (keys without "local:"), why in a sentence the resident reads, words for colleagues, the new day."""

    dossier_id: UUID
    party_id: UUID
    kinds: tuple[str, ...]
    why: str
    new_day: dt.date
    words: str = ""


def delay(actor: Actor, command: DelayCommand, clock: WallClock) -> int:
    """Put terms off, and tell the resident today. Returns how many clocks; the terms themselves stay as they are.

    A message that cannot leave is a call today. Raises NewDayTooEarly, DelayNeedsReason, NothingRuns.
    """
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, command.dossier_id, command.party_id), clock)
    if command.why not in DelayWhy.values:
        raise DelayNeedsReason
    if command.new_day <= clock.today():
        raise NewDayTooEarly
    with transaction.atomic():
        must_be_open(locked(command.dossier_id))
        count = put_off(actor, command, clock)
        if not count:
            raise NothingRuns
        tell_today(actor, command.dossier_id, command.party_id, "clock.delayed", command.new_day, clock)
        refresh_look_at(command.dossier_id)
    return count


def put_off(actor: Actor, command: DelayCommand, clock: WallClock) -> int:
    """The running clocks of these kinds that are due before the new day get it, with the reason. Tells nobody."""
    wanted = [*command.kinds, *(clocks.LOCAL + kind for kind in command.kinds)]
    running = Clock.objects.filter(
        dossier_id=command.dossier_id, kind__in=wanted, stopped_on__isnull=True, due__lt=command.new_day
    )
    reason = command.words.strip()[:200]
    count = running.update(
        delay_why=command.why, delay_reason=reason, delay_new_day=command.new_day, version=F("version") + 1
    )
    if count:
        seen = Seen("clock", None, command.dossier_id, fields=("delay_why", "delay_reason", "delay_new_day"))
        audit.changed(actor, clock, "clock.delayed", seen)
        event(
            actor, command.dossier_id, command.party_id, "clock.delayed", clock, visible_to=(STAFF, RESIDENT),
            words=reason,
        ).save(force_insert=True)  # fmt: skip
    return count


def tell_today(
    actor: Actor, dossier_id: UUID, party_id: UUID, text_key: str, day: dt.date, clock: WallClock
) -> letters.MessageMade | letters.NotSendable:
    """A message with the new day along a safe way; where none can go, a call that is due today."""
    key = f"{text_key}:{dossier_id}:{day.isoformat()}:{clock.now().isoformat()}"
    made = letters.send(actor, dossier_id, party_id, text_key, {"datum": day}, clock, key=key)
    if isinstance(made, letters.NotSendable):
        open_task(actor, dossier_id, party_id, TELL_TODAY, TELL_TODAY_WORDS, clock.today(), clock)
    return made
