"""The catalogue of clocks, the choices of a municipality, explanations and refusals."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import pytest

from houvast.rules import terms
from houvast.rules.terms.counting import atw_applies, hours_after, nominal_end

MONDAY = date(2026, 11, 23)


def test_every_clock_says_who_asks_for_it_and_how_sure_that_is():
    for key, rule in terms.CLOCK_RULES.items():
        assert rule.key == key
        assert rule.source
        assert rule.starts_nl
        assert rule.ends_nl
        assert rule.name_nl[0].isupper()


def test_only_statutory_terms_that_the_atw_reaches_are_extended():
    for rule in terms.CLOCK_RULES.values():
        if rule.atw:
            assert rule.layer == "law"
            assert atw_applies(terms.Term(rule.length, rule.unit))


def test_law_belofte_and_local_clocks_stand_beside_each_other():
    layers = {rule.layer for rule in terms.CLOCK_RULES.values()}
    assert layers == {"law", "belofte", "nvvk", "covenant", "local"}


def test_each_choice_is_shown_with_its_status():
    assert list(terms.SETTINGS) == [field.name for field in fields(terms.TermSettings)]
    assert terms.SETTINGS["intake_unit"].status == "U"
    assert terms.SETTINGS["equated_days_free"].status == "D"
    assert terms.SETTINGS["decision_weeks"].allowed_nl == "een heel getal van 1 tot en met 8"
    assert terms.SETTINGS["equated_days_free"].allowed_nl == "ja of nee"
    assert terms.SETTINGS["intake_stop"].allowed_nl == "held of planned"
    assert terms.SETTINGS["local_threats"].allowed_nl.startswith("uit: bailiff, food")


def test_the_intake_may_be_counted_in_working_days_and_end_when_planned():
    chosen = terms.TermSettings(intake_unit="working_days", intake_start="contact", intake_stop="planned")
    assert terms.due("belofte_intake", MONDAY, settings=chosen).day == date(2026, 12, 7)
    rule = terms.rule_for("belofte_intake", chosen)
    assert (rule.starts_nl, rule.ends_nl) == ("het eerste contact", "de intake is gepland")


def test_local_lengths_are_used_and_shown_in_the_version():
    chosen = terms.TermSettings(decision_weeks=6, creditor_pause_months=8, local_threat_working_days=1)
    decision = terms.due("wgs_decision", MONDAY, settings=chosen)
    assert decision.day == date(2027, 1, 4)
    assert decision.rule_version == "wgs_decision@2021-01-01:6weeks+atw"
    assert terms.due("covenant_pause", MONDAY, settings=chosen).day == date(2027, 7, 23)
    assert terms.due("local_threat_talk", MONDAY, settings=chosen).day == date(2026, 11, 24)
    assert terms.due("wgs_threat_talk", MONDAY, settings=chosen).day == date(2026, 11, 26)


def test_the_version_tells_when_equated_days_are_free_and_when_counted_back():
    free = terms.TermSettings(equated_days_free=True)
    assert terms.due("belofte_contact", MONDAY, settings=free).rule_version.endswith("2working_days+equated-free")
    assert terms.due("supply_end_signal", MONDAY).rule_version.endswith("20working_days-back")
    assert terms.due("belofte_contact", MONDAY).calendar_version == "nl-2028-1"


def test_after_a_signal_the_clock_starts_where_the_municipality_says():
    assert "zegt ja" in terms.rule_for("wgs_first_talk").starts_nl
    early = terms.TermSettings(first_talk_after_signal="signal")
    assert terms.rule_for("wgs_first_talk", early).starts_nl.endswith("het signaal")


def test_only_the_statutory_threats_start_the_statutory_three_days():
    assert [terms.threat_rule(kind) for kind in terms.STATUTORY_THREATS] == ["wgs_threat_talk"] * 3
    assert [terms.threat_rule(kind) for kind in terms.LOCAL_THREATS] == ["local_threat_talk"] * 5
    none = terms.TermSettings(local_threats=frozenset())
    assert terms.threat_rule("food", none) is None
    assert terms.threat_rule("eviction", none) == "wgs_threat_talk"
    assert set(terms.THREAT_NAMES_NL) == {*terms.STATUTORY_THREATS, *terms.LOCAL_THREATS}
    with pytest.raises(terms.UnknownRuleError, match="storm"):
        terms.threat_rule("storm")


@pytest.mark.parametrize(
    "wrong",
    [
        {"intake_unit": "uur"},
        {"intake_stop": None},
        {"equated_days_free": 1},
        {"equated_days_free": "ja"},
        {"decision_weeks": 9},
        {"decision_weeks": 0},
        {"decision_weeks": True},
        {"decision_weeks": "8"},
        {"creditor_pause_months": 3},
        {"local_threat_working_days": -1},
        {"local_threats": ["food"]},
        {"local_threats": frozenset({"storm"})},
    ],
)
def test_a_choice_outside_its_range_is_refused_with_what_is_allowed(wrong):
    with pytest.raises(terms.BadTermSettingError, match="Kies"):
        terms.TermSettings(**wrong)


def test_a_written_suspension_moves_only_the_decision():
    assert terms.due("wgs_decision", MONDAY, suspended_days=14).day == date(2027, 2, 1)
    assert any("Opgeschort" in step for step in terms.due("wgs_decision", MONDAY, suspended_days=14).steps)
    with pytest.raises(terms.NotSuspendableError, match="Laat de termijn lopen"):
        terms.due("belofte_contact", MONDAY, suspended_days=1)
    with pytest.raises(terms.NotSuspendableError):
        terms.due("wgs_decision", MONDAY, suspended_days=1, settings=terms.TermSettings(decision_suspendable=False))
    for wrong in (-1, 1.5, True, 40_000):
        with pytest.raises(terms.BadTermLengthError):
            terms.due("wgs_decision", MONDAY, suspended_days=wrong)


def test_the_explanation_of_the_first_contact_reads_as_a_story():
    assert terms.due("belofte_contact", date(2026, 12, 23)).steps == (
        "Begin: ontvangst van de aanmelding, woensdag 23 december 2026. Deze dag telt niet mee.",
        "Termijn: 2 werkdagen (NVVK Belofte 1.3).",
        "Geen werkdag: vrijdag 25 december 2026 (eerste kerstdag).",
        "Uiterlijk maandag 28 december 2026.",
    )


def test_the_explanation_says_why_an_end_moved_and_when_to_plan():
    moved = terms.due("wgs_first_talk", date(2026, 4, 17)).steps
    assert moved[2] == ("Vrijdag 15 mei 2026 telt niet als einde: vrijdag na Hemelvaartsdag (Algemene termijnenwet).")
    weekend = terms.due("awb_objection", date(2026, 11, 21)).steps
    assert "telt niet als einde: weekend" in weekend[2]
    planned = terms.due("belofte_intake", date(2026, 12, 16)).steps
    assert planned[-1] == "Plan op of voor donderdag 24 december 2026: daarna is er geen werkdag meer."
    back = terms.due("supply_end_signal", date(2027, 1, 1)).steps
    assert back[1].startswith("Termijn: 20 werkdagen terug")
    assert "eerste kerstdag" in back[2]
    free = terms.TermSettings(equated_days_free=True)
    assert "vrijdag na Hemelvaartsdag" in terms.due("belofte_contact", date(2026, 5, 13), settings=free).steps[2]


def test_a_term_that_ended_with_too_few_ordinary_days_says_so(nearly_closed_calendar):
    found = terms.due("dwangakkoord_appeal", MONDAY, calendar=nearly_closed_calendar)
    assert "te weinig gewone dagen" in found.steps[2]


@pytest.fixture
def nearly_closed_calendar():
    """A calendar in which nearly the whole of a term of eight days is equated with a holiday."""
    closed = {MONDAY + timedelta(days=i): "sluiting" for i in range(1, 8)}
    return terms.Calendar("test-1", date(2026, 1, 1), date(2026, 12, 31), closed)


def test_at_once_is_the_same_day_also_on_a_sunday():
    sunday = date(2026, 11, 22)
    found = terms.due("wgs_duration_insight", sunday)
    assert (found.day, found.plan_by) == (sunday, sunday)
    assert found.steps[1].startswith("Termijn: meteen")


def test_the_strictest_clock_is_due_first_and_law_goes_before_promise():
    contact = terms.due("belofte_contact", MONDAY)
    threat = terms.due("wgs_threat_talk", MONDAY)
    local = terms.due("local_threat_talk", MONDAY)
    assert terms.strictest([threat, contact]) == contact
    assert terms.strictest([local, threat]) == threat
    with pytest.raises(terms.NoDuesError, match="Start eerst"):
        terms.strictest([])


def test_an_unknown_clock_is_refused():
    with pytest.raises(terms.UnknownRuleError, match="bestaat niet"):
        terms.due("belofte_koffie", MONDAY)


def test_hours_and_calendar_units_are_no_working_days():
    with pytest.raises(terms.HoursNotDaysError, match="hours"):
        terms.add_working_days(MONDAY, terms.Term(48, "hours"))
    with pytest.raises(terms.WrongUnitError, match="weeks"):
        terms.add_working_days(MONDAY, terms.Term(4, "weeks"))
    with pytest.raises(terms.WrongUnitError, match="days"):
        hours_after(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), terms.Term(2, "days"))
    with pytest.raises(terms.HoursNotDaysError):
        nominal_end(MONDAY, terms.Term(2, "hours"), calendar=terms.NATIONAL, settings=terms.DEFAULT_SETTINGS)


@pytest.mark.parametrize("length", [-1, 36_501, 1.0, True, "2", None])
def test_a_length_that_is_no_length_is_refused(length):
    with pytest.raises(terms.BadTermLengthError, match="heel getal"):
        terms.Term(length, "days")


@pytest.mark.parametrize("n", [1.0, True, "2", 40_000, -40_000])
def test_a_number_of_working_days_that_is_no_number_is_refused(n):
    with pytest.raises(terms.BadTermLengthError):
        terms.add_working_days(MONDAY, n)


def test_months_that_run_past_the_year_9999_are_refused():
    with pytest.raises(terms.BadTermLengthError):
        nominal_end(
            date(4000, 1, 1),
            terms.Term(9000, "years"),
            calendar=terms.NATIONAL,
            settings=terms.DEFAULT_SETTINGS,
        )


def test_years_and_single_units_are_named_in_dutch():
    end = nominal_end(
        date(2028, 2, 29), terms.Term(1, "years"), calendar=terms.NATIONAL, settings=terms.DEFAULT_SETTINGS
    )
    assert end == date(2029, 2, 28)
    assert terms.length_in_words(1, "weeks") == "1 week"
    assert terms.length_in_words(3, "months") == "3 maanden"
    assert terms.day_in_words(MONDAY) == "maandag 23 november 2026"


CALENDAR = """
version: test-1
known_from: 2026-01-01
known_until: 2026-12-31
unit: day
status: D
source: "besluit"
remark: ""
days:
  - {day: 2026-01-02, name: "vrijdag"}
