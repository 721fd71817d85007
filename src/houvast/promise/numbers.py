"""Promise 1 in numbers: per week, channel, language, team and municipality, from stored tallies or recomputed."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.clock import AMSTERDAM, legal_day, monday_of
from houvast.foundation.clock import Clock as WallClock
from houvast.promise.definitions import DEFINITIONS
from houvast.promise.errors import DayNotOver
from houvast.promise.facts import Period, cases_of
from houvast.promise.lists import may_count
from houvast.promise.models import WeekCount
from houvast.promise.services import WEEK, WeekKey, counted, tallies_of
from houvast.promise.shield import DIMENSIONS, SMALLEST_GROUP, Told, joined, shield
from houvast.promise.tally import Tally, median_days, sums

SETTLED = dt.timedelta(days=28)  # the longest term of promise 1: after it a quarter hardly changes any more
WEEKS_OF_QUARTER, QUARTERS_TOLD = 13, 4
Found = Mapping[WeekKey, Tally]


@dataclass(frozen=True)
class Standing:
    """How a group stands against one statement; None = not told. `share` is kept / (kept + broken)."""

    kept: int | None
    broken: int | None
    running: int | None

    @property
    def judged(self) -> int | None:
        """How many are kept or broken."""
        return None if self.kept is None or self.broken is None else self.kept + self.broken

    @property
    def share(self) -> float | None:
        """The share that was kept, 0 to 1; None when not told, or nothing to judge yet."""
        return self.kept / self.judged if self.judged and self.kept is not None else None


@dataclass(frozen=True)
class Group:
    """One group of sign-ups: its parts (or municipalities), how many, and what became of them. None = not told."""

    parts: tuple[str, ...]
    signups: int | None
    standing: Mapping[str, Standing]
    spoken: int | None
    planned: int | None
    held: int | None
    never_tried: int | None  # of those not spoken in time: nobody tried before the last day was over
    contact_median: float | None
    talk_median: float | None


@dataclass(frozen=True)
class Numbers:
    """All numbers of a period. `apart` = municipalities may be asked for one by one."""

    period: Period
    total: Group
    weeks: Sequence[Group]
    channels: Sequence[Group]
    languages: Sequence[Group]
    teams: Sequence[Group]
    places: Sequence[Group]  # of who came by the website: where the poster or card was
    municipalities: Sequence[Group]
    exact: bool
    apart: bool = True


def numbers(actor: Actor, period: Period, municipality_id: UUID | None, clock: WallClock) -> Numbers:
    """Every number of a period, from the stored tallies: one statement. Only for who sees every count."""
    require(actor, Action.LOOK, Thing(Kind.REPORT_CASES), clock)
    return _exact(stored(period), period, municipality_id)


def numbers_as_known(
    actor: Actor, period: Period, municipality_id: UUID | None, day: dt.date, clock: WallClock
) -> Numbers:
    """The same at the end of a past day, counted from the facts known then. Raises DayNotOver for today or later."""
    require(actor, Action.LOOK, Thing(Kind.REPORT_CASES), clock)
    if day >= clock.today():
        raise DayNotOver
    seen = Period(period.first, min(period.last, day))
    return _exact(recomputed(seen, end_of(day)), seen, municipality_id)


def numbers_to_share(actor: Actor, choice: str, municipality_id: UUID | None, clock: WallClock) -> Numbers | None:
    """What can be told to anybody: settled quarters, small groups joined or left out. None = nothing yet.

    `choice`: the name of a quarter (`quarter_name`), or anything else for all that are told together.
    """
    require(actor, Action.LOOK, Thing(Kind.REPORT), clock)
    quarters = settled_quarters(clock.today())
    chosen = [one for one in quarters if quarter_name(one) == choice] or quarters
    period = Period(chosen[0].first, chosen[-1].last)
    return numbers_from([stored(one) for one in chosen], period, municipality_id)


def numbers_from(quarters: Sequence[Found], period: Period, municipality_id: UUID | None) -> Numbers | None:
    """What the tallies of some settled quarters tell together; None when that is nothing."""
    filled = [cells for cells in map(_cells, quarters) if cells]
    told = joined([shield(one) for one in filled])
    if not told.anything or (municipality_id is not None and not told.apart):
        return None
    together: dict[tuple[UUID, str], Tally] = defaultdict(Counter)
    for one in filled:
        for key, tally in one.items():
            together[key].update(tally)
    return _told(together, told, period, municipality_id)


def may_see_all(actor: Actor, clock: WallClock) -> bool:
    """Whether `numbers` opens for this actor; everybody else with the right to reports has `numbers_to_share`."""
    return may_count(actor, clock)


def stored(period: Period) -> Found:
    """The tallies of the weeks of a period as they are kept."""
    rows = WeekCount.objects.filter(week__range=(monday_of(period.first), period.last))
    return {
        (week, municipality, part): _as_tally(kept)
        for week, municipality, part, kept in rows.values_list("week", "municipality_id", "part", "tally")
    }


def _as_tally(kept: dict[str, int]) -> Tally:
    """A tally as it was kept; without counting it once more, which takes longer than reading it."""
    found: Tally = Counter()
    dict.update(found, kept)
    return found


def recomputed(period: Period, known_at: dt.datetime) -> Found:
    """The tallies of a period from the facts as known at an instant, judged on the legal day of that instant."""
    return tallies_of(counted(case, legal_day(known_at)) for case in cases_of(period, known_at))


def end_of(day: dt.date) -> dt.datetime:
    """The last instant of a legal day."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=AMSTERDAM) - dt.timedelta(microseconds=1)


