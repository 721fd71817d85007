"""Every worked term of the norms, row by row: start, term, result."""

from datetime import date

import pytest

from houvast.rules import terms

FREE = terms.TermSettings(equated_days_free=True)

# name of the row, start, working days, result, result when equated days are free (None = the same)
WORKING_DAYS = [
    ("Mon 23-11-2026, 2 working days", date(2026, 11, 23), 2, date(2026, 11, 25), None),
    ("Fri 27-11-2026, 2 working days: weekend", date(2026, 11, 27), 2, date(2026, 12, 1), None),
    (
        "Wed 23-12-2026, 2 working days: Christmas and weekend",
        date(2026, 12, 23),
        2,
        date(2026, 12, 28),
        None,
    ),
    ("Thu 24-12-2026, 3 working days", date(2026, 12, 24), 3, date(2026, 12, 30), None),
    ("Thu 2-4-2026, 2 working days: Good Friday, Easter Monday", date(2026, 4, 2), 2, date(2026, 4, 8), None),
    ("Fri 24-4-2026, 3 working days: Koningsdag", date(2026, 4, 24), 3, date(2026, 4, 30), None),
    ("Wed 13-5-2026, 2 working days: Ascension", date(2026, 5, 13), 2, date(2026, 5, 18), date(2026, 5, 19)),
    ("Tue 4-5-2027, 2 working days: 5 and 6 May", date(2027, 5, 4), 2, date(2027, 5, 10), date(2027, 5, 11)),
]


@pytest.mark.parametrize(
    ("start", "n", "result", "when_free"), [r[1:] for r in WORKING_DAYS], ids=[r[0] for r in WORKING_DAYS]
)
def test_a_worked_row_in_working_days_comes_out_as_written(start, n, result, when_free):
    assert terms.add_working_days(start, n) == result
    assert terms.add_working_days(start, n, settings=FREE) == (when_free or result)


# name of the row, rule, start, last day, day to plan on
ROWS = [
    ("first contact on Mon 23-11-2026", "belofte_contact", date(2026, 11, 23), date(2026, 11, 25), None),
    ("first contact on Wed 23-12-2026", "belofte_contact", date(2026, 12, 23), date(2026, 12, 28), None),
    ("threat on Thu 24-12-2026", "wgs_threat_talk", date(2026, 12, 24), date(2026, 12, 30), None),
    ("threat on Fri 24-4-2026", "wgs_threat_talk", date(2026, 4, 24), date(2026, 4, 30), None),
    ("local threat on Fri 24-4-2026", "local_threat_talk", date(2026, 4, 24), date(2026, 4, 30), None),
    ("Mon 9-3-2026, 4 weeks: Easter Monday", "wgs_first_talk", date(2026, 3, 9), date(2026, 4, 7), None),
    ("Fri 17-4-2026, 4 weeks: equated day", "wgs_first_talk", date(2026, 4, 17), date(2026, 5, 18), None),
    ("Fri 27-11-2026, 4 weeks: Christmas", "wgs_first_talk", date(2026, 11, 27), date(2026, 12, 28), None),
    ("Fri 6-11-2026, 8 weeks: New Year", "wgs_decision", date(2026, 11, 6), date(2027, 1, 4), None),
    (
        "Wed 16-12-2026, 10 days: not extended",
        "belofte_intake",
        date(2026, 12, 16),
        date(2026, 12, 26),
        date(2026, 12, 24),
    ),
    ("Mon 23-11-2026, 120 days", "nvvk_schuldregelen", date(2026, 11, 23), date(2027, 3, 23), None),
    ("duration told at once", "wgs_duration_insight", date(2026, 11, 23), date(2026, 11, 23), None),
    ("crisis talk, 3 working days", "nvvk_crisis_talk", date(2026, 11, 27), date(2026, 12, 2), None),
    (
        "crisis finished in 2 weeks, on Christmas",
        "nvvk_crisis_finish",
        date(2026, 12, 11),
        date(2026, 12, 25),
        date(2026, 12, 24),
    ),
    (
        "entrepreneurs 4 weeks",
        "nvvk_crisis_finish_entrepreneur",
        date(2026, 11, 23),
        date(2026, 12, 21),
        None,
    ),
    (
        "stabilisation 4 months from 31 October",
        "nvvk_stabilisation",
        date(2026, 10, 31),
        date(2027, 2, 28),
        date(2027, 2, 26),
    ),
    ("creditor pause 4 months", "covenant_pause", date(2026, 11, 23), date(2027, 3, 23), None),
    ("tax collector 240 days", "tax_pause", date(2026, 11, 23), date(2027, 7, 21), None),
    ("CJIB stop 4 months", "cjib_emergency_stop", date(2026, 11, 23), date(2027, 3, 23), None),
    ("CJIB stop 8 more months", "cjib_emergency_stop_extension", date(2027, 3, 23), date(2027, 11, 23), None),
    (
        "Schuldenknooppunt answers in 10 working days",
        "knooppunt_answer",
        date(2026, 12, 18),
        date(2027, 1, 5),
        None,
    ),
    (
        "Schuldenknooppunt deletes after 5 working days",
        "knooppunt_fetch",
        date(2026, 12, 18),
        date(2026, 12, 28),
        None,
    ),
    ("moratorium 6 months", "moratorium", date(2026, 11, 23), date(2027, 5, 23), date(2027, 5, 21)),
    ("dwangakkoord decided in 8 days", "dwangakkoord_decision", date(2026, 12, 17), date(2026, 12, 28), None),
    ("appeal in 8 days", "dwangakkoord_appeal", date(2026, 11, 20), date(2026, 11, 30), None),
    ("Wsnp completed in 1 month", "wsnp_complete", date(2027, 1, 31), date(2027, 2, 28), date(2027, 2, 26)),
    ("settlement 18 months to a leap day", "settlement_term", date(2026, 8, 31), date(2028, 2, 29), None),
    ("insurer offers in 10 working days", "zvw_plan_offer", date(2026, 11, 23), date(2026, 12, 7), None),
    ("4 weeks to accept", "zvw_plan_accept", date(2026, 11, 27), date(2026, 12, 25), date(2026, 12, 24)),
    ("insurer warns at 4 months", "zvw_warning", date(2026, 11, 23), date(2027, 3, 23), None),
    ("insurer reports at 6 months", "zvw_report", date(2026, 11, 30), date(2027, 5, 30), date(2027, 5, 28)),
    ("objection in 6 weeks", "awb_objection", date(2026, 11, 13), date(2026, 12, 28), None),
    (
        "signal 20 working days before 1-1-2027",
        "supply_end_signal",
        date(2027, 1, 1),
        date(2026, 12, 3),
        None,
    ),
]


