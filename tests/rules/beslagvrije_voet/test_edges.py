"""Edges of the beslagvrije voet outside the formula: ranges, terms, spreading, rounding, the seizure."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules.amount import Amount
from houvast.rules.beslagvrije_voet.zorgtoeslag import book as premium_book
from houvast.rules.errors import BadInputError

PARAMETERS = bvv.parameters_for(period="2026-07")
CENT = Amount(1, 100)


def with_figures(parameters, **changes):
    """The same set with other figures."""
    entries = dict(parameters.entries)
    for path, value in changes.items():
        entries[path] = replace(entries[path], value=Fraction(value))
    return replace(parameters, entries=entries)


def test_the_range_of_every_input_is_as_written_down():
    euro = ("0", "0", "1000000")
    shown = {
        i.name: (str(i.default), str(i.lowest), str(i.highest)) for i in bvv.book.inputs.values() if i.unit != "flag"
    }
    assert shown == {
        "taxable_income_year": ("None", "0", "100000000"),
        "own_net_income_month_incl_vt": ("None", "0", "1000000"),
        "own_other_unseized_income_month": euro,
        "partner_unseized_income_month": euro,
        "company_car_tax_month": euro,
        "woonkosten_month": euro,
        "housing_raise_lid7_month": euro,
        "country_factor": ("1", "0", "100000000"),
        "price_due_month": euro,
        "applicable_norm_month": euro,
        "other_income_art32_month": euro,
    }
    flags = {i.name: i.default for i in bvv.book.inputs.values() if i.unit == "flag"}
    assert flags == {
        "has_partner": None,
        "has_children": None,
        "housing_raise_requested": False,
        "raise_may_pass_maximum": True,
        "parts_not_below_zero": True,
        "no_brp_address": False,
        "in_institution": False,
        "assistance_benefit_475dc": False,
    }
    assert [(i.name, i.default) for i in premium_book.inputs.values()] == [
        ("couple", None), ("highest_zorgtoeslag_year", None)]  # fmt: skip


@pytest.mark.parametrize("period", ["2024-01", "2025-07", "2026-01", "2026-07"])
def test_the_threshold_of_lid_7_is_rounded_half_up_to_the_cent(period):
    """Reckoned a second way, in decimals of sixty digits, for many ceilings."""
    parameters, context = bvv.parameters_for(period=period), Context(prec=60)
    for cents in range(60_000, 60_040):
        changed = with_figures(parameters, **{"huurtoeslag.maximale_normhuur_lid9": Fraction(cents, 100)})
        ceiling = Decimal(cents) / 100
        for multi, kind in ((False, "eenpersoons"), (True, "meerpersoons")):

            def law(name, kind=kind):
                value = parameters.amount(f"huurtoeslag.{kind}.{name}").ratio
                return context.divide(Decimal(value.numerator), Decimal(value.denominator))

            if period < "2026":
                a, b = law("factor_a"), law("factor_b")
                root = context.sqrt(context.add(context.multiply(b, b), context.multiply(4 * a, ceiling)))
                income = context.divide(root - b, 2 * a)
            else:
                income = law("minimum_income_point") + context.divide(12 * ceiling, law("afbouw_share"))
            shown = income.quantize(Decimal("0.01"), ROUND_HALF_UP, context)
            assert bvv.lid7_threshold(multi, changed).text() == str(shown)


def voet(own="2000"):
    home = {"situation": "alleenstaande", "taxable_income_year": "30000", "own_net_income_month_incl_vt": own}
    return bvv.calculate(home, PARAMETERS)


def test_a_seizure_is_checked_from_nothing_to_the_whole_income():
    nothing = bvv.check_seizure(voet(), Amount(0), 1, "x")
    assert (nothing.too_much_month, nothing.too_much_total) == (Amount(0), Amount(0))
    allowed = voet().seizable
    assert bvv.check_seizure(voet(), allowed, 600, "x").too_much_month == Amount(0)
    more = bvv.check_seizure(voet(), allowed + CENT, 600, "x")
    assert (more.too_much_month, more.too_much_total) == (CENT, Amount(6))
    assert bvv.check_seizure(voet(), Amount(2000), 1, "x").too_much_month == Amount(2000) - allowed
    for held, months in ((Amount(0) - CENT, 1), (Amount(2000) + CENT, 1), (Amount(1), 0), (Amount(1), 601)):
        with pytest.raises(BadInputError):
            bvv.check_seizure(voet(), held, months, "x")


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [(date(2026, 1, 1), date(2026, 1, 1), 1), (date(2026, 1, 31), date(2026, 2, 1), 2),
     (date(2025, 11, 5), date(2026, 2, 4), 4), (date(2024, 1, 1), date(2026, 12, 31), 36)],
)  # fmt: skip
def test_paydays_are_counted_by_month(since, until, months):
    assert bvv.months_between(since, until) == months


def test_a_seizure_does_not_begin_after_its_end():
    with pytest.raises(BadInputError, match="“since”"):
        bvv.months_between(date(2026, 1, 2), date(2026, 1, 1))


def test_one_voet_may_take_all_payments_and_not_a_cent_more():
    assert bvv.spread(Amount(10), [Amount(4), Amount(6), Amount(0)]) == [Amount(4), Amount(6), Amount(0)]
    assert bvv.spread(Amount(0), [Amount(4)]) == [Amount(0)]
    assert bvv.spread(Amount(1), [Amount(1), Amount(1), Amount(1)]) == [
        Amount(34, 100),
        Amount(33, 100),
        Amount(33, 100),
    ]
    for wrong, payments in ((Amount(10) + CENT, [Amount(10)]), (Amount(1, 1000), [Amount(1)]), (Amount(0), [Amount(0)]),
                            (Amount(1), [Amount(5), Amount(-1)])):  # fmt: skip
        with pytest.raises(BadInputError):
            bvv.spread(wrong, payments)


def test_the_highest_zorgtoeslag_is_one_or_two_premiums_less_the_norm():
    """Reckoned from the file: 2 x S - n x D for partners, S - n x D for one; a month in whole euros, cut."""
    for period in ("2024-01", "2025-07", "2026-07"):
        parameters = bvv.parameters_for(period=period)
        law = {name: parameters.amount(f"zorgtoeslag.{name}").ratio for name in
               ("S_standaardpremie", "D_whole_euros", "norm_pct_alleenstaande", "norm_pct_partners")}  # fmt: skip
        for couple, persons, norm in ((False, 1, "norm_pct_alleenstaande"), (True, 2, "norm_pct_partners")):
            year = persons * law["S_standaardpremie"] - law[norm] * law["D_whole_euros"]
            assert bvv.zorgtoeslag_month(couple, Amount(0), parameters) == int(year + Fraction(1, 2)) // 12


@pytest.mark.parametrize("couple", [False, True])
def test_zorgtoeslag_stops_where_less_than_the_smallest_year_amount_is_left(couple):
    ceiling = bvv.income_ceiling(couple, PARAMETERS)
    assert bvv.zorgtoeslag_month(couple, ceiling - Amount(1), PARAMETERS) > 0
    assert bvv.zorgtoeslag_month(couple, ceiling + Amount(1), PARAMETERS) == 0
    assert bvv.zorgtoeslag_month(couple, Amount(0), PARAMETERS) == bvv.zorgtoeslag_month(
        couple, PARAMETERS.amount("zorgtoeslag.D_whole_euros"), PARAMETERS
    )


def test_a_day_needs_a_set_and_a_period_a_name():
    assert bvv.parameters_for(date(2026, 7, 1)).period == "2026-07"
    assert bvv.parameters_for(date(2026, 6, 30)).period == "2026-01"
    with pytest.raises(BadInputError, match="“day”"):
        bvv.parameters_for()


GIVEN = {"situation": "alleenstaande", "taxable_income_year": "30000", "own_net_income_month_incl_vt": "2000",
         "held_back_month": "900"}  # fmt: skip


def test_how_long_is_months_or_two_days_and_never_both():
    assert bvv.check_given({**GIVEN, "months": 3}, PARAMETERS).months == 3
    days = {"since": "2026-01-15", "until": date(2026, 3, 1)}
    found = bvv.check_given({**GIVEN, **days}, PARAMETERS)
    assert (found.months, found.by) == (3, "onbekend")
    assert bvv.check_given({**GIVEN, "months": 600, "by": "X"}, PARAMETERS).by == "X"
    for wrong in ({}, {"since": "2026-01-15"}, {"until": "2026-01-15"}, {**days, "months": 3}, {"months": 0},
                  {"months": 601}, {"months": 3, "since": "2026-01-15"}):  # fmt: skip
        with pytest.raises(BadInputError, match="“months”"):
            bvv.check_given({**GIVEN, **wrong}, PARAMETERS)
    with pytest.raises(BadInputError, match="“held_back_month”"):
        bvv.check_given({name: v for name, v in GIVEN.items() if name != "held_back_month"}, PARAMETERS)
