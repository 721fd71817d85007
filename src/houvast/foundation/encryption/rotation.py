"""Sealing old values again with the current key, so that an old key can be taken out of `FIELD_KEYS`.

The owner of the tables opens a rotation towards one key; from then on the running program may swap a sealed value for
one of the same length under that key, through one function of the database, and nothing else: facts and events stay
what they are. In small transactions per organisation and table; a value that somebody changed meanwhile is left alone,
it has the current key already. It may be stopped at any moment and run again: it goes on with what is still old.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db import connection, connections
from django.db.models import Model

from houvast.foundation.access.actor import Actor
from houvast.foundation.audit import services as audit
from houvast.foundation.clock import Clock
from houvast.foundation.database.migrations import OWNER_ALIAS
from houvast.foundation.encryption.cipher import CannotDecrypt, keyring
from houvast.foundation.encryption.fields import EncryptedField, Sealed, encrypted_fields, reseal
from houvast.foundation.tenancy.context import tenant

BATCH: Final = 500
RENEWED: Final = "keys.renewed"

_FIRST: Final = UUID(int=0)


class NotOpen(Exception):
    """The owner has opened no rotation towards the key that is current here."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """What was done: values sealed again, and old ones that do not open with any key we have.

    While `kept` is not 0 the old keys must stay in `FIELD_KEYS`.
    """

    renewed: int = 0
    kept: int = 0

    def __add__(self, other: Renewed) -> Renewed:
        return Renewed(self.renewed + other.renewed, self.kept + other.kept)


def open_rotation(using: str = OWNER_ALIAS) -> str:
    """Let values be sealed again towards the current key, as the owner of the tables; the name of that key."""
    current = keyring().current
    with connections[using].cursor() as cursor:
        cursor.execute(
            "INSERT INTO houvast_installation VALUES ('rotation', %s) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [current],
        )
    return current


def close_rotation(using: str = OWNER_ALIAS) -> None:
    """From here on no sealed value changes without its content changing by a verb."""
    with connections[using].cursor() as cursor:
        cursor.execute("DELETE FROM houvast_installation WHERE key = 'rotation'")


def target() -> str | None:
    """The key towards which a rotation is open, or None."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM houvast_installation WHERE key = 'rotation'")
        row = cursor.fetchone()
    return row[0] if row else None


def renew(organisation_id: UUID, clock: Clock, batch: int = BATCH) -> Renewed:
    """Seal every old value of an organisation again with the current key. Call it outside any transaction.

    Raises NotOpen unless the owner has opened a rotation towards that key.
    """
    if target() != keyring().current:
        raise NotOpen(f"Er is geen vernieuwing naar sleutel {keyring().current} open.")
    done = Renewed()
    for model in apps.get_models():
        for column in encrypted_fields(model):
            done += _renew_column(model, column, organisation_id, clock, batch)
    return done


def _renew_column(
    model: type[Model], column: EncryptedField[Any], organisation_id: UUID, clock: Clock, batch: int
) -> Renewed:
    done, after = Renewed(), _FIRST
    while True:
        with tenant(organisation_id):
            rows = _old_after(model, column, organisation_id, after, batch)
            if not rows:
                return done
            turn = _seal_again(model, column, organisation_id, rows)
            if turn.renewed:
                _tell(model, column, organisation_id, turn.renewed, clock)
        done, after = done + turn, rows[-1][0]


def _old_after(
    model: type[Model], column: EncryptedField[Any], organisation_id: UUID, after: UUID, batch: int
) -> list[tuple[UUID, bytes]]:
    quote = connection.ops.quote_name
    table, name = quote(model._meta.db_table), quote(str(column.column))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, {name} FROM {table} WHERE organisation_id = %s AND id > %s "  # noqa: S608 - names of our own models
            f"AND substring({name} FROM 2 FOR get_byte({name}, 0)) <> %s ORDER BY id LIMIT %s",
            [organisation_id, after, keyring().current.encode(), batch],
        )
        return [(row_id, bytes(sealed)) for row_id, sealed in cursor.fetchall()]


def _seal_again(
    model: type[Model], column: EncryptedField[Any], organisation_id: UUID, rows: list[tuple[UUID, bytes]]
) -> Renewed:
    table, name, kept = model._meta.db_table, str(column.column), 0
    swaps: dict[str, list[Any]] = defaultdict(list)
    for row_id, old in rows:
        try:
            fresh = reseal(model, column.name, organisation_id, row_id, Sealed(old))
        except CannotDecrypt:
            kept += 1
            continue
        if fresh is not None:
            for key, value in (("ids", row_id), ("old", old), ("fresh", fresh.raw)):
                swaps[key].append(value)
    if not swaps:
        return Renewed(kept=kept)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT houvast_seal_again(%s, %s, %s::uuid[], %s::bytea[], %s::bytea[])",
            [table, name, swaps["ids"], swaps["old"], swaps["fresh"]],
        )
        return Renewed(renewed=cursor.fetchone()[0], kept=kept)


def _tell(model: type[Model], column: EncryptedField[Any], organisation_id: UUID, count: int, clock: Clock) -> None:
    seen = audit.Seen(model._meta.db_table[:40], None, fields=(str(column.column),), classes=())
    reason = f"{count} waarden, nu sleutel {keyring().current}"
    audit.changed(Actor.system(organisation_id), clock, RENEWED, seen, reason=reason)
