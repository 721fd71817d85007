"""A compiled plan gives what its formulas give on exact amounts, whatever they do and whatever comes in."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.rules import trace
from houvast.rules.amount import Amount, to_cents_down, to_cents_half_up, to_euros_down, to_euros_half_up
from houvast.rules.errors import PlanError
from houvast.rules.figures import Book, Input
from houvast.rules.plans import MOST_FORMS, build
from houvast.rules.symbols import NotCompilableError, Program, Symbol

DAY = date(2026, 1, 1)
LOWEST, HIGHEST = Fraction(-1_000_000), Fraction(1_000_000)


def make() -> Book:
    book = Book("all", "1", "Test", (
        Input("a", "eur_per_month", "a", None, LOWEST, HIGHEST),
        Input("b", "eur_per_month", "b", Fraction(2), LOWEST, HIGHEST),
        Input("share", "fraction", "deel", Fraction(1, 4), Fraction(0), Fraction(2)),
        Input("yes", "flag", "ja", False),
    ), ())  # fmt: skip
    month = {"unit": "eur_per_month", "nl": "n", "words": "w"}

    @book.figure("art. 1", **month)
    def turned(a, b):
        return 0 - a + -b

    @book.figure("art. 3", **month)
    def rounded(a):
        return to_cents_half_up(a) + to_cents_down(a) + to_euros_down(to_euros_half_up(a)) + to_cents_down(a / 7)

    @book.figure("art. 4", unit="eur_per_year", nl="n", words="w")
    def year(a, share):
        return (a * share).per_year() * (1 - share)

    return book


amounts = st.fractions(LOWEST, HIGHEST, max_denominator=1000)


@given(amounts, amounts, st.fractions(0, 2, max_denominator=50), st.booleans())
def test_compiled_is_stepwise(a, b, share, yes):
    plan = build(make(), ("turned", "rounded", "year", "yes"), day=DAY)
    values = {"a": a, "b": b, "share": share, "yes": yes}
    run, exact = plan.run(values), plan.stepwise(values)
    assert run == exact
    assert hash(run) == hash(exact)
    assert [(s.name, s.shown, s.value) for s in trace.steps(run)] == [
        (s.name, s.shown, s.value) for s in trace.steps(exact)
    ]


def test_more_denominators_than_forms_are_still_exact_and_explained():
    plan = build(make(), ("turned", "rounded", "yes"), day=DAY)
    for bottom in range(3, 23 + 2 * MOST_FORMS, 2):
        values = {"a": Fraction(1, bottom), "yes": True}
        run = plan.run(values)
        assert run == plan.stepwise(values)
        assert trace.steps(run)[0].value == Fraction(1, bottom)


def loose() -> Book:
    book = Book("loose", "1", "Test", (
        Input("a", "eur_per_month", "a", None, Fraction(1), HIGHEST),
        Input("b", "eur_per_month", "b", None, Fraction(1), HIGHEST),
    ), ())  # fmt: skip

    @book.figure("art. 1", unit="fraction", nl="n", words="w")
    def share(a, b):
        return to_cents_half_up(a / b)

    @book.figure("art. 2", unit="fraction", nl="n", words="w")
    def bare(a, b):
        return a / b

    @book.figure("art. 3", unit="fraction", nl="n", words="w")
    def added(a, b):
        return (a / b).rounded_down(1) + (a / b).per_month().per_year()

    return book


@given(st.integers(100, 10**8), st.integers(100, 10**8))
def test_a_number_without_a_known_denominator_is_rounded_or_goes_figure_by_figure(a, b):
    values = {"a": Fraction(a, 100), "b": Fraction(b, 100)}
    for names in (("share",), ("added", "share")):
        plan = build(loose(), names, day=DAY)
        assert plan.run(values) == plan.stepwise(values)
    assert build(loose(), ("added",), day=DAY).run(values).dens[-1] > 0


def test_a_yes_or_no_is_shown_as_such_and_runs_of_other_plans_are_not_equal():
    assert (trace.show(True, "flag"), trace.show(False, "flag")) == ("ja", "nee")
    one, other = build(make(), ("turned",), day=DAY), build(make(), ("turned",), day=DAY)
    assert one.run({"a": 1}) != other.run({"a": 1})
    assert one.run({"a": 1}) != 1


def test_a_formula_that_reckons_with_text_is_refused_when_the_plan_is_built():
    book = make()

    @book.figure("art. 9", unit="eur_per_month", nl="n", words="w")
    def odd(a):
        return a + "1"

    with pytest.raises(PlanError, match="geen getal"):
        build(book, ("odd",), day=DAY)
    with pytest.raises(NotCompilableError):
        Symbol(Program(columns=False), "i0", 1, 0, 9) + "1"


@pytest.mark.parametrize("number", [-1, -100, 0, 1, 99_900, 99_999, 100_000, 99_999_900, 100_000_000, 123_456_789])
def test_every_length_of_amount_is_shown_as_people_read_it(number):
    book = Book("shown", "1", "Test", (Input("a", "eur_per_month", "a", None, LOWEST * 10, HIGHEST * 10),), ())
    for den in (100, 300, 1000):
        step = trace.steps(build(book, ("a",), day=DAY).run({"a": Fraction(number, den)}))[0]
        assert step.shown == f"€ {Amount(number, den).dutch()} per maand"
