"""The steps of the kindgebonden budget (Wkb art. 1-3). One right per couple; children as they are in some months.

When children come, go or pass an age in the year, the plan runs once for each stretch of equal months, and each run
takes the amount of the months before it along.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from houvast.rules.amount import high, where
from houvast.rules.figures import Book, Input, Parameter
from houvast.rules.toeslagen.common import (
    ASSETS,
    INCOMES,
    MONTHS,
    PARTNER,
    SMALLEST,
    TOP,
    ZERO,
    if_lawful,
    month_as_shown,
    over_the_months,
    share_figures,
    to_be_paid,
)

_KGB = "kindgebonden_budget"
_MANY = Fraction(30)

book = Book(
    "kindgebonden_budget",
    "1",
    "Wet op het kindgebonden budget",
    inputs=(
        *PARTNER,
        *INCOMES,
        *ASSETS,
        Input("receives_kinderbijslag", "flag", "kinderbijslag voor de kinderen", True),
        Input("children", "count", "kinderen jonger dan 18 jaar", ZERO, ZERO, _MANY),
        Input("children_12_15", "count", "kinderen van 12 tot en met 15 jaar", ZERO, ZERO, _MANY),
        Input("children_16_17", "count", "kinderen van 16 en 17 jaar", ZERO, ZERO, _MANY),
        MONTHS,
        Input("earlier_months", "eur_per_year", "bedrag over de maanden hiervoor", ZERO, ZERO, TOP),
    ),
    parameters=(
        *SMALLEST,
        Parameter("per_child", f"{_KGB}.per_child"),
        Parameter("extra_12_15", f"{_KGB}.extra_child_12_15"),
        Parameter("extra_16_17", f"{_KGB}.extra_child_16_17"),
        Parameter("single_parent_extra", f"{_KGB}.single_parent_extra"),
        Parameter("taper", f"{_KGB}.taper_pct"),
        Parameter("threshold_single", f"{_KGB}.threshold_single"),
        Parameter("threshold_partners", f"{_KGB}.threshold_partners"),
        Parameter("asset_limit_single", f"{_KGB}.asset_limit_single"),
        Parameter("asset_limit_partners", f"{_KGB}.asset_limit_partners"),
    ),
)
figure = book.figure
_YEAR = "eur_per_year"


share_figures(book, "Wkb art. 1")


@figure(
    "Wkb art. 2",
    unit=_YEAR,
    nl="hoogste kindgebonden budget",
    words="bedrag per kind, plus extra voor oudere kinderen, plus extra voor een ouder alleen",
)
def highest_year(
    partner: Any, children: Any, children_12_15: Any, children_16_17: Any,
    per_child: Any, extra_12_15: Any, extra_16_17: Any, single_parent_extra: Any,
) -> Any:  # fmt: skip
    for_children = children * per_child + children_12_15 * extra_12_15 + children_16_17 * extra_16_17
    alone = where(children > 0, for_children + single_parent_extra, for_children)
    return where(partner, for_children, alone)


@figure("Wkb art. 2", unit=_YEAR, nl="inkomen boven de drempel", words="inkomen min de drempel, niet onder nul")
def above_threshold(partner: Any, joint_income: Any, threshold_single: Any, threshold_partners: Any) -> Any:
    return high(joint_income - where(partner, threshold_partners, threshold_single), 0)


@figure(
    "Wkb art. 2",
    unit=_YEAR,
    nl="kindgebonden budget bij dit inkomen",
    words="hoogste bedrag min een deel van het inkomen boven de drempel, niet onder nul",
)
def by_income(highest_year: Any, above_threshold: Any, taper: Any) -> Any:
    return high(highest_year - above_threshold * taper, 0)


@figure(
    "Wkb art. 1 en 2; Awir art. 7 en 9",
    unit=_YEAR,
    nl="kindgebonden budget per jaar, niet afgerond",
    words="niets zonder kinderbijslag, met te veel vermogen, of als je partner hier niet mag wonen",
)
def exact_year(
    by_income: Any, receives_kinderbijslag: Any, assets_above_limit: Any, partner: Any, partner_residence_lawful: Any
) -> Any:
    right = where(receives_kinderbijslag, if_lawful(partner, partner_residence_lawful, by_income), 0)
    return where(assets_above_limit <= 0, right, 0)


@figure(
    "Wkb art. 2",
    unit=_YEAR,
    nl="bedrag over dit jaar, niet afgerond",
    words="jaarbedrag keer de maanden, gedeeld door 12, plus de maanden hiervoor",
)
def over_months(exact_year: Any, months_of_right: Any, earlier_months: Any) -> Any:
    return over_the_months(exact_year, months_of_right) + earlier_months


@figure(
    "Awir art. 14",
    unit=_YEAR,
    nl="kindgebonden budget over dit jaar",
    words="in hele euro's; onder 24 euro per jaar krijg je niets",
)
def year(over_months: Any, minimum_year_amount: Any) -> Any:
    return to_be_paid(over_months, minimum_year_amount)


@figure(
    "praktijk van Dienst Toeslagen",
    unit="eur_per_month",
    nl="kindgebonden budget per maand",
    words="jaarbedrag zonder afronden gedeeld door 12, in hele euro's, naar beneden",
)
def month(year: Any, exact_year: Any) -> Any:
    return month_as_shown(year, exact_year.per_month())
