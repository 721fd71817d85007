"""Writing what belongs together by one statement."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models


def insert_together(rows: Sequence[models.Model]) -> None:
    """Insert new rows of several tables at once; they may refer to each other in any order.

    The database checks its rules at the end of the statement, so either all stand or none does. A sign-up is
    fourteen rows: one after the other, the talking costs more than the writing.
    """
    tables: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
    parts: list[str] = []
    values: list[Any] = []
    for number, (model, of_table) in enumerate(tables.items()):
        into, line = _into(model)
        parts.append(f"part{number} AS ({into} VALUES {', '.join([line] * len(of_table))})")
        for row in of_table:
            values += [
                field.get_db_prep_save(field.pre_save(row, add=True), connection)
                for field in model._meta.concrete_fields
            ]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT 1", values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@lru_cache(maxsize=256)
def _into(model: type[models.Model]) -> tuple[str, str]:
    """The head of the statement for a table, and the places of one row (an array says of what it is)."""
    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = [f"%s::{field.db_type(connection)}" if hasattr(field, "base_field") else "%s" for field in fields]
    return f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns})", f"({', '.join(places)})"
