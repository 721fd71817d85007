"""The verbs of a document: keep, add a version, release, destroy, open.

Content goes to the store sealed with a key of its own, which stands sealed in the version's row. What the store
has and no row has a key for is noise: that is how a rolled-back `keep` and a destruction are safe whatever breaks.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import BinaryIO, Final, cast
from uuid import UUID

from django.db import transaction

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotAllowed, NotYours
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.clock import Clock
from houvast.foundation.destruction import services as destruction
from houvast.foundation.documents.content import fresh_key, opened_pieces, sealed_pieces
from houvast.foundation.documents.errors import (
    ContentTampered,
    Destroyed,
    EmptyFile,
    NotReleased,
    StepRefused,
    TooLarge,
    WrongKind,
)
from houvast.foundation.documents.models import (
    STEPS,
    Document,
    DocumentSource,
    DocumentState,
    DocumentVersion,
)
from houvast.foundation.documents.store import DocumentStore, StoreKey, document_store
from houvast.foundation.documents.true_type import TAKEN, true_type
from houvast.foundation.ids import new_id

LARGEST: Final = 20 * 1024 * 1024
"""Bytes of one file (security.md 5.11)."""

DESTROYED_AS: Final = "document"  # on the list of destruction
_BLOCK: Final = 64 * 1024
_IN_MEMORY: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Compartment:
    """Where a document belongs: to one party of a dossier or, without a party, to all of it (joint)."""

    dossier_id: UUID
    party_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A content that was checked to the last byte before the first is handed out. The caller closes `file`."""

    file: BinaryIO
    file_name: str
    true_type: str
    size: int


def keep(
    actor: Actor,
    clock: Clock,
    where: Compartment,
    content: Iterable[bytes],
    *,
    title: str,
    file_name: str,
    data_class: str,
    source: str,
    retention_rule: str,
    never_opened_as: str = "",
    largest: int = LARGEST,
) -> Document:
    """Keep a document with its first version. What Houvast made itself is released at once, all else is locked.

    `never_opened_as`: a media type for content that came in by itself and may be of any kind (the attachments of a
    mail). What is not one of the five kinds is kept under it, on the lock for ever: `release` refuses it.
    Raises EmptyFile, TooLarge (more than `largest` bytes) and WrongKind (not a PDF, JPEG, PNG, DOCX or XLSX).
    """
    require(actor, Action.CREATE, _thing(where), clock)
    own = source == DocumentSource.MADE
    with _received(content, never_opened_as, largest) as received, transaction.atomic():
        document = Document.objects.create(
            dossier_id=where.dossier_id,
            party_id=where.party_id,
            joint=where.party_id is None,
            title=title,
            data_class=data_class,
            source=source,
            state=DocumentState.RELEASED if own else DocumentState.LOCKED,
            state_changed_at=clock.now(),
            state_ground="made here" if own else "not scanned",
            created_at=clock.now(),
            created_by_id=actor.account_id,
            created_as=actor.kind,
            channel=actor.channel,
            retention_rule=retention_rule,
        )
        _store_version(document, 1, file_name, received, clock)
        audit.changed(actor, clock, "document.keep", _seen(document))
    return document


def add_version(
    actor: Actor, clock: Clock, document_id: UUID, version: int, content: Iterable[bytes], *, file_name: str
) -> DocumentVersion:
    """Keep a newer content of a document; the older ones stay. It is locked until the new one was checked."""
    document = _reachable(actor, Action.CHANGE, document_id, clock)
    with _received(content) as received, transaction.atomic():
        number = document.versions.count() + 1
        state, ground = DocumentState.LOCKED, "not scanned"
        if document.source == DocumentSource.MADE:
            state, ground = DocumentState.RELEASED, "made here"
        _step(document, version, state, ground, clock, same_is_fine=True)
        added = _store_version(document, number, file_name, received, clock)
        audit.changed(actor, clock, "document.add_version", _seen(document))
    return added


