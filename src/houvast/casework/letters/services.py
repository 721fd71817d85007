"""The one function that sends. It reads wishes and text version, writes message and intent; nothing else sends."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model

from houvast.casework.dossier.models import Party, Task, TaskOutcome
from houvast.casework.dossier.services import RESIDENT, STAFF, event, open_task
from houvast.casework.letters.models import Message
from houvast.casework.letters.queries import SentRow, made_with, sent_to
from houvast.casework.letters.wishes import (
    MAIL,
    MEDIUM,
    SMS,
    NotSendable,
    first_allowed_moment,
    points_of,
    way_to,
    wishes_of,
)
from houvast.casework.residents.models import ContactKind, ContactPoint, ContactWish
from houvast.foundation.access.actor import Actor
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Deed, Seen
from houvast.foundation.clock import Clock
from houvast.foundation.database.insert import insert_together
from houvast.foundation.jobs.services import new_intent
from houvast.foundation.organisations.models import Municipality
from houvast.foundation.texts.catalogue import KINDS
from houvast.foundation.texts.services import BadText, Chosen, Rendered, choose, render
from houvast.foundation.words import phone_words
from houvast.rules import terms

__all__ = [
    "MAIL",
    "SMS",
    "Addressee",
    "Letter",
    "MessageMade",
    "NotSendable",
    "SentRow",
    "compose",
    "deed_of",
    "made_with",
    "say_why",
    "send",
    "sent_to",
]

SMS_LENGTH = 160
NOT_SENT = "message_not_sent"
TELLS_TOO_MUCH = (
    "Deze tekst vertelt waar het over gaat, en de inwoner koos veilig contact. Bel, of kies een andere weg."
)


@dataclass(frozen=True)
class MessageMade:
    """The message is written and will leave when the transaction commits."""

    message_id: UUID
    intent_id: UUID
    channel: str


@dataclass(frozen=True)
class Addressee:
    """The party a message is for, and all that decides how it may go."""

    dossier_id: UUID
    party_id: UUID
    municipality: Municipality
    wishes: ContactWish | None
    points: Sequence[ContactPoint]  # those that could take a message, the phone first


@dataclass(frozen=True)
class Letter:
    """A message that is made and not yet written: its rows go into the database together."""

    rows: tuple[Model, ...]
    made: MessageMade
    seen: Seen


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
    task_if_not: str = "",
    useful_until: dt.datetime | None = None,
) -> MessageMade | NotSendable:
    """Send a text to a party along a way that he allows. The same key twice is one message.

    Rights are those of the verb that sends. `to` names the contact point (a code must go to the one that was
    chosen). `requested`: the resident asked for this message just now, so it does not wait for his hours. Nothing
    is dropped in silence: NotSendable says why, stands in the timeline, and opens a task when `task_if_not` says
    what a person must do instead. `useful_until`: after that moment it does not leave any more.
    """
    earlier = Message.objects.filter(intent__key=key).first()
    if earlier is not None:
        return MessageMade(earlier.id, earlier.intent_id, earlier.channel)
    whom = _addressee(dossier_id, party_id)
    letter = compose(
        actor, whom, text_key, values, clock, key=key, to=to, requested=requested, useful_until=useful_until
    )
    if isinstance(letter, NotSendable):
        say_why(actor, dossier_id, party_id, letter, clock, task_if_not=task_if_not)
        return letter
    insert_together(letter.rows)
    audit.changed_together([deed_of(actor, letter)], clock)
    return letter.made


def person_of(party_id: UUID) -> UUID:
    """The person behind a party."""
    return Party.objects.values_list("person_id", flat=True).get(pk=party_id)


def _addressee(dossier_id: UUID, party_id: UUID) -> Addressee:
    person_id = person_of(party_id)
    house = Municipality.objects.select_related("organisation").get(dossiers__id=dossier_id)
    return Addressee(dossier_id, party_id, house, wishes_of(person_id), points_of(person_id))


def compose(
    actor: Actor,
    whom: Addressee,
    text_key: str,
    values: Mapping[str, Any],
    clock: Clock,
    *,
    key: str,
    to: UUID | None = None,
    requested: bool = False,
    useful_until: dt.datetime | None = None,
) -> Letter | NotSendable:
    """Make a message with a key that was not used before. The caller writes its rows and its `deed_of`."""
    way = way_to(whom.points, whom.wishes, to, requested=requested)
    if isinstance(way, NotSendable):
        return way
    return _Writing(actor, whom, way, text_key, requested, useful_until).make(values, key, clock)


def deed_of(actor: Actor, letter: Letter) -> Deed:
    """What the audit says of a message that was written."""
    return Deed(actor, "message.made", letter.seen)


def say_why(
    actor: Actor, dossier_id: UUID, party_id: UUID, not_sent: NotSendable, clock: Clock, *, task_if_not: str = ""
) -> None:
    """A message that could not be made stands in the timeline, and is somebody's task when asked so."""
    open_already = Task.objects.filter(dossier_id=dossier_id, kind=NOT_SENT, what=task_if_not, outcome=TaskOutcome.OPEN)
    if task_if_not and open_already.exists():
        return  # somebody has it on his list: a job that tries each hour would only repeat the line
    event(actor, dossier_id, party_id, "message.not_sendable", clock, words=not_sent.reason).save(force_insert=True)
    if task_if_not:
        due = terms.add_working_days(clock.today(), 1)
        open_task(actor, dossier_id, party_id, NOT_SENT, task_if_not, due, clock)


