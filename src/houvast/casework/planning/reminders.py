"""Reminders three days and one day before a talk. What a day without a worker missed is caught up, once."""

import datetime as dt

from houvast.casework.letters import services as letters
from houvast.casework.planning.models import Appointment, AppointmentState
from houvast.foundation.access.actor import Actor
from houvast.foundation.clock import AMSTERDAM, legal_day
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.words import time_words

REMIND_BEFORE = (1, 3)  # days; who missed both gets only the later one
LEAST_NOTICE = dt.timedelta(hours=2)  # nearer than that a reminder says nothing new
BY_PHONE = "Bel de inwoner over de afspraak: een herinnering kon niet weg"


def remind(actor: Actor, clock: WallClock) -> int:
    """Make the reminders that are due or were missed. Run again, nobody gets a second one. Returns how many."""
    until = dt.datetime.combine(clock.today() + dt.timedelta(days=max(REMIND_BEFORE) + 1), dt.time(), tzinfo=AMSTERDAM)
    coming = Appointment.objects.filter(
        state=AppointmentState.BOOKED,
        starts_at__gte=clock.now() + LEAST_NOTICE,
        starts_at__lt=until,
        dossier__closed_on__isnull=True,
        party__isnull=False,
    )
    return sum(_reminded(actor, one, clock) for one in coming.order_by("starts_at", "id"))


def _reminded(actor: Actor, one: Appointment, clock: WallClock) -> bool:
    days = _due(one, clock.today())
    if days is None or one.party_id is None:
        return False
    values = {"datum": legal_day(one.starts_at), "tijd": time_words(one.starts_at.astimezone(AMSTERDAM))}
    sent = letters.send(
        actor, one.dossier_id, one.party_id, "appointment.reminder", values, clock,
        key=f"appointment.reminder:{one.id}:{days}", task_if_not=BY_PHONE, useful_until=one.starts_at,
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
