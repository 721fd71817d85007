"""The steps of a scheme of the municipality: its income limit, its limit on assets, and what it gives in a year."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from houvast.rules.amount import high, to_cents_half_up, where
from houvast.rules.figures import Book, Input, Parameter

ZERO, ONE = Fraction(0), Fraction(1)
MONTH_TOP, YEAR_TOP, WEALTH_TOP = Fraction(1_000_000), Fraction(10_000_000), Fraction(100_000_000)
_MONTH, _YEAR = "eur_per_month", "eur_per_year"


def _year(name: str, nl: str) -> Input:
    return Input(name, _YEAR, nl, ZERO, ZERO, YEAR_TOP)


book = Book(
    "regelingen",
    "1",
    "Pw art. 35-36b; verordening en beleid van de gemeente",
    inputs=(
        Input("bijstandsnorm", _MONTH, "bijstandsnorm met vakantiegeld", None, ZERO, MONTH_TOP),
        Input("income_month", _MONTH, "netto inkomen van het huishouden per maand", None, ZERO, MONTH_TOP),
        Input("income_pct", "fraction", "instelling: deel van de norm", ONE, ZERO, Fraction(3)),
        Input("holiday_allowance_included", "flag", "instelling: norm en inkomen met vakantiegeld", True),
        Input("assets", "eur", "vermogen", ZERO, ZERO, WEALTH_TOP),
        Input("has_asset_limit", "flag", "instelling: er is een grens voor vermogen", False),
        Input("asset_limit", "eur", "instelling: grens voor vermogen", ZERO, ZERO, WEALTH_TOP),
        Input("pays_costs", "flag", "instelling: vergoedt kosten in plaats van een vast bedrag", False),
        _year("amount_year", "instelling: vast bedrag in twaalf maanden"),
        _year("per_child", "instelling: bedrag per kind in twaalf maanden"),
        Input("children", "count", "kinderen", ZERO, ZERO, Fraction(30)),
        _year("costs_year", "noodzakelijke kosten in twaalf maanden"),
        Input("capacity_share", "fraction", "instelling: deel van het inkomen boven de grens", ZERO, ZERO, ONE),
        _year("threshold_year", "instelling: onder dit bedrag wordt niets betaald"),
    ),
    parameters=(Parameter("vt_share", "holiday_allowance.share_in_municipal_tables"),),
)
figure = book.figure


@figure("verordening", unit=_MONTH, nl="grens voor inkomen", words="norm keer het deel van de regeling")
def income_limit(bijstandsnorm: Any, income_pct: Any, holiday_allowance_included: Any, vt_share: Any) -> Any:
    return where(holiday_allowance_included, bijstandsnorm, bijstandsnorm - bijstandsnorm * vt_share) * income_pct


@figure("verordening", unit=_MONTH, nl="inkomen boven de grens", words="inkomen min grens, nooit onder nul")
def income_above(income_month: Any, income_limit: Any) -> Any:
    return high(income_month - income_limit, 0)


@figure("verordening", unit="eur", nl="vermogen boven de grens", words="vermogen min grens, als er een grens is")
def assets_above(assets: Any, has_asset_limit: Any, asset_limit: Any) -> Any:
    return where(has_asset_limit, high(assets - asset_limit, 0), 0)


@figure(
    "Pw art. 35 lid 1", unit=_YEAR, nl="draagkracht", words="deel van het inkomen boven de grens, in twaalf maanden"
)
def capacity(income_above: Any, capacity_share: Any) -> Any:
    return (income_above * capacity_share).per_year()


@figure(
    "Pw art. 35 lid 1 en 2",
    unit=_YEAR,
    nl="kosten die de gemeente betaalt",
    words="kosten min draagkracht, nooit onder nul; onder de drempel niets",
)
def costs_paid(costs_year: Any, capacity: Any, threshold_year: Any) -> Any:
    left = high(costs_year - capacity, 0)
    return where(left >= threshold_year, left, 0)


@figure("verordening", unit=_YEAR, nl="vast bedrag", words="bedrag van dit huishouden plus het bedrag per kind")
def fixed(amount_year: Any, per_child: Any, children: Any, income_above: Any) -> Any:
    return where(income_above <= 0, amount_year + per_child * children, 0)


@figure(
    "Pw art. 35-36b",
    unit=_YEAR,
    nl="bedrag in twaalf maanden",
    words="kosten of vast bedrag, in hele centen; niets als het vermogen te hoog is",
)
def granted(pays_costs: Any, costs_paid: Any, fixed: Any, assets_above: Any) -> Any:
    return to_cents_half_up(where(assets_above <= 0, where(pays_costs, costs_paid, fixed), 0))
