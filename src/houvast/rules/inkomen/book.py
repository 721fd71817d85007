"""The steps from gross to net income in box 1: tax, tax credits, Zvw contribution. Amounts per calendar year.

Wet inkomstenbelasting 2001 art. 2.10 and 8.8-8.18, Zorgverzekeringswet art. 41-45. Nothing is rounded before the end:
the law names no rounding of the steps (an assessment rounds to whole euros in the person's favour).
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from houvast.rules.amount import high, low, where
from houvast.rules.figures import Book, Input, Parameter

ZERO = Fraction(0)
TOP = Fraction(10_000_000)
UNTIL_2024 = date(2024, 12, 31)
FROM_2025 = date(2025, 1, 1)
_GENERAL, _YOUNG, _OLD = "algemene_heffingskorting", "arbeidskorting_below_aow", "arbeidskorting_aow"
_COMBINATION, _ELDERLY = "inkomensafhankelijke_combinatiekorting", "ouderenkorting"
_YEAR = "eur_per_year"
_MONTH = "eur_per_month"


def _euro(name: str, nl: str, unit: str = _YEAR) -> Input:
    return Input(name, unit, nl, ZERO, ZERO, TOP)


book = Book(
    "netto",
    "1",
    "Wet IB 2001 art. 2.10 en 8.8-8.18; Zvw art. 41-45",
    inputs=(
        _euro("gross_wage_year", "bruto loon uit werk, voor aftrek van pensioenpremie"),
        _euro("other_box1_income_year", "ander inkomen in box 1: uitkering, pensioen, AOW, winst"),
        _euro("pension_premium_year", "eigen pensioenpremie"),
        _euro("deductions_year", "aftrekposten in box 1"),
        _euro("other_boxes_income_year", "inkomen in box 2 en 3"),
        _euro("zvw_income_year", "inkomen met eigen bijdrage Zvw: AOW, pensioen, winst, alimentatie"),
        Input("aow_age", "flag", "het hele jaar de AOW-leeftijd", False),
        Input("born_before_1946", "flag", "geboren voor 1946", False),
        Input("single", "flag", "zonder partner: de alleenstaande ouderenkorting geldt", False),
        Input("young_child", "flag", "kind onder 12 op 1 januari, en alleenstaand of de laagste van twee", False),
        Input("young_disabled", "flag", "recht op Wajong", False),
        _euro("aow_gross_month", "bruto AOW per maand", _MONTH),
    ),
    parameters=(
        Parameter("bracket1", "box1.bracket1_to"),
        Parameter("bracket1_1946", "box1.bracket1_to_born_before_1946"),
        Parameter("bracket2", "box1.bracket2_to"),
        Parameter("rate1", "box1.rate1_below_aow"),
        Parameter("rate1_aow", "box1.rate1_aow"),
        Parameter("rate2", "box1.rate2"),
        Parameter("rate3", "box1.rate3"),
        Parameter("general_max", f"{_GENERAL}.max_below_aow"),
        Parameter("general_from", f"{_GENERAL}.phase_out_from"),
        Parameter("general_taper", f"{_GENERAL}.phase_out_pct_below_aow"),
        Parameter("general_max_aow", f"{_GENERAL}.max_aow"),
        Parameter("general_taper_aow", f"{_GENERAL}.phase_out_pct_aow"),
        *(
            Parameter(f"{name}{ending}", f"{group}.{path}")
            for group, ending in ((_YOUNG, ""), (_OLD, "_aow"))
            for name, path in (
                ("step1_to", "step1_to"), ("step1_pct", "step1_pct"), ("step1_max", "step1_max_total"),
                ("step2_to", "step2_to"), ("step2_pct", "step2_pct"), ("step2_max", "step2_max_total"),
                ("step3_to", "step3_to"), ("step3_pct", "step3_pct"), ("step3_max", "step3_max_total"),
                ("labour_taper", "phase_out_pct"),
            )
        ),
        Parameter("combination_from", f"{_COMBINATION}.from"),
        Parameter("combination_pct", f"{_COMBINATION}.pct"),
        Parameter("combination_max", f"{_COMBINATION}.max"),
        Parameter("elderly_max", f"{_ELDERLY}.max"),
        Parameter("elderly_from", f"{_ELDERLY}.phase_out_from"),
        Parameter("elderly_taper", f"{_ELDERLY}.phase_out_pct"),
        Parameter("single_elderly_amount", "alleenstaande_ouderenkorting.amount"),
        Parameter("disabled_amount", "jonggehandicaptenkorting.amount"),
        Parameter("zvw_low", "zvw.eigen_bijdrage_laag"),
        Parameter("zvw_ceiling", "zvw.max_bijdrage_inkomen"),
    ),
)  # fmt: skip
figure = book.figure


@figure("Wet IB 2001 art. 3.81", unit=_YEAR, nl="inkomen uit werk", words="bruto loon min pensioenpremie")
def work_income(gross_wage_year: Any, pension_premium_year: Any) -> Any:
    return high(gross_wage_year - pension_premium_year, 0)


@figure(
    "Wet IB 2001 art. 3.1",
    unit=_YEAR,
    nl="belastbaar inkomen uit werk en woning (box 1)",
    words="inkomen uit werk plus ander inkomen min aftrekposten, nooit onder nul",
)
def box1_income(work_income: Any, other_box1_income_year: Any, deductions_year: Any) -> Any:
    return high(work_income + other_box1_income_year - deductions_year, 0)


@figure("Wet IB 2001 art. 2.18", unit=_YEAR, nl="verzamelinkomen", words="box 1 plus box 2 en 3")
def verzamelinkomen(box1_income: Any, other_boxes_income_year: Any) -> Any:
    return box1_income + other_boxes_income_year


@figure(
    "Wet IB 2001 art. 2.10",
    unit=_YEAR,
    nl="einde van de eerste schijf",
    words="langer voor wie voor 1946 is geboren",
)
def first_bracket(born_before_1946: Any, bracket1: Any, bracket1_1946: Any) -> Any:
    return where(born_before_1946, bracket1_1946, bracket1)


@figure(
    "Wet IB 2001 art. 2.10; Wfsv art. 11",
    unit=_YEAR,
    nl="belasting in de eerste schijf",
    words="inkomen in de eerste schijf keer het tarief; met de AOW-leeftijd zonder premie AOW",
)
def tax_bracket1(box1_income: Any, first_bracket: Any, aow_age: Any, rate1: Any, rate1_aow: Any) -> Any:
    return low(box1_income, first_bracket) * where(aow_age, rate1_aow, rate1)


@figure("Wet IB 2001 art. 2.10", unit=_YEAR, nl="belasting in de tweede schijf", words="inkomen daarin keer het tarief")
def tax_bracket2(box1_income: Any, first_bracket: Any, bracket2: Any, rate2: Any) -> Any:
    return high(low(box1_income, bracket2) - first_bracket, 0) * rate2


@figure("Wet IB 2001 art. 2.10", unit=_YEAR, nl="belasting in de derde schijf", words="inkomen daarin keer het tarief")
def tax_bracket3(box1_income: Any, bracket2: Any, rate3: Any) -> Any:
    return high(box1_income - bracket2, 0) * rate3


@figure("Wet IB 2001 art. 2.10", unit=_YEAR, nl="belasting voor kortingen", words="de drie schijven samen")
def tax_before(tax_bracket1: Any, tax_bracket2: Any, tax_bracket3: Any) -> Any:
    return tax_bracket1 + tax_bracket2 + tax_bracket3


@figure(
    "Wet IB 2001 art. 8.10 (tekst tot en met 2024)",
    unit=_YEAR,
    nl="inkomen voor de algemene heffingskorting",
    words="het inkomen in box 1",
    until=UNTIL_2024,
)
def general_base(box1_income: Any) -> Any:
    return box1_income + 0


@figure(
    "Wet IB 2001 art. 8.10 (tekst vanaf 2025)",
    unit=_YEAR,
    nl="inkomen voor de algemene heffingskorting",
    words="het verzamelinkomen",
    since=FROM_2025,
)
def general_base_(verzamelinkomen: Any) -> Any:
    return verzamelinkomen + 0


@figure(
    "Wet IB 2001 art. 8.10",
    unit=_YEAR,
    nl="algemene heffingskorting",
    words="hoogste bedrag min een deel van het inkomen boven de grens, nooit onder nul",
)
def general_credit(
    general_base: Any, aow_age: Any, general_max: Any, general_from: Any, general_taper: Any,
    general_max_aow: Any, general_taper_aow: Any,
) -> Any:  # fmt: skip
    above = high(general_base - general_from, 0)
    return high(where(aow_age, general_max_aow - above * general_taper_aow, general_max - above * general_taper), 0)


def _labour(
    income: Any, to1: Any, pct1: Any, max1: Any, to2: Any, pct2: Any, max2: Any, to3: Any, pct3: Any, max3: Any,
    taper: Any,
) -> Any:  # fmt: skip
    """Three steps up, each with its highest sum, then down above the third border."""
    first = low(income * pct1, max1)
    second = low(first + high(income - to1, 0) * pct2, max2)
    third = low(second + high(income - to2, 0) * pct3, max3)
    return high(third - high(income - to3, 0) * taper, 0)


@figure(
    "Wet IB 2001 art. 8.11",
    unit=_YEAR,
    nl="arbeidskorting onder de AOW-leeftijd",
    words="in drie stappen omhoog met het inkomen uit werk, boven de laatste grens omlaag",
)
def labour_credit_young(
    work_income: Any, step1_to: Any, step1_pct: Any, step1_max: Any, step2_to: Any, step2_pct: Any, step2_max: Any,
    step3_to: Any, step3_pct: Any, step3_max: Any, labour_taper: Any,
) -> Any:  # fmt: skip
    return _labour(
        work_income, step1_to, step1_pct, step1_max, step2_to, step2_pct, step2_max, step3_to, step3_pct, step3_max,
        labour_taper,
    )  # fmt: skip


@figure(
    "Wet IB 2001 art. 8.11 en 8.7",
    unit=_YEAR,
    nl="arbeidskorting vanaf de AOW-leeftijd",
    words="dezelfde stappen, zonder het deel van de premie AOW",
)
def labour_credit_old(
    work_income: Any, step1_to_aow: Any, step1_pct_aow: Any, step1_max_aow: Any, step2_to_aow: Any,
    step2_pct_aow: Any, step2_max_aow: Any, step3_to_aow: Any, step3_pct_aow: Any, step3_max_aow: Any,
    labour_taper_aow: Any,
) -> Any:  # fmt: skip
    return _labour(
        work_income, step1_to_aow, step1_pct_aow, step1_max_aow, step2_to_aow, step2_pct_aow, step2_max_aow,
        step3_to_aow, step3_pct_aow, step3_max_aow, labour_taper_aow,
    )  # fmt: skip


@figure("Wet IB 2001 art. 8.11", unit=_YEAR, nl="arbeidskorting", words="die van de eigen leeftijd")
def labour_credit(aow_age: Any, labour_credit_young: Any, labour_credit_old: Any) -> Any:
    return where(aow_age, labour_credit_old, labour_credit_young)


@figure(
    "Wet IB 2001 art. 8.14a",
    unit=_YEAR,
    nl="inkomensafhankelijke combinatiekorting",
    words="een deel van het inkomen uit werk boven de grens, niet meer dan het hoogste bedrag",
)
def combination_credit(
    work_income: Any, young_child: Any, combination_from: Any, combination_pct: Any, combination_max: Any
) -> Any:
    earned = low(high(work_income - combination_from, 0) * combination_pct, combination_max)
    return where(young_child, earned, 0)


@figure(
    "Wet IB 2001 art. 8.17",
    unit=_YEAR,
    nl="ouderenkorting",
    words="hoogste bedrag min 15% van het inkomen boven de grens, nooit onder nul; met de AOW-leeftijd",
)
def elderly_credit(verzamelinkomen: Any, aow_age: Any, elderly_max: Any, elderly_from: Any, elderly_taper: Any) -> Any:
    return where(aow_age, high(elderly_max - high(verzamelinkomen - elderly_from, 0) * elderly_taper, 0), 0)


@figure("Wet IB 2001 art. 8.18", unit=_YEAR, nl="alleenstaande ouderenkorting", words="vast bedrag; alleen met AOW")
def single_elderly_credit(aow_age: Any, single: Any, single_elderly_amount: Any) -> Any:
    return where(aow_age & single, single_elderly_amount, 0)


@figure("Wet IB 2001 art. 8.16a", unit=_YEAR, nl="jonggehandicaptenkorting", words="vast bedrag bij recht op Wajong")
def young_disabled_credit(young_disabled: Any, disabled_amount: Any) -> Any:
    return where(young_disabled, disabled_amount, 0)


@figure("Wet IB 2001 art. 8.2", unit=_YEAR, nl="heffingskortingen samen", words="alle kortingen samen")
def credits(
    general_credit: Any, labour_credit: Any, combination_credit: Any, elderly_credit: Any, single_elderly_credit: Any,
    young_disabled_credit: Any,
) -> Any:  # fmt: skip
    older = elderly_credit + single_elderly_credit
    return general_credit + labour_credit + combination_credit + older + young_disabled_credit


@figure(
    "Wet IB 2001 art. 8.8", unit=_YEAR, nl="belasting na kortingen", words="belasting min kortingen, niet onder nul"
)
def tax_after(tax_before: Any, credits: Any) -> Any:
    return high(tax_before - credits, 0)


@figure(
    "Wet IB 2001 art. 8.8",
    unit=_YEAR,
    nl="kortingen die vervallen",
    words="wat overblijft; dat krijg je niet",
)
def credits_unused(tax_before: Any, credits: Any) -> Any:
    return high(credits - tax_before, 0)


@figure(
    "Zvw art. 43 en 45",
    unit=_YEAR,
    nl="bijdrage Zvw",
    words="lage bijdrage over dat inkomen, tot het hoogste bedrag; een werknemer betaalt zelf niets",
)
def zvw(zvw_income_year: Any, zvw_low: Any, zvw_ceiling: Any) -> Any:
    return low(zvw_income_year, zvw_ceiling) * zvw_low


@figure(
    "Wet IB 2001; Zvw",
    unit=_YEAR,
    nl="netto inkomen in een jaar",
    words="loon en ander inkomen min pensioenpremie, belasting en bijdrage Zvw",
)
def net_income(
    gross_wage_year: Any, other_box1_income_year: Any, pension_premium_year: Any, tax_after: Any, zvw: Any
) -> Any:
    return gross_wage_year + other_box1_income_year - pension_premium_year - tax_after - zvw


@figure("Wet IB 2001; Zvw", unit=_MONTH, nl="netto inkomen per maand", words="een twaalfde van het jaar")
def net_income_month(net_income: Any) -> Any:
    return net_income.per_month()


@figure("Zvw art. 43 en 45", unit=_MONTH, nl="bijdrage Zvw over de AOW", words="bruto AOW keer de lage bijdrage")
def aow_zvw_month(aow_gross_month: Any, zvw_low: Any) -> Any:
    return aow_gross_month * zvw_low


@figure(
    "AOW; Wet LB 1964",
    unit=_MONTH,
    nl="netto AOW",
    words="bruto AOW min bijdrage Zvw; met loonheffingskorting blijft er geen belasting over",
)
def aow_net_month(aow_gross_month: Any, aow_zvw_month: Any) -> Any:
    return aow_gross_month - aow_zvw_month
