"""Borders of time: moment to legal day, leap days, chains of holidays, the end of the known calendar."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from houvast.rules import terms
from houvast.rules.terms.counting import atw_end, nominal_end


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


MOMENTS = [
    ("22:30 UTC in summer is past midnight here", utc(2026, 7, 1, 22, 30), date(2026, 7, 2)),
    ("21:59 UTC in summer is the same day", utc(2026, 7, 1, 21, 59, 59), date(2026, 7, 1)),
    ("22:30 UTC in winter is the same day", utc(2026, 12, 1, 22, 30), date(2026, 12, 1)),
    ("23:00 UTC in winter is midnight here", utc(2026, 12, 1, 23, 0), date(2026, 12, 2)),
    ("the night the clock goes forward, before", utc(2026, 3, 28, 22, 59), date(2026, 3, 28)),
    ("the night the clock goes forward, begin", utc(2026, 3, 28, 23, 0), date(2026, 3, 29)),
    ("the night the clock goes forward, after", utc(2026, 3, 29, 22, 0), date(2026, 3, 30)),
    ("the night the clock goes back, begin", utc(2026, 10, 24, 22, 0), date(2026, 10, 25)),
    ("the night the clock goes back, second 02:30", utc(2026, 10, 25, 1, 30), date(2026, 10, 25)),
    ("the night the clock goes back, end", utc(2026, 10, 25, 22, 59), date(2026, 10, 25)),
    ("New Year's Eve", utc(2026, 12, 31, 23, 0), date(2027, 1, 1)),
    ("29 February", utc(2028, 2, 28, 23, 0), date(2028, 2, 29)),
    (
        "a moment from far away",
        datetime(2026, 7, 2, 8, 0, tzinfo=timezone(timedelta(hours=13))),
        date(2026, 7, 1),
    ),
]


@pytest.mark.parametrize(("moment", "day"), [m[1:] for m in MOMENTS], ids=[m[0] for m in MOMENTS])
def test_a_moment_belongs_to_the_day_in_amsterdam(moment, day):
    assert terms.legal_day(moment) == day


class NoOffset(tzinfo):
    """A time zone that does not know its own offset."""

    def utcoffset(self, when):
        return None


@pytest.mark.parametrize("moment", [datetime(2026, 7, 1, 22, 30), datetime(2026, 7, 1, tzinfo=NoOffset())])  # noqa: DTZ001 - the naive moment is what is tested
def test_a_moment_without_a_time_zone_has_no_legal_day(moment):
    for ask in (terms.legal_day, lambda m: terms.hours_after(m, terms.Term(1, "hours"))):
        with pytest.raises(terms.NaiveInstantError, match="tijdzone"):
            ask(moment)


def test_hours_are_real_hours_in_the_night_the_clock_changes():
    amsterdam = ZoneInfo("Europe/Amsterdam")
    before = datetime(2026, 10, 25, 0, 30, tzinfo=amsterdam)
    after = terms.hours_after(before, terms.Term(4, "hours"))
    assert after.astimezone(amsterdam).replace(tzinfo=None) == datetime(2026, 10, 25, 3, 30)  # noqa: DTZ001 - wall clock


def test_the_chain_of_good_friday_carries_a_term_over_five_free_days():
    # 8 weeks to Good Friday 3-4-2026: then weekend and Easter Monday.
    assert terms.due("wgs_decision", date(2026, 2, 6)).day == date(2026, 4, 7)


def test_a_short_statutory_term_holds_two_ordinary_days():
    # Three days over Easter 2026 hold one ordinary day, so the term runs on to the second (Atw art. 2).
    end = atw_end(date(2026, 4, 2), terms.Term(3, "days"), calendar=terms.NATIONAL, settings=terms.DEFAULT_SETTINGS)
    assert end == date(2026, 4, 8)
    two = atw_end(date(2026, 4, 2), terms.Term(2, "days"), calendar=terms.NATIONAL, settings=terms.DEFAULT_SETTINGS)
    assert two == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("term", "moved"),
    [
        (terms.Term(90, "days"), True),
        (terms.Term(91, "days"), False),
        (terms.Term(12, "weeks"), True),
        (terms.Term(13, "weeks"), False),
        (terms.Term(3, "months"), True),
        (terms.Term(4, "months"), False),
        (terms.Term(1, "years"), False),
        (terms.Term(0, "days"), False),
    ],
)
def test_long_terms_and_years_are_never_extended(term, moved):
    everything = [date(2026, 1, 1) + timedelta(days=i) for i in range(366)]
    ends = [
        (
            nominal_end(d, term, calendar=terms.NATIONAL, settings=terms.DEFAULT_SETTINGS),
            atw_end(d, term, calendar=terms.NATIONAL, settings=terms.DEFAULT_SETTINGS),
        )
        for d in everything
    ]
    assert any(plain != extended for plain, extended in ends) == moved
    assert all(plain <= extended for plain, extended in ends)


def test_a_due_day_past_the_known_calendar_is_given_and_marked_provisional():
    last = terms.due("belofte_contact", date(2028, 12, 27))
    past = terms.due("belofte_contact", date(2028, 12, 29))
    assert (last.day, last.provisional) == (date(2028, 12, 29), False)
    assert (past.day, past.provisional) == (date(2029, 1, 3), True)
    assert "Voorlopig" in past.steps[-1]


def test_a_start_before_the_known_calendar_is_provisional_too():
    assert terms.due("belofte_contact", date(2024, 12, 31)).provisional


def test_queens_day_came_before_kings_day():
    assert terms.holiday_name(date(2013, 4, 30)) == "Koninginnedag"
    assert terms.holiday_name(date(2006, 4, 29)) == "Koninginnedag"
    assert terms.holiday_name(date(2014, 4, 26)) == "Koningsdag"


def test_two_holidays_on_one_day_keep_both_names():
    assert terms.holiday_name(date(2016, 5, 5)) == "Bevrijdingsdag en Hemelvaartsdag"


@pytest.mark.parametrize("value", [None, "2026-11-23", utc(2026, 11, 23), 20261123])
def test_only_a_plain_day_is_a_legal_day(value):
    with pytest.raises(terms.NotALegalDayError, match="kalenderdag"):
        terms.due("belofte_contact", value)


@pytest.mark.parametrize("day", [date(1979, 12, 31), date(4001, 1, 1), date.max, date.min])
def test_a_day_outside_the_years_we_know_is_refused(day):
    for ask in (terms.is_working_day, terms.holiday_name, lambda d: terms.due("belofte_contact", d)):
        with pytest.raises(terms.DayOutOfRangeError, match="1980"):
            ask(day)


@pytest.mark.parametrize("key", sorted(terms.CLOCK_RULES))
def test_a_clock_that_runs_past_the_last_year_is_refused_and_not_guessed(key):
    start = date(1980, 1, 1) if terms.CLOCK_RULES[key].backward else date(4000, 12, 31)
    if terms.CLOCK_RULES[key].length:
        with pytest.raises(terms.DayOutOfRangeError):
            terms.due(key, start)
