"""What a resident sees of his talk: the booked hour and the hours he can still choose."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from houvast.casework.planning.models import Appointment, AppointmentState, FreeHours, Interpreter, Way
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.clock import Clock


@dataclass(frozen=True)
class AppointmentRow:
    """One hour; `place` is empty by phone and video. Says nothing of why."""

    id: UUID
    starts_at: dt.datetime
    ends_at: dt.datetime
    way: str
    place: str
    with_interpreter: bool
    with_whom: str = ""

    @property
    def way_words(self) -> str:
        """How, in the words of the office."""
        return Way(self.way).label


@dataclass(frozen=True)
class OwnAppointments:
    """The one that is booked, if any, and those that can be chosen."""

    booked: AppointmentRow | None
    offered: tuple[AppointmentRow, ...]


def own_appointments(actor: Actor, clock: Clock) -> OwnAppointments:
    """Of the resident who asks, from now on: one statement."""
    require(actor, Action.LOOK, Thing(Kind.ROAD, actor.dossier_id, actor.party_id), clock)
    if actor.dossier_id is None or actor.party_id is None:
        return OwnAppointments(None, ())
    shown = Appointment.objects.filter(
        dossier_id=actor.dossier_id,
        party_id=actor.party_id,
        state__in=(AppointmentState.OFFERED, AppointmentState.BOOKED),
        ends_at__gt=clock.now(),
    )
    booked, offered = None, []
    for one in shown.select_related("location", "account").order_by("starts_at", "id"):
        if one.state == AppointmentState.BOOKED:
            booked = _row(one)
        elif one.starts_at > clock.now():
            offered.append(_row(one))
    return OwnAppointments(booked, tuple(offered))


@dataclass(frozen=True)
class PlannedRow:
    """One hour on the staff's pages: the number of the file, never a name."""

    row: AppointmentRow
    dossier_id: UUID
    number: str
    counsellor: str
    state: str
    words: str


def planned_on(dossier_id: UUID) -> list[PlannedRow]:
    """Every appointment of a file, the newest first. The caller has checked that the file may be seen."""
    return _planned(Appointment.objects.filter(dossier_id=dossier_id).order_by("-starts_at", "id"))


def planned_for(actor: Actor, clock: Clock, days: int = 28) -> list[PlannedRow]:
    """What is booked with the one who asks, from yesterday on: one statement."""
    require(actor, Action.LOOK, Thing(Kind.OWN_PROFILE, account_id=actor.account_id), clock)
    start = clock.now() - dt.timedelta(days=1)
    mine = Appointment.objects.filter(
        account_id=actor.account,
        state=AppointmentState.BOOKED,
        starts_at__gte=start,
        starts_at__lt=start + dt.timedelta(days=days),
    )
    return _planned(mine.order_by("starts_at", "id"))


def own_hours(actor: Actor, clock: Clock) -> list[FreeHours]:
    """The hours one gave and that are still to come."""
    require(actor, Action.LOOK, Thing(Kind.OWN_PROFILE, account_id=actor.account_id), clock)
    mine = FreeHours.objects.filter(account_id=actor.account, ends_at__gt=clock.now())
    return list(mine.select_related("location").order_by("starts_at", "id"))


@dataclass(frozen=True)
class InterpreterRow:
    """An interpreter, and the hours that are still to come."""

    interpreter: Interpreter
    hours: tuple[FreeHours, ...]


def interpreters(actor: Actor, clock: Clock) -> list[InterpreterRow]:
    """Everybody who interprets for us, by name: two statements."""
    require(actor, Action.LOOK, Thing(Kind.ORGANISATION), clock)
    coming = FreeHours.objects.filter(ends_at__gt=clock.now()).order_by("starts_at", "id")
    found = Interpreter.objects.order_by("name").prefetch_related(Prefetch("hours", coming))
    return [InterpreterRow(one, tuple(one.hours.all())) for one in found]


def _planned(rows: QuerySet[Appointment]) -> list[PlannedRow]:
    return [
        PlannedRow(
            _row(one), one.dossier_id, one.dossier.number, one.account.display_name, one.state, one.get_state_display()
        )
        for one in rows.select_related("dossier", "account", "location")
    ]


def _row(one: Appointment) -> AppointmentRow:
    place = one.location
    where = f"{place.name}, {place.street}, {place.city}" if place is not None else ""
    helper = one.interpreter_id is not None
    return AppointmentRow(one.id, one.starts_at, one.ends_at, one.way, where, helper, one.account.display_name)
