"""Remission of local taxes: the same in three ways, at every border, and refused where it cannot be."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.bijstand import twin as norm_twin

from houvast.rules import kwijtschelding, receipt
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError, NoParametersError
from houvast.rules.kwijtschelding import in_columns

ROWS = 10_000
FILES = Path(__file__).parents[3] / "src" / "houvast" / "rules" / "parameters" / "kwijtschelding"
RAW = {path.stem[:4]: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES.glob("*.yaml")}
*EARLIER, NEWEST = norm_twin.PERIODS
EVERY_PERIOD = [*(pytest.param(period, marks=pytest.mark.large) for period in EARLIER), NEWEST]
SETS = kwijtschelding.parameters_for(period="2026-01")
HOME = {
    "household": "alleenstaande",
    "age_group_self": "21_to_aow",
    "norm_pct": "1.00",
    "net_income_month": "1401.50",
    "rent_month": "700",
    "huurtoeslag_month": "420",
    "health_premium_month": "160",
    "zorgtoeslag_month": "129",
    "liquid_assets": "1200",
    "assessment": "450",
}
OUT = ("cost_of_living", "payment_capacity", "capacity_to_use", "free_liquid_assets", "assets_counted", "remission")
ZERO = Fraction(0)
money = st.integers(0, 300_000).map(lambda cents: Fraction(cents, 100))


def calculate(drop=(), sets=SETS, **more):
    return kwijtschelding.calculate({n: v for n, v in {**HOME, **more}.items() if n not in drop}, sets)


def f(node: dict) -> Fraction:
    return Fraction(node["value"])


def twin(period: str, home: dict) -> dict[str, Fraction]:
    """A second way: by the year instead of by the month, with plain ifs, read straight from the file."""
    law = RAW[period[:4]]
    cost, wealth = law["uitgaven_art15"], law["vermogen_art12"]
    two = home["has_partner"]
    living = home["norm_pct"] * norm_twin.norm(period, home)
    rent = min(home["rent_month"], f(cost["woonlasten_maximum"]))
    threshold = f(cost["woonlasten_drempel"])
    premium = home["health_premium_month"] - f(cost["normpremie_gehuwden" if two else "normpremie_alleenstaande"])
    out = [rent - threshold - home["huurtoeslag_month"], premium - home["zorgtoeslag_month"]]
    spent = sum(part for part in out if part > 0) + home["alimony_paid_month"] + home["kgb_shortfall_month"]
    left = 12 * home["net_income_month"] - 12 * spent - 12 * living
    capacity = left if left > 0 else ZERO
    free = living + home["local_extra_liquid"] + sum(part for part in (rent - threshold, premium) if part > 0)
    assets = home["other_assets"]
    if home["liquid_assets"] > free:
        assets += home["liquid_assets"] - free
    if home["car_value"] > f(wealth["auto_vrij_leidraad"]) and not home["car_indispensable"]:
        assets += home["car_value"]
    goods = f(wealth["inboedel_vrij"])
    if home["household_goods"] > goods:
        assets += home["household_goods"] - (ZERO if home["household_goods_whole"] else goods)
    remission = home["assessment"] - assets - capacity * Fraction(4, 5)
    return {
        "cost_of_living": living,
        "payment_capacity": capacity,
        "capacity_to_use": capacity * Fraction(4, 5),
        "free_liquid_assets": free,
        "assets_counted": assets,
        "remission": norm_twin.half_up(remission) if remission > 0 else ZERO,
    }


def homes(period: str) -> dict[str, np.ndarray]:
    """Made-up households; rent, premium, car and goods often stand at a border."""
    chance = np.random.default_rng(int(period.replace("-", "")))
    law = RAW[period[:4]]
    cost, wealth = law["uitgaven_art15"], law["vermogen_art12"]

    def at(*nodes):
        near = np.array([int(f(node) * 100) for node in nodes])[chance.integers(0, len(nodes), ROWS)]
        beside = near + chance.integers(-1, 2, ROWS)
        return np.where(chance.random(ROWS) < 0.5, beside, chance.integers(0, 200_000, ROWS))

    own, other = chance.integers(0, 3, ROWS), chance.integers(0, 3, ROWS)
    partner, sharing = chance.random(ROWS) < 0.5, chance.random(ROWS) < 0.3
    children = chance.random(ROWS) < 0.4
    return {
        "has_partner": partner,
        "single_parent": children & ~partner,
        "has_children": children,
        "self_young": own == 0,
        "self_aow": own == 2,
        "partner_young": partner & (other == 0),
        "partner_aow": partner & (other == 2),
        "cost_sharing": sharing,
        "cost_sharers": np.where(sharing, chance.integers(2, 7, ROWS), 1),
        "norm_pct": chance.integers(900_000, 1_000_001, ROWS),
        "net_income_month": chance.integers(50_000, 300_000, ROWS),
        "rent_month": at(cost["woonlasten_drempel"], cost["woonlasten_maximum"]),
        "huurtoeslag_month": chance.integers(0, 45_000, ROWS),
        "health_premium_month": at(cost["normpremie_alleenstaande"], cost["normpremie_gehuwden"]),
        "zorgtoeslag_month": chance.integers(0, 25_000, ROWS),
        "alimony_paid_month": chance.integers(0, 20_000, ROWS),
        "kgb_shortfall_month": chance.integers(0, 20_000, ROWS),
        "liquid_assets": chance.integers(0, 500_000, ROWS),
        "local_extra_liquid": chance.integers(0, 150_001, ROWS),
        "car_value": at(wealth["auto_vrij_leidraad"]),
        "car_indispensable": chance.random(ROWS) < 0.3,
        "household_goods": at(wealth["inboedel_vrij"]),
        "household_goods_whole": chance.random(ROWS) < 0.3,
        "other_assets": np.where(chance.random(ROWS) < 0.1, chance.integers(0, 50_000, ROWS), 0),
        "assessment": chance.integers(0, 200_000, ROWS),
    }


AGES = ("18_20", "21_to_aow", "aow")
PLAIN = {"in_institution": False, "partner_without_right": False, "parents_cannot_support": False}


@pytest.mark.parametrize("period", EVERY_PERIOD)
def test_remission_is_the_same_in_three_ways(period):
    every, sets = homes(period), kwijtschelding.parameters_for(period=period)
    found = in_columns.calculate(every, sets, OUT)
    for at in range(ROWS):
        home = {}
        for name, column in every.items():
            value = column[at].item()
            whole = isinstance(value, bool) or name == "cost_sharers"
            home[name] = value if whole else Fraction(value, 1_000_000 if name == "norm_pct" else 100)
        home["own"] = AGES[1 - home["self_young"] + home["self_aow"]]
        home["other"] = AGES[1 - home["partner_young"] + home["partner_aow"]]
        plain = twin(period, {**home, **PLAIN})
        assert {name: found[name].ratio(at) for name in OUT} == plain
        if at % 8 == 0:
            one = kwijtschelding.calculate(fields(home), sets)
            assert {name: one[name].ratio for name in OUT} == plain


def fields(home: dict) -> dict:
    """The same household as a file gives it."""
    kind = "gehuwden" if home["has_partner"] else "alleenstaande_ouder" if home["single_parent"] else "alleenstaande"
    given = {"household": kind, "age_group_self": home["own"], "has_children": home["has_children"]}
    if home["has_partner"]:
        given["age_group_partner"] = home["other"]
    if home["cost_sharing"]:
        given["cost_sharers_A"] = home["cost_sharers"]
    for name in kwijtschelding.FIELDS:
        if name in home and name not in given:
            value = home[name]
            given[name] = value if isinstance(value, bool) else Amount.of(value).text(6 if name == "norm_pct" else 2)
    return given


@given(money, money, money)
def test_remission_lies_between_nothing_and_the_assessment_and_falls_with_income_and_money(bill, income, more):
    base = calculate(net_income_month=Amount.of(income).text(), assessment=Amount.of(bill).text())
    assert 0 <= base.amount.ratio <= bill
    assert base.amount + base.to_pay == Amount.of(bill)
    richer = Amount.of(income + more).text()
    assert calculate(net_income_month=richer, assessment=Amount.of(bill).text()).amount <= base.amount
    saved = Amount.of(1200 + more).text()
    assert (
        calculate(
            net_income_month=Amount.of(income).text(), assessment=Amount.of(bill).text(), liquid_assets=saved
        ).amount
        <= base.amount
    )


@pytest.mark.parametrize(("cents", "counted"), [(-1, "0.00"), (0, "0.00"), (1, "3350.01")])
def test_a_car_a_cent_too_dear_counts_whole_unless_it_cannot_be_missed(cents, counted):
    value = Amount(335_000 + cents, 100).text()
    assert calculate(car_value=value)["assets_counted"].text() == counted
    assert calculate(car_value=value, car_indispensable=True)["assets_counted"] == 0


def test_household_goods_above_the_free_amount_count_in_two_readings():
    assert calculate(household_goods="2300")["assets_counted"].text() == "31.00"
    assert calculate(household_goods="2300", household_goods_whole=True)["assets_counted"].text() == "2300.00"
    assert calculate(household_goods="2269", household_goods_whole=True)["assets_counted"] == 0


def test_the_three_outcomes_are_told_in_words():
    assert calculate().plain().startswith("Je hoeft deze aanslag misschien niet te betalen.")
    part = calculate(liquid_assets="2062.01")
    assert (part.amount.text(), part.to_pay.text()) == ("350.00", "100.00")
    assert "€ 350,00" in part.plain() and "€ 100,00" in part.plain()
    assert calculate(net_income_month="3000").plain().startswith("Je krijgt waarschijnlijk niets kwijt.")


def test_a_result_tells_norm_and_remission_in_order_and_repeats_for_ever():
    found = calculate()
    assert found.outcome()["free_liquid_assets"] == "1962.01"
    names = [step.name for step in found.steps()]
    assert names.index("norm") < names.index("remission")
    for run in found.runs:
        kept = receipt.from_json(receipt.take(run).to_json())
        assert receipt.repeat(kept, run.plan).values == run.values


def test_what_is_not_sure_is_named():
    known = [note.field for note in calculate().notes]
    assert known == ["rent_threshold", "norm_premium", "car_free", "remission", "assessment"]
    more = [note.field for note in calculate(drop=("norm_pct",), cost_sharers_A=2, household_goods="1").notes]
    assert {"norm_pct", "cost_sharers_A", "household_goods_whole"} <= set(more)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"net_income_month": None}, "net_income_month"),
        ({"assessment": None}, "assessment"),
        ({"household": None}, "household"),
        ({"norm_pct": "0.89"}, "norm_pct"),
        ({"norm_pct": "1.01"}, "norm_pct"),
        ({"local_extra_liquid": "1500.01"}, "local_extra_liquid"),
        ({"household": "alleenstaande_ouder", "local_extra_liquid": "1800.01"}, "local_extra_liquid"),
        ({"household": "gehuwden", "local_extra_liquid": "2000.01"}, "local_extra_liquid"),
        ({"age_group_partner": "aow"}, "age_group_partner"),
        ({"car_value": "1,234.56"}, "car_value"),
        ({"bijstandsnorm": "1"}, "bijstandsnorm"),
        ({"in_institution": True}, "in_institution"),
    ],
)
def test_what_cannot_be_is_refused_by_field(fields, field):
    with pytest.raises(BadInputError) as caught:
        calculate(**fields)
    assert caught.value.field == field


def test_a_column_that_does_not_exist_is_refused_by_name():
    with pytest.raises(BadInputError, match="koffie"):
        in_columns.calculate({"koffie": np.array([1])}, SETS)


def test_the_half_year_must_be_named():
    assert kwijtschelding.parameters_for(date(2026, 8, 1)).norms.period == "2026-07"
    with pytest.raises(BadInputError, match="halve jaar"):
        kwijtschelding.parameters_for(period="2026")
    with pytest.raises(BadInputError, match="day"):
        kwijtschelding.parameters_for()
    with pytest.raises(NoParametersError):
        kwijtschelding.parameters_for(period="2021-01")
