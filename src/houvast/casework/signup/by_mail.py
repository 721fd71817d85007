"""A mail to the sign-up address: a call for help, with its clock from the moment of receipt (Belofte 1.2, 1.3).

Nothing a person wrote is lost and nothing a program wrote is answered. A mail of somebody we know goes to the open
file where that is safe; else it opens a file of its own, which a person may see as a possible duplicate.
"""

import datetime as dt
import hashlib
import hmac
import uuid
from enum import StrEnum
from uuid import UUID

from houvast.casework.dossier.merges import stays
from houvast.casework.dossier.models import Task, TaskOutcome
from houvast.casework.dossier.services import RESIDENT, STAFF, event, open_task, resident_of
from houvast.casework.letters.models import Message
from houvast.casework.signup import mail_files
from houvast.casework.signup.mail_in import MailIn, Written
from houvast.casework.signup.mail_sender import Sender, answers_us, known_file, sender_of
from houvast.casework.signup.models import MailAside, ReceivedMail, SignupChannel
from houvast.casework.signup.services import SignupCommand, register_signup
from houvast.foundation.access.actor import Actor
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.encryption.keys import purpose_key
from houvast.foundation.limits.services import FirstTime, hit, use_form_key
from houvast.foundation.organisations.hours import rows_of, state_at, week_of
from houvast.foundation.organisations.models import Municipality
from houvast.foundation.randomness import Randomness
from houvast.foundation.tenancy.context import current_organisation_id
from houvast.rules import terms

CHANNEL = SignupChannel.MAIL.value
READ_IT, ASK_AGAIN, FIND_OUT, NOT_ARRIVED = "mail_read", "mail_unread", "mail_sender", "mail_bounced"
WHAT = {
    READ_IT: "Lees de nieuwe e-mail en neem contact op",
    ASK_AGAIN: "Niet alles van de e-mail is te lezen of bewaard: vraag ernaar als je de inwoner spreekt",
    FIND_OUT: "Zoek uit van wie deze e-mail is en hoe je de inwoner bereikt",
    NOT_ARRIVED: "Onze e-mail kwam niet aan: bel, of vraag een ander adres",
}
FROM_ONE_SENDER_AN_HOUR, AN_HOUR = 20, dt.timedelta(hours=1)


class Became(StrEnum):
    """What a mail became."""

    SIGNUP = "signup"
    ADDITION = "addition"
    ASIDE = "aside"
    AGAIN = "again"  # it was here before: nothing is done


class TooManyMails(Exception):
    """More from one sender than anybody writes: to be offered again later, nothing is lost."""


def receive_mail(municipality_id: UUID, mail: MailIn, clock: WallClock, randomness: Randomness) -> Became:
    """Take a mail in, once. In one transaction: when this returns, it is kept. Raises TooManyMails."""
    key = _key_of(mail)
    used = use_form_key(UUID(bytes=key[:16]), "mail", clock)
    if not isinstance(used, FirstTime) or _was_here(key):
        return Became.AGAIN
    if mail.written not in (Written.PERSON, Written.FORM):
        _put_aside(municipality_id, mail, key, clock)
        return Became.ASIDE
    if not hit(f"mail_in:{mail.sender}", FROM_ONE_SENDER_AN_HOUR, AN_HOUR, clock).allowed:
        raise TooManyMails
    sender = sender_of(mail, clock.today())
    known = known_file(mail, sender)
    if known is not None:
        _add(known.dossier_id, known.id, mail, key, clock)
        return Became.ADDITION
    _sign_up(municipality_id, mail, sender, key, clock, randomness)
    return Became.SIGNUP


def _key_of(mail: MailIn) -> bytes:
    secret = purpose_key("PSEUDONYM_KEY", current_organisation_id(), "mail_in")
    return hmac.new(secret, mail.number, hashlib.sha256).digest()


def _was_here(key: bytes) -> bool:
    """Later than a form key is remembered."""
    return ReceivedMail.objects.filter(mail_key=key).exists() or MailAside.objects.filter(mail_key=key).exists()


# --- a call for help ----------------------------------------------------------------------------------------------


def _sign_up(
    municipality_id: UUID, mail: MailIn, sender: Sender, key: bytes, clock: WallClock, randomness: Randomness
) -> None:
    municipality = Municipality.objects.get(pk=municipality_id)
    command = _command(municipality, mail, sender, clock)
    made = register_signup(_stranger(), command, clock, randomness)
    _keep(made.dossier_id, made.party_id, mail, key, clock, signup_id=made.signup_id)
    if sender.way_unknown:
        _task(made.dossier_id, made.party_id, FIND_OUT, clock)


