"""A plan whose columns are the inputs of its book: most new plans join in one call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from houvast.rules.batch.fields import field_of
from houvast.rules.batch.plan import BatchPlan, Columns, Objects, Outcome, none
from houvast.rules.columns import Exact, Given
from houvast.rules.figures import Book
from houvast.rules.parameter_sets import ParameterSet

Calculation = Callable[[Mapping[str, Given], ParameterSet, Sequence[str]], Mapping[str, Exact]]


def of_book(
    name: str, title: str, law: str, book: Book, outcomes: Mapping[str, str], calculation: Calculation, *,
    yearly: bool, without: Sequence[str] = (), objects: Objects = none,
    more_is_better: bool = True,
) -> BatchPlan:  # fmt: skip
    """The plan of a book. ``outcomes``: name and Dutch name of what comes back, the first is compared by.

    ``without``: inputs that are no columns. ``calculation`` gets the columns that the file has.
    """

    def calculate(rows: Columns, parameters: ParameterSet, wanted: Sequence[str]) -> Mapping[str, Exact]:
        return calculation(dict(rows.values), parameters, wanted)

    return BatchPlan(
        name=name,
        title=title,
        law=law,
        fields=tuple(field_of(item) for item in book.inputs.values() if item.name not in without),
        outcomes=tuple(Outcome(word, nl, f"{name}_{word}") for word, nl in outcomes.items()),
        calculate=calculate,
        objects=objects,
        more_is_better=more_is_better,
        yearly=yearly,
    )
