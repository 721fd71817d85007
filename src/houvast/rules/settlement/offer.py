"""The proposal: test, instrument, pool, distribution, and beside it what each creditor gets in the Wsnp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from houvast.rules import trace
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.plans import Plan, Run, build
from houvast.rules.settlement.book import book
from houvast.rules.settlement.claims import Claim
from houvast.rules.settlement.distribution import Distribution, distribute

TERM = 18
ZERO = Amount(0)
TEST_MONTHS = 36
INSTRUMENTS = {
    "betalingsregeling": "betalingsregeling van 100%",
    "saneringskrediet": "saneringskrediet",
    "schuldbemiddeling": "schuldbemiddeling",
    "sa": "schuldregeling zonder afloscapaciteit",
    "eenmalig": "eenmalige betaling uit vermogen",
}
# Fixed fee of the administrator (Stb. 2023, 466): business, couple.
ADMINISTRATOR_FIXED = {
    (False, False): 2295_00,
    (False, True): 2762_00,
    (True, False): 3772_00,
    (True, True): 4534_00,
}

_WANTED = (
    "capacity", "gross_total", "problematic", "principal", "interest_total", "pool_loan", "pool_mediation",
    "gross_estate", "net_wsnp",
)  # fmt: skip


@lru_cache(maxsize=1)
def plan() -> Plan:
    """All amounts of a settlement."""
    return build(book, (*_WANTED, "holiday_over_term"), day=date(2026, 1, 1))


def months_needed(due_debts: Amount, capacity: Amount) -> Amount | None:
    """Months to pay everything, half up to four decimals; ``None`` when there is no capacity."""
    return (due_debts / capacity).rounded_half_up(4) if capacity > 0 else None


def is_problematic(due_debts: Amount, capacity: Amount) -> bool:
    """More than 36 months of capacity; exactly 36 can still be paid."""
    return due_debts > capacity * TEST_MONTHS


def is_zero_offer(capacity: Amount, assets: Amount, improvement_expected: bool) -> bool:
    """A settlement without capacity: nothing to pay with, and nothing expected within the term."""
    return capacity == 0 and assets == 0 and not improvement_expected


@dataclass(frozen=True)
class Circumstances:
    """What decides the instrument beside the amounts. Amounts in euro; the rate is a fraction a month."""

    monthly_rate: Fraction = Fraction(0)
    term: int = TERM
    assets: Amount = ZERO
    costs: Amount = ZERO
    improvement_expected: bool = False
    capacity_will_change: bool = False
    loan_possible: bool = True
    business: bool = False
    couple: bool = False
    administrator_monthly: Amount = ZERO


@dataclass(frozen=True)
class Row:
    """One creditor in a proposal, in cents: claim, amicable payment, Wsnp payment, forgiven, still payable after."""

    claim: Claim
    amicable: int
    wsnp: int
    forgiven: int
    remains: int


@dataclass(frozen=True)
class Offer:
    """A proposal with everything a creditor or court may ask for."""

    run: Run
    instrument: str
    reasons: tuple[str, ...]
    pool: Amount
    amicable: Distribution
    wsnp: Distribution
    rows: tuple[Row, ...]

    @property
    def amicable_better(self) -> bool:
        """Whether creditors together get more than in the Wsnp."""
        return sum(row.amicable for row in self.rows) > sum(row.wsnp for row in self.rows)

    @property
    def is_prognosis(self) -> bool:
        """Mediation tells an expectation; a loan, a single payment and an SA are fixed."""
        return self.instrument == "schuldbemiddeling"

    def share_of(self, claim_id: str) -> Amount:
        """Share of one claim in the total debt as a percentage, half up to two decimals."""
        total = sum(row.claim.cents for row in self.rows)
        for row in self.rows:
            if row.claim.id == claim_id:
                return Amount(row.claim.cents * 100, total).rounded_half_up(2)
        raise BadInputError("id", f"schuld “{claim_id}” doet niet mee in dit voorstel.")

    def steps(self) -> list[trace.Step]:
        """The explanation of the amounts; ``amicable.lines`` and ``reasons`` tell the rest."""
        return trace.steps(self.run)


def choose(run: Run, problematic: bool, c: Circumstances) -> tuple[str, tuple[str, ...]]:
    """The instrument with its reasons; an advice that the helper may leave with a reason of his own."""
    capacity = run["capacity"]
    if not problematic:
        return "betalingsregeling", ("Alles kan binnen 36 maanden worden betaald.",)
    if is_zero_offer(capacity, c.assets, c.improvement_expected):
        return "sa", ("Er is geen afloscapaciteit en geen vermogen.", "Binnen de looptijd verandert dat niet.")
    if capacity == 0 and not c.improvement_expected:
        return "eenmalig", ("Er is geen afloscapaciteit, wel vermogen.",)
    if c.capacity_will_change or capacity == 0:
        return "schuldbemiddeling", ("De afloscapaciteit verandert bijna zeker.",)
    if not c.loan_possible:
        return "schuldbemiddeling", ("Een krediet is niet mogelijk.",)
    return "saneringskrediet", ("Een saneringskrediet is de standaard.",)


def propose(
    income: Amount,
    vtlb: Amount,
    claims: Sequence[Claim],
    circumstances: Circumstances,
    *,
    instrument: str | None = None,
) -> Offer:
    """The proposal over the claims that count. Refuses an unknown instrument and a list without claims."""
    c = circumstances
    taking_part = [claim for claim in claims if claim.counts]
    due = Amount(sum(claim.cents for claim in taking_part), 100)
    run = plan().run(
        {
            "income": income,
            "vtlb": vtlb,
            "due_debts": due,
            "monthly_rate": c.monthly_rate,
            "term": c.term,
            "assets": c.assets,
            "costs": c.costs,
            "administrator_fixed": Amount(ADMINISTRATOR_FIXED[(c.business, c.couple)], 100),
            "administrator_monthly": c.administrator_monthly,
        }
    )
    chosen, reasons = choose(run, is_problematic(due, run["capacity"]), c)
    if instrument is not None and instrument not in INSTRUMENTS:
        raise BadInputError("instrument", "kies een van: " + ", ".join(INSTRUMENTS) + ".")
    if instrument is not None and instrument != chosen:
        chosen, reasons = instrument, (*reasons, f"De hulpverlener koos anders: {INSTRUMENTS[instrument]}.")
    pool = pool_of(chosen, run, due, c)
    shares = [claim.share for claim in taking_part]
    amicable, wsnp = distribute(_cents(pool), shares), distribute(_cents(run["net_wsnp"]), shares)
    rows = tuple(_row(claim, amicable, wsnp) for claim in taking_part)
    return Offer(run, chosen, reasons, pool, amicable, wsnp, rows)


def pool_of(instrument: str, run: Run, due: Amount, c: Circumstances) -> Amount:
    """What is there to distribute with an instrument."""
    match instrument:
        case "betalingsregeling":
            return due
        case "saneringskrediet":
            return run["pool_loan"]
        case "schuldbemiddeling":
            return run["pool_mediation"]
        case "eenmalig":
            return c.assets - c.costs if c.assets > c.costs else ZERO
    return ZERO


def _row(claim: Claim, amicable: Distribution, wsnp: Distribution) -> Row:
    paid = amicable.payout[claim.id]
    rest = claim.cents - paid
    forgiven, remains = (rest, 0) if claim.discharged else (0, rest)
    return Row(claim, paid, wsnp.payout[claim.id], forgiven, remains)


def _cents(amount: Amount) -> int:
    return int((amount * 100).rounded_down(0).ratio)
