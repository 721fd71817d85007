"""Kinds of cases on tax credits, income tax and net income."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from houvast.rules import inkomen
from houvast.rules.case_files.protected import cents
from houvast.rules.case_files.runner import Answer, Kind, named_year
from houvast.rules.errors import BadInputError
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.reading import read_amount, read_choice, read_flag

_MORE = ("gross_wage_year", "other_box1_income_year", "aow_age", "single", "young_child")
SITUATIONS = ("alleenstaand", "partner")


def _parameters(period: str | None) -> ParameterSet:
    return inkomen.parameters_for(period=named_year(period))


def _credit(given: Mapping[str, Any], period: str | None) -> Answer:
    name = read_choice("credit", given["credit"], inkomen.CREDITS)
    income = read_amount("income_year", given["income_year"])
    aow_age = read_flag("aow_age", given.get("aow_age", False))
    return {"credit_year": cents(inkomen.credit(name, income, _parameters(period), aow_age=aow_age))}


def _tax(given: Mapping[str, Any], period: str | None) -> Answer:
    run = inkomen.tax(given, _parameters(period))
    return {shown: cents(run[name]) for shown, name in inkomen.SHOWN.items()}


def _net(given: Mapping[str, Any], period: str | None) -> Answer:
    return {"net_income_year": cents(inkomen.tax(given, _parameters(period))["net_income"])}


def _aow(given: Mapping[str, Any], period: str | None) -> Answer:
    read_choice("situation", given["situation"], SITUATIONS)
    if not read_flag("loonheffingskorting", given["loonheffingskorting"]):
        raise BadInputError(
            "loonheffingskorting", "zonder deze korting geldt de maandtabel van de belasting; die heeft Houvast niet."
        )
    run = inkomen.aow_net(read_amount("gross_month", given["gross_month"]), _parameters(period))
    return {"zvw_month": cents(run["aow_zvw_month"]), "net_month": cents(run["aow_net_month"])}


KINDS: Mapping[str, Kind] = {
    "heffingskorting_year": Kind(("credit", "income_year"), ("aow_age",), _credit),
    "income_tax_year": Kind((), _MORE, _tax),
    "net_income_year": Kind((), (*_MORE, "pension_premium_year"), _net),
    "aow_net_month": Kind(("situation", "gross_month", "loonheffingskorting"), (), _aow),
}
