"""Amounts stay exact, and round only by name."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.rules.amount import (
    Amount,
    high,
    low,
    to_cents_down,
    to_cents_half_up,
    to_euros_down,
    to_euros_half_up,
    where,
)
from houvast.rules.errors import BadNumberError

ratios = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)


@given(ratios, ratios)
def test_sums_and_products_are_those_of_fractions(a, b):
    x, y = Amount.of(a), Amount.of(b)
    assert (x + y).ratio == a + b
    assert (x - y).ratio == a - b
    assert (x * y).ratio == a * b
    assert (3 + x).ratio == 3 + a
    assert (3 - x).ratio == 3 - a
    assert (Fraction(1, 3) * x).ratio == a / 3
    assert (-x).ratio == -a
    if b:
        assert (x / y).ratio == a / b


@given(ratios, ratios)
def test_order_and_choice_are_those_of_fractions(a, b):
    x, y = Amount.of(a), Amount.of(b)
    assert (x < y, x <= y, x > y, x >= y, x == y) == (a < b, a <= b, a > b, a >= b, a == b)
    assert low(x, y).ratio == min(a, b)
    assert high(x, y).ratio == max(a, b)
    assert where(a < b, x, y).ratio == (a if a < b else b)
    assert (hash(x) == hash(y)) or a != b


@given(ratios)
def test_rounding_half_up_is_that_of_decimals(a):
    cents = to_cents_half_up(Amount.of(a)).ratio
    assert abs(cents - a) <= Fraction(1, 200)
    assert to_cents_half_up(Amount.of(-a)).ratio == -cents
    assert 0 <= a - to_cents_down(Amount.of(a)).ratio < Fraction(1, 100)
    assert 0 <= a - to_euros_down(Amount.of(a)).ratio < 1
    assert abs(to_euros_half_up(Amount.of(a)).ratio - a) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("text", "cents"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("39.645", "39.65"), ("1", "1.00")]
)
def test_half_a_cent_goes_up(text, cents):
    assert Amount.euros(text).text() == cents


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1250", "1.250,00"),
        ("-1250.5", "-1.250,50"),
        ("-0.50", "-0,50"),
        ("1234567.891", "1.234.567,89"),
        ("0", "0,00"),
    ],
)
def test_amounts_are_shown_the_dutch_way(text, shown):
    assert Amount.euros(text).dutch() == shown


def test_whole_numbers_are_shown_without_a_comma():
    assert Amount(1250).dutch(0) == "1.250"
    assert Amount(5).text(0) == "5"
    assert repr(Amount(1, 4)) == "Amount(1/4)"


def test_months_and_years():
    assert Amount(12).per_month() == Amount(1)
    assert Amount(1).per_year() == 12


@pytest.mark.parametrize("value", [1.5, "x", None, True, Decimal("NaN"), Decimal("Infinity"), [1]])
def test_what_is_no_exact_number_is_refused(value):
    with pytest.raises(BadNumberError, match="geen getal"):
        Amount.of(value)


@pytest.mark.parametrize("value", ["1,5", "", None, 5, "abc"])
def test_text_that_is_no_plain_number_is_refused(value):
    with pytest.raises(BadNumberError):
        Amount.euros(value)


def test_a_denominator_is_positive_and_nothing_is_divided_by_zero():
    with pytest.raises(BadNumberError):
        Amount(1, 0)
    with pytest.raises(ZeroDivisionError):
        Amount(1) / 0
    assert Amount(1) / -4 == Fraction(-1, 4)
    assert Amount(1) != "1"


@given(
    st.integers(1, 10**6),
    st.fractions(min_value=0, max_value=Fraction(1, 20), max_denominator=10**5),
    st.integers(0, 60),
)
def test_the_present_value_is_the_balance_run_backwards(cents, rate, months):
    payment, balance = Fraction(cents, 100), Fraction(0)
    for _ in range(months):
        balance = (balance + payment) / (1 + rate)
    assert Amount.of(payment).present_value(rate, months).ratio == balance


@pytest.mark.parametrize(("rate", "count"), [(0, -1), (0, Fraction(1, 2)), (Fraction(-1, 10), 12)])
def test_a_present_value_needs_whole_months_and_no_negative_rate(rate, count):
    with pytest.raises(BadNumberError):
        Amount(1).present_value(rate, count)
