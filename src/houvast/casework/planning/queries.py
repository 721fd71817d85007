"""What a resident sees of his talk: the booked hour and the hours he can still choose."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from houvast.casework.planning.models import Appointment, AppointmentState
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


@dataclass(frozen=True)
class OwnAppointments:
    """The one that is booked, if any, and those that can be chosen."""

    booked: AppointmentRow | None
    offered: tuple[AppointmentRow, ...]


def own_appointments(actor: Actor, clock: Clock) -> OwnAppointments:
    """Of the resident who asks, from now on: one statement."""
    require(actor, Action.LOOK, Thing(Kind.ROAD, actor.dossier_id, actor.party_id), clock)
    shown = Appointment.objects.filter(
        dossier_id=actor.dossier_id,
        party_id=actor.party_id,
        state__in=(AppointmentState.OFFERED, AppointmentState.BOOKED),
        ends_at__gt=clock.now(),
    )
    booked, offered = None, []
    for one in shown.select_related("location").order_by("starts_at", "id"):
        if one.state == AppointmentState.BOOKED:
            booked = _row(one)
        elif one.starts_at > clock.now():
            offered.append(_row(one))
    return OwnAppointments(booked, tuple(offered))


def _row(one: Appointment) -> AppointmentRow:
    place = one.location
    where = f"{place.name}, {place.street}, {place.city}" if place is not None else ""
    return AppointmentRow(one.id, one.starts_at, one.ends_at, one.way, where, one.interpreter_id is not None)
