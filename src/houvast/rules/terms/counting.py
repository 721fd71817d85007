"""Counting days: working days, calendar terms and the extension of the Algemene termijnenwet.

The start day never counts. A "working day" is Monday to Friday and no holiday of Atw art. 3 (our own
reading); an equated day is one too, unless the municipality decided otherwise.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from houvast.rules.terms.calendar import (
    NATIONAL,
    ONE_DAY,
    Calendar,
    holidays_of,
    is_weekend,
    legal_date,
)
from houvast.rules.terms.catalogue import Unit
from houvast.rules.terms.errors import (
    BadTermLengthError,
    HoursNotDaysError,
    NaiveInstantError,
    WrongUnitError,
)
from houvast.rules.terms.settings import DEFAULT_SETTINGS, TermSettings

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_MAX_LENGTH = 36_500
# Atw art. 4: no extension for terms above 90 days, 12 weeks, 3 months, nor in years or hours.
_ATW_LIMIT = {"days": 90, "weeks": 12, "months": 3}


@dataclass(frozen=True)
class Term:
    """A length with its unit. Refuses a length that is not a whole number from 0 to 36,500."""

    length: int
    unit: Unit

    def __post_init__(self) -> None:
        if type(self.length) is not int or not 0 <= self.length <= _MAX_LENGTH:
            raise BadTermLengthError(self.length)


def legal_day(instant: datetime) -> date:
    """The calendar day in Europe/Amsterdam in which a moment falls; refuses a moment without a time zone."""
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise NaiveInstantError
    return instant.astimezone(AMSTERDAM).date()


def hours_after(instant: datetime, hours: Term) -> datetime:
    """The moment a term in hours ends, in UTC: real hours, whatever the clock does (Atw art. 4 sub a)."""
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise NaiveInstantError
    if hours.unit != "hours":
        raise WrongUnitError(hours.unit)
    return instant.astimezone(UTC) + timedelta(hours=hours.length)


def is_working_day(day: date, *, calendar: Calendar = NATIONAL, settings: TermSettings = DEFAULT_SETTINGS) -> bool:
    """Monday to Friday, no holiday, and (when the setting says so) no equated day."""
    if is_weekend(legal_date(day)) or day in holidays_of(day.year):
        return False
    return not (settings.equated_days_free and day in calendar.equated)


def ends_on(day: date, calendar: Calendar) -> bool:
    """Whether a statutory term can end on this day: no weekend, holiday or equated day (Atw art. 1 and 3)."""
    return not is_weekend(day) and day not in holidays_of(day.year) and day not in calendar.equated


def add_working_days(
    start: date, n: int | Term, *, calendar: Calendar = NATIONAL, settings: TermSettings = DEFAULT_SETTINGS
) -> date:
    """The ``n``-th working day after ``start`` (before it when ``n`` is negative); ``n`` 0 gives ``start``.

    A :class:`Term` must be in working days; hours and calendar units are refused.
    """
    if isinstance(n, Term):
        if n.unit != "working_days":
            raise HoursNotDaysError if n.unit == "hours" else WrongUnitError(n.unit)
        n = n.length
    if type(n) is not int or abs(n) > _MAX_LENGTH:
        raise BadTermLengthError(n)
    day, step, left = legal_date(start), ONE_DAY if n > 0 else -ONE_DAY, abs(n)
    also_free = calendar.equated if settings.equated_days_free else ()
    while left:
        day += step
        if day.weekday() < 5 and day not in holidays_of(legal_date(day).year) and day not in also_free:
            left -= 1
    return legal_date(day)


def working_days_between(
    a: date, b: date, *, calendar: Calendar = NATIONAL, settings: TermSettings = DEFAULT_SETTINGS
) -> int:
    """Working days after ``a`` up to and including ``b``; negative when ``b`` lies before ``a``.

    ``working_days_between(due, today)`` is how many working days too late.
    """
    if legal_date(b) < legal_date(a):
        return -working_days_between(b, a, calendar=calendar, settings=settings)
    weeks, rest = divmod((b - a).days, 7)
    count = weeks * 5 + sum(not is_weekend(b - timedelta(days=i)) for i in range(rest))
    free = {day for year in range(a.year, b.year + 1) for day in holidays_of(year)}
    if settings.equated_days_free:
        free |= set(calendar.equated)
    return count - sum(a < day <= b and not is_weekend(day) for day in free)


def nominal_end(start: date, term: Term, *, calendar: Calendar, settings: TermSettings) -> date:
    """Last day of a term without extension. A month ends on the same day number, or on its last day."""
    legal_date(start)
    if term.length == 0:
        return start
    match term.unit:
        case "hours":
            raise HoursNotDaysError
        case "working_days":
            return add_working_days(start, term, calendar=calendar, settings=settings)
        case "days":
            end = start + timedelta(days=term.length)
        case "weeks":
            end = start + timedelta(weeks=term.length)
        case "months":
            end = _months_later(start, term.length)
        case _:
            end = _months_later(start, term.length * 12)
    return legal_date(end)


def _months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > 9999:
        raise BadTermLengthError(months)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def atw_applies(term: Term) -> bool:
    """Whether Atw art. 4 leaves room for the extension: up to 90 days, 12 weeks or 3 months."""
    return 0 < term.length <= _ATW_LIMIT.get(term.unit, -1)


def atw_end(start: date, term: Term, *, calendar: Calendar, settings: TermSettings) -> date:
    """End of a statutory term: art. 1 (no free day) and art. 2 (3 days or more hold 2 ordinary days)."""
    end = nominal_end(start, term, calendar=calendar, settings=settings)
    if not atw_applies(term):
        return end
    # Art. 2 can only bite below two weeks: any two weeks hold two ordinary days.
    short = 3 <= (end - start).days < 14
    needed = 2 if short else 0
    held = sum(ends_on(start + timedelta(days=i), calendar) for i in range(1, (end - start).days + 1)) if short else 0
    while held < needed or not ends_on(end, calendar):
        end = legal_date(end + ONE_DAY)
        held += ends_on(end, calendar)
    return end
