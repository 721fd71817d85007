"""A formula as text: the same figures run on symbols, and leave a straight-line program of whole numbers behind.

A symbol is a numerator (a name in the program), a whole denominator that is known, and the bounds of the numerator.
So nothing is rounded, no fraction is made while calculating, and for columns it is known beforehand whether a number
fits in 64 bits. The program is made from the figures themselves: there is no second copy of a formula to drift away.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import Any

from houvast.rules.amount import Amount
from houvast.rules.errors import PlanError

FITS = 2**62
"""Whole numbers below this size fit in a column of 64 bits, with room for one sum."""
UNBOUNDED = 2**4096


class NotCompilableError(PlanError):
    """A formula does something that has no straight-line form; it runs figure by figure instead."""


class Program:
    """The lines that are written while formulas run. ``columns``: for arrays instead of single numbers."""

    def __init__(self, *, columns: bool) -> None:
        self.columns = columns
        self.lines: list[str] = []
        self.most = 0  # no number in the program is larger than this
        self._known: dict[str, str] = {}

    def put(self, text: str) -> str:
        """The name of an expression; the same expression is calculated once."""
        if text not in self._known:
            name = f"t{len(self._known)}"
            self._known[text] = name
            self.lines.append(f"{name} = {text}")
        return self._known[text]

    def whole(self, symbol: Symbol, factor: int, limit: int = 0) -> str:
        """The numerator times a factor; as exact Python numbers where 64 bits are not enough for it or ``limit``."""
        low, high = symbol.low * factor, symbol.high * factor
        self.most = max(self.most, -low, high, limit)
        if low == high:
            return str(low)
        text = symbol.text
        if self.columns and not symbol.big and max(-low, high, limit) >= FITS:
            text = self.put(f"big({text})")
        return text if factor == 1 else self.put(f"{text} * {factor}")

    def symbol(self, text: str, den: int, low: int, high: int, *parts: Symbol, peak: int = 0) -> Symbol:
        """A new symbol; a column that was large comes back to 64 bits as soon as it fits."""
        self.most = max(self.most, -low, high, peak)
        if low == high:
            return Symbol(self, str(low), den, low, high)
        was_big = self.columns and (peak >= FITS or any(part.big for part in parts))
        fits = max(-low, high) < FITS
        name = self.put(f"small({text})" if was_big and fits else text)
        return Symbol(self, name, den, low, high, big=was_big and not fits)


class Symbol:
    """A number of a formula: ``text`` over ``den``, with the numerator between ``low`` and ``high``."""

    __slots__ = ("big", "den", "high", "low", "program", "text")

    def __init__(self, program: Program, text: str, den: int, low: int, high: int, *, big: bool = False) -> None:
        self.program, self.text, self.den, self.low, self.high, self.big = program, text, den, low, high, big

    def _other(self, value: Any) -> Symbol:
        if isinstance(value, Symbol):
            return value
        if not isinstance(value, int | Fraction | Amount) or isinstance(value, bool):
            raise NotCompilableError(f"een formule rekent met “{value}”")
        ratio = Amount.of(value).ratio
        return Symbol(self.program, str(ratio.numerator), ratio.denominator, ratio.numerator, ratio.numerator)

    def _pair(self, value: Any) -> tuple[Symbol, str, str, int, int, int]:
        """Both numerators over one denominator: other, texts, denominator, factors."""
        other = self._other(value)
        den = lcm(self.den, other.den)
        mine, theirs = den // self.den, den // other.den
        limit = _size(self, mine) + _size(other, theirs)
        return other, self.program.whole(self, mine, limit), self.program.whole(other, theirs, limit), den, mine, theirs

    def __add__(self, value: Any) -> Symbol:
        other, a, b, den, mine, theirs = self._pair(value)
        low, high = self.low * mine + other.low * theirs, self.high * mine + other.high * theirs
        return self.program.symbol(f"{a} + {b}", den, low, high, self, other, peak=max(-low, high))

    __radd__ = __add__

    def __sub__(self, value: Any) -> Symbol:
        other, a, b, den, mine, theirs = self._pair(value)
        low, high = self.low * mine - other.high * theirs, self.high * mine - other.low * theirs
        return self.program.symbol(f"{a} - {b}", den, low, high, self, other, peak=max(-low, high))

    def __rsub__(self, value: Any) -> Symbol:
        return self._other(value) - self

    def __neg__(self) -> Symbol:
        return self._other(0) - self

    def __mul__(self, value: Any) -> Symbol:
        other = self._other(value)
        constant, varying = (self, other) if self.low == self.high else (other, self)
        if constant.low != constant.high:
            ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
            peak = max(map(abs, ends))
            a, b = self.program.whole(self, 1, peak), self.program.whole(other, 1, peak)
            return self.program.symbol(f"{a} * {b}", self.den * other.den, min(ends), max(ends), self, other, peak=peak)
        common = gcd(constant.low, varying.den)
        factor, den = constant.low // common, varying.den // common * constant.den
        ends = [varying.low * factor, varying.high * factor]
        text = self.program.whole(varying, factor)
        return self.program.symbol(text, den, min(ends), max(ends), varying, peak=_size(varying, factor))

    __rmul__ = __mul__

    def __truediv__(self, value: Any) -> Any:
        other = self._other(value)
        if other.low == other.high != 0:
            return self * Fraction(other.den, other.low)
        return Loose(self.program, f"{self.amount} / {other.amount}")

    @property
    def amount(self) -> str:
        """The symbol as an Amount inside the program."""
        return f"Amount({self.text}, {self.den})"

    def _compare(self, value: Any, sign: str) -> Truth:
        other, a, b, _, mine, theirs = self._pair(value)
        never, always = {
            "<": (self.low * mine >= other.high * theirs, self.high * mine < other.low * theirs),
            "<=": (self.low * mine > other.high * theirs, self.high * mine <= other.low * theirs),
            ">": (self.high * mine <= other.low * theirs, self.low * mine > other.high * theirs),
            ">=": (self.high * mine < other.low * theirs, self.low * mine >= other.high * theirs),
        }[sign]
        if never or always:
            return Truth(self.program, str(always), (self, sign, other))
        return Truth(self.program, f"({a} {sign} {b})", (self, sign, other))

    def __lt__(self, value: Any) -> Truth:
        return self._compare(value, "<")

    def __le__(self, value: Any) -> Truth:
        return self._compare(value, "<=")

    def __gt__(self, value: Any) -> Truth:
        return self._compare(value, ">")

    def __ge__(self, value: Any) -> Truth:
        return self._compare(value, ">=")

    def choose(self, condition: Any, value: Any) -> Symbol:
        """A branch; the lower or higher of two keeps the sharper bounds."""
        other, a, b, den, mine, theirs = self._pair(value)
        if condition.text in ("True", "False"):
            chosen, text, factor = (self, a, mine) if condition.text == "True" else (other, b, theirs)
            low, high = chosen.low * factor, chosen.high * factor
            return Symbol(self.program, text, den, low, high, big=_size(chosen, factor) >= FITS or chosen.big)
        mine_ends, their_ends = (self.low * mine, self.high * mine), (other.low * theirs, other.high * theirs)
        sign = condition.of(self, other)
        bound = {"<": min, ">": max}.get(sign)
        if bound is None:
            low, high = min(mine_ends[0], their_ends[0]), max(mine_ends[1], their_ends[1])
            text = f"where({condition.text}, {a}, {b})"
        else:
            low, high = bound(mine_ends[0], their_ends[0]), bound(mine_ends[1], their_ends[1])
            text = f"{'minimum' if sign == '<' else 'maximum'}({a}, {b})"
        if not self.program.columns:
            text = f"{a} if {condition.text} else {b}"
        peak = max(map(abs, (*mine_ends, *their_ends)))
        return self.program.symbol(text, den, low, high, self, other, peak=peak)

    def rounded_half_up(self, decimals: int) -> Symbol:
        """Half up, away from zero: one whole division."""
        scale = 10**decimals
        if scale % self.den == 0:
            return self._scaled(scale)
        common = gcd(2 * scale, self.den)
        times, add, by = 2 * scale // common, self.den // common, 2 * self.den // common
        top = max(abs(self.low), abs(self.high)) * times + add
        n = self.program.whole(self, times, top)
        text = f"({n} + {add}) // {by}"
        if self.low < 0:
            below = f"-(({add} - {n}) // {by})"
            test = f"{self.text} < 0"
            text = f"where({test}, {below}, {text})" if self.program.columns else f"{below} if {test} else {text}"
        ends = [_half_up(end * times, add, by) for end in (self.low, self.high)]
        return self.program.symbol(text, scale, ends[0], ends[1], self, peak=top)

    def rounded_down(self, decimals: int) -> Symbol:
        """Down: one whole division."""
        scale = 10**decimals
        if scale % self.den == 0:
            return self._scaled(scale)
        common = gcd(scale, self.den)
        times, by = scale // common, self.den // common
        peak = max(by, _size(self, times))
        text = f"{self.program.whole(self, times, peak)} // {by}"
        ends = (self.low * times // by, self.high * times // by)
        return self.program.symbol(text, scale, ends[0], ends[1], self, peak=peak)

    def _scaled(self, scale: int) -> Symbol:
        factor = scale // self.den
        text = self.program.whole(self, factor)
        ends = (self.low * factor, self.high * factor)
        return self.program.symbol(text, scale, ends[0], ends[1], self, peak=_size(self, factor))

    def per_month(self) -> Symbol:
        """A year amount as a month amount."""
        return self * Fraction(1, 12)

    def per_year(self) -> Symbol:
        """A month amount as a year amount."""
        return self * 12

    def present_value(self, rate: Any, count: Any) -> Loose:
        """The worth now of equal payments; its denominator depends on the number of months."""
        rate, count = self._other(rate), self._other(count)
        return Loose(self.program, f"{self.amount}.present_value({rate.amount}, {count.amount})")


def _size(symbol: Symbol, factor: int) -> int:
    return max(abs(symbol.low), abs(symbol.high)) * abs(factor)


def _half_up(top: int, add: int, by: int) -> int:
    return (top + add) // by if top >= 0 else -((add - top) // by)


class Loose:
    """A number without a known denominator: an Amount in the program, until it is rounded."""

    __slots__ = ("program", "text")

    def __init__(self, program: Program, text: str) -> None:
        if program.columns:
            raise NotCompilableError("deze formule heeft geen vorm in kolommen")
        self.program, self.text = program, program.put(text)

    def rounded_half_up(self, decimals: int) -> Symbol:
        """A known denominator again."""
        return self._rounded("rounded_half_up", decimals)

    def rounded_down(self, decimals: int) -> Symbol:
        """A known denominator again."""
        return self._rounded("rounded_down", decimals)

    def _rounded(self, how: str, decimals: int) -> Symbol:
        text = f"{self.text}.{how}({decimals}).num"
        return self.program.symbol(text, 10**decimals, -UNBOUNDED, UNBOUNDED)

    def __getattr__(self, name: str) -> Any:
        raise NotCompilableError(f"“{name}” op een getal zonder bekende noemer")


class Truth:
    """A yes or no of a formula. ``made_of``: the comparison it came from."""

    __slots__ = ("made_of", "program", "text")

    def __init__(self, program: Program, text: str, made_of: tuple[Symbol, str, Symbol] | None = None) -> None:
        self.program, self.made_of = program, made_of
        self.text = text if text in ("True", "False") else program.put(text)

    def of(self, a: Symbol, b: Symbol) -> str:
        """``<`` or ``>`` when this compares exactly these two, else nothing."""
        if self.made_of is None:
            return ""
        left, sign, right = self.made_of
        same = left is a and (right is b or (right.text, right.den) == (b.text, b.den))
        return sign if same else ""

    def __and__(self, other: Truth) -> Truth:
        return Truth(self.program, f"({self.text} & {other.text})")

    def __or__(self, other: Truth) -> Truth:
        return Truth(self.program, f"({self.text} | {other.text})")
