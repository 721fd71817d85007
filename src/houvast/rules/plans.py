"""A plan: the figures needed for some results, in order, with one dated parameter set."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from houvast.rules.amount import Amount
from houvast.rules.compiled import Form, canonical_bounds, compile_plan
from houvast.rules.errors import BadInputError, PlanError, unknown_field
from houvast.rules.figures import Book, Figure
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.symbols import NotCompilableError
from houvast.rules.units import FLAG, UNITS, Flagged, Probe

Value = Amount | bool
MOST_FORMS = 64
"""Forms kept per plan: one for ordinary amounts, one more for every odd denominator that comes by."""


class _Slot(NamedTuple):
    """How an input is read: its denominator (0 = a yes or no), bounds, and value when left out."""

    name: str
    den: int
    low: int
    high: int
    default: int | bool | None


@dataclass(frozen=True, eq=False)
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

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each name stands."""
        return {name: place for place, name in enumerate(self.names)}

    @cached_property
    def _slots(self) -> tuple[_Slot, ...]:
        found = []
        for name, (den, low, high) in zip(self.inputs, canonical_bounds(self, {}), strict=True):
            item = self.book.inputs[name]
            plain = item.default
            default = int(plain * den) if isinstance(plain, Fraction) else plain
            found.append(_Slot(name, 0 if item.unit == FLAG else den, low, high, default))
        return tuple(found)

    @cached_property
    def _forms(self) -> dict[tuple[tuple[int, int], ...], Form | None]:
        return {}

    def run(self, values: Mapping[str, object]) -> Run:
        """Calculate. Unknown, missing and impossible inputs are refused by name."""
        numbers, odd = self._read(values)
        form = self._form(odd)
        return self.stepwise(values) if form is None else Run(self, form.dens, form.call(numbers))

    def stepwise(self, values: Mapping[str, object]) -> Run:
        """The same figure by figure on exact amounts: what the compiled form is measured by."""
        numbers, odd = self._read(values)
        found: list[Value] = []
        for place, (slot, number) in enumerate(zip(self._slots, numbers, strict=True)):
            found.append(Amount(number, dict(odd).get(place, slot.den)) if slot.den else bool(number))
        found.extend(self.given)
        for figure, places in self.figures:
            found.append(figure.formula(*[found[place] for place in places]))
        dens = tuple(0 if isinstance(value, bool) else value.den for value in found)
        return Run(self, dens, tuple(value if isinstance(value, bool) else value.num for value in found))

    def _form(self, odd: tuple[tuple[int, int], ...]) -> Form | None:
        """The compiled function for these denominators; nothing when the formulas have no such form."""
        if odd not in self._forms and len(self._forms) < MOST_FORMS:
            try:
                self._forms[odd] = compile_plan(self, canonical_bounds(self, dict(odd)))
            except NotCompilableError:
                self._forms[odd] = None
        return self._forms.get(odd)

    def _read(self, values: Mapping[str, object]) -> tuple[list[int], tuple[tuple[int, int], ...]]:
        """The numerators in order, and the places whose denominator is not the usual one."""
        if not values.keys() <= self.book.inputs.keys():
            raise unknown_field(next(name for name in values if name not in self.book.inputs))
        numbers: list[int] = []
        odd: tuple[tuple[int, int], ...] = ()
        for name, den, low, high, default in self._slots:
            value = values.get(name)
            if value is None:
                if default is None:
                    raise BadInputError(name, f"vul in: {self.book.inputs[name].nl}.")
                numbers.append(default)
            elif not den:
                if value is not True and value is not False:
                    raise BadInputError(name, "antwoord met ja of nee (true of false).")
                numbers.append(value)
            else:
                own = den
                if type(value) is Amount and value.den == den:
                    number = value.num
                else:
                    number, own = self._number(name, value, den)
                if own != den:
                    odd = (*odd, (len(numbers), own))
                if not low * own <= number * den <= high * own:
                    self._refuse_range(name)
                numbers.append(number)
        return numbers, odd

    def _number(self, name: str, value: object, den: int) -> tuple[int, int]:
        if type(value) is int:
            return value * den, den
        if isinstance(value, bool) or not isinstance(value, Amount | Fraction):
            raise BadInputError(name, "geef een bedrag of getal.")
        amount = value if isinstance(value, Amount) else Amount.of(value)
        number, rest = divmod(amount.num * den, amount.den)
        return (amount.num, amount.den) if rest else (number, den)

    def _refuse_range(self, name: str) -> None:
        item = self.book.inputs[name]
        least, most = Amount.of(item.lowest).dutch(), Amount.of(item.highest).dutch()
        raise BadInputError(name, f"het getal moet tussen {least} en {most} liggen.")


@dataclass(frozen=True, eq=False)
class Run:
    """The outcome of one calculation: the numerator and denominator (0 = a yes or no) of every value, in order.

    ``run["name"]`` gives one as an Amount.
    """

    plan: Plan
    dens: tuple[int, ...]
    numbers: tuple[int, ...]

    @property
    def values(self) -> tuple[Value, ...]:
        """Every value in the order of the plan."""
        pairs = zip(self.numbers, self.dens, strict=True)
        return tuple(Amount(number, den) if den else bool(number) for number, den in pairs)

    def __getitem__(self, name: str) -> Amount:
        place = self.plan.places[name]
        if not self.dens[place]:
            raise KeyError(name)
        return Amount(self.numbers[place], self.dens[place])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Run) and self.plan is other.plan and self.values == other.values

    def __hash__(self) -> int:
        return hash(self.values)


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
