"""The beslagvrije voet of many households at once: the same plan over columns of cents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from houvast.rules import columns
from houvast.rules.beslagvrije_voet.calculation import plan_for
from houvast.rules.columns import Exact, Given
from houvast.rules.parameter_sets import ParameterSet


def calculate(
    households: Mapping[str, Given], parameters: ParameterSet, wanted: Sequence[str] = ("beslagvrije_voet", "seizable")
) -> dict[str, Exact]:
    """Columns ``has_partner``, ``has_children`` and the amounts in cents; the wanted steps come back."""
    return columns.run(plan_for(parameters), households, wanted)
