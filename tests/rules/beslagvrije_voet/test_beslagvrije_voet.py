"""The beslagvrije voet agrees with a second way of counting, and moves as the law says."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.rules.beslagvrije_voet import twin

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import parameter_sets, receipt
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError, NoParametersError
from houvast.rules.plans import build

periods = st.sampled_from(twin.PERIODS)
situations = st.sampled_from(sorted(bvv.SITUATIONS))
singles = st.sampled_from(["alleenstaande", "alleenstaande_ouder"])
couples = st.sampled_from(["gehuwd_zonder_kinderen", "gehuwd_met_kinderen"])
incomes = st.integers(0, 15_000_000).map(lambda cents: Fraction(cents, 100))
months = st.integers(0, 800_000).map(lambda cents: Fraction(cents, 100))


def text(value: Fraction) -> str:
    return Amount.of(value).text()


def calculate(period, situation, income, own, **more):
    fields = {"situation": situation, "taxable_income_year": text(income), "own_net_income_month_incl_vt": text(own)}
    return bvv.calculate({**fields, **more}, bvv.parameters_for(period=period))


@given(periods, situations, incomes)
def test_art_475da_agrees_with_the_second_way(period, situation, income):
    run = bvv.formula({"situation": situation, "taxable_income_year": text(income)}, bvv.parameters_for(period=period))
    for name, value in twin.parts(period, situation, income).items():
        assert run[name].ratio == value, name


@given(periods, situations, incomes, months, months, months)
def test_the_whole_calculation_agrees_with_the_second_way(period, situation, income, own, partner, other):
    more = {"own_other_unseized_income_month": text(other)}
    if situation.startswith("gehuwd"):
        more["partner_unseized_income_month"] = text(partner)
    else:
        partner = Fraction(0)
    found = calculate(period, situation, income, own, **more)
    assert (found.amount.ratio, found.seizable.ratio) == twin.voet(period, situation, income, own, partner, other)


def borders(period: str) -> list[Fraction]:
    """Every income at which a bracket begins, one cent below and above it included."""
    law = twin.RAW[period]
    points = [twin.f(law["zorgtoeslag"]["D_drempelinkomen"])]
    points.append(points[0] + twin.f(law["kindgebonden_budget"]["L_partner_threshold_extra"]))
    for kind in ("eenpersoons", "meerpersoons"):
        points.append(twin.f(law["huurtoeslag"][kind]["minimum_income_point"]))
    points += [twin.f(v) for v in law["beslagvrije_voet"]["max_point_C_star"].values()]
    points += [twin.f(v) for v in law["beslagvrije_voet"]["woonkosten_income_thresholds_475da_lid7"].values()]
    cents = [Fraction(int(point * 100), 100) for point in points]
    return [point + Fraction(step, 100) for point in cents for step in (-1, 0, 1)]


@pytest.mark.parametrize("period", twin.PERIODS)
def test_every_border_agrees_a_cent_below_on_and_above(period):
    for income in borders(period):
        for situation in bvv.SITUATIONS:
            found = calculate(period, situation, income, Fraction(3000))
            assert (found.amount.ratio, found.seizable.ratio) == twin.voet(period, situation, income, Fraction(3000))


@given(periods, situations, incomes, incomes)
def test_more_income_never_gives_a_lower_part(period, situation, a, b):
    less, more = sorted((a, b))
    names = ("zorg_deel", "kgb_deel", "after_475da")
    low, high = (calculate(period, situation, income, Fraction(0)) for income in (less, more))
    # Until 2025 the rent curve can fall a little below its lowest point; from there on it only rises.
    if period < "2026":
        assume(less > twin.f(twin.RAW[period]["huurtoeslag"]["meerpersoons"]["minimum_income_point"]))
    for name in names:
        assert low[name] <= high[name]


@given(periods, situations, incomes, months, months)
def test_more_own_income_never_leaves_less(period, situation, income, a, b):
    less, more = sorted((a, b))
    low, high = (calculate(period, situation, income, own) for own in (less, more))
    assert low.amount <= high.amount
    assert low.seizable <= high.seizable


@given(periods, couples, incomes, months)
def test_income_of_the_partner_takes_away_at_most_half(period, situation, income, partner):
    whole = calculate(period, situation, income, Fraction(20_000))
    less = calculate(period, situation, income, Fraction(20_000), partner_unseized_income_month=text(partner))
    assert less.amount * 2 + Amount(1, 100) >= whole["after_475da"]


@given(periods, situations, incomes, months)
def test_the_voet_and_what_may_be_seized_are_the_income_or_nothing_is_seized(period, situation, income, own):
    found = calculate(period, situation, income, own)
    assert found.amount + found.seizable == own or found.seizable == 0
    assert found.amount <= Amount.of(own * Fraction(19, 20)) + Amount(1, 200)


@given(periods, situations, incomes, months)
def test_a_stored_calculation_repeats_to_the_cent(period, situation, income, own):
    found = calculate(period, situation, income, own)
    kept = receipt.from_json(receipt.take(found.run).to_json())
    assert receipt.repeat(kept, bvv.plan_for(bvv.parameters_for(period=period))).values == found.run.values


def test_each_parameter_changed_alone_moves_only_what_is_downstream():
    parameters = bvv.parameters_for(period="2026-07")
    wanted = [name for name in bvv.book.figures]
    plan = build(bvv.book, wanted, parameters=parameters, day=parameters.valid_from)
    downstream = {name: {name} for name in bvv.book.parameters}
    for figure, _ in plan.figures:
        for reached in downstream.values():
            if reached & set(figure.inputs):
                reached.add(figure.name)
    values = {
        "has_partner": True,
        "has_children": True,
        "taxable_income_year": 45000,
        "own_net_income_month_incl_vt": 3000,
    }
    before = plan.run(values)
    moved_once = set()
    for place, name in enumerate(plan.names):
        if name not in bvv.book.parameters:
            continue
        given = list(plan.given)
        given[place - len(plan.inputs)] = given[place - len(plan.inputs)] * Fraction(101, 100)
        after = type(plan)(plan.book, plan.parameters, plan.names, plan.inputs, tuple(given), plan.figures).run(values)
        moved = {n for n, x, y in zip(plan.names, before.values, after.values, strict=True) if x != y}
        assert moved <= downstream[name]
        assert name in moved
        moved_once |= moved
    assert "beslagvrije_voet" in moved_once


HOME = {"situation": "alleenstaande", "taxable_income_year": "30000", "own_net_income_month_incl_vt": "2600"}


def voet(**more):
    return bvv.calculate({**HOME, **more}, bvv.parameters_for(period="2026-07"))


def test_high_housing_costs_raise_the_voet_only_when_asked():
    plain = voet()["after_raises"]
    assert voet(woonkosten_month="1200.00")["after_raises"] == plain
    raised = voet(woonkosten_month="1200.00", housing_raise_requested=True)
    assert raised["after_raises"] - plain == Amount.euros("173.777")
    assert voet(woonkosten_month="1026.22", housing_raise_requested=True)["after_raises"] == plain


def test_a_raise_may_pass_the_maximum_unless_the_setting_says_no():
    rich = {"taxable_income_year": "90000", "housing_raise_lid7_month": "100"}
    assert voet(**rich)["after_raises"] == Amount.euros("2308.48")
    assert voet(**rich, raise_may_pass_maximum=False)["after_raises"] == Amount.euros("2208.48")


def test_parts_below_zero_count_only_when_the_setting_says_so():
    poor = {"taxable_income_year": "20000"}
    assert voet(**poor)["huur_deel"] == 0
    assert voet(**poor, parts_not_below_zero=False)["huur_deel"] < 0


def test_special_situations_have_their_own_voet():
    assert voet(no_brp_address=True)["own_situation"] == Amount.euros("2027.79") * Fraction(475, 1000)
    assert voet(country_factor="0.5")["own_situation"] * 2 == voet()["own_situation"]
    institution = voet(in_institution=True, price_due_month="500")["own_situation"]
    assert institution == 500 + Amount.euros("449.44") * Fraction(2, 3) + 47
    assert voet(company_car_tax_month="100")["after_475db"] == voet()["after_475db"] - 100
    benefit = voet(assistance_benefit_475dc=True, applicable_norm_month="1000", other_income_art32_month="50")
    assert benefit["cap_475dc"] == Amount(900)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"situation": "samen"}, "situation"),
        ({"situation": None}, "situation"),
        ({"partner_unseized_income_month": "1"}, "partner_unseized_income_month"),
        ({"no_brp_address": True, "in_institution": True}, "in_institution"),
        ({"taxable_income_year": None}, "taxable_income_year"),
        ({"taxable_income_year": "-1"}, "taxable_income_year"),
        ({"own_net_income_month_incl_vt": "1,234.56"}, "own_net_income_month_incl_vt"),
        ({"own_net_income_month_incl_vt": "1000000.01"}, "own_net_income_month_incl_vt"),
        ({"no_brp_address": "ja"}, "no_brp_address"),
        ({"has_partner": True}, "has_partner"),
        ({"salaris": "1"}, "salaris"),
    ],
)
def test_a_household_that_cannot_be_is_refused_by_field(more, field):
    with pytest.raises(BadInputError) as caught:
        voet(**more)
    assert caught.value.field == field


def test_a_missing_field_is_asked_for():
    with pytest.raises(BadInputError, match="vul in: belastbaar jaarinkomen"):
        bvv.calculate({"situation": "alleenstaande"}, bvv.parameters_for(period="2026-07"))


def test_the_parameters_of_a_day_or_a_period():
    assert bvv.parameters_for(date(2026, 11, 24)).period == "2026-07"
    with pytest.raises(NoParametersError):
        bvv.parameters_for(date(2027, 1, 1))
    with pytest.raises(BadInputError, match="day"):
        bvv.parameters_for()


def test_one_voet_is_spread_over_several_payments_to_the_cent():
    def shares(voet_text, *payments):
        found = bvv.spread(Amount.euros(voet_text), [Amount.euros(p) for p in payments])
        return [share.text() for share in found]

    assert shares("1500.00", "1200.00", "800.00") == ["900.00", "600.00"]
    assert shares("100.00", "100", "100", "100") == ["33.34", "33.33", "33.33"]
    assert shares("0", "5", "0") == ["0.00", "0.00"]


@pytest.mark.parametrize(
    ("voet_text", "payments"),
    [("10", []), ("10", ["0"]), ("10", ["-1", "20"]), ("10.005", ["20"]), ("30", ["20"])],
)
def test_a_spread_that_cannot_be_is_refused(voet_text, payments):
    with pytest.raises(BadInputError):
        bvv.spread(Amount.euros(voet_text), [Amount.euros(p) for p in payments])


def test_a_seizure_that_takes_too_much_is_found_with_the_facts_for_a_letter():
    found = voet()
    months_held = bvv.months_between(date(2026, 8, 24), date(2026, 11, 24))
    check = bvv.check_seizure(found, found.seizable + Amount(50), months_held, "Deurwaarder Voorbeeld")
    assert (months_held, check.too_much_month.text(), check.too_much_total.text()) == (4, "50.00", "200.00")
    assert check.facts() == {
        "beslagvrije_voet": "1.499,45",
        "mag_beslagen_worden": "1.100,55",
        "ingehouden": "1.150,55",
        "te_veel_per_maand": "50,00",
        "te_veel_totaal": "200,00",
        "maanden": "4",
        "door": "Deurwaarder Voorbeeld",
        "periode": "2026-07",
        "wet": "Rv art. 475b-475i",
    }
    assert bvv.check_seizure(found, Amount(10), 1, "x").too_much_month == 0


def test_a_seizure_that_cannot_be_is_refused():
    for held, number in ((Amount(-1), 1), (Amount(5000), 1), (Amount(1), 0), (Amount(1), 601)):
        with pytest.raises(BadInputError):
            bvv.check_seizure(voet(), held, number, "x")
    with pytest.raises(BadInputError, match="toekomst"):
        bvv.months_between(date(2026, 2, 1), date(2026, 1, 31))


def test_the_explanation_holds_every_step_with_law_or_source():
    for step in voet().steps():
        assert step.law or step.source
        assert step.shown
    assert bvv.settings_status()[0][1] == "U"
    assert voet().compensatiekop == voet()["compensatiekop"]


@pytest.mark.parametrize("period", twin.PERIODS)
def test_the_threshold_of_lid_7_is_where_the_rent_function_reaches_the_ceiling(period):
    parameters = parameter_sets.of_period("vtlb", period)
    for multi in (False, True):
        income = bvv.lid7_threshold(multi, parameters).ratio
        kind = twin.RAW[period]["huurtoeslag"]["meerpersoons" if multi else "eenpersoons"]

        def gross(c, kind=kind):
            if "factor_a" in kind:
                return c * (twin.f(kind["factor_a"]) * c + twin.f(kind["factor_b"]))
            return (c - twin.f(kind["minimum_income_point"])) * twin.f(kind["afbouw_share"]) / 12

        ceiling = twin.f(twin.RAW[period]["huurtoeslag"]["maximale_normhuur_lid9"])
        assert gross(income - Fraction(1, 100)) < ceiling < gross(income + Fraction(1, 100))


@given(periods, st.booleans(), incomes, incomes)
def test_zorgtoeslag_falls_with_income_and_ends_at_its_ceiling(period, couple, a, b):
    parameters = parameter_sets.of_period("vtlb", period)
    less, more = sorted((a, b))
    found = [bvv.zorgtoeslag_month(couple, Amount.of(x), parameters) for x in (less, more)]
    assert found[0] >= found[1] >= 0
    ceiling = bvv.income_ceiling(couple, parameters)
    assert bvv.zorgtoeslag_month(couple, ceiling - 1, parameters) >= 1
    assert bvv.zorgtoeslag_month(couple, ceiling + Amount(1, 10), parameters) == 0
    assert bvv.premium_without_correction(couple, parameters) > 0
