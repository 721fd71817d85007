"""A scheme of a municipality is data: likely, to be asked, or no, with the amount and where it stands."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.rules import bijstand, columns, readability, receipt, regelingen, render
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError

DAY = date(2026, 9, 1)
PARAMETERS = bijstand.parameters_for(period="2026-07")
TOESLAG = {
    "municipality": "Voorbeeldstad",
    "kind": "individuele_inkomenstoeslag",
    "name": "Individuele inkomenstoeslag",
    "income_pct": "1.10",
    "amounts": {"alleenstaande": "478", "alleenstaande_ouder": "613", "gehuwden": "683"},
    "where": "bij de gemeente",
    "source": "verordening van Voorbeeldstad, art. 3",
    "checked_on": "2026-06-01",
    "months_low_income": 36,
    "months_between": 12,
    "asset_limits": {"alleenstaande": "8000", "alleenstaande_ouder": "16000", "gehuwden": "16000"},
    "ages": ["21_to_aow"],
}
BIJZONDER = {
    **{name: value for name, value in TOESLAG.items() if not name.startswith(("months", "asset", "ages"))},
    "kind": "bijzondere_bijstand",
    "name": "Bijzondere bijstand",
    "amounts": {},
    "capacity_share": "0.35",
    "threshold_year": "176",
}
HOME = {
    "household": "alleenstaande",
    "age_group_self": "21_to_aow",
    "income_month": "1500",
    "assets": "1000",
    "months_low_income": 40,
    "months_since_last": 12,
}


def check(scheme=TOESLAG, day=DAY, drop=(), **home):
    fields = {name: value for name, value in {**HOME, **home}.items() if name not in drop}
    return regelingen.check(regelingen.read(scheme), fields, PARAMETERS, day)


def test_a_long_low_income_is_likely_to_get_the_amount_of_its_household():
    found = check()
    assert (found.state, found.amount.text(), found.reasons) == (regelingen.LIKELY, "478.00", ())
    assert found.outcome()["income_limit_month"] == "1561.41"
    assert check(household="gehuwden").amount.text() == "683.00"
    assert found.scheme.law == "Pw art. 36"


@pytest.mark.parametrize(("income", "state"), [("1561.40", "waarschijnlijk"), ("1561.41", "nee"), ("1561.42", "nee")])
def test_a_cent_decides_at_the_limit_of_the_income(income, state):
    # 1419.46 x 1.10 = 1561.406: one cent above is above it.
    assert check(income_month=income).state == state


@pytest.mark.parametrize(
    ("assets", "state"), [("7999.99", "waarschijnlijk"), ("8000", "waarschijnlijk"), ("8000.01", "nee")]
)
def test_a_cent_decides_at_the_limit_of_the_assets(assets, state):
    found = check(assets=assets)
    assert (found.state, found.amount > 0) == (state, state != "nee")


def test_what_is_not_known_is_asked_and_what_stands_against_it_is_named():
    asked = check(drop=("months_low_income", "months_since_last", "assets"))
    assert asked.state == regelingen.ASK
    assert asked.reasons == (
        "hoelang is het inkomen al laag?", "wanneer was de vorige keer?", "hoeveel vermogen is er?",
    )  # fmt: skip
    refused = check(months_low_income=35, months_since_last=11, age_group_self="aow")
    assert refused.state == regelingen.NO and len(refused.reasons) == 3 and refused.amount == 0
    excluded = check({**TOESLAG, "excluded": ["studenten"]})
    assert (excluded.state, excluded.reasons) == (regelingen.ASK, ("geldt niet: studenten. Klopt dat?",))


def test_special_costs_are_paid_above_what_somebody_can_pay_and_from_a_threshold():
    found = check(BIJZONDER, costs_year="900", income_month="1600")
    # (1600 - 1561.406) x 0.35 x 12 = 162.0948
    assert (found.state, found.amount.text()) == (regelingen.LIKELY, "737.91")
    assert check(BIJZONDER, costs_year="176", income_month="1500").amount.text() == "176.00"
    small = check(BIJZONDER, costs_year="175.99", income_month="1500")
    assert small.state == regelingen.NO
    assert small.reasons == ("de kosten zijn niet hoger dan wat iemand zelf kan betalen",)


def test_cost_sharers_and_holiday_allowance_count_only_when_the_scheme_says_so():
    assert check(cost_sharers_A=2)["income_limit"] == Amount.euros("1013.895") * Fraction(11, 10)
    assert check({**TOESLAG, "cost_sharers_count": False}, cost_sharers_A=2)["income_limit"] == check()["income_limit"]
    without = check({**TOESLAG, "holiday_allowance_included": False})
    assert without["income_limit"] == check()["income_limit"] * Fraction(19, 20)


def test_an_amount_per_child_is_added():
    found = check({**TOESLAG, "per_child": "150"}, household="alleenstaande_ouder", children=2)
    assert found.amount.text() == "913.00"


def test_the_source_is_named_and_after_half_a_year_there_is_a_warning():
    assert [note.field for note in check().notes] == ["scheme"]
    assert "verordening van Voorbeeldstad" in check().notes[0].text_nl
    assert [note.field for note in check(day=date(2027, 1, 1)).notes] == ["scheme", "checked_on"]


@pytest.mark.parametrize(
    "found",
    [check(), check(drop=("months_low_income",)), check(income_month="3000")],
    ids=["likely", "to be asked", "no"],
)
def test_what_a_resident_reads_passes_the_gate_and_the_rest_is_told(found):
    assert readability.check(found.plain()).passes
    shown = render.as_json(found)
    assert shown["uitkomst"]["scheme"] == found.title
    assert [step.name for step in found.steps()][-1] == "granted"
    for run in found.runs:
        assert receipt.repeat(receipt.from_json(receipt.take(run).to_json()), run.plan).values == run.values


@given(st.integers(0, 300_000), st.integers(0, 200_000), st.integers(0, 100))
def test_columns_and_plain_fractions_agree_and_more_income_never_gives_more(income, costs, share):
    scheme = {**BIJZONDER, "capacity_share": f"{share / 100:.2f}"}
    money = {"income_month": Amount(income, 100).text(), "costs_year": Amount(costs, 100).text()}
    found = check(scheme, **money)
    above = max(Fraction(income, 100) - Fraction("1419.46") * Fraction(11, 10), Fraction(0))
    left = max(Fraction(costs, 100) - above * Fraction(share, 100) * 12, Fraction(0))
    assert found["costs_paid"].ratio == (left if left >= 176 else 0)
    given_columns = {
        "bijstandsnorm": np.array([141_946]), "income_month": np.array([income]), "costs_year": np.array([costs]),
        "income_pct": np.array([1_100_000]), "capacity_share": np.array([share * 10_000]),
        "threshold_year": np.array([17_600]), "pays_costs": np.array([True]),
    }  # fmt: skip
    column = columns.run(regelingen.plan_for(PARAMETERS), given_columns, ("costs_paid", "granted"))
    assert column["costs_paid"].ratio(0) == found["costs_paid"].ratio
    assert column["granted"].ratio(0) == found["granted"].ratio
    richer = check(scheme, **{**money, "income_month": Amount(income + 5_000, 100).text()})
    assert richer["granted"] <= found["granted"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"municipality": None}, "municipality"),
        ({"municipality": " "}, "municipality"),
        ({"name": 5}, "name"),
        ({"kind": "loterij"}, "kind"),
        ({"income_pct": "110"}, "income_pct"),
        ({"income_pct": "0.49"}, "income_pct"),
        ({"amounts": "veel"}, "amounts"),
        ({"amounts": {"koning": "1"}}, "koning"),
        ({"amounts": {"gehuwden": "-1"}}, "gehuwden"),
        ({"asset_limits": {"gehuwden": "1,234.56"}}, "gehuwden"),
        ({"capacity_share": "35"}, "capacity_share"),
        ({"per_child": "-1"}, "per_child"),
        ({"checked_on": "gisteren"}, "checked_on"),
        ({"months_low_income": 121}, "months_low_income"),
        ({"ages": ["50"]}, "ages"),
        ({"ages": "50"}, "ages"),
        ({"excluded": [5]}, "excluded"),
        ({"cost_sharers_count": "ja"}, "cost_sharers_count"),
        ({"kleur": "rood"}, "kleur"),
    ],
)
def test_a_scheme_that_cannot_be_is_refused_by_field(change, field):
    with pytest.raises(BadInputError) as caught:
        regelingen.read({**TOESLAG, **change})
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("home", "field"),
    [
        ({"income_month": None}, "income_month"),
        ({"income_month": "-1"}, "income_month"),
        ({"household": "samen"}, "household"),
        ({"children": 31}, "children"),
        ({"months_low_income": "lang"}, "months_low_income"),
        ({"salaris": "1"}, "salaris"),
    ],
)
def test_a_household_that_cannot_be_is_refused_by_field(home, field):
    with pytest.raises(BadInputError) as caught:
        check(**home)
    assert caught.value.field == field
