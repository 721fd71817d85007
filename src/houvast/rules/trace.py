"""How a result came about: every step with its inputs, outcome, formula in words, law and source.

The steps are read from the plan and the values of a run; nobody lists inputs by hand, so a trace cannot differ from
the calculation.
"""

from __future__ import annotations

from dataclasses import dataclass

from houvast.rules.amount import Amount
from houvast.rules.errors import PlanError
from houvast.rules.figures import Figure, Input
from houvast.rules.plans import Run, Value
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
class Step:
    """One line of an explanation. ``kind``: ``input``, ``parameter`` or ``figure``."""

    kind: str
    name: str
    nl: str
    value: Value
    unit: str
    shown: str
    inputs: tuple[tuple[str, str], ...]
    words: str
    law: str
    source: str
    status: str


def steps(run: Run) -> list[Step]:
    """All steps of a run in the order of the plan."""
    plan = run.plan
    found: list[Step] = []
    shown: dict[str, str] = {}
    figures = {figure.name: figure for figure, _ in plan.figures}
    for name, value in zip(plan.names, run.values, strict=True):
        if name in figures:
            step = _figure(figures[name], value, shown)
        elif name in plan.book.inputs:
            step = _input(plan.book.inputs[name], value)
        else:
            step = _parameter(run, name, value)
        shown[name] = step.shown
        found.append(step)
    return found


def _input(item: Input, value: Value) -> Step:
    shown = show(value, item.unit)
    return Step("input", item.name, item.nl, value, item.unit, shown, (), "", "", "opgegeven", "")


def _parameter(run: Run, name: str, value: Value) -> Step:
    assert run.plan.parameters is not None  # noqa: S101 - build() refused a plan with parameters and no set
    path = run.plan.book.parameters[name].path
    entry = run.plan.parameters.entry(path)
    source = run.plan.parameters.sources[entry.source]
    shown = show(value, entry.unit)
    return Step("parameter", name, path, value, entry.unit, shown, (), entry.note, "", source, entry.status)


def _figure(figure: Figure, value: Value, shown: dict[str, str]) -> Step:
    used = tuple((one, shown[one]) for one in figure.inputs)
    text = show(value, figure.unit)
    return Step("figure", figure.name, figure.nl, value, figure.unit, text, used, figure.words, figure.law, "", "")


def show(value: Value, unit: str) -> str:
    """A value as people read it: ``€ 1.250,00 per maand``, ``ja``, ``0,950000``."""
    if isinstance(value, bool) or unit == FLAG:
        return "ja" if value else "nee"
    if unit in _SHOWN:
        return Amount.of(value).dutch(_SHOWN[unit]) + _SUFFIX.get(unit, "")
    return f"€ {Amount.of(value).dutch()}{_SUFFIX.get(unit, '')}"


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
