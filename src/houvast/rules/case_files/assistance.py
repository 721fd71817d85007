"""Kinds of cases on assistance (norm, cost sharers, supplement, asset test) and on remission."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from houvast.rules import bijstand, kwijtschelding
from houvast.rules.case_files.protected import cents
from houvast.rules.case_files.runner import Answer, Kind, named
from houvast.rules.errors import BadInputError
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.reading import read_amount, read_choice, read_count

_HOME = ("household", "age_group_self")
_ALSO = ("age_group_partner", "has_dependent_children")


def _parameters(period: str | None) -> ParameterSet:
    return bijstand.parameters_for(period=named(period))


def _home(given: Mapping[str, Any]) -> dict[str, Any]:
    """The same household under the names of the plan."""
    return {("has_children" if name == "has_dependent_children" else name): value for name, value in given.items()}


def _norm(given: Mapping[str, Any], period: str | None) -> Answer:
    found = bijstand.calculate(_home(given), _parameters(period))
    return {
        "norm_incl_vt": cents(found.norm),
        "norm_excl_vt": cents(found["norm_excl_vt"]),
        "norm_pct_incl_vt": cents(found["norm_pct"]),
    }


def _shared(given: Mapping[str, Any], period: str | None) -> Answer:
    if given.get("married_norm_month") is None:
        return {"norm_incl_vt": cents(bijstand.norm_of(_home(given), _parameters(period))["norm"])}
    if "18_20" in (given["age_group_self"], given.get("age_group_partner")):
        raise BadInputError("married_norm_month", "onder 21 jaar zijn ook de bedragen van een periode nodig.")
    read_choice("age_group_self", given["age_group_self"], bijstand.AGES)
    couple = read_choice("household", given["household"], bijstand.HOUSEHOLDS) == "gehuwden"
    count = read_count("cost_sharers_A", given["cost_sharers_A"], least=1, most=15)
    married = read_amount("married_norm_month", given["married_norm_month"])
    return {"norm_incl_vt": cents(bijstand.norm_of_other_period(married, count, couple=couple))}


def _supplement(given: Mapping[str, Any], period: str | None) -> Answer:
    found = bijstand.calculate(_home(given), _parameters(period))
    return {"exempt_month": cents(found["exempt"]), "bijstand_month_incl_vt": found.amount}


def _assets(given: Mapping[str, Any], period: str | None) -> Answer:
    run = bijstand.asset_test(given, _parameters(period))
    shown = {name: cents(run[name]) for name in bijstand.ASSETS}
    return {**shown, "passes_cash_test": run["above_limit"] <= 0}


def _remission(given: Mapping[str, Any], period: str | None) -> Answer:
    home = {"net_income_month": 0, "assessment": 0, **_home(given)}
    found = kwijtschelding.calculate(home, kwijtschelding.parameters_for(period=named(period)))
    return {shown: cents(found[name]) for shown, name in kwijtschelding.SHOWN.items()}


_MONEY = ("other_net_income_month_incl_vt", "net_earnings_month_incl_vt")

KINDS: Mapping[str, Kind] = {
    "bijstandsnorm_month": Kind(_HOME, (*_ALSO, "in_institution", "pct_of_norm"), _norm),
    "kostendelersnorm_month": Kind((*_HOME, "cost_sharers_A"), (*_ALSO, "married_norm_month"), _shared),
    "aanvullende_bijstand_month": Kind(
        _HOME, (*_ALSO, *_MONEY, "exemption_25pct_applies", "cost_sharers_A", "in_institution"), _supplement
    ),
    "vermogenstoets": Kind(("household",), ("bank_balance", "other_assets", "debts", "home_equity"), _assets),
    "kwijtschelding": Kind(
        _HOME,
        (
            *_ALSO, "cost_sharers_A", "assessment", "norm_pct", "net_income_month", "rent_month", "huurtoeslag_month",
            "health_premium_month", "zorgtoeslag_month", "alimony_paid_month", "kgb_shortfall_month", "liquid_assets",
            "local_extra_liquid", "car_value", "car_indispensable", "other_assets",
        ),
        _remission,
    ),
}  # fmt: skip
