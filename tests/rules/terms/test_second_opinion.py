"""The counting agrees with an independent one on every day of twenty years."""

from datetime import date, timedelta

import pytest
from tests.rules.terms import second_opinion as other

from houvast.rules import terms

FIRST, LAST = date(2025, 1, 1), date(2044, 12, 31)
DAYS = [FIRST + timedelta(days=i) for i in range((LAST - FIRST).days + 1)]
EQUATED = set(terms.NATIONAL.equated)


DAYS_2020_2040 = [date(2020, 1, 1) + timedelta(days=i) for i in range(21 * 365 + 6)]


def test_the_package_of_holidays_differs_from_the_law_only_in_liberation_day():
    by_default = other.holidays.country_holidays("NL", years=range(2020, 2041), language="nl")
    law = {d for d in DAYS_2020_2040 if terms.is_holiday(d)}
    good_fridays = {d for d in law if terms.holiday_name(d) == "Goede Vrijdag"}  # optional for the package
    first_days = {d for d, name in by_default.items() if name.lower().startswith("eerste p")}
    different = law ^ (set(by_default) - first_days | good_fridays)
    assert different == {date(year, 5, 5) for year in range(2020, 2041) if year % 5}
    assert len(different) == 16


@pytest.mark.parametrize("key", sorted(terms.CLOCK_RULES))
@pytest.mark.parametrize(
    ("first", "last"), [(2025, 2026), pytest.param(2027, 2044, marks=pytest.mark.large)], ids=["begin", "rest"]
)
def test_twenty_years_of_days_agree_for_the_clock(key, first, last):
    asked = [day for day in DAYS if first <= day.year <= last]
    known = [day for day in asked if day.year <= 2028]  # equated days exist only there
    for free, days in ((False, asked), (True, known)):
        settings = terms.TermSettings(equated_days_free=free)
        rule = terms.rule_for(key, settings)
        for start in days:
            found = terms.due(key, start, settings=settings)
            assert (found.day, found.plan_by) == other.last_day(rule, start, EQUATED, free), (
                key,
                start,
                free,
            )


def test_twenty_years_of_days_agree_on_working_days_and_distances():
    counted, free_counted = 0, 0
    free = terms.TermSettings(equated_days_free=True)
    for day in DAYS[1:]:
        works = day.weekday() < 5 and day not in other.FREE
        assert terms.is_working_day(day) == works
        counted += works
        free_counted += works and day not in EQUATED
        assert terms.working_days_between(FIRST, day) == counted
        assert terms.working_days_between(day, FIRST, settings=free) == -free_counted
