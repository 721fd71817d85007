"""Giving hours: of one's own, and of interpreters; and taking them back."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from houvast.casework.planning.errors import BadHours, HoursOverlap, NameTaken, NothingSpoken
from houvast.casework.planning.models import FreeHours, Interpreter
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.database.refusing import refused_as


def give_hours(
    actor: Actor, starts_at: dt.datetime, ends_at: dt.datetime, clock: WallClock, *, location_id: UUID | None = None
) -> FreeHours:
    """A counsellor gives hours of his own. Raises BadHours, HoursOverlap."""
    require(actor, Action.CHANGE, Thing(Kind.OWN_PROFILE, account_id=actor.account_id), clock)
    hours = FreeHours(account_id=actor.account_id, location_id=location_id, starts_at=starts_at, ends_at=ends_at)
    return _keep_hours(actor, hours, clock)


def give_interpreter_hours(
    actor: Actor, interpreter_id: UUID, starts_at: dt.datetime, ends_at: dt.datetime, clock: WallClock
) -> FreeHours:
    """The administrator gives the hours of an interpreter. Raises BadHours, HoursOverlap."""
    require(actor, Action.CHANGE, Thing(Kind.ORGANISATION), clock)
    hours = FreeHours(interpreter_id=interpreter_id, starts_at=starts_at, ends_at=ends_at)
    return _keep_hours(actor, hours, clock)


def add_interpreter(actor: Actor, name: str, languages: Sequence[str], clock: WallClock) -> Interpreter:
    """The administrator names somebody who interprets for us. Raises NameTaken, NothingSpoken."""
    require(actor, Action.CHANGE, Thing(Kind.ORGANISATION), clock)
    if not languages:
        raise NothingSpoken
    made = Interpreter(name=name.strip(), languages=sorted(set(languages)))
    with refused_as(NameTaken, "interpreter_name_once"):
        made.save(force_insert=True)
    seen = Seen("interpreter", made.id, fields=("name", "languages"), classes=("A",))
    audit.changed(actor, clock, "interpreter.added", seen)
    return made


def _keep_hours(actor: Actor, hours: FreeHours, clock: WallClock) -> FreeHours:
    if hours.ends_at <= hours.starts_at or hours.ends_at <= clock.now():
        raise BadHours
    with refused_as(HoursOverlap, "no_overlap"):
        hours.save(force_insert=True)
    audit.changed(actor, clock, "hours.given", Seen("free_hours", hours.id, fields=("starts_at", "ends_at")))
    return hours


def take_hours_back(actor: Actor, hours_id: UUID, clock: WallClock) -> None:
    """Hours of one's own go; what is booked in them stays booked."""
    require(actor, Action.CHANGE, Thing(Kind.OWN_PROFILE, account_id=actor.account_id), clock)
    _take_back(actor, FreeHours.objects.filter(pk=hours_id, account_id=actor.account), hours_id, clock)


def take_interpreter_hours_back(actor: Actor, hours_id: UUID, clock: WallClock) -> None:
    """Hours of an interpreter go; what is booked in them stays booked."""
    require(actor, Action.CHANGE, Thing(Kind.ORGANISATION), clock)
    _take_back(actor, FreeHours.objects.filter(pk=hours_id, interpreter__isnull=False), hours_id, clock)


def _take_back(actor: Actor, hours: QuerySet[FreeHours], hours_id: UUID, clock: WallClock) -> None:
    gone, _kinds = hours.delete()
    if not gone:
        raise NotYours("NO-ROW")
    audit.changed(actor, clock, "hours.taken_back", Seen("free_hours", hours_id, fields=("starts_at", "ends_at")))
