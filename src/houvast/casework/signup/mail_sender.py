"""Who sent a mail, as far as a mail can tell: anybody can write any sender."""

import datetime as dt
from dataclasses import dataclass

from houvast.casework.dossier.models import Party
from houvast.casework.letters.models import Message
from houvast.casework.residents.models import ContactKind, ContactPoint, ContactState, PersonName
from houvast.casework.residents.standing import standing
from houvast.casework.signup.mail_in import MailIn
from houvast.foundation.accounts.models import Account
from houvast.foundation.accounts.queries import memberships_on
from houvast.foundation.organisations.models import Municipality, Organisation
from houvast.foundation.tenancy.context import current_organisation_id

USABLE = (ContactState.GIVEN, ContactState.CONFIRMED)


@dataclass(frozen=True)
class Sender:
    """The address and name to keep of a sender. `way_unknown`: this address is not the resident's, or there is none."""

    address: str
    name: str
    way_unknown: bool
    may_answer: bool


def sender_of(mail: MailIn, today: dt.date) -> Sender:
    """A colleague, and our own address, stand between us and the resident: theirs is not his address."""
    if not mail.sender or _is_ours(mail.sender) or _is_colleague(mail.sender, today):
        return Sender("", "", way_unknown=True, may_answer=False)
    unsafe = ContactPoint.objects.filter(kind=ContactKind.MAIL, value=mail.sender, state=ContactState.UNSAFE)
    return Sender(mail.sender, mail.sender_name, way_unknown=False, may_answer=not unsafe.exists())


def _is_ours(address: str) -> bool:
    sends = Organisation.objects.filter(pk=current_organisation_id(), mail_sender__iexact=address)
    return sends.exists() or Municipality.objects.filter(mail_address__iexact=address).exists()


def _is_colleague(address: str, today: dt.date) -> bool:
    account_id = Account.objects.filter(email__iexact=address).values_list("id", flat=True).first()
    return account_id is not None and bool(memberships_on(account_id, today))


def known_file(mail: MailIn, sender: Sender) -> Party | None:
    """The one open file that this mail can go to, when that is safe; None opens a file of its own.

    Safe is: one open file has this address, as one that works and is nowhere called unsafe; the name in the mail does
    not speak of somebody else; and what is passed on (often for another person) is an answer to us, or comes from
    an address that was confirmed.
    """
    if sender.way_unknown or not sender.may_answer:
        return None
    points = ContactPoint.objects.filter(kind=ContactKind.MAIL, value=sender.address, state__in=USABLE)
    parties = list(
        Party.objects.filter(
            person__contact_points__in=points, valid_until__isnull=True, dossier__closed_on__isnull=True
        ).distinct()[:2]
    )
    if len(parties) != 1:
        return None
    (party,) = parties
    if _speaks_of_another(sender.name, party):
        return None
    confirmed = points.filter(person_id=party.person_id, state=ContactState.CONFIRMED).exists()
    if mail.forwarded and not confirmed and not answers_us(mail, party):
        return None
    return party


def _speaks_of_another(name: str, party: Party) -> bool:
    known = standing(PersonName, party.person_id)
    ours = _words(f"{known.call_name} {known.given_name} {known.surname}") if known else set()
    theirs = _words(name)
    return bool(ours and theirs and not ours & theirs)


def _words(name: str) -> set[str]:
    return {word for word in name.casefold().replace(".", " ").replace(",", " ").split() if len(word) > 1}


def answers_us(mail: MailIn, party: Party | None = None) -> bool:
    """Whether it refers to a message of ours (to this party), by the number with which that left."""
    if not mail.answers:
        return False
    sent = Message.objects.filter(intent__proof__in=mail.answers)
    return (sent.filter(party_id=party.id) if party else sent).exists()
