"""The mails on a file, for whoever may read what is in it."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from houvast.casework.signup.models import ReceivedMail
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import may
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock

MOST = 20


@dataclass(frozen=True)
class MailRow:
    """One mail as it is read on the file. Its attachments stay on the lock until they were checked."""

    id: UUID
    received_at: dt.datetime
    sender: str
    sender_name: str
    subject: str
    words: str
    kept: int
    not_kept: int
    understood: bool
    opened_it: bool  # the mail that opened this file


def mails_of(actor: Actor, dossier_id: UUID, clock: WallClock) -> list[MailRow]:
    """The newest mails of a file, newest first; none for who sees only that there is a sign-up."""
    decision = may(actor, Action.LOOK, Thing(Kind.DOSSIER, dossier_id), clock)
    if not decision.allowed or decision.masked:
        return []
    found = list(ReceivedMail.objects.filter(dossier_id=dossier_id).order_by("-received_at", "-id")[:MOST])
    seen = [Seen("received_mail", one.id, dossier_id, fields=("sender", "words"), classes=("B", "C")) for one in found]
    if seen:
        audit.looked(actor, clock, seen, action="mail.look", rule_id=decision.rule_id)
    return [
        MailRow(
            one.id,
            one.received_at,
            one.sender,
            one.sender_name,
            one.subject,
            one.words,
            one.kept,
            one.not_kept,
            one.understood,
            one.signup_id is not None,
        )
        for one in found
    ]
