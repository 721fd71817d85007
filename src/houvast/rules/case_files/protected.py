"""Kinds of cases on the beslagvrije voet and the zorgtoeslag."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules.amount import Amount
from houvast.rules.case_files.runner import Answer, Kind, named
from houvast.rules.errors import BadInputError
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Run
from houvast.rules.reading import read_amount, read_choice, read_flag

HOUSEHOLDS = ("alleenstaande", "gehuwden")


def parameters_of(period: str | None) -> ParameterSet:
    """The set of the case's period; a case that needs one and names none is refused."""
    return bvv.parameters_for(period=named(period))


def cents(amount: Amount) -> Amount:
    """A shown field: half up to the cent."""
    return amount.rounded_half_up(2)


def _steps(run: Run) -> dict[str, Amount]:
    names = {"base_95pct": "base", "zorg": "zorg_deel", "housing": "huur_deel", "kgb": "kgb_deel"}
    return {shown: cents(run[name]) for shown, name in names.items()}


def _formula(given: Mapping[str, Any], period: str | None) -> Answer:
    run = bvv.formula(given, parameters_of(period))
    return {
        "formula_before_cap": cents(run["formula_before_cap"]),
        "beslagvrije_voet_before_475db": cents(run["after_475da"]),
        "steps": _steps(run),
    }


def _full(given: Mapping[str, Any], period: str | None) -> Answer:
    found = bvv.calculate(given, parameters_of(period))
    names = ("formula_before_cap", "after_475da", "deduction_partner", "after_475db", "cap_475dc")
    return {
        **{name: cents(found[name]) for name in names},
        "beslagvrije_voet": found.amount,
        "seizable": cents(found.seizable),
        "steps": _steps(found.run),
    }


def _lid7(given: Mapping[str, Any], period: str | None) -> Answer:
    kind = read_choice("household", given["household"], ("eenpersoons", "meerpersoons"))
    return {"threshold_year": bvv.lid7_threshold(kind == "meerpersoons", parameters_of(period))}


def _low_income(given: Mapping[str, Any], period: str | None) -> Answer:
    plain = read_amount("net_income_excl_vt", given["net_income_excl_vt"])
    protected, seizable = bvv.low_income(plain + read_amount("vt_share", given["vt_share"]))
    wrong, wrong_seizable = bvv.low_income(plain)
    return {
        "beslagvrije_voet": protected,
        "seizable": seizable,
        "wrong_beslagvrije_voet_without_vt": wrong,
        "wrong_seizable": wrong_seizable + read_amount("vt_share", given["vt_share"]),
    }


def _institution(given: Mapping[str, Any], period: str | None) -> Answer:
    couple = read_choice("household", given["household"], HOUSEHOLDS) == "gehuwden"
    price = read_amount("price_due_month", given["price_due_month"])
    return {"beslagvrije_voet": bvv.in_institution(couple, price, parameters_of(period))}


def _no_address(given: Mapping[str, Any], period: str | None) -> Answer:
    return {"beslagvrije_voet": bvv.without_address(parameters_of(period))}


def _several(given: Mapping[str, Any], period: str | None) -> Answer:
    if not isinstance(given["payments"], list):
        raise BadInputError("payments", "geef een lijst met bedragen.")
    payments = [read_amount("payments", payment) for payment in given["payments"]]
    voet = read_amount("beslagvrije_voet", given["beslagvrije_voet"])
    bvv.spread(voet, payments)  # refuses what cannot be
    # A case shows each share by itself, half up; the shares that are paid add up to the cent (bvv.spread).
    whole = sum(payments, start=Amount(0))
    shares = [cents(voet * payment / whole) for payment in payments]
    return {"shares": shares, "seizable": [cents(p - s) for p, s in zip(payments, shares, strict=True)]}


def zorg_month(given: Mapping[str, Any], period: str | None) -> Answer:
    """Zorgtoeslag of a month as the seizure rules ask it."""
    couple = read_flag("couple", given["couple"])
    income = read_amount("taxable_income_year", given["taxable_income_year"])
    return {"zorgtoeslag_month_whole_euros": bvv.zorgtoeslag_month(couple, income, parameters_of(period))}


def zorg_ceiling(given: Mapping[str, Any], period: str | None) -> Answer:
    """Highest income with zorgtoeslag as the seizure rules ask it, in cents."""
    return {"ceiling_year": bvv.income_ceiling(read_flag("couple", given["couple"]), parameters_of(period))}


def _premium(given: Mapping[str, Any], period: str | None) -> Answer:
    couple = read_choice("household", given["household"], HOUSEHOLDS) == "gehuwden"
    read_choice("zorgtoeslag", given["zorgtoeslag"], ("max",))
    return {"threshold_month": bvv.premium_without_correction(couple, parameters_of(period))}


_INCOME = ("situation", "taxable_income_year")
_OWN = "own_net_income_month_incl_vt"
_UNSEIZED = ("partner_unseized_income_month", "own_other_unseized_income_month")

KINDS: Mapping[str, Kind] = {
    "bvv_475da": Kind(_INCOME, (), _formula),
    "bvv_475da_formula_at_max_point": Kind(_INCOME, (), _formula),
    "bvv_475da_lid7_threshold": Kind(("household",), (), _lid7),
    "bvv_full": Kind((*_INCOME, _OWN), _UNSEIZED, _full),
    "low_income_475dc": Kind(("net_income_excl_vt", "vt_share"), (), _low_income),
    "inrichting": Kind(("household", "price_due_month"), (), _institution),
    "no_brp_address": Kind((), (), _no_address),
    "multiple_seizures": Kind(("beslagvrije_voet", "payments"), (), _several),
    "premium_threshold": Kind(("household", "zorgtoeslag"), (), _premium),
}
