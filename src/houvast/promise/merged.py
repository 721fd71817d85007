"""Who called for help along several doors called once: the first call counts, and all that was done on its files."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from houvast.casework.dossier.models import Dossier, DossierMerge
from houvast.casework.signup.models import Signup
from houvast.foundation.tenancy.models import current_facts

Known = TypeVar("Known")


@dataclass(frozen=True)
class Merged:
    """Files that were one at an instant: `onward` leads from each to the one that stayed."""

    onward: Mapping[UUID, UUID] = field(default_factory=dict)
    numbers: Mapping[UUID, str] = field(default_factory=dict)
    first: frozenset[UUID] = frozenset()  # the sign-ups that count: of each set of files the earliest

    def file_of(self, dossier_id: UUID) -> UUID:
        """The file on which the work went on."""
        return self.onward.get(dossier_id, dossier_id)

    def counts(self, signup: Signup) -> bool:
        """Whether this sign-up is a call of its own."""
        return signup.dossier_id not in self.onward or signup.id in self.first

    def files_with(self, dossier_ids: Iterable[UUID]) -> set[UUID]:
        """These files and all that were one with them."""
        asked = set(dossier_ids)
        roots = {self.file_of(one) for one in asked}
        return asked | {one for one, root in self.onward.items() if root in roots}

    def together(self, per_file: Mapping[UUID, list[Known]]) -> dict[UUID, list[Known]]:
        """What was done per file, put together on the file that stayed."""
        found: dict[UUID, list[Known]] = defaultdict(list)
        for dossier_id, rows in per_file.items():
            found[self.file_of(dossier_id)] += rows
        return found


def merged_at(known_at: dt.datetime) -> Merged:
    """The files that were one as known at an instant. One statement while there are none."""
    pairs = current_facts(DossierMerge.objects.filter(recorded_at__lte=known_at), known_at).filter(undone=False)
    into: dict[UUID, UUID] = dict(pairs.values_list("source_id", "target_id"))
    if not into:
        return Merged()
    onward = {one: _end(one, into) for one in {*into, *into.values()}}
    first: dict[UUID, UUID] = {}
    signups = current_facts(Signup.objects.filter(dossier_id__in=list(onward)), known_at)
    for signup_id, dossier_id in signups.order_by("received_at", "id").values_list("id", "dossier_id"):
        first.setdefault(onward[dossier_id], signup_id)
    numbers = dict(Dossier.objects.filter(pk__in=set(onward.values())).values_list("id", "number"))
    return Merged(onward, numbers, frozenset(first.values()))


def _end(dossier_id: UUID, into: Mapping[UUID, UUID]) -> UUID:
    while dossier_id in into:
        dossier_id = into[dossier_id]
    return dossier_id