def release(actor: Actor, clock: Clock, document_id: UUID, version: int, *, ground: str) -> None:
    """Let the document be opened; `ground` says why it may (the scanner's word, or the person who checked it).

    Raises WrongKind for what was kept to be never opened, whoever asks.
    """
    document = _reachable(actor, Action.DECIDE, document_id, clock)
    if document.versions.exclude(true_type__in=TAKEN).exists():
        raise WrongKind("dit soort bestand blijft op slot")
    with transaction.atomic():
        _step(document, version, DocumentState.RELEASED, ground, clock)
        audit.changed(actor, clock, "document.release", _seen(document), reason=ground)


def destroy(actor: Actor, clock: Clock, document_id: UUID, version: int, *, ground: str) -> int:
    """Destroy the content of every version for ever; the row stays, without title, to show that it was there.

    The keys go in this transaction, the sealed bytes after its commit. Returns the number of versions destroyed.
    """
    document = _reachable(actor, Action.DECIDE, document_id, clock)
    return _destroy(actor, clock, document, version, ground)


def destroy_again(document_id: UUID, ground: str, clock: Clock) -> bool:
    """The same document, brought back by a copy, destroyed once more by the house. Whether it was there."""
    document = Document.objects.filter(pk=document_id).exclude(state=DocumentState.DESTROYED).first()
    if document is None:
        return False
    _destroy(Actor.system(cast(UUID, document.organisation_id)), clock, document, document.version, ground)
    return True


def _destroy(actor: Actor, clock: Clock, document: Document, version: int, ground: str) -> int:
    store = document_store()
    with transaction.atomic():
        _step(document, version, DocumentState.DESTROYED, ground, clock)
        document.title = ""
        document.save(update_fields=["title"])
        destroyed = list(document.versions.all())
        for one in destroyed:
            one.file_name, one.content_key, one.content_hash = "", None, None
            one.save(update_fields=["file_name", "content_key", "content_hash"])
            transaction.on_commit(partial(store.remove, _key(one)))
        destruction.note(DESTROYED_AS, [document.pk], ground, clock)
        audit.changed(actor, clock, "document.destroy", _seen(document), reason=ground)
    return len(destroyed)


def set_keep_until(actor: Actor, clock: Clock, document_id: UUID, version: int, day: date) -> None:
    """Write until which legal day the document is kept: the event that starts its term has happened."""
    document = _reachable(actor, Action.CHANGE, document_id, clock)
    with transaction.atomic():
        hit = Document.objects.filter(pk=document.pk, version=version).exclude(state=DocumentState.DESTROYED)
        if hit.update(keep_until=day, version=version + 1) != 1:
            raise StepRefused(f"document {document.pk} is intussen veranderd")
        audit.changed(actor, clock, "document.keep_until", _seen(document))


def move(actor: Actor, clock: Clock, document_id: UUID, where: Compartment) -> None:
    """To another compartment: it was kept on the wrong file. Both files are in the audit."""
    document = _reachable(actor, Action.CHANGE, document_id, clock)
    require(actor, Action.CREATE, _thing(where), clock)
    with transaction.atomic():
        audit.changed(actor, clock, "document.moved_from", _seen(document))
        document.dossier_id, document.party_id = where.dossier_id, where.party_id
        document.joint = where.party_id is None
        hit = Document.objects.filter(pk=document.pk, version=document.version).update(
            dossier_id=document.dossier_id,
            party_id=document.party_id,
            joint=document.joint,
            version=document.version + 1,
        )
        if hit != 1:
            raise StepRefused(f"document {document.pk} is intussen veranderd")
        audit.changed(actor, clock, "document.moved_to", _seen(document))


def open_document(actor: Actor, clock: Clock, document_id: UUID, number: int | None = None) -> Opened:
    """The content of a version (the newest, unless `number` names one), checked to the last byte; the look is audited.

    Raises NotReleased, Destroyed, ContentMissing and ContentTampered; NotAllowed where only the title may be seen.
    """
    document = _reachable(actor, Action.LOOK, document_id, clock)
    if document.state == DocumentState.DESTROYED:
        raise Destroyed(str(document.pk))
    if document.state != DocumentState.RELEASED:
        raise NotReleased(str(document.pk))
    versions = document.versions.order_by("-number")
    version = (versions if number is None else versions.filter(number=number)).first()
    if version is None:
        raise NotYours("NO-OBJECT")
    audit.looked(actor, clock, [_seen(document)], action="document.open")
    return Opened(_plain(version, document_store()), version.file_name, version.true_type, version.size)


