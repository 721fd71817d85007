"""A figure: one step of the law as one function. The names of its arguments are the names of its inputs."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from houvast.rules.errors import PlanError
from houvast.rules.units import FLAG, UNITS

Formula = Callable[..., Any]


@dataclass(frozen=True)
class Figure:
    """A step: its law, unit, Dutch name, formula in words, period, inputs and function."""

    name: str
    law: str
    unit: str
    nl: str
    words: str
    since: date
    until: date
    inputs: tuple[str, ...]
    formula: Formula


@dataclass(frozen=True)
class Input:
    """What a household gives: unit (or ``flag``), Dutch name, range in its unit, and the value when left out.

    ``default`` ``None`` = must be given.
    """

    name: str
    unit: str
    nl: str
    default: Fraction | bool | None = None
    lowest: Fraction = Fraction(0)
    highest: Fraction = Fraction(100_000_000)


@dataclass(frozen=True)
class Parameter:
    """A figure of the law: its name in formulas and its path in the parameter file."""

    name: str
    path: str


@dataclass
class Book:
    """All figures, inputs and parameters of one law. ``version`` goes up when a formula changes."""

    name: str
    version: str
    law: str
    inputs: dict[str, Input] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    figures: dict[str, list[Figure]] = field(default_factory=dict)

    def __init__(
        self, name: str, version: str, law: str, inputs: Iterable[Input], parameters: Iterable[Parameter]
    ) -> None:
        self.name, self.version, self.law = name, version, law
        self.inputs = {item.name: item for item in inputs}
        self.parameters = {item.name: item for item in parameters}
        self.figures = {}

    def figure(
        self,
        law: str,
        *,
        unit: str,
        nl: str,
        words: str,
        since: date = date.min,
        until: date = date.max,
    ) -> Callable[[Formula], Formula]:
        """Mark a function as a figure of this book. Two figures of one name hold in different periods."""

        def mark(formula: Formula) -> Formula:
            name = formula.__name__.strip("_")
            if unit not in UNITS and unit != FLAG:
                raise PlanError(f"“{name}” heeft een onbekende eenheid “{unit}”")
            if not law:
                raise PlanError(f"“{name}” noemt geen artikel")
            inputs = tuple(inspect.signature(formula).parameters)
            found = Figure(name, law, unit, nl, words, since, until, inputs, formula)
            for other in self.figures.setdefault(name, []):
                if since <= other.until and other.since <= until:
                    raise PlanError(f"“{name}” staat er twee keer voor dezelfde dag")
            if name in self.inputs or name in self.parameters:
                raise PlanError(f"“{name}” is al een gegeven of een bedrag van de wet")
            self.figures[name].append(found)
            return formula

        return mark
