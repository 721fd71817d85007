"""A plan as one straight-line function of whole numbers: for one household, or for columns of them.

The program is written by running the figures on symbols (``symbols.py``). It gives the value of every input,
parameter and figure, in the order of the plan: what a trace shows is what was calculated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from houvast.rules.amount import Amount
from houvast.rules.symbols import Program, Symbol, Truth
from houvast.rules.units import FLAG

if TYPE_CHECKING:
    from houvast.rules.plans import Plan

Bounds = tuple[int, int, int]
"""Denominator of an input, and the lowest and highest numerator it may have."""

WIDE = 2**92
"""Forms with larger numbers than this need exact Python numbers; ``wide.py`` holds the others."""

DENOMINATORS = {"fraction": 10**6, "fraction_per_month": 10**12, "count": 1, "months": 1, "hours_per_week": 1}


def denominator(unit: str) -> int:
    """The denominator in which an input of a unit is kept when it fits: cents, and whole numbers for counts."""
    return DENOMINATORS.get(unit, 100)


@dataclass(frozen=True)
class Form:
    """A compiled plan: the function, and the denominator of every value (0 = a yes or no). ``source``: its text."""

    call: Callable[[Sequence[Any]], tuple[Any, ...]]
    dens: tuple[int, ...]
    source: str


def compile_plan(plan: Plan, bounds: Sequence[Bounds], wanted: Sequence[str] = (), **tools: Any) -> Form:
    """The function of a plan for inputs in these bounds. With ``tools`` (those of arrays) it is one for columns.

    ``wanted``: only these names are given back; empty = all. Refuses a formula that has no straight-line form.
    """
    program = Program(columns=bool(tools))
    found: list[Symbol | Truth] = []
    for place, (name, (den, low, high)) in enumerate(zip(plan.inputs, bounds, strict=True)):
        text = f"i{place}"
        flag = plan.book.inputs[name].unit == FLAG
        if flag:
            found.append(Truth(program, text if low < high else str(bool(low))))
        else:
            found.append(Symbol(program, text if low < high else str(low), den, low, high))
    anchor = Symbol(program, "0", 1, 0, 0)
    found.extend(anchor + value for value in plan.given)
    for figure, places in plan.figures:
        found.append(figure.formula(*[found[place] for place in places]))
    chosen = [found[plan.places[name]] for name in wanted] if wanted else found
    body = "\n    ".join(program.lines)
    arguments = "".join(f"i{place}, " for place in range(len(plan.inputs)))
    head = f"{arguments}= inputs" if arguments else "pass"
    given = "".join(f"{one.text}, " for one in chosen)
    source = f"def call(inputs):\n    {head}\n    {body}\n    return ({given})\n"
    if tools and program.most >= WIDE:
        tools["big"] = tools["huge"]
    space: dict[str, Any] = {"Amount": Amount, **tools}
    exec(compile(source, f"<{plan.version}>", "exec"), space)  # noqa: S102 - text made from our own figures
    dens = tuple(one.den if isinstance(one, Symbol) else 0 for one in chosen)
    return Form(space["call"], dens, source)


def canonical_bounds(plan: Plan, odd: Mapping[int, int]) -> list[Bounds]:
    """Bounds of every input as the book declares them; ``odd``: denominators that differ, by place."""
    found: list[Bounds] = []
    for place, name in enumerate(plan.inputs):
        item = plan.book.inputs[name]
        if item.unit == FLAG:
            found.append((0, 0, 1))
            continue
        den = odd.get(place) or denominator(item.unit)
        found.append((den, -(-item.lowest * den // 1), item.highest * den // 1))
    return found
