"""What a household gives and which figures of the law are used, for general assistance (Participatiewet art. 19-34)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from houvast.rules.figures import Book, Input, Parameter

ZERO, ONE = Fraction(0), Fraction(1)
MONTH_TOP, WEALTH_TOP = Fraction(1_000_000), Fraction(100_000_000)
MOST_SHARERS = 15
UNTIL_2025, FROM_2026 = date(2025, 12, 31), date(2026, 1, 1)
CAPS_FROM = date(2025, 7, 1)
"""From here the highest exempt earnings were read; before, the organisation gives them."""
CAPS_UNTIL = date(2025, 6, 30)
FIXED_SHARE, SHARE_EACH = Fraction(2, 5), Fraction(3, 10)
"""Art. 22a as an own sum, for a norm of a period without figures."""
_N, _U21 = "norms", "norms.art20_under21"
_FREE = "vrijlatingen_art31"
MONTH = "eur_per_month"


def _flag(name: str, nl: str) -> Input:
    return Input(name, "flag", nl, False)


def _month(name: str, nl: str) -> Input:
    return Input(name, MONTH, nl, ZERO, ZERO, MONTH_TOP)


def _eur(name: str, nl: str) -> Input:
    return Input(name, "eur", nl, ZERO, ZERO, WEALTH_TOP)


book = Book(
    "bijstand",
    "1",
    "Pw art. 19-34",
    inputs=(
        _flag("has_partner", "gehuwd of samenwonend"),
        _flag("single_parent", "alleenstaande ouder"),
        _flag("has_children", "kinderen ten laste"),
        _flag("self_young", "zelf 18 tot en met 20 jaar"),
        _flag("self_aow", "zelf de AOW-leeftijd"),
        _flag("partner_young", "partner 18 tot en met 20 jaar"),
        _flag("partner_aow", "partner met de AOW-leeftijd"),
        _flag("in_institution", "verblijf in een inrichting"),
        _flag("partner_outside", "van twee is er één in de inrichting"),
        _flag("cost_sharing", "er zijn kostendelers"),
        Input("cost_sharers", "count", "hoeveel mensen de kosten delen", ONE, ONE, Fraction(MOST_SHARERS)),
        _flag("parents_cannot_support", "ouders kunnen of hoeven niet te betalen (18 tot en met 20 jaar)"),
        _flag("partner_without_right", "partner zonder recht op bijstand"),
        Input("kgb_single_parent_extra_year", "eur_per_year", "verhoging kindgebonden budget voor een ouder alleen",
              ZERO, ZERO, Fraction(20_000)),
        Input("pct_of_norm", "fraction", "deel van de norm voor een gemeentelijke regeling", ONE, ZERO, Fraction(3)),
        _month("lowering_month", "instelling: verlaging van de norm (geen woonkosten of schoolverlater)"),
        Input("measure_share", "fraction", "instelling: maatregel, als deel van de norm", ZERO, ZERO, ONE),
        _month("other_net_income_month_incl_vt", "ander netto inkomen met vakantiegeld"),
        _month("net_earnings_month_incl_vt", "netto loon uit werk met vakantiegeld"),
        _flag("exemption_25pct_applies", "vrijlating van 25% toegekend"),
        _flag("exemption_12_5pct_applies", "vrijlating van 12,5% toegekend (ouder alleen, kind onder 12)"),
        _flag("exemption_15pct_applies", "vrijlating van 15% toegekend (medische urenbeperking)"),
        _month("exempt_25pct_max_month", "instelling: hoogste vrijlating van 25%"),
        _month("exempt_12_5pct_max_month", "instelling: hoogste vrijlating van 12,5%"),
        _month("exempt_15pct_max_month", "instelling: hoogste vrijlating van 15%"),
        _eur("bank_balance", "geld op de bank en contant"),
        _eur("other_assets", "andere bezittingen die meetellen"),
        _eur("debts", "schulden"),
        _eur("home_equity", "overwaarde van de eigen woning"),
        Input("married_norm_month", MONTH, "norm voor gehuwden uit een periode zonder bedragen", ZERO, ZERO,
              Fraction(10_000)),
    ),
    parameters=(
        Parameter("art20_single", f"{_U21}.lid1a_alleenstaande_zonder_kind"),
        Parameter("art20_parent", f"{_U21}.lid2a_alleenstaande_ouder"),
        Parameter("art20_both", f"{_U21}.lid1b_gehuwden_beiden_onder21_zonder_kind"),
        Parameter("art20_both_child", f"{_U21}.lid2b_gehuwden_beiden_onder21_met_kind"),
        Parameter("art20_one", f"{_U21}.lid1c_gehuwden_een_21plus_zonder_kind"),
        Parameter("art20_one_child", f"{_U21}.lid2c_gehuwden_een_21plus_met_kind"),
        Parameter("art20_raise", f"{_U21}.lid3_verhoging"),
        Parameter("art21_single", f"{_N}.art21a_alleenstaande_of_alleenstaande_ouder"),
        Parameter("art21_couple", f"{_N}.art21b_gehuwden"),
        Parameter("art22_single", f"{_N}.art22a_aow_alleenstaande"),
        Parameter("art22_both", f"{_N}.art22b_aow_gehuwden_beiden"),
        Parameter("art22_one", f"{_N}.art22c_aow_gehuwden_een"),
        Parameter("art22a_child", f"{_N}.art22a_lid3_amounts.a"),
        Parameter("art22a_no_child", f"{_N}.art22a_lid3_amounts.b"),
        Parameter("art23_single", f"{_N}.art23_inrichting.lid1_alleenstaande"),
        Parameter("art23_couple", f"{_N}.art23_inrichting.lid1_gehuwden"),
        Parameter("premium_single", f"{_N}.art23_inrichting.lid2_zorgpremie_alleenstaande"),
        Parameter("premium_couple", f"{_N}.art23_inrichting.lid2_zorgpremie_gehuwden"),
        Parameter("fixed_share", "kostendelersnorm_art22a.fixed_share"),
        Parameter("share_each", "kostendelersnorm_art22a.per_person_share"),
        Parameter("vt_share", "holiday_allowance.share_in_municipal_tables"),
        Parameter("cap_25", f"{_FREE}.arbeid_25pct_max_per_month"),
        Parameter("cap_12_5", f"{_FREE}.arbeid_alleenstaande_ouder_12_5pct_max"),
        Parameter("cap_15", f"{_FREE}.arbeid_medisch_urenbeperkt_15pct_max"),
        Parameter("limit_single", "vermogen_art34.alleenstaande"),
        Parameter("limit_parent", "vermogen_art34.alleenstaande_ouder"),
        Parameter("limit_couple", "vermogen_art34.gehuwden"),
        Parameter("limit_home", "vermogen_art34.eigen_woning_vrijlating"),
    ),
)  # fmt: skip
