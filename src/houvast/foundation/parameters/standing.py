"""Every set of figures with what became of it: for the list and the page of one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.clock import Clock
from houvast.foundation.parameters.models import ParameterActivation
from houvast.foundation.parameters.queries import known_until
from houvast.rules import parameter_sets
from houvast.rules.parameter_sets import ParameterSet

LAWS: Final[Mapping[str, str]] = {
    "vtlb": "Beslagvrije voet en VTLB",
    "toeslagen": "Toeslagen",
    "bijstand": "Bijstand",
    "belasting": "Belasting",
    "kwijtschelding": "Kwijtschelding",
}


class State(StrEnum):
    """What may happen with a set now."""

    READY = "ready"
    PROPOSED = "proposed"
    CHANGED = "changed"
    AGREED = "agreed"
    IN_USE = "in_use"
    OVER = "over"


@dataclass(frozen=True)
class Standing:
    """A set, the set before it, its state on a day, and the proposal or approval that counts (None: from the start)."""

    one: ParameterSet
    before: ParameterSet | None
    state: State
    row: ParameterActivation | None
    history: tuple[ParameterActivation, ...]


def figures_of(actor: Actor, clock: Clock, laws: Iterable[str] = tuple(LAWS)) -> dict[str, list[Standing]]:
    """Per law every set with a file, the newest first. Two statements."""
    require(actor, Action.LOOK, Thing(Kind.TERMS), clock)
    known, today = known_until(), clock.today()
    rows: dict[tuple[str, str], list[ParameterActivation]] = defaultdict(list)
    for row in ParameterActivation.objects.order_by("-proposed_at", "-id"):
        rows[row.law, row.period].append(row)
    found = {}
    for law in laws:
        sets = [parameter_sets.of_period(law, period) for period in parameter_sets.periods(law)]
        pairs = [*zip([None, *sets], sets, strict=False)]
        found[law] = [_standing(one, before, rows[law, one.period], known, today) for before, one in reversed(pairs)]
    return found


def _standing(
    one: ParameterSet,
    before: ParameterSet | None,
    history: list[ParameterActivation],
    known: dt.date,
    today: dt.date,
) -> Standing:
    waiting = next((row for row in history if row.withdrawn_at is None and row.approved_by is None), None)
    agreed = next((row for row in history if row.withdrawn_at is None and row.approved_by is not None), None)
    state = _state(one, agreed, waiting, known, today)
    return Standing(one, before, state, waiting if state is State.PROPOSED else agreed, tuple(history))


def _state(
    one: ParameterSet,
    agreed: ParameterActivation | None,
    waiting: ParameterActivation | None,
    known: dt.date,
    today: dt.date,
) -> State:
    if one.valid_from > known:
        if waiting is not None:
            return State.PROPOSED
        if agreed is None:
            return State.READY
        if agreed.fingerprint != one.fingerprint:
            return State.CHANGED
        if today < agreed.starts_on:
            return State.AGREED
    if today > one.valid_to:
        return State.OVER
    return State.IN_USE if today >= one.valid_from else State.AGREED
