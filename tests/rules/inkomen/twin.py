"""A second way to net income: a base amount per bracket and plain ifs, read straight from the file."""

from fractions import Fraction
from pathlib import Path

import yaml

FILES = Path(__file__).parents[3] / "src" / "houvast" / "rules" / "parameters" / "belasting"
PERIODS = sorted(path.stem for path in FILES.glob("*.yaml"))
RAW = {period: yaml.safe_load((FILES / f"{period}.yaml").read_text(encoding="utf-8")) for period in PERIODS}
ZERO = Fraction(0)


def f(node: dict) -> Fraction:
    return Fraction(node["value"])


def tax_before(period: str, income: Fraction, aow: bool, old: bool) -> Fraction:
    box = RAW[period]["box1"]
    end = f(box["bracket1_to_born_before_1946" if old else "bracket1_to"])
    second = f(box["bracket2_to"])
    rate = f(box["rate1_aow" if aow else "rate1_below_aow"])
    if income <= end:
        return income * rate
    if income <= second:
        return end * rate + (income - end) * f(box["rate2"])
    return end * rate + (second - end) * f(box["rate2"]) + (income - second) * f(box["rate3"])


def labour(period: str, income: Fraction, aow: bool) -> Fraction:
    law = RAW[period]["arbeidskorting_aow" if aow else "arbeidskorting_below_aow"]
    total = min(income * f(law["step1_pct"]), f(law["step1_max_total"]))
    for step, before in ((2, 1), (3, 2)):
        if income > f(law[f"step{before}_to"]):
            more = (income - f(law[f"step{before}_to"])) * f(law[f"step{step}_pct"])
            total = min(total + more, f(law[f"step{step}_max_total"]))
    if income > f(law["step3_to"]):
        total -= (income - f(law["step3_to"])) * f(law["phase_out_pct"])
    return max(total, ZERO)


def general(period: str, income: Fraction, aow: bool) -> Fraction:
    law, ending = RAW[period]["algemene_heffingskorting"], "aow" if aow else "below_aow"
    most = f(law[f"max_{ending}"])
    if income <= f(law["phase_out_from"]):
        return most
    return max(most - (income - f(law["phase_out_from"])) * f(law[f"phase_out_pct_{ending}"]), ZERO)


def net(period: str, who: dict) -> dict[str, Fraction]:
    """``who``: the fields of a person as fractions and flags; everything that comes out."""
    law, aow = RAW[period], who["aow_age"]
    work = max(who["gross_wage_year"] - who["pension_premium_year"], ZERO)
    box1 = max(work + who["other_box1_income_year"] - who["deductions_year"], ZERO)
    every = box1 + who["other_boxes_income_year"]
    credits = general(period, box1 if period < "2025" else every, aow) + labour(period, work, aow)
    if who["young_child"]:
        child = law["inkomensafhankelijke_combinatiekorting"]
        credits += max(min((work - f(child["from"])) * f(child["pct"]), f(child["max"])), ZERO)
    if aow:
        older = law["ouderenkorting"]
        above = max(every - f(older["phase_out_from"]), ZERO)
        credits += max(f(older["max"]) - above * f(older["phase_out_pct"]), ZERO)
        credits += f(law["alleenstaande_ouderenkorting"]["amount"]) if who["single"] else ZERO
    credits += f(law["jonggehandicaptenkorting"]["amount"]) if who["young_disabled"] else ZERO
    before = tax_before(period, box1, aow, who["born_before_1946"])
    after = before - credits if before > credits else ZERO
    zvw = f(law["zvw"]["eigen_bijdrage_laag"]) * min(who["zvw_income_year"], f(law["zvw"]["max_bijdrage_inkomen"]))
    gross = who["gross_wage_year"] + who["other_box1_income_year"] - who["pension_premium_year"]
    return {
        "tax_before": before,
        "credits": credits,
        "tax_after": after,
        "credits_unused": credits - before if credits > before else ZERO,
        "zvw": zvw,
        "net_income": gross - after - zvw,
    }
