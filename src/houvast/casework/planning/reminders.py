"""Reminders three days and one day before a talk. What a day without a worker missed is caught up, once."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet

from houvast.casework.letters import services as letters
from houvast.casework.letters.models import Message
from houvast.casework.planning.models import Appointment, AppointmentState
from houvast.foundation.access.actor import Actor
from houvast.foundation.clock import AMSTERDAM, legal_day
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.words import time_words

REMIND_BEFORE = (1, 3)  # days; who missed both gets only the later one
LEAST_NOTICE = dt.timedelta(hours=2)  # nearer than that a reminder says nothing new
AT_A_TIME = 50
"""Reminders that are made in one transaction."""
BY_PHONE = "Bel de inwoner over de afspraak: een herinnering kon niet weg"


def remind(actor: Actor, clock: WallClock, *, at_a_time: int = AT_A_TIME) -> int:
    """Make the reminders that are due or were missed. Run again, nobody gets a second one. Returns how many.

    In turns, each in a transaction of its own: the first leave while the later ones are made, and a job that is
    stopped half-way keeps what it made. Asked for inside a transaction, all of it is part of that one.
    """
    with tenant(actor.organisation_id):
        due = _still_to_do(_coming(clock), clock)
    return sum(_turn(actor, due[first : first + at_a_time], clock) for first in range(0, len(due), at_a_time))


def _coming(clock: WallClock) -> QuerySet[Appointment]:
    until = dt.datetime.combine(clock.today() + dt.timedelta(days=max(REMIND_BEFORE) + 1), dt.time(), tzinfo=AMSTERDAM)
    return Appointment.objects.filter(
        state=AppointmentState.BOOKED,
        starts_at__gte=clock.now() + LEAST_NOTICE,
        starts_at__lt=until,
        dossier__closed_on__isnull=True,
        party__isnull=False,
    ).order_by("starts_at", "id")


def _still_to_do(coming: QuerySet[Appointment], clock: WallClock) -> list[UUID]:
    """The talks of which a reminder is due that was not made yet."""
    keys = {one.id: _key(one, days) for one in coming if (days := _due(one, clock.today())) is not None}
    made = set(Message.objects.filter(intent__key__in=keys.values()).values_list("intent__key", flat=True))
    return [one for one, key in keys.items() if key not in made]


def _turn(actor: Actor, talks: list[UUID], clock: WallClock) -> int:
    """What was cancelled or moved since the turns began is left out."""
    with tenant(actor.organisation_id):
        return sum(_reminded(actor, one, clock) for one in _coming(clock).filter(pk__in=talks))


def _key(one: Appointment, days: int) -> str:
    return f"appointment.reminder:{one.id}:{days}"


def _reminded(actor: Actor, one: Appointment, clock: WallClock) -> bool:
    days = _due(one, clock.today())
    if days is None or one.party_id is None:
        return False
    values = {"datum": legal_day(one.starts_at), "tijd": time_words(one.starts_at.astimezone(AMSTERDAM))}
    sent = letters.send(
        actor, one.dossier_id, one.party_id, "appointment.reminder", values, clock,
        key=_key(one, days), task_if_not=BY_PHONE, useful_until=one.starts_at,
    )  # fmt: skip
    return isinstance(sent, letters.MessageMade)


def _due(one: Appointment, today: dt.date) -> int | None:
    """Which reminder it is time for: its day has come or gone by, and the talk was booked by then."""
    day, booked = legal_day(one.starts_at), legal_day(one.booked_at or one.made_at)
    for before in REMIND_BEFORE:
        due = day - dt.timedelta(days=before)
        if due <= today:
            return before if booked <= due else None
    return None
