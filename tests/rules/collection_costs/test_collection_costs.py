"""Collection costs: the scale at every border, and whether what is asked is allowed."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.rules import collection_costs
from houvast.rules.amount import Amount
from houvast.rules.collection_costs import Letter
from houvast.rules.errors import BadInputError, NoParametersError

DAY = date(2026, 11, 23)


def second_way(principal: Fraction) -> Fraction:
    """Cent by bracket end: add each bracket's own part with its own rate, from the top down."""
    cost = Fraction(0)
    for begin, rate in ((200_000, 5), (10_000, 10), (5_000, 50), (2_500, 100), (0, 150)):
        if principal > begin:
            cost += (principal - begin) * rate / 1000
            principal = Fraction(begin)
    cents = int(cost * 100 + Fraction(1, 2))
    return Fraction(min(max(cents, 40_00), 6775_00), 100)


@given(st.integers(1, 200_000_000))
def test_the_scale_agrees_with_a_second_way(cents):
    run = collection_costs.highest(Amount(cents, 100), DAY)
    assert run["costs"].ratio == second_way(Fraction(cents, 100))


@pytest.mark.parametrize("euros", [267, 2_500, 5_000, 10_000, 200_000, 1_130_000])
def test_every_border_agrees_a_cent_below_on_and_above(euros):
    for step in (-1, 0, 1):
        cents = euros * 100 + step
        assert collection_costs.highest(Amount(cents, 100), DAY)["costs"].ratio == second_way(Fraction(cents, 100))


@given(st.integers(1, 50_000_000), st.integers(0, 1_000_000))
def test_a_larger_debt_never_costs_less(cents, more):
    less = collection_costs.highest(Amount(cents, 100), DAY)["costs"]
    assert less <= collection_costs.highest(Amount(cents + more, 100), DAY)["costs"]


def test_tax_comes_on_top_only_when_it_cannot_be_reclaimed():
    assert collection_costs.highest(Amount(100), DAY)["allowed"].text() == "40.00"
    assert collection_costs.highest(Amount(100), DAY, vat_not_reclaimable=True)["allowed"].text() == "48.40"


def test_costs_above_the_scale_are_too_much():
    check = collection_costs.check(Amount(1000), Amount(200), DAY, consumer=False)
    assert (check.allowed.text(), check.too_much.text()) == ("150.00", "50.00")
    assert check.reasons == ("De kosten zijn hoger dan de schaal: ten hoogste € 150,00.",)
    assert check.notes == ()
    assert check.facts() == {
        "hoofdsom": "1.000,00",
        "gevraagd": "200,00",
        "toegestaan": "150,00",
        "te_veel": "50,00",
        "wet": "BW 6:96; Besluit vergoeding voor buitengerechtelijke incassokosten",
    }
    assert [step.name for step in check.steps()][-1] == "allowed"


def test_costs_within_the_scale_are_allowed():
    check = collection_costs.check(Amount(1000), Amount(150), DAY, consumer=False)
    assert (check.too_much, check.reasons) == (Amount(0), ())


@pytest.mark.parametrize(
    ("letter", "what"),
    [
        (None, "geen brief"),
        (Letter(date(2026, 10, 1), 13, True), "gaf 13 dagen"),
        (Letter(date(2026, 10, 1), 14, False), "noemde de kosten niet"),
        (Letter(date(2026, 11, 9), 14, True), "nog niet voorbij"),
    ],
)
def test_a_consumer_owes_nothing_without_a_good_letter(letter, what):
    check = collection_costs.check(Amount(1000), Amount(150), DAY, consumer=True, letter=letter)
    assert (check.allowed, check.too_much) == (Amount(0), Amount(150))
    assert what in check.reasons[0]
    assert check.notes == (collection_costs.UNCONFIRMED,)


def test_after_a_good_letter_the_scale_counts_for_a_consumer():
    good = Letter(date(2026, 11, 8), 14, True)
    assert collection_costs.check(Amount(1000), Amount(150), DAY, consumer=True, letter=good).too_much == 0


def test_what_cannot_be_is_refused():
    for ask in (
        lambda: collection_costs.check(Amount(1), Amount(-1), DAY, consumer=False),
        lambda: collection_costs.highest(Amount(0), DAY),
        lambda: collection_costs.fine_increases(Amount(0)),
    ):
        with pytest.raises(BadInputError):
            ask()
    with pytest.raises(NoParametersError, match="incassokosten"):
        collection_costs.highest(Amount(1), date(2012, 6, 30))


def test_a_traffic_fine_rises_by_half_and_then_doubles():
    assert collection_costs.fine_increases(Amount.euros("33.33")) == (Amount.euros("50.00"), Amount.euros("99.99"))
