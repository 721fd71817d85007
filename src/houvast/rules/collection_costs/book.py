"""The scale of the extrajudicial collection costs (Besluit vergoeding voor buitengerechtelijke incassokosten)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from houvast.rules.amount import high, low, to_cents_half_up, where
from houvast.rules.figures import Book, Input, Parameter

book = Book(
    "incassokosten",
    "1",
    "BW 6:96; Besluit vergoeding voor buitengerechtelijke incassokosten",
    inputs=(
        Input("principal", "eur", "hoofdsom", None, Fraction(1, 100), Fraction(1_000_000_000)),
        Input("vat_not_reclaimable", "flag", "de schuldeiser kan de btw niet terugvragen", False),
    ),
    parameters=(
        *(Parameter(f"width{n}", f"scale.band{n}_width") for n in range(1, 5)),
        *(Parameter(f"share{n}", f"scale.band{n}_share") for n in range(1, 6)),
        Parameter("minimum", "scale.minimum"),
        Parameter("maximum", "scale.maximum"),
        Parameter("vat_rate", "vat.rate"),
    ),
)
figure = book.figure
_BIK = "Besluit incassokosten art. 2"


@figure(_BIK, unit="eur", nl="eerste schijf", words="15% over de eerste 2.500 euro")
def band1(principal: Any, width1: Any, share1: Any) -> Any:
    return low(principal, width1) * share1


@figure(_BIK, unit="eur", nl="tweede schijf", words="10% over de volgende 2.500 euro")
def band2(principal: Any, width1: Any, width2: Any, share2: Any) -> Any:
    return low(high(principal - width1, 0), width2) * share2


@figure(_BIK, unit="eur", nl="derde schijf", words="5% over de volgende 5.000 euro")
def band3(principal: Any, width1: Any, width2: Any, width3: Any, share3: Any) -> Any:
    return low(high(principal - width1 - width2, 0), width3) * share3


@figure(_BIK, unit="eur", nl="vierde schijf", words="1% over de volgende 190.000 euro")
def band4(principal: Any, width1: Any, width2: Any, width3: Any, width4: Any, share4: Any) -> Any:
    return low(high(principal - width1 - width2 - width3, 0), width4) * share4


@figure(_BIK, unit="eur", nl="vijfde schijf", words="0,5% over de rest")
def band5(principal: Any, width1: Any, width2: Any, width3: Any, width4: Any, share5: Any) -> Any:
    return high(principal - width1 - width2 - width3 - width4, 0) * share5


@figure(_BIK, unit="eur", nl="kosten volgens de schaal", words="de schijven samen, minstens 40 en ten hoogste 6.775")
def costs(band1: Any, band2: Any, band3: Any, band4: Any, band5: Any, minimum: Any, maximum: Any) -> Any:
    return to_cents_half_up(low(high(band1 + band2 + band3 + band4 + band5, minimum), maximum))


@figure(
    "Besluit incassokosten art. 2 lid 3 (niet gelezen)",
    unit="eur",
    nl="btw over de kosten",
    words="alleen als de schuldeiser de btw niet kan terugvragen",
)
def vat(costs: Any, vat_rate: Any, vat_not_reclaimable: Any) -> Any:
    return where(vat_not_reclaimable, to_cents_half_up(costs * vat_rate), 0)


@figure(_BIK, unit="eur", nl="ten hoogste", words="kosten plus btw")
def allowed(costs: Any, vat: Any) -> Any:
    return costs + vat
