"""A second way to count, written apart: one set of free days from another maker, walked day by day.

The package counts 5 May only each fifth year; the Algemene termijnenwet counts it every year. That is the one
known difference and is put right here.
"""

from datetime import date, timedelta

import holidays

DAY = timedelta(days=1)
YEARS = range(2024, 2050)


def public_days() -> set[date]:
    """Free days by the package, Sundays of Easter and Whitsun included (they never matter)."""
    return set(holidays.country_holidays("NL", years=YEARS, categories=("public", "optional")))


PACKAGE = public_days()
FREE = {d for d in PACKAGE if (d.month, d.day) != (5, 5)} | {date(y, 5, 5) for y in YEARS}


def walk_working(start: date, n: int, extra: frozenset[date]) -> date:
    step = DAY if n > 0 else -DAY
    day, seen = start, 0
    while seen < abs(n):
        day += step
        if day.isoweekday() in (1, 2, 3, 4, 5) and day not in FREE and day not in extra:
            seen += 1
    return day


def walk_months(start: date, months: int) -> date:
    """Month by month over the first days, then the same number or the last day that exists."""
    first = start.replace(day=1)
    for _ in range(months):
        first = (first + 31 * DAY).replace(day=1)
    day = first
    while day.day < start.day and (day + DAY).month == first.month:
        day += DAY
    return day


def ordinary_days(start: date, end: date, closed: set[date]) -> int:
    """Days after ``start`` up to ``end`` that are no weekend and not closed."""
    return sum(
        d.isoweekday() < 6 and d not in closed for d in (start + i * DAY for i in range(1, (end - start).days + 1))
    )


def last_day(rule, start: date, equated: set[date], equated_free: bool) -> tuple[date, date]:
    """Last day of a clock and the day to plan on, from the printed facts of the rule only."""
    extra = frozenset(equated) if equated_free else frozenset()
    n = rule.length
    if rule.unit == "working_days":
        end = walk_working(start, -n if rule.backward else n, extra)
    elif rule.unit == "months":
        end = walk_months(start, n)
    else:
        end = date.fromordinal(start.toordinal() + n * {"days": 1, "weeks": 7}[rule.unit])
    if rule.atw:
        closed = FREE | equated
        short = 3 <= (end - start).days < 14  # two weeks always hold two ordinary days
        while end.isoweekday() > 5 or end in closed or (short and ordinary_days(start, end, closed) < 2):
            end += DAY
    plan = end
    while plan.isoweekday() > 5 or plan in FREE or plan in extra:
        plan -= DAY
    return end, (plan if rule.backward or plan > start else end)