def settled_quarters(today: dt.date) -> list[Period]:
    """The last four quarters whose terms are over, oldest first. A quarter is 13 whole weeks, fixed for ever."""
    first = _first_of_quarter(today - SETTLED - WEEK * WEEKS_OF_QUARTER)
    found: list[Period] = []
    while len(found) < QUARTERS_TOLD:
        found.insert(0, _quarter(first))
        first = _first_of_quarter(first - WEEK)
    return found


def quarter_name(quarter: Period) -> str:
    """ "2026-K3"."""
    year, week, _ = quarter.first.isocalendar()
    return f"{year}-K{(week - 1) // WEEKS_OF_QUARTER + 1}"


def _first_of_quarter(day: dt.date) -> dt.date:
    """The first Monday of the quarter of a day: weeks 1, 14, 27 and 40 begin one; week 53 belongs to the fourth."""
    year, week, _ = day.isocalendar()
    return dt.date.fromisocalendar(year, min((week - 1) // WEEKS_OF_QUARTER, 3) * WEEKS_OF_QUARTER + 1, 1)


def _quarter(first: dt.date) -> Period:
    last = first
    while _first_of_quarter(last + WEEK) == first:
        last += WEEK
    return Period(first, last + dt.timedelta(days=6))


def _exact(found: Found, period: Period, municipality_id: UUID | None) -> Numbers:
    weeks: dict[str, Tally] = {
        day.isoformat(): Counter() for day in _mondays(period)
    }  # a week in which nobody came in is a week too
    parts: dict[str, Tally] = defaultdict(Counter)
    places: dict[str, Tally] = defaultdict(Counter)
    for (week, municipality, part), tally in found.items():
        if not part:
            places[str(municipality)].update(tally)
        if municipality_id in (None, municipality):
            parts[part].update(tally)
            if not part:
                weeks[week.isoformat()].update(tally)

    def all_of(kind: str) -> list[Group]:
        return [_group((part,), tally) for part, tally in sorted(parts.items()) if part.startswith(f"{kind}:")]

    return Numbers(
        period=period,
        total=_group((), parts[""]),
        weeks=[_group((week,), tally) for week, tally in weeks.items()],
        channels=all_of("channel"),
        languages=all_of("language"),
        teams=all_of("team"),
        places=all_of("place"),
        municipalities=[_group((place,), tally) for place, tally in sorted(places.items())],
        exact=True,
    )


def _mondays(period: Period) -> list[dt.date]:
    first = monday_of(period.first)
    return [first + WEEK * at for at in range((period.last - first).days // 7 + 1)]


def _cells(found: Found) -> dict[tuple[UUID, str], Tally]:
    """A quarter as the shield takes it: the weeks are parts too."""
    cells: dict[tuple[UUID, str], Tally] = defaultdict(Counter)
    for (week, municipality, part), tally in found.items():
        cells[municipality, part].update(tally)
        if not part:
            cells[municipality, f"week:{week.isoformat()}"].update(tally)
    return cells


def _told(cells: Mapping[tuple[UUID, str], Tally], told: Told, period: Period, municipality_id: UUID | None) -> Numbers:
    mine = {key: tally for key, tally in cells.items() if municipality_id in (None, key[0])}
    cuts = told.cuts if municipality_id is None else told.cuts_apart

    by_part: dict[str, Tally] = defaultdict(Counter)
    for (_, part), tally in mine.items():
        by_part[part].update(tally)

    def together(parts: Iterable[str]) -> Tally:
        return sum((by_part[part] for part in parts), Counter())

    def all_of(dimension: str) -> list[Group]:
        cut = told.dimensions.get(dimension)
        if cut is None or (municipality_id is not None and not cut.apart):
            return []
        groups = sorted((tuple(sorted(one)) for one in cut.groups), key=lambda one: one[0])
        return [_group(parts, together(parts), cut.cuts) for parts in groups]

    week, channel, language, team, place = (all_of(one) for one in DIMENSIONS)
    places = sorted({key[0] for key in cells}, key=str) if told.apart else []
    return Numbers(
        period=period,
        total=_group((), by_part[""], cuts),
        weeks=[replace(one, parts=tuple(part.removeprefix("week:") for part in one.parts)) for one in week],
        channels=channel,
        languages=language,
        teams=team,
        places=place,
        municipalities=[_group((str(one),), cells[one, ""], told.cuts_apart) for one in places],
        exact=False,
        apart=told.apart,
    )


def _group(parts: tuple[str, ...], tally: Tally, cuts: frozenset[str] | None = None) -> Group:
    """All numbers of one group; with `cuts` only those that may be told."""
    counted_as = sums(tally)

    def told(name: str) -> int | None:
        return counted_as[name] if cuts is None or name in cuts else None

    contact, spoken = median_days(tally, "c")
    talk, held = median_days(tally, "i")
    return Group(
        parts=parts,
        signups=counted_as["all"],
        standing={
            one: Standing(told(f"{one}:kept"), told(f"{one}:broken"), told(f"{one}:running")) for one in DEFINITIONS
        },
        spoken=told("spoken"),
        planned=told("planned"),
        held=told("held"),
        never_tried=told("never_tried"),
        contact_median=contact if cuts is None or spoken >= SMALLEST_GROUP else None,
        talk_median=talk if cuts is None or held >= SMALLEST_GROUP else None,
    )
