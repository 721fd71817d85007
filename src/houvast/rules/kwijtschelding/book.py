"""The steps of remission of local taxes (Uitvoeringsregeling Invorderingswet 1990 art. 11-16). Per month, unless named.

The norm comes from the Participatiewet; what the ordinance of the municipality or water board decides is an input.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from houvast.rules.amount import high, low, to_cents_half_up, where
from houvast.rules.figures import Book, Input, Parameter

ZERO, ONE = Fraction(0), Fraction(1)
MONTH_TOP, WEALTH_TOP = Fraction(1_000_000), Fraction(100_000_000)
LEAST_SHARE = Fraction(9, 10)
_MONTH = "eur_per_month"
_YEAR = "eur_per_year"
_COST, _WEALTH = "uitgaven_art15", "vermogen_art12"


def _month(name: str, nl: str, default: Fraction | None = ZERO) -> Input:
    return Input(name, _MONTH, nl, default, ZERO, MONTH_TOP)


def _eur(name: str, nl: str, default: Fraction | None = ZERO) -> Input:
    return Input(name, "eur", nl, default, ZERO, WEALTH_TOP)


book = Book(
    "kwijtschelding",
    "1",
    "URI 1990 art. 11-16; Regeling kwijtschelding belastingen medeoverheden",
    inputs=(
        Input("has_partner", "flag", "gehuwd of samenwonend", False),
        _month("bijstandsnorm", "bijstandsnorm van dit huishouden", None),
        Input("norm_pct", "fraction", "instelling: deel van de norm volgens de verordening", ONE, LEAST_SHARE, ONE),
        _month("net_income_month", "netto inkomen van het huishouden, zonder toeslagen", None),
        _month("rent_month", "huur (rekenhuur) of woonlasten"),
        _month("huurtoeslag_month", "ontvangen huurtoeslag"),
        _month("health_premium_month", "premies zorgverzekering samen"),
        _month("zorgtoeslag_month", "ontvangen zorgtoeslag"),
        _month("alimony_paid_month", "betaalde alimentatie"),
        _month("kgb_shortfall_month", "hoogste kindgebonden budget min wat je krijgt"),
        _month("tax_debt_payment_month", "aflossing op belastingschuld en terugvordering van toeslagen"),
        _month("childcare_month", "instelling: netto kosten kinderopvang"),
        _eur("liquid_assets", "geld op de bank en contant"),
        _eur("local_extra_liquid", "instelling: extra vrij geld volgens de verordening"),
        _eur("car_value", "waarde van de auto"),
        Input("car_indispensable", "flag", "auto onmisbaar voor werk of door ziekte", False),
        _eur("household_goods", "waarde van de inboedel"),
        Input("household_goods_whole", "flag", "instelling: te dure inboedel telt helemaal mee", False),
        _eur("other_assets", "andere bezittingen, ook overwaarde en een tweede auto"),
        _eur("assessment", "openstaande aanslag", None),
    ),
    parameters=(
        Parameter("months", "betalingscapaciteit.months"),
        Parameter("use_share", "betalingscapaciteit.share_to_be_used"),
        Parameter("rent_threshold", f"{_COST}.woonlasten_drempel"),
        Parameter("rent_most", f"{_COST}.woonlasten_maximum"),
        Parameter("premium_single", f"{_COST}.normpremie_alleenstaande"),
        Parameter("premium_couple", f"{_COST}.normpremie_gehuwden"),
        Parameter("goods_free", f"{_WEALTH}.inboedel_vrij"),
        Parameter("car_free", f"{_WEALTH}.auto_vrij_leidraad"),
    ),
)
figure = book.figure


@figure(
    "URI 1990 art. 16", unit=_MONTH, nl="kosten van bestaan", words="bijstandsnorm keer het deel van de verordening"
)
def cost_of_living(bijstandsnorm: Any, norm_pct: Any) -> Any:
    return bijstandsnorm * norm_pct


@figure("URI 1990 art. 15 lid 1 b", unit=_MONTH, nl="huur die telt", words="huur, niet meer dan de hoogste huurgrens")
def counted_rent(rent_month: Any, rent_most: Any) -> Any:
    return low(rent_month, rent_most)


@figure(
    "URI 1990 art. 15 lid 1 b",
    unit=_MONTH,
    nl="uitgaven voor wonen",
    words="huur die telt min huurtoeslag, boven de drempel; nooit onder nul",
)
def rent_expense(counted_rent: Any, huurtoeslag_month: Any, rent_threshold: Any) -> Any:
    return high(counted_rent - huurtoeslag_month - rent_threshold, 0)


@figure("URI 1990 art. 15 lid 1 c", unit=_MONTH, nl="premie in de norm", words="bedrag voor één of twee")
def norm_premium(has_partner: Any, premium_single: Any, premium_couple: Any) -> Any:
    return where(has_partner, premium_couple, premium_single)


@figure(
    "URI 1990 art. 15 lid 1 c",
    unit=_MONTH,
    nl="uitgaven voor zorg",
    words="premie min premie in de norm min zorgtoeslag; nooit onder nul",
)
def premium_expense(health_premium_month: Any, norm_premium: Any, zorgtoeslag_month: Any) -> Any:
    return high(health_premium_month - norm_premium - zorgtoeslag_month, 0)


@figure(
    "URI 1990 art. 15",
    unit=_MONTH,
    nl="uitgaven samen",
    words="wonen, zorg, alimentatie, gemist kindgebonden budget, aflossing van belastingschuld en kinderopvang",
)
def expenses(
    rent_expense: Any, premium_expense: Any, alimony_paid_month: Any, kgb_shortfall_month: Any,
    tax_debt_payment_month: Any, childcare_month: Any,
) -> Any:  # fmt: skip
    own = alimony_paid_month + kgb_shortfall_month + tax_debt_payment_month + childcare_month
    return rent_expense + premium_expense + own


@figure(
    "URI 1990 art. 13",
    unit=_MONTH,
    nl="ruimte per maand",
    words="inkomen min uitgaven min kosten van bestaan; nooit onder nul",
)
def room(net_income_month: Any, expenses: Any, cost_of_living: Any) -> Any:
    return high(net_income_month - expenses - cost_of_living, 0)


@figure("URI 1990 art. 13", unit="eur", nl="betalingscapaciteit", words="twaalf keer de ruimte per maand")
def payment_capacity(room: Any, months: Any) -> Any:
    return room * months


@figure("URI 1990 art. 11", unit="eur", nl="capaciteit om te gebruiken", words="80% van de betalingscapaciteit")
def capacity_to_use(payment_capacity: Any, use_share: Any) -> Any:
    return payment_capacity * use_share


@figure(
    "URI 1990 art. 12 lid 2 d",
    unit="eur",
    nl="geld dat vrij is",
    words="een maand kosten van bestaan, huur boven de drempel, premie boven de norm en het lokale extra",
)
def free_liquid_assets(
    cost_of_living: Any, counted_rent: Any, rent_threshold: Any, health_premium_month: Any, norm_premium: Any,
    local_extra_liquid: Any, one_month: Any,
) -> Any:  # fmt: skip
    rent = high(counted_rent - rent_threshold, 0)
    premium = high(health_premium_month - norm_premium, 0)
    return (cost_of_living + rent + premium) * one_month + local_extra_liquid


@figure("URI 1990 art. 12 lid 2 d", unit="months", nl="één maand", words="een twaalfde van het jaar")
def one_month(months: Any) -> Any:
    return months * Fraction(1, 12)


@figure("URI 1990 art. 12", unit="eur", nl="geld dat meetelt", words="geld boven het vrije geld")
def counted_liquid(liquid_assets: Any, free_liquid_assets: Any) -> Any:
    return high(liquid_assets - free_liquid_assets, 0)


@figure(
    "Leidraad Invordering 2008 art. 26.2.3",
    unit="eur",
    nl="auto die meetelt",
    words="de hele waarde als die boven het vrije bedrag is, tenzij de auto onmisbaar is",
)
def counted_car(car_value: Any, car_free: Any, car_indispensable: Any) -> Any:
    return where(car_indispensable, 0 * car_value, where(car_value > car_free, car_value, 0))


@figure(
    "URI 1990 art. 12 lid 2 a",
    unit="eur",
    nl="inboedel die meetelt",
    words="waarde boven het vrije bedrag; volgens een strengere lezing dan de hele waarde",
)
def counted_goods(household_goods: Any, goods_free: Any, household_goods_whole: Any) -> Any:
    above = high(household_goods - goods_free, 0)
    return where(household_goods_whole, where(household_goods > goods_free, household_goods, 0), above)


@figure("URI 1990 art. 12", unit="eur", nl="vermogen dat meetelt", words="geld, auto, inboedel en andere bezittingen")
def assets_counted(counted_liquid: Any, counted_car: Any, counted_goods: Any, other_assets: Any) -> Any:
    return counted_liquid + counted_car + counted_goods + other_assets


@figure(
    "URI 1990 art. 11",
    unit="eur",
    nl="kwijtschelding",
    words="aanslag min vermogen min capaciteit, nooit onder nul, in hele centen",
)
def remission(assessment: Any, assets_counted: Any, capacity_to_use: Any) -> Any:
    return to_cents_half_up(high(assessment - assets_counted - capacity_to_use, 0))


@figure("URI 1990 art. 11", unit="eur", nl="zelf te betalen", words="aanslag min kwijtschelding")
def to_pay(assessment: Any, remission: Any) -> Any:
    return assessment - remission