@dataclass(frozen=True)
class _Writing:
    """One message being made."""

    actor: Actor
    whom: Addressee
    point: ContactPoint
    text_key: str
    requested: bool
    useful_until: dt.datetime | None = None

    @property
    def medium(self) -> str:
        return MEDIUM[ContactKind(self.point.kind)]

    def make(self, values: Mapping[str, Any], key: str, clock: Clock) -> Letter | NotSendable:
        try:
            chosen, filled = self._fill(values, clock)
        except BadText as trouble:  # a text that is missing or wrong must never cost somebody his sign-up
            return NotSendable(str(trouble))
        if self._tells(filled):
            return NotSendable(TELLS_TOO_MUCH)
        return self._letter(chosen, filled, key, clock)

    def _fill(self, values: Mapping[str, Any], clock: Clock) -> tuple[Chosen, Rendered]:
        house = self.whom.municipality
        chosen = choose(
            f"{self.text_key}.{self.medium}",
            self.whom.wishes.language if self.whom.wishes else "nl",
            clock.now(),
            show_unapproved=house.organisation.show_unapproved_translations,
        )
        service = house.organisation.service_name
        if self._is_safe_contact and "schuld" in service.lower():
            service = f"Gemeente {house.name}"
        given = {"naam": "", "dienst": service, "telefoon": phone_words(house.phone), **values}
        longest = SMS_LENGTH if self.medium == SMS else None
        return chosen, render(chosen.version, given).with_marks(chosen, longest)

    @property
    def _is_safe_contact(self) -> bool:
        return self.whom.wishes is not None and self.whom.wishes.safe_contact

    def _tells(self, filled: Rendered) -> bool:
        """Somebody else may read along: the text must not say what it is about (ux.md 5.6)."""
        return self._is_safe_contact and "schuld" in f"{filled.subject} {filled.body}".lower()

    def _letter(self, chosen: Chosen, filled: Rendered, key: str, clock: Clock) -> Letter:
        dossier_id, party_id = self.whom.dossier_id, self.whom.party_id
        message = Message(
            dossier_id=dossier_id,
            party_id=party_id,
            text_version=chosen.version,
            text_key=self.text_key,
            language=filled.language,
            channel=self.medium,
            contact_point=self.point,
            subject=filled.subject,
            body=filled.body,
            made_at=clock.now(),
            requested=self.requested,
        )
        useful = KINDS[chosen.version.key].useful_for
        message.intent = new_intent(
            self.medium,
            ("message", message.id),
            key,
            clock,
            dossier_id,
            not_before=None if self.requested else first_allowed_moment(clock.now(), self.whom.wishes),
            deadline_at=clock.now() + useful if useful else self.useful_until,
        )
        line = event(
            self.actor,
            dossier_id,
            party_id,
            "message.sent",
            clock,
            about=("message", message.id),
            visible_to=(STAFF, RESIDENT),
        )
        made = MessageMade(message.id, message.intent.id, self.medium)
        return Letter((message.intent, message, line), made, Seen("message", message.id, dossier_id, fields=("body",)))
