"""Rows of a model by a statement written out, for what nearly every page asks.

`Model.objects.raw` works out at each call which column is which, and begins with a query set that it then throws
away; a look-up of one row costs three times as much by it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)
Converters = tuple[tuple[int, Callable[..., Any]], ...]


def rows_by_hand(model: type[M], rest: str, values: Sequence[Any] | Mapping[str, Any]) -> list[M]:
    """The rows that `SELECT (all columns) FROM (table)` and `rest`, a text of ours, give for these values."""
    head, names, converters = _read(model)
    with connection.cursor() as cursor:
        cursor.execute(f"{head} {rest}", values)
        found: list[Sequence[Any]] = cursor.fetchall()
    if converters:
        found = [_converted(row, converters) for row in found]
    return [model.from_db(connection.alias, names, row) for row in found]


@lru_cache(maxsize=64)
def _read(model: type[models.Model]) -> tuple[str, list[str], Converters]:
    """The head of the statement, the columns in the order in which a model is made of them, and what they pass."""
    quote, fields = connection.ops.quote_name, model._meta.concrete_fields
    columns = ", ".join(quote(str(field.column)) for field in fields)
    converters = [
        (place, convert) for place, field in enumerate(fields) for convert in field.get_db_converters(connection)
    ]
    return (
        f"SELECT {columns} FROM {quote(model._meta.db_table)}",  # noqa: S608 - names of ours
        [field.attname for field in fields],
        tuple(converters),
    )


def _converted(row: Sequence[Any], converters: Converters) -> list[Any]:
    changed = list(row)
    for place, convert in converters:
        changed[place] = convert(changed[place], None, connection)
    return changed
