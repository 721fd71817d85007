"""Running case files: each case says what goes in and what must come out, with its source.

Used by us and by municipalities to try a new parameter set. A kind or field that does not exist is a failure by
name, never a skip; only ``reference_only`` is counted apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

import yaml

from houvast.rules import yaml_text
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError, RuleError
from houvast.rules.reading import read_fields

_HEAD = ("id", "kind", "title", "provenance", "source", "input", "expected")
_MORE = ("period", "year", "note", "tolerance", "published_value")

Answer = Mapping[str, Any]


@dataclass(frozen=True)
class Kind:
    """A kind of case: its input fields and the function that answers.

    ``run`` gets the input and the period or year (``None`` for kinds that carry all figures) and gives every field of
    the answer.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...]
    run: Callable[[Mapping[str, Any], str | None], Answer]


@dataclass(frozen=True)
class Outcome:
    """What became of one case: ``passed``, ``failed`` or ``reference``; one line per difference."""

    case: str
    state: str
    differences: tuple[str, ...] = ()


@dataclass
class Summary:
    """All outcomes of some files."""

    outcomes: list[Outcome] = field(default_factory=list)

    def count(self, state: str) -> int:
        """How many cases are in a state."""
        return sum(outcome.state == state for outcome in self.outcomes)

    @property
    def line(self) -> str:
        """``N passed, N failed, N for reference``."""
        passed, failed, reference = (self.count(s) for s in ("passed", "failed", "reference"))
        return f"{passed} passed, {failed} failed, {reference} for reference"


def named(period: str | None) -> str:
    """The period of a case; a case that needs one and names none is refused."""
    if period is None:
        raise BadInputError("period", "dit veld ontbreekt. Noem de periode, zoals 2026-07.")
    return period


def named_year(year: str | None) -> str:
    """The same for a kind whose figures hold a year."""
    if year is None:
        raise BadInputError("year", "dit veld ontbreekt. Noem het jaar, zoals 2026.")
    return year


def run_text(text: str, where: str, kinds: Mapping[str, Kind]) -> list[Outcome]:
    """Every case of a file. A file that is no case file is one failure."""
    try:
        raw = yaml_text.load(text)
    except yaml.YAMLError as error:
        return [Outcome(where, "failed", (f"dit is geen YAML: {error}",))]
    if not isinstance(raw, dict) or not isinstance(raw.get("cases"), list):
        return [Outcome(where, "failed", ("dit bestand heeft geen lijst “cases”",))]
    return [run_case(case, where, kinds) for case in raw["cases"]]


def run_case(case: object, where: str, kinds: Mapping[str, Kind]) -> Outcome:
    """One case: read, answer, compare."""
    name = str(case.get("id", where)) if isinstance(case, Mapping) else where
    try:
        fields = read_fields(name, case, tuple(f for f in _HEAD if f not in ("input",)), ("input", *_MORE))
        if fields["kind"] == "reference_only":
            return Outcome(name, "reference")
        kind = kinds.get(str(fields["kind"]))
        if kind is None:
            return Outcome(name, "failed", (f"soort “{fields['kind']}” bestaat niet",))
        written = fields.get("input")
        given = read_fields("input", {} if written is None else written, kind.required, kind.optional)
        period = fields.get("period", fields.get("year"))
        answer = kind.run(given, None if period is None else str(period))
        tolerance = _decimal(fields.get("tolerance", "0"))
    except RuleError as error:
        return Outcome(name, "failed", (str(error),))
    differences = tuple(compare(answer, fields["expected"], tolerance))
    return Outcome(name, "failed" if differences else "passed", differences)


def compare(found: Any, expected: Any, tolerance: Fraction, path: str = "") -> Iterable[str]:
    """Lines for every place where the answer differs from what is expected."""
    if isinstance(expected, Mapping):
        yield from _compare_map(found, expected, tolerance, path)
    elif isinstance(expected, list):
        if not isinstance(found, list | tuple) or len(found) != len(expected):
            yield f"{path}: verwacht {len(expected)} waarden, gevonden {found}"
            return
        for place, (one, other) in enumerate(zip(found, expected, strict=True)):
            yield from compare(one, other, tolerance, f"{path}[{place}]")
    elif isinstance(expected, bool) or expected is None or isinstance(found, bool) or found is None:
        if found is not expected:
            yield f"{path}: verwacht {expected}, gevonden {show(found)}"
    elif isinstance(found, str):
        if found != expected:
            yield f"{path}: verwacht {expected}, gevonden {found}"
    else:
        yield from _compare_number(found, expected, tolerance, path)


def _compare_map(found: Any, expected: Mapping[Any, Any], tolerance: Fraction, path: str) -> Iterable[str]:
    if not isinstance(found, Mapping):
        yield f"{path}: verwacht velden, gevonden {show(found)}"
        return
    by_text = {str(key): value for key, value in found.items()}
    for key, value in expected.items():
        here = f"{path}.{key}" if path else str(key)
        if str(key) in by_text:
            yield from compare(by_text[str(key)], value, tolerance, here)
        else:
            yield f"{here}: dit veld bestaat niet in de uitkomst"


def _compare_number(found: Any, expected: Any, tolerance: Fraction, path: str) -> Iterable[str]:
    try:
        wanted = _decimal(expected)
    except RuleError as error:
        yield f"{path}: {error}"
        return
    if isinstance(found, Mapping | list | tuple):
        yield f"{path}: verwacht {expected}, gevonden {found}"
        return
    got = Amount.of(found).ratio
    if abs(got - wanted) > tolerance:
        yield f"{path}: verwacht {expected}, gevonden {show(found)}"


def show(value: Any) -> str:
    """A found value as text."""
    return value.text(4 if value.ratio * 100 % 1 else 2) if isinstance(value, Amount) else str(value)


class _BadExpectedError(RuleError):
    """What a case expects is no number."""


def _decimal(value: object) -> Fraction:
    try:
        if isinstance(value, float):
            raise InvalidOperation
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise _BadExpectedError(f"“{value}” is geen getal in tekst, zoals '1250.00'") from error
    if not number.is_finite():
        raise _BadExpectedError(f"“{value}” is geen getal")
    return Fraction(number)
