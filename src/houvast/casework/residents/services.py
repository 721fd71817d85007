"""Writing down what becomes known of a person. Every verb adds a fact; nothing is overwritten (record.md 7).

The dossier's verbs decide about rights before they call these: a person has no file of his own.
"""

import datetime as dt
from dataclasses import dataclass, field, fields
from typing import Any
from uuid import UUID

from houvast.casework.residents.errors import NothingGiven, StaleContactPoint
from houvast.casework.residents.models import (
    CONTACT_STEPS,
    Address,
    BirthDate,
    Bsn,
    ContactPoint,
    ContactState,
    ContactWish,
    PersonName,
)
from houvast.casework.residents.reading import sort_key
from houvast.casework.residents.standing import standing_id
from houvast.foundation.access.actor import Actor
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock
from houvast.foundation.encryption.bsn import bsn_index, read_bsn

NOT_QUIET = dt.timedelta(0)
# A number the resident gives later gets no codes to come back for three days: somebody else may have put it there.
NEW_POINT_QUIET = dt.timedelta(hours=72)


@dataclass(frozen=True)
class NameGiven:
    """A name as somebody gave it; any part may be empty, not all of them."""

    call_name: str = ""
    given_name: str = ""
    infix: str = ""
    surname: str = ""
    salutation: str = ""


@dataclass(frozen=True)
class WishesGiven:
    """How somebody wants to be reached. See ContactWish for what each means."""

    preferred: str = ""
    contact_point_id: UUID | None = None
    comes_by: bool = False
    hours: tuple[str, ...] = ()
    hours_note: str = ""
    phone_allowed: bool = True
    text_allowed: bool = True
    mail_allowed: bool = True
    post_allowed: bool = True
    voicemail_allowed: bool = True
    safe_contact: bool = False
    safe_contact_note: str = ""
    language: str = "nl"
    language_level: str = ""
    interpreter: bool = False


