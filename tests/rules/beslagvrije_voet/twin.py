"""A second way to the beslagvrije voet: plain fractions and plain ifs, read straight from the file.

Written from the text of art. 475da-475dc, not from the figures; it shares nothing with them but the files.
"""

from fractions import Fraction
from pathlib import Path

import yaml

FILES = Path(__file__).parents[3] / "src" / "houvast" / "rules" / "parameters" / "vtlb"
PERIODS = sorted(path.stem for path in FILES.glob("*.yaml"))


def raw(period: str) -> dict:
    return yaml.safe_load((FILES / f"{period}.yaml").read_text(encoding="utf-8"))


RAW = {period: raw(period) for period in PERIODS}


def f(node: dict) -> Fraction:
    return Fraction(node["value"])


def half_up(x: Fraction) -> Fraction:
    sign = -1 if x < 0 else 1
    return sign * Fraction(int(abs(x) * 100 + Fraction(1, 2)), 100)


def parts(period: str, situation: str, income: Fraction) -> dict[str, Fraction]:
    law = RAW[period]
    pw, zt, ht, kb = (law[k] for k in ("participatiewet", "zorgtoeslag", "huurtoeslag", "kindgebonden_budget"))
    couple = situation.startswith("gehuwd")
    children = situation in ("alleenstaande_ouder", "gehuwd_met_kinderen")
    d = f(zt["D_drempelinkomen"])
    over = max(income - d, Fraction(0))

    norm = pw["B_art21b_gehuwden"] if couple else pw["A_art21a_alleenstaande_of_alleenstaande_ouder"]
    base = Fraction(19, 20) * f(norm)

    persons = 2 if couple else 1
    z = pw["art23_inrichting"]["lid2_zorgpremie_gehuwden" if couple else "lid2_zorgpremie_alleenstaande"]
    cap = Fraction(persons, 12) * f(zt["S_standaardpremie"]) - f(z)
    zorg = max(Fraction(0), min(over * f(zt["E_afbouw_pct"]) / 12, cap))

    kind = ht["meerpersoons" if couple or children else "eenpersoons"]
    if "factor_a" in kind:
        huur = income * (f(kind["factor_a"]) * income + f(kind["factor_b"])) - f(kind["J_basishuur"])
    else:
        line = (income - f(kind["minimum_income_point"])) * f(kind["afbouw_share"]) / 12
        huur = min(line, f(ht["H_max_huurgrens"]) - f(kind["J_basishuur"]))
    huur = max(huur, Fraction(0))

    kgb = Fraction(0)
    if children:
        extra = f(kb["L_partner_threshold_extra"]) if couple else Fraction(0)
        kgb = max(Fraction(0), (over - extra) * f(kb["K_afbouw_pct"]) / 12)

    letter = "abcd"[persons * 2 - 2 + children]
    top = next(f(v) for k, v in law["beslagvrije_voet"]["maxima_475da_lid1"].items() if k.startswith(letter))
    total = base + zorg + huur + kgb
    return {"base": base, "zorg_deel": zorg, "huur_deel": huur, "kgb_deel": kgb,
            "formula_before_cap": total, "after_475da": min(total, top)}  # fmt: skip


def voet(period, situation, income, own, partner=0, other=0) -> tuple[Fraction, Fraction]:
    top = parts(period, situation, income)["after_475da"]
    left = top - min(Fraction(partner), top / 2) - other
    found = half_up(min(max(left, Fraction(0)), Fraction(19, 20) * own))
    return found, max(Fraction(0), own - found)
