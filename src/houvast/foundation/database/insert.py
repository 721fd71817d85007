"""Writing what belongs together by one statement."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import RawCursor


def insert_together(rows: Sequence[models.Model]) -> None:
    """Insert new rows of several tables at once; they may refer to each other in any order.

    The database checks its rules at the end of the statement, so either all stand or none does. A sign-up is
    fourteen rows: one after the other, the talking costs more than the writing.
    """
    tables: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
    to: BaseDatabaseWrapper = connections[DEFAULT_DB_ALIAS]  # not by way of its stand-in, which is asked 250 times
    parts: list[str] = []
    values: list[Any] = []
    for number, (model, of_table) in enumerate(tables.items()):
        into, fields = _into(model)
        lines = []
        for row in of_table:
            lines.append(_places(len(values) + 1, fields))
            values += [field.get_db_prep_save(field.pre_save(row, add=True), to) for field, _array in fields]
        parts.append(f"part{number} AS ({into} VALUES {', '.join(lines)})")
    connection.ensure_connection()
    # The driver does not keep how it read a statement this long; with numbered places there is nothing to read.
    with connection.wrap_database_errors, RawCursor(connection.connection) as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT 1".encode(), values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


Fields = tuple[tuple[Any, str], ...]


@lru_cache(maxsize=256)
def _into(model: type[models.Model]) -> tuple[str, Fields]:
    """The head of the statement for a table, and its fields, each with what to say after its place."""
    fields = model._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    head = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns})"
    return head, tuple((one, f"::{one.db_type(connection)}" if hasattr(one, "base_field") else "") for one in fields)


@lru_cache(maxsize=4096)
def _places(first: int, fields: Fields) -> str:
    """The places of one row (an array says of what it is): `($7, $8, $9::text[])`."""
    return f"({', '.join(f'${number}{array}' for number, (_field, array) in enumerate(fields, first))})"
