"""Computing the chain again: a line that was changed, taken away, put elsewhere or cut off is found.

Who owns the database may do anything to it, as superuser too; he cannot make the chain fit the heads that were handed
out. Every finding is told; a broken place does not hide what comes behind it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, cast
from uuid import UUID

from houvast.foundation.audit.heads import Head, standing
from houvast.foundation.audit.models import AuditSeal
from houvast.foundation.audit.sealing import LOGS, START, hash_of, unsealed
from houvast.foundation.clock import Clock
from houvast.foundation.tenancy.context import tenant

BATCH: Final = 5000
# Sealed each minute and each night: what has no seal after this long was kept from it.
LATE: Final = dt.timedelta(days=2)
MOST_TOLD: Final = 50


@dataclass(frozen=True)
class Finding:
    """Something that does not fit: the number of the line in the chain (0 = none) and what is wrong, in Dutch."""

    number: int
    words: str


@dataclass
class Verified:
    """How many lines were computed again, where the chain ends, and what does not fit."""

    lines: int = 0
    number: int = 0
    findings: list[Finding] = field(default_factory=list)


def verify(organisation_id: UUID, heads: Iterable[Head], clock: Clock, *, after: int = 0) -> Verified:
    """Compute the chain of an organisation again, from its start or behind line `after`, against the heads."""
    found = Verified(number=after)
    must = [head for head in standing(heads, organisation_id) if head.number >= after]
    with tenant(organisation_id):
        before = _hash_at(after)
        if before is None:
            found.findings.append(Finding(after, f"Regel {after} is weg; kijk de hele keten na."))
            before = START
        _compare(found, must, after, before)
        for seals in _chunks(after):
            lines = _lines_of(seals)
            for seal in seals:
                _look_at(found, seal, lines.get(seal.entry_id), before)
                before = bytes(seal.hash)
                _compare(found, must, seal.number, before)
        for head in must:
            if head.number > found.number:
                words = f"Afgekapt: op {head.at} waren er {head.number} regels, nu eindigt de keten op {found.number}."
                found.findings.append(Finding(head.number, words))
        if not after:
            found.findings += _never_sealed(clock)
    return found


def _compare(found: Verified, must: list[Head], number: int, reached: bytes) -> None:
    for head in must:
        if head.number == number and head.hash != (reached.hex() if number else ""):
            words = f"De keten is opnieuw geschreven: het hoofd van {head.at} past niet meer."
            found.findings.append(Finding(number, words))


def _look_at(found: Verified, seal: AuditSeal, line: dict[str, Any] | None, before: bytes) -> None:
    expected = found.number + 1
    if seal.number != expected:
        missing = f"{expected}" if seal.number == expected + 1 else f"{expected} tot en met {seal.number - 1}"
        found.findings.append(Finding(expected, f"Uit de keten is weg: {missing}."))
    if line is None:
        found.findings.append(Finding(seal.number, "De regel is weg uit het logboek."))
    elif hash_of(before, seal.number, seal.entry_table, line) != bytes(seal.hash):
        found.findings.append(Finding(seal.number, "De regel is veranderd, of staat op een andere plaats."))
    found.number = seal.number
    found.lines += 1


def _hash_at(number: int) -> bytes | None:
    if number == 0:
        return START
    kept = AuditSeal.objects.filter(number=number).values_list("hash", flat=True).first()
    return bytes(kept) if kept is not None else None


def _chunks(after: int) -> Iterator[list[AuditSeal]]:
    while True:
        seals = list(AuditSeal.objects.filter(number__gt=after).order_by("number")[:BATCH])
        if not seals:
            return
        yield seals
        after = seals[-1].number


def _lines_of(seals: list[AuditSeal]) -> dict[UUID, dict[str, Any]]:
    found: dict[UUID, dict[str, Any]] = {}
    for table, (model, _) in LOGS.items():
        ids = [seal.entry_id for seal in seals if seal.entry_table == table]
        lines = cast(Iterable[dict[str, Any]], model.objects.filter(pk__in=ids).values())
        found |= {line["id"]: line for line in lines}
    return found


def _never_sealed(clock: Clock) -> list[Finding]:
    late = clock.now() - LATE
    waiting = sum(1 for table in LOGS for at, *_ in unsealed(table, None, MOST_TOLD) if at < late)
    if not waiting or not AuditSeal.objects.exists():
        return []
    many = f"{waiting} of meer" if waiting >= MOST_TOLD else str(waiting)
    return [Finding(0, f"Niet verzegeld, en ouder dan twee dagen: {many} regels. Draait de werker?")]
