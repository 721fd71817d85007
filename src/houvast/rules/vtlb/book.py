"""The steps of the vrij te laten bedrag (art. 295 Fw; method of the working group Rekenmethode VTLB).

The method's report could be read only in part: what no public source confirms is a setting or an input, and the
result says so. Amounts per month.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from houvast.rules.amount import high, low, to_cents_half_up, where
from houvast.rules.figures import Book, Input, Parameter

ZERO = Fraction(0)
TOP = Fraction(1_000_000)


def _euro(name: str, nl: str, default: Fraction | None = ZERO, lowest: Fraction = ZERO) -> Input:
    return Input(name, "eur_per_month", nl, default, lowest, TOP)


book = Book(
    "vtlb",
    "1",
    "Fw art. 295",
    inputs=(
        _euro("net_income_incl_vt", "netto inkomen met vakantiegeld", None),
        _euro("beslagvrije_voet", "beslagvrije voet van het huishouden", None),
        _euro("compensatiekop", "compensatiekop in de beslagvrije voet", None),
        Input("individual_costs_known", "flag", "eigen zorg-, woon- en kinddeel zijn alle drie bekend", True),
        _euro("premium", "premie zorgverzekering"),
        _euro("zorgtoeslag", "ontvangen zorgtoeslag"),
        _euro("premium_in_norm", "premie die al in de norm zit (art. 23 lid 2 Pw)"),
        _euro("rent", "huur of woonkosten"),
        _euro("huurtoeslag", "ontvangen huurtoeslag"),
        _euro("normhuur", "huur die al in de norm zit"),
        _euro("kgb_max", "hoogste kindgebonden budget voor deze kinderen"),
        _euro("kgb_received", "ontvangen kindgebonden budget"),
        _euro("other_corrections", "andere toeslagen en correcties samen", ZERO, -TOP),
        Input("cap_95_inside", "flag", "instelling: de grens van 95% geldt ook binnen het VTLB", False),
        Input("negative_reduces_others", "flag", "instelling: een negatieve correctie telt af van de rest", True),
        Input("children", "count", "kinderen", ZERO, ZERO, Fraction(30)),
        Input("children_12_15", "count", "kinderen van 12 tot en met 15 jaar", ZERO, ZERO, Fraction(30)),
        Input("children_16_17", "count", "kinderen van 16 en 17 jaar", ZERO, ZERO, Fraction(30)),
        Input("single_parent", "flag", "ouder alleen", False),
    ),
    parameters=(
        Parameter("kgb_child", "kindgebonden_budget.max_per_child"),
        Parameter("kgb_12_15", "kindgebonden_budget.extra_12_15"),
        Parameter("kgb_16_17", "kindgebonden_budget.extra_16_17"),
        Parameter("kgb_single", "kindgebonden_budget.single_parent_extra"),
    ),
)
figure = book.figure
_MONTH = "eur_per_month"
_METHOD = "Rekenmethode VTLB, individuele lasten (NVVK mei en juli 2021)"


@figure("Wkb art. 2", unit=_MONTH, nl="hoogste kindgebonden budget", words="bedrag per kind plus extra's, per maand")
def kgb_max_month(
    children: Any, children_12_15: Any, children_16_17: Any, single_parent: Any,
    kgb_child: Any, kgb_12_15: Any, kgb_16_17: Any, kgb_single: Any,
) -> Any:  # fmt: skip
    year = children * kgb_child + children_12_15 * kgb_12_15 + children_16_17 * kgb_16_17
    return (year + where(single_parent, where(children > 0, kgb_single, 0), 0)).per_month()


@figure("Fw art. 295", unit=_MONTH, nl="voet binnen het VTLB", words="beslagvrije voet, met of zonder grens van 95%")
def voet(beslagvrije_voet: Any, net_income_incl_vt: Any, cap_95_inside: Any) -> Any:
    capped = low(beslagvrije_voet, net_income_incl_vt * Fraction(95, 100))
    return where(cap_95_inside, capped, beslagvrije_voet)


@figure(_METHOD, unit=_MONTH, nl="correctie zorg", words="premie min zorgtoeslag min premie in de norm")
def correction_zorg(premium: Any, zorgtoeslag: Any, premium_in_norm: Any) -> Any:
    return premium - zorgtoeslag - premium_in_norm


@figure(_METHOD, unit=_MONTH, nl="correctie wonen", words="huur min huurtoeslag min huur in de norm")
def correction_woon(rent: Any, huurtoeslag: Any, normhuur: Any) -> Any:
    return rent - huurtoeslag - normhuur


@figure(_METHOD, unit=_MONTH, nl="correctie kinderen", words="hoogste kindgebonden budget min wat je krijgt")
def correction_kgb(kgb_max: Any, kgb_received: Any) -> Any:
    return kgb_max - kgb_received


@figure(_METHOD, unit=_MONTH, nl="correctie individuele lasten", words="de drie correcties min de compensatiekop")
def correctie_individuele_lasten(
    correction_zorg: Any, correction_woon: Any, correction_kgb: Any, compensatiekop: Any, individual_costs_known: Any
) -> Any:
    own = correction_zorg + correction_woon + correction_kgb
    return where(individual_costs_known, own - compensatiekop, 0)


@figure("Fw art. 295 lid 3", unit=_MONTH, nl="nominaal bedrag", words="correctie plus andere toeslagen en correcties")
def nominaal(correctie_individuele_lasten: Any, other_corrections: Any, negative_reduces_others: Any) -> Any:
    correction = where(negative_reduces_others, correctie_individuele_lasten, high(correctie_individuele_lasten, 0))
    return correction + other_corrections


@figure("Fw art. 295", unit=_MONTH, nl="VTLB", words="voet plus nominaal bedrag; nooit onder de voet")
def vtlb(voet: Any, nominaal: Any) -> Any:
    return to_cents_half_up(voet + high(nominaal, 0))


@figure("Fw art. 295", unit=_MONTH, nl="afloscapaciteit", words="inkomen min VTLB, nooit onder nul")
def afloscapaciteit(net_income_incl_vt: Any, vtlb: Any) -> Any:
    return high(net_income_incl_vt - vtlb, 0)
