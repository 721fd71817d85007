"""Net income from gross: the same by the figures, in columns and by a second way, at and around every border."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.inkomen import twin

from houvast.rules import inkomen, receipt, render
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError, NoParametersError
from houvast.rules.inkomen import in_columns

ROWS = 10_000
*EARLIER, NEWEST = twin.PERIODS
EVERY_PERIOD = [*(pytest.param(period, marks=pytest.mark.large) for period in EARLIER), NEWEST]
OUT = ("tax_before", "credits", "tax_after", "credits_unused", "zvw", "net_income")
NOBODY = {name: Fraction(0) for name, item in inkomen.book.inputs.items() if item.unit == "eur_per_year"} | {
    name: False for name, item in inkomen.book.inputs.items() if item.unit == "flag"
}
P2026 = inkomen.parameters_for(period="2026")
wages = st.integers(0, 15_000_000).map(lambda cents: Fraction(cents, 100))


def person(**fields):
    return {name: Amount.of(v).text() if isinstance(v, Fraction) else v for name, v in (NOBODY | fields).items()}


def people(period: str) -> dict[str, np.ndarray]:
    """Made-up persons, many of them at a border of the law."""
    chance = np.random.default_rng(int(period.replace("-", "")))
    near = np.array(borders(period))[chance.integers(0, len(borders(period)), ROWS)]
    at_border = np.maximum(near + chance.integers(-1, 2, ROWS), 0)
    wage = np.where(chance.random(ROWS) < 0.4, at_border, chance.integers(0, 14_000_000, ROWS))
    other = np.where(chance.random(ROWS) < 0.5, chance.integers(0, 9_000_000, ROWS), 0)
    aow = chance.random(ROWS) < 0.4
    return {
        "gross_wage_year": wage,
        "other_box1_income_year": other,
        "pension_premium_year": (wage * (chance.random(ROWS) < 0.2) / 20).astype(np.int64),
        "deductions_year": np.minimum(chance.integers(0, 300_000, ROWS), other),
        "other_boxes_income_year": np.where(chance.random(ROWS) < 0.1, chance.integers(0, 5_000_000, ROWS), 0),
        "zvw_income_year": other,
        "aow_age": aow,
        "born_before_1946": aow & (chance.random(ROWS) < 0.3),
        "single": chance.random(ROWS) < 0.5,
        "young_child": chance.random(ROWS) < 0.3,
        "young_disabled": ~aow & (chance.random(ROWS) < 0.1),
    }


def borders(period: str) -> list[int]:
    """Every income in the file at which something changes, in cents."""
    law = twin.RAW[period]
    found = [node["value"] for name, node in law["box1"].items() if name.startswith("bracket")]
    for group in ("arbeidskorting_below_aow", "arbeidskorting_aow"):
        found += [node["value"] for name, node in law[group].items() if name.endswith(("_to", "zero_from"))]
    found += [
        law["algemene_heffingskorting"]["phase_out_from"]["value"],
        law["ouderenkorting"]["phase_out_from"]["value"],
    ]
    child = law["inkomensafhankelijke_combinatiekorting"]
    found += [child["from"]["value"], law["zvw"]["max_bijdrage_inkomen"]["value"]]
    top = twin.f(child["from"]) + twin.f(child["max"]) / twin.f(child["pct"])
    return [*(int(Fraction(one) * 100) for one in found), int(top * 100)]


@pytest.mark.parametrize("period", EVERY_PERIOD)
def test_net_income_is_the_same_in_three_ways(period):
    every, parameters = people(period), inkomen.parameters_for(period=period)
    found = in_columns.calculate(every, parameters, OUT)
    for at in range(ROWS):
        values = {name: column[at].item() for name, column in every.items()}
        who = {name: v if isinstance(v, bool) else Fraction(v, 100) for name, v in values.items()}
        run = inkomen.tax(person(**who), parameters)
        plain = twin.net(period, who)
        assert {name: found[name].ratio(at) for name in OUT} == {name: run[name].ratio for name in OUT} == plain


@pytest.mark.parametrize("aow", [False, True])
@pytest.mark.parametrize("period", twin.PERIODS)
def test_at_every_border_and_a_cent_beside_it(period, aow):
    parameters = inkomen.parameters_for(period=period)
    for border in borders(period):
        for cents in (border - 1, border, border + 1):
            who = {"gross_wage_year": Fraction(cents, 100), "aow_age": aow, "young_child": True, "single": True}
            run = inkomen.tax(person(**who), parameters)
            assert {name: run[name].ratio for name in OUT} == twin.net(period, NOBODY | who)


@given(st.sampled_from(twin.PERIODS), wages, wages, st.booleans(), st.booleans(), st.booleans())
def test_nothing_is_ever_below_zero_and_credits_never_pay_out(period, wage, other, aow, single, child):
    who = person(
        gross_wage_year=wage, other_box1_income_year=other, aow_age=aow, single=single, young_child=child
    )  # fmt: skip
    run = inkomen.tax(who, inkomen.parameters_for(period=period))
    assert all(run[name].ratio >= 0 for name in OUT)
    assert run["net_income"].ratio <= wage + other
    assert run["tax_before"].ratio - run["credits"].ratio == run["tax_after"].ratio - run["credits_unused"].ratio


@given(st.sampled_from(twin.PERIODS), wages, st.integers(1, 500_000), st.booleans(), st.booleans())
def test_more_wage_is_never_less_net(period, wage, more, aow, single):
    parameters = inkomen.parameters_for(period=period)
    before = inkomen.tax(person(gross_wage_year=wage, aow_age=aow, single=single), parameters)
    after = inkomen.tax(
        person(gross_wage_year=wage + Fraction(more, 100), aow_age=aow, single=single), parameters
    )  # fmt: skip
    assert after["net_income"] >= before["net_income"]
    assert after["tax_after"] >= before["tax_after"]


@pytest.mark.parametrize("period", twin.PERIODS)
def test_the_parts_of_the_first_rate_add_up_to_it(period):
    box = twin.RAW[period]["box1"]
    premiums = sum(twin.f(box[f"premium_{name}"]) for name in ("aow", "anw", "wlz"))
    assert premiums + twin.f(box["rate1_income_tax_part"]) == twin.f(box["rate1_below_aow"])
    assert twin.f(box["rate1_below_aow"]) - twin.f(box["premium_aow"]) == twin.f(box["rate1_aow"])


def test_a_worker_with_pension_premium_pays_tax_on_what_is_left():
    with_premium = inkomen.calculate({"gross_wage_year": "36.000,00", "pension_premium_year": "1800"}, P2026)
    without = inkomen.calculate({"gross_wage_year": "34200"}, P2026)
    assert with_premium["tax_after"] == without["tax_after"]
    assert with_premium.amount == without.amount


def test_box_2_and_3_count_for_the_general_credit_from_2025_only():
    rich = {"gross_wage_year": "20000", "other_boxes_income_year": "30000"}
    assert inkomen.calculate(rich, inkomen.parameters_for(period="2024"))["general_credit"] == Amount(3362)
    assert inkomen.calculate(rich, inkomen.parameters_for(period="2025"))["general_credit"] < Amount(3068)


def test_a_result_tells_its_figures_its_steps_and_what_is_not_sure():
    found = inkomen.calculate({"gross_wage_year": "36000"}, P2026)
    assert (found.amount.text(), found.month.text()) == ("31342.25", "2611.85")
    assert found.outcome()["tax_after_credits_year"] == "4657.75"
    assert found.plain().startswith("Je houdt ongeveer € 2.611,85 per maand over.")
    assert [step.name for step in found.steps() if step.kind == "figure"][-1] == "net_income_month"
    assert [note.field for note in found.notes] == ["net_income", "gross_wage_year"]
    nothing = inkomen.calculate({"gross_wage_year": "8000"}, P2026)
    assert "Je betaalt geen belasting." in nothing.plain()
    kept = receipt.from_json(receipt.take(found.run).to_json())
    assert receipt.repeat(kept, inkomen.plan_for(P2026)).values == found.run.values
    assert render.as_json(found)["let_op"][0].startswith("net_income: ")


def test_an_amount_of_the_law_that_is_not_confirmed_is_named_where_it_counts():
    child = {"gross_wage_year": "20000", "young_child": True}
    notes = inkomen.calculate(child, inkomen.parameters_for(period="2025")).notes
    assert notes[-1].field == "inkomensafhankelijke_combinatiekorting.from"
    assert len(inkomen.calculate(child, P2026).notes) == 2
    old = {"other_box1_income_year": "20000", "zvw_income_year": "20000", "aow_age": True, "born_before_1946": True}
    fields = [note.field for note in inkomen.calculate(old, inkomen.parameters_for(period="2024")).notes]
    assert fields[2:] == ["box1.bracket1_to_born_before_1946"]
    fields = [note.field for note in inkomen.calculate(old, inkomen.parameters_for(period="2025")).notes]
    assert fields[2:] == ["zvw.max_bijdrage_inkomen"]


@pytest.mark.parametrize("name", inkomen.CREDITS)
def test_each_credit_can_be_asked_alone(name):
    found = inkomen.credit(name, Amount(20_000), P2026, aow_age=name.endswith("ouderenkorting"))
    assert found > 0


def test_the_net_aow_is_the_gross_less_the_contribution():
    run = inkomen.aow_net(Amount.euros("1637.57"), P2026)
    assert run["aow_net_month"].text() == "1558.15"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "gross_wage_year"),
        ({"gross_wage_year": "0"}, "gross_wage_year"),
        ({"gross_wage_year": "1000", "pension_premium_year": "1000.01"}, "pension_premium_year"),
        ({"gross_wage_year": "1000", "zvw_income_year": "1000.01"}, "zvw_income_year"),
        ({"gross_wage_year": "1000", "deductions_year": "1000.01"}, "deductions_year"),
        ({"gross_wage_year": "1000", "born_before_1946": True}, "aow_age"),
        ({"gross_wage_year": "1000", "aow_age": True, "young_disabled": True}, "young_disabled"),
        ({"gross_wage_year": "1,234.56"}, "gross_wage_year"),
        ({"gross_wage_year": "-1"}, "gross_wage_year"),
        ({"gross_wage_year": "1000", "single": "ja"}, "single"),
        ({"gross_wage_year": "1000", "salaris": "1"}, "salaris"),
        ({"gross_wage_year": "1000", "aow_gross_month": "1"}, "aow_gross_month"),
    ],
)
def test_a_person_who_cannot_be_is_refused_by_field(fields, field):
    with pytest.raises(BadInputError) as caught:
        inkomen.calculate(fields, P2026)
    assert caught.value.field == field


def test_the_year_may_be_named_in_three_ways_or_by_a_day():
    for period in ("2026", "2026-01", "2026-07"):
        assert inkomen.parameters_for(period=period) is P2026
    assert inkomen.parameters_for(date(2026, 12, 31)) is P2026
    with pytest.raises(BadInputError, match="day"):
        inkomen.parameters_for()
    for unknown in ("2026-03", "2021", "koffie"):
        with pytest.raises(NoParametersError):
            inkomen.parameters_for(period=unknown)
    with pytest.raises(NoParametersError):
        inkomen.parameters_for(date(2027, 1, 1))
