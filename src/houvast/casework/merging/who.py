"""Who the resident of two files is: the chosen facts, all ways to reach him, and the safest of the wishes."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any
from uuid import UUID

from django.db.models import F

from houvast.casework.merging.errors import DifferentBsn, StaleChoice
from houvast.casework.merging.trace import Joining
from houvast.casework.residents.models import (
    Address,
    BirthDate,
    Bsn,
    ContactPoint,
    ContactState,
    ContactWish,
    PersonFact,
    PersonName,
)
from houvast.casework.residents.services import (
    AddressGiven,
    NameGiven,
    WishesGiven,
    mark_contact_point,
    record_address,
    record_birth_date,
    record_name,
    record_wishes,
)
from houvast.casework.residents.standing import standing
from houvast.foundation.access.actor import Actor
from houvast.foundation.clock import Clock as WallClock

CHOSEN: dict[str, type[PersonFact]] = {
    "name": PersonName,
    "birth_date": BirthDate,
    "address": Address,
    "wishes": ContactWish,
}
ALLOWED = ("phone_allowed", "text_allowed", "mail_allowed", "post_allowed", "voicemail_allowed")


def check_bsn(first_person: UUID, second_person: UUID) -> None:
    """Raises DifferentBsn for two people with two numbers."""
    one, other = standing(Bsn, first_person), standing(Bsn, second_person)
    if one is not None and other is not None and bytes(one.index) != bytes(other.index):
        raise DifferentBsn


def chosen_facts(stays: UUID, goes: UUID, choices: Mapping[str, UUID]) -> dict[str, PersonFact]:
    """Per kind the fact that counts from now on: the chosen one, or the only one there is.

    Raises StaleChoice when a choice is not a fact that stands of one of the two people.
    """
    found: dict[str, PersonFact] = {}
    for kind, model in CHOSEN.items():
        own, theirs = standing(model, stays), standing(model, goes)
        both = [one for one in (own, theirs) if one is not None]
        picked = choices.get(kind)
        match = next((one for one in both if one.id == picked), None)
        if picked is not None and match is None:
            raise StaleChoice
        fact = match or (both[0] if both else None)
        if fact is not None:
            found[kind] = fact
    return found


def bring_points(actor: Actor, joining: Joining) -> dict[UUID, UUID]:
    """Every number and address of the other becomes one of ours, with its state; what is unsafe anywhere is unsafe.

    Gives which point of the other became which of ours.
    """
    became: dict[UUID, UUID] = {}
    for theirs in ContactPoint.objects.filter(person_id=joining.goes.person_id).order_by("created_at", "id"):
        own = _same_point(joining.stays.person_id, theirs)
        if own is None:
            own = ContactPoint(
                person_id=joining.stays.person_id, kind=theirs.kind, value=theirs.value, postal=theirs.postal,
                state=theirs.state, created_at=theirs.created_at, confirmed_at=theirs.confirmed_at,
                quiet_until=theirs.quiet_until,
            )  # fmt: skip
            own.save(force_insert=True)
            joining.note("contact_point_new", own.id)
        elif theirs.state == ContactState.UNSAFE and own.state in (ContactState.GIVEN, ContactState.CONFIRMED):
            joining.note("contact_point", own.id, state=own.state, confirmed_at=own.confirmed_at)
            own = mark_contact_point(actor, own, ContactState.UNSAFE, joining.clock)
        became[theirs.id] = own.id
    return became


def _same_point(person_id: UUID, other: ContactPoint) -> ContactPoint | None:
    points = ContactPoint.objects.filter(person_id=person_id, kind=other.kind, value=other.value)
    if other.kind != "post":
        return points.first()
    return next((one for one in points if one.postal == other.postal), None)


def return_points(actor: Actor, joining: Joining) -> None:
    """What came from the other is not his: it is never used again. A state that was sharpened is as it was."""
    for trace in joining.noted("contact_point_new"):
        point = ContactPoint.objects.get(pk=trace.object_id)
        if point.state in (ContactState.GIVEN, ContactState.CONFIRMED):
            mark_contact_point(actor, point, ContactState.WRONG, joining.clock)
    for trace in joining.noted("contact_point"):
        ContactPoint.objects.filter(pk=trace.object_id, state=ContactState.UNSAFE).update(
            **trace.before, version=F("version") + 1
        )


def bring_facts(actor: Actor, joining: Joining, facts: Mapping[str, PersonFact], became: Mapping[UUID, UUID]) -> None:
    """The facts that count, recorded on the one that stays; what he had before is superseded, not erased."""
    stays = joining.stays.person_id
    for kind in ("name", "birth_date", "address"):
        own, fact = standing(CHOSEN[kind], stays), facts.get(kind)
        secret = kind == "address" and _any_secret(joining)
        if fact is None or (own is not None and fact.id == own.id and _as_secret(own, secret=secret)):
            continue
        made = _record(actor, stays, fact, joining.clock, secret=secret)
        joining.note(kind, made.id, fact=own.id if own else None)
    _bring_wishes(actor, joining, facts.get("wishes"), became)


def _any_secret(joining: Joining) -> bool:
    """An address that was secret on either file stays secret."""
    both = (standing(Address, joining.stays.person_id), standing(Address, joining.goes.person_id))
    return any(one.secret for one in both if one is not None)


def _as_secret(own: PersonFact, *, secret: bool) -> bool:
    return not isinstance(own, Address) or own.secret or not secret


def _bring_wishes(actor: Actor, joining: Joining, chosen: PersonFact | None, became: Mapping[UUID, UUID]) -> None:
    own = standing(ContactWish, joining.stays.person_id)
    theirs = standing(ContactWish, joining.goes.person_id)
    if chosen is None or theirs is None:
        return
    wanted = _wishes_of(chosen if isinstance(chosen, ContactWish) else theirs, became)
    for one in (own, theirs):
        if one is not None:
            wanted = _safest(wanted, one)
    if own is not None and wanted == _wishes_of(own, {}):
        return
    made = record_wishes(actor, joining.stays.person_id, wanted, joining.clock)
    joining.note("wishes", made.id, fact=own.id if own else None)


def _wishes_of(fact: ContactWish, became: Mapping[UUID, UUID]) -> WishesGiven:
    values: dict[str, Any] = {one.name: getattr(fact, one.name) for one in fields(WishesGiven)}
    values["hours"] = tuple(fact.hours)
    point = values["contact_point_id"]
    values["contact_point_id"] = became.get(point, point)
    return WishesGiven(**values)


def _safest(wanted: WishesGiven, other: ContactWish) -> WishesGiven:
    """A way that is closed on one of the two is closed; a warning on one of the two stands."""
    values: dict[str, Any] = {one.name: getattr(wanted, one.name) for one in fields(WishesGiven)}
    for name in ALLOWED:
        values[name] = values[name] and getattr(other, name)
    values["safe_contact"] = values["safe_contact"] or other.safe_contact
    values["safe_contact_note"] = values["safe_contact_note"] or other.safe_contact_note
    values["interpreter"] = values["interpreter"] or other.interpreter
    return WishesGiven(**values)


def return_facts(actor: Actor, joining: Joining) -> list[str]:
    """What he had before counts again. Gives the kinds he had nothing of: a person looks those through."""
    left: list[str] = []
    for kind, model in CHOSEN.items():
        for trace in joining.noted(kind):
            now = standing(model, joining.stays.person_id)
            if now is None or now.id != trace.object_id:
                continue  # corrected since: the correction stands
            earlier = trace.before["fact"]
            if earlier is None:
                left.append(kind)
                continue
            _record(actor, joining.stays.person_id, model.objects.get(pk=earlier), joining.clock)
    return left


def _record(actor: Actor, person_id: UUID, fact: PersonFact, clock: WallClock, *, secret: bool = False) -> PersonFact:
    """The same fact, recorded anew on this person."""
    if isinstance(fact, PersonName):
        name = NameGiven(fact.call_name, fact.given_name, fact.infix, fact.surname, fact.salutation)
        return record_name(actor, person_id, name, clock)
    if isinstance(fact, BirthDate):
        return record_birth_date(actor, person_id, fact.year, fact.day, clock)
    if isinstance(fact, Address):
        given = AddressGiven(fact.street, fact.postcode, fact.city, fact.no_fixed_address, fact.secret or secret)
        return record_address(actor, person_id, given, clock)
    if isinstance(fact, ContactWish):
        return record_wishes(actor, person_id, _wishes_of(fact, {}), clock)
    raise LookupError(type(fact).__name__)
