"""Sealing old values again with the current key, so that an old key can be taken out of `FIELD_KEYS`.

Runs as the owner of the tables, because facts are never updated by the running program. In small transactions per
organisation and table; a value that somebody changed meanwhile is left alone, it has the current key already. It may
be stopped at any moment and run again: it goes on with what is still old.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db import connections, transaction
from django.db.models import Model

from houvast.foundation.encryption.cipher import keyring
from houvast.foundation.encryption.fields import EncryptedField, Sealed, encrypted_fields, reseal

BATCH: Final = 500

_FIRST: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Renewed:
    """What was done: values sealed again, and old ones that stay because their table only takes additions.

    While `kept` is not 0 the old keys must stay in `FIELD_KEYS`.
    """

    renewed: int = 0
    kept: int = 0

    def __add__(self, other: Renewed) -> Renewed:
        return Renewed(self.renewed + other.renewed, self.kept + other.kept)


def renew(organisation_id: UUID, using: str = "owner", batch: int = BATCH) -> Renewed:
    """Seal every old value of an organisation again with the current key. Call it outside any transaction."""
    done = Renewed()
    for model in apps.get_models():
        columns = encrypted_fields(model)
        if columns:
            done += _renew_table(model, columns, organisation_id, using, batch)
    return done


def _renew_table(
    model: type[Model], columns: list[EncryptedField[Any]], organisation_id: UUID, using: str, batch: int
) -> Renewed:
    done, after = Renewed(), _FIRST
    frozen = _takes_additions_only(model, using)
    while True:
        with transaction.atomic(using=using):
            _work_for(organisation_id, using)
            rows = _rows_after(model, columns, organisation_id, after, using, batch)
            if not rows:
                return done
            for row_id, *values in rows:
                for column, old in _old(columns, values):
                    done = replace(done, kept=done.kept + 1) if frozen else done
                    if not frozen and _rewrite(model, column, organisation_id, row_id, old, using):
                        done = replace(done, renewed=done.renewed + 1)
            after = rows[-1][0]


def _old(columns: list[EncryptedField[Any]], values: list[Any]) -> Iterator[tuple[EncryptedField[Any], bytes]]:
    for column, value in zip(columns, values, strict=True):
        if value is not None and not keyring().is_current(bytes(value)):
            yield column, bytes(value)


def _rewrite(
    model: type[Model], column: EncryptedField[Any], organisation_id: UUID, row_id: UUID, old: bytes, using: str
) -> bool:
    fresh = reseal(model, column.name, organisation_id, row_id, Sealed(old))
    quote = connections[using].ops.quote_name
    table, name = quote(model._meta.db_table), quote(str(column.column))
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {name} = %s WHERE organisation_id = %s AND id = %s AND {name} = %s",  # noqa: S608 - names of our own models
            [fresh.raw if fresh else old, organisation_id, row_id, old],
        )
        return bool(cursor.rowcount == 1)


def _rows_after(
    model: type[Model], columns: list[EncryptedField[Any]], organisation_id: UUID, after: UUID, using: str, batch: int
) -> list[tuple[Any, ...]]:
    quote = connections[using].ops.quote_name
    names = ", ".join(quote(str(column.column)) for column in columns)
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"SELECT id, {names} FROM {quote(model._meta.db_table)} "  # noqa: S608 - names of our own models
            "WHERE organisation_id = %s AND id > %s ORDER BY id LIMIT %s",
            [organisation_id, after, batch],
        )
        return list(cursor.fetchall())


def _takes_additions_only(model: type[Model], using: str) -> bool:
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = 'append_only'", [model._meta.db_table]
        )
        return cursor.fetchone() is not None


def _work_for(organisation_id: UUID, using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT set_config('app.organisation', %s, true)", [str(organisation_id)])
