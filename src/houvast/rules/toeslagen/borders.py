"""Where a right ends, what a lower rent takes away, and the test of the assets alone."""

from __future__ import annotations

from collections.abc import Mapping

from houvast.rules.amount import Amount, high
from houvast.rules.errors import BadInputError
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Run
from houvast.rules.reading import read_choice
from houvast.rules.toeslagen import given as reading
from houvast.rules.toeslagen.calculation import BOOKS, ZERO, calculate, plan_for

HIGHEST_INCOME = 1_000_000
"""Up to here we look for the last income with a right; no allowance comes near it."""


def zorgtoeslag_ceiling(partner: bool, parameters: ParameterSet) -> Amount:
    """Highest year income together that still gives zorgtoeslag, in cents."""
    return _borders(partner, parameters)["income_ceiling"]


def highest_zorgtoeslag_year(partner: bool, parameters: ParameterSet) -> Amount:
    """Zorgtoeslag of a year below the threshold, not rounded."""
    return _borders(partner, parameters)["highest_year"]


def _borders(partner: bool, parameters: ParameterSet) -> Run:
    plan = plan_for("zorgtoeslag_borders", parameters)
    return plan.run({"partner": partner})


def huurtoeslag_ceiling(given: Mapping[str, object], parameters: ParameterSet, *, ignore_minimum: bool) -> Amount:
    """Highest income in whole euros that still gives huurtoeslag for a home; refused when there is never a right.

    ``ignore_minimum``: leave out that less than 24 euro a year is not paid.
    """
    step = "exact_year" if ignore_minimum else "year"

    def has_right(income: int) -> bool:
        return calculate("huurtoeslag", {**given, "income_year_applicant": income}, parameters)[step] > 0

    if not has_right(0):
        raise BadInputError("rent_month", "bij deze huur is er bij geen enkel inkomen recht.")
    least, most = 0, HIGHEST_INCOME
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (middle, most) if has_right(middle) else (least, middle)
    return Amount(least)


def rent_change(given: Mapping[str, object], before: object, after: object, parameters: ParameterSet) -> Amount:
    """How much the huurtoeslag of a month falls, in cents, when the rent goes from ``before`` to ``after``.

    Exact months, before they are cut to whole euros.
    """
    first, second = (
        calculate("huurtoeslag", {**given, "rent_month": rent}, parameters)["exact_year"] for rent in (before, after)
    )
    return (first - second).per_month().rounded_half_up(2)


def assets_above(allowance: str, given: Mapping[str, object], parameters: ParameterSet) -> Amount:
    """How much the assets on 1 January are above the limit of an allowance, euro; 0 = within it.

    Fields: ``partner``, ``assets_applicant``, ``assets_partner``, and for huurtoeslag ``coresidents``. For huurtoeslag
    every co-resident has an own limit; the assets of minor children count with the parents.
    """
    read_choice("allowance", allowance, BOOKS)
    own = ("coresidents",)
    values = reading.read_inputs(BOOKS[allowance], given, own, set(BOOKS[allowance].inputs) - _ASSETS)
    plan = plan_for(f"{allowance}_assets", parameters)
    if allowance != "huurtoeslag":
        if given.get("coresidents"):
            raise BadInputError("coresidents", "medebewoners tellen alleen mee voor de huurtoeslag.")
        return plan.run(values)["assets_above_limit"]
    others = reading.coresidents(given.get("coresidents"), parameters)
    values["assets_applicant"] = Amount.of(values.get("assets_applicant", ZERO)) + others.assets_of_minors
    run = plan.run({**values, "coresidents_assets_most": others.highest_assets})
    return high(run["assets_above_limit"], run["coresident_above_limit"])


_ASSETS = {"partner", "assets_applicant", "assets_partner"}
