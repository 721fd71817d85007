"""A plan fits together, or is refused when it is built; a run refuses what it cannot use."""

from datetime import date
from fractions import Fraction

import pytest

from houvast.rules import parameter_sets, receipt, trace
from houvast.rules.amount import Amount, high, low, where
from houvast.rules.errors import BadInputError, PlanError, ReceiptError
from houvast.rules.figures import Book, Input, Parameter
from houvast.rules.plans import build
from houvast.rules.units import Flagged, Probe

DAY = date(2026, 1, 1)
YAML = """
version: 'v1'
period: '2026-01'
valid_from: '2026-01-01'
valid_to: '2026-06-30'
formula_version: f
sources: {law: {title: 'Test law', url: null}}
part:
  rate: {value: '0.10', unit: fraction, status: confirmed, source: law}
  unknown: {value: null, unit: eur_per_month, status: unconfirmed, source: law, note: 'not read'}
"""
SET = parameter_sets.parse(YAML, "test", "test.yaml")


def make() -> Book:
    book = Book(
        "test",
        "1",
        "Test law",
        inputs=(
            Input("income", "eur_per_month", "inkomen", None),
            Input("year", "eur_per_year", "jaarinkomen", Fraction(0)),
            Input("partner", "flag", "samen", False),
            Input("months", "months", "maanden", Fraction(18)),
        ),
        parameters=(Parameter("rate", "part.rate"), Parameter("unknown", "part.unknown")),
    )

    @book.figure("art. 1", unit="eur_per_month", nl="deel", words="inkomen keer het deel")
    def share(income, rate):
        return income * rate

    @book.figure("art. 2", unit="eur_per_month", nl="rest", words="inkomen min het deel")
    def rest(income, share, partner):
        return where(partner, high(income - share, 0), low(income, share))

    @book.figure("art. 3", unit="flag", nl="genoeg", words="de rest is meer dan het deel")
    def enough(rest, share):
        return rest > share

    return book


def test_a_plan_holds_only_what_is_needed_in_order():
    plan = build(make(), ("rest",), parameters=SET, day=DAY)
    assert plan.names == ("income", "partner", "rate", "share", "rest")
    run = plan.run({"income": Amount(100), "partner": True})
    assert run["rest"] == Amount(90)
    assert plan.run({"income": 100})["rest"] == Amount(10)
    assert plan.run({"income": Fraction(1)})["share"] == Fraction(1, 10)


def test_a_yes_or_no_is_not_an_amount():
    run = build(make(), ("enough",), parameters=SET, day=DAY).run({"income": 100, "partner": True})
    with pytest.raises(KeyError):
        run["enough"]
    assert trace.steps(run)[-1].shown == "ja"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "income"),
        ({"income": "100"}, "income"),
        ({"income": True}, "income"),
        ({"income": Amount(-1)}, "income"),
        ({"income": Amount(10**9)}, "income"),
        ({"income": Amount(1), "partner": 1}, "partner"),
        ({"income": Amount(1), "other": 1}, "other"),
    ],
)
def test_a_run_refuses_a_field_by_name(values, field):
    plan = build(make(), ("rest",), parameters=SET, day=DAY)
    with pytest.raises(BadInputError, match=f"“{field}”") as caught:
        plan.run(values)
    assert caught.value.field == field


def test_a_plan_with_an_unknown_name_a_circle_or_no_figures_of_the_law_is_refused():
    book = make()
    with pytest.raises(PlanError, match="geen stap"):
        build(book, ("nothing",), parameters=SET, day=DAY)
    with pytest.raises(PlanError, match="bedragen van de wet"):
        build(book, ("share",), day=DAY)

    @book.figure("art. 4", unit="eur", nl="a", words="a")
    def one(two):
        return two

    @book.figure("art. 4", unit="eur", nl="b", words="b")
    def two(one):
        return one

    with pytest.raises(PlanError, match="one → two → one"):
        build(book, ("one",), day=DAY)


def test_an_input_or_parameter_can_be_asked_for_itself():
    plan = build(make(), ("income",), day=DAY)
    assert plan.run({"income": 5})["income"] == Amount(5)


def test_units_that_do_not_fit_are_refused_when_the_plan_is_built():
    book = make()

    @book.figure("art. 5", unit="eur_per_month", nl="fout", words="maand plus jaar")
    def mixed(income, year):
        return income + year

    @book.figure("art. 5", unit="eur_per_year", nl="fout", words="verkeerde belofte")
    def promised(income):
        return income * 2

    @book.figure("art. 5", unit="flag", nl="fout", words="geen ja of nee")
    def no_flag(income):
        return income

    @book.figure("art. 5", unit="eur_per_month", nl="fout", words="wel een ja of nee")
    def a_flag(income):
        return income > 0

    for name, what in (
        ("mixed", "bij elkaar"),
        ("promised", "geen eur_per_year"),
        ("no_flag", "geen flag"),
        ("a_flag", "geen eur"),
    ):
        with pytest.raises(PlanError, match=what):
            build(book, (name,), day=DAY)


