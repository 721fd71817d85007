"""A proposal: the test of 36 months, the instrument with its reasons, the pool, and the Wsnp beside it."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.rules import settlement
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.settlement import Circumstances, Claim, ClaimFact, ClaimHistory

CLAIMS = (
    Claim("belasting", "Belastingdienst", "preferent", 1950_00),
    Claim("zorg", "Zorgverzekeraar", "concurrent", 2310_55),
    Claim("huur", "Woningcorporatie", "concurrent", 1875_20),
    Claim("boete", "CJIB", "concurrent", 1440_45, discharged=False),
    Claim("hypotheek", "Bank", "concurrent", 90_000_00, participates=False),
)
RATE = Fraction(948, 100_000)


def propose(income="1910", vtlb="1760", claims=CLAIMS, instrument=None, **more):
    circumstances = Circumstances(**{"monthly_rate": RATE, "assets": Amount(300), **more})
    return settlement.propose(Amount.euros(income), Amount.euros(vtlb), claims, circumstances, instrument=instrument)


def test_a_settlement_loan_is_the_standard_and_carries_less_than_the_sum():
    offer = propose()
    assert offer.instrument == "saneringskrediet"
    assert offer.pool.text() == "2771.47"
    assert not offer.is_prognosis
    assert sum(row.amicable for row in offer.rows) == 2771_47
    assert [row.claim.id for row in offer.rows] == ["belasting", "zorg", "huur", "boete"]
    assert "principal" in [step.name for step in offer.steps()]


def test_the_rest_of_a_claim_without_discharge_stays_payable():
    fine = next(row for row in propose().rows if row.claim.id == "boete")
    assert (fine.forgiven, fine.remains) == (0, 1440_45 - fine.amicable)
    rent = next(row for row in propose().rows if row.claim.id == "huur")
    assert (rent.remains, rent.forgiven) == (0, 1875_20 - rent.amicable)


def test_the_wsnp_stands_beside_the_offer_for_each_creditor():
    offer = propose()
    # 150 x 18 + 300 - 2295 = 705 for the creditors in the Wsnp
    assert sum(row.wsnp for row in offer.rows) == 705_00
    assert offer.amicable_better
    business = propose(business=True, couple=True)
    assert sum(row.wsnp for row in business.rows) == 0
    assert sum(row.wsnp for row in propose(administrator_monthly=Amount(10)).rows) == 525_00
    assert not propose(income="1760", assets=Amount(0)).amicable_better


@pytest.mark.parametrize(
    ("more", "instrument", "pool"),
    [
        ({"income": "2100"}, "betalingsregeling", "7576.20"),
        ({"income": "1760", "assets": Amount(0)}, "sa", "0.00"),
        ({"income": "1760"}, "eenmalig", "300.00"),
        ({"income": "1760", "costs": Amount(400)}, "eenmalig", "0.00"),
        ({"income": "1760", "improvement_expected": True}, "schuldbemiddeling", "300.00"),
        ({"capacity_will_change": True}, "schuldbemiddeling", "3000.00"),
        ({"loan_possible": False, "costs": Amount(100)}, "schuldbemiddeling", "2900.00"),
    ],
)
def test_the_instrument_follows_the_situation(more, instrument, pool):
    offer = propose(**more)
    assert (offer.instrument, offer.pool.text()) == (instrument, pool)
    assert offer.reasons
    assert offer.is_prognosis == (instrument == "schuldbemiddeling")


def test_the_helper_may_choose_otherwise_and_that_is_written_down():
    offer = propose(instrument="schuldbemiddeling")
    assert offer.instrument == "schuldbemiddeling"
    assert offer.reasons[-1] == "De hulpverlener koos anders: schuldbemiddeling."
    assert propose(instrument="saneringskrediet").reasons == propose().reasons
    with pytest.raises(BadInputError, match="instrument"):
        propose(instrument="loterij")


def test_exactly_36_months_can_still_be_paid():
    assert not settlement.is_problematic(Amount(5400), Amount(150))
    assert settlement.is_problematic(Amount.euros("5400.01"), Amount(150))
    assert settlement.is_problematic(Amount(1), Amount(0))
    assert settlement.months_needed(Amount(1), Amount(0)) is None
    run = settlement.plan().run({"income": 150, "due_debts": Amount.euros("5400.01")})
    assert run.values[run.plan.names.index("problematic")] is True


def test_the_share_of_a_refuser_in_the_debt():
    assert propose().share_of("boete").text() == "19.01"
    with pytest.raises(BadInputError, match="hypotheek"):
        propose().share_of("hypotheek")


def test_a_proposal_without_claims_is_refused():
    with pytest.raises(BadInputError, match="minstens één"):
        propose(claims=())


@given(st.integers(0, 50_000), st.integers(0, 20), st.integers(1, 60))
def test_a_loan_never_carries_more_than_its_instalments(cents, per_mille, term):
    rate = Fraction(per_mille, 1000)
    run = settlement.plan().run({"income": Amount(cents, 100), "monthly_rate": rate, "term": term})
    assert run["principal"] <= run["gross_total"]
    assert run["interest_total"] >= 0
    balance = run["principal"].ratio
    for _ in range(term):
        balance = balance * (1 + rate) - Fraction(cents, 100)
    assert -Fraction(1, 100) * (1 + rate) ** term < balance <= 0


@pytest.mark.parametrize(
    ("principal", "rate", "count", "paid"),
    [("5000", RATE, 36, "164.59"), ("1000", Fraction(0), 12, "83.33"), ("15000", Fraction(651, 100_000), 36, "468.75")],
)
def test_an_instalment_is_that_of_the_published_tables(principal, rate, count, paid):
    assert settlement.instalment(Amount.euros(principal), rate, count).text() == paid


def test_a_monthly_rate_comes_from_a_yearly_one_to_fifty_digits():
    month = settlement.monthly_rate(Fraction(12, 100))
    assert abs((1 + month) ** 12 - Fraction(112, 100)) < Fraction(1, 10**47)
    assert settlement.monthly_rate(Fraction(0)) == 0
    assert settlement.yearly_percent(month).text(1) == "12.0"


def test_rates_and_terms_out_of_range_are_refused():
    for ask in (
        lambda: settlement.monthly_rate(Fraction(-1)),
        lambda: settlement.monthly_rate(Fraction(2)),
        lambda: settlement.yearly_percent(Fraction(1, 10)),
        lambda: settlement.instalment(Amount(1), Fraction(-1, 100), 12),
        lambda: settlement.instalment(Amount(1), RATE, 0),
        lambda: settlement.instalment(Amount(1), RATE, 361),
        lambda: propose(term=0),
    ):
        with pytest.raises(BadInputError):
            ask()


def test_changes_on_the_way():
    assert settlement.mediation_pool([(6, Amount(120)), (12, Amount(200))], Amount(0)) == (18, Amount(3120))
    assert settlement.review(Amount(120), Amount(100), 3) == (Amount(0), Amount(60))
    extra, pool = settlement.income_change_in_mediation(Amount(150), Amount(100), 18, 7)
    assert (extra, pool) == (Amount(-600), Amount(2100))
    assert settlement.after_discharge(Amount(1000), Amount(20)) == (Amount(200), Amount(800))
    assert settlement.secured(Amount(250), Amount(200), Amount(10)) == (Amount(40), Amount(0))
    assert settlement.without_withdrawn(Amount(100), Amount(1000), Amount(200)) == (Amount(10), Amount.euros("12.5"))


def test_changes_that_cannot_be_are_refused():
    for ask in (
        lambda: settlement.mediation_pool([], Amount(0)),
        lambda: settlement.mediation_pool([(0, Amount(1))], Amount(0)),
        lambda: settlement.mediation_pool([(1, Amount(-1))], Amount(0)),
        lambda: settlement.income_change_in_mediation(Amount(1), Amount(1), 18, 19),
        lambda: settlement.fallen_through(Amount(1), Amount(101), Amount(0)),
        lambda: settlement.fallen_through(Amount(1), Amount(1), Amount(2)),
        lambda: settlement.share_percent(Amount(1), Amount(0)),
        lambda: settlement.share_percent(Amount(-1), Amount(1)),
        lambda: settlement.without_withdrawn(Amount(1), Amount(1), Amount(1)),
    ):
        with pytest.raises(BadInputError):
            ask()


def test_a_claim_is_what_its_facts_say_on_a_day():
    history = ClaimHistory(CLAIMS[1], date(2026, 1, 1))
    history = history.with_fact(ClaimFact(date(2026, 3, 1), "rank", "preferent", "wet per 1-3-2026"))
    history = history.with_fact(ClaimFact(date(2026, 2, 1), "cents", 2000_00, "brief van de schuldeiser"))
    history = history.with_fact(ClaimFact(date(2026, 4, 1), "withdrawn", True, "brief van de schuldeiser"))
    assert history.on(date(2026, 1, 31)) == CLAIMS[1]
    assert history.on(date(2026, 2, 1)).cents == 2000_00
    assert history.on(date(2026, 3, 1)).share.preferent
    assert not history.on(date(2026, 4, 1)).counts
    corrected = history.with_fact(ClaimFact(date(2026, 2, 1), "cents", 1900_00, "correctie"))
    assert corrected.on(date(2026, 2, 1)).cents == 1900_00
    with pytest.raises(BadInputError, match="nog niet"):
        history.on(date(2025, 12, 31))


@pytest.mark.parametrize(
    ("field", "value", "day", "source"),
    [
        ("kleur", True, date(2026, 2, 1), "brief"),
        ("rank", "gewoon", date(2026, 2, 1), "brief"),
        ("rank", 5, date(2026, 2, 1), "brief"),
        ("cents", True, date(2026, 2, 1), "brief"),
        ("cents", -1, date(2026, 2, 1), "brief"),
        ("disputed", "ja", date(2026, 2, 1), "brief"),
        ("disputed", True, date(2025, 2, 1), "brief"),
        ("disputed", True, date(2026, 2, 1), ""),
    ],
)
def test_a_fact_that_cannot_be_is_refused(field, value, day, source):
    with pytest.raises(BadInputError):
        ClaimHistory(CLAIMS[0], date(2026, 1, 1)).with_fact(ClaimFact(day, field, value, source))
