"""A second way to the norm and the assistance: plain ifs by article, read straight from the file."""

from fractions import Fraction
from pathlib import Path

import yaml

FILES = Path(__file__).parents[3] / "src" / "houvast" / "rules" / "parameters" / "bijstand"
PERIODS = sorted(path.stem for path in FILES.glob("*.yaml"))
RAW = {period: yaml.safe_load((FILES / f"{period}.yaml").read_text(encoding="utf-8")) for period in PERIODS}
ZERO = Fraction(0)


def f(node: dict) -> Fraction:
    return Fraction(node["value"])


def half_up(x: Fraction) -> Fraction:
    return Fraction(int(x * 100 + Fraction(1, 2)), 100)


def alone(period: str, age: str, raised: bool = False) -> Fraction:
    norms = RAW[period]["norms"]
    if age == "aow":
        return f(norms["art22a_aow_alleenstaande"])
    ordinary = f(norms["art21a_alleenstaande_of_alleenstaande_ouder"])
    if age != "18_20":
        return ordinary
    young = f(norms["art20_under21"]["lid1a_alleenstaande_zonder_kind"])
    if raised and period >= "2026":
        young = min(ordinary, young + f(norms["art20_under21"]["lid3_verhoging"]))
    return young


def couple(period: str, ages: tuple[str, str], children: bool) -> Fraction:
    """Art. 20 as sums of other norms, which the law's own amounts equal (checked apart), else art. 21 and 22."""
    norms = RAW[period]["norms"]
    young = ages.count("18_20")
    if young:
        single = f(norms["art20_under21"]["lid1a_alleenstaande_zonder_kind"])
        first = f(norms["art22a_lid3_amounts"]["a"]) if children else single
        return first + single if young == 2 else half_up(first + f(norms["art21b_gehuwden"]) / 2)
    if ages.count("aow") == 2:
        return f(norms["art22b_aow_gehuwden_beiden"])
    return f(norms["art22c_aow_gehuwden_een"] if "aow" in ages else norms["art21b_gehuwden"])


def personal(period: str, own: str, other: str, count: int) -> Fraction:
    norms = RAW[period]["norms"]
    if own == "aow":
        whole = f(norms["art22b_aow_gehuwden_beiden"])
    else:
        whole = f(norms["art22c_aow_gehuwden_een"] if other == "aow" else norms["art21b_gehuwden"])
    return whole * (40 + 30 * count) / (100 * count)


def inside(period: str, home: dict) -> Fraction:
    art23 = RAW[period]["norms"]["art23_inrichting"]
    one = f(art23["lid1_alleenstaande"]) + f(art23["lid2_zorgpremie_alleenstaande"])
    if home["has_partner"] and home["partner_outside"]:
        return one + alone(period, home["other"])
    two = f(art23["lid1_gehuwden"]) + f(art23["lid2_zorgpremie_gehuwden"])
    return two if home["has_partner"] else one


def sharing(period: str, home: dict) -> Fraction:
    ages, count = (home["own"], home["other"]), home["cost_sharers"]
    if not home["has_partner"]:
        return (
            alone(period, "18_20", home["parents_cannot_support"])
            if ages[0] == "18_20"
            else personal(period, ages[0], "", count)
        )
    if ages == ("18_20", "18_20"):
        return couple(period, ages, home["has_children"])
    fixed = f(RAW[period]["norms"]["art22a_lid3_amounts"]["a" if home["has_children"] else "b"])
    each = (fixed if own == "18_20" else personal(period, own, other, count) for own, other in (ages, ages[::-1]))
    return sum(each, start=ZERO)


def norm(period: str, home: dict) -> Fraction:
    if home["in_institution"]:
        return inside(period, home)
    if home["cost_sharing"]:
        return sharing(period, home)
    if home["partner_without_right"]:
        half = couple(period, (home["own"],) * 2, home["has_children"]) / 2
        extra = home["kgb_single_parent_extra_year"] / 12 if home["has_children"] and period >= "2026" else ZERO
        return half + extra
    if home["has_partner"]:
        return couple(period, (home["own"], home["other"]), home["has_children"])
    return alone(period, home["own"], home["parents_cannot_support"])


def assistance(period: str, home: dict) -> dict[str, Fraction]:
    law = RAW[period]
    whole = norm(period, home)
    pay, exempt = home["net_earnings_month_incl_vt"], ZERO
    free = law["vrijlatingen_art31"]
    if home["exemption_25pct_applies"]:
        known = free["arbeid_25pct_max_per_month"]["value"]
        exempt = min(pay / 4, Fraction(known) if period >= "2025-07" else home["exempt_25pct_max_month"])
    gap = max(whole - home["lowering_month"], ZERO) - (pay - exempt + home["other_net_income_month_incl_vt"])
    left = max(max(gap, ZERO) - whole * home["measure_share"], ZERO)
    limits = law["vermogen_art34"]
    kind = "gehuwden" if home["has_partner"] else "alleenstaande_ouder" if home["single_parent"] else "alleenstaande"
    net = home["bank_balance"] + home["other_assets"] - home["debts"]
    above = max(net - f(limits[kind]), ZERO)
    return {
        "norm": whole,
        "norm_excl_vt": whole * Fraction(19, 20),
        "exempt": exempt,
        "net_assets": net,
        "above_limit": above,
        "home_equity_above": max(home["home_equity"] - f(limits["eigen_woning_vrijlating"]), ZERO),
        "bijstand": half_up(left) if above == 0 else ZERO,
    }
