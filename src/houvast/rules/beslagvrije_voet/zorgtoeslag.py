"""The zorgtoeslag itself, as far as the seizure and VTLB rules need it (Wet op de zorgtoeslag art. 2)."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from houvast.rules.amount import Amount, high, to_cents_half_up, to_euros_down, to_euros_half_up, where
from houvast.rules.figures import Book, Input, Parameter
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Plan, build

book = Book(
    "zorgtoeslag",
    "1",
    "Wet op de zorgtoeslag art. 2",
    inputs=(
        Input("couple", "flag", "samen met een toeslagpartner"),
        Input("taxable_income_year", "eur_per_year", "belastbaar jaarinkomen samen", Fraction(0)),
    ),
    parameters=(
        Parameter("standaardpremie", "zorgtoeslag.S_standaardpremie"),
        Parameter("threshold", "zorgtoeslag.D_whole_euros"),
        Parameter("zorg_taper", "zorgtoeslag.E_afbouw_pct"),
        Parameter("smallest", "zorgtoeslag.smallest_year_paid"),
        Parameter("n_single", "zorgtoeslag.norm_pct_alleenstaande"),
        Parameter("n_couple", "zorgtoeslag.norm_pct_partners"),
        Parameter("z_single", "participatiewet.art23_inrichting.lid2_zorgpremie_alleenstaande"),
        Parameter("z_couple", "participatiewet.art23_inrichting.lid2_zorgpremie_gehuwden"),
    ),
)
figure = book.figure


@figure(
    "Wzt art. 2",
    unit="eur_per_year",
    nl="hoogste zorgtoeslag",
    words="standaardpremie min de normpremie bij de drempel",
)
def highest_year(couple: Any, standaardpremie: Any, threshold: Any, n_single: Any, n_couple: Any) -> Any:
    return where(couple, standaardpremie * 2 - threshold * n_couple, standaardpremie - threshold * n_single)


@figure(
    "Wzt art. 2",
    unit="eur_per_year",
    nl="zorgtoeslag per jaar, niet afgerond",
    words="hoogste zorgtoeslag min een deel van het inkomen boven de drempel",
)
def exact_year(highest_year: Any, taxable_income_year: Any, threshold: Any, zorg_taper: Any) -> Any:
    return highest_year - high(taxable_income_year - threshold, 0) * zorg_taper


@figure(
    "Wzt art. 2; Awir art. 14",
    unit="eur_per_year",
    nl="zorgtoeslag per jaar",
    words="in hele euro's; onder 24 euro per jaar is er geen recht",
)
def year(exact_year: Any, smallest: Any) -> Any:
    return where(exact_year >= smallest, to_euros_half_up(exact_year), 0)


@figure("praktijk van Toeslagen", unit="eur_per_month", nl="zorgtoeslag per maand", words="hele euro's, afgekapt")
def month(year: Any) -> Any:
    return to_euros_down(year.per_month())


@figure(
    "Wzt art. 2",
    unit="eur_per_year",
    nl="hoogste inkomen met zorgtoeslag",
    words="inkomen waarbij nog 23,50 euro per jaar over is",
)
def ceiling_year(highest_year: Any, threshold: Any, zorg_taper: Any, smallest: Any) -> Any:
    return to_cents_half_up(threshold + (highest_year - smallest) / zorg_taper)


@figure(
    "Rv 475da lid 3; Pw art. 23 lid 2",
    unit="eur_per_month",
    nl="premie waarboven het VTLB een correctie geeft",
    words="premie in de norm plus hoogste zorgtoeslag per maand",
)
def premium_threshold(couple: Any, highest_year: Any, z_single: Any, z_couple: Any) -> Any:
    return to_cents_half_up(where(couple, z_couple, z_single) + highest_year.per_month())


@lru_cache(maxsize=64)
def _plan(parameters: ParameterSet) -> Plan:
    wanted = ("exact_year", "year", "month", "ceiling_year", "premium_threshold")
    return build(book, wanted, parameters=parameters, day=parameters.valid_from)


def zorgtoeslag_month(couple: bool, taxable_income_year: Amount, parameters: ParameterSet) -> int:
    """Zorgtoeslag per month in whole euros."""
    run = _plan(parameters).run({"couple": couple, "taxable_income_year": taxable_income_year})
    return int(run["month"].ratio)


def income_ceiling(couple: bool, parameters: ParameterSet) -> Amount:
    """Highest year income that still gives zorgtoeslag, in cents."""
    return _plan(parameters).run({"couple": couple})["ceiling_year"]


def premium_without_correction(couple: bool, parameters: ParameterSet) -> Amount:
    """Premium per month above which the VTLB gives a correction, in cents."""
    return _plan(parameters).run({"couple": couple})["premium_threshold"]
