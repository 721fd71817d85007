"""One household, a column of households and plain fractions give the same cents, in every period."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.beslagvrije_voet import twin as voet_twin
from tests.rules.vtlb import twin as vtlb_twin

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import columns, settlement, vtlb
from houvast.rules.amount import Amount, to_cents_down, to_cents_half_up, where
from houvast.rules.beslagvrije_voet import in_columns as voet_in_columns
from houvast.rules.errors import BadInputError
from houvast.rules.figures import Book, Input
from houvast.rules.plans import build
from houvast.rules.symbols import NotCompilableError
from houvast.rules.vtlb import in_columns as vtlb_in_columns

ROWS = 10_000
*EARLIER, NEWEST = voet_twin.PERIODS
EVERY_PERIOD = [*(pytest.param(period, marks=pytest.mark.large) for period in EARLIER), NEWEST]
SITUATIONS = {flags: name for name, flags in bvv.SITUATIONS.items()}


def households(period: str, rows: int = ROWS) -> dict[str, np.ndarray]:
    """Made-up households, many of them close to a border of the law."""
    chance = np.random.default_rng(int(period.replace("-", "")))
    law = voet_twin.RAW[period]
    borders = [law["zorgtoeslag"]["D_drempelinkomen"]["value"], "0", "150000"]
    borders += [str(float(k["minimum_income_point"]["value"])) for k in law["huurtoeslag"].values()
                if isinstance(k, dict) and "minimum_income_point" in k]  # fmt: skip
    near = np.array([int(Fraction(one) * 100) for one in borders])[chance.integers(0, len(borders), rows)]
    income = np.where(chance.random(rows) < 0.3, np.maximum(near + chance.integers(-2, 3, rows), 0),
                      chance.integers(0, 8_000_000, rows))  # fmt: skip
    children = chance.random(rows) < 0.4
    count = np.where(children, chance.integers(1, 5, rows), 0)
    partner = chance.random(rows) < 0.5
    return {
        "has_partner": partner,
        "has_children": children,
        "taxable_income_year": income,
        "net": chance.integers(0, 600_000, rows),
        "partner_income": np.where(partner, chance.integers(0, 300_000, rows), 0),
        "other_income": chance.integers(0, 60_000, rows),
        "premium": chance.integers(0, 40_000, rows),
        "zorgtoeslag": chance.integers(0, 14_000, rows),
        "rent": chance.integers(0, 150_000, rows),
        "huurtoeslag": chance.integers(0, 45_000, rows),
        "children": count,
        "children_12_15": np.minimum(count, chance.integers(0, 3, rows)),
        "kgb_received": np.where(children, chance.integers(0, 90_000, rows), 0),
        "work_hours_week": chance.integers(0, 41, rows),
        "partner_work_hours_week": np.where(partner, chance.integers(0, 41, rows), 0),
        "eigen_risico_counts": chance.random(rows) < 0.5,
        "individual_costs_known": chance.random(rows) < 0.7,
        "other_corrections": chance.integers(-20_000, 40_000, rows),
    }


VOET = {
    "taxable_income_year": "taxable_income_year",
    "own_net_income_month_incl_vt": "net",
    "partner_unseized_income_month": "partner_income",
    "own_other_unseized_income_month": "other_income",
    "has_partner": "has_partner",
    "has_children": "has_children",
}


def row(found: dict[str, np.ndarray], at: int) -> dict:
    """One household of the columns: yes or no, counts, and amounts in euros."""
    counts = {"children", "children_12_15", "work_hours_week", "partner_work_hours_week"}
    out: dict = {}
    for name, numbers in found.items():
        value = numbers[at].item()
        out[name] = value if isinstance(value, bool) or name in counts else Fraction(value, 100)
    return out


@pytest.mark.parametrize("period", EVERY_PERIOD)
def test_the_beslagvrije_voet_is_the_same_in_three_ways(period):
    all_of = households(period)
    parameters = bvv.parameters_for(period=period)
    plan = bvv.plan_for(parameters)
    names = tuple(figure.name for figure, _ in plan.figures)
    given = {field: all_of[name] for field, name in VOET.items()}
    found = voet_in_columns.calculate(given, parameters, names)
    for at in range(ROWS):
        home = row(all_of, at)
        run = plan.run({field: home[name] for field, name in VOET.items()})
        assert {name: found[name].ratio(at) for name in names} == {name: run[name].ratio for name in names}
        situation = SITUATIONS[home["has_partner"], home["has_children"]]
        plain = voet_twin.voet(
            period, situation, home["taxable_income_year"], home["net"], home["partner_income"], home["other_income"]
        )
        assert plain == (run["beslagvrije_voet"].ratio, run["seizable"].ratio)


@pytest.mark.parametrize("period", EVERY_PERIOD)
def test_the_vtlb_is_the_same_in_three_ways(period):
    all_of = households(period)
    parameters = bvv.parameters_for(period=period)
    given = {n: v for n, v in all_of.items() if n not in ("net", "partner_income", "other_income")}
    found = vtlb_in_columns.calculate({**given, "net_income_incl_vt": all_of["net"]}, parameters)
    for at in range(ROWS):
        home = row(all_of, at)
        home["net_income_incl_vt"] = home["net"]
        home["situation"] = SITUATIONS[home["has_partner"], home["has_children"]]
        plain = vtlb_twin.vtlb(period, home)
        assert {name: one.ratio(at) for name, one in found.items()} == plain
        if at % 8 == 0:
            one = vtlb.calculate(fields(home), parameters)
            assert (one.amount.ratio, one.afloscapaciteit.ratio) == (plain["vtlb"], plain["afloscapaciteit"])


def fields(home: dict) -> dict:
    """The same household as a file gives it; what is not known is left out."""
    text = {"taxable_income_year", "net_income_incl_vt", "premium", "zorgtoeslag", "rent", "huurtoeslag"}
    given: dict = {name: Amount.of(home[name]).text() for name in text}
    given |= {n: home[n] for n in ("situation", "work_hours_week", "partner_work_hours_week", "children_12_15")}
    given |= {"eigen_risico": home["eigen_risico_counts"], "kgb_received": Amount.of(home["kgb_received"]).text()}
    given |= {"other_corrections": {"overig": Amount.of(home["other_corrections"]).text()}}
    if home["children"]:
        given["children"] = home["children"]
    if not home["individual_costs_known"]:
        del given["premium"]
    return given


def test_settings_of_the_organisation_hold_for_every_row():
    parameters = bvv.parameters_for(period="2026-07")
    settings = vtlb.VtlbSettings(arbeidstoeslag=Amount(60), cap_95_inside=True)
    given = {
        "has_partner": False,
        "has_children": False,
        "taxable_income_year": np.array([0, 0]),
        "net_income_incl_vt": np.array([100_000, 100_000]),
        "individual_costs_known": False,
        "work_hours_week": np.array([18, 19]),
    }
    found = vtlb_in_columns.calculate(given, parameters, settings, ("vtlb",))["vtlb"]
    assert list(found.cents()) == [95_000, 101_000]
    with pytest.raises(BadInputError, match="“koffie”"):
        vtlb_in_columns.calculate({**given, "koffie": 1}, parameters)


def test_a_column_longer_than_a_slice_is_calculated_whole():
    rows = 2 * columns.SLICE + 3
    given = {"has_partner": False, "has_children": False, "taxable_income_year": np.arange(rows) * 100,
             "own_net_income_month_incl_vt": 200_000}  # fmt: skip
    parameters = bvv.parameters_for(period="2025-07")
    found = voet_in_columns.calculate(given, parameters, ("after_475da", "seizable", "maximum"))
    assert {len(one.numbers) for one in found.values()} == {rows}
    for at in (0, columns.SLICE - 1, columns.SLICE, rows - 1):
        plain = voet_twin.parts("2025-07", "alleenstaande", Fraction(at))
        assert found["after_475da"].ratio(at) == plain["after_475da"]


def test_no_rows_give_no_rows():
    given = {"has_partner": False, "has_children": False, "taxable_income_year": np.zeros(0, dtype=np.int64),
             "own_net_income_month_incl_vt": 0}  # fmt: skip
    found = voet_in_columns.calculate(given, bvv.parameters_for(period="2026-07"))
    assert len(found["beslagvrije_voet"].cents()) == 0


GOOD = {"has_partner": np.array([True]), "has_children": False, "taxable_income_year": np.array([100]),
        "own_net_income_month_incl_vt": np.array([100])}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"koffie": 1}, "koffie"),
        ({"taxable_income_year": None}, "taxable_income_year"),
        ({"taxable_income_year": np.array([1.0])}, "taxable_income_year"),
        ({"taxable_income_year": np.array([float("nan")])}, "taxable_income_year"),
        ({"taxable_income_year": True}, "taxable_income_year"),
        ({"taxable_income_year": "100"}, "taxable_income_year"),
        ({"taxable_income_year": np.array([-1])}, "taxable_income_year"),
        ({"taxable_income_year": 10**11}, "taxable_income_year"),
        ({"has_partner": 1}, "has_partner"),
        ({"has_partner": np.array([1])}, "has_partner"),
        ({"taxable_income_year": np.array([1, 2])}, "kolommen"),
    ],
)
def test_a_column_that_cannot_be_is_refused_by_name(change, field):
    with pytest.raises(BadInputError, match=f"“{field}”"):
        voet_in_columns.calculate({**GOOD, **change}, bvv.parameters_for(period="2026-07"))


def test_bad_rows_are_found_by_field_so_that_the_others_can_go_on():
    plan = bvv.plan_for(bvv.parameters_for(period="2026-07"))
    given = {**GOOD, "taxable_income_year": np.array([100, -1, 10**11]), "woonkosten_month": np.array([1, 2, 3])}
    found = columns.refused(plan, given)
    assert {name: list(wrong) for name, wrong in found.items()} == {"taxable_income_year": [False, True, True]}


def test_parts_of_a_cent_are_rounded_only_by_name():
    exact = columns.Exact(np.array([5, -5, 4, 1001]), 1000)
    with pytest.raises(BadInputError, match="half_up"):
        exact.cents()
    assert list(exact.half_up()) == [1, -1, 0, 100]
    assert list(columns.Exact(np.array([3]), 10).cents()) == [30]
    assert list(columns.Exact(np.array([10**20 + 5 * 10**17], dtype=object), 10**18).half_up()) == [10_050]
    assert list(columns.Exact(np.array([2**61 // 100 * 3]), 2**40).half_up()) == [
        (2 * (2**61 // 100 * 3) * 100 + 2**40) // 2**41
    ]


def test_a_formula_without_a_straight_line_form_has_no_columns():
    with pytest.raises(NotCompilableError):
        columns.run(settlement.plan(), {"income": np.array([100])}, ("principal",))


def wide() -> Book:
    """Formulas that leave 64 bits and come back."""
    book = Book("wide", "1", "Test", (
        Input("a", "eur", "a", None, Fraction(-(10**9)), Fraction(10**9)),
        Input("b", "eur", "b", Fraction(1), Fraction(-(10**9)), Fraction(10**9)),
        Input("yes", "flag", "ja", False),
        Input("no", "flag", "nee", False),
    ), ())  # fmt: skip

    @book.figure("art. 1", unit="eur", nl="ver", words="ver")
    def far(a, b, yes, no):
        product = a * Fraction(123_456_789, 1_000_007) + b * Fraction(10**9 + 7, 10**9 + 9)
        return where(yes & (a > b), product, where(no | (a <= b), -product, a - product))

    @book.figure("art. 2", unit="eur", nl="heel", words="heel")
    def whole(far):
        return to_cents_half_up(far * Fraction(1, 10**9))

    @book.figure("art. 3", unit="eur", nl="omlaag", words="omlaag")
    def lower(far, a):
        return to_cents_down(far * Fraction(1, 10**9)) + a * 2

    @book.figure("art. 4", unit="flag", nl="meer", words="meer")
    def more(far, a):
        return (far >= a) | (a < 0)

    return book


def test_many_shapes_of_the_same_formulas_keep_giving_the_same():
    """A shape is compiled once and kept; of very many the oldest make room."""
    plan = build(wide(), ("whole",), day=bvv.book.figures["huur_gross"][0].until)
    columns_of = [{"a": np.array([2**n]), "b": np.array([2**m])} for n in range(10) for m in range(10)]
    for given_columns in [*columns_of, *columns_of[:2]]:
        a, b = (Fraction(int(one[0]), 100) for one in given_columns.values())
        exact = plan.stepwise({"a": a, "b": b, "yes": False, "no": False})
        found = columns.run(plan, given_columns, ("whole",))
        assert list(found["whole"].cents()) == [int(exact["whole"].ratio * 100)]


big = st.integers(-(10**11), 10**11)


@given(st.lists(st.tuples(big, big, st.booleans(), st.booleans()), min_size=1, max_size=8))
def test_numbers_that_leave_64_bits_stay_exact(rows):
    plan = build(wide(), ("whole", "lower", "more"), day=bvv.book.figures["huur_gross"][0].until)
    names = ("far", "whole", "lower", "more")
    a, b, yes, no = (np.array(values) for values in zip(*rows, strict=True))
    found = columns.run(plan, {"a": a, "b": b, "yes": yes, "no": no}, names)
    for at, (first, second, up, down) in enumerate(rows):
        values = {"a": Fraction(first, 100), "b": Fraction(second, 100), "yes": up, "no": down}
        exact, fast = plan.stepwise(values), plan.run(values)
        assert fast == exact
        for name in names:
            value = exact.values[plan.places[name]]
            assert found[name].ratio(at) == (value if isinstance(value, bool) else value.ratio)
