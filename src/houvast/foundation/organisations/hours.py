"""When a door is open: pure answers over rows of OpeningHours, one wall clock and the holidays of the law."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from houvast.foundation.clock import AMSTERDAM
from houvast.foundation.database.by_hand import rows_by_hand
from houvast.foundation.organisations.models import Door, OpeningHours
from houvast.foundation.tenancy.context import current_organisation_id
from houvast.rules import terms

DAYS_AHEAD = 14
EVENING = dt.time(18)
Window = tuple[dt.time, dt.time]


@dataclass(frozen=True)
class Week:
    """The windows of one door per weekday (0 = Monday), each day in order."""

    days: tuple[tuple[Window, ...], ...]

    @property
    def known(self) -> bool:
        """Whether any hour is known at all."""
        return any(self.days)

    def on(self, day: dt.date) -> tuple[Window, ...]:
        """The windows of a day; nothing on a holiday."""
        return () if terms.is_holiday(day) else self.days[day.weekday()]


@dataclass(frozen=True)
class OpenState:
    """Open now until `until`, or closed until `opens` on `day` (both None when no hours are known)."""

    open: bool
    until: dt.time | None = None
    day: dt.date | None = None
    opens: dt.time | None = None


@dataclass(frozen=True)
class Stretch:
    """Weekdays in a row with the same windows: first and last weekday (0 = Monday)."""

    first: int
    last: int
    windows: tuple[Window, ...]


def week_of(rows: Iterable[OpeningHours], door: str = Door.PHONE, location_id: UUID | None = None) -> Week:
    """The week of one door out of a municipality's rows."""
    days: list[list[Window]] = [[] for _ in range(7)]
    for row in rows:
        if row.door == door and row.location_id == location_id:
            days[row.weekday].append((row.opens, row.closes))
    return Week(tuple(tuple(sorted(windows)) for windows in days))


def state_at(week: Week, now: dt.datetime) -> OpenState:
    """Whether the door is open at an instant (Amsterdam wall clock), and what comes next."""
    here = now.astimezone(AMSTERDAM)
    for opens, closes in week.on(here.date()):
        if opens <= here.time() < closes:
            return OpenState(True, until=closes)
    for ahead in range(DAYS_AHEAD + 1):
        day = here.date() + dt.timedelta(days=ahead)
        for opens, _closes in week.on(day):
            if ahead or opens > here.time():
                return OpenState(False, day=day, opens=opens)
    return OpenState(False)


def stretches(week: Week, *, alone: int | None = None) -> list[Stretch]:
    """The week in as few lines as possible, closed days left out; the weekday `alone` gets its own line."""
    found: list[Stretch] = []
    for weekday, windows in enumerate(week.days):
        last = found[-1] if found else None
        joins = last is not None and last.last == weekday - 1 and last.windows == windows
        if joins and last is not None and alone not in (weekday, last.last):
            found[-1] = Stretch(last.first, weekday, windows)
        elif windows:
            found.append(Stretch(weekday, weekday, windows))
    return found


def usual(week: Week) -> tuple[Stretch | None, list[Stretch]]:
    """The widest run of days by their most common hours, and the days that differ ("ma t/m vr, dinsdag tot 20.00")."""
    open_days = [(weekday, windows) for weekday, windows in enumerate(week.days) if windows]
    if not open_days:
        return None, []
    kinds: dict[tuple[Window, ...], int] = {}
    for _weekday, windows in open_days:
        kinds[windows] = kinds.get(windows, 0) + 1
    common = max(kinds, key=lambda windows: kinds[windows])
    in_a_row = [weekday for weekday, _windows in open_days]
    if in_a_row != list(range(in_a_row[0], in_a_row[-1] + 1)):
        return None, stretches(week)
    others = [Stretch(weekday, weekday, windows) for weekday, windows in open_days if windows != common]
    return Stretch(in_a_row[0], in_a_row[-1], common), others


_HOURS = """
WHERE organisation_id = %s AND municipality_id = %s ORDER BY weekday, opens, id
"""


def rows_of(municipality_id: UUID) -> Sequence[OpeningHours]:
    """Every hour of a municipality, in one statement."""
    return rows_by_hand(OpeningHours, _HOURS, [current_organisation_id(), municipality_id])
