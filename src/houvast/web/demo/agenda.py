"""The next weeks: hours of counsellors and interpreters, talks offered and talks that stand."""

import datetime as dt
from collections.abc import Iterator

from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock as DossierClock
from houvast.casework.dossier.rows import faces_of
from houvast.casework.planning.errors import PlanningError
from houvast.casework.planning.services import (
    OfferCommand,
    add_interpreter,
    give_hours,
    give_interpreter_hours,
    offer_slots,
    pick,
)
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.models import AccessRelation, RelationKind
from houvast.foundation.clock import AMSTERDAM, Clock
from houvast.rules import terms
from houvast.web.demo.town import Town

WORKING_DAYS = 15
MORNING, EVENING = (dt.time(9), dt.time(12)), (dt.time(18), dt.time(20))
LATE_EVENING_DAY = 1  # Tuesday
INTERPRETERS = (("Rania Salem", ("ar", "ti")), ("Ewa Zielak", ("pl", "uk")))
MOST_PLANNED = 24
LATER = "Er was geen eerdere tijd vrij."


def fill(town: Town, now: Clock) -> None:
    """Give hours, then offer times to those who were called; two of three choose one."""
    house, place = Actor.system(town.organisation.id, "demo"), next(iter(town.locations), None)
    for counsellor in town.counsellors:
        for start, end in _spans(now, MORNING):
            give_hours(counsellor, start, end, now, location_id=place.id if place else None)
        for start, end in _spans(now, EVENING, weekday=LATE_EVENING_DAY):
            give_hours(counsellor, start, end, now)
    for name, languages in INTERPRETERS:
        interpreter = add_interpreter(house, name, languages, now)
        for start, end in (*_spans(now, MORNING), *_spans(now, EVENING, weekday=LATE_EVENING_DAY)):
            give_interpreter_hours(house, interpreter.id, start, end, now)
    for index, (counsellor, command) in enumerate(_wanted(town, now)):
        _offer(counsellor, command, now, chosen=index % 3 != 2)


def _spans(
    now: Clock, hours: tuple[dt.time, dt.time], weekday: int | None = None
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    for number in range(1, WORKING_DAYS + 1):
        day = terms.add_working_days(now.today(), number)
        if weekday in (None, day.weekday()):
            start, end = (dt.datetime.combine(day, hour, tzinfo=AMSTERDAM) for hour in hours)
            yield start, end


def _wanted(town: Town, now: Clock) -> Iterator[tuple[Actor, OfferCommand]]:
    """Files that were called and wait for the talk, with who has them."""
    of_account = {one.account_id: one for one in town.counsellors}
    called = DossierClock.objects.filter(kind=clocks.CONTACT, stopped_on__isnull=False).values("dossier_id")
    waiting = DossierClock.objects.filter(
        kind=clocks.INTAKE, stopped_on__isnull=True, dossier__closed_on__isnull=True, dossier_id__in=called
    ).order_by("dossier__number")
    ids = list(waiting.values_list("dossier_id", flat=True)[:MOST_PLANNED])
    assigned = AccessRelation.objects.filter(
        dossier_id__in=ids, kind=RelationKind.ASSIGNED, valid_until__isnull=True, stand_in=False
    )
    owners = dict(assigned.values_list("dossier_id", "account_id"))
    faces = faces_of(ids)
    for index, dossier_id in enumerate(ids):
        counsellor, face = of_account.get(owners.get(dossier_id)), faces[dossier_id]
        if counsellor is not None:
            language = face.language if face.interpreter else ""
            way = "phone" if index % 4 == 3 else "location"
            yield (
                counsellor,
                OfferCommand(dossier_id, face.party_id, (counsellor.account,), way, language, reason=LATER),
            )


def _offer(counsellor: Actor, command: OfferCommand, now: Clock, *, chosen: bool) -> None:
    try:
        offered = offer_slots(counsellor, command, now)
    except PlanningError:  # nobody free who speaks it: the file waits, as it would
        return
    if chosen:
        pick(counsellor, offered[0].id, now)
