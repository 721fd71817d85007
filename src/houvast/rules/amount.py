"""Exact amounts: a whole numerator over a whole denominator. Nothing is rounded unless the law says so.

``where``, ``low`` and ``high`` stand for branches, so that a formula reads the same for one household and for the
check of its units (see ``units.py``), which runs the same formula on units instead of numbers.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Protocol, TypeVar

from houvast.rules.errors import BadNumberError


class Amount:
    """A number kept exactly, in the unit of its figure (euro, euro a month, share, count).

    ``+ - *`` with an Amount, ``int`` or ``Fraction`` and ``/`` keep it exact. Rounding has a name:
    ``to_cents_half_up``, ``to_cents_down``, ``to_euros_half_up``, ``to_euros_down``.
    """

    __slots__ = ("den", "num")

    def __init__(self, num: int, den: int = 1) -> None:
        if den <= 0:
            raise BadNumberError(f"{num}/{den}")
        self.num, self.den = num, den

    @classmethod
    def of(cls, value: int | Fraction | Decimal | Amount) -> Amount:
        """The same number as an Amount; floats have no place here and are refused."""
        if isinstance(value, Amount):
            return value
        if isinstance(value, bool) or not isinstance(value, int | Fraction | Decimal):
            raise BadNumberError(value)
        if isinstance(value, Decimal) and not value.is_finite():
            raise BadNumberError(value)
        ratio = Fraction(value)
        return cls(ratio.numerator, ratio.denominator)

    @classmethod
    def euros(cls, text: str) -> Amount:
        """From plain digits with a decimal point (``'1250.00'``), as in case and parameter files."""
        if not isinstance(text, str):
            raise BadNumberError(text)
        try:
            return cls.of(Decimal(text))
        except InvalidOperation as error:
            raise BadNumberError(text) from error

    @property
    def ratio(self) -> Fraction:
        """The number as a fraction in lowest terms."""
        return Fraction(self.num, self.den)

    def __add__(self, other: Any) -> Amount:
        b = other if type(other) is Amount else Amount.of(other)
        if self.den == b.den:
            return Amount(self.num + b.num, self.den)
        return Amount(self.num * b.den + b.num * self.den, self.den * b.den)

    def __radd__(self, other: Any) -> Amount:
        return self.__add__(other)

    def __neg__(self) -> Amount:
        return Amount(-self.num, self.den)

    def __sub__(self, other: Any) -> Amount:
        return self + -Amount.of(other)

    def __rsub__(self, other: Any) -> Amount:
        return Amount.of(other) + -self

    def __mul__(self, other: Any) -> Amount:
        b = other if type(other) is Amount else Amount.of(other)
        return Amount(self.num * b.num, self.den * b.den)

    def __rmul__(self, other: Any) -> Amount:
        return self.__mul__(other)

    def __truediv__(self, other: Any) -> Amount:
        b = other if type(other) is Amount else Amount.of(other)
        if b.num == 0:
            raise ZeroDivisionError
        sign = 1 if b.num > 0 else -1
        return Amount(self.num * b.den * sign, self.den * b.num * sign)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Amount | int | Fraction):
            return NotImplemented
        b = Amount.of(other)
        return self.num * b.den == b.num * self.den

    def __hash__(self) -> int:
        return hash(self.ratio)

    def __lt__(self, other: Any) -> bool:
        b = other if type(other) is Amount else Amount.of(other)
        return self.num * b.den < b.num * self.den

    def __le__(self, other: Any) -> bool:
        return not Amount.of(other) < self

    def __gt__(self, other: Any) -> bool:
        return Amount.of(other) < self

    def __ge__(self, other: Any) -> bool:
        return not self < other

    def __repr__(self) -> str:
        return f"Amount({self.ratio})"

    def choose(self, condition: bool, other: Any) -> Amount:
        """``self`` when the condition holds, else ``other``."""
        return self if condition else Amount.of(other)

    def rounded_half_up(self, decimals: int) -> Amount:
        """Half up, away from zero, to ``decimals`` places (an amount below zero mirrors one above)."""
        scale = 10**decimals
        whole = (2 * abs(self.num) * scale + self.den) // (2 * self.den)
        return Amount(whole if self.num >= 0 else -whole, scale)

    def rounded_down(self, decimals: int) -> Amount:
        """Down to ``decimals`` places (below zero: further down)."""
        scale = 10**decimals
        return Amount(self.num * scale // self.den, scale)

    def per_month(self) -> Amount:
        """A year amount as a month amount."""
        return Amount(self.num, self.den * 12)

    def per_year(self) -> Amount:
        """A month amount as a year amount."""
        return Amount(self.num * 12, self.den)

    def present_value(self, rate: Any, count: Any) -> Amount:
        """What ``count`` monthly payments of this amount are worth now at ``rate`` a month (0: their sum)."""
        q, n = 1 + Amount.of(rate).ratio, Amount.of(count).ratio
        if n.denominator != 1 or n < 0 or q < 1:
            raise BadNumberError(count)
        growth = q ** int(n)
        return self * (n if q == 1 else (growth - 1) / ((q - 1) * growth))

    def text(self, decimals: int = 2) -> str:
        """Digits with a decimal point, rounded half up for show only: ``'1250.00'``."""
        sign, whole, rest = _digits(self.num, self.den, decimals)
        return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"

    def dutch(self, decimals: int = 2) -> str:
        """As people read it: ``1.250,00``."""
        return dutch(self.num, self.den, decimals)


def _digits(num: int, den: int, decimals: int) -> tuple[str, int, int]:
    """Sign, whole part and decimals, half up away from zero; nothing is below zero when it is shown as zero."""
    scale = 10**decimals
    shown = (2 * abs(num) * scale + den) // (2 * den)
    whole, rest = divmod(shown, scale)
    return "-" if num < 0 and shown else "", whole, rest


def dutch(num: int, den: int, decimals: int = 2) -> str:
    """A number as people read it: ``1.250,00``."""
    sign, whole, rest = _digits(num, den, decimals)
    grouped = str(whole) if whole < 1000 else f"{whole:,}".replace(",", ".")
    return f"{sign}{grouped},{rest:0{decimals}d}" if decimals else f"{sign}{grouped}"


class _Number(Protocol):
    """What a figure may do with its inputs: an Amount, or a unit in the check of units."""

    def __add__(self, other: Any) -> Any: ...
    def __sub__(self, other: Any) -> Any: ...
    def __lt__(self, other: Any) -> Any: ...
    def __gt__(self, other: Any) -> Any: ...
    def choose(self, condition: Any, other: Any) -> Any: ...
    def rounded_half_up(self, decimals: int) -> Any: ...
    def rounded_down(self, decimals: int) -> Any: ...


N = TypeVar("N", bound=_Number)


def where(condition: Any, a: N, b: Any) -> N:
    """``a`` when the condition holds, else ``b``; both sides are always computed."""
    chosen: N = a.choose(condition, b)
    return chosen


def low(a: N, b: Any) -> N:
    """The lower of two."""
    return where(a < b, a, b)


def high(a: N, b: Any) -> N:
    """The higher of two."""
    return where(a > b, a, b)


def to_cents_half_up(a: N) -> N:
    """To whole cents, half up."""
    rounded: N = a.rounded_half_up(2)
    return rounded


def to_cents_down(a: N) -> N:
    """To whole cents, down."""
    rounded: N = a.rounded_down(2)
    return rounded


def to_euros_half_up(a: N) -> N:
    """To whole euros, half up."""
    rounded: N = a.rounded_half_up(0)
    return rounded


def to_euros_down(a: N) -> N:
    """To whole euros, down."""
    rounded: N = a.rounded_down(0)
    return rounded
