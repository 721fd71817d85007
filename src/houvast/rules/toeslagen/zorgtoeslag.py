"""The steps of the zorgtoeslag (Wet op de zorgtoeslag art. 1-3; Awir art. 9 and 14). One right per couple."""

from __future__ import annotations

from typing import Any

from houvast.rules.amount import high, to_cents_half_up, to_euros_down, where
from houvast.rules.figures import Book, Input, Parameter
from houvast.rules.toeslagen.common import (
    ASSETS,
    INCOMES,
    MONTHS,
    PARTNER,
    SMALLEST,
    if_lawful,
    over_the_months,
    share_figures,
    to_be_paid,
)

_ZT = "zorgtoeslag"

book = Book(
    "zorgtoeslag",
    "2",
    "Wet op de zorgtoeslag",
    inputs=(
        *PARTNER,
        *INCOMES,
        *ASSETS,
        Input("insured", "flag", "een Nederlandse zorgverzekering", True),
        Input("partner_insured", "flag", "de partner heeft een Nederlandse zorgverzekering", True),
        Input("partner_obliged_to_insure", "flag", "de partner moet zo'n verzekering hebben", True),
        MONTHS,
    ),
    parameters=(
        *SMALLEST,
        Parameter("standard_premium", f"{_ZT}.standard_premium"),
        Parameter("threshold", f"{_ZT}.threshold_income"),
        Parameter("taper", f"{_ZT}.taper_pct"),
        Parameter("n_single", f"{_ZT}.norm_pct_single"),
        Parameter("n_partners", f"{_ZT}.norm_pct_partners"),
        Parameter("share_one_insured", f"{_ZT}.share_when_partner_not_insured"),
        Parameter("asset_limit_single", f"{_ZT}.asset_limit_single"),
        Parameter("asset_limit_partners", f"{_ZT}.asset_limit_partners"),
        Parameter("smallest", "common.smallest_year_paid"),
    ),
)
figure = book.figure
_YEAR = "eur_per_year"


share_figures(book, "Wzt art. 3")


@figure(
    "Wzt art. 2 lid 1 en 2",
    unit=_YEAR,
    nl="hoogste zorgtoeslag",
    words="standaardpremie min de normpremie bij de drempel",
)
def highest_year(partner: Any, standard_premium: Any, threshold: Any, n_single: Any, n_partners: Any) -> Any:
    together = standard_premium * 2 - threshold * n_partners
    return where(partner, together, standard_premium - threshold * n_single)


@figure(
    "Wzt art. 2 lid 3",
    unit=_YEAR,
    nl="zorgtoeslag bij dit inkomen",
    words="hoogste zorgtoeslag min een deel van het inkomen boven de drempel, niet onder nul",
)
def by_income(highest_year: Any, joint_income: Any, threshold: Any, taper: Any) -> Any:
    return high(highest_year - high(joint_income - threshold, 0) * taper, 0)


@figure(
    "Wzt art. 2 lid 4 en 5",
    unit=_YEAR,
    nl="zorgtoeslag volgens wie verzekerd is",
    words="de helft als je partner niet verzekerd is en dat ook niet hoeft; niets als het wel moet",
)
def by_insurance(
    by_income: Any, insured: Any, partner: Any, partner_insured: Any, partner_obliged_to_insure: Any,
    share_one_insured: Any,
) -> Any:  # fmt: skip
    half = by_income * share_one_insured
    alone = half - where(partner_obliged_to_insure, half, 0)
    return where(insured, where(partner, where(partner_insured, by_income, alone), by_income), 0)


@figure(
    "Awir art. 7 en 9",
    unit=_YEAR,
    nl="zorgtoeslag per jaar, niet afgerond",
    words="niets als het vermogen te hoog is of je partner hier niet mag wonen",
)
def exact_year(by_insurance: Any, assets_above_limit: Any, partner: Any, partner_residence_lawful: Any) -> Any:
    return where(assets_above_limit <= 0, if_lawful(partner, partner_residence_lawful, by_insurance), 0)


@figure(
    "Awir art. 14",
    unit=_YEAR,
    nl="zorgtoeslag per jaar",
    words="in hele euro's; onder 24 euro per jaar krijg je niets",
)
def year(exact_year: Any, minimum_year_amount: Any) -> Any:
    return to_be_paid(exact_year, minimum_year_amount)


@figure(
    "praktijk van Dienst Toeslagen",
    unit="eur_per_month",
    nl="zorgtoeslag per maand",
    words="jaarbedrag gedeeld door 12, in hele euro's, naar beneden",
)
def month(year: Any) -> Any:
    return to_euros_down(year.per_month())


@figure(
    "Wzt art. 1 en 2; Awir art. 14",
    unit=_YEAR,
    nl="zorgtoeslag over dit jaar",
    words="jaarbedrag keer het aantal maanden met recht, gedeeld door 12, in hele euro's",
)
def period_amount(exact_year: Any, months_of_right: Any, minimum_year_amount: Any) -> Any:
    return to_be_paid(over_the_months(exact_year, months_of_right), minimum_year_amount)


@figure(
    "Wzt art. 2; Awir art. 14",
    unit=_YEAR,
    nl="hoogste inkomen met zorgtoeslag",
    words="inkomen waarbij nog 23,50 euro per jaar over is",
)
def income_ceiling(highest_year: Any, threshold: Any, taper: Any, smallest: Any) -> Any:
    return to_cents_half_up(threshold + (highest_year - smallest) / taper)
