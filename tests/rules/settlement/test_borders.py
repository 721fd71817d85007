"""Every border of a settlement: what is just allowed, and what is refused one cent, month or day further."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from houvast.rules import settlement
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.settlement import Circumstances, Claim, ClaimFact, ClaimHistory, Share

CENT = Amount(1, 100)
MOST = 10**12


def allowed(call, *args, **more):
    try:
        call(*args, **more)
    except BadInputError:
        return False
    return True


def test_the_range_of_every_input_is_as_written_down():
    shown = {i.name: (str(i.default), str(i.lowest), str(i.highest)) for i in settlement.book.inputs.values()}
    assert shown == {
        "income": ("None", "0", "1000000"),
        "vtlb": ("0", "0", "1000000"),
        "term": ("18", "1", "360"),
        "monthly_rate": ("0", "0", "1/20"),
        "assets": ("0", "0", "1000000000"),
        "costs": ("0", "0", "1000000000"),
        "due_debts": ("0", "0", "100000000000000"),
        "test_months": ("36", "1", "120"),
        "administrator_fixed": ("0", "0", "1000000000"),
        "administrator_monthly": ("0", "0", "1000000"),
        "yearly_holiday_allowance": ("0", "0", "1000000000"),
    }


def test_a_period_of_a_mediation_has_a_month_and_may_hold_nothing():
    assert settlement.mediation_pool([(1, Amount(0)), (2, Amount(10))], Amount(5)) == (3, Amount(25))
    assert not allowed(settlement.mediation_pool, [(0, Amount(10))], Amount(0))
    assert not allowed(settlement.mediation_pool, [(1, Amount(0) - CENT)], Amount(0))
    assert not allowed(settlement.mediation_pool, [], Amount(0))


def test_a_change_of_income_falls_in_the_term():
    change = settlement.income_change_in_mediation
    assert change(Amount(10), Amount(20), 18, 1) == (Amount(180), Amount(360))
    assert change(Amount(10), Amount(20), 18, 18) == (Amount(10), Amount(190))
    assert not allowed(change, Amount(10), Amount(20), 18, 0)
    assert not allowed(change, Amount(10), Amount(20), 18, 19)


@pytest.mark.parametrize(
    ("percent", "paid", "good"),
    [("0", "0", True), ("100", "50", True), ("100.01", "0", False), ("-0.01", "0", False),
     ("10", "100", True), ("10", "100.01", False), ("10", "-0.01", False)],
)  # fmt: skip
def test_what_fell_through_was_between_nothing_and_everything(percent, paid, good):
    given = (Amount(100), Amount.euros(percent), Amount.euros(paid))
    assert allowed(settlement.fallen_through, *given) is good


def test_what_was_offered_is_rounded_half_up_to_the_cent():
    assert settlement.fallen_through(Amount.euros("100.10"), Amount.euros("0.05"), Amount(0))[0] == Amount(5, 100)
    assert settlement.after_discharge(Amount.euros("0.33"), Amount(50))[0] == Amount(17, 100)


def test_the_plan_says_the_same_of_36_months_as_the_test_itself():
    for debts, problem in ((Amount(3600), False), (Amount(3600) + CENT, True)):
        run = settlement.plan().run({"income": Amount(100), "due_debts": debts})
        assert (
            bool(run.values[run.plan.places["problematic"]]) is problem is settlement.is_problematic(debts, Amount(100))
        )


def test_a_share_is_of_something_and_not_below_zero():
    assert settlement.share_percent(Amount(0), CENT) == Amount(0)
    assert settlement.share_percent(Amount(1), Amount(8)) == Amount(1250, 100)
    assert not allowed(settlement.share_percent, Amount(0), Amount(0))
    assert not allowed(settlement.share_percent, Amount(0) - CENT, Amount(1))


def test_a_withdrawn_claim_is_smaller_than_all_of_them():
    without = settlement.without_withdrawn
    assert without(Amount(10), Amount(100), Amount(0)) == (Amount(10), Amount(10))
    assert without(Amount(10), Amount(100), Amount(50)) == (Amount(10), Amount(20))
    assert allowed(without, Amount(10), Amount(100), Amount(100) - CENT)
    with pytest.raises(BadInputError, match="“withdrawn_claim”"):
        without(Amount(10), Amount(100), Amount(100))
    assert not allowed(without, Amount(10), Amount(100), Amount(0) - CENT)


def test_what_stays_payable_and_what_a_home_brings():
    assert settlement.after_discharge(Amount(300), Amount(10)) == (Amount(30), Amount(270))
    assert settlement.secured(Amount(200), Amount(150), Amount(4)) == (Amount(46), Amount(0))
    assert settlement.secured(Amount(200), Amount(210), Amount(4)) == (Amount(0), Amount(14))
    assert settlement.review(Amount(120), Amount(150), 3) == (Amount(90), Amount(0))
    assert settlement.review(Amount(120), Amount(100), 3) == (Amount(0), Amount(60))


@pytest.mark.parametrize(
    ("pool", "cents", "what"),
    [(0, [1], ""), (MOST, [1], ""), (-1, [1], "pool"), (MOST + 1, [1], "pool"), (5, [0, 1], ""), (5, [MOST, 1], ""),
     (5, [3, -1], "“s1”"), (5, [3, MOST + 1], "“s1”"), (5, [0, 0], "samen zijn nul"), (5, [], "minstens één")],
)  # fmt: skip
def test_what_may_be_distributed(pool, cents, what):
    shares = [Share(f"s{n}", False, c) for n, c in enumerate(cents)]
    if what:
        with pytest.raises(BadInputError, match=what):
            settlement.distribute(pool, shares)
    else:
        assert sum(settlement.distribute(pool, shares).payout.values()) == min(pool, sum(cents))


def test_the_number_of_claims_and_double_ids():
    many = [Share(f"{n:05}", False, 1) for n in range(10_001)]
    assert len(settlement.distribute(7, many[:-1]).payout) == 10_000
    assert not allowed(settlement.distribute, 7, many)
    with pytest.raises(BadInputError, match="“b”"):
        settlement.distribute(7, [Share("b", False, 1), Share("a", False, 1), Share("b", True, 2)])
    assert settlement.pay(7, []) == []


def test_preferent_is_full_from_one_cent_above_the_border():
    shares = [Share("p", True, 1000), Share("c", False, 2000)]
    below, on, above = (settlement.distribute(pool, shares) for pool in (1999, 2000, 2001))
    assert (below.payout["p"], on.payout["p"], above.payout["p"]) == (999, 1000, 1000)
    assert (below.payout["c"], on.payout["c"], above.payout["c"]) == (1000, 1000, 1001)
    assert (below.preferent, on.preferent, above.preferent) == (Fraction(1999, 2000), 1, 1)
    assert (below.concurrent, on.concurrent, above.concurrent) == (
        Fraction(1999, 4000), Fraction(1, 2), Fraction(1001, 2000))  # fmt: skip


def test_everything_is_paid_from_the_sum_on():
    shares = [Share("p", True, 10), Share("c", False, 20)]
    short, full, over = (settlement.distribute(pool, shares) for pool in (29, 30, 31))
    assert (short.forgiven, full.forgiven, over.forgiven) == (1, 0, 0)
    assert (short.surplus, full.surplus, over.surplus) == (0, 0, 1)
    assert (full.preferent, full.concurrent) == (1, 1)
    assert short.concurrent == Fraction(19, 20)
    assert not any("over: alles" in line for line in full.lines)
    assert any("€ 0,01 over: alles" in line for line in over.lines)
    assert not any("tot 100%" in line for line in full.lines)
    assert any("tot 100%" in line for line in short.lines)


def test_a_rank_without_claims_has_no_percentage():
    only_first = settlement.distribute(5, [Share("p", True, 10)])
    only_rest = settlement.distribute(5, [Share("c", False, 10)])
    assert (only_first.preferent, only_first.concurrent) == (Fraction(1, 2), None)
    assert (only_rest.preferent, only_rest.concurrent) == (None, Fraction(1, 2))
    assert [len(one.lines) for one in (only_first, only_rest)] == [1, 1]


def test_an_agreed_amount_lies_between_nothing_and_the_claim():
    shares = [Share("a", False, 100), Share("b", False, 50)]
    settle = settlement.settle_dispute
    assert settle(30, shares, "b", 0)[1].payout == {"a": 30, "b": 0}
    assert settle(30, shares, "b", 50)[1].payout == {"a": 20, "b": 10}
    assert not allowed(settle, 30, shares, "b", -1)
    assert not allowed(settle, 30, shares, "b", 51)
    assert not allowed(settle, 30, shares, "c", 1)


FIRST = ClaimHistory(Claim("h", "Woning", "concurrent", 100), date(2026, 1, 10))


def test_a_fact_of_a_claim_holds_from_its_day_and_the_later_of_two_wins():
    day = date(2026, 1, 10)
    changed = FIRST.with_fact(ClaimFact(day, "cents", 0, "brief"))
    assert changed.on(day).cents == 0
    assert changed.on(day + timedelta(days=400)).cents == 0
    twice = changed.with_fact(ClaimFact(day, "cents", 5, "brief 2"))
    assert twice.on(day).cents == 5
    later = FIRST.with_fact(ClaimFact(day + timedelta(days=1), "withdrawn", True, "brief"))
    assert (later.on(day).counts, later.on(day + timedelta(days=1)).counts) == (True, False)
    assert not allowed(FIRST.with_fact, ClaimFact(day - timedelta(days=1), "cents", 1, "brief"))
    assert not allowed(FIRST.with_fact, ClaimFact(day, "cents", -1, "brief"))
    assert not allowed(FIRST.with_fact, ClaimFact(day, "cents", True, "brief"))
    assert not allowed(FIRST.with_fact, ClaimFact(day, "rank", "eerst", "brief"))
    assert not allowed(FIRST.with_fact, ClaimFact(day, "cents", 1, ""))
    assert not allowed(FIRST.on, day - timedelta(days=1))
    assert FIRST.with_fact(ClaimFact(day, "rank", "preferent", "wet")).on(day).share == Share("h", True, 100)
    assert not FIRST.with_fact(ClaimFact(day, "participates", False, "brief")).on(day).counts


@pytest.mark.parametrize(
    ("rate", "count", "good"),
    [("0", 1, True), ("0.05", 360, True), ("0.0500001", 18, False), ("-0.0001", 18, False), ("0.01", 0, False),
     ("0.01", 361, False)],
)  # fmt: skip
def test_rates_and_terms_have_ends(rate, count, good):
    assert allowed(settlement.instalment, Amount(1000), Amount.euros(rate).ratio, count) is good


def test_a_yearly_rate_lies_between_nothing_and_everything():
    assert settlement.monthly_rate(Fraction(0)) == 0
    assert str(float(settlement.monthly_rate(Fraction(1))))[:8] == "0.059463"
    assert settlement.monthly_rate(Fraction(1)).denominator <= 10**50
    assert not allowed(settlement.monthly_rate, Fraction(-1, 100))
    assert not allowed(settlement.monthly_rate, Fraction(101, 100))


CLAIMS = (Claim("a", "A", "preferent", 500_00), Claim("b", "B", "concurrent", 9_500_00))


def propose(income="1000", vtlb="900", claims=CLAIMS, instrument=None, **more):
    return settlement.propose(
        Amount.euros(income), Amount.euros(vtlb), claims, Circumstances(**more), instrument=instrument
    )


def test_a_single_payment_is_the_assets_without_the_costs():
    assert propose("900", assets=Amount(500), costs=Amount(20)).pool == Amount(480)
    assert propose("900", assets=Amount(20), costs=Amount(20)).pool == Amount(0)
    assert propose("900", assets=Amount(20), costs=Amount(21)).pool == Amount(0)


@pytest.mark.parametrize(
    ("business", "couple", "fee"),
    [(False, False, 2295), (False, True, 2762), (True, False, 3772), (True, True, 4534)],
)
def test_the_fee_of_the_administrator_is_that_of_the_law(business, couple, fee):
    found = propose("2000", "900", (Claim("b", "B", "concurrent", 99_999_00),), business=business, couple=couple,
                    administrator_monthly=Amount(50))  # fmt: skip
    assert found.run["net_wsnp"] == Amount(1100 * 18 - fee - 18 * 50)
    assert found.wsnp.pool == (1100 * 18 - fee - 900) * 100


def test_36_months_are_a_plan_and_a_cent_more_is_a_settlement():
    exact = (Claim("b", "B", "concurrent", 3600_00),)
    more = (Claim("b", "B", "concurrent", 3600_01),)
    assert propose(claims=exact).instrument == "betalingsregeling"
    assert propose(claims=exact).pool == Amount(3600)
    assert propose(claims=more).instrument == "saneringskrediet"
    assert settlement.months_needed(Amount(3600), Amount(100)) == Amount(36)
    assert settlement.months_needed(Amount(1), Amount(0)) is None
    assert settlement.months_needed(Amount(2), Amount(3)) == Amount(6667, 10_000)


@pytest.mark.parametrize(
    ("capacity", "assets", "improves", "zero"),
    [(0, 0, False, True), (1, 0, False, False), (0, 1, False, False), (0, 0, True, False)],
)
def test_an_offer_of_nothing_needs_nothing_of_all(capacity, assets, improves, zero):
    assert settlement.is_zero_offer(Amount(capacity), Amount(assets), improves) is zero


def test_amicable_is_better_only_when_it_is_more():
    even = propose("900", claims=CLAIMS)
    assert (even.instrument, even.amicable_better) == ("sa", False)
    assert propose().amicable_better
    assert propose(instrument="schuldbemiddeling").is_prognosis
    assert not propose().is_prognosis


def test_the_rest_is_forgiven_or_stays_and_a_refuser_has_a_share():
    kept = Claim("c", "C", "concurrent", 10_000_00, discharged=False)
    found = propose(claims=(*CLAIMS, kept))
    for row in found.rows:
        rest = row.claim.cents - row.amicable
        assert (row.forgiven, row.remains) == ((rest, 0) if row.claim.discharged else (0, rest))
    assert found.share_of("a") == Amount(250, 100)
    with pytest.raises(BadInputError, match="“x”"):
        found.share_of("x")


def test_only_claims_that_take_part_count():
    out = Claim("c", "C", "concurrent", 10_000_00, participates=False)
    gone = Claim("d", "D", "concurrent", 10_000_00, withdrawn=True)
    assert [row.claim.id for row in propose(claims=(*CLAIMS, out, gone)).rows] == ["a", "b"]
    assert propose(claims=(*CLAIMS, out, gone)).run["due_debts"] == Amount(10_000)


ROWS = [{"id": "a", "rank": "preferent", "amount": "500"}, {"id": "b", "rank": "concurrent", "amount": "9500"}]
GIVEN = {"income": "1000", "vtlb": "900", "claims": ROWS}


def test_a_file_says_the_same_as_the_call():
    found = settlement.offer_given(GIVEN)
    assert (found.run["term"], found.pool) == (Amount(18), propose().pool)
    assert [row.claim.creditor for row in found.rows] == ["a", "b"]
    assert settlement.offer_given({**GIVEN, "term": 1}).run["gross_total"] == Amount(100)
    assert settlement.offer_given({**GIVEN, "term": 360}).run["term"] == Amount(360)
    assert not allowed(settlement.offer_given, {**GIVEN, "term": 0})
    with pytest.raises(BadInputError, match="tussen 1 en 360 liggen"):
        settlement.offer_given({**GIVEN, "term": 361})
    rows = [{**GIVEN["claims"][0], "amount": "0"}, {**GIVEN["claims"][1], "amount": "10000000000"}]
    assert allowed(settlement.offer_given, {**GIVEN, "claims": rows})
    for wrong in ("-0.01", "10000000000.01"):
        assert not allowed(settlement.offer_given, {**GIVEN, "claims": [{**GIVEN["claims"][0], "amount": wrong}]})


def test_several_payouts_are_counted_together_and_never_below_zero():
    shares = [Share("a", False, 100), Share("b", False, 200), Share("c", False, 300)]
    found = settlement.distribute_in_parts([1, 1, 1, 596, 5], shares)
    assert [pool for pool, _, _ in found] == [1, 2, 3, 599, 604]
    paid = {"a": 0, "b": 0, "c": 0}
    for _, whole, now in found:
        assert min(now.values()) >= 0
        paid = {name: paid[name] + cents for name, cents in now.items()}
        assert all(paid[name] >= whole.payout[name] for name in paid)
    assert paid == {"a": 100, "b": 200, "c": 300}
