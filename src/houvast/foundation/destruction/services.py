"""Writing down what was destroyed, and destroying it again after a copy was put back (security.md 10).

The list must outlive the database that it stands in: `lines` gives it as text to be kept elsewhere, `replay` reads
it back. Doing it twice destroys nothing more.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from uuid import UUID

from houvast.foundation.clock import Clock
from houvast.foundation.destruction.models import Destroyed
from houvast.foundation.ids import new_id
from houvast.foundation.organisations.queries import every_organisation
from houvast.foundation.tenancy.context import current_organisation_id, tenant

Again = Callable[[UUID, str, Clock], bool]
"""Destroys one thing again (id, ground, clock), inside its organisation; whether it was there."""

_again: dict[str, Again] = {}


def register_again(kind: str, again: Again) -> None:
    """A room says: I destroy this kind, and can do it again."""
    _again[kind] = again


@dataclass(frozen=True, order=True)
class Entry:
    """One line of the list, as it is kept elsewhere."""

    at: str  # ISO 8601, UTC
    id: str
    organisation: str
    kind: str
    object: str
    ground: str


class NotAList(ValueError):
    """A line that is none of ours; the message names its number and never quotes it."""


def note(kind: str, object_ids: Iterable[UUID], ground: str, clock: Clock) -> None:
    """Write that these are destroyed: in the transaction that destroys them."""
    Destroyed.objects.bulk_create(
        [Destroyed(id=new_id(), at=clock.now(), kind=kind, object_id=one, ground=ground[:40]) for one in object_ids],
        ignore_conflicts=True,  # destroyed before: once is enough
    )


def lines(since: dt.datetime | None = None) -> Iterator[Entry]:
    """The list of every organisation, or what was added at or after an instant."""
    for organisation_id in every_organisation():
        with tenant(organisation_id):
            rows = Destroyed.objects.order_by("at", "id")
            for row in rows.filter(at__gte=since) if since else rows:
                yield Entry(
                    row.at.astimezone(dt.UTC).isoformat(),
                    str(row.pk), str(organisation_id), row.kind, str(row.object_id), row.ground,
                )  # fmt: skip


def as_text(entries: Iterable[Entry]) -> str:
    """One line of JSON each."""
    return "".join(json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True) + "\n" for entry in entries)


def from_text(text: str) -> list[Entry]:
    """The lines again; NotAList when one of them is none of ours."""
    found = []
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        try:
            entry = Entry(**json.loads(line))
            dt.datetime.fromisoformat(entry.at)
            for part in (entry.id, entry.organisation, entry.object):
                UUID(part)
        except (TypeError, ValueError, AttributeError) as trouble:
            raise NotAList(f"regel {number} is geen regel van een vernietigingslijst") from trouble
        found.append(entry)
    return found


@dataclass(frozen=True)
class Replayed:
    """How many were there again and are destroyed now, how many were gone already, and what nobody can destroy."""

    again: int = 0
    gone: int = 0
    unknown: tuple[str, ...] = ()


def replay(entries: Iterable[Entry], clock: Clock) -> Replayed:
    """Destroy all of it once more, oldest first, each in its own transaction, and keep the list whole."""
    again = gone = 0
    unknown: set[str] = set()
    houses = set(every_organisation())
    for entry in sorted(set(entries)):
        if UUID(entry.organisation) not in houses:
            gone += 1
        elif entry.kind not in _again:
            unknown.add(entry.kind)
        else:
            was_there = _once_more(entry, clock)
            again, gone = again + was_there, gone + (not was_there)
    return Replayed(again, gone, tuple(sorted(unknown)))


def _once_more(entry: Entry, clock: Clock) -> bool:
    with tenant(UUID(entry.organisation)):
        # First the line as it was, so that destroying again does not write one of today in its place.
        Destroyed.objects.bulk_create(
            [
                Destroyed(
                    id=UUID(entry.id), organisation_id=current_organisation_id(), kind=entry.kind,
                    at=dt.datetime.fromisoformat(entry.at), object_id=UUID(entry.object), ground=entry.ground,
                )
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        return _again[entry.kind](UUID(entry.object), entry.ground, clock)
