"""The heads of the chains, written down where the owner of the database cannot come (security.md 9).

Whoever owns the database can compute a whole chain anew, or cut off its tail; he cannot change what was handed out.
A line says: at this moment the chain of this organisation was this long and ended on this hash. After a copy was put
back a line of another kind says from where the chain went on: what is missing behind it was lost, and not taken away.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from houvast.foundation.audit.models import AuditSeal
from houvast.foundation.clock import Clock
from houvast.foundation.outside import add_lines, whole_lines
from houvast.foundation.tenancy.context import tenant

NAME: Final = "audit-hoofden.jsonl"
EVERY: Final = dt.timedelta(hours=1)
HEAD, RESTORED = "hoofd", "teruggezet"


@dataclass(frozen=True)
class Head:
    """The end of a chain at a moment: `number` lines, the last with this `hash` (hex; empty for no line at all)."""

    organisation: str
    number: int
    hash: str
    at: str  # ISO 8601, UTC
    kind: str = HEAD


class NotHeads(ValueError):
    """A line that is none of ours; the message names its number."""


def read(path: Path) -> list[Head]:
    """The heads of a file, in the order in which they were handed out. Raises NotHeads."""
    found = []
    for number, line in enumerate(whole_lines(path), 1):
        try:
            head = Head(**json.loads(line))
            UUID(head.organisation), bytes.fromhex(head.hash), dt.datetime.fromisoformat(head.at)
            if head.kind not in {HEAD, RESTORED} or type(head.number) is not int:
                raise ValueError(head.kind)
        except (TypeError, ValueError) as trouble:
            raise NotHeads(f"regel {number} is geen hoofd van een logboek") from trouble
        found.append(head)
    return found


def standing(heads: Iterable[Head], organisation_id: UUID) -> list[Head]:
    """The heads that the chain of an organisation must still hold: those behind a restore no longer count."""
    stand: list[Head] = []
    for head in sorted(heads, key=lambda head: head.at):
        if head.organisation != str(organisation_id):
            continue
        if head.kind == RESTORED:
            stand = [one for one in stand if one.number <= head.number]
        else:
            stand.append(head)
    return stand


def hand_out(folder: Path, organisation_ids: Iterable[UUID], clock: Clock) -> int:
    """Write the head of every chain that grew, at most once in an hour each; how many."""
    kept: dict[str, Head] = {head.organisation: head for head in read(folder / NAME)}
    fresh = []
    for organisation_id in organisation_ids:
        last, now = kept.get(str(organisation_id)), head_of(organisation_id, clock)
        too_soon = last is not None and clock.now() - dt.datetime.fromisoformat(last.at) < EVERY
        if now is not None and not too_soon and (last is None or last.hash != now.hash):
            fresh.append(now)
    add_lines(folder / NAME, [_line(head) for head in fresh])
    return len(fresh)


def went_on_from_here(folder: Path, organisation_ids: Iterable[UUID], clock: Clock) -> None:
    """After a copy was put back: the chains go on from where the copy ends."""
    lines = []
    for organisation_id in organisation_ids:
        now = head_of(organisation_id, clock) or Head(str(organisation_id), 0, "", _instant(clock))
        lines.append(_line(Head(now.organisation, now.number, now.hash, now.at, RESTORED)))
    add_lines(folder / NAME, lines)


def head_of(organisation_id: UUID, clock: Clock) -> Head | None:
    """The end of a chain now; None while nothing is sealed."""
    with tenant(organisation_id):
        last = AuditSeal.objects.order_by("-number").first()
    if last is None:
        return None
    return Head(str(organisation_id), last.number, bytes(last.hash).hex(), _instant(clock))


def _instant(clock: Clock) -> str:
    return clock.now().astimezone(dt.UTC).isoformat()


def _line(head: Head) -> str:
    return json.dumps(asdict(head), sort_keys=True)
