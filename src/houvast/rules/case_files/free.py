"""Kinds of cases on the VTLB and the afloscapaciteit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import vtlb
from houvast.rules.amount import Amount, high
from houvast.rules.case_files.protected import cents, parameters_of
from houvast.rules.case_files.runner import Answer, Kind
from houvast.rules.errors import BadInputError
from houvast.rules.reading import read_amount, read_choice, read_count, read_flag

_ZERO = Amount(0)
_FULL = (
    "net_income_incl_vt", "beslagvrije_voet", "compensatiekop", "premium", "zorgtoeslag", "premium_in_norm", "rent",
    "huurtoeslag", "normhuur", "kgb_max", "kgb_received",
)  # fmt: skip
_FULL_OUT = (
    "correction_zorg", "correction_woon", "correction_kgb", "correctie_individuele_lasten", "vtlb", "afloscapaciteit",
)  # fmt: skip


def _amounts(name: str, value: object) -> dict[str, Amount]:
    if not isinstance(value, Mapping):
        raise BadInputError(name, "geef per post een naam en een bedrag.")
    return {str(key): read_amount(str(key), amount) for key, amount in value.items()}


def _list(name: str, value: object) -> list[Amount]:
    if not isinstance(value, list):
        raise BadInputError(name, "geef een lijst met bedragen.")
    return [read_amount(name, amount) for amount in value]


def _full(given: Mapping[str, Any], period: str | None) -> Answer:
    values = {name: given[name] for name in _FULL}
    found = vtlb.from_amounts(values, _amounts("other_corrections", given.get("other_corrections", {})))
    return {name: cents(found[name]) for name in _FULL_OUT}


def _correction(given: Mapping[str, Any], period: str | None) -> Answer:
    cost, allowance, included = (read_amount(n, given[n]) for n in ("cost", "allowance", "included_in_norm"))
    return {"correction": cents(cost - allowance - included)}


def _capacity(given: Mapping[str, Any], period: str | None) -> Answer:
    """One of three forms: income and vtlb; income and items; only parts."""
    if set(given) == {"parts", "extra_parts"}:
        parts = sum(_list("parts", given["parts"]), start=_ZERO)
        extra = sum(_list("extra_parts", given["extra_parts"]), start=_ZERO)
        return {"vtlb": cents(parts), "vtlb_with_extras": cents(parts + extra)}
    if set(given) == {"net_income", "vtlb_items"}:
        kept = vtlb.total(_amounts("vtlb_items", given["vtlb_items"]))
        left = high(read_amount("net_income", given["net_income"]) - kept, _ZERO)
        return {"vtlb": cents(kept), "afloscapaciteit": cents(left)}
    if not {"net_income", "vtlb"} <= set(given) <= {"net_income", "vtlb", "months", "total_debt"}:
        raise BadInputError("input", "geef inkomen en vtlb, of inkomen en vtlb_items, of parts en extra_parts.")
    left = high(read_amount("net_income", given["net_income"]) - read_amount("vtlb", given["vtlb"]), _ZERO)
    answer: dict[str, Any] = {"afloscapaciteit": cents(left)}
    if "months" in given:
        answer["total_capacity"] = cents(left * read_count("months", given["months"]))
        if "total_debt" in given:
            debt = read_amount("total_debt", given["total_debt"])
            if debt <= 0:
                raise BadInputError("total_debt", "de schuld is meer dan nul.")
            answer["offer_percentage"] = cents(left * given["months"] / debt * 100)
    return answer


def _benefit(given: Mapping[str, Any], period: str | None) -> Answer:
    """Exact until the end: each shown field is rounded from the unrounded stage before it."""
    read_choice("situation", given["situation"], bvv.SITUATIONS)
    parameters = parameters_of(period)
    income = read_amount("net_income_incl_vt", given["net_income_incl_vt"])
    protected = income * parameters.amount("beslagvrije_voet.low_income_share_475dc")
    kept = protected
    if read_flag("apply_eigen_risico", given["apply_eigen_risico"]):
        kept = protected + parameters.amount("vtlb.eigen_risico_correctie")
    return {
        "beslagvrije_voet": cents(protected),
        "vtlb": cents(kept),
        "afloscapaciteit": cents(high(income - kept, _ZERO)),
    }


def _net_of_costs(given: Mapping[str, Any], period: str | None) -> Answer:
    names = ("gross", "cost_financial_management", "cost_debt_help")
    gross, management, help_ = (read_amount(name, given[name]) for name in names)
    return {"net": cents(gross - management - help_)}


KINDS: Mapping[str, Kind] = {
    "vtlb_full": Kind(_FULL, ("other_corrections",), _full),
    "correction_arithmetic": Kind(("cost", "allowance", "included_in_norm"), (), _correction),
    "afloscapaciteit": Kind(
        (), ("net_income", "vtlb", "months", "total_debt", "vtlb_items", "parts", "extra_parts"), _capacity
    ),
    "benefit_level_afloscapaciteit": Kind(("situation", "net_income_incl_vt", "apply_eigen_risico"), (), _benefit),
    "afloscapaciteit_net_of_costs": Kind(("gross", "cost_financial_management", "cost_debt_help"), (), _net_of_costs),
}
