"""How a result came about: every step with its inputs, outcome, formula in words, law and source.

The steps are read from the plan and the values of a run; nobody lists inputs by hand, so a trace cannot differ from
the calculation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from houvast.rules.amount import Amount, dutch
from houvast.rules.errors import PlanError
from houvast.rules.figures import Figure
from houvast.rules.plans import Plan, Run, Value
from houvast.rules.units import FLAG

_SHOWN = {
    "fraction": 6,
    "fraction_of_H": 4,
    "fraction_of_income_above_point": 4,
    "fraction_per_month": 6,
    "hours_per_week": 0,
    "count": 0,
    "months": 0,
    "per_eur_year_squared_x_eur_month": 12,
    "per_eur_year_x_eur_month": 12,
}
_SUFFIX = {
    "eur_per_month": " per maand",
    "eur_per_month_gross": " per maand",
    "eur_per_month_net_incl_vt": " per maand",
    "eur_per_year": " per jaar",
    "eur_per_year_taxable": " per jaar",
    "eur_per_year_per_insured": " per jaar",
    "months": " maanden",
}


@dataclass(frozen=True)
class Line:
    """What stays the same in a step, whatever comes out: kind, name, unit, formula in words, law, source.

    ``used``: names and places of its inputs.
    """

    kind: str
    name: str
    nl: str
    unit: str
    words: str
    law: str
    source: str
    status: str
    used: tuple[tuple[str, int], ...]


class Step(NamedTuple):
    """One line of an explanation. ``kind``: ``input``, ``parameter`` or ``figure``; ``den`` 0 = a yes or no."""

    line: Line
    number: int
    den: int
    shown: str
    inputs: tuple[tuple[str, str], ...]

    @property
    def value(self) -> Value:
        """The outcome, exact."""
        return Amount(self.number, self.den) if self.den else bool(self.number)

    @property
    def kind(self) -> str:
        """``input``, ``parameter`` or ``figure``."""
        return self.line.kind

    @property
    def name(self) -> str:
        """Its name in formulas."""
        return self.line.name

    @property
    def nl(self) -> str:
        """What it is, in Dutch."""
        return self.line.nl

    @property
    def unit(self) -> str:
        """Unit of the outcome."""
        return self.line.unit

    @property
    def words(self) -> str:
        """The formula in words, or the note of a parameter."""
        return self.line.words

    @property
    def law(self) -> str:
        """Article of a figure."""
        return self.line.law

    @property
    def source(self) -> str:
        """Where a parameter was read."""
        return self.line.source

    @property
    def status(self) -> str:
        """How sure a parameter is, or that an input was given."""
        return self.line.status


_Renderer = Callable[[Sequence[int]], "list[Step]"]
_RENDERERS: WeakKeyDictionary[Plan, dict[tuple[int, ...], _Renderer]] = WeakKeyDictionary()
_MOST = 64
_TWO = tuple(f"{number:02}" for number in range(100))
_THREE = tuple(f"{number:03}" for number in range(1000))


def _renderer(plan: Plan, dens: tuple[int, ...]) -> _Renderer:
    """The function that writes the steps of a plan from its numbers; made once for these denominators."""
    known = _RENDERERS.setdefault(plan, {})
    found = known.get(dens)
    if found is None:
        found = _write(plan, dens)
        if len(known) < _MOST:
            known[dens] = found
    return found


def _write(plan: Plan, dens: tuple[int, ...]) -> _Renderer:
    """One line per input and figure: its text, then its step with the texts of what it used."""
    figures = {figure.name: figure for figure, _ in plan.figures}
    space: dict[str, Any] = {"tuple_of": tuple.__new__, "Step": Step, "two": _TWO, "three": _THREE, "dutch": dutch}
    texts, rows = [], []
    for place, (name, den) in enumerate(zip(plan.names, dens, strict=True)):
        line = _line(plan, name, figures.get(name))
        given = place - len(plan.inputs)
        if line.kind == "parameter":
            value = plan.given[given]
            step = Step(line, value.num, value.den, show(value, line.unit), ())
            space[f"s{place}"], space[f"r{place}"] = step.shown, step
            rows.append(f"r{place}")
            continue
        space[f"l{place}"] = line
        texts.append(f"s{place} = {_text(f'n[{place}]', den, line.unit)}")
        used = "".join(f"({name!r}, s{at}), " for name, at in line.used)
        rows.append(f"tuple_of(Step, (l{place}, n[{place}], {den}, s{place}, ({used})))")
    body = "\n    ".join((*texts, f"return [{', '.join(rows)}]"))
    exec(compile(f"def write(n):\n    {body}\n", f"<steps of {plan.version}>", "exec"), space)  # noqa: S102 - as above
    written: _Renderer = space["write"]
    return written


def _text(number: str, den: int, unit: str) -> str:
    """The expression that shows a number of a unit; ordinary amounts have a short way."""
    if not den:
        return f"'ja' if {number} else 'nee'"
    decimals, before, after = _manner(unit)
    full = f"f'{before}{{dutch({number}, {den}, {decimals})}}{after}'"
    if decimals != 2:
        return full
    common = gcd(200, den, 2 * den)
    cents = number if den == 100 else f"({number} * {200 // common} + {den // common}) // {2 * den // common}"
    small = f"f'{before}{{(c := {cents}) // 100}},{{two[c % 100]}}{after}'"
    middle = f"f'{before}{{(c := {cents}) // 100000}}.{{three[c // 100 % 1000]}},{{two[c % 100]}}{after}'"
    # The borders keep away from numbers that become longer by rounding.
    otherwise = f"{middle} if {1000 * den} <= {number} < {999_999 * den} else {full}"
    return f"{small} if 0 <= {number} < {999 * den} else {otherwise}"


def _line(plan: Plan, name: str, figure: Figure | None) -> Line:
    if figure:
        used = tuple((one, plan.places[one]) for one in figure.inputs)
        return Line("figure", name, figure.nl, figure.unit, figure.words, figure.law, "", "", used)
    if name in plan.book.inputs:
        item = plan.book.inputs[name]
        return Line("input", name, item.nl, item.unit, "", "", "opgegeven", "", ())
    assert plan.parameters is not None  # noqa: S101 - build() refused a plan with parameters and no set
    path = plan.book.parameters[name].path
    entry = plan.parameters.entry(path)
    source = plan.parameters.sources[entry.source]
    return Line("parameter", name, path, entry.unit, entry.note, "", source, entry.status, ())


def steps(run: Run) -> list[Step]:
    """All steps of a run in the order of the plan."""
    return _renderer(run.plan, run.dens)(run.numbers)


def _manner(unit: str) -> tuple[int, str, str]:
    """Decimals, and what stands before and after a number of a unit."""
    before = "" if unit in _SHOWN else "€ "
    return _SHOWN.get(unit, 2), before, _SUFFIX.get(unit, "")


def show(value: Value, unit: str) -> str:
    """A value as people read it: ``€ 1.250,00 per maand``, ``ja``, ``0,950000``."""
    if isinstance(value, bool) or unit == FLAG:
        return "ja" if value else "nee"
    decimals, before, after = _manner(unit)
    return f"{before}{dutch(value.num, value.den, decimals)}{after}"


@dataclass(frozen=True)
class Moved:
    """A step that came out differently, with both outcomes as people read them."""

    name: str
    nl: str
    before: str
    after: str


def compare(before: Run, after: Run) -> list[Moved]:
    """What a change moves: every input and step of two runs of one plan that differs, in order."""
    if before.plan is not after.plan:
        raise PlanError("alleen twee berekeningen van hetzelfde plan zijn te vergelijken")
    pairs = zip(steps(before), steps(after), strict=True)
    return [Moved(a.name, a.nl, a.shown, b.shown) for a, b in pairs if a.value != b.value]
