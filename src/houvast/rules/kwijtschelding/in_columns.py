"""The remission of many households at once: norm and remission, linked in the same way, over columns of cents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from houvast.rules import bijstand, columns
from houvast.rules.columns import Exact, Given
from houvast.rules.kwijtschelding.calculation import Sets, plan_for
from houvast.rules.reading import refuse_unknown


def calculate(
    households: Mapping[str, Given], sets: Sets, wanted: Sequence[str] = ("remission", "to_pay")
) -> dict[str, Exact]:
    """Columns as the inputs of the plans of the norm and the remission; the wanted steps come back."""
    norm, own = bijstand.norm_plan(sets.norms), plan_for(sets.own)
    refuse_unknown(households, (*norm.inputs, *own.inputs))
    before = columns.run(norm, {name: households[name] for name in norm.inputs if name in households}, ("norm",))
    given = {name: households[name] for name in own.inputs if name in households}
    return columns.run(own, {"bijstandsnorm": before["norm"], **given}, wanted)
