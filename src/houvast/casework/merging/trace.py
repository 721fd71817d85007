"""What a merge changes on a row is written down beside it, before it changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model

from houvast.casework.dossier.models import DossierMerge, MergeTrace
from houvast.foundation.clock import Clock as WallClock


@dataclass(frozen=True)
class Side:
    """A file in a merge, with its resident's compartment and person."""

    dossier_id: UUID
    party_id: UUID
    person_id: UUID
    number: str


@dataclass(frozen=True)
class Joining:
    """A merge while it happens: `goes` goes on in `stays`."""

    merge: DossierMerge
    stays: Side
    goes: Side
    clock: WallClock

    def note(self, object_type: str, object_id: UUID, **before: Any) -> None:
        """Write down what a row was before the merge changed it."""
        trace = MergeTrace(merge=self.merge, object_type=object_type, object_id=object_id, before=before)
        trace.save(force_insert=True)

    def noted(self, object_type: str) -> Iterator[MergeTrace]:
        """What was written down of this kind of row."""
        yield from MergeTrace.objects.filter(merge=self.merge, object_type=object_type).order_by("id")


def values_of(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """The values of these fields, by name."""
    return {name: getattr(row, name) for name in names}
