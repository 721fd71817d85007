"""Mail that was put aside: looked through by a person, who makes a sign-up of one that asks for help all the same."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from houvast.casework.dossier.services import open_task
from houvast.casework.signup.by_mail import ASK_AGAIN, FIND_OUT, WHAT, from_mail
from houvast.casework.signup.models import MailAside, ReceivedMail
from houvast.casework.signup.services import SignupRegistered, register_signup
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.randomness import Randomness
from houvast.rules import terms

MOST = 50


class StaleAside(Exception):
    """Somebody else judged this mail."""

    text = "Iemand anders heeft deze e-mail net bekeken. Kijk hoe het er nu mee staat."


@dataclass(frozen=True)
class AsideRow:
    """A mail that waits for a look."""

    id: UUID
    version: int
    received_at: dt.datetime
    written: str
    sender: str
    sender_name: str
    subject: str
    words: str
    attachments: int


def to_judge(actor: Actor, clock: WallClock) -> list[AsideRow]:
    """What nobody has looked at, oldest first. Looking is written down in one statement."""
    require(actor, Action.LOOK, Thing(Kind.MAIL_ASIDE), clock)
    found = MailAside.objects.filter(judged_at__isnull=True).order_by("received_at", "id")[:MOST]
    rows = [
        AsideRow(
            one.id, one.version, one.received_at, one.written, one.sender, one.sender_name, one.subject, one.words,
            one.attachments,
        )
        for one in found
    ]  # fmt: skip
    seen = [Seen("mail_aside", one.id, fields=("sender", "subject", "words"), classes=("B", "C")) for one in rows]
    audit.looked(actor, clock, seen, action="mail_aside.look")
    return rows


def asks_nothing(actor: Actor, aside_id: UUID, version: int, clock: WallClock) -> None:
    """ "Geen aanmelding": it leaves the list, and goes when its term is over. Raises StaleAside."""
    with transaction.atomic():
        _judge(actor, aside_id, version, clock)
        audit.changed(actor, clock, "mail_aside.judged", Seen("mail_aside", aside_id, classes=("B",)))


def make_signup(
    actor: Actor, aside_id: UUID, version: int, clock: WallClock, randomness: Randomness
) -> SignupRegistered:
    """ "Toch een aanmelding": with its clock from the moment the mail came in. Raises StaleAside.

    Nothing goes to its sender by itself: a program may have written it. A counsellor calls or writes.
    """
    with transaction.atomic():
        aside = _judge(actor, aside_id, version, clock)
        made = register_signup(actor, from_mail(aside, aside.municipality), clock, randomness)
        MailAside.objects.filter(pk=aside_id).update(dossier_id=made.dossier_id)
        ReceivedMail(
            dossier_id=made.dossier_id,
            party_id=made.party_id,
            mail_key=aside.mail_key,
            received_at=aside.received_at,
            recorded_at=clock.now(),
            written=aside.written,
            signup_id=made.signup_id,
            sender=aside.sender,
            sender_name=aside.sender_name,
            subject=aside.subject,
            words=aside.words,
            size=0,
            not_kept=aside.attachments,
        ).save(force_insert=True)
        due = terms.add_working_days(clock.today(), 1)
        for kind in [FIND_OUT] * (not aside.sender) + [ASK_AGAIN] * bool(aside.attachments):
            open_task(actor, made.dossier_id, made.party_id, kind, WHAT[kind], due, clock)
    return made


def _judge(actor: Actor, aside_id: UUID, version: int, clock: WallClock) -> MailAside:
    require(actor, Action.CHANGE, Thing(Kind.MAIL_ASIDE, object_id=aside_id), clock)
    aside = MailAside.objects.select_related("municipality__organisation").filter(pk=aside_id).first()
    if aside is None:
        raise NotYours("NO-ROW")
    moved = MailAside.objects.filter(pk=aside_id, version=version, judged_at__isnull=True).update(
        judged_at=clock.now(), judged_by=actor.account_id, version=version + 1
    )
    if moved != 1:
        raise StaleAside
    return aside