"""


def test_a_calendar_file_gives_a_calendar():
    calendar = terms.read_calendar(CALENDAR, "test.yaml")
    assert calendar.equated == {date(2026, 1, 2): "vrijdag"}
    assert calendar.knows(date(2026, 12, 31))
    assert not calendar.knows(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: test-1\n", ""),
        ("unit: day", "unit: week"),
        ("known_from: 2026-01-01", "known_from: 2027-01-01"),
        ("known_until: 2026-12-31", "known_until: later"),
        ("known_from: 2026-01-01", "known_from: 2026-01-01 10:00:00"),
        ("day: 2026-01-02", "day: 2027-01-08"),
        ("day: 2026-01-02", "day: 2026-05-14"),
        ("day: 2026-01-02", "day: 2026-01-03"),
        ("day: 2026-01-02", "day: vrijdag"),
        ('name: "vrijdag"', 'naam: "vrijdag"'),
        ('{day: 2026-01-02, name: "vrijdag"}', "vrijdag"),
        ("days:\n", 'days:\n  - {day: 2026-01-02, name: "nog een keer"}\n'),
    ],
)
def test_a_calendar_file_with_a_mistake_is_refused_by_name(old, new):
    assert old in CALENDAR
    with pytest.raises(terms.BadCalendarError, match=r"test\.yaml"):
        terms.read_calendar(CALENDAR.replace(old, new), "test.yaml")


def test_a_calendar_file_that_is_no_mapping_is_refused():
    with pytest.raises(terms.BadCalendarError):
        terms.read_calendar("- 1", "test.yaml")


CLOCK = """
clocks:
  - key: koffie
    layer: local
    name_nl: "Koffie"
    length: 2
    unit: days
    max_length: 3
    atw: false
    source: "huisregel"
    status: L
    starts_nl: "binnenkomst"
    ends_nl: "koffie"
    valid_from: 2026-01-01
