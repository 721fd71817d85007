"""Columns of whole numbers up to 92 bits (``compiled.WIDE``), in two columns of 64: exact, and as fast as NumPy.

A number is ``high * 2^32 + low`` with ``0 <= low < 2^32``. The compiled form of a plan knows beforehand how large its
numbers can become (``symbols.py``), so nothing is checked while calculating. Only what those forms do is here:
``+ - *`` by a constant or a small column, ``//`` by a constant, comparing and choosing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Column = np.ndarray[Any, Any]
BITS = 32
BASE = 1 << BITS
_MASK = BASE - 1
_SMALL = 2**31
"""A factor or divisor below this goes in one step: its product with ``low`` fits in 64 bits."""


class Wide:
    """A column of wide numbers. Mixed with 64-bit columns and whole constants it stays wide."""

    __slots__ = ("high", "low")
    __array_ufunc__ = None  # a NumPy column on the other side leaves the work to us
    ndim = 1

    def __init__(self, high: Any, low: Any) -> None:
        self.high, self.low = high, low

    @classmethod
    def of(cls, value: Any) -> Wide:
        """A column, or one number, as a wide one."""
        if isinstance(value, Wide):
            return value
        if isinstance(value, np.ndarray) and value.dtype == object:
            return cls((value >> BITS).astype(np.int64), (value & _MASK).astype(np.int64))
        return cls(value >> BITS, value & _MASK)

    def objects(self) -> Column:
        """As exact Python numbers."""
        found: Column = self.high.astype(object) * BASE + self.low
        return found

    def narrow(self) -> Column:
        """As a 64-bit column; only for numbers that fit."""
        found: Column = self.high * BASE + self.low
        return found

    def ends(self) -> tuple[int, int]:
        """The lowest and the highest number."""
        if not len(self):
            return 0, 0
        # Of the rows with the lowest (highest) high part, the one with the lowest (highest) low part.
        least, most = self.high.min(), self.high.max()
        low, high = self.low[self.high == least].min(), self.low[self.high == most].max()
        return int(least) * BASE + int(low), int(most) * BASE + int(high)

    def __len__(self) -> int:
        return len(self.high)

    def __getitem__(self, rows: slice) -> Wide:
        return Wide(self.high[rows], self.low[rows])

    def __add__(self, other: Any) -> Wide:
        b = Wide.of(other)
        low = self.low + b.low
        return Wide(self.high + b.high + (low >> BITS), low & _MASK)

    __radd__ = __add__

    def __neg__(self) -> Wide:
        low = -self.low
        return Wide((low >> BITS) - self.high, low & _MASK)

    def __sub__(self, other: Any) -> Wide:
        b = Wide.of(other)
        low = self.low - b.low
        return Wide(self.high - b.high + (low >> BITS), low & _MASK)

    def __rsub__(self, other: Any) -> Wide:
        return Wide.of(other) - self

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, int):
            return self._times(other)
        b = Wide.of(other)
        for left, right in ((self, b), (b, self)):
            factor = right._small()
            if factor is not None:
                return left._step(factor)
        return self.objects() * b.objects()

    __rmul__ = __mul__

    def _small(self) -> Column | None:
        """The column itself when every number of it is a small factor."""
        least, most = self.ends()
        return self.narrow() if least > -_SMALL and most < _SMALL else None

    def _step(self, factor: Any) -> Wide:
        low = self.low * factor
        return Wide(self.high * factor + (low >> BITS), low & _MASK)

    def _times(self, factor: int) -> Wide:
        if -_SMALL < factor < _SMALL:
            return self._step(factor)
        above, below = factor >> 30, factor & (2**30 - 1)
        return self._times(above)._step(2**30) + self._step(below)

    def __floordiv__(self, by: int) -> Any:
        steps = _factors(by)
        if steps is None:
            return self.objects() // by
        found = self
        for one in steps:
            rest = (found.high % one) * BASE + found.low
            found = Wide(found.high // one + (rest // one >> BITS), rest // one & _MASK)
        return found

    def __lt__(self, other: Any) -> Column:
        b = Wide.of(other)
        found: Column = (self.high < b.high) | ((self.high == b.high) & (self.low < b.low))
        return found

    def __gt__(self, other: Any) -> Column:
        b = Wide.of(other)
        found: Column = (self.high > b.high) | ((self.high == b.high) & (self.low > b.low))
        return found

    def __ge__(self, other: Any) -> Column:
        found: Column = ~(self < other)
        return found

    def __le__(self, other: Any) -> Column:
        found: Column = ~(self > other)
        return found


def _factors(by: int) -> tuple[int, ...] | None:
    """A divisor above zero as divisors that go in one step each; nothing when one of its primes is too large.

    Dividing down by one and then by the other is dividing down by both.
    """
    found, step, left = [], 1, by
    prime = 2
    while left >= _SMALL and prime < 2**10:
        while left % prime == 0 and left >= _SMALL:
            if step * prime >= _SMALL:
                found.append(step)
                step = 1
            step, left = step * prime, left // prime
        prime += 1
    return (*found, step, left) if left < _SMALL else None


def where(condition: Any, a: Any, b: Any) -> Any:
    """A branch."""
    if not isinstance(a, Wide) and not isinstance(b, Wide):
        return np.where(condition, a, b)
    a, b = Wide.of(a), Wide.of(b)
    return Wide(np.where(condition, a.high, b.high), np.where(condition, a.low, b.low))


def minimum(a: Any, b: Any) -> Any:
    """The lower of two."""
    if isinstance(a, Wide) or isinstance(b, Wide):
        a = Wide.of(a)
        return where(a < b, a, b)
    return np.minimum(a, b)


def maximum(a: Any, b: Any) -> Any:
    """The higher of two."""
    if isinstance(a, Wide) or isinstance(b, Wide):
        a = Wide.of(a)
        return where(a > b, a, b)
    return np.maximum(a, b)


def big(numbers: Any) -> Any:
    """A column with room for what is coming."""
    return Wide.of(numbers)


def huge(numbers: Any) -> Column:
    """A column of exact Python numbers, where even wide ones are too small."""
    found: Column = objects(numbers).astype(object)
    return found


def objects(numbers: Any) -> Any:
    """A wide column as exact Python numbers; any other as it is."""
    return numbers.objects() if isinstance(numbers, Wide) else numbers


def small(numbers: Any) -> Column:
    """A column that fits in 64 bits again."""
    found: Column = numbers.narrow() if isinstance(numbers, Wide) else numbers.astype(np.int64)
    return found


def joined(pieces: Sequence[Any]) -> Any:
    """Pieces of a column as one."""
    if not any(isinstance(piece, Wide) for piece in pieces):
        return np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int64)
    wide = [Wide.of(piece) for piece in pieces]
    return Wide(np.concatenate([one.high for one in wide]), np.concatenate([one.low for one in wide]))
