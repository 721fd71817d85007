"""The amounts of a settlement: capacity, the 36-month test, what a loan can carry, and the pool.

The present value is proven on published instalment tables of a kredietbank: 28 amounts, all to the cent.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from houvast.rules.amount import high, to_cents_down, to_cents_half_up
from houvast.rules.figures import Book, Input

ZERO = Fraction(0)
MONTHLY_TOP = Fraction(1_000_000)
TOP = Fraction(1_000_000_000)
DEBTS_TOP = Fraction(10**14)  # as many claims as may be given, each as large as may be

book = Book(
    "settlement",
    "1",
    "schuldregeling (Fw 284-349a; NVVK)",
    inputs=(
        Input("income", "eur_per_month", "inkomen dat meetelt", None, ZERO, MONTHLY_TOP),
        Input("vtlb", "eur_per_month", "VTLB", ZERO, ZERO, MONTHLY_TOP),
        Input("term", "months", "looptijd in maanden", Fraction(18), Fraction(1), Fraction(360)),
        Input("monthly_rate", "fraction_per_month", "rente per maand", ZERO, ZERO, Fraction(1, 20)),
        Input("assets", "eur", "vermogen dat mee kan", ZERO, ZERO, TOP),
        Input("costs", "eur", "kosten die van het bedrag af gaan", ZERO, ZERO, TOP),
        Input("due_debts", "eur", "schulden die nu betaald moeten worden", ZERO, ZERO, DEBTS_TOP),
        Input("test_months", "months", "maanden van de toets", Fraction(36), Fraction(1), Fraction(120)),
        Input("administrator_fixed", "eur", "vaste beloning bewindvoerder", ZERO, ZERO, TOP),
        Input("administrator_monthly", "eur_per_month", "beloning per maand", ZERO, ZERO, MONTHLY_TOP),
        Input("yearly_holiday_allowance", "eur_per_year", "vakantiegeld boven het VTLB per jaar", ZERO, ZERO, TOP),
    ),
    parameters=(),
)
figure = book.figure


@figure("NVVK Gedragscode per 1-7-2024", unit="eur_per_month", nl="afloscapaciteit", words="inkomen min VTLB")
def capacity(income: Any, vtlb: Any) -> Any:
    return high(income - vtlb, 0)


@figure("Fw art. 349a; NVVK 20-4-2023", unit="eur", nl="som van de termijnen", words="afloscapaciteit keer looptijd")
def gross_total(capacity: Any, term: Any) -> Any:
    return capacity * term


@figure(
    "Wgs art. 1; NVVK, 36 maanden",
    unit="flag",
    nl="problematische schuld",
    words="de schulden zijn meer dan 36 keer de afloscapaciteit; precies 36 maanden is nog te betalen",
)
def problematic(due_debts: Any, capacity: Any, test_months: Any) -> Any:
    return due_debts > capacity * test_months


@figure(
    "contante waarde",
    unit="eur",
    nl="saneringskrediet",
    words="wat de termijnen nu waard zijn na rente, naar beneden op de cent",
)
def principal(capacity: Any, monthly_rate: Any, term: Any) -> Any:
    return to_cents_down(capacity.present_value(monthly_rate, term))


@figure("contante waarde", unit="eur", nl="rente", words="som van de termijnen min het krediet")
def interest_total(gross_total: Any, principal: Any) -> Any:
    return gross_total - principal


@figure(
    "NVVK, saneringskrediet", unit="eur", nl="te verdelen bij een krediet", words="krediet min kosten plus vermogen"
)
def pool_loan(principal: Any, costs: Any, assets: Any) -> Any:
    return high(principal - costs + assets, 0)


@figure(
    "NVVK, schuldbemiddeling",
    unit="eur",
    nl="te verdelen bij bemiddeling",
    words="som van de termijnen plus vermogen min kosten (een verwachting)",
)
def pool_mediation(gross_total: Any, costs: Any, assets: Any) -> Any:
    return high(gross_total - costs + assets, 0)


@figure("Fw art. 349", unit="eur", nl="boedel in de Wsnp", words="som van de termijnen plus vermogen")
def gross_estate(gross_total: Any, assets: Any) -> Any:
    return gross_total + assets


@figure(
    "Fw art. 320 lid 7", unit="eur", nl="voor de schuldeisers in de Wsnp", words="boedel min beloning bewindvoerder"
)
def net_wsnp(gross_estate: Any, administrator_fixed: Any, administrator_monthly: Any, term: Any) -> Any:
    return high(gross_estate - administrator_fixed - administrator_monthly * term, 0)


@figure(
    "NVVK 13-7-2023",
    unit="eur",
    nl="vakantiegeld over de looptijd",
    words="bedrag per jaar naar het aantal maanden",
)
def holiday_over_term(yearly_holiday_allowance: Any, term: Any) -> Any:
    return to_cents_half_up(yearly_holiday_allowance.per_month() * term)
