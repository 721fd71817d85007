"""The steps of the huurtoeslag (Wet op de huurtoeslag art. 5-21). Amounts per month unless a name says year.

Until 2025 the rent that everybody pays is a curve of the income and the maximum rent is a border of the right; from
2026 that rent is fixed, the allowance falls in a straight line, and rent above the maximum only does not count.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from houvast.rules.amount import high, low, where
from houvast.rules.figures import Book, Input, Parameter
from houvast.rules.toeslagen import common
from houvast.rules.toeslagen.common import (
    ASSETS,
    FROM_2025,
    FROM_2026,
    INCOMES,
    MONTHS,
    PARTNER,
    SMALLEST,
    TOP,
    UNTIL_2024,
    UNTIL_2025,
    ZERO,
    share_figures,
)

_HT = "huurtoeslag"
_FIELDS = {"point": "income_point", "reduction": "norm_reduction", "a": "factor_a", "b": "factor_b",
           "taper": "taper_share"}  # fmt: skip
_TYPES = (
    ("one", f"{_HT}.eenpersoons", ("point", "reduction", "a", "b", "taper")),
    ("more", f"{_HT}.meerpersoons", ("point", "reduction", "a", "b", "taper")),
    ("one_old", f"{_HT}.eenpersoonsouderen", ("point", "reduction")),
    ("more_old", f"{_HT}.meerpersoonsouderen", ("point", "reduction", "a", "b")),
)
"""Types of household and the figures that the law has for each; the factors of ``one_old`` are not known."""
_RENT_TOP = Fraction(100_000)
_AGE_TOP = Fraction(130)

book = Book(
    "huurtoeslag",
    "1",
    "Wet op de huurtoeslag",
    inputs=(
        *PARTNER,
        *INCOMES,
        *ASSETS,
        Input("persons_in_household", "count", "bewoners zonder onderhuurders", None, Fraction(1), Fraction(50)),
        Input("age_oldest_resident", "count", "leeftijd van de oudste bewoner", Fraction(35), ZERO, _AGE_TOP),
        Input("has_resident_child", "flag", "er woont een kind", False),
        Input("adapted_home", "flag", "de woning is aangepast voor een handicap", False),
        Input("acquired_right", "flag", "recht van voor de huur boven het maximum kwam", False),
        Input("aow_household", "flag", "meer dan de helft van het inkomen is van mensen met AOW-leeftijd", False),
        Input("rent_month", "eur_per_month", "kale huur", None, ZERO, _RENT_TOP),
        Input("service_costs", "eur_per_month", "servicekosten die meetellen", ZERO, ZERO, _RENT_TOP),
        Input("independent_home", "flag", "een zelfstandige woning", True),
        Input("registered_brp", "flag", "iedereen staat op dit adres in de BRP", True),
        Input("coresident_residence_lawful", "flag", "alle medebewoners mogen hier wonen", True),
        Input("coresidents_income_year", "eur_per_year", "inkomen van medebewoners dat meetelt", ZERO, ZERO, TOP),
        Input("coresidents_assets_most", "eur", "hoogste vermogen van een medebewoner", ZERO, ZERO, TOP),
        MONTHS,
    ),
    parameters=(
        *SMALLEST,
        *(Parameter(name, f"{_HT}.{name}") for name in (
            "max_rent", "max_rent_young", "young_below_age", "quality_discount_limit", "capping_limit_1_2_persons",
            "capping_limit_3plus_persons", "share_band_1", "share_band_2", "share_band_3", "band_3_from_age",
            "many_persons", "minimum_norm_rent", "base_rent_reduction",
        )),
        Parameter("asset_limit_single", f"{_HT}.asset_limit_per_person"),
        Parameter("asset_limit_partners", f"{_HT}.asset_limit_partners"),
        *(Parameter(f"{name}_{short}", f"{path}.{_FIELDS[name]}")
          for short, path, names in _TYPES for name in names),
    ),
)  # fmt: skip
figure = book.figure
_MONTH, _YEAR = "eur_per_month", "eur_per_year"
share_figures(book, "Awir art. 7; Wht art. 14")


@figure(
    "Awir art. 7 lid 2",
    unit=_YEAR,
    nl="rekeninkomen",
    words="inkomen van jou, je partner en je medebewoners samen",
)
def rekeninkomen(joint_income: Any, coresidents_income_year: Any) -> Any:
    return joint_income + coresidents_income_year


@figure(
    "Awir art. 7",
    unit="eur",
    nl="vermogen van een medebewoner boven de grens",
    words="hoogste vermogen van een medebewoner min de grens voor één persoon, niet onder nul",
)
def coresident_above_limit(coresidents_assets_most: Any, asset_limit_single: Any) -> Any:
    return high(coresidents_assets_most - asset_limit_single, 0)


@figure("Wht art. 5", unit=_MONTH, nl="rekenhuur", words="kale huur plus servicekosten die meetellen", until=UNTIL_2025)
def rekenhuur(rent_month: Any, service_costs: Any) -> Any:
    return rent_month + service_costs


@figure("Wht art. 5 (tekst vanaf 2026)", unit=_MONTH, nl="rekenhuur", words="kale huur", since=FROM_2026)
def rekenhuur_(rent_month: Any) -> Any:
    return rent_month


@figure(
    "Wht art. 13",
    unit=_MONTH,
    nl="hoogste huur",
    words="hoogste huur voor dit huishouden; lager als alle bewoners jong zijn en er geen kind woont",
)
def highest_rent(
    age_oldest_resident: Any, has_resident_child: Any, adapted_home: Any, max_rent: Any, max_rent_young: Any,
    young_below_age: Any,
) -> Any:  # fmt: skip
    grown = (age_oldest_resident >= young_below_age) | has_resident_child | adapted_home
    return where(grown, max_rent, max_rent_young)


@figure(
    "Wht art. 13 lid 2",
    unit=_MONTH,
    nl="huur boven het maximum",
    words="rekenhuur min de hoogste huur; nul bij een aangepaste woning, 8 of meer mensen of een eerder recht",
    until=UNTIL_2025,
)
def rent_too_high(
    rekenhuur: Any, highest_rent: Any, adapted_home: Any, acquired_right: Any, persons_in_household: Any,
    many_persons: Any,
) -> Any:  # fmt: skip
    above = high(rekenhuur - highest_rent, 0)
    return above - where(adapted_home | acquired_right | (persons_in_household >= many_persons), above, 0)


@figure(
    "Wht art. 13 (tekst vanaf 2026)",
    unit=_MONTH,
    nl="huur boven het maximum",
    words="geen grens meer: huur boven het maximum telt alleen niet mee",
    since=FROM_2026,
)
def rent_too_high_(rekenhuur: Any) -> Any:
    return rekenhuur * 0


@figure("Wht art. 13 en 21", unit=_MONTH, nl="huur die meetelt", words="rekenhuur, niet meer dan de hoogste huur")
def rent_counted(rekenhuur: Any, highest_rent: Any) -> Any:
    return low(rekenhuur, highest_rent)


@figure(
    "Wht art. 2 en 17 (tekst van 2024)",
    unit=_YEAR,
    nl="inkomen waarvoor wij de factoren niet kennen",
    words="voor één persoon met AOW-leeftijd: inkomen boven het minimum; kijk dan op de site van Dienst Toeslagen",
    until=UNTIL_2024,
)
def income_without_factors(persons_in_household: Any, aow_household: Any, rekeninkomen: Any, point_one_old: Any) -> Any:
    above = high(rekeninkomen - point_one_old, 0)
    return where(aow_household, where(persons_in_household > 1, above - above, above), 0)


@figure(
    "Wht art. 17",
    unit=_YEAR,
    nl="inkomen waarvoor wij de factoren niet kennen",
    words="vanaf 2025 zijn alle factoren bekend",
    since=FROM_2025,
)
def income_without_factors_(rekeninkomen: Any) -> Any:
    return rekeninkomen * 0


@figure(
    "Wht art. 17 en 18 (tekst van 2024)",
    unit=_MONTH,
    nl="laagste normhuur",
    words="minimum min de verlaging voor dit huishouden",
    until=UNTIL_2024,
)
def lowest_norm_rent(
    persons_in_household: Any, aow_household: Any, minimum_norm_rent: Any, reduction_one: Any, reduction_more: Any,
    reduction_one_old: Any, reduction_more_old: Any,
) -> Any:  # fmt: skip
    many = persons_in_household > 1
    old = where(many, reduction_more_old, reduction_one_old)
    return minimum_norm_rent - where(aow_household, old, where(many, reduction_more, reduction_one))


@figure(
    "Wht art. 17 en 18",
    unit=_MONTH,
    nl="laagste normhuur",
    words="minimum min de verlaging voor één persoon of meer personen",
    since=FROM_2025,
)
def lowest_norm_rent_(
    persons_in_household: Any, minimum_norm_rent: Any, reduction_one: Any, reduction_more: Any
) -> Any:
    return minimum_norm_rent - where(persons_in_household > 1, reduction_more, reduction_one)


def _rounded_up(amount: Any) -> Any:
    """To whole cents, up (art. 19 lid 3)."""
    return -((-amount).rounded_down(2))


@figure(
    "Wht art. 19 (tekst van 2024)",
    unit=_MONTH,
    nl="normhuur",
    words="laagste normhuur; boven het minimuminkomen: factor a keer inkomen keer inkomen, plus factor b keer inkomen",
    until=UNTIL_2024,
)
def norm_rent(
    persons_in_household: Any, aow_household: Any, rekeninkomen: Any, lowest_norm_rent: Any,
    point_one: Any, point_more: Any, point_one_old: Any, point_more_old: Any,
    a_one: Any, b_one: Any, a_more: Any, b_more: Any, a_more_old: Any, b_more_old: Any,
) -> Any:  # fmt: skip
    many, income = persons_in_household > 1, rekeninkomen
    a = where(many, where(aow_household, a_more_old, a_more), a_one)
    b = where(many, where(aow_household, b_more_old, b_more), b_one)
    old = where(many, point_more_old, point_one_old)
    point = where(aow_household, old, where(many, point_more, point_one))
    return where(income > point, _rounded_up((a * income + b) * income), lowest_norm_rent)


@figure(
    "Wht art. 19 (tekst van 2025)",
    unit=_MONTH,
    nl="normhuur",
    words="laagste normhuur; boven het minimuminkomen: factor a keer inkomen keer inkomen, plus factor b keer inkomen",
    since=FROM_2025,
    until=UNTIL_2025,
)
def norm_rent_(
    persons_in_household: Any, rekeninkomen: Any, lowest_norm_rent: Any, point_one: Any, point_more: Any,
    a_one: Any, b_one: Any, a_more: Any, b_more: Any,
) -> Any:  # fmt: skip
    many, income = persons_in_household > 1, rekeninkomen
    a, b = where(many, a_more, a_one), where(many, b_more, b_one)
    return where(income > where(many, point_more, point_one), _rounded_up((a * income + b) * income), lowest_norm_rent)


@figure(
    "Wht art. 19 (tekst vanaf 2026)",
    unit=_MONTH,
    nl="normhuur",
    words="laagste normhuur, bij elk inkomen",
    since=FROM_2026,
)
def norm_rent__(lowest_norm_rent: Any) -> Any:
    return lowest_norm_rent


@figure("Wht art. 16", unit=_MONTH, nl="basishuur", words="normhuur min de vaste verlaging: dit betaal je altijd zelf")
def base_rent(norm_rent: Any, base_rent_reduction: Any) -> Any:
    return norm_rent - base_rent_reduction


@figure("Wht art. 16", unit=_MONTH, nl="laagste basishuur", words="laagste normhuur min de vaste verlaging")
def lowest_base_rent(lowest_norm_rent: Any, base_rent_reduction: Any) -> Any:
    return lowest_norm_rent - base_rent_reduction


@figure(
    "Wht art. 21 lid 1 a",
    unit=_MONTH,
    nl="eerste deel",
    words="alle huur tussen de basishuur en de kwaliteitskortingsgrens",
)
def band_1(rent_counted: Any, quality_discount_limit: Any, base_rent: Any, share_band_1: Any) -> Any:
    return high(low(rent_counted, quality_discount_limit) - base_rent, 0) * share_band_1


@figure("Wht art. 20", unit=_MONTH, nl="aftoppingsgrens", words="grens voor 1 en 2 personen, of voor meer personen")
def capping_limit(persons_in_household: Any, capping_limit_1_2_persons: Any, capping_limit_3plus_persons: Any) -> Any:
    return where(persons_in_household > 2, capping_limit_3plus_persons, capping_limit_1_2_persons)


@figure(
    "Wht art. 21 lid 1 b",
    unit=_MONTH,
    nl="tweede deel",
    words="65% van de huur tussen de kwaliteitskortingsgrens en de aftoppingsgrens",
)
def band_2(
    rent_counted: Any, quality_discount_limit: Any, capping_limit: Any, base_rent: Any, share_band_2: Any
) -> Any:
    return high(low(rent_counted, capping_limit) - high(base_rent, quality_discount_limit), 0) * share_band_2


@figure(
    "Wht art. 21 lid 1 c (tekst van 2024)",
    unit=_MONTH,
    nl="derde deel",
    words="40% van de huur boven de aftoppingsgrens; alleen voor één persoon, AOW-leeftijd of een aangepaste woning",
    until=UNTIL_2024,
)
def band_3(
    rent_counted: Any, capping_limit: Any, base_rent: Any, share_band_3: Any, persons_in_household: Any,
    age_oldest_resident: Any, aow_household: Any, adapted_home: Any, band_3_from_age: Any,
) -> Any:  # fmt: skip
    above = high(rent_counted - high(base_rent, capping_limit), 0) * share_band_3
    old = (age_oldest_resident >= band_3_from_age) | aow_household
    return where((persons_in_household <= 1) | old | adapted_home, above, 0)


@figure(
    "Wht art. 21 lid 1 c",
    unit=_MONTH,
    nl="derde deel",
    words="40% van de huur boven de aftoppingsgrens",
    since=FROM_2025,
)
def band_3_(rent_counted: Any, capping_limit: Any, base_rent: Any, share_band_3: Any) -> Any:
    return high(rent_counted - high(base_rent, capping_limit), 0) * share_band_3


@figure("Wht art. 21", unit=_MONTH, nl="huurtoeslag over de huur", words="eerste, tweede en derde deel samen")
def by_rent(band_1: Any, band_2: Any, band_3: Any) -> Any:
    return band_1 + band_2 + band_3


@figure(
    "Wht art. 21 (tekst tot en met 2025)",
    unit=_YEAR,
    nl="huurtoeslag bij dit inkomen",
    words="12 keer het bedrag per maand; het inkomen telt al mee in de basishuur",
    until=UNTIL_2025,
)
def by_income(by_rent: Any) -> Any:
    return by_rent.per_year()


@figure(
    "Wht art. 21 (tekst vanaf 2026)",
    unit=_YEAR,
    nl="huurtoeslag bij dit inkomen",
    words="12 keer het bedrag per maand, min een deel van het inkomen boven het minimum, niet onder nul",
    since=FROM_2026,
)
def by_income_(
    by_rent: Any, persons_in_household: Any, rekeninkomen: Any, point_one: Any, point_more: Any, taper_one: Any,
    taper_more: Any,
) -> Any:  # fmt: skip
    many = persons_in_household > 1
    above = high(rekeninkomen - where(many, point_more, point_one), 0)
    return high(by_rent.per_year() - above * where(many, taper_more, taper_one), 0)


@figure(
    "Wht art. 9, 11 en 13; Awir art. 7 en 9",
    unit=_YEAR,
    nl="huurtoeslag per jaar, niet afgerond",
    words="niets bij te hoge huur, te veel vermogen, geen zelfstandige woning, of als iemand hier niet mag wonen",
)
def exact_year(
    by_income: Any, rent_too_high: Any, assets_above_limit: Any, coresident_above_limit: Any, independent_home: Any,
    registered_brp: Any, partner: Any, partner_residence_lawful: Any, coresident_residence_lawful: Any,
) -> Any:  # fmt: skip
    lawful = common.if_lawful(partner, partner_residence_lawful, by_income)
    home = independent_home & registered_brp & coresident_residence_lawful & (rent_too_high <= 0)
    return where(home & (assets_above_limit <= 0) & (coresident_above_limit <= 0), lawful, 0)


@figure(
    "Awir art. 14", unit=_YEAR, nl="huurtoeslag per jaar", words="in hele euro's; onder 24 euro per jaar krijg je niets"
)
def year(exact_year: Any, minimum_year_amount: Any) -> Any:
    return common.to_be_paid(exact_year, minimum_year_amount)


@figure(
    "praktijk van Dienst Toeslagen",
    unit=_MONTH,
    nl="huurtoeslag per maand",
    words="bedrag per maand in hele euro's, naar beneden",
)
def month(year: Any, exact_year: Any) -> Any:
    return common.month_as_shown(year, exact_year.per_month())


@figure(
    "Awir art. 14",
    unit=_YEAR,
    nl="huurtoeslag over dit jaar",
    words="jaarbedrag keer het aantal maanden met recht, gedeeld door 12, in hele euro's",
)
def period_amount(exact_year: Any, months_of_right: Any, minimum_year_amount: Any) -> Any:
    return common.to_be_paid(common.over_the_months(exact_year, months_of_right), minimum_year_amount)
