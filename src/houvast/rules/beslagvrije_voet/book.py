"""The steps of art. 475d-475e Rv, in the order of the law. Amounts per month unless a name says year.

Until 2025 the rent part is a curve of the income, from 2026 a straight line: both stand here, each in its period.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from houvast.rules.amount import high, low, to_cents_half_up, where
from houvast.rules.figures import Book, Input, Parameter

_PW, _ZT, _HT, _KGB = "participatiewet", "zorgtoeslag", "huurtoeslag", "kindgebonden_budget"
_BVV = "beslagvrije_voet"
_MAX = f"{_BVV}.maxima_475da_lid1"
ZERO = Fraction(0)
MONTH_TOP = Fraction(1_000_000)
UNTIL_2025 = date(2025, 12, 31)
FROM_2026 = date(2026, 1, 1)


def _euro(name: str, nl: str, default: Fraction | None = ZERO) -> Input:
    return Input(name, "eur_per_month", nl, default, ZERO, MONTH_TOP)


book = Book(
    "beslagvrije_voet",
    "1",
    "Rv art. 475b-475i",
    inputs=(
        Input("has_partner", "flag", "samen met een partner"),
        Input("has_children", "flag", "met kinderen"),
        Input("taxable_income_year", "eur_per_year", "belastbaar jaarinkomen van het huishouden", None),
        _euro("own_net_income_month_incl_vt", "eigen netto inkomen met vakantiegeld", None),
        _euro("own_other_unseized_income_month", "ander eigen inkomen zonder beslag"),
        _euro("partner_unseized_income_month", "inkomen van de partner zonder beslag"),
        _euro("company_car_tax_month", "loonbelasting over de auto van de zaak"),
        _euro("woonkosten_month", "woonkosten"),
        Input("housing_raise_requested", "flag", "verhoging voor woonkosten gevraagd (lid 5)", False),
        _euro("housing_raise_lid7_month", "toegekende verhoging voor woonkosten (lid 7)"),
        Input("raise_may_pass_maximum", "flag", "instelling: de verhoging mag boven het maximum", True),
        Input("parts_not_below_zero", "flag", "instelling: een deel telt nooit negatief mee", True),
        Input("no_brp_address", "flag", "geen adres in Nederland in de BRP", False),
        Input("country_factor", "fraction", "factor van het land (vaste woning buiten Nederland)", Fraction(1)),
        Input("in_institution", "flag", "verblijf in een inrichting", False),
        _euro("price_due_month", "verschuldigde prijs van de inrichting"),
        Input("assistance_benefit_475dc", "flag", "uitkering van art. 475dc lid 2", False),
        _euro("applicable_norm_month", "bijstandsnorm die hier geldt"),
        _euro("other_income_art32_month", "ander inkomen volgens art. 32 Pw"),
    ),
    parameters=(
        Parameter("norm_single", f"{_PW}.A_art21a_alleenstaande_of_alleenstaande_ouder"),
        Parameter("norm_couple", f"{_PW}.B_art21b_gehuwden"),
        Parameter("norm_share", f"{_BVV}.norm_share"),
        Parameter("low_income_share", f"{_BVV}.low_income_share_475dc"),
        Parameter("lid5_share", f"{_BVV}.woonkosten_trigger_share_lid5"),
        Parameter("max_a", f"{_MAX}.a_alleenstaande"),
        Parameter("max_b", f"{_MAX}.b_alleenstaande_ouder"),
        Parameter("max_c", f"{_MAX}.c_gehuwd_zonder_kinderen"),
        Parameter("max_d", f"{_MAX}.d_gehuwd_met_kinderen"),
        Parameter("threshold", f"{_ZT}.D_drempelinkomen"),
        Parameter("zorg_taper", f"{_ZT}.E_afbouw_pct"),
        Parameter("standaardpremie", f"{_ZT}.S_standaardpremie"),
        Parameter("z_single", f"{_PW}.art23_inrichting.lid2_zorgpremie_alleenstaande"),
        Parameter("z_couple", f"{_PW}.art23_inrichting.lid2_zorgpremie_gehuwden"),
        Parameter("art23_single", f"{_PW}.art23_inrichting.lid1_alleenstaande"),
        Parameter("art23_couple", f"{_PW}.art23_inrichting.lid1_gehuwden"),
        Parameter("huurgrens", f"{_HT}.H_max_huurgrens"),
        Parameter("basishuur_single", f"{_HT}.eenpersoons.J_basishuur"),
        Parameter("basishuur_multi", f"{_HT}.meerpersoons.J_basishuur"),
        Parameter("a_single", f"{_HT}.eenpersoons.factor_a"),
        Parameter("b_single", f"{_HT}.eenpersoons.factor_b"),
        Parameter("a_multi", f"{_HT}.meerpersoons.factor_a"),
        Parameter("b_multi", f"{_HT}.meerpersoons.factor_b"),
        Parameter("minimum_single", f"{_HT}.eenpersoons.minimum_income_point"),
        Parameter("minimum_multi", f"{_HT}.meerpersoons.minimum_income_point"),
        Parameter("taper_single", f"{_HT}.eenpersoons.afbouw_share"),
        Parameter("taper_multi", f"{_HT}.meerpersoons.afbouw_share"),
        Parameter("kgb_taper", f"{_KGB}.K_afbouw_pct"),
        Parameter("kgb_partner_extra", f"{_KGB}.L_partner_threshold_extra"),
    ),
)
figure = book.figure
_MONTH = "eur_per_month"


def by_household(has_partner: Any, has_children: Any, single: Any, multi: Any) -> Any:
    """The figure for one person, or the one for more (couple, or a single parent)."""
    return where(has_partner, multi, where(has_children, multi, single))


@figure("Rv 475da lid 2", unit=_MONTH, nl="basis", words="95% van de bijstandsnorm (alleen of samen)")
def base(has_partner: Any, norm_single: Any, norm_couple: Any, norm_share: Any) -> Any:
    return where(has_partner, norm_couple, norm_single) * norm_share


@figure("Rv 475da lid 2", unit="eur_per_year", nl="inkomen boven de drempel", words="jaarinkomen min drempel")
def above_threshold(taxable_income_year: Any, threshold: Any) -> Any:
    return taxable_income_year - low(taxable_income_year, threshold)


@figure("Rv 475da lid 3", unit=_MONTH, nl="hoogste zorgdeel", words="standaardpremie min de premie in de norm")
def zorg_cap(has_partner: Any, standaardpremie: Any, z_single: Any, z_couple: Any) -> Any:
    return where(has_partner, (standaardpremie * 2).per_month() - z_couple, standaardpremie.per_month() - z_single)


@figure(
    "Rv 475da lid 2 en 3",
    unit=_MONTH,
    nl="zorgdeel",
    words="wat je aan zorgtoeslag mist door je inkomen, niet meer dan het hoogste zorgdeel",
)
def zorg_deel(above_threshold: Any, zorg_taper: Any, zorg_cap: Any, parts_not_below_zero: Any) -> Any:
    part = low(above_threshold.per_month() * zorg_taper, zorg_cap)
    return where(parts_not_below_zero, high(part, 0), part)


@figure("Rv 475da lid 2", unit=_MONTH, nl="basishuur", words="huur die iedereen zelf betaalt")
def basishuur(has_partner: Any, has_children: Any, basishuur_single: Any, basishuur_multi: Any) -> Any:
    return by_household(has_partner, has_children, basishuur_single, basishuur_multi)


@figure(
    "Rv 475da lid 2 (tekst tot en met 2025)",
    unit=_MONTH,
    nl="huurdeel voor de ondergrens",
    words="factor a keer inkomen keer inkomen, plus factor b keer inkomen, min basishuur",
    until=UNTIL_2025,
)
def huur_gross(
    has_partner: Any, has_children: Any, taxable_income_year: Any, basishuur: Any,
    a_single: Any, a_multi: Any, b_single: Any, b_multi: Any,
) -> Any:  # fmt: skip
    a = by_household(has_partner, has_children, a_single, a_multi)
    b = by_household(has_partner, has_children, b_single, b_multi)
    return a * taxable_income_year * taxable_income_year + b * taxable_income_year - basishuur


@figure(
    "Rv 475da lid 2 (tekst vanaf 2026)",
    unit=_MONTH,
    nl="huurdeel voor de ondergrens",
    words="deel van het inkomen boven het minimum, niet meer dan huurgrens min basishuur",
    since=FROM_2026,
)
def huur_gross_(
    has_partner: Any, has_children: Any, taxable_income_year: Any, basishuur: Any, huurgrens: Any,
    minimum_single: Any, minimum_multi: Any, taper_single: Any, taper_multi: Any,
) -> Any:  # fmt: skip
    above = taxable_income_year - by_household(has_partner, has_children, minimum_single, minimum_multi)
    share = by_household(has_partner, has_children, taper_single, taper_multi)
    return low((above * share).per_month(), huurgrens - basishuur)


@figure("Rv 475da lid 2", unit=_MONTH, nl="huurdeel", words="wat je aan huurtoeslag mist door je inkomen")
def huur_deel(huur_gross: Any, parts_not_below_zero: Any) -> Any:
    return where(parts_not_below_zero, high(huur_gross, 0), huur_gross)


@figure(
    "Rv 475da lid 2",
    unit=_MONTH,
    nl="kinddeel",
    words="wat je aan kindgebonden budget mist door je inkomen; alleen met kinderen",
)
def kgb_deel(
    has_partner: Any,
    has_children: Any,
    above_threshold: Any,
    kgb_taper: Any,
    kgb_partner_extra: Any,
    parts_not_below_zero: Any,
) -> Any:
    part = (above_threshold - where(has_partner, kgb_partner_extra, 0)).per_month() * kgb_taper
    return where(has_children, where(parts_not_below_zero, high(part, 0), part), 0)


@figure("Rv 475da lid 2", unit=_MONTH, nl="compensatiekop", words="zorgdeel plus huurdeel plus kinddeel")
def compensatiekop(zorg_deel: Any, huur_deel: Any, kgb_deel: Any) -> Any:
    return zorg_deel + huur_deel + kgb_deel


@figure("Rv 475da lid 2", unit=_MONTH, nl="uitkomst van de formule", words="basis plus compensatiekop")
def formula_before_cap(base: Any, compensatiekop: Any) -> Any:
    return base + compensatiekop


@figure("Rv 475da lid 1", unit=_MONTH, nl="maximum", words="hoogste beslagvrije voet voor dit huishouden")
def maximum(has_partner: Any, has_children: Any, max_a: Any, max_b: Any, max_c: Any, max_d: Any) -> Any:
    return where(has_partner, where(has_children, max_d, max_c), where(has_children, max_b, max_a))


@figure("Rv 475da lid 1", unit=_MONTH, nl="na art. 475da", words="uitkomst van de formule, niet boven het maximum")
def after_475da(formula_before_cap: Any, maximum: Any) -> Any:
    return low(formula_before_cap, maximum)


@figure("Rv 475da lid 4", unit=_MONTH, nl="zonder adres in de BRP", words="47,5% van de norm voor gehuwden")
def without_brp(norm_couple: Any) -> Any:
    return norm_couple * Fraction(475, 1000)


@figure(
    "Rv 475e lid 2",
    unit=_MONTH,
    nl="in een inrichting",
    words="prijs plus twee derde van de norm van art. 23 lid 1 Pw plus het bedrag van lid 2",
)
def institution(
    has_partner: Any, price_due_month: Any, art23_single: Any, art23_couple: Any, z_single: Any, z_couple: Any
) -> Any:
    pocket = where(has_partner, art23_couple, art23_single) * Fraction(2, 3)
    return price_due_month + pocket + where(has_partner, z_couple, z_single)


@figure(
    "Rv 475da lid 4 en 475e",
    unit=_MONTH,
    nl="voet van dit huishouden",
    words="de gewone uitkomst, of die voor een inrichting, zonder adres of in een ander land",
)
def own_situation(
    after_475da: Any,
    no_brp_address: Any,
    without_brp: Any,
    in_institution: Any,
    institution: Any,
    country_factor: Any,
) -> Any:
    ordinary = where(no_brp_address, without_brp, after_475da) * country_factor
    return where(in_institution, institution, ordinary)


@figure(
    "Rv 475da lid 5 en 6",
    unit=_MONTH,
    nl="verhoging voor hoge woonkosten",
    words="woonkosten boven 110% van de huurgrens, als je erom vraagt",
)
def raise_lid5(woonkosten_month: Any, housing_raise_requested: Any, huurgrens: Any, lid5_share: Any) -> Any:
    above = woonkosten_month - huurgrens * lid5_share
    return where(housing_raise_requested, high(above, 0), 0)


@figure("Rv 475da lid 5 en 7", unit=_MONTH, nl="na verhoging", words="voet plus verhogingen voor woonkosten")
def after_raises(
    own_situation: Any, raise_lid5: Any, housing_raise_lid7_month: Any, maximum: Any, raise_may_pass_maximum: Any
) -> Any:
    total = own_situation + raise_lid5 + housing_raise_lid7_month
    return where(raise_may_pass_maximum, total, low(total, high(maximum, own_situation)))


@figure("Rv 475db", unit=_MONTH, nl="aftrek partner", words="inkomen van de partner, niet meer dan de helft")
def deduction_partner(partner_unseized_income_month: Any, after_raises: Any) -> Any:
    return low(partner_unseized_income_month, after_raises / 2)


@figure(
    "Rv 475db",
    unit=_MONTH,
    nl="na aftrek",
    words="min inkomen van de partner, ander eigen inkomen en de auto van de zaak; niet onder nul",
)
def after_475db(
    after_raises: Any, deduction_partner: Any, own_other_unseized_income_month: Any, company_car_tax_month: Any
) -> Any:
    left = after_raises - deduction_partner - own_other_unseized_income_month - company_car_tax_month
    return high(left, 0)


@figure("Rv 475dc", unit=_MONTH, nl="grens van 95%", words="95% van het eigen inkomen (of van de bijstandsnorm)")
def cap_475dc(
    own_net_income_month_incl_vt: Any, low_income_share: Any, assistance_benefit_475dc: Any,
    applicable_norm_month: Any, other_income_art32_month: Any,
) -> Any:  # fmt: skip
    benefit = high(applicable_norm_month * low_income_share - other_income_art32_month, 0)
    return where(assistance_benefit_475dc, benefit, own_net_income_month_incl_vt * low_income_share)


@figure("Rv 475d-475dc", unit=_MONTH, nl="beslagvrije voet", words="de laagste van beide, in hele centen")
def beslagvrije_voet(after_475db: Any, cap_475dc: Any) -> Any:
    return to_cents_half_up(low(after_475db, cap_475dc))


@figure("Rv 475d", unit=_MONTH, nl="wat beslagen mag worden", words="inkomen min beslagvrije voet")
def seizable(own_net_income_month_incl_vt: Any, beslagvrije_voet: Any) -> Any:
    return high(own_net_income_month_incl_vt - beslagvrije_voet, 0)
