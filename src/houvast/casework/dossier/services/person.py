"""Who somebody is, recorded in a file: birth date, address, BSN. A correction is a new fact (record.md 7).

Each verb takes `seen`, the fact that stood on the page: when another one stands now, nothing is written.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

from houvast.casework.dossier.models import Party
from houvast.casework.dossier.services.finding import index_party
from houvast.casework.dossier.services.lines import event
from houvast.casework.residents import services as residents
from houvast.casework.residents.errors import FactChanged, NotBornYet, NowhereGiven, SameBsn
from houvast.casework.residents.models import Address, BirthDate, Bsn, PersonFact
from houvast.casework.residents.services import AddressGiven
from houvast.casework.residents.standing import standing, standing_id
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.encryption.bsn import read_bsn

Recorded = TypeVar("Recorded", bound=PersonFact)
OLDEST = 120  # years: nobody who asks for help is older


@dataclass(frozen=True)
class Whose:
    """The compartment a fact is recorded in, the fact the page showed, and why it changes."""

    dossier_id: UUID
    party_id: UUID
    seen: UUID | None = None
    reason: str = ""


def record_birth_date(actor: Actor, whose: Whose, year: int, day: dt.date | None, clock: WallClock) -> BirthDate:
    """A day of birth, or only its year. Raises NotBornYet, FactChanged."""
    person_id = _person(actor, Action.CHANGE, Kind.PERSON, whose, clock)
    today = clock.today()
    if not today.year - OLDEST <= year <= today.year or (day and (day > today or day.year != year)):
        raise NotBornYet
    return _correct(
        actor, whose, BirthDate, lambda: residents.record_birth_date(actor, person_id, year, day, clock), clock
    )


def record_address(actor: Actor, whose: Whose, address: AddressGiven, clock: WallClock) -> Address:
    """Where somebody lives, or that there is no fixed address. Raises NowhereGiven, FactChanged."""
    person_id = _person(actor, Action.CHANGE, Kind.PERSON, whose, clock)
    if not address.no_fixed_address and not (address.street and address.postcode and address.city):
        raise NowhereGiven
    return _correct(actor, whose, Address, lambda: residents.record_address(actor, person_id, address, clock), clock)


def record_bsn(actor: Actor, whose: Whose, typed: str, clock: WallClock, *, zero_confirmed: bool = False) -> Bsn:
    """The BSN after the elfproef. Raises NotABsn, NeedsConfirmation (8 digits), SameBsn, FactChanged."""
    person_id = _person(actor, Action.CREATE, Kind.BSN, whose, clock)
    number = read_bsn(typed, zero_confirmed=zero_confirmed)
    known = standing(Bsn, person_id)
    if known is not None and known.number == number:
        raise SameBsn
    return _correct(actor, whose, Bsn, lambda: residents.record_bsn(actor, person_id, number, clock), clock)


def show_bsn(actor: Actor, dossier_id: UUID, party_id: UUID, clock: WallClock) -> str:
    """All nine digits: an act of its own in the audit. For who may also correct it; NotYours when none is known."""
    person_id = _person(actor, Action.CHANGE, Kind.BSN, Whose(dossier_id, party_id), clock)
    known = standing(Bsn, person_id)
    if known is None:
        raise NotYours("NO-ROW")
    audit.looked(actor, clock, [Seen("bsn", known.id, dossier_id, person_id, ("number",), ("D",))], action="bsn.shown")
    return known.number


def _person(actor: Actor, action: Action, kind: Kind, whose: Whose, clock: WallClock) -> UUID:
    require(actor, action, Thing(kind, whose.dossier_id, whose.party_id), clock)
    return Party.objects.values_list("person_id", flat=True).get(pk=whose.party_id, dossier_id=whose.dossier_id)


def _correct(
    actor: Actor, whose: Whose, kind: type[Recorded], record: Callable[[], Recorded], clock: WallClock
) -> Recorded:
    person_id = Party.objects.values_list("person_id", flat=True).get(pk=whose.party_id)
    if standing_id(kind, person_id) != whose.seen:
        raise FactChanged(standing_id(kind, person_id))
    name = NAMES[kind]
    try:
        with transaction.atomic():
            fact = record()
            index_party(whose.party_id)
            event(
                actor, whose.dossier_id, whose.party_id, f"{name}.recorded", clock, about=(name, fact.id),
                words=whose.reason,
            ).save(force_insert=True)  # fmt: skip
    except IntegrityError as clash:  # two at once: the key on `supersedes` lets one win
        raise FactChanged(standing_id(kind, person_id)) from clash
    return fact


NAMES: dict[type[PersonFact], str] = {BirthDate: "birth_date", Address: "address", Bsn: "bsn"}
