"""The one function that sends. It reads wishes and text version, writes message and intent; nothing else sends."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from houvast.casework.dossier.models import Event, Party
from houvast.casework.dossier.services import RESIDENT, STAFF, event
from houvast.casework.letters.models import Message
from houvast.casework.residents.models import ContactKind, ContactPoint, ContactState, ContactWish
from houvast.foundation.access.actor import Actor
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import AMSTERDAM, Clock
from houvast.foundation.jobs.handlers import Parcel, register_packer
from houvast.foundation.jobs.models import Intent
from houvast.foundation.jobs.services import put_intent
from houvast.foundation.organisations.models import Municipality, Organisation
from houvast.foundation.tenancy.context import current_organisation_id
from houvast.foundation.tenancy.models import current_facts
from houvast.foundation.texts.services import BadText, choose, render
from houvast.foundation.words import phone_words

SMS, MAIL = "sms", "mail"
MEDIUM = {ContactKind.PHONE: SMS, ContactKind.MAIL: MAIL}
# Parts of the day in which somebody may be reached, in Amsterdam hours [from, until).
HOURS = {"ochtend": (9, 12), "middag": (12, 17), "avond": (17, 21)}


@dataclass(frozen=True)
class MessageMade:
    """The message is written and will leave when the transaction commits."""

    message_id: UUID
    intent_id: UUID
    channel: str


@dataclass(frozen=True)
class NotSendable:
    """No safe way to send this: why, in words for the counsellor."""

    reason: str


def send(
    actor: Actor,
    dossier_id: UUID,
    party_id: UUID,
    text_key: str,
    values: Mapping[str, Any],
    clock: Clock,
    *,
    key: str,
    to: UUID | None = None,
    requested: bool = False,
) -> MessageMade | NotSendable:
    """Send a text to a party along a way that he allows. The same key twice is one message.

    `to` names the contact point (a code must go to the one that was chosen). `requested`: the resident asked for
    this message just now, so it does not wait for his hours. Nothing is dropped in silence: NotSendable says why,
    and stands in the timeline.
    """
    earlier = Message.objects.filter(intent__key=key).first()
    if earlier is not None:
        return MessageMade(earlier.id, earlier.intent_id, earlier.channel)
    person_id = Party.objects.values_list("person_id", flat=True).get(pk=party_id)
    wishes = _wishes_of(person_id)
    point = _way(person_id, wishes, to, requested=requested)
    if isinstance(point, NotSendable):
        return _not_sendable(actor, dossier_id, party_id, point.reason, clock)
    try:
        return _make(actor, dossier_id, party_id, point, wishes, text_key, values, clock, key=key, requested=requested)
    except BadText as trouble:  # a text that is missing or wrong must never cost somebody his sign-up
        return _not_sendable(actor, dossier_id, party_id, str(trouble), clock)


def _not_sendable(actor: Actor, dossier_id: UUID, party_id: UUID, reason: str, clock: Clock) -> NotSendable:
    event(actor, dossier_id, party_id, "message.not_sendable", clock, words=reason).save(force_insert=True)
    return NotSendable(reason)


def _wishes_of(person_id: UUID) -> ContactWish | None:
    return current_facts(ContactWish.objects.filter(person_id=person_id)).order_by("-recorded_at", "-id").first()


def _way(
    person_id: UUID, wishes: ContactWish | None, to: UUID | None, *, requested: bool
) -> ContactPoint | NotSendable:
    usable = [
        point
        for point in ContactPoint.objects.filter(person_id=person_id, kind__in=list(MEDIUM)).order_by(
            "created_at", "id"
        )
        if point.state in (ContactState.GIVEN, ContactState.CONFIRMED)
    ]
    if to is not None:
        usable = [point for point in usable if point.id == to]
    if not usable:
        return NotSendable("Er is geen nummer of e-mailadres dat werkt.")
    allowed = [point for point in usable if _allowed(point, wishes, asked_for=requested and to is not None)]
    if not allowed:
        return NotSendable("De inwoner wil geen sms of e-mail. Bel, of kies een andere weg.")
    wanted = wishes.contact_point_id if wishes else None
    return min(allowed, key=lambda point: point.id != wanted)


def _allowed(point: ContactPoint, wishes: ContactWish | None, *, asked_for: bool) -> bool:
    if wishes is None or asked_for:
        return True
    return wishes.text_allowed if point.kind == ContactKind.PHONE else wishes.mail_allowed


def _make(
    actor: Actor,
    dossier_id: UUID,
    party_id: UUID,
    point: ContactPoint,
    wishes: ContactWish | None,
    text_key: str,
    values: Mapping[str, Any],
    clock: Clock,
    *,
    key: str,
    requested: bool,
) -> MessageMade:
    medium = MEDIUM[ContactKind(point.kind)]
    house = _house(dossier_id)
    language = wishes.language if wishes else "nl"
    chosen = choose(
        f"{text_key}.{medium}", language, clock.now(), show_unapproved=house.organisation.show_unapproved_translations
    )
    filled = render(chosen.version, {"naam": "", **_of_the_house(house), **values})
    message = Message(
        dossier_id=dossier_id,
        party_id=party_id,
        text_version=chosen.version,
        text_key=text_key,
        language=filled.language,
        channel=medium,
        contact_point=point,
        subject=filled.subject,
        body=filled.body,
        made_at=clock.now(),
    )
    not_before = None if requested else first_allowed_moment(clock.now(), wishes)
    intent = put_intent(medium, ("message", message.id), key, clock, dossier_id=dossier_id, not_before=not_before)
    message.intent = intent
    message.save(force_insert=True)
    Event.objects.bulk_create(
        [
            event(
                actor, dossier_id, party_id, "message.sent", clock, about=("message", message.id),
                visible_to=(STAFF, RESIDENT),
            )
        ]
    )  # fmt: skip
    audit.changed(actor, clock, "message.made", Seen("message", message.id, dossier_id, fields=("body",)))
    return MessageMade(message.id, intent.id, medium)


def _house(dossier_id: UUID) -> Municipality:
    return Municipality.objects.select_related("organisation").get(dossiers__id=dossier_id)


def _of_the_house(municipality: Municipality) -> dict[str, str]:
    return {"dienst": municipality.organisation.service_name, "telefoon": phone_words(municipality.phone)}


def first_allowed_moment(now: dt.datetime, wishes: ContactWish | None) -> dt.datetime | None:
    """The first moment inside the resident's parts of the day; None = now is fine."""
    windows = sorted(HOURS[part] for part in (wishes.hours if wishes else []) if part in HOURS)
    if not windows:
        return None
    here = now.astimezone(AMSTERDAM)
    for days in range(2):
        day = here.date() + dt.timedelta(days=days)
        for begins, ends in windows:
            start = dt.datetime.combine(day, dt.time(begins), tzinfo=AMSTERDAM)
            if days == 0 and start <= here < dt.datetime.combine(day, dt.time(ends), tzinfo=AMSTERDAM):
                return None
            if start > here:
                return start.astimezone(dt.UTC)
    return None