def test_a_figure_holds_in_its_own_period_and_a_plan_may_not_cross_it():
    book = make()

    @book.figure("art. 6", unit="eur_per_month", nl="oud", words="oud", until=date(2026, 3, 31))
    def dated(income):
        return income

    @book.figure("art. 6", unit="eur_per_month", nl="nieuw", words="nieuw", since=date(2026, 4, 1))
    def dated_(income):
        return income * 2

    assert build(book, ("dated",), day=date(2026, 3, 31)).run({"income": 1})["dated"] == 1
    assert build(book, ("dated",), day=date(2026, 4, 1)).run({"income": 1})["dated"] == 2
    with pytest.raises(PlanError, match="2026-01-01"):
        build(book, ("dated",), parameters=SET, day=DAY)


def test_a_book_refuses_figures_without_law_unit_or_with_a_name_in_use():
    book = make()
    good = {"unit": "eur", "nl": "x", "words": "x"}

    def share(income):
        return income

    def income(year):
        return year

    with pytest.raises(PlanError, match="twee keer"):
        book.figure("art. 7", **good)(share)
    with pytest.raises(PlanError, match="al een gegeven"):
        book.figure("art. 7", **good)(income)

    def fresh(year):
        return year

    with pytest.raises(PlanError, match="geen artikel"):
        book.figure("", **good)(fresh)
    with pytest.raises(PlanError, match="onbekende eenheid"):
        book.figure("art. 7", unit="dukaten", nl="x", words="x")(fresh)


def test_units_go_through_a_formula_as_numbers_do():
    month, year, count = Probe((1, -1, 0)), Probe((1, 0, -1)), Probe((0, 1, 0))
    assert year.per_month().dimension == month.dimension
    assert month.per_year().dimension == year.dimension
    assert (month * 2 / 3).dimension == month.dimension
    assert (2 * month - 0).dimension == (0 + month).dimension == (0 - month).dimension == (-month).dimension
    assert (month / month + Fraction(1)).dimension == (0, 0, 0)
    assert month.present_value(Fraction(1, 100), count).dimension == (1, 0, 0)
    assert month.rounded_half_up(2) is month.rounded_down(0)
    assert isinstance(Flagged() & True, Flagged)
    assert isinstance(Flagged() | True, Flagged)
    assert isinstance(month >= 0, Flagged)


def test_a_formula_that_makes_no_sense_in_units_is_refused():
    month = Probe((1, -1, 0))
    for nonsense in (
        lambda: month + 1,
        lambda: month + True,
        lambda: month * "2",
        lambda: where(True, month, 0),
        lambda: month.present_value(Fraction(1), 18),
        lambda: month.present_value(month, Probe((0, 1, 0))),
    ):
        with pytest.raises(PlanError):
            nonsense()


def test_a_trace_shows_inputs_parameters_and_steps_as_they_were_used():
    run = build(make(), ("rest",), parameters=SET, day=DAY).run({"income": Amount(125050, 100), "partner": True})
    income, partner, rate, share, rest = trace.steps(run)
    assert (income.kind, income.shown, income.source) == ("input", "€ 1.250,50 per maand", "opgegeven")
    assert partner.shown == "ja"
    assert (rate.kind, rate.shown, rate.source, rate.status) == ("parameter", "0,100000", "Test law", "confirmed")
    assert (share.law, share.words) == ("art. 1", "inkomen keer het deel")
    assert rest.inputs == (("income", "€ 1.250,50 per maand"), ("share", "€ 125,05 per maand"), ("partner", "ja"))
    assert trace.show(Amount(18), "months") == "18 maanden"
    assert trace.show(Amount(5), "eur") == "€ 5,00"


def test_a_receipt_repeats_to_the_same_values_and_shows_when_it_was_changed():
    plan = build(make(), ("enough",), parameters=SET, day=DAY)
    kept = receipt.take(plan.run({"income": Amount(1, 3), "partner": True})).to_json()
    back = receipt.from_json(kept)
    assert back.to_json() == kept
    again = receipt.repeat(back, plan)
    assert receipt.take(again).to_json() == kept
    with pytest.raises(ReceiptError, match="veranderd"):
        receipt.from_json(kept.replace('"1/3"', '"1/4"'))
    for wrong in ("", "[]", "{}", '{"plan": 1}', '{"plan":"a","fingerprint":"b","inputs":5,"values":[],"sha256":""}'):
        with pytest.raises(ReceiptError, match="geen bewijs"):
            receipt.from_json(wrong)


def test_a_receipt_of_another_plan_or_other_figures_is_refused():
    plan = build(make(), ("enough",), parameters=SET, day=DAY)
    kept = receipt.take(plan.run({"income": 1}))
    with pytest.raises(ReceiptError, match="hoort bij"):
        receipt.repeat(kept, build(make(), ("rest",), parameters=SET, day=DAY))
    other = parameter_sets.parse(YAML.replace("0.10", "0.20"), "test", "test.yaml")
    with pytest.raises(ReceiptError, match="hoort bij"):
        receipt.repeat(kept, build(make(), ("enough",), parameters=other, day=DAY))
    lied = receipt.Receipt(kept.plan, kept.fingerprint, kept.inputs, ("0", *kept.values[1:]), kept.sha256)
    with pytest.raises(ReceiptError, match="iets anders"):
        receipt.repeat(lied, plan)


def test_the_version_names_book_and_parameters():
    assert build(make(), ("rest",), parameters=SET, day=DAY).version == "test@1/test-2026-01@v1"
    assert build(make(), ("income",), day=DAY).version == "test@1/-"
