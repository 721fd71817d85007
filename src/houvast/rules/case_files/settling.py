"""Kinds of cases on settlement and collection costs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from houvast.rules import collection_costs, settlement
from houvast.rules.amount import Amount, high
from houvast.rules.case_files.protected import cents
from houvast.rules.case_files.runner import Answer, Kind
from houvast.rules.errors import BadInputError
from houvast.rules.plans import Run
from houvast.rules.reading import read_amount, read_count, read_fields, read_flag
from houvast.rules.settlement import Distribution

_ZERO = Amount(0)
_SCALE_DAY = date(2026, 11, 23)  # the scale has not changed since 2012; cases name no day


def _euros(given: Mapping[str, Any], *names: str) -> list[Amount]:
    return [read_amount(name, given[name]) for name in names]


def _rate(given: Mapping[str, Any]) -> Fraction:
    return read_amount("monthly_rate", given["monthly_rate"]).ratio


def _list(name: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise BadInputError(name, "geef een lijst.")
    return value


def _percent(share: Fraction | None) -> Amount | None:
    return None if share is None else Amount.of(share * 100).rounded_half_up(2)


def _paid(payout: Mapping[str, int]) -> dict[str, Amount]:
    return {name: Amount(value, 100) for name, value in payout.items()}


def _percents(found: Distribution) -> dict[str, Amount | None]:
    return {"preferent_percent": _percent(found.preferent), "concurrent_percent": _percent(found.concurrent)}


def _costs_of(given: Mapping[str, Any]) -> Amount:
    """Costs of a pool; none where a case names none."""
    return read_amount("costs", given.get("costs", 0))


def _run(**values: object) -> Run:
    return settlement.plan().run(values)


def _annuity(given: Mapping[str, Any], period: str | None) -> Answer:
    (principal,) = _euros(given, "principal")
    terms = [read_count("terms", term) for term in _list("terms", given["terms"])]
    return {"payment_by_term": {term: settlement.instalment(principal, _rate(given), term) for term in terms}}


def _yearly(given: Mapping[str, Any], period: str | None) -> Answer:
    return {"annual_percent_1dp": settlement.yearly_percent(_rate(given))}


def _loan(given: Mapping[str, Any], period: str | None) -> Answer:
    capacity, assets = _euros(given, "monthly_capacity", "assets")
    term = read_count("term", given["term"])
    run = _run(income=capacity, monthly_rate=_rate(given), term=term, assets=assets, costs=_costs_of(given))
    names = {"principal": "principal", "interest_total": "interest_total", "pool": "pool_loan"}
    found = {shown: cents(run[name]) for shown, name in names.items()}
    return {**found, "naive_wrong_pool": cents(run["gross_estate"])}


def _roundtrip(given: Mapping[str, Any], period: str | None) -> Answer:
    (payment,) = _euros(given, "monthly_payment")
    run = _run(income=payment, monthly_rate=_rate(given), term=read_count("term", given["term"]))
    return {"principal": run["principal"]}


def _periods(name: str, value: object) -> list[tuple[int, Amount]]:
    found = []
    for row in _list(name, value):
        fields = read_fields(name, row, ("count", "amount"))
        found.append((read_count("count", fields["count"], least=1), read_amount("amount", fields["amount"])))
    return found


def _loan_totals(given: Mapping[str, Any], period: str | None) -> Answer:
    principal, interest = _euros(given, "principal", "interest_total")
    _, paid = settlement.mediation_pool(_periods("instalments", given["instalments"]), _ZERO)
    return {"total_due": principal + interest, "instalments_sum": paid}


def _capacity(given: Mapping[str, Any], period: str | None) -> Answer:
    income, vtlb = _euros(given, "income", "vtlb")
    run = _run(income=income, vtlb=vtlb, term=read_count("term", given["term"]))
    return {"monthly_capacity": cents(run["capacity"]), "gross_total": cents(run["gross_total"])}


def _holiday(given: Mapping[str, Any], period: str | None) -> Answer:
    (yearly,) = _euros(given, "yearly_amount_above_vtlb")
    term = read_count("term", given["term"])
    run = _run(income=0, yearly_holiday_allowance=yearly, term=term)
    return {"amount_over_term": run["holiday_over_term"]}


def _problem(given: Mapping[str, Any], period: str | None) -> Answer:
    due, capacity = _euros(given, "due_debts_total", "monthly_capacity")
    needed = settlement.months_needed(due, capacity)
    return {"months_needed": needed, "problematic": settlement.is_problematic(due, capacity)}


def _zero_offer(given: Mapping[str, Any], period: str | None) -> Answer:
    capacity, assets = _euros(given, "monthly_capacity", "assets")
    field = "improvement_expected_within_term"
    zero = settlement.is_zero_offer(capacity, assets, read_flag(field, given[field]))
    run = _run(income=capacity, term=read_count("term", given["term"]), assets=assets, costs=_costs_of(given))
    return {"pool": cents(run["pool_mediation"]), "zero_offer": zero, "discharge_at_start": zero}


def _offer_percentage(given: Mapping[str, Any], period: str | None) -> Answer:
    pool, claims = _euros(given, "pool", "claims_total")
    offered = settlement.share_percent(pool, claims)
    # The part that is forgiven comes from the exact share, not from the rounded percentage.
    return {"offer_percent": offered, "forgiven_percent": cents((claims - pool) / claims * 100)}


def _ratio(given: Mapping[str, Any], period: str | None) -> Answer:
    return {"preferent_percent": read_amount("concurrent_percent", given["concurrent_percent"]) * 2}


def _distribution(given: Mapping[str, Any], period: str | None) -> Answer:
    found = settlement.distribute(settlement.cents_of("pool", given["pool"]), settlement.read_shares(given["claims"]))
    return {
        **_percents(found),
        "payout": _paid(found.payout),
        "surplus": Amount(found.surplus, 100),
        "forgiven_total": Amount(found.forgiven, 100),
    }


def _interim(given: Mapping[str, Any], period: str | None) -> Answer:
    amounts = [settlement.cents_of("distributions", one) for one in _list("distributions", given["distributions"])]
    steps = settlement.distribute_in_parts(amounts, settlement.read_shares(given["claims"]))
    return {
        "steps": [
            {"cumulative_pool": Amount(pool, 100), **_percents(found), "pay_now": _paid(now)}
            for pool, found, now in steps
        ]
    }


def _disputed(given: Mapping[str, Any], period: str | None) -> Answer:
    pool = settlement.cents_of("pool", given["pool"])
    name = str(given["disputed_id"])
    agreed = settlement.cents_of("agreed_amount", given["agreed_amount"])
    before, after = settlement.settle_dispute(pool, settlement.read_shares(given["claims"]), name, agreed)
    return {
        "reserved_for_disputed": Amount(before.payout[name], 100),
        "concurrent_percent_while_disputed": _percent(before.concurrent),
        "concurrent_percent_after": _percent(after.concurrent),
        "payout_after": _paid(after.payout),
    }


def _withdrawn(given: Mapping[str, Any], period: str | None) -> Answer:
    pool, claims, gone = _euros(given, "pool", "claims_total", "withdrawn_claim")
    before, after = settlement.without_withdrawn(pool, claims, gone)
    return {"percent_before": before, "percent_after": after}


def _refuser(given: Mapping[str, Any], period: str | None) -> Answer:
    return {"share_percent": settlement.share_percent(*_euros(given, "refuser_claim", "claims_total"))}


def _wsnp(given: Mapping[str, Any], period: str | None) -> Answer:
    names = ("monthly_capacity", "assets", "administrator_fixed", "administrator_monthly")
    capacity, assets, fixed, monthly = _euros(given, *names)
    run = _run(
        income=capacity,
        term=read_count("term", given["term"]),
        assets=assets,
        administrator_fixed=fixed,
        administrator_monthly=monthly,
    )
    estate, net = cents(run["gross_estate"]), cents(run["net_wsnp"])
    return {
        "gross_estate": estate,
        "net_for_creditors_wsnp": net,
        "amicable_pool_before_interest": estate,
        "amicable_better": estate > net,
    }


def _mediation(given: Mapping[str, Any], period: str | None) -> Answer:
    (assets,) = _euros(given, "assets")
    months, pool = settlement.mediation_pool(_periods("periods", given["periods"]), assets)
    return {"months": months, "pool": cents(high(pool - _costs_of(given), _ZERO))}


def _review(given: Mapping[str, Any], period: str | None) -> Answer:
    reserved, actual = _euros(given, "reserved_monthly", "actual_monthly")
    top_up, back = settlement.review(reserved, actual, read_count("months", given["months"]))
    return {"top_up_by_client": cents(top_up), "returned_to_client": cents(back)}


def _failed(given: Mapping[str, Any], period: str | None) -> Answer:
    offer, left = settlement.fallen_through(*_euros(given, "original_claim", "offer_percent", "paid"))
    return {"offer_amount": offer, "open_after_failure": left}


def _change_loan(given: Mapping[str, Any], period: str | None) -> Answer:
    capacity, _ = _euros(given, "monthly_capacity_start", "new_monthly_capacity")
    read_count("from_month", given["from_month"], least=1)
    run = _run(income=capacity, monthly_rate=_rate(given), term=read_count("term", given["term"]))
    return {"extra_for_creditors": _ZERO, "pool": run["pool_loan"]}


def _change_mediation(given: Mapping[str, Any], period: str | None) -> Answer:
    start, new = _euros(given, "monthly_capacity_start", "new_monthly_capacity")
    term, month = read_count("term", given["term"], least=1), read_count("from_month", given["from_month"])
    extra, pool = settlement.income_change_in_mediation(start, new, term, month)
    return {"extra_for_creditors": cents(extra), "pool": cents(pool)}


def _no_discharge(given: Mapping[str, Any], period: str | None) -> Answer:
    paid, left = settlement.after_discharge(*_euros(given, "claim", "concurrent_percent"))
    return {"payout": paid, "remains_payable_after_settlement": left}


def _secured(given: Mapping[str, Any], period: str | None) -> Answer:
    surplus, residual = settlement.secured(*_euros(given, "value", "mortgage", "sale_costs"))
    return {"surplus_to_pool": cents(surplus), "residual_concurrent_claim": cents(residual)}


def _costs(given: Mapping[str, Any], period: str | None) -> Answer:
    found = {}
    for text in _list("principals", given["principals"]):
        run = collection_costs.highest(read_amount("principals", text), _SCALE_DAY)
        found[str(text)] = run["costs"]
    return {"costs": found}


def _fine(given: Mapping[str, Any], period: str | None) -> Answer:
    first, second = collection_costs.fine_increases(*_euros(given, "fine"))
    return {"after_first": first, "after_second": second}


def _end_to_end(given: Mapping[str, Any], period: str | None) -> Answer:
    shares = settlement.read_shares(given["claims"])
    income, vtlb, assets = _euros(given, "income", "vtlb", "assets")
    due = Amount(sum(share.cents for share in shares), 100)
    run = _run(
        income=income,
        vtlb=vtlb,
        due_debts=due,
        monthly_rate=_rate(given),
        term=read_count("term", given["term"]),
        assets=assets,
        costs=_costs_of(given),
    )
    found = settlement.distribute(int(run["pool_loan"].ratio * 100), shares)
    return {
        "monthly_capacity": cents(run["capacity"]),
        "problematic": settlement.is_problematic(due, run["capacity"]),
        "principal": run["principal"],
        "interest_total": cents(run["interest_total"]),
        "pool": run["pool_loan"],
        **_percents(found),
        "payout": _paid(found.payout),
        "forgiven_total": Amount(found.forgiven, 100),
    }


_LOAN = ("monthly_capacity", "monthly_rate", "term", "assets")
_CHANGE = ("monthly_capacity_start", "term", "from_month", "new_monthly_capacity")
_WSNP = ("monthly_capacity", "term", "assets", "administrator_fixed", "administrator_monthly")

KINDS: Mapping[str, Kind] = {
    "annuity_payment": Kind(("principal", "monthly_rate", "terms"), (), _annuity),
    "effective_annual_rate": Kind(("monthly_rate",), (), _yearly),
    "loan_principal": Kind(_LOAN, ("costs",), _loan),
    "loan_principal_roundtrip": Kind(("monthly_payment", "monthly_rate", "term"), (), _roundtrip),
    "loan_totals": Kind(("principal", "interest_total", "instalments"), (), _loan_totals),
    "capacity": Kind(("income", "vtlb", "term"), (), _capacity),
    "holiday_allowance": Kind(("yearly_amount_above_vtlb", "term"), (), _holiday),
    "problem_test_36": Kind(("due_debts_total", "monthly_capacity"), (), _problem),
    "zero_offer": Kind(
        ("monthly_capacity", "term", "assets", "improvement_expected_within_term"), ("costs",), _zero_offer
    ),
    "offer_percentage": Kind(("pool", "claims_total"), (), _offer_percentage),
    "rank_ratio": Kind(("concurrent_percent",), (), _ratio),
    "distribution": Kind(("pool", "claims"), (), _distribution),
    "interim_distributions": Kind(("distributions", "claims"), (), _interim),
    "disputed_claim": Kind(("pool", "claims", "disputed_id", "agreed_amount"), (), _disputed),
    "recompute_after_withdrawn_claim": Kind(("pool", "claims_total", "withdrawn_claim"), (), _withdrawn),
    "refuser_share": Kind(("refuser_claim", "claims_total"), (), _refuser),
    "wsnp_comparison": Kind(_WSNP, (), _wsnp),
    "mediation_pool": Kind(("periods", "assets"), ("costs",), _mediation),
    "review_settlement": Kind(("reserved_monthly", "actual_monthly", "months"), (), _review),
    "failed_settlement": Kind(("original_claim", "offer_percent", "paid"), (), _failed),
    "income_change_loan": Kind((*_CHANGE, "monthly_rate"), (), _change_loan),
    "income_change_mediation": Kind(_CHANGE, (), _change_mediation),
    "no_discharge_residual": Kind(("claim", "concurrent_percent"), (), _no_discharge),
    "secured_claim": Kind(("value", "mortgage", "sale_costs"), (), _secured),
    "collection_costs": Kind(("principals",), (), _costs),
    "fine_increases": Kind(("fine",), (), _fine),
    "end_to_end_loan": Kind(("income", "vtlb", "monthly_rate", "term", "assets", "claims"), ("costs",), _end_to_end),
}