@pytest.mark.parametrize(("rule", "start", "day", "plan_by"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_a_worked_row_of_a_clock_comes_out_as_written(rule, start, day, plan_by):
    found = terms.due(rule, start)
    assert (found.day, found.plan_by) == (day, plan_by or day)
    assert not found.provisional


def test_every_clock_of_the_norms_has_a_worked_row():
    assert set(terms.CLOCK_RULES) == {row[1] for row in ROWS}


HOLIDAYS = {
    2025: "18-4 21-4 26-4 29-5 9-6",
    2026: "3-4 6-4 27-4 14-5 25-5",
    2027: "26-3 29-3 27-4 6-5 17-5",
    2028: "14-4 17-4 27-4 25-5 5-6",
    2029: "30-3 2-4 27-4 10-5 21-5",
    2030: "19-4 22-4 27-4 30-5 10-6",
}
NAMES = ("Goede Vrijdag", "tweede paasdag", "Koningsdag", "Hemelvaartsdag", "tweede pinksterdag")


@pytest.mark.parametrize("year", HOLIDAYS)
def test_the_holidays_of_a_year_are_those_of_the_table(year):
    for text, name in zip(HOLIDAYS[year].split(), NAMES, strict=True):
        day, month = map(int, text.split("-"))
        assert terms.holiday_name(date(year, month, day)) == name
    for month, day, name in (
        (1, 1, "Nieuwjaarsdag"),
        (5, 5, "Bevrijdingsdag"),
        (12, 25, "eerste kerstdag"),
        (12, 26, "tweede kerstdag"),
    ):
        assert terms.holiday_name(date(year, month, day)) == name


def test_the_equated_days_are_those_of_the_decree_and_known_until_2028():
    assert sorted(terms.NATIONAL.equated) == [
        date(2025, 5, 30),
        date(2026, 1, 2),
        date(2026, 5, 15),
        date(2027, 5, 7),
        date(2028, 4, 28),
        date(2028, 5, 26),
    ]
    assert terms.NATIONAL.known_until == date(2028, 12, 31)
    assert terms.NATIONAL.status == "D"


def test_an_equated_day_is_a_working_day_until_the_municipality_says_otherwise():
    friday = date(2026, 5, 15)
    assert terms.is_working_day(friday)
    assert not terms.is_working_day(friday, settings=FREE)
    assert not terms.is_holiday(friday)
