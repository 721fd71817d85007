"""Plans over populations: what they take, which rows they refuse, and what a comparison counts."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.rules import batch
from houvast.rules.batch import comparison
from houvast.rules.batch.fields import Field, FieldKind, field_of
from houvast.rules.batch.plan import Columns, Objection, reasons, refuse_missing
from houvast.rules.errors import BadInputError
from houvast.rules.figures import Input

cents = st.integers(0, 400_000)


@pytest.mark.parametrize("name", batch.names())
def test_every_plan_of_the_registry_can_be_asked_for(name):
    plan = batch.plan_named(name)
    assert plan.name == name
    assert plan.outcomes
    assert len({field.name for field in plan.fields}) == len(plan.fields)
    assert batch.plan_named(name.replace("_", "-")) is plan


def test_an_unknown_plan_is_refused_with_the_words_that_exist():
    with pytest.raises(BadInputError, match="beslagvrije_voet"):
        batch.plan_named("koffie")


def test_a_missing_column_is_refused_by_name():
    plan = batch.plan_named("beslagvrije_voet")
    with pytest.raises(BadInputError, match="own_net_income_month_incl_vt"):
        refuse_missing(plan, ["situation", "taxable_income_year"])
    refuse_missing(plan, ["situation", "taxable_income_year", "own_net_income_month_incl_vt"])


def test_a_field_is_kept_in_the_parts_of_its_unit():
    share = field_of(Input("deel", "fraction", "deel", Fraction(1, 2), Fraction(0), Fraction(1)))
    assert (share.kind, share.default, share.highest) == (FieldKind.SHARE, 500_000, 1_000_000)
    assert share.range_words == "tussen 0 en 1"
    assert Field("x", "x", FieldKind.SHARE, den=4, lowest=1, highest=2).range_words == "tussen 0,25 en 0,5"
    assert field_of(Input("n", "count", "n", None, Fraction(0), Fraction(9))).required
    assert field_of(Input("ja", "flag", "ja", True)).default == 1


def test_a_column_that_is_not_there_is_empty_for_every_row():
    columns = Columns(3, {}, {}, {})
    assert list(columns.get("x", 4)) == [4, 4, 4]
    assert not columns.known("x").any()
    assert columns.only(np.array([True, True, True])) is columns


def test_every_reason_of_a_row_stands_in_one_line():
    objections = [
        Objection("a", "een", np.array([True, False, True])),
        Objection("b", "twee", np.array([0, 0, 1], bool)),
    ]
    wrong, told = reasons(objections, 3)
    assert list(wrong) == [True, False, True]
    assert told == ["a: een", "a: een; b: twee"]


@given(st.lists(st.tuples(cents, cents, st.integers(0, 2)), min_size=1, max_size=60), st.integers(1, 60), st.booleans())
def test_a_comparison_counts_what_a_person_counts(rows, cut, better):
    """Given any households, when they are counted in slices, then the sums are those of counting one by one."""
    counted = comparison.Comparison(better)
    for at in range(0, len(rows), cut):
        before, after, place = (np.array(part) for part in zip(*rows[at : at + cut], strict=True))
        counted.add(before, after, [comparison.Group("letter", ("a", "b", "c"), place)])
    sign = 1 if better else -1
    every = [sign * (after - before) for before, after, _ in rows]
    whole = counted.whole
    assert (whole.households, whole.gain, whole.lose) == (
        len(rows),
        sum(d > 0 for d in every),
        sum(d < 0 for d in every),
    )
    assert whole.same == sum(d == 0 for d in every)
    assert whole.gained - whole.lost == sum(every)
    assert (whole.most_gained, whole.most_lost) == (max(0, *every), max(0, *(-d for d in every)))
    assert (whole.before, whole.after) == (sum(r[0] for r in rows), sum(r[1] for r in rows))
    for share in counted.shares("letter"):
        own = [d for d, (_, _, place) in zip(every, rows, strict=True) if "abc"[place] == share.label]
        assert (share.households, share.gained) == (len(own), sum(d for d in own if d > 0))
    assert sum(share.households for share in counted.shares("letter")) == len(rows)
    _, bars = comparison.steps(counted.bins)
    assert sum(bar.households for bar in bars) == len(rows) - whole.same


def test_the_means_of_nobody_are_zero():
    empty = comparison.Comparison().whole
    assert (empty.average, empty.average_gain, empty.average_loss) == (0, 0, 0)
    assert comparison.steps(comparison.Comparison().bins) == (1, [])


def test_means_are_over_those_who_gain_and_those_who_lose():
    counted = comparison.Comparison()
    counted.add(np.array([100, 100, 100, 100]), np.array([400, 200, 50, 100]))
    whole = counted.whole
    assert (whole.average, whole.average_gain, whole.average_loss) == (87.5, 200, 50)
    assert counted.groups == ()


def test_bars_are_equally_wide_and_the_far_ends_share_one():
    counted = comparison.Comparison()
    after = np.concatenate([np.arange(1, 2_001), [900_000]])
    counted.add(np.zeros(len(after), dtype=np.int64), after)
    width, bars = comparison.steps(counted.bins)
    assert width == 2
    assert [(bar.low, bar.high) for bar in bars[:2]] == [(1, 2), (3, 4)]
    assert bars[-1].high == comparison.BINS
    assert sum(bar.households for bar in bars) == len(after)


def test_income_groups_begin_at_their_border():
    group = comparison.by_income(np.array([0, 1_499_999, 1_500_000, 6_000_000, 10**9]))
    assert list(group.places) == [0, 0, 1, 6, 6]
