"""What the seizure and VTLB rules need of the zorgtoeslag; the zorgtoeslag itself stands in ``rules.toeslagen``."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from houvast.rules import toeslagen
from houvast.rules.amount import Amount, to_cents_half_up, where
from houvast.rules.figures import Book, Input, Parameter
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Plan, build

book = Book(
    "premiegrens",
    "1",
    "Rv art. 475da lid 3",
    inputs=(
        Input("couple", "flag", "samen met een toeslagpartner"),
        Input("highest_zorgtoeslag_year", "eur_per_year", "hoogste zorgtoeslag per jaar"),
    ),
    parameters=(
        Parameter("z_single", "participatiewet.art23_inrichting.lid2_zorgpremie_alleenstaande"),
        Parameter("z_couple", "participatiewet.art23_inrichting.lid2_zorgpremie_gehuwden"),
    ),
)
figure = book.figure


@figure(
    "Rv 475da lid 3; Pw art. 23 lid 2",
    unit="eur_per_month",
    nl="premie waarboven het VTLB een correctie geeft",
    words="premie in de norm plus hoogste zorgtoeslag per maand",
)
def premium_threshold(couple: Any, highest_zorgtoeslag_year: Any, z_single: Any, z_couple: Any) -> Any:
    return to_cents_half_up(where(couple, z_couple, z_single) + highest_zorgtoeslag_year.per_month())


@lru_cache(maxsize=64)
def _plan(parameters: ParameterSet) -> Plan:
    return build(book, ("premium_threshold",), parameters=parameters, day=parameters.valid_from)


def _allowances(parameters: ParameterSet) -> ParameterSet:
    """The figures of the allowances in the year of a period."""
    return toeslagen.parameters_for(parameters.valid_from)


def zorgtoeslag_month(couple: bool, taxable_income_year: Amount, parameters: ParameterSet) -> int:
    """Zorgtoeslag per month in whole euros."""
    values = {"partner": couple, "income_year_applicant": taxable_income_year}
    run = toeslagen.plan_for("zorgtoeslag", _allowances(parameters)).run(values)
    return int(run["month"].ratio)


def income_ceiling(couple: bool, parameters: ParameterSet) -> Amount:
    """Highest year income that still gives zorgtoeslag, in cents."""
    return toeslagen.zorgtoeslag_ceiling(couple, _allowances(parameters))


def premium_without_correction(couple: bool, parameters: ParameterSet) -> Amount:
    """Premium per month above which the VTLB gives a correction, in cents."""
    highest = toeslagen.highest_zorgtoeslag_year(couple, _allowances(parameters))
    return _plan(parameters).run({"couple": couple, "highest_zorgtoeslag_year": highest})["premium_threshold"]