def _command(municipality: Municipality, mail: MailIn, sender: Sender, clock: WallClock) -> SignupCommand:
    week = week_of(rows_of(municipality.id))
    received_at = min(mail.received_at, clock.now())
    return SignupCommand(
        channel=CHANNEL,
        wants="mail",
        form_key=uuid.uuid4(),  # the mail's own key was used already
        municipality=municipality,
        municipality_known_by="mail",
        mail=sender.address,
        call_name=sender.name,
        help_request="\n\n".join(one for one in (mail.subject, mail.words) if one),
        received_at=received_at,
        outside_office_hours=week.known and not state_at(week, received_at).open,
        way_unknown=sender.way_unknown,
        # What answers our own mail from an address we do not know may be a program: it is not answered again.
        confirm=mail.written is Written.PERSON and sender.may_answer and not answers_us(mail),
    )


def from_mail(mail: ReceivedMail | MailAside, municipality: Municipality) -> SignupCommand:
    """The sign-up of a mail that a person judged. Nothing goes back by itself: that person decides how to reach who."""
    return SignupCommand(
        channel=CHANNEL,
        wants="mail",
        form_key=uuid.uuid4(),  # the lock on the file, or the version of the row, lets only one through
        municipality=municipality,
        municipality_known_by="mail",
        mail=mail.sender,
        call_name=mail.sender_name,
        help_request="\n\n".join(one for one in (mail.subject, mail.words) if one),
        received_at=mail.received_at,
        way_unknown=not mail.sender,
        confirm=False,
    )


def _add(dossier_id: UUID, party_id: UUID, mail: MailIn, key: bytes, clock: WallClock) -> None:
    row = _keep(dossier_id, party_id, mail, key, clock)
    event(
        _stranger(), dossier_id, party_id, "mail.received", clock, about=("received_mail", row.id),
        happened_at=mail.received_at, visible_to=(STAFF, RESIDENT),
    ).save(force_insert=True)  # fmt: skip
    _task(dossier_id, party_id, READ_IT, clock)


def _keep(
    dossier_id: UUID, party_id: UUID, mail: MailIn, key: bytes, clock: WallClock, *, signup_id: UUID | None = None
) -> ReceivedMail:
    """The mail on its file, with its attachments on the lock. Whatever goes wrong with those, the mail stays."""
    files = mail_files.keep(_house(), dossier_id, party_id, mail, clock)
    row = ReceivedMail(
        dossier_id=dossier_id,
        party_id=party_id,
        mail_key=key,
        received_at=mail.received_at,
        recorded_at=clock.now(),
        written=mail.written,
        signup_id=signup_id,
        sender=mail.sender,
        sender_name=mail.sender_name,
        subject=mail.subject,
        words=mail.words,
        size=mail.size,
        kept=files.kept,
        not_kept=files.not_kept,
        understood=mail.understood,
        original_id=files.original_id,
        file_ids=files.ids,
    )
    row.save(force_insert=True)
    if files.not_kept or not mail.understood:
        _task(dossier_id, party_id, ASK_AGAIN, clock)
    return row


# --- what a program wrote -----------------------------------------------------------------------------------------


def _put_aside(municipality_id: UUID, mail: MailIn, key: bytes, clock: WallClock) -> None:
    dossier_id = _file_of(mail)
    aside = MailAside(
        mail_key=key,
        received_at=mail.received_at,
        written=mail.written,
        municipality_id=municipality_id,
        dossier_id=dossier_id,
        sender=mail.sender,
        sender_name=mail.sender_name,
        subject=mail.subject,
        words=mail.words,
        attachments=len(mail.attachments),
        judged_at=clock.now() if dossier_id else None,
    )
    aside.save(force_insert=True)
    if dossier_id is None:
        return
    party_id = resident_of(dossier_id).id
    kind = "mail.bounced" if mail.written is Written.BOUNCE else "mail.automatic"
    event(
        _house(), dossier_id, party_id, kind, clock, about=("mail_aside", aside.id), happened_at=mail.received_at
    ).save(force_insert=True)
    if mail.written is Written.BOUNCE and mail.failed:
        _task(dossier_id, party_id, NOT_ARRIVED, clock)


def _file_of(mail: MailIn) -> UUID | None:
    """The file whose message this is about: by the number that the message left with, which only its receiver knows."""
    numbers = {Written.BOUNCE: mail.reports, Written.AUTOMATIC: mail.answers}.get(mail.written, ())
    if not numbers:
        return None
    sent = Message.objects.filter(intent__proof__in=numbers).order_by("-made_at")
    dossier_id = sent.values_list("dossier_id", flat=True).first()
    return stays(dossier_id) if dossier_id else None  # a file that was merged goes on in another


def _task(dossier_id: UUID, party_id: UUID, kind: str, clock: WallClock) -> None:
    """One open task of a kind is enough, however many mails come."""
    if Task.objects.filter(dossier_id=dossier_id, kind=kind, outcome=TaskOutcome.OPEN).exists():
        return
    open_task(_house(), dossier_id, party_id, kind, WHAT[kind], terms.add_working_days(clock.today(), 1), clock)


def _stranger() -> Actor:
    return Actor(kind="anonymous", organisation_id=current_organisation_id(), channel=CHANNEL)


def _house() -> Actor:
    return Actor.system(current_organisation_id(), CHANNEL)
