"""What the allowances share: partner, incomes, assets, months, and the rules of the Awir on days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from houvast.rules.amount import high, to_euros_down, to_euros_half_up, where
from houvast.rules.figures import Book, Input, Parameter

ZERO = Fraction(0)
TOP = Fraction(10_000_000)
"""Highest income or assets that are taken: above it somebody typed too many digits."""
UNTIL_2024 = date(2024, 12, 31)
FROM_2025 = date(2025, 1, 1)
UNTIL_2025 = date(2025, 12, 31)
FROM_2026 = date(2026, 1, 1)

PARTNER = (
    Input("partner", "flag", "samen met een toeslagpartner", False),
    Input("partner_residence_lawful", "flag", "de partner mag hier wonen", True),
)
INCOMES = (
    Input("income_year_applicant", "eur_per_year", "jouw inkomen in het hele jaar", None, ZERO, TOP),
    Input("income_year_partner", "eur_per_year", "inkomen van je partner in het hele jaar", ZERO, ZERO, TOP),
)
ASSETS = (
    Input("assets_applicant", "eur", "jouw vermogen op 1 januari", ZERO, ZERO, TOP),
    Input("assets_partner", "eur", "vermogen van je partner op 1 januari", ZERO, ZERO, TOP),
)
MONTHS = Input("months_of_right", "count", "maanden met recht in dit jaar", Fraction(12), ZERO, Fraction(12))
SMALLEST = (Parameter("minimum_year_amount", "common.minimum_year_amount"),)


def joint_income(partner: Any, income_year_applicant: Any, income_year_partner: Any) -> Any:
    """Income of the applicant and the partner over the whole year, euro a year."""
    return where(partner, income_year_applicant + income_year_partner, income_year_applicant)


def assets_above_limit(
    partner: Any, assets_applicant: Any, assets_partner: Any, asset_limit_single: Any, asset_limit_partners: Any
) -> Any:
    """How much the assets on 1 January are above the limit, euro; one euro is enough to lose the right."""
    together = assets_applicant + assets_partner - asset_limit_partners
    return high(where(partner, together, assets_applicant - asset_limit_single), 0)


def if_lawful(partner: Any, partner_residence_lawful: Any, right: Any) -> Any:
    """Nothing when the partner may not live here (Awir art. 9)."""
    return where(partner, where(partner_residence_lawful, right, 0), right)


def over_the_months(exact_year: Any, months_of_right: Any) -> Any:
    """The part of a year amount for the months with a right, not rounded."""
    return exact_year * months_of_right / 12


def to_be_paid(exact: Any, minimum_year_amount: Any) -> Any:
    """Whole euros a year, a half up; nothing below the smallest amount (Awir art. 14)."""
    rounded = to_euros_half_up(exact)
    return where(rounded >= minimum_year_amount, rounded, 0)


def month_as_shown(year: Any, exact_month: Any) -> Any:
    """Whole euros a month, down, as the tables of Dienst Toeslagen show it; nothing when the year gives nothing."""
    return where(year > 0, to_euros_down(exact_month), 0)


def share_figures(book: Book, law_on_assets: str) -> None:
    """Give a book the two steps that every allowance has: the income together, and the test of the assets."""
    book.figure(
        "Awir art. 7 en 8", unit="eur_per_year", nl="jaarinkomen samen", words="inkomen van jou en je partner samen"
    )(joint_income)
    book.figure(
        law_on_assets,
        unit="eur",
        nl="vermogen boven de grens",
        words="vermogen op 1 januari min de grens, niet onder nul",
    )(assets_above_limit)


def first_of_next_month(day: date) -> date:
    """A change counts from the first day of the month after it."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def birthday(born: date, age: int) -> date:
    """The day somebody becomes an age; for who was born on 29 February the day after 28 February in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def months_from(first: date, year: int) -> int:
    """How many months of a year start on or after ``first``."""
    return max(0, min(12, (year - first.year) * 12 + 13 - first.month))


def months_as_adult(born: date, adult_age: int, year: int) -> int:
    """Months of a year after the month in which somebody became an adult."""
    return months_from(first_of_next_month(birthday(born, adult_age)), year)
