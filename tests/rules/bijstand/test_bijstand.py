"""Assistance: norms as the law and published tables say, and the same sum in three ways."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.bijstand import twin

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import bijstand, receipt, render
from houvast.rules.amount import Amount
from houvast.rules.bijstand import in_columns
from houvast.rules.errors import BadInputError, NoParametersError

ROWS = 10_000
*EARLIER, NEWEST = twin.PERIODS
EVERY_PERIOD = [*(pytest.param(period, marks=pytest.mark.large) for period in EARLIER), NEWEST]
P2026 = bijstand.parameters_for(period="2026-07")
ALONE = {"household": "alleenstaande", "age_group_self": "21_to_aow"}
TWO = {"household": "gehuwden", "age_group_self": "21_to_aow"}
OUT = ("norm", "norm_excl_vt", "exempt", "net_assets", "above_limit", "home_equity_above", "bijstand")
money = st.integers(0, 400_000).map(lambda cents: Fraction(cents, 100))


def calculate(period=None, **fields):
    parameters = bijstand.parameters_for(period=period) if period else P2026
    return bijstand.calculate({**ALONE, **fields}, parameters)


def homes(period: str) -> dict[str, np.ndarray]:
    """Made-up households of every kind; a third of the money stands at a border."""
    chance = np.random.default_rng(int(period.replace("-", "")))
    own, other = chance.integers(0, 3, ROWS), chance.integers(0, 3, ROWS)
    partner, inside = chance.random(ROWS) < 0.5, chance.random(ROWS) < 0.1
    children = chance.random(ROWS) < 0.4
    sharing = ~inside & (chance.random(ROWS) < 0.3)
    limits = twin.RAW[period]["vermogen_art34"]
    near = np.array([int(Fraction(node["value"]) * 100) for node in limits.values()])
    bank = np.where(chance.random(ROWS) < 0.5, near[chance.integers(0, 3, ROWS)] + chance.integers(-1, 2, ROWS), 0)
    norms = twin.RAW[period]["norms"]
    norm = int(Fraction(norms["art21a_alleenstaande_of_alleenstaande_ouder"]["value"]) * 100)
    income = np.where(chance.random(ROWS) < 0.3, norm + chance.integers(-1, 2, ROWS), chance.integers(0, 250_000, ROWS))
    some = chance.random(ROWS)
    return {
        "has_partner": partner,
        "single_parent": children & ~partner,
        "has_children": children,
        "self_young": own == 0,
        "self_aow": own == 2,
        "partner_young": partner & (other == 0),
        "partner_aow": partner & (other == 2),
        "in_institution": inside,
        "partner_outside": inside & partner & (some < 0.5),
        "cost_sharing": sharing,
        "cost_sharers": np.where(sharing, chance.integers(1, 16, ROWS), 1),
        "parents_cannot_support": ~partner & (own == 0) & (some < 0.5),
        "partner_without_right": partner & ~inside & ~sharing & (some < 0.3),
        "kgb_single_parent_extra_year": chance.integers(0, 350_000, ROWS),
        "lowering_month": np.where(some < 0.1, chance.integers(0, 40_000, ROWS), 0),
        "measure_share": np.where(some > 0.95, 300_000, 0),
        "other_net_income_month_incl_vt": np.where(some < 0.4, income, 0),
        "net_earnings_month_incl_vt": np.where(some > 0.3, income, 0),
        "exemption_25pct_applies": chance.random(ROWS) < 0.5,
        **({"exempt_25pct_max_month": np.full(ROWS, 27_000)} if period < "2025-07" else {}),
        "bank_balance": bank,
        "other_assets": np.where(some < 0.2, 150_000, 0),
        "debts": np.where(some < 0.5, chance.integers(0, 2_000_000, ROWS), 0),
        "home_equity": np.where(some > 0.7, near[3] + chance.integers(-1, 2, ROWS), 0),
    }


AGES = ("18_20", "21_to_aow", "aow")


@pytest.mark.parametrize("period", EVERY_PERIOD)
def test_assistance_is_the_same_in_three_ways(period):
    every, parameters = homes(period), bijstand.parameters_for(period=period)
    plan = bijstand.plan_for(parameters)
    found = in_columns.calculate(every, parameters, OUT)
    for at in range(ROWS):
        home = {}
        for name, column in every.items():
            value = column[at].item()
            whole = isinstance(value, bool) or name == "cost_sharers"
            home[name] = value if whole else Fraction(value, 1_000_000 if name == "measure_share" else 100)
        run = plan.run(home)
        mine = {name: run[name].ratio for name in OUT}
        assert {name: found[name].ratio(at) for name in OUT} == mine
        home["own"] = AGES[1 - home["self_young"] + home["self_aow"]]
        home["other"] = AGES[1 - home["partner_young"] + home["partner_aow"]]
        assert twin.assistance(period, home) == mine


@pytest.mark.parametrize("period", twin.PERIODS)
def test_the_amounts_of_article_20_are_the_sums_the_law_makes_them_of(period):
    norms = twin.RAW[period]["norms"]
    young = {name: twin.f(node) for name, node in norms["art20_under21"].items()}
    half, child = twin.f(norms["art21b_gehuwden"]) / 2, twin.f(norms["art22a_lid3_amounts"]["a"])
    single = young["lid1a_alleenstaande_zonder_kind"]
    assert young["lid2a_alleenstaande_ouder"] == twin.f(norms["art22a_lid3_amounts"]["b"]) == single
    assert young["lid1b_gehuwden_beiden_onder21_zonder_kind"] == 2 * single
    cent = Fraction(1, 100)
    assert abs(young["lid1c_gehuwden_een_21plus_zonder_kind"] - single - half) < cent
    assert young["lid2b_gehuwden_beiden_onder21_met_kind"] == child + single
    assert abs(young["lid2c_gehuwden_een_21plus_met_kind"] - child - half) < cent


@pytest.mark.parametrize("period", twin.PERIODS)
def test_the_derived_cost_sharer_norms_of_the_file_come_out(period):
    for count in (2, 3, 4, 5):
        for age, ending in (("21_to_aow", "below_aow"), ("aow", "aow")):
            table = twin.RAW[period]["kostendelersnorm_art22a"][f"A{count}_{ending}_per_person"]
            run = calculate(period, age_group_self=age, cost_sharers_A=count)
            assert run.norm.rounded_half_up(2).ratio == twin.f(table)


@pytest.mark.parametrize("period", twin.PERIODS)
def test_the_norms_are_those_under_the_vtlb(period):
    here, there = bijstand.parameters_for(period=period), bvv.parameters_for(period=period)
    for mine, theirs in (
        ("norms.art21a_alleenstaande_of_alleenstaande_ouder", "A_art21a_alleenstaande_of_alleenstaande_ouder"),
        ("norms.art21b_gehuwden", "B_art21b_gehuwden"),
        ("norms.art23_inrichting.lid1_alleenstaande", "art23_inrichting.lid1_alleenstaande"),
        ("norms.art23_inrichting.lid2_zorgpremie_gehuwden", "art23_inrichting.lid2_zorgpremie_gehuwden"),
    ):
        assert here.amount(mine) == there.amount(f"participatiewet.{theirs}")


@given(st.sampled_from(twin.PERIODS), money, money, st.integers(1, 15), st.sampled_from(AGES))
def test_assistance_never_falls_below_zero_nor_above_the_norm_and_falls_with_income(period, pay, other, count, age):
    home = {"age_group_self": age, "cost_sharers_A": count}
    money_in = {"net_earnings_month_incl_vt": Amount.of(pay).text(), "other_net_income_month_incl_vt": "0"}
    before = calculate(period, **home, **money_in)
    after = calculate(period, **home, **{**money_in, "other_net_income_month_incl_vt": Amount.of(other).text()})
    assert 0 <= after.amount.ratio <= before.amount.ratio <= before.norm.rounded_half_up(2).ratio


@given(st.sampled_from(twin.PERIODS), st.integers(2, 14))
def test_more_sharers_is_never_a_higher_norm_for_each(period, count):
    assert calculate(period, cost_sharers_A=count + 1).norm < calculate(period, cost_sharers_A=count).norm


@pytest.mark.parametrize(("cents", "passes"), [(-1, True), (0, True), (1, False)])
@pytest.mark.parametrize("household", bijstand.HOUSEHOLDS)
def test_a_cent_decides_at_the_limit_of_the_assets(household, cents, passes):
    limit = 800_000 if household == "alleenstaande" else 1_600_000
    found = calculate(household=household, bank_balance=Amount(limit + cents, 100).text())
    assert (found.passes, found.amount > 0, found.outcome()["passes_cash_test"]) == (passes, passes, passes)
    assert ("te veel geld" in found.plain()) is not passes


def test_an_income_a_cent_below_at_and_above_the_norm():
    norm = Amount.euros("1419.46")
    cents = [calculate(other_net_income_month_incl_vt=(norm + Amount(c, 100)).text()).amount for c in (-1, 0, 1)]
    assert cents == [Amount(1, 100), Amount(0), Amount(0)]


def test_young_people_without_parents_who_can_pay_get_more_from_2026():
    young = {"age_group_self": "18_20", "parents_cannot_support": True}
    assert calculate("2025-07", **young).norm.text() == "337.98"
    assert calculate(**young).norm.text() == "1112.66"


def test_a_partner_without_right_halves_the_norm_and_from_2026_adds_the_extra_of_the_child():
    home = {**TWO, "partner_without_right": True, "has_children": True, "kgb_single_parent_extra_year": "3416"}
    assert calculate("2025-07", **home).norm.text() == "977.90"
    assert calculate(**home).norm == Amount.euros("1013.895") + Amount(3416, 12)


def test_one_of_two_in_an_institution_is_two_single_norms():
    home = {**TWO, "in_institution": True}
    assert calculate(**home, partner_outside=True).norm.text() == "1915.90"
    assert calculate(**home).norm.text() == "805.11"


def test_the_other_exemptions_have_their_own_part_and_ceiling():
    pay = {"net_earnings_month_incl_vt": "1200"}
    assert calculate(**pay, exemption_12_5pct_applies=True)["exempt"].text() == "150.00"
    assert calculate(**pay, exemption_15pct_applies=True)["exempt"].text() == "180.00"
    high_pay = {"net_earnings_month_incl_vt": "1900"}
    assert calculate(**high_pay, exemption_12_5pct_applies=True)["exempt"].text() == "177.66"
    assert calculate(**high_pay, exemption_15pct_applies=True)["exempt"].text() == "180.19"
    older = calculate("2025-07", **high_pay, exemption_15pct_applies=True, exempt_15pct_max_month="170.18")
    assert older["exempt"].text() == "170.18"


def test_what_is_a_setting_or_not_sure_is_named():
    plain = calculate("2025-01", bank_balance="100", exemption_25pct_applies=True, exempt_25pct_max_month="270")
    assert [note.field for note in plain.notes] == [
        "norm_excl_vt", "exempt_25pct_max_month", "exempt", "bank_balance",
    ]  # fmt: skip
    settings = calculate(lowering_month="100", measure_share="0.30")
    assert [n.field for n in settings.notes] == ["norm_excl_vt", "art34a_in_force", "lowering_month", "measure_share"]
    assert settings.amount.text() == "893.62"
    assert "Let op: art34a_in_force" in render.summary(settings)


def test_a_result_tells_its_steps_and_repeats_for_ever():
    found = calculate()
    assert (found.norm.text(), found.amount.text()) == ("1419.46", "1419.46")
    assert "€ 1.419,46" in found.plain()
    assert (
        calculate(other_net_income_month_incl_vt="2000").plain() == "Je hebt genoeg inkomen. Je krijgt geen bijstand."
    )
    assert [step.name for step in found.steps() if step.kind == "figure"][-1] == "bijstand"
    kept = receipt.from_json(receipt.take(found.run).to_json())
    assert receipt.repeat(kept, bijstand.plan_for(P2026)).values == found.run.values


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"household": "samen"}, "household"),
        ({"age_group_self": "50"}, "age_group_self"),
        ({"age_group_partner": "aow"}, "age_group_partner"),
        ({**TWO, "age_group_partner": "12"}, "age_group_partner"),
        ({"cost_sharers_A": 0}, "cost_sharers_A"),
        ({"cost_sharers_A": 16}, "cost_sharers_A"),
        ({"cost_sharers_A": 2, "in_institution": True}, "cost_sharers_A"),
        ({"partner_outside": True}, "partner_outside"),
        ({"partner_outside": True, "in_institution": True}, "partner_outside"),
        ({"partner_without_right": True}, "partner_without_right"),
        ({**TWO, "partner_without_right": True, "cost_sharers_A": 3}, "partner_without_right"),
        ({**TWO, "partner_without_right": True, "in_institution": True}, "partner_without_right"),
        ({"parents_cannot_support": True}, "parents_cannot_support"),
        ({**TWO, "age_group_self": "18_20", "parents_cannot_support": True}, "parents_cannot_support"),
        ({"exemption_25pct_applies": True, "exemption_15pct_applies": True}, "exemption_15pct_applies"),
        ({"exempt_25pct_max_month": "100"}, "exempt_25pct_max_month"),
        ({"bank_balance": "1,234.56"}, "bank_balance"),
        ({"salaris": "1"}, "salaris"),
        ({"self_aow": True}, "self_aow"),
    ],
)
def test_a_household_that_cannot_be_is_refused_by_field(fields, field):
    with pytest.raises(BadInputError) as caught:
        calculate(**fields)
    assert caught.value.field == field


def test_an_exemption_without_a_known_amount_asks_for_it():
    with pytest.raises(BadInputError, match="exempt_25pct_max_month"):
        calculate("2025-01", exemption_25pct_applies=True)


def test_the_half_year_is_named_or_follows_from_a_day():
    assert bijstand.parameters_for(date(2026, 7, 1)) is P2026
    with pytest.raises(BadInputError, match="day"):
        bijstand.parameters_for()
    with pytest.raises(NoParametersError):
        bijstand.parameters_for(period="2026")


def test_a_norm_of_a_period_without_figures_is_shared_the_same_way():
    married = Amount.euros("1738.02")
    assert bijstand.norm_of_other_period(married, 4, couple=False).rounded_half_up(2).text() == "695.21"
    assert bijstand.norm_of_other_period(married, 3, couple=True) == married * Fraction(26, 30)


def test_the_asset_test_stands_by_itself():
    run = bijstand.asset_test({"household": "gehuwden", "bank_balance": "17000", "debts": "500"}, P2026)
    assert (run["limit"], run["net_assets"], run["above_limit"]) == (Amount(16_000), Amount(16_500), Amount(500))
