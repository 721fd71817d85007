"""Many households at once: the same figures over columns of whole numbers, exact to the last part of a cent.

NumPy is imported by what works in columns and by nothing else in the rules, so that one household never waits for
it. A column holds whole
cents (counts for children, months and hours; yes or no for flags); a value that is the same for everybody may be
given once. The compiled form is chosen by what is really in the columns: numbers that may not fit in 64 bits are
calculated in wide columns (``wide.py``), and with exact Python numbers where those are too small as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from houvast.rules import wide
from houvast.rules.amount import Amount
from houvast.rules.compiled import Bounds, Form, compile_plan, denominator
from houvast.rules.errors import BadInputError
from houvast.rules.figures import Input
from houvast.rules.plans import Plan
from houvast.rules.reading import refuse_unknown
from houvast.rules.units import FLAG
from houvast.rules.wide import Wide

Column = np.ndarray[Any, Any]
SLICE = 16_384
"""Rows at a time: small enough to stay in the cache of the processor."""

_FORMS: WeakKeyDictionary[Plan, dict[tuple[object, ...], Form]] = WeakKeyDictionary()
_MOST_FORMS = 64
_TOOLS = {name: getattr(wide, name) for name in ("where", "minimum", "maximum", "big", "huge", "small")}


@dataclass(frozen=True)
class Exact:
    """A column that was calculated: numerators over one denominator (0 = a yes or no)."""

    numbers: Column
    den: int

    def cents(self) -> Column:
        """Whole cents; refuses a column with parts of a cent, which only a named rounding may remove."""
        if not self.den or 100 % self.den:
            raise BadInputError("kolom", "deze kolom heeft delen van een cent. Rond hem af met half_up().")
        return self.numbers * (100 // self.den)

    def half_up(self) -> Column:
        """Whole cents, half up away from zero, as a shown amount."""
        twice = 2 * abs(self.numbers.astype(object) if self.numbers.dtype == object or self._wide else self.numbers)
        whole = (twice * 100 + self.den) // (2 * self.den)
        return np.where(self.numbers < 0, -whole, whole).astype(np.int64)

    @property
    def _wide(self) -> bool:
        """Whether two hundred times a number may not fit in 64 bits."""
        most = max(abs(int(self.numbers.max(initial=0))), abs(int(self.numbers.min(initial=0))))
        return most * 200 + self.den >= 2**62

    def ratio(self, row: int) -> Fraction | bool:
        """One value, exact."""
        number = self.numbers[row]
        return Fraction(int(number), self.den) if self.den else bool(number)


@dataclass(frozen=True)
class Linked:
    """A column that goes from one plan into the next as it is, wide or not."""

    numbers: Any
    den: int


Given = Column | Exact | Linked | int | bool


def constant(amount: Amount) -> Exact:
    """One amount for every row."""
    return Exact(np.array(amount.num), amount.den)


def run(plan: Plan, given: Mapping[str, Given], wanted: Sequence[str]) -> dict[str, Exact]:
    """The ``wanted`` values of a plan for every row. Unknown, missing and impossible columns are refused by name."""
    return {name: Exact(wide.objects(one.numbers), one.den) for name, one in link(plan, given, wanted).items()}


def link(plan: Plan, given: Mapping[str, Given], wanted: Sequence[str]) -> dict[str, Linked]:
    """As :func:`run`, for values that go into another plan."""
    refuse_unknown(given, plan.book.inputs)
    columns = [_column(plan, name, given.get(name)) for name in plan.inputs]
    rows = {len(numbers) for numbers, _ in columns if isinstance(numbers, np.ndarray | Wide)}
    if len(rows) > 1:
        raise BadInputError("kolommen", "de kolommen zijn niet even lang.")
    form = _form(plan, tuple(bounds for _, bounds in columns), tuple(wanted))
    count = rows.pop() if rows else 1
    parts = [
        form.call([n[at : at + SLICE] if isinstance(n, np.ndarray | Wide) else n for n, _ in columns])
        for at in range(0, count, SLICE)
    ]
    found = {}
    for place, name in enumerate(wanted):
        pieces = [_filled(part[place], min(SLICE, count - turn * SLICE)) for turn, part in enumerate(parts)]
        found[name] = Linked(wide.joined(pieces), form.dens[place])
    return found


def refused(plan: Plan, given: Mapping[str, Given]) -> dict[str, Column]:
    """Rows that a run would refuse, by field: set these apart with their reason and run the others."""
    found = {}
    for name in plan.inputs:
        value = given.get(name)
        if isinstance(value, np.ndarray) and plan.book.inputs[name].unit != FLAG:
            low, high = _range(plan, name, denominator(plan.book.inputs[name].unit))
            wrong = (value < low) | (value > high)
            if wrong.any():
                found[name] = wrong
    return found


def _filled(piece: Any, rows: int) -> Any:
    """A piece of a column; a value that is the same for every row is repeated."""
    return piece if isinstance(piece, np.ndarray | Wide) and piece.ndim else np.full(rows, piece)


def _range(plan: Plan, name: str, den: int) -> tuple[int, int]:
    item = plan.book.inputs[name]
    return int(-(-item.lowest * den // 1)), int(item.highest * den // 1)


def _column(plan: Plan, name: str, value: Given | None) -> tuple[Column | Wide | int, Bounds]:
    """The numbers of an input, and the bounds they keep to."""
    item = plan.book.inputs[name]
    if item.unit == FLAG:
        return _flags(name, item.default if value is None else value)
    numbers, den = _numbers(item, value)
    if isinstance(numbers, bool) or not isinstance(numbers, int | np.ndarray | Wide) or _is_inexact(numbers):
        raise BadInputError(name, "geef een kolom met hele getallen (centen).")
    low, high = (numbers, numbers) if isinstance(numbers, int) else _ends(numbers)
    least, most = _range(plan, name, den)
    if low < least or high > most:
        raise BadInputError(name, f"een getal in deze kolom ligt niet tussen {least} en {most} (in delen van 1/{den}).")
    bounds = (den, low, high) if isinstance(numbers, int) else (den, *_rough(low, high))
    return numbers, bounds


def _numbers(item: Input, value: Given | None) -> tuple[Column | Wide | int, int]:
    """The numerators of a column with their denominator; the default when there is no column."""
    den = denominator(item.unit)
    if isinstance(value, Exact | Linked):
        return (value.numbers if value.numbers.ndim else int(value.numbers)), value.den
    if value is not None:
        return value, den
    if item.default is None:
        raise BadInputError(item.name, f"vul in: {item.nl}.")
    return int(item.default * den), den


def _is_inexact(numbers: Column | Wide | int) -> bool:
    return isinstance(numbers, np.ndarray) and numbers.dtype.kind not in "iu" and numbers.dtype != object


def _flags(name: str, value: object) -> tuple[Column | int, Bounds]:
    if isinstance(value, np.ndarray) and value.dtype == bool:
        return value, (0, 0, 1)
    if isinstance(value, bool):
        return int(value), (0, int(value), int(value))
    raise BadInputError(name, "geef een kolom met ja of nee (true of false).")


def _ends(numbers: Column | Wide) -> tuple[int, int]:
    if isinstance(numbers, Wide):
        return numbers.ends()
    return (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, 0)


def _rough(low: int, high: int) -> tuple[int, int]:
    """Bounds up to the next power of two: few forms serve every population."""
    return (-(1 << (-low).bit_length()) if low < 0 else 0), (1 << max(high, 0).bit_length())


def _form(plan: Plan, bounds: tuple[Bounds, ...], wanted: tuple[str, ...]) -> Form:
    known = _FORMS.setdefault(plan, {})
    key = (bounds, wanted)
    if key not in known:
        if len(known) >= _MOST_FORMS:
            known.clear()
        known[key] = compile_plan(plan, bounds, wanted, **_TOOLS)
    return known[key]
