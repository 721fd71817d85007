"""The columns a plan takes, as a file holds them: euros, whole numbers, shares, yes or no, one of some words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from houvast.rules.compiled import denominator
from houvast.rules.figures import Input
from houvast.rules.units import FLAG


class FieldKind(StrEnum):
    """How a column is read."""

    AMOUNT = "bedrag"
    COUNT = "heel getal"
    SHARE = "deel"
    FLAG = "ja of nee"
    CHOICE = "keuze"


@dataclass(frozen=True)
class Field:
    """One column of a population. ``den``: the parts in which a number is kept (100 = cents; 0 = yes or no, choice).

    ``lowest`` and ``highest`` are numerators over ``den``. A choice is kept as its place in ``choices``.
    ``required``: every row must have it; otherwise an empty cell counts as ``default``.
    """

    name: str
    nl: str
    kind: FieldKind
    required: bool = False
    default: int = 0
    den: int = 0
    lowest: int = 0
    highest: int = 0
    choices: tuple[str, ...] = ()

    @property
    def range_words(self) -> str:
        """The range as people read it."""
        return f"tussen {_words(self.lowest, self.den)} en {_words(self.highest, self.den)}"


def field_of(item: Input, *, required: bool | None = None) -> Field:
    """The column of an input of a plan. ``required``: say so by hand where the plan's own default does not."""
    needed = item.default is None if required is None else required
    if item.unit == FLAG:
        return Field(item.name, item.nl, FieldKind.FLAG, needed, int(bool(item.default)))
    den = denominator(item.unit)
    kind = FieldKind.COUNT if den == 1 else FieldKind.AMOUNT if den == 100 else FieldKind.SHARE
    default = int(Fraction(item.default or 0) * den)
    low, high = int(-(-item.lowest * den // 1)), int(item.highest * den // 1)
    return Field(item.name, item.nl, kind, needed, default, den, low, high)


def choice(name: str, nl: str, choices: tuple[str, ...], *, required: bool = False) -> Field:
    """A column of words; the first one counts where a cell is empty."""
    return Field(name, nl, FieldKind.CHOICE, required, choices=choices)


def flag(name: str, nl: str) -> Field:
    """A column of yes or no."""
    return Field(name, nl, FieldKind.FLAG)


def _words(number: int, den: int) -> str:
    whole = Fraction(number, den or 1)
    return f"{int(whole):,}".replace(",", ".") if whole.denominator == 1 else str(float(whole)).replace(".", ",")