@dataclass(frozen=True)
class AddressGiven:
    """Where somebody lives; `no_fixed_address` needs no more."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    no_fixed_address: bool = False
    secret: bool = field(default=False)


def stamped(actor: Actor, clock: Clock, *, channel: str = "") -> dict[str, Any]:
    """Who recorded a fact, when, and along which way."""
    return {
        "holds_on": clock.today(),
        "recorded_at": clock.now(),
        "recorded_by_id": actor.account_id,
        "recorded_as": actor.kind,
        "channel": channel or actor.channel,
    }


def name_fact(person_id: UUID, name: NameGiven, actor: Actor, clock: Clock, **more: Any) -> PersonName:
    """The fact, not yet written; raises NothingGiven for an empty name."""
    if not (name.call_name or name.given_name or name.surname):
        raise NothingGiven
    key = sort_key(call_name=name.call_name, given_name=name.given_name, infix=name.infix, surname=name.surname)
    return PersonName(
        person_id=person_id,
        call_name=name.call_name,
        given_name=name.given_name,
        infix=name.infix,
        surname=name.surname,
        salutation=name.salutation,
        sort_key=key,
        **stamped(actor, clock),
        **more,
    )


def wish_fact(person_id: UUID, wishes: WishesGiven, actor: Actor, clock: Clock, **more: Any) -> ContactWish:
    """The fact, not yet written."""
    given = {one.name: getattr(wishes, one.name) for one in fields(wishes)}
    given["hours"] = list(wishes.hours)
    return ContactWish(person_id=person_id, **given, **stamped(actor, clock), **more)


def record_name(actor: Actor, person_id: UUID, name: NameGiven, clock: Clock) -> PersonName:
    """A name becomes known; an earlier one is superseded, not erased."""
    fact = name_fact(person_id, name, actor, clock, supersedes_id=standing_id(PersonName, person_id))
    fact.save(force_insert=True)
    _changed(actor, clock, "name.recorded", "person_name", fact.id, person_id, ("name",), "B")
    return fact


def record_wishes(actor: Actor, person_id: UUID, wishes: WishesGiven, clock: Clock) -> ContactWish:
    """How somebody wants to be reached from now on."""
    fact = wish_fact(person_id, wishes, actor, clock, supersedes_id=standing_id(ContactWish, person_id))
    fact.save(force_insert=True)
    classes = "D" if wishes.safe_contact else "B"
    _changed(actor, clock, "wishes.recorded", "contact_wish", fact.id, person_id, ("wishes",), classes)
    return fact


def record_birth_date(actor: Actor, person_id: UUID, year: int, day: Any, clock: Clock) -> BirthDate:
    """A day of birth, or only its year (`day` None)."""
    fact = BirthDate(
        person_id=person_id,
        year=year,
        day=day,
        supersedes_id=standing_id(BirthDate, person_id),
        **stamped(actor, clock),
    )
    fact.save(force_insert=True)
    _changed(actor, clock, "birth_date.recorded", "birth_date", fact.id, person_id, ("birth_date",), "B")
    return fact


def record_address(actor: Actor, person_id: UUID, address: AddressGiven, clock: Clock) -> Address:
    """Where somebody lives from today on, as far as we know."""
    fact = Address(
        person_id=person_id,
        no_fixed_address=address.no_fixed_address,
        street=address.street,
        postcode=address.postcode.replace(" ", "").upper(),
        city=address.city,
        secret=address.secret,
        supersedes_id=standing_id(Address, person_id),
        **stamped(actor, clock),
    )
    fact.save(force_insert=True)
    _changed(actor, clock, "address.recorded", "address", fact.id, person_id, ("address",), "C")
    return fact


def record_bsn(actor: Actor, person_id: UUID, typed: str, clock: Clock, *, zero_confirmed: bool = False) -> Bsn:
    """A BSN after the elfproef; raises NotABsn or NeedsConfirmation (8 digits) of the cipher room."""
    number = read_bsn(typed, zero_confirmed=zero_confirmed)
    fact = Bsn(
        person_id=person_id,
        number=number,
        index=bsn_index(actor.organisation_id, number),
        supersedes_id=standing_id(Bsn, person_id),
        **stamped(actor, clock),
    )
    fact.save(force_insert=True)
    _changed(actor, clock, "bsn.recorded", "bsn", fact.id, person_id, ("bsn",), "D")
    return fact


def add_contact_point(
    actor: Actor, person_id: UUID, kind: str, value: str, clock: Clock, *, quiet: dt.timedelta = NOT_QUIET
) -> ContactPoint:
    """A way to reach somebody: given, not yet confirmed. A known one that works is returned as it is.

    `quiet`: so long no code to come back goes there. One that was wrong or unsafe is given anew, and quiet anew:
    whoever gives it may be somebody else.
    """
    until = clock.now() + quiet if quiet else None
    point, made = ContactPoint.objects.get_or_create(
        person_id=person_id, kind=kind, value=value, defaults={"created_at": clock.now(), "quiet_until": until}
    )
    if made:
        _changed(actor, clock, "contact_point.given", "contact_point", point.id, person_id, ("value",), "B")
    elif point.state in (ContactState.WRONG, ContactState.UNSAFE):
        point = mark_contact_point(actor, point, ContactState.GIVEN, clock)
        ContactPoint.objects.filter(pk=point.pk).update(quiet_until=until)
        point.quiet_until = until
    return point


def end_quiet(actor: Actor, point: ContactPoint, clock: Clock) -> None:
    """Codes may go to this contact point from now on; refused when it is not quiet any more or changed meanwhile."""
    ended = ContactPoint.objects.filter(pk=point.pk, version=point.version, quiet_until__gt=clock.now()).update(
        quiet_until=clock.now(), version=point.version + 1
    )
    if ended != 1:
        raise StaleContactPoint
    _changed(actor, clock, "contact_point.released", "contact_point", point.id, point.person_id, ("quiet_until",), "B")


def mark_contact_point(actor: Actor, point: ContactPoint, state: str, clock: Clock) -> ContactPoint:
    """Confirm a contact point, or mark it wrong or unsafe. A step that is not allowed, or late, is refused."""
    if state not in CONTACT_STEPS[point.state]:
        raise StaleContactPoint
    confirmed_at = clock.now() if state == ContactState.CONFIRMED else point.confirmed_at
    moved = ContactPoint.objects.filter(pk=point.pk, state=point.state, version=point.version).update(
        state=state, confirmed_at=confirmed_at, version=point.version + 1
    )
    if moved != 1:
        raise StaleContactPoint
    point.state, point.confirmed_at, point.version = state, confirmed_at, point.version + 1
    _changed(actor, clock, f"contact_point.{state}", "contact_point", point.id, point.person_id, ("state",), "B")
    return point


def _changed(
    actor: Actor, clock: Clock, action: str, kind: str, row_id: UUID, person_id: UUID, names: tuple[str, ...], cls: str
) -> None:
    audit.changed(actor, clock, action, Seen(kind, row_id, person_id=person_id, fields=names, classes=(cls,)))
