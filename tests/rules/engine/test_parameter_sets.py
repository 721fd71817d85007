"""Parameter files say themselves what is wrong, and a day without figures is refused, not guessed."""

from datetime import date

import pytest

from houvast.rules import parameter_sets
from houvast.rules.errors import BadParametersError, NoParametersError

GOOD = """
version: 'v1'
period: '2026-01'
valid_from: '2026-01-01'
valid_to: '2026-06-30'
formula_version: f
sources: {law: {title: 'Test law', url: null}}
part:
  rate: {value: '0.10', unit: fraction, status: confirmed, source: law}
  amount: {value: '12.50', unit: eur_per_month, status: derived, source: law, note: 'n'}
"""


def parse(text=GOOD):
    return parameter_sets.parse(text, "test", "test.yaml")


def test_a_good_file_gives_figures_with_unit_source_and_status():
    found = parse()
    assert found.amount("part.amount").text() == "12.50"
    assert (found.unit("part.rate"), found.entry("part.amount").note) == ("fraction", "n")
    assert found.id == "test-2026-01@v1"
    assert found.fingerprint != parse(GOOD.replace("12.50", "12.51")).fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: 'v1'\n", ""),
        ("'2026-01-01'", "'soon'"),
        ("'2026-06-30'", "'2025-06-30'"),
        ("{title: 'Test law', url: null}", "{url: null}"),
        ("{law: {title: 'Test law', url: null}}", "[law]"),
        ("value: '12.50'", "value: 12.50"),
        ("value: '12.50'", "value: '1,2'"),
        ("value: '12.50'", "value: '12500.50'"),
        ("value: '0.10'", "value: '-0.10'"),
        ("value: '0.10'", "value: '10'"),
        ("value: '12.50'", "value: null"),
        ("unit: fraction", "unit: percent"),
        ("status: derived", "status: zeker"),
        ("status: derived, source: law", "status: derived, source: wet"),
        ("status: derived, ", ""),
        ("note: 'n'", "nota: 'n'"),
        ("  rate: {value: '0.10', unit: fraction, status: confirmed, source: law}", "  rate: {}"),
        ("part:\n", "part: [\n"),
        ("  rate: {value: '0.10', unit: fraction, status: confirmed, source: law}", "  rate: 5"),
    ],
)
def test_a_mistake_in_a_file_is_refused_by_name(old, new):
    assert old in GOOD
    with pytest.raises(BadParametersError, match=r"test\.yaml"):
        parse(GOOD.replace(old, new))


def test_a_file_that_is_no_map_is_refused():
    with pytest.raises(BadParametersError):
        parse("- 1")


def test_an_unknown_figure_must_be_set_by_the_organisation():
    found = parse(GOOD.replace("value: '12.50'", "value: null").replace("status: derived", "status: unconfirmed"))
    with pytest.raises(BadParametersError, match="niet bekend"):
        found.amount("part.amount")
    with pytest.raises(BadParametersError, match="ontbreekt"):
        found.amount("part.nothing")


SECOND = (
    GOOD.replace("'2026-01'", "'2026-07'")
    .replace("'2026-06-30'", "'2026-12-31'")
    .replace("'2026-01-01'", "'2026-07-01'")
)


def test_periods_follow_each_other_without_gap_overlap_or_missing_figure():
    parameter_sets.check_periods([parse(SECOND), parse()])
    with pytest.raises(BadParametersError, match="gat"):
        parameter_sets.check_periods([parse(), parse(SECOND.replace("'2026-07-01'", "'2026-07-02'"))])
    with pytest.raises(BadParametersError, match="overlap"):
        parameter_sets.check_periods([parse(), parse(SECOND.replace("'2026-07-01'", "'2026-06-30'"))])
    less = SECOND[: SECOND.index("  amount")]
    with pytest.raises(BadParametersError, match=r"part\.amount"):
        parameter_sets.check_periods([parse(), parse(less)])
    parameter_sets.check_periods([parse(), parse(less.replace("formula_version: f", "formula_version: g"))])


def test_the_difference_of_two_periods_names_what_changed():
    changed = parse(SECOND.replace("12.50", "13.00").replace("  rate:", "  new:"))
    assert [path for path, _, _ in parameter_sets.diff(parse(), changed)] == ["part.rate", "part.amount", "part.new"]
    assert parameter_sets.diff(parse(), parse()) == []


HALF_YEARS = ["2024-01", "2024-07", "2025-01", "2025-07", "2026-01", "2026-07"]


@pytest.mark.parametrize(
    ("law", "periods"),
    [
        ("vtlb", HALF_YEARS),
        ("bijstand", HALF_YEARS),
        ("belasting", HALF_YEARS[::2]),
        ("kwijtschelding", HALF_YEARS[::2]),
    ],
)
def test_all_figures_of_the_house_hold_and_have_no_gap(law, periods):
    assert [one.period for one in parameter_sets.all_of(law)] == periods


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2024, 1, 1), "2024-01"),
        (date(2024, 6, 30), "2024-01"),
        (date(2024, 7, 1), "2024-07"),
        (date(2026, 12, 31), "2026-07"),
    ],
)
def test_a_day_finds_its_own_period(day, period):
    assert parameter_sets.on("vtlb", day).period == period


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2027, 1, 1), date(2040, 1, 1)])
def test_a_day_without_figures_is_refused_with_what_to_do(day):
    with pytest.raises(NoParametersError, match="nieuwe bedragen"):
        parameter_sets.on("vtlb", day)


def test_a_period_without_a_file_is_refused():
    with pytest.raises(NoParametersError, match="2021-01"):
        parameter_sets.of_period("vtlb", "2021-01")
