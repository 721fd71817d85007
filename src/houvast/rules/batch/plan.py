"""A plan over a population: from columns of a file to columns of outcomes, with rows that cannot be set apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from houvast.rules import parameter_sets
from houvast.rules.batch.fields import Field, FieldKind
from houvast.rules.columns import Column, Exact
from houvast.rules.errors import BadInputError
from houvast.rules.parameter_sets import ParameterSet

EMPTY = "hier ontbreekt een waarde"
UNREADABLE = {
    FieldKind.AMOUNT: "dit is geen bedrag in hele centen",
    FieldKind.COUNT: "dit is geen heel getal",
    FieldKind.SHARE: "dit is geen deel, zoals 0.85",
    FieldKind.FLAG: "antwoord met ja of nee",
    FieldKind.CHOICE: "dit is geen van de keuzes",
}


@dataclass(frozen=True)
class Columns:
    """Rows of a file by field: ``values`` (cents, counts, flags, places of choices) and which cells are ``filled``.

    A cell that is not filled, or cannot be read (``unreadable``), holds the default of its field.
    """

    rows: int
    values: Mapping[str, Column]
    filled: Mapping[str, Column]
    unreadable: Mapping[str, Column]

    def has(self, name: str) -> bool:
        """Whether the file has this column."""
        return name in self.values

    def get(self, name: str, default: int | bool = 0) -> Column:
        """A column; the default for every row when the file does not have it."""
        return self.values[name] if name in self.values else np.full(self.rows, default)

    def known(self, name: str) -> Column:
        """The rows that have a value of their own."""
        return self.filled[name] if name in self.filled else np.zeros(self.rows, dtype=bool)

    def only(self, rows: Column) -> Columns:
        """The same columns for some rows."""
        if rows.all():
            return self
        values = {name: one[rows] for name, one in self.values.items()}
        return Columns(int(rows.sum()), values, {name: one[rows] for name, one in self.filled.items()}, {})


@dataclass(frozen=True)
class Objection:
    """Rows that a plan cannot take: the field, the reason in Dutch, and which rows."""

    field: str
    why: str
    rows: Column


@dataclass(frozen=True)
class Outcome:
    """A figure that comes back, in whole cents: its name, what it is called, and its column (without one: its name)."""

    name: str
    nl: str
    column: str = ""


Calculate = Callable[[Columns, ParameterSet, Sequence[str]], Mapping[str, Exact]]
Objects = Callable[[Columns], Iterable[Objection]]


def none(_: Columns) -> Iterable[Objection]:
    """For a plan that can take every household whose columns are right."""
    return ()


@dataclass(frozen=True)
class BatchPlan:
    """A plan that takes a population.

    ``outcomes``: what comes back, the first is what two parameter sets are compared by. ``more_is_better``: a higher
    amount is good for the household. ``calculate`` gets the columns of rows without an objection; ``objects`` names
    households that cannot be, as the calculation of one household refuses them. ``yearly``: the law has one file a
    year, so that 2026-07 names that of 2026. ``beside``: other laws of which the figures of the same day count.
    """

    name: str
    title: str
    law: str
    fields: tuple[Field, ...]
    outcomes: tuple[Outcome, ...]
    calculate: Calculate
    objects: Objects = none
    more_is_better: bool = True
    yearly: bool = False
    beside: tuple[str, ...] = ()

    @property
    def main(self) -> Outcome:
        """What two parameter sets are compared by."""
        return self.outcomes[0]

    def sets_beside(self, one: ParameterSet) -> tuple[ParameterSet, ...]:
        """Every set that counts with this one, itself first; a refusal where another law has none on its day."""
        return (one, *(parameter_sets.on(law, one.valid_from) for law in self.beside))

    def missing(self, names: Iterable[str]) -> list[str]:
        """Required columns that a file does not have."""
        there = set(names)
        return [field.name for field in self.fields if field.required and field.name not in there]

    def refused(self, columns: Columns) -> list[Objection]:
        """Every objection against a row, in the order of the fields: empty, unreadable, out of range, impossible."""
        found: list[Objection] = []
        for field in self.fields:
            if columns.has(field.name):
                found += _objections(field, columns)
        found += self.objects(columns)
        return [one for one in found if one.rows.any()]

    def run(self, columns: Columns, parameters: ParameterSet) -> dict[str, Column]:
        """The outcomes of rows without an objection, in whole cents."""
        wanted = [one.name for one in self.outcomes]
        found = self.calculate(columns, parameters, wanted)
        return {name: _cents(found[name], columns.rows) for name in wanted}


def _cents(exact: Exact, rows: int) -> Column:
    cents: Any = exact.cents() if exact.den and 100 % exact.den == 0 else exact.half_up()
    return np.broadcast_to(cents, rows) if cents.ndim == 0 else cents


def _objections(field: Field, columns: Columns) -> Iterable[Objection]:
    unreadable = columns.unreadable.get(field.name)
    wrong = np.zeros(columns.rows, dtype=bool) if unreadable is None else unreadable
    if unreadable is not None and unreadable.any():
        yield Objection(field.name, UNREADABLE[field.kind], unreadable)
    filled = columns.filled[field.name]
    if field.required and not (filled | wrong).all():
        yield Objection(field.name, EMPTY, ~filled & ~wrong)
    if field.den:
        numbers = columns.values[field.name]
        outside = (numbers < field.lowest) | (numbers > field.highest)
        if outside.any():
            yield Objection(field.name, f"het getal moet {field.range_words} liggen", outside)


def reasons(objections: Sequence[Objection], rows: int) -> tuple[Column, list[str]]:
    """Which rows are refused, and for those rows in order every reason in one line."""
    wrong = np.zeros(rows, dtype=bool)
    for one in objections:
        wrong |= one.rows
    places = np.flatnonzero(wrong)
    told: list[list[str]] = [[] for _ in places]
    for one in objections:
        for at in np.searchsorted(places, np.flatnonzero(one.rows)):
            told[at].append(f"{one.field}: {one.why}")
    return wrong, ["; ".join(lines) for lines in told]


def refuse_missing(plan: BatchPlan, names: Iterable[str]) -> None:
    """A file without a column that every row needs is refused by name."""
    missing = plan.missing(names)
    if missing:
        named = ", ".join(missing)
        raise BadInputError(missing[0], f"deze kolom ontbreekt. {plan.title} heeft nodig: {named}. Voeg toe wat mist.")
