"""Bringing the counts up to date: only the files that something was recorded of, or that may have become late."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, Min

from houvast.casework.dossier.models import Event
from houvast.casework.signup.models import Signup, SignupChannel
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.clock import monday_of
from houvast.foundation.tenancy.context import current_organisation_id
from houvast.promise.facts import Case, Period, cases_of, cases_of_files
from houvast.promise.judge import State
from houvast.promise.merged import merged_at
from houvast.promise.models import CountedCase, Counting, DayCount, WeekCount
from houvast.promise.tally import LETTERS, PLACE, Tally, code_of, tally_of

OVERLAP = dt.timedelta(minutes=5)  # a transaction may commit later than the moment it wrote down
COUNTED = (State.KEPT, State.AT_RISK, State.BROKEN, State.NOT_YET)
CHANGING = frozenset({LETTERS[State.AT_RISK], LETTERS[State.NOT_YET]})
AT_ONCE, WEEKS_AT_ONCE = 2_000, 8
WEEK = dt.timedelta(days=7)
T = TypeVar("T")
WeekKey = tuple[dt.date, UUID, str]


def refresh(clock: WallClock) -> int:
    """Count again what may have changed since the last time; returns how many days were counted.

    None are counted while somebody else counts for this organisation: the first count of a big one takes minutes,
    and the next turn of the job comes before it is done.
    """
    with transaction.atomic():
        if not _alone():
            return 0
        last = Counting.objects.select_for_update().first()
        days: set[dt.date] = set()
        for found in _changed(last, clock):
            days |= _place(found)
        _count_days(sorted(days))
        _count_weeks(sorted({monday_of(day) for day in days}))
        if last is None:
            Counting.objects.create(counted_at=clock.now(), judged_on=clock.today())
        else:
            Counting.objects.filter(pk=last.pk).update(counted_at=clock.now(), judged_on=clock.today())
    return len(days)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [lock_of(current_organisation_id())]
        )
        (alone,) = cursor.fetchone()
    return bool(alone)


def lock_of(organisation_id: UUID) -> str:
    """What is held in the database while the promises of an organisation are counted."""
    return f"houvast counts {organisation_id}"


def counted(case: Case, on: dt.date) -> CountedCase:
    """How a sign-up counts on a legal day: a row that is not saved yet."""
    code = code_of(case, on)
    return CountedCase(
        signup_id=case.signup_id,
        dossier_id=case.dossier_id,
        municipality_id=case.municipality_id,
        team_id=case.team_id,
        channel=case.channel,
        language=case.language,
        found_through=case.found_through,
        found_at_id=case.found_at_id,
        outside_office_hours=case.outside_office_hours,
        received_on=case.received_on,
        week=monday_of(case.received_on),
        recorded_on=case.recorded_on,
        contact_due=case.contact_due,
        contact_on=case.first_contact_on,
        talk_due=case.intake_due,
        talk_on=case.first_talk_on,
        tries_in_time=min(case.tries_in_time, 99),
        code=code,
        may_change=not CHANGING.isdisjoint(code[: len(PLACE)]),
    )


def tallies_of(rows: Iterable[CountedCase]) -> dict[WeekKey, Tally]:
    """The tallies per week, municipality and part."""
    found: dict[WeekKey, Tally] = defaultdict(Counter)
    for row in rows:
        keys = list(tally_of(row.code, _days(row, row.contact_on), _days(row, row.talk_on)))
        for part in ("", *parts_of(row)):
            found[row.week, row.municipality_id, part].update(keys)
    return dict(found)


def parts_of(row: CountedCase) -> tuple[str, ...]:
    """The parts in which a sign-up is counted, besides the whole. Only the website knows where a poster was."""
    always = (f"channel:{row.channel}", f"language:{row.language}", f"team:{row.team_id or ''}")
    return (*always, f"place:{row.found_at_id or ''}") if row.channel == SignupChannel.WEBSITE else always


def _days(row: CountedCase, until: dt.date | None) -> int | None:
    """Calendar days from coming in."""
    return None if until is None else (until - row.received_on).days


def _changed(last: Counting | None, clock: WallClock) -> Iterator[tuple[Sequence[UUID] | None, list[CountedCase]]]:
    """Groups of files with how they count now; for the first count whole months, of which nothing is there yet."""
    today = clock.today()
    if last is None:
        for kept in (CountedCase, DayCount, WeekCount):
            kept.objects.all().delete()
        for period in _months():
            yield None, [counted(case, today) for case in cases_of(period, clock.now())]
        return
    recorded = Event.objects.filter(recorded_at__gt=last.counted_at - OVERLAP)
    touched = set(recorded.values_list("dossier_id", flat=True))
    if last.judged_on != today:
        touched |= set(CountedCase.objects.filter(may_change=True).values_list("dossier_id", flat=True))
    # What is done on one of two merged files counts for the sign-up on the other.
    for files in _some(sorted(merged_at(clock.now()).files_with(touched)), AT_ONCE):
        yield files, [counted(case, today) for case in cases_of_files(files, clock.now())]


def _months() -> Iterator[Period]:
    ends = Signup.objects.aggregate(first=Min("holds_on"), last=Max("holds_on"))
    day: dt.date | None = ends["first"]
    while day is not None and day <= ends["last"]:
        after = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        yield Period(day, after - dt.timedelta(days=1))
        day = after


def _place(found: tuple[Sequence[UUID] | None, list[CountedCase]]) -> set[dt.date]:
    """Write the rows that differ from what stood there; returns the days whose counts are not right any more."""
    files, rows = found
    standing = {} if files is None else {one.signup_id: one for one in CountedCase.objects.filter(dossier_id__in=files)}
    now = {row.signup_id: row for row in rows}
    same = {key for key, row in now.items() if key in standing and _content(row) == _content(standing[key])}
    gone = [one for key, one in standing.items() if key not in same]
    fresh = [row for key, row in now.items() if key not in same]
    # A sign-up that moved to another file stands there under its own id still.
    CountedCase.objects.filter(signup_id__in=[one.signup_id for one in (*gone, *fresh)]).delete()
    CountedCase.objects.bulk_create(fresh, batch_size=AT_ONCE)
    return {one.received_on for one in (*gone, *fresh)}


def _some(whole: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (whole[start : start + size] for start in range(0, len(whole), size))


def _content(row: CountedCase) -> tuple[Any, ...]:
    return tuple(getattr(row, field.attname) for field in CountedCase._meta.fields if field.name != "id")


def _count_days(days: list[dt.date]) -> None:
    """Replace the counts of some days."""
    for some in _some(days, 7 * WEEKS_AT_ONCE):
        found: dict[tuple[UUID, dt.date, str, str], Counter[str]] = defaultdict(Counter)
        for row in CountedCase.objects.filter(week__in={monday_of(day) for day in some}, received_on__in=some):
            for part in _parts(row):
                for definition_id, place in PLACE.items():
                    found[row.municipality_id, row.received_on, definition_id, part][row.code[place]] += 1
        DayCount.objects.filter(day__in=some).delete()
        DayCount.objects.bulk_create(
            (
                DayCount(
                    municipality_id=municipality_id,
                    day=day,
                    definition=definition_id,
                    part=part,
                    **{state.value: letters[LETTERS[state]] for state in COUNTED},
                )
                for (municipality_id, day, definition_id, part), letters in found.items()
            ),
            batch_size=AT_ONCE,
        )


def _count_weeks(weeks: list[dt.date]) -> None:
    """Replace the tallies of some weeks."""
    for some in _some(weeks, WEEKS_AT_ONCE):
        found = tallies_of(CountedCase.objects.filter(week__in=some))
        WeekCount.objects.filter(week__in=some).delete()
        WeekCount.objects.bulk_create(
            WeekCount(week=week, municipality_id=municipality_id, part=part, tally=dict(tally))
            for (week, municipality_id, part), tally in found.items()
        )


def _parts(row: CountedCase) -> Iterator[str]:
    yield ""
    yield f"channel:{row.channel}"
    if row.found_through:
        yield f"found:{row.found_through}"
    if row.outside_office_hours:
        yield "outside:hours"
