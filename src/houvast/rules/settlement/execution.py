"""During and after: hercontrole, changes of income, a settlement that falls through, a claim that leaves."""

from __future__ import annotations

from collections.abc import Sequence

from houvast.rules.amount import Amount, high
from houvast.rules.errors import BadInputError

ZERO = Amount(0)
HUNDRED = Amount(100)


def mediation_pool(periods: Sequence[tuple[int, Amount]], assets: Amount) -> tuple[int, Amount]:
    """Months and pool of a mediation: what is reserved in each period (months, amount a month), plus assets."""
    if not periods or any(count < 1 or amount < 0 for count, amount in periods):
        raise BadInputError("periods", "elke periode heeft 1 maand of meer en een bedrag van nul of meer.")
    return sum(count for count, _ in periods), sum((a * n for n, a in periods), start=ZERO) + assets


def review(reserved: Amount, actual: Amount, months: int) -> tuple[Amount, Amount]:
    """Hercontrole: what the client tops up, and what he gets back."""
    difference = (actual - reserved) * months
    return high(difference, ZERO), high(-difference, ZERO)


def income_change_in_mediation(start: Amount, new: Amount, term: int, from_month: int) -> tuple[Amount, Amount]:
    """Extra for creditors (may be negative) and pool when the capacity changes from a month on (counted from 1)."""
    if not 1 <= from_month <= term:
        raise BadInputError("from_month", "de maand ligt binnen de looptijd.")
    pool = start * (from_month - 1) + new * (term - from_month + 1)
    return pool - start * term, pool


def fallen_through(original: Amount, offer_percent: Amount, paid: Amount) -> tuple[Amount, Amount]:
    """Mediation that ends early: the amount that was offered, and the claim that revives less what was paid."""
    if not 0 <= offer_percent <= HUNDRED:
        raise BadInputError("offer_percent", "het percentage ligt tussen 0 en 100.")
    if not 0 <= paid <= original:
        raise BadInputError("paid", "er is niet meer betaald dan de schuld.")
    return (original * offer_percent / HUNDRED).rounded_half_up(2), original - paid


def share_percent(part: Amount, whole: Amount) -> Amount:
    """Part of a whole as a percentage, half up to two decimals."""
    if whole <= 0 or part < 0:
        raise BadInputError("claims_total", "de schulden samen zijn meer dan nul en geen bedrag is negatief.")
    return (part / whole * HUNDRED).rounded_half_up(2)


def without_withdrawn(pool: Amount, claims_total: Amount, withdrawn: Amount) -> tuple[Amount, Amount]:
    """Percentage before and after a claim leaves, the pool unchanged."""
    if not 0 <= withdrawn < claims_total:
        raise BadInputError("withdrawn_claim", "de schuld die vervalt is kleiner dan alle schulden samen.")
    return share_percent(pool, claims_total), share_percent(pool, claims_total - withdrawn)


def after_discharge(claim: Amount, percent: Amount) -> tuple[Amount, Amount]:
    """A claim without discharge: what is paid, and what stays payable after the settlement."""
    paid, _ = fallen_through(claim, percent, ZERO)
    return paid, claim - paid


def secured(value: Amount, mortgage: Amount, sale_costs: Amount) -> tuple[Amount, Amount]:
    """A home with a mortgage: surplus for the pool, or shortfall that joins as a concurrent claim (Fw 57, 349)."""
    surplus = value - mortgage - sale_costs
    return high(surplus, ZERO), high(-surplus, ZERO)
