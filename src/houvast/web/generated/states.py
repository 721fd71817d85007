"""State diagrams, made from the tables of allowed steps in the models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db.models import Choices


@dataclass(frozen=True)
class Machine:
    """One table of steps: where it stands, and from each state where one can go."""

    where: str
    states: type[Choices]
    steps: Mapping[Any, tuple[Any, ...]]


class LooseState(Exception):
    """A table of steps names a state that its choices do not have, or leaves one out."""


def machines() -> list[Machine]:
    """Every table of steps in the house, in the order of its apps. LooseState when one is not whole."""
    found = []
    for config in apps.get_app_configs():
        if config.models_module is None or not config.name.startswith("houvast."):
            continue
        for name, steps in _tables(config.models_module):
            states = type(next(iter(steps)))
            machine = Machine(f"{config.label}: {states.__name__}", states, steps)
            check(machine, name)
            found.append(machine)
    return found


def as_markdown() -> str:
    """The diagrams as a page for docs/ (Mermaid)."""
    parts = [
        "# Toestanden",
        "",
        "Gemaakt uit de tabellen met toegestane stappen naast de modellen. Een stap is een voorwaardelijke `UPDATE`",
        "die precies één rij moet raken; wat hier niet staat, weigert de database of de dienst.",
    ]
    for machine in machines():
        parts += ["", f"## {machine.where}", "", *_diagram(machine), "", *_list(machine)]
    return "\n".join(parts) + "\n"


def _tables(module: Any) -> Iterator[tuple[str, Mapping[Any, tuple[Any, ...]]]]:
    origin = import_module(module.__name__)
    for name, value in vars(origin).items():
        if name.endswith("STEPS") and isinstance(value, Mapping) and value:
            yield name, value


def check(machine: Machine, name: str) -> None:
    """Refuse a table of steps that is not whole; `name` is how it is called in the code."""
    known = set(machine.states)
    reached = {to for following in machine.steps.values() for to in following}
    if set(machine.steps) != known or not reached <= known:
        raise LooseState(f"{machine.where}: {name} en de toestanden verschillen")


def _diagram(machine: Machine) -> list[str]:
    reached = {to for following in machine.steps.values() for to in following}
    starts = [state for state in machine.steps if state not in reached] or [next(iter(machine.steps))]
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state.value} : {state.label}" for state in machine.steps]
    lines += [f"    [*] --> {state.value}" for state in starts]
    lines += [f"    {state.value} --> {to.value}" for state, following in machine.steps.items() for to in following]
    lines += [f"    {state.value} --> [*]" for state, following in machine.steps.items() if not following]
    return [*lines, "```"]


def _list(machine: Machine) -> list[str]:
    """The same in words: a diagram alone says nothing to who cannot see it."""
    return [
        f"- {state.label}: " + (", ".join(str(to.label) for to in following) if following else "einde")
        for state, following in machine.steps.items()
    ]