"""


def test_a_file_with_clocks_gives_clocks():
    assert terms.read_catalogue(CLOCK, "klok.yaml")["koffie"].max_length == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("clocks:", "klokken:"),
        ("layer: local", "layer: gemeente"),
        ("unit: days", "unit: dagen"),
        ("status: L", "status: zeker"),
        ("length: 2\n", "length: 4\n"),
        ("length: 2\n", "length: -1\n"),
        ("length: 2\n", "length: twee\n"),
        ("atw: false", "atw: 0"),
        ("valid_from: 2026-01-01", "valid_from: vroeger"),
        ('    source: "huisregel"\n', ""),
        ("    atw: false\n", "    atw: false\n    kleur: rood\n"),
        ("  - key", "    key"),
        ("max_length: 3", 'max_length: "3"'),
    ],
)
def test_a_file_with_clocks_with_a_mistake_is_refused_by_name(old, new):
    assert old in CLOCK
    with pytest.raises(terms.BadCatalogueError, match=r"klok\.yaml"):
        terms.read_catalogue(CLOCK.replace(old, new, 1), "klok.yaml")


@pytest.mark.parametrize("text", ["- 1", CLOCK + CLOCK.replace("\nclocks:", ""), "clocks: [koffie]"])
def test_a_list_that_is_wrong_as_a_whole_is_refused(text):
    with pytest.raises(terms.BadCatalogueError):
        terms.read_catalogue(text, "klok.yaml")
