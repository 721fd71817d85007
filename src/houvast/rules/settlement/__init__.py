"""Settlement: what a debtor can offer, what each creditor gets, and what the Wsnp would give beside it."""

from houvast.rules.settlement.book import book
from houvast.rules.settlement.claims import Claim, ClaimFact, ClaimHistory
from houvast.rules.settlement.distribution import (
    RANKS,
    Distribution,
    Share,
    cents_of,
    distribute,
    distribute_in_parts,
    pay,
    percent,
    read_shares,
    settle_dispute,
)
from houvast.rules.settlement.execution import (
    after_discharge,
    fallen_through,
    income_change_in_mediation,
    mediation_pool,
    review,
    secured,
    share_percent,
    without_withdrawn,
)
from houvast.rules.settlement.given import offer_given
from houvast.rules.settlement.loan import instalment, monthly_rate, yearly_percent
from houvast.rules.settlement.offer import (
    INSTRUMENTS,
    TERM,
    Circumstances,
    Offer,
    Row,
    is_problematic,
    is_zero_offer,
    months_needed,
    plan,
    propose,
)

__all__ = [
    "INSTRUMENTS",
    "RANKS",
    "TERM",
    "Circumstances",
    "Claim",
    "ClaimFact",
    "ClaimHistory",
    "Distribution",
    "Offer",
    "Row",
    "Share",
    "after_discharge",
    "book",
    "cents_of",
    "distribute",
    "distribute_in_parts",
    "fallen_through",
    "income_change_in_mediation",
    "instalment",
    "is_problematic",
    "is_zero_offer",
    "mediation_pool",
    "monthly_rate",
    "months_needed",
    "offer_given",
    "pay",
    "percent",
    "plan",
    "propose",
    "read_shares",
    "review",
    "secured",
    "settle_dispute",
    "share_percent",
    "without_withdrawn",
    "yearly_percent",
]
