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
    "2",
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
        _euro("other_corrections", "andere correcties samen", ZERO, -TOP),
        Input("cap_95_inside", "flag", "instelling: de grens van 95% geldt ook binnen het VTLB", False),
        Input("negative_reduces_others", "flag", "instelling: een negatieve correctie telt af van de rest", True),
        Input("children", "count", "kinderen", ZERO, ZERO, Fraction(30)),
        Input("children_12_15", "count", "kinderen van 12 tot en met 15 jaar", ZERO, ZERO, Fraction(30)),
        Input("children_16_17", "count", "kinderen van 16 en 17 jaar", ZERO, ZERO, Fraction(30)),
        Input("has_partner", "flag", "samen met een partner", False),
        Input("has_children", "flag", "met kinderen", False),
        Input("eigen_risico_counts", "flag", "het eigen risico telt mee", False),
        Input("work_hours_week", "hours_per_week", "uren werk per week", ZERO, ZERO, Fraction(80)),
        Input(
            "partner_work_hours_week", "hours_per_week", "uren werk per week van de partner", ZERO, ZERO, Fraction(80)
        ),
        Input("own_arbeidstoeslag", "flag", "instelling: eigen bedrag voor de arbeidstoeslag", False),
        _euro("arbeidstoeslag_set", "instelling: arbeidstoeslag"),
        Input("pension_single", "flag", "pensioenleeftijd, volgens de norm voor een alleenstaande", False),
        Input("pension_couple", "flag", "pensioenleeftijd, volgens de norm voor gehuwden", False),
        _euro("reserveringstoeslag", "instelling: reserveringstoeslag in een inrichting"),
        _euro("additions", "toeslagen volgens de methode samen"),
    ),
    parameters=(
        Parameter("kgb_child", "kindgebonden_budget.max_per_child"),
        Parameter("kgb_12_15", "kindgebonden_budget.extra_12_15"),
        Parameter("kgb_16_17", "kindgebonden_budget.extra_16_17"),
        Parameter("kgb_single", "kindgebonden_budget.single_parent_extra"),
        Parameter("z_single", "participatiewet.art23_inrichting.lid2_zorgpremie_alleenstaande"),
        Parameter("z_couple", "participatiewet.art23_inrichting.lid2_zorgpremie_gehuwden"),
        Parameter("basishuur_single", "huurtoeslag.eenpersoons.J_basishuur"),
        Parameter("basishuur_multi", "huurtoeslag.meerpersoons.J_basishuur"),
        Parameter("eigen_risico_month", "vtlb.eigen_risico_correctie"),
        Parameter("work_allowance", "vtlb.arbeidstoeslag"),
        Parameter("work_hours_least", "vtlb.arbeidstoeslag_min_hours"),
        Parameter("pension_gap_single", "vtlb.pgl_correctie_alleenstaande"),
        Parameter("pension_gap_couple", "vtlb.pgl_correctie_gehuwden"),
    ),
)
figure = book.figure
_MONTH = "eur_per_month"
_METHOD = "Rekenmethode VTLB, individuele lasten (NVVK mei en juli 2021)"


@figure("Wkb art. 2", unit=_MONTH, nl="hoogste kindgebonden budget", words="bedrag per kind plus extra's, per maand")
def kgb_max_month(
    children: Any, children_12_15: Any, children_16_17: Any, has_partner: Any,
    kgb_child: Any, kgb_12_15: Any, kgb_16_17: Any, kgb_single: Any,
) -> Any:  # fmt: skip
    year = children * kgb_child + children_12_15 * kgb_12_15 + children_16_17 * kgb_16_17
    alone = where(children > 0, kgb_single, 0)
    return where(has_partner, year, year + alone).per_month()


@figure("Pw art. 23 lid 2", unit=_MONTH, nl="premie in de norm", words="bedrag voor zorgpremie dat al in de norm zit")
def premium_in_law(has_partner: Any, z_single: Any, z_couple: Any) -> Any:
    return where(has_partner, z_couple, z_single)


@figure("Rv 475da lid 2 (onze lezing)", unit=_MONTH, nl="huur in de norm", words="huur die iedereen zelf betaalt")
def normhuur_in_law(has_partner: Any, has_children: Any, basishuur_single: Any, basishuur_multi: Any) -> Any:
    return where(has_partner, basishuur_multi, where(has_children, basishuur_multi, basishuur_single))


@figure("NVVK maart 2021", unit=_MONTH, nl="correctie eigen risico", words="eigen risico per maand, als het meetelt")
def eigen_risico(eigen_risico_counts: Any, eigen_risico_month: Any) -> Any:
    return where(eigen_risico_counts, eigen_risico_month, 0)


@figure(
    "vtlb-rapport hoofdstuk 4 (niet gelezen)",
    unit=_MONTH,
    nl="arbeidstoeslag",
    words="een bedrag voor ieder die meer uren per week werkt dan het minimum",
)
def arbeidstoeslag(
    work_hours_week: Any, partner_work_hours_week: Any, work_hours_least: Any, work_allowance: Any,
    own_arbeidstoeslag: Any, arbeidstoeslag_set: Any,
) -> Any:  # fmt: skip
    each = where(own_arbeidstoeslag, arbeidstoeslag_set, work_allowance)
    return where(work_hours_week > work_hours_least, each, 0) + where(
        partner_work_hours_week > work_hours_least, each, 0
    )


@figure("NVVK juli 2021", unit=_MONTH, nl="correctie pensioenleeftijd", words="95% van het verschil met de gewone norm")
def pgl_correctie(pension_single: Any, pension_couple: Any, pension_gap_single: Any, pension_gap_couple: Any) -> Any:
    return where(pension_couple, pension_gap_couple, where(pension_single, pension_gap_single, 0))


@figure(
    "vtlb-rapport hoofdstuk 4 (niet gelezen)",
    unit=_MONTH,
    nl="toeslagen samen",
    words="eigen risico plus arbeidstoeslag plus pensioenleeftijd plus reserveringstoeslag",
)
def additions_in_law(eigen_risico: Any, arbeidstoeslag: Any, pgl_correctie: Any, reserveringstoeslag: Any) -> Any:
    return eigen_risico + arbeidstoeslag + pgl_correctie + reserveringstoeslag


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


@figure("Fw art. 295 lid 3", unit=_MONTH, nl="nominaal bedrag", words="correctie plus toeslagen en andere correcties")
def nominaal(
    correctie_individuele_lasten: Any, additions: Any, other_corrections: Any, negative_reduces_others: Any
) -> Any:
    correction = where(negative_reduces_others, correctie_individuele_lasten, high(correctie_individuele_lasten, 0))
    return correction + additions + other_corrections


@figure("Fw art. 295", unit=_MONTH, nl="VTLB", words="voet plus nominaal bedrag; nooit onder de voet")
def vtlb(voet: Any, nominaal: Any) -> Any:
    return to_cents_half_up(voet + high(nominaal, 0))


@figure("Fw art. 295", unit=_MONTH, nl="afloscapaciteit", words="inkomen min VTLB, nooit onder nul")
def afloscapaciteit(net_income_incl_vt: Any, vtlb: Any) -> Any:
    return high(net_income_incl_vt - vtlb, 0)
