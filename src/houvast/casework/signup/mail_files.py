"""The attachments of a mail in the document store: on the lock, and never in the way of a sign-up."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from houvast.casework.signup.mail_in import LARGEST_MAIL, MailIn
from houvast.foundation.access.actor import Actor
from houvast.foundation.clock import Clock
from houvast.foundation.documents import services as documents
from houvast.foundation.documents.errors import DocumentError
from houvast.foundation.documents.models import DataClass, DocumentSource

SOMETHING, WHOLE_MAIL = "application/octet-stream", "message/rfc822"
BLOCK = 64 * 1024
COULD_NOT = (DocumentError, OSError, ValueError, LookupError, RecursionError)


@dataclass(frozen=True)
class Kept:
    """How many attachments are kept, how many could not be, and the mail as it came where that was needed."""

    kept: int
    not_kept: int
    original_id: UUID | None
    ids: list[UUID]


def keep(actor: Actor, dossier_id: UUID, party_id: UUID, mail: MailIn, clock: Clock) -> Kept:
    """Each file in its own savepoint. The whole mail too when not all of it could be read or kept."""
    where = documents.Compartment(dossier_id, party_id)
    ids: list[UUID] = []
    for one in mail.attachments:
        with contextlib.suppress(*COULD_NOT):
            content = one.content()
            blocks = (content[start : start + BLOCK] for start in range(0, len(content), BLOCK))
            ids.append(_keep(actor, clock, where, blocks, one.file_name, SOMETHING))
    kept = len(ids)
    not_kept = len(mail.attachments) - kept
    original = None
    if not_kept or not mail.understood:
        with contextlib.suppress(*COULD_NOT):
            original = _keep(actor, clock, where, mail.raw(), "e-mail.eml", WHOLE_MAIL)
            ids.append(original)
    return Kept(kept, not_kept, original, ids)


def _keep(
    actor: Actor, clock: Clock, where: documents.Compartment, blocks: Iterable[bytes], name: str, otherwise: str
) -> UUID:
    with transaction.atomic():
        return documents.keep(
            actor,
            clock,
            where,
            blocks,
            title=name,
            file_name=name,
            data_class=DataClass.SENSITIVE,
            source=DocumentSource.POST,
            retention_rule="doubtful_upload",
            never_opened_as=otherwise,
            largest=LARGEST_MAIL,
        ).id
