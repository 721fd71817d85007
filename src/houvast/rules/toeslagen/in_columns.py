"""The allowances of many households at once: the same plans over columns of cents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from houvast.rules import columns
from houvast.rules.batch.plan import Columns, Objection
from houvast.rules.batch.ready_made import Calculation, of_book
from houvast.rules.columns import Exact, Given
from houvast.rules.errors import BadInputError
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.toeslagen.calculation import BOOKS, LAW, plan_for


def calculate(
    name: str, households: Mapping[str, Given], parameters: ParameterSet, wanted: Sequence[str] = ("year", "month")
) -> dict[str, Exact]:
    """The wanted steps of one allowance for every row: the inputs of its plan, amounts in cents.

    Lists stand as sums: ``coresidents_income_year`` and ``service_costs`` hold what counts, ``children``,
    ``children_12_15`` and ``children_16_17`` how many. Rows with ``income_without_factors`` above zero (huurtoeslag,
    2024) cannot be calculated.
    """
    return columns.run(plan_for(name, parameters), households, wanted)


_OUTCOMES = {"month": "bedrag per maand", "year": "bedrag per jaar"}
_NO_COLUMNS = ("earlier_months",)


def _too_few(rows: Columns) -> Iterable[Objection]:
    """As :func:`calculation.calculate` refuses one household."""
    few = rows.get("persons_in_household", 1) < 1 + rows.get("partner", False).astype(int)
    yield Objection("persons_in_household", "er wonen minder mensen dan jij en je partner", few)


def _too_old(rows: Columns) -> Iterable[Objection]:
    few = rows.get("children") < rows.get("children_12_15") + rows.get("children_16_17")
    yield Objection("children", "er zijn meer kinderen met een leeftijd dan kinderen", few)


def _huurtoeslag(given: Mapping[str, Given], parameters: ParameterSet, wanted: Sequence[str]) -> dict[str, Exact]:
    found = calculate("huurtoeslag", given, parameters, (*wanted, "income_without_factors"))
    if (found.pop("income_without_factors").numbers > 0).any():
        what = (
            "voor een alleenstaande met AOW-leeftijd zijn niet alle bedragen van dit jaar bekend. Kies een ander jaar."
        )
        raise BadInputError("aow_household", what)
    return found


def _other(name: str) -> Calculation:
    def calculated(given: Mapping[str, Given], parameters: ParameterSet, wanted: Sequence[str]) -> dict[str, Exact]:
        return calculate(name, given, parameters, wanted)

    return calculated


ZORGTOESLAG = of_book(
    "zorgtoeslag", "Zorgtoeslag", LAW, BOOKS["zorgtoeslag"], _OUTCOMES, _other("zorgtoeslag"), yearly=True
)
HUURTOESLAG = of_book(
    "huurtoeslag", "Huurtoeslag", LAW, BOOKS["huurtoeslag"], _OUTCOMES, _huurtoeslag, yearly=True, objects=_too_few
)
KINDGEBONDEN_BUDGET = of_book(
    "kindgebonden_budget", "Kindgebonden budget", LAW, BOOKS["kindgebonden_budget"], _OUTCOMES,
    _other("kindgebonden_budget"), yearly=True, without=_NO_COLUMNS, objects=_too_old,
)  # fmt: skip
