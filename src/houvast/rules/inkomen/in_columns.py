"""The net income of many persons at once: the same plan over columns of cents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from houvast.rules import columns
from houvast.rules.columns import Exact, Given
from houvast.rules.inkomen.calculation import plan_for
from houvast.rules.parameter_sets import ParameterSet


def calculate(
    persons: Mapping[str, Given], parameters: ParameterSet, wanted: Sequence[str] = ("net_income", "tax_after")
) -> dict[str, Exact]:
    """Columns as the fields of ``houvast netto`` in cents and yes or no; the wanted steps come back."""
    return columns.run(plan_for(parameters), persons, wanted)
