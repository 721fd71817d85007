"""A hundred thousand proposals at once pay the same cents as one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.rules.errors import BadInputError
from houvast.rules.settlement import Share, distribute, in_columns

claim = st.tuples(st.booleans(), st.one_of(st.integers(0, 400), st.integers(0, 10**12)))
proposal = st.tuples(
    st.integers(0, 10**12), st.lists(claim, min_size=1, max_size=9).filter(lambda c: any(x for _, x in c))
)
near = st.tuples(st.integers(0, 900), st.lists(st.tuples(st.booleans(), st.integers(0, 200)), min_size=1, max_size=9)
                 .filter(lambda c: any(x for _, x in c)))  # fmt: skip


def columns(proposals):
    rows = [row for _, rows in proposals for row in rows]
    return (
        np.array([pool for pool, _ in proposals]),
        in_columns.Claims(
            np.array([len(rows) for _, rows in proposals]),
            np.array([first for first, _ in rows]),
            np.array([cents for _, cents in rows]),
            np.array([turn for _, rows in proposals for turn in range(len(rows))]),
        ),
    )


@pytest.mark.large
@given(st.lists(st.one_of(proposal, near), min_size=1, max_size=12))
def test_columns_pay_the_same_cents_as_one_by_one(proposals):
    found = iter(in_columns.pay(*columns(proposals)).tolist())
    for pool, rows in proposals:
        shares = [Share(chr(97 + turn), first, cents) for turn, (first, cents) in enumerate(rows)]
        assert list(distribute(pool, shares).payout.values()) == [next(found) for _ in rows]


@pytest.mark.parametrize(
    ("pool", "rows", "what"),
    [
        ([-1], [(True, 1)], "pool"),
        ([10**12 + 1], [(True, 1)], "pool"),
        ([1], [(True, -1)], "amount"),
        ([1], [(True, 10**12 + 1)], "amount"),
        ([], [(True, 1)], "claims"),
    ],
)
def test_what_cannot_be_distributed_is_refused_by_name(pool, rows, what):
    _, claims = columns([(0, rows)])
    with pytest.raises(BadInputError, match=f"“{what}”"):
        in_columns.pay(np.array(pool), claims)


def test_a_proposal_without_claims_or_with_uneven_columns_is_refused():
    _, claims = columns([(0, [(True, 1)])])
    with pytest.raises(BadInputError, match="minstens één"):
        in_columns.pay(np.array([1]), in_columns.Claims(np.array([0]), claims.preferent, claims.cents, claims.turn))
    with pytest.raises(BadInputError, match="even lang"):
        in_columns.pay(np.array([1]), in_columns.Claims(np.array([2]), claims.preferent, claims.cents, claims.turn))


def test_ten_thousand_large_claims_among_many_proposals_stay_exact():
    large = (10**12 - 7, [(True, 10**12 - 3 * turn) for turn in range(10_000)])
    proposals = [large, *[(10, [(False, 7), (True, 9)])] * 299]
    found = in_columns.pay(*columns(proposals)).tolist()
    shares = [Share(f"{turn:05}", first, cents) for turn, (first, cents) in enumerate(large[1])]
    assert found[:10_000] == list(distribute(large[0], shares).payout.values())
    assert found[10_000:10_002] == list(distribute(10, [Share("a", False, 7), Share("b", True, 9)]).payout.values())
