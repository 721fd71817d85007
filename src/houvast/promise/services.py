"""Bringing the counts up to date: only the days that something was recorded for, or that may have become late."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from houvast.casework.dossier.models import Event
from houvast.casework.signup.models import Signup
from houvast.foundation.clock import Clock as WallClock
from houvast.promise.definitions import DEFINITIONS
from houvast.promise.facts import Case, Period, cases_of
from houvast.promise.judge import State, judge
from houvast.promise.models import Counting, DayCount

OVERLAP = dt.timedelta(minutes=5)  # a transaction may commit later than the moment it wrote down
COUNTED = (State.KEPT, State.AT_RISK, State.BROKEN, State.NOT_YET)
Key = tuple[UUID, dt.date, str, str]


def refresh(clock: WallClock) -> int:
    """Count again what may have changed since the last time; returns how many days were counted."""
    with transaction.atomic():
        last = Counting.objects.select_for_update().first()
        days = sorted(_days_to_count(last, clock))
        for _, of_month in groupby(days, key=lambda day: (day.year, day.month)):
            _count(list(of_month), clock)
        if last is None:
            Counting.objects.create(counted_at=clock.now(), judged_on=clock.today())
        else:
            Counting.objects.filter(pk=last.pk).update(counted_at=clock.now(), judged_on=clock.today())
    return len(days)


def _days_to_count(last: Counting | None, clock: WallClock) -> set[dt.date]:
    days = Signup.objects.order_by("holds_on").values_list("holds_on", flat=True).distinct()
    if last is None:
        return set(days)
    recorded = Event.objects.filter(recorded_at__gt=last.counted_at - OVERLAP).values("dossier_id")
    touched = set(days.filter(dossier_id__in=recorded))
    if last.judged_on == clock.today():
        return touched
    open_days = DayCount.objects.filter(Q(at_risk__gt=0) | Q(not_yet__gt=0), part="")
    return touched | set(open_days.values_list("day", flat=True))


def _count(days: list[dt.date], clock: WallClock) -> None:
    """Replace the counts of some days of one month."""
    wanted = set(days)
    counted: dict[Key, Counter[State]] = defaultdict(Counter)
    for case in cases_of(Period(days[0], days[-1]), clock.now()):
        if case.received_on not in wanted:
            continue
        for definition_id in DEFINITIONS:
            state = judge(definition_id, case, clock.today())
            for part in _parts(case):
                counted[case.municipality_id, case.received_on, definition_id, part][state] += 1
    DayCount.objects.filter(day__in=days).delete()
    DayCount.objects.bulk_create(
        DayCount(
            municipality_id=municipality_id,
            day=day,
            definition=definition_id,
            part=part,
            **{state.value: states[state] for state in COUNTED},
        )
        for (municipality_id, day, definition_id, part), states in counted.items()
    )


def _parts(case: Case) -> Iterator[str]:
    yield ""
    yield f"channel:{case.channel}"
    if case.found_through:
        yield f"found:{case.found_through}"
    if case.outside_office_hours:
        yield "outside:hours"
