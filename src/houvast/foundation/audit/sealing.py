"""Sealing the logs: every committed line gets the next number of its organisation and a hash over all before it.

Done by a job and not by who writes the line: lines of transactions that run at once have no order yet when they are
written, and a page should not wait for one. A hash is SHA-256 over the last hash, the number, and the line as
canonical JSON with instants in whole microseconds, so that any program in any year can compute it again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any, Final, cast
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef

from houvast.foundation.audit.models import AuditEntry, AuditSeal, ProcessingEntry, SealedTable
from houvast.foundation.clock import Clock
from houvast.foundation.ids import new_id
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.tenancy.models import TenantModel

BATCH: Final = 2000
# A line is dated by the clock of who writes it; each minute looks this far back, each night at everything.
LOOK_BACK: Final = dt.timedelta(days=2)
START: Final = bytes(32)
EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

LOGS: Final[dict[str, tuple[type[TenantModel], str]]] = {
    SealedTable.AUDIT: (AuditEntry, "at"),
    SealedTable.PROCESSING: (ProcessingEntry, "started_at"),
}


def seal(organisation_id: UUID, clock: Clock, *, everything: bool = False, batch: int = BATCH) -> int:
    """Seal what is not sealed yet, in small transactions; how many lines. Two at once wait for each other."""
    sealed = 0
    while True:
        with tenant(organisation_id):
            done = _seal_batch(organisation_id, clock, everything, batch)
        sealed += done
        if done < batch:
            return sealed


def _seal_batch(organisation_id: UUID, clock: Clock, everything: bool, batch: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"houvast seal {organisation_id}"])
    last = AuditSeal.objects.order_by("-number").first()
    number, before = (last.number, bytes(last.hash)) if last else (0, START)
    since = None if everything or last is None else clock.now() - LOOK_BACK
    waiting = sorted((entry for table in LOGS for entry in unsealed(table, since, batch)), key=lambda entry: entry[:3])[
        :batch
    ]
    seals = []
    for _, entry_id, table, line in waiting:
        number += 1
        before = hash_of(before, number, table, line)
        seals.append(
            AuditSeal(
                id=new_id(), number=number, entry_table=table, entry_id=entry_id, hash=before, sealed_at=clock.now()
            )
        )
    AuditSeal.objects.bulk_create(seals, batch_size=500)
    return len(seals)


def unsealed(table: str, since: dt.datetime | None, limit: int) -> list[tuple[dt.datetime, UUID, str, dict[str, Any]]]:
    """The oldest lines of a log that have no seal: instant, id, table and the line itself."""
    model, at = LOGS[table]
    seals = AuditSeal.objects.filter(entry_id=OuterRef("pk"))
    lines = model.objects.filter(~Exists(seals))
    if since is not None:
        lines = lines.filter(**{f"{at}__gte": since})
    found = cast(list[dict[str, Any]], list(lines.order_by(at, "id").values()[:limit]))
    return [(line[at], line["id"], table, line) for line in found]


def hash_of(before: bytes, number: int, table: str, line: dict[str, Any]) -> bytes:
    """The hash of one line at its place in the chain."""
    text = json.dumps(
        {name: _plain(value) for name, value in line.items()},
        sort_keys=True, separators=(",", ":"), ensure_ascii=True,
    )  # fmt: skip
    return hashlib.sha256(before + number.to_bytes(8, "big") + f"{table}\n{text}".encode()).digest()


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return (value - EPOCH) // dt.timedelta(microseconds=1)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value
