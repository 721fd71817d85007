"""What a page shows of documents: titles and states, in one statement and without opening any content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from houvast.foundation.access.actions import Action, Kind
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import visible
from houvast.foundation.clock import Clock
from houvast.foundation.documents.models import Document, DocumentVersion
from houvast.foundation.encryption.fields import decrypt_column


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One line of a list of documents. `size` is in bytes; `versions` counts from 1."""

    id: UUID
    version: int
    title: str
    state: str
    source: str
    data_class: str
    created_at: datetime
    true_type: str
    size: int
    versions: int


def documents_of(actor: Actor, clock: Clock, dossier_id: UUID, limit: int = 50) -> list[DocumentRow]:
    """The newest documents of a dossier that this actor may see, newest first."""
    newest = DocumentVersion.objects.filter(document_id=OuterRef("pk")).order_by("-number")
    rows = (
        visible(actor, Action.LOOK, Kind.DOCUMENT, Document.objects.filter(dossier_id=dossier_id), clock)
        .annotate(
            true_type=Subquery(newest.values("true_type")[:1]),
            size=Subquery(newest.values("size")[:1]),
            newest=Subquery(newest.values("number")[:1]),
        )
        .order_by("-created_at", "id")
        .values_list(
            "id", "version", "title", "state", "source", "data_class", "created_at", "true_type", "size", "newest"
        )[:limit]
    )
    return [
        DocumentRow(row[0], row[1], decrypt_column(Document, "title", actor.organisation_id, row[0], row[2]), *row[3:])
        for row in rows
    ]
