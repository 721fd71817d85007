"""Kinds of cases on the allowances: amounts, ceilings, the tests of assets and of partners, and the right itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from houvast.rules import toeslagen
from houvast.rules.case_files import protected
from houvast.rules.case_files.runner import Answer, Kind, named_year
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.reading import read_choice, read_fields, read_flag

FIELDS = toeslagen.FIELDS
_OLD_MONTH, _OLD_CEILING = ("couple", "taxable_income_year"), ("couple",)
_RENTS = ("rent_month_before", "rent_month_after")


def _parameters(year: str | None) -> ParameterSet:
    return toeslagen.parameters_for(period=named_year(year))


def _amounts(name: str, given: Mapping[str, Any], year: str | None) -> Answer:
    found = toeslagen.calculate(name, read_fields("input", given, ("income_year_applicant",), FIELDS[name]),
                                _parameters(year))  # fmt: skip
    if not found.computable:
        return {"computable": False}
    return {
        "computable": True,
        "year_amount": found.year,
        "month_amount": found.month,
        "months_of_right": found.months,
        "period_amount": found.in_year,
    }


def _zorg_month(given: Mapping[str, Any], period: str | None) -> Answer:
    """Two forms: ``couple`` and ``taxable_income_year`` in a period, or the fields of a household in a year."""
    if "couple" in given:
        return protected.zorg_month(read_fields("input", given, _OLD_MONTH), period)
    return _amounts("zorgtoeslag", given, period)


def _zorg_ceiling(given: Mapping[str, Any], period: str | None) -> Answer:
    """Two forms: ``couple`` in a period, in cents; or ``partner`` in a year, in whole euros."""
    if "couple" in given:
        return protected.zorg_ceiling(read_fields("input", given, _OLD_CEILING), period)
    read_fields("input", given, ("partner",))
    ceiling = toeslagen.zorgtoeslag_ceiling(read_flag("partner", given["partner"]), _parameters(period))
    return {"income_ceiling": ceiling.rounded_down(0)}


def _huur_month(given: Mapping[str, Any], year: str | None) -> Answer:
    return _amounts("huurtoeslag", given, year)


def _kgb_month(given: Mapping[str, Any], year: str | None) -> Answer:
    return _amounts("kindgebonden_budget", given, year)


def _huur_ceiling(given: Mapping[str, Any], year: str | None) -> Answer:
    ignore = given.get("ignore_minimum_amount")
    home = {name: value for name, value in given.items() if name != "ignore_minimum_amount"}
    ignored = ignore is not None and read_flag("ignore_minimum_amount", ignore)
    return {"income_ceiling": toeslagen.huurtoeslag_ceiling(home, _parameters(year), ignore_minimum=ignored)}


def _rent_change(given: Mapping[str, Any], year: str | None) -> Answer:
    home = {name: value for name, value in given.items() if name not in _RENTS}
    before, after = (given[name] for name in _RENTS)
    return {"month_decrease": toeslagen.rent_change(home, before, after, _parameters(year))}


def _assets(given: Mapping[str, Any], year: str | None) -> Answer:
    rest = {name: value for name, value in given.items() if name != "allowance"}
    return {"passes": toeslagen.assets_above(given["allowance"], rest, _parameters(year)) <= 0}


def _entitlement(given: Mapping[str, Any], year: str | None) -> Answer:
    name = read_choice("allowance", given["allowance"], toeslagen.BOOKS)
    rest = {field: value for field, value in given.items() if field != "allowance"}
    read_fields("input", rest, (), FIELDS[name])
    found = toeslagen.calculate(name, rest, _parameters(year))
    return {
        "entitled": found.entitled,
        "reason": found.reason,
        "computable": found.computable,
        "year_amount": found.year,
        "month_amount": found.month,
    }


def _partner(given: Mapping[str, Any], year: str | None) -> Answer:
    _parameters(year)
    return {"is_partner": toeslagen.partner_test(given).is_partner}


def _without(name: str, *left_out: str) -> tuple[str, ...]:
    return tuple(field for field in FIELDS[name] if field not in left_out)


_EVERY = tuple(dict.fromkeys(field for fields in FIELDS.values() for field in fields))

KINDS: Mapping[str, Kind] = {
    "zorgtoeslag_month": Kind((), (*FIELDS["zorgtoeslag"], *_OLD_MONTH), _zorg_month),
    "zorgtoeslag_income_ceiling": Kind((), ("partner", *_OLD_CEILING), _zorg_ceiling),
    "huurtoeslag_month": Kind(("income_year_applicant", "persons_in_household", "rent_month"), FIELDS["huurtoeslag"],
                              _huur_month),
    "huurtoeslag_income_ceiling": Kind(
        ("persons_in_household", "rent_month"),
        (*_without("huurtoeslag", "income_year_applicant"), "ignore_minimum_amount"), _huur_ceiling,
    ),
    "huurtoeslag_rent_change": Kind(
        ("income_year_applicant", "persons_in_household", *_RENTS), _without("huurtoeslag", "rent_month"), _rent_change
    ),
    "kindgebonden_budget_month": Kind(("income_year_applicant",), FIELDS["kindgebonden_budget"], _kgb_month),
    "asset_test": Kind(("allowance", "assets_applicant"), ("partner", "assets_partner", "coresidents"), _assets),
    "entitlement": Kind(("allowance",), _EVERY, _entitlement),
    "partner_test": Kind((), (*toeslagen.partner.FLAGS, "allowance", "youngest_age_on_1_january"), _partner),
}  # fmt: skip
