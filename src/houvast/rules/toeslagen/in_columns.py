"""The allowances of many households at once: the same plans over columns of cents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from houvast.rules import columns
from houvast.rules.columns import Exact, Given
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.toeslagen.calculation import plan_for


def calculate(
    name: str, households: Mapping[str, Given], parameters: ParameterSet, wanted: Sequence[str] = ("year", "month")
) -> dict[str, Exact]:
    """The wanted steps of one allowance for every row: the inputs of its plan, amounts in cents.

    Lists stand as sums: ``coresidents_income_year`` and ``service_costs`` hold what counts, ``children``,
    ``children_12_15`` and ``children_16_17`` how many. Rows with ``income_without_factors`` above zero (huurtoeslag,
    2024) cannot be calculated.
    """
    return columns.run(plan_for(name, parameters), households, wanted)
