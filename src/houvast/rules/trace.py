"""How a result came about: every step with its inputs, outcome, formula in words, law and source.

The steps are read from the plan and the values of a run; nobody lists inputs by hand, so a trace cannot differ from
the calculation.
"""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Sheet:
    """Everything of the steps of a plan that does not depend on the input, made once.

    ``ready``: the steps of the parameters; ``shown``: their texts, with room for the rest; ``rows``: places of the
    others with how they are shown.
    """

    ready: tuple[Step | None, ...]
    shown: tuple[str, ...]
    rows: tuple[tuple[int, Line, int, str, str], ...]


_SHEETS: WeakKeyDictionary[Plan, _Sheet] = WeakKeyDictionary()


def _sheet(plan: Plan) -> _Sheet:
    found = _SHEETS.get(plan)
    if found is None:
        figures = {figure.name: figure for figure, _ in plan.figures}
        fixed = [_line(plan, name, figures.get(name)) for name in plan.names]
        ready: list[Step | None] = [None] * len(fixed)
        for place, value in enumerate(plan.given, len(plan.inputs)):
            text = show(value, fixed[place].unit)
            ready[place] = Step(fixed[place], value.num, value.den, text, ())
        rows = [(place, line, *_manner(line.unit)) for place, line in enumerate(fixed) if ready[place] is None]
        found = _Sheet(tuple(ready), tuple(step.shown if step else "" for step in ready), tuple(rows))
        _SHEETS[plan] = found
    return found


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
    sheet = _sheet(run.plan)
    found: list[Any] = list(sheet.ready)
    shown = list(sheet.shown)
    numbers, dens = run.numbers, run.dens
    for place, line, decimals, before, after in sheet.rows:
        number, den = numbers[place], dens[place]
        if not den:
            text = "ja" if number else "nee"
        elif den == 100 and decimals == 2 and 0 <= number < 100_000:
            text = f"{before}{number // 100},{number % 100:02}{after}"
        else:
            text = f"{before}{dutch(number, den, decimals)}{after}"
        shown[place] = text
        used = tuple([(name, shown[at]) for name, at in line.used]) if line.used else ()
        found[place] = Step(line, number, den, text, used)
    return found


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
