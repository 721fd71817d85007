"""The net income of many persons at once: the same plan over columns of cents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from houvast.rules import columns
from houvast.rules.batch.plan import Columns, Objection
from houvast.rules.batch.ready_made import of_book
from houvast.rules.columns import Exact, Given
from houvast.rules.inkomen.book import book
from houvast.rules.inkomen.calculation import FIELDS, LAW, plan_for
from houvast.rules.parameter_sets import ParameterSet


def calculate(
    persons: Mapping[str, Given], parameters: ParameterSet, wanted: Sequence[str] = ("net_income", "tax_after")
) -> dict[str, Exact]:
    """Columns as the fields of ``houvast netto`` in cents and yes or no; the wanted steps come back."""
    return columns.run(plan_for(parameters), persons, wanted)


def _cannot_be(rows: Columns) -> Iterable[Objection]:
    """As :func:`calculation.calculate` refuses one person."""
    wage, aow = rows.get("gross_wage_year"), rows.get("aow_age", False)
    income = wage + rows.get("other_box1_income_year")
    yield Objection("gross_wage_year", "er is geen loon en geen ander inkomen", income <= 0)
    yield Objection("pension_premium_year", "dit is meer dan het loon", rows.get("pension_premium_year") > wage)
    for name in ("zvw_income_year", "deductions_year"):
        yield Objection(name, "dit is meer dan loon en ander inkomen samen", rows.get(name) > income)
    born = rows.get("born_before_1946", False)
    yield Objection("aow_age", "wie voor 1946 is geboren heeft de AOW-leeftijd", born & ~aow)
    disabled = rows.get("young_disabled", False)
    yield Objection("young_disabled", "met de AOW-leeftijd is er geen Wajong meer", disabled & aow)


BATCH = of_book(
    "netto", "Netto inkomen", LAW, book,
    {"net_income_month": "netto inkomen per maand", "net_income": "netto inkomen per jaar",
     "tax_after": "belasting per jaar"},
    calculate, yearly=True, without=[name for name in book.inputs if name not in FIELDS], objects=_cannot_be,
)  # fmt: skip