def pack(intent_id: UUID) -> Parcel:
    """The parcel of a message's intent, made at the moment it leaves."""
    message = Message.objects.select_related("contact_point", "intent").get(intent_id=intent_id)
    organisation = Organisation.objects.get(pk=current_organisation_id())
    sender = organisation.sms_sender if message.channel == SMS else organisation.mail_sender
    return Parcel(
        organisation_id=organisation.id,
        intent_id=intent_id,
        key=message.intent.key,
        recipient=message.contact_point.value,
        subject=message.subject,
        body=message.body,
        sender=sender or organisation.service_name,
    )


@dataclass(frozen=True)
class SentRow:
    """A message as a list shows it: never its content."""

    message_id: UUID
    made_at: dt.datetime
    channel: str
    text_key: str
    state: str
    proof: str


def made_with(keys: list[str]) -> list[Message]:
    """The messages of these intent keys, newest first."""
    return list(Message.objects.filter(intent__key__in=keys).order_by("-made_at", "-id"))


def sent_to(party_id: UUID) -> list[SentRow]:
    """What we sent to a party, newest first."""
    rows = Message.objects.filter(party_id=party_id).select_related("intent").order_by("-made_at", "-id")[:50]
    return [_row(message, message.intent) for message in rows]


def _row(message: Message, intent: Intent) -> SentRow:
    return SentRow(message.id, message.made_at, message.channel, message.text_key, intent.state, intent.proof)


register_packer("message", pack)
