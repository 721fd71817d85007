"""A second way to the allowances: plain fractions and plain ifs, the rent walked cent by cent where that is possible.

Written from the text of the laws, not from the figures; it shares nothing with them but the files.
"""

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import yaml

FILES = Path(__file__).parents[3] / "src" / "houvast" / "rules" / "parameters" / "toeslagen"
YEARS = sorted(path.stem[:4] for path in FILES.glob("*.yaml"))


def raw(year: str) -> dict:
    return yaml.safe_load((FILES / f"{year}-01.yaml").read_text(encoding="utf-8"))


RAW = {year: raw(year) for year in YEARS}


def f(node: dict) -> Fraction:
    return Fraction(node["value"])


def whole(x: Fraction) -> int:
    """Nearest whole number, a half goes up (Awir art. 14)."""
    return int((2 * x + 1) // 2)


def paid(exact: Fraction) -> int:
    """A year amount in whole euros; nothing below 24."""
    rounded = whole(exact)
    return rounded if rounded >= 24 else 0


def below_limit(limits: dict, home: dict, single: str, partners: str) -> bool:
    if home["partner"]:
        return home["assets_applicant"] + home["assets_partner"] <= f(limits[partners])
    return home["assets_applicant"] <= f(limits[single])


def income(home: dict) -> Fraction:
    return home["income_year_applicant"] + (home["income_year_partner"] if home["partner"] else 0)


def zorgtoeslag(year: str, home: dict) -> dict:
    law = RAW[year]["zorgtoeslag"]
    persons = 2 if home["partner"] else 1
    norm = f(law["norm_pct_partners" if home["partner"] else "norm_pct_single"])
    threshold = f(law["threshold_income"])
    own_share = norm * threshold + f(law["taper_pct"]) * max(0, income(home) - threshold)
    exact = max(Fraction(0), persons * f(law["standard_premium"]) - own_share)
    if not home["insured"] or not below_limit(law, home, "asset_limit_single", "asset_limit_partners"):
        exact = Fraction(0)
    if home["partner"] and not home["partner_residence_lawful"]:
        exact = Fraction(0)
    if home["partner"] and not home["partner_insured"]:
        exact = Fraction(0) if home["partner_obliged_to_insure"] else exact / 2
    return {"exact_year": exact, "year": paid(exact), "month": paid(exact) // 12,
            "period_amount": paid(exact * home["months_of_right"] / 12)}  # fmt: skip


def kindgebonden_budget(year: str, home: dict) -> dict:
    law = RAW[year]["kindgebonden_budget"]
    young = home["children"] - home["children_12_15"] - home["children_16_17"]
    each = f(law["per_child"])
    total = young * each
    total += home["children_12_15"] * (each + f(law["extra_child_12_15"]))
    total += home["children_16_17"] * (each + f(law["extra_child_16_17"]))
    if not home["partner"] and home["children"]:
        total += f(law["single_parent_extra"])
    border = f(law["threshold_partners" if home["partner"] else "threshold_single"])
    if income(home) > border:
        total -= (income(home) - border) * f(law["taper_pct"])
    allowed = home["receives_kinderbijslag"] and not (home["partner"] and not home["partner_residence_lawful"])
    if total < 0 or not allowed or not below_limit(law, home, "asset_limit_single", "asset_limit_partners"):
        total = Fraction(0)
    this_year = paid(total * home["months_of_right"] / 12)
    return {"exact_year": total, "year": this_year, "month": int(total / 12) if this_year else 0}


def base_rent(year: str, home: dict, earned: Fraction) -> Fraction:
    """What the tenant pays anyhow; a curve of the income until 2025."""
    law = RAW[year]["huurtoeslag"]
    name = "eenpersoons" if home["persons_in_household"] == 1 else "meerpersoons"
    if year == "2024" and home["aow_household"]:
        name += "ouderen"
    kind = law[name]
    norm = f(law["minimum_norm_rent"]) - f(kind["norm_reduction"])
    if year < "2026" and earned > f(kind["income_point"]):
        if kind["factor_a"]["value"] is None:
            raise LookupError("no factors")
        cents = (f(kind["factor_a"]) * earned**2 + f(kind["factor_b"]) * earned) * 100
        norm = Fraction(-(-cents.numerator // cents.denominator), 100)
    return norm - f(law["base_rent_reduction"])


def share_of_rent(year: str, home: dict, at: Fraction) -> Fraction:
    """Which part of the euro of rent at this height is paid."""
    law = RAW[year]["huurtoeslag"]
    if at < f(law["quality_discount_limit"]):
        return Fraction(1)
    small = home["persons_in_household"] <= 2
    if at < f(law["capping_limit_1_2_persons" if small else "capping_limit_3plus_persons"]):
        return Fraction(65, 100)
    if year == "2024" and home["persons_in_household"] > 1 and not home["adapted_home"]:
        return Fraction(40, 100) if home["aow_household"] or home["age_oldest_resident"] >= 67 else Fraction(0)
    return Fraction(40, 100)


def over_rent(year: str, home: dict, start: Fraction, end: Fraction) -> Fraction:
    """The paid part of the rent between two heights: cut at every border and added up."""
    law = RAW[year]["huurtoeslag"]
    names = ("quality_discount_limit", "capping_limit_1_2_persons", "capping_limit_3plus_persons")
    cuts = sorted({start, end, *(f(law[name]) for name in names if start < f(law[name]) < end)})
    return sum(((b - a) * share_of_rent(year, home, a) for a, b in pairwise(cuts)), Fraction(0))


def huurtoeslag(year: str, home: dict) -> dict:
    law = RAW[year]["huurtoeslag"]
    rent = home["rent_month"] + (home["service_costs"] if year < "2026" else 0)
    young = home["age_oldest_resident"] < f(law["young_below_age"])
    young = young and not home["has_resident_child"] and not home["adapted_home"]
    most = f(law["max_rent_young" if young else "max_rent"])
    excused = home["adapted_home"] or home["acquired_right"] or home["persons_in_household"] >= 8
    allowed = rent <= most or year == "2026" or excused
    allowed = allowed and home["independent_home"] and home["registered_brp"] and home["coresident_residence_lawful"]
    allowed = allowed and not (home["partner"] and not home["partner_residence_lawful"])
    allowed = allowed and below_limit(law, home, "asset_limit_per_person", "asset_limit_partners")
    allowed = allowed and home["coresidents_assets_most"] <= f(law["asset_limit_per_person"])
    earned = income(home) + home["coresidents_income_year"]
    start = base_rent(year, home, earned)
    end = min(rent, most)
    exact = 12 * over_rent(year, home, start, end) if end > start else Fraction(0)
    if year == "2026":
        kind = law["eenpersoons" if home["persons_in_household"] == 1 else "meerpersoons"]
        exact = max(Fraction(0), exact - f(kind["taper_share"]) * max(0, earned - f(kind["income_point"])))
    exact = exact if allowed else Fraction(0)
    return {"exact_year": exact, "year": paid(exact), "month": int(exact / 12) if paid(exact) else 0,
            "period_amount": paid(exact * home["months_of_right"] / 12)}  # fmt: skip


ALLOWANCES = {"zorgtoeslag": zorgtoeslag, "huurtoeslag": huurtoeslag, "kindgebonden_budget": kindgebonden_budget}
