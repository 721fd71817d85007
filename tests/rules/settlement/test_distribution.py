"""Distribution: sums are exact, order never matters, nobody gets more than his claim, and a second way agrees."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.rules import settlement
from houvast.rules.errors import BadInputError
from houvast.rules.settlement import Share

claims = st.lists(
    st.tuples(st.booleans(), st.integers(0, 5_000_000)), min_size=1, max_size=14
).filter(lambda rows: any(cents for _, cents in rows))  # fmt: skip
pools = st.integers(0, 30_000_000)


def shares_of(rows):
    return [Share(f"c{place:02}", preferent, cents) for place, (preferent, cents) in enumerate(rows)]


def second_way(pool, shares):
    """Fill slowly: raise one level for all until the money is gone; a preferent claim rises twice as fast."""
    level, left, open_ = Fraction(0), Fraction(pool), list(shares)
    got = {s.id: Fraction(0) for s in shares}
    while open_ and left > 0:
        weight = sum(s.cents * (2 if s.preferent else 1) for s in open_)
        full_at = min(Fraction(1, 2) if s.preferent else Fraction(1) for s in open_)
        rise = full_at - level if weight == 0 else min(Fraction(left, weight), full_at - level)
        for s in open_:
            step = rise * s.cents * (2 if s.preferent else 1)
            got[s.id] += step
            left -= step
        level += rise
        open_ = [s for s in open_ if (Fraction(1, 2) if s.preferent else Fraction(1)) > level]
    cents = {name: int(value) for name, value in got.items()}
    spare = int(sum(got.values())) - sum(cents.values())
    by_id = {s.id: s for s in shares}
    while spare:
        best = min(got, key=lambda n: (cents[n] - got[n], -by_id[n].cents, n))
        cents[best] += 1
        spare -= 1
    return cents


@given(pools, claims)
def test_a_second_way_gives_the_same_cents(pool, rows):
    shares = shares_of(rows)
    assert dict(settlement.distribute(pool, shares).payout) == second_way(pool, shares)


@given(pools, claims)
def test_payments_add_up_and_never_pass_a_claim(pool, rows):
    shares = shares_of(rows)
    found = settlement.distribute(pool, shares)
    total = sum(share.cents for share in shares)
    assert sum(found.payout.values()) == min(pool, total)
    assert found.surplus == max(0, pool - total)
    assert found.forgiven == max(0, total - pool)
    for share in shares:
        assert 0 <= found.payout[share.id] <= share.cents


@given(pools, claims, st.randoms())
def test_the_order_of_the_creditors_never_matters(pool, rows, chance):
    shares = shares_of(rows)
    mixed = list(shares)
    chance.shuffle(mixed)
    assert dict(settlement.distribute(pool, shares).payout) == dict(settlement.distribute(pool, mixed).payout)


@given(pools, st.integers(0, 1_000_000), claims)
def test_a_larger_pool_never_lowers_a_percentage(pool, more, rows):
    shares = shares_of(rows)
    less, higher = settlement.distribute(pool, shares), settlement.distribute(pool + more, shares)
    for before, after in ((less.preferent, higher.preferent), (less.concurrent, higher.concurrent)):
        assert before is None or before <= after


@given(pools, claims)
def test_preferent_gets_twice_the_percentage_or_everything(pool, rows):
    found = settlement.distribute(pool, shares_of(rows))
    if found.preferent is not None and found.concurrent is not None:
        assert found.preferent == min(1, 2 * found.concurrent)


@given(st.lists(st.integers(0, 3_000_000), min_size=1, max_size=6), claims)
def test_payouts_in_parts_end_within_a_cent_of_one_payout(amounts, rows):
    shares = shares_of(rows)
    parts = settlement.distribute_in_parts(amounts, shares)
    once = settlement.distribute(sum(amounts), shares)
    for share in shares:
        paid = sum(now[share.id] for _, _, now in parts)
        assert 0 <= paid - once.payout[share.id] <= len(amounts)
    assert parts[-1][0] == sum(amounts)


@pytest.mark.parametrize(("pool", "first", "rest"), [(2_000_00, 1_000_00, 2_000_00), (1_00, 1_00, 0), (0, 5, 5)])
def test_around_the_cap_a_cent_moves_only_a_cent(pool, first, rest):
    shares = [Share("a", True, first), Share("b", False, rest)]
    for step in (-1, 0, 1):
        if pool + step < 0:
            continue
        assert dict(settlement.distribute(pool + step, shares).payout) == second_way(pool + step, shares)


def test_left_over_cents_go_to_the_largest_remainder_then_the_larger_claim_then_the_lower_id():
    same = [Share("b", False, 100), Share("a", False, 100), Share("c", False, 100)]
    assert settlement.pay(100, same) == [33, 34, 33]
    larger = [Share("a", False, 3), Share("z", False, 9)]
    assert settlement.pay(10, larger) == [2, 8]


def test_the_outcome_is_told_in_words():
    found = settlement.distribute(400_000, [Share("b", True, 100_000), Share("h", False, 450_000)])
    assert found.lines == (
        "Preferente schuldeisers krijgen 100,00%.",
        "Gewone schuldeisers krijgen 66,67%.",
        "Preferent is tot 100% betaald; de rest is voor de gewone schuldeisers.",
    )
    over = settlement.distribute(200, [Share("h", False, 100)])
    assert over.lines[-1] == "Er blijft € 1,00 over: alles kan worden betaald."
    assert settlement.distribute(50, [Share("h", True, 100)]).lines == ("Preferente schuldeisers krijgen 50,00%.",)


@pytest.mark.parametrize(
    ("pool", "shares", "what"),
    [
        (-1, [Share("a", False, 1)], "niet negatief"),
        (10**13, [Share("a", False, 1)], "niet negatief"),
        (1, [], "minstens één"),
        (1, [Share("a", False, 1), Share("a", True, 1)], "twee keer"),
        (1, [Share("a", False, -1)], "negatief"),
        (1, [Share("a", False, 10**13)], "te groot"),
        (1, [Share("a", False, 0), Share("b", True, 0)], "zijn nul"),
        (1, [Share(str(n), False, 1) for n in range(10_001)], "meer dan 10000"),
    ],
)
def test_a_distribution_that_cannot_be_is_refused_in_words(pool, shares, what):
    with pytest.raises(BadInputError, match=what):
        settlement.distribute(pool, shares)


def test_ten_thousand_creditors_and_ten_million_are_no_problem():
    many = [Share(f"{n:05}", n % 3 == 0, n * 100) for n in range(10_000)]
    assert sum(settlement.distribute(10_000_000_00, many).payout.values()) == 10_000_000_00


@pytest.mark.parametrize(
    "rows",
    [
        "a",
        ["a"],
        [{"id": "a", "rank": "preferent"}],
        [{"id": "a", "rank": "gewoon", "amount": "1"}],
        [{"id": "a", "rank": "preferent", "amount": "1.005"}],
        [{"id": "a", "rank": "preferent", "amount": "1", "kleur": "rood"}],
    ],
)
def test_a_list_of_claims_that_cannot_be_read_is_refused(rows):
    with pytest.raises(BadInputError):
        settlement.read_shares(rows)


def test_a_dispute_is_about_a_claim_in_the_list_and_not_above_it():
    shares = [Share("a", False, 100), Share("b", False, 100)]
    with pytest.raises(BadInputError, match="staat niet"):
        settlement.settle_dispute(50, shares, "c", 10)
    for agreed in (-1, 101):
        with pytest.raises(BadInputError, match="tussen nul"):
            settlement.settle_dispute(50, shares, "a", agreed)
