"""Names that stand in for a person: one in the audit, another in exports, and the cut that parts both from him.

The audit writes a missing pseudonym by itself (houvast.foundation.audit). The export pseudonym is computed with a
key of its own from the row's random id, not from the person: who has an export cannot find its people in the audit,
and once the row is gone nobody can compute it again, not even with the key.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from houvast.foundation.clock import Clock
from houvast.foundation.destruction import services as destruction
from houvast.foundation.encryption.keys import purpose_key
from houvast.foundation.ids import new_id
from houvast.foundation.pseudonyms.models import Pseudonym
from houvast.foundation.tenancy.context import current_organisation_id

DESTROYED_AS = "pseudonym"


def pseudonym_of(person_id: UUID) -> UUID:
    """The name of a person in the audit of this organisation; given to him now if he had none."""
    return _rows([person_id])[person_id].audit_pseudonym


def pseudonyms_of(person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The names in the audit of many people, in a fixed number of statements."""
    return {person_id: row.audit_pseudonym for person_id, row in _rows(person_ids).items()}


def export_pseudonym_of(person_id: UUID) -> UUID:
    """The name of a person in exports of this organisation: the same in each, and not the one in the audit."""
    return export_pseudonyms_of([person_id])[person_id]


def export_pseudonyms_of(person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The names in exports of many people, in a fixed number of statements."""
    key = purpose_key("PSEUDONYM_KEY", current_organisation_id(), "export")
    return {
        person_id: UUID(bytes=hmac.new(key, row.pk.bytes, hashlib.sha256).digest()[:16], version=4)
        for person_id, row in _rows(person_ids).items()
    }


def person_behind(audit_pseudonym: UUID) -> UUID | None:
    """Whom a line of the audit is about; None once the link was cut, or when it never was one of ours."""
    return Pseudonym.objects.filter(audit_pseudonym=audit_pseudonym).values_list("person_id", flat=True).first()


def forget(person_ids: Iterable[UUID], clock: Clock, *, ground: str) -> int:
    """Cut the link between people and their names (destruction). The log keeps its lines. Returns how many.

    Somebody who comes back later gets another name: nothing joins him to what was destroyed. The list of destruction
    names the link, never the person.
    """
    links = Pseudonym.objects.filter(person_id__in=list(person_ids))
    with transaction.atomic():
        destruction.note(DESTROYED_AS, links.values_list("pk", flat=True), ground, clock)
        deleted, _ = links.delete()
    return deleted


def forget_again(link_id: UUID, ground: str, clock: Clock) -> bool:
    """The same link, brought back by a copy, cut once more. Whether it was there."""
    deleted, _ = Pseudonym.objects.filter(pk=link_id).delete()
    return deleted > 0


def _rows(person_ids: Iterable[UUID]) -> dict[UUID, Pseudonym]:
    wanted = set(person_ids)
    found = {row.person_id: row for row in Pseudonym.objects.filter(person_id__in=wanted)}
    if missing := wanted - found.keys():
        Pseudonym.objects.bulk_create(
            [Pseudonym(id=new_id(), person_id=person_id) for person_id in missing],
            ignore_conflicts=True,  # somebody else may have given one meanwhile; his counts
        )
        found |= {row.person_id: row for row in Pseudonym.objects.filter(person_id__in=missing)}
    return found
