"""Units of figures, and the check that a formula fits them.

A formula is run once on units instead of numbers when a plan is built: adding euros a month to euros a year, or a
figure that does not give the unit it promises, is refused there.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from houvast.rules.errors import PlanError

Dimension = tuple[int, int, int]  # powers of euro, month, year

UNITS: dict[str, Dimension] = {
    "eur": (1, 0, 0),
    "eur_per_month": (1, -1, 0),
    "eur_per_month_gross": (1, -1, 0),
    "eur_per_month_net_incl_vt": (1, -1, 0),
    "eur_per_year": (1, 0, -1),
    "eur_per_year_taxable": (1, 0, -1),
    "eur_per_year_per_insured": (1, 0, -1),
    "eur_per_km": (1, 0, 0),
    "eur_per_hour": (1, 0, 0),
    "eur_per_day": (1, 0, 0),
    "fraction": (0, 0, 0),
    "fraction_of_H": (0, 0, 0),
    "fraction_of_income_above_point": (0, 0, 0),
    "fraction_per_month": (0, 0, 0),
    "hours_per_week": (0, 0, 0),
    "hours_per_month": (0, 0, 0),
    "count": (0, 0, 0),
    "months": (0, 1, 0),
    "per_eur_year_squared_x_eur_month": (-1, -1, 2),
    "per_eur_year_x_eur_month": (0, -1, 1),
}
"""Every unit a parameter, input or figure may have. ``flag`` stands apart: a yes or no."""

FLAG = "flag"

# Lowest and highest sensible value of a parameter, by unit: a shifted decimal point is found when a file is read.
RANGES: dict[str, tuple[Fraction, Fraction]] = {
    "eur": (Fraction(0), Fraction(1_000_000)),
    "eur_per_month": (Fraction(0), Fraction(10_000)),
    "eur_per_month_gross": (Fraction(1_000), Fraction(10_000)),
    "eur_per_month_net_incl_vt": (Fraction(100), Fraction(10_000)),
    "eur_per_year": (Fraction(0), Fraction(500_000)),
    "eur_per_year_taxable": (Fraction(1_000), Fraction(500_000)),
    "eur_per_year_per_insured": (Fraction(500), Fraction(10_000)),
    "eur_per_km": (Fraction(0), Fraction(5)),
    "eur_per_hour": (Fraction(1), Fraction(100)),
    "eur_per_day": (Fraction(0), Fraction(1_000)),
    "count": (Fraction(0), Fraction(150)),
    "months": (Fraction(0), Fraction(600)),
    "fraction": (Fraction(0), Fraction(1)),
    "fraction_of_H": (Fraction(0), Fraction(2)),
    "fraction_of_income_above_point": (Fraction(0), Fraction(1)),
    "hours_per_week": (Fraction(0), Fraction(60)),
    "hours_per_month": (Fraction(0), Fraction(744)),
    "per_eur_year_squared_x_eur_month": (Fraction(0), Fraction(1, 100_000)),
    "per_eur_year_x_eur_month": (Fraction(-1, 10), Fraction(1, 10)),
}


class Flagged:
    """The outcome of a comparison, or a yes-no input, in the check of units."""

    def __and__(self, other: Any) -> Flagged:
        return self

    def __or__(self, other: Any) -> Flagged:
        return self


class Probe:
    """A unit that goes through a formula in the place of a number."""

    __slots__ = ("dimension",)

    def __init__(self, dimension: Dimension) -> None:
        self.dimension = dimension

    def _same(self, other: Any) -> Dimension:
        """The common unit of a sum or comparison; a bare 0 fits every unit."""
        if isinstance(other, int) and other == 0:
            return self.dimension
        dimension = _dimension(other)
        if dimension != self.dimension:
            raise PlanError(f"een formule telt {self.dimension} en {dimension} bij elkaar op")
        return dimension

    def __add__(self, other: Any) -> Probe:
        return Probe(self._same(other))

    def __radd__(self, other: Any) -> Probe:
        return self.__add__(other)

    def __sub__(self, other: Any) -> Probe:
        return self.__add__(other)

    def __rsub__(self, other: Any) -> Probe:
        return self.__add__(other)

    def __neg__(self) -> Probe:
        return self

    def __mul__(self, other: Any) -> Probe:
        a, b = self.dimension, _dimension(other)
        return Probe((a[0] + b[0], a[1] + b[1], a[2] + b[2]))

    def __rmul__(self, other: Any) -> Probe:
        return self.__mul__(other)

    def __truediv__(self, other: Any) -> Probe:
        a, b = self.dimension, _dimension(other)
        return Probe((a[0] - b[0], a[1] - b[1], a[2] - b[2]))

    def __lt__(self, other: Any) -> Any:
        self._same(other)
        return Flagged()

    __le__ = __gt__ = __ge__ = __lt__

    def choose(self, condition: Any, other: Any) -> Probe:
        """Both sides of a branch must have one unit, and the condition must be a yes or no."""
        if not isinstance(condition, Flagged):
            raise PlanError("een keuze in een formule hangt niet af van een ja of nee")
        return Probe(self._same(other))

    def rounded_half_up(self, decimals: int) -> Probe:
        """Rounding keeps the unit."""
        return self

    def rounded_down(self, decimals: int) -> Probe:
        """Rounding keeps the unit."""
        return self

    def per_month(self) -> Probe:
        """From a year to a month."""
        euro, month, year = self.dimension
        return Probe((euro, month - 1, year + 1))

    def per_year(self) -> Probe:
        """From a month to a year."""
        euro, month, year = self.dimension
        return Probe((euro, month + 1, year - 1))

    def present_value(self, rate: Any, count: Any) -> Probe:
        """Payments a month, times months: one amount."""
        if _dimension(rate) != (0, 0, 0) or _dimension(count) != (0, 1, 0):
            raise PlanError("de contante waarde vraagt een rente per maand en een aantal maanden")
        return self.__mul__(count)


def _dimension(value: Any) -> Dimension:
    if isinstance(value, Probe):
        return value.dimension
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return (0, 0, 0)
    raise PlanError(f"een formule rekent met “{value}”, dat is geen getal")
