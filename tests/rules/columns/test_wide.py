"""Wide columns do what whole numbers of Python do."""

import operator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.rules import wide
from houvast.rules.wide import Wide

large = st.integers(-(2**90), 2**90)
columns = st.lists(large, min_size=1, max_size=6)
fits = st.lists(st.integers(-(2**61), 2**61), min_size=6, max_size=6)


def of(numbers):
    """A wide column of these numbers."""
    return Wide.of(np.array(numbers, dtype=object))


def plain(column):
    """What is in it, as numbers of Python."""
    return [int(number) for number in wide.objects(column)]


@given(columns)
def test_a_number_stays_itself(numbers):
    column = of(numbers)
    assert plain(column) == numbers
    assert column.ends() == (min(numbers), max(numbers))
    assert len(column) == len(numbers)
    assert plain(-column) == [-n for n in numbers]
    assert plain(column[1:]) == numbers[1:]
    assert Wide.of(column) is column


@pytest.mark.parametrize("of_two", [operator.add, operator.sub])
@given(columns, large, fits)
def test_sums_and_differences(of_two, numbers, one, others):
    column, narrow = of(numbers), np.array(others[: len(numbers)])
    assert plain(of_two(column, one)) == [of_two(n, one) for n in numbers]
    assert plain(of_two(one, column)) == [of_two(one, n) for n in numbers]
    for other in (narrow, Wide.of(narrow)):
        assert plain(of_two(column, other)) == [of_two(n, m) for n, m in zip(numbers, others, strict=False)]
        assert plain(of_two(other, column)) == [of_two(m, n) for n, m in zip(numbers, others, strict=False)]


@given(st.lists(st.integers(-(2**40), 2**40), min_size=1, max_size=6), st.integers(-(2**51), 2**51))
def test_times_a_constant(numbers, factor):
    assert plain(of(numbers) * factor) == plain(factor * of(numbers)) == [n * factor for n in numbers]


@pytest.mark.parametrize(("left", "right"), [(2**60, 2**30), (2**30, 2**60), (2**45, 2**45)])
def test_times_a_column(left, right):
    """Given two columns, when neither is small, then exact Python numbers take over."""
    a, b = [left, -left, left - 1], [right, right - 1, -right]
    assert plain(of(a) * of(b)) == plain(of(a) * np.array(b)) == [x * y for x, y in zip(a, b, strict=True)]


@given(columns, st.one_of(st.integers(1, 2**31), st.integers(1, 30).map(lambda n: 10**n), st.integers(2**31, 2**80)))
def test_down_by_a_constant(numbers, by):
    assert plain(of(numbers) // by) == [n // by for n in numbers]


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
@given(columns, large)
def test_comparing(compare, numbers, one):
    for other in (one, numbers[0]):
        assert list(compare(of(numbers), other)) == [compare(n, other) for n in numbers]
    pairs = zip(numbers, numbers[::-1], strict=True)
    assert list(compare(of(numbers), of(numbers[::-1]))) == [compare(a, b) for a, b in pairs]


@given(columns, large)
def test_choosing(numbers, one):
    column, low = of(numbers), np.array([n < one for n in numbers])
    assert plain(wide.minimum(column, one)) == plain(wide.where(low, column, one)) == [min(n, one) for n in numbers]
    assert plain(wide.maximum(one, column)) == [max(n, one) for n in numbers]


def test_ordinary_columns_stay_ordinary():
    a, b = np.array([1, 5]), np.array([3, 3])
    assert list(wide.minimum(a, b)) == [1, 3]
    assert list(wide.maximum(a, b)) == [3, 5]
    assert list(wide.where(a < b, a, b)) == [1, 3]
    assert wide.objects(a) is a
    assert list(wide.small(np.array([7], dtype=object))) == [7]
    assert list(wide.small(of([7, -7]))) == [7, -7]
    assert list(wide.huge(of([2**80]))) == [2**80]
    assert list(wide.big(a).objects()) == [1, 5]


def test_pieces_become_one_column():
    assert plain(wide.joined([np.array([1]), of([2**80])])) == [1, 2**80]
    assert list(wide.joined([np.array([1]), np.array([2])])) == [1, 2]
    assert list(wide.joined([])) == []
    assert of([1])[:0].ends() == (0, 0)
