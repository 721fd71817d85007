"""The assistance of many households at once: the same plan over columns of cents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from houvast.rules import columns
from houvast.rules.bijstand.calculation import plan_for
from houvast.rules.columns import Exact, Given
from houvast.rules.parameter_sets import ParameterSet


def calculate(
    households: Mapping[str, Given], parameters: ParameterSet, wanted: Sequence[str] = ("norm", "bijstand")
) -> dict[str, Exact]:
    """Columns as the inputs of the plan (``self_aow``, amounts in cents); the wanted steps come back."""
    return columns.run(plan_for(parameters), households, wanted)