def sweep(organisation_id: UUID, store: DocumentStore | None = None) -> int:
    """Remove from the store what no row has a key for (nightly job, inside the organisation). Returns how many."""
    place = store or document_store()
    # What is kept is listed first: a document kept after that has its row when the rows are read.
    found = list(place.keys(organisation_id))
    known = set(DocumentVersion.objects.filter(content_key__isnull=False).values_list("id", flat=True))
    leftovers = [key for key in found if key.version_id not in known]
    for key in leftovers:
        place.remove(key)
    return len(leftovers)


# --- below the verbs ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Received:
    """Content on its way in: on disk or in memory, with its size, SHA-256 and true type."""

    file: BinaryIO
    size: int
    hash: bytes
    true_type: str


@contextmanager
def _received(content: Iterable[bytes], never_opened_as: str = "", largest: int = LARGEST) -> Iterator[_Received]:
    size, hashed = 0, hashlib.sha256()
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spooled:
        file = cast(BinaryIO, spooled)
        for block in content:
            size += len(block)
            if size > largest:
                raise TooLarge(f"meer dan {largest} bytes")
            hashed.update(block)
            file.write(block)
        if not size:
            raise EmptyFile("leeg bestand")
        yield _Received(file, size, hashed.digest(), _kind_of(file, never_opened_as))


def _kind_of(file: BinaryIO, otherwise: str) -> str:
    try:
        return true_type(file)
    except WrongKind:
        if not otherwise:
            raise
        return otherwise


def _store_version(
    document: Document, number: int, file_name: str, received: _Received, clock: Clock
) -> DocumentVersion:
    key = fresh_key()
    version = DocumentVersion(
        id=new_id(),
        document=document,
        number=number,
        file_name=file_name,
        true_type=received.true_type,
        size=received.size,
        content_hash=received.hash,
        content_key=key,
        recorded_at=clock.now(),
    )
    version.save(force_insert=True)
    place = _key(version)
    document_store().put(place, sealed_pieces(_blocks(received.file), key, place))
    return version


def _plain(version: DocumentVersion, store: DocumentStore) -> BinaryIO:
    if version.content_key is None:
        raise Destroyed(str(version.pk))
    place, hashed = _key(version), hashlib.sha256()
    file = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - the caller closes it
    try:
        for piece in opened_pieces(store.get(place), version.content_key, place):
            hashed.update(piece)
            file.write(piece)
        if hashed.digest() != bytes(version.content_hash or b""):
            raise ContentTampered(f"{place}: de inhoud past niet bij het kenmerk in het dossier.")
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while block := file.read(_BLOCK):
        yield block


def _reachable(actor: Actor, action: Action, document_id: UUID, clock: Clock) -> Document:
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        raise NotYours("NO-OBJECT")
    where = Compartment(document.dossier_id, document.party_id)
    if require(actor, action, _thing(where, document.pk), clock).masked:
        raise NotAllowed("MASKED")
    return document


def _step(
    document: Document, version: int, to: DocumentState, ground: str, clock: Clock, *, same_is_fine: bool = False
) -> None:
    """Move along the table of steps, by a conditional update that must hit one row."""
    starts = [state for state, following in STEPS.items() if to in following]
    if same_is_fine:
        starts.append(to)
    hit = Document.objects.filter(pk=document.pk, version=version, state__in=starts).update(
        state=to, state_changed_at=clock.now(), state_ground=ground, version=version + 1
    )
    if hit != 1:
        raise StepRefused(f"document {document.pk} is intussen veranderd, of kan niet naar '{to.label}'")
    document.refresh_from_db(fields=["state", "state_changed_at", "state_ground", "version"])


def _thing(where: Compartment, document_id: UUID | None = None) -> Thing:
    return Thing(Kind.DOCUMENT, where.dossier_id, where.party_id, document_id)


def _seen(document: Document) -> audit.Seen:
    return audit.Seen("document", document.pk, document.dossier_id, fields=("content",), classes=(document.data_class,))


def _key(version: DocumentVersion) -> StoreKey:
    return StoreKey(cast(UUID, version.organisation_id), version.document_id, version.pk)
