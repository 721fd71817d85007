"""A plan: the figures needed for some results, in order, with one dated parameter set."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError, PlanError
from houvast.rules.figures import Book, Figure
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.units import FLAG, UNITS, Flagged, Probe

Value = Amount | bool


@dataclass(frozen=True)
class Plan:
    """Inputs first, then parameters, then figures; each figure finds its inputs by place."""

    book: Book
    parameters: ParameterSet | None
    names: tuple[str, ...]
    inputs: tuple[str, ...]
    given: tuple[Amount, ...]
    figures: tuple[tuple[Figure, tuple[int, ...]], ...]

    @property
    def version(self) -> str:
        """Name and version of the book with the parameter set: what a receipt keeps."""
        chosen = self.parameters.id if self.parameters else "-"
        return f"{self.book.name}@{self.book.version}/{chosen}"

    @property
    def fingerprint(self) -> str:
        """Hash over the steps, their periods and every parameter used: changes when any of them changes."""
        steps = [(f.name, f.law, f.unit, f.words, f.since.isoformat(), f.inputs) for f, _ in self.figures]
        used = [str(value.ratio) for value in self.given]
        raw = json.dumps([self.version, self.names, steps, used], ensure_ascii=False)
        return hashlib.sha256(raw.encode()).hexdigest()

    def run(self, values: Mapping[str, object]) -> Run:
        """Calculate. Unknown, missing and impossible inputs are refused by name."""
        for name in values:
            if name not in self.book.inputs:
                raise BadInputError(name, "dit veld bestaat niet. Haal het weg of verbeter de naam.")
        found: list[Value] = [self._input(name, values.get(name)) for name in self.inputs]
        found.extend(self.given)
        for figure, places in self.figures:
            found.append(figure.formula(*[found[place] for place in places]))
        return Run(self, tuple(found))

    def _input(self, name: str, value: object) -> Value:
        item = self.book.inputs[name]
        if value is None:
            if item.default is None:
                raise BadInputError(name, f"vul in: {item.nl}.")
            return item.default if isinstance(item.default, bool) else Amount.of(item.default)
        if item.unit == FLAG:
            if not isinstance(value, bool):
                raise BadInputError(name, "antwoord met ja of nee (true of false).")
            return value
        if isinstance(value, bool) or not isinstance(value, Amount | int | Fraction):
            raise BadInputError(name, "geef een bedrag of getal.")
        amount = Amount.of(value)
        if not item.lowest <= amount.ratio <= item.highest:
            least, most = Amount.of(item.lowest).dutch(), Amount.of(item.highest).dutch()
            raise BadInputError(name, f"het getal moet tussen {least} en {most} liggen.")
        return amount


@dataclass(frozen=True)
class Run:
    """The values of one calculation, in the order of the plan. ``run["name"]`` gives one."""

    plan: Plan
    values: tuple[Value, ...]

    def __getitem__(self, name: str) -> Amount:
        value = self.values[self.plan.names.index(name)]
        if isinstance(value, bool):
            raise KeyError(name)
        return value


def build(book: Book, wanted: Iterable[str], *, parameters: ParameterSet | None = None, day: date) -> Plan:
    """The plan for ``wanted`` on ``day``. Refuses unknown names, circles, units that do not fit, and a parameter
    set in whose period a figure changes."""
    last = parameters.valid_to if parameters else day
    first = parameters.valid_from if parameters else day
    order: list[Figure] = []
    _collect(book, tuple(wanted), (first, last), order, ())
    needed = {name for figure in order for name in figure.inputs} | set(wanted)
    inputs = tuple(name for name in book.inputs if name in needed)
    chosen = tuple(name for name in book.parameters if name in needed)
    if chosen and parameters is None:
        raise PlanError("dit plan heeft bedragen van de wet nodig")
    given = tuple(parameters.amount(book.parameters[name].path) for name in chosen) if parameters else ()
    names = (*inputs, *chosen, *(figure.name for figure in order))
    places = {name: place for place, name in enumerate(names)}
    figures = tuple((figure, tuple(places[name] for name in figure.inputs)) for figure in order)
    plan = Plan(book, parameters, names, inputs, given, figures)
    _check_units(plan, chosen)
    return plan


def _collect(
    book: Book, names: tuple[str, ...], period: tuple[date, date], order: list[Figure], path: tuple[str, ...]
) -> None:
    """Depth first, so that every figure stands after its inputs."""
    for name in names:
        if name in path:
            raise PlanError("de stappen draaien rond: " + " → ".join((*path, name)))
        if name in book.inputs or name in book.parameters or any(figure.name == name for figure in order):
            continue
        figure = _figure_on(book, name, period)
        _collect(book, figure.inputs, period, order, (*path, name))
        order.append(figure)


def _figure_on(book: Book, name: str, period: tuple[date, date]) -> Figure:
    first, last = period
    for figure in book.figures.get(name, ()):
        if figure.since <= first and last <= figure.until:
            return figure
    raise PlanError(f"er is geen stap of gegeven “{name}” voor {first} tot en met {last}")


def _check_units(plan: Plan, chosen: tuple[str, ...]) -> None:
    probes: list[Any] = []
    for name in plan.inputs:
        probes.append(_probe(plan.book.inputs[name].unit))
    for name in chosen:
        assert plan.parameters is not None  # noqa: S101 - build() refused a plan with parameters and no set
        probes.append(_probe(plan.parameters.unit(plan.book.parameters[name].path)))
    for figure, places in plan.figures:
        found = figure.formula(*[probes[place] for place in places])
        right = isinstance(found, Flagged) if figure.unit == FLAG else _fits(found, figure.unit)
        if not right:
            raise PlanError(f"“{figure.name}” geeft geen {figure.unit}")
        probes.append(found)


def _probe(unit: str) -> Any:
    return Flagged() if unit == FLAG else Probe(UNITS[unit])


def _fits(found: Any, unit: str) -> bool:
    return isinstance(found, Probe) and found.dimension == UNITS[unit]
