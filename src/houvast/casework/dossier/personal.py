"""What is recorded of who somebody is, for the page of his data: what stands, what stood before, the BSN masked."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from houvast.casework.dossier.models import Party
from houvast.casework.residents.models import Address, BirthDate, Bsn, PersonFact
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import may, require
from houvast.foundation.accounts.queries import names_of
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.encryption.bsn import masked_bsn
from houvast.foundation.words import full_date

OneKind = TypeVar("OneKind", bound=PersonFact)
NO_FIXED = "geen vast adres"


@dataclass(frozen=True)
class Recorded:
    """A fact in words, who recorded it and when. `id` goes with the form that corrects it."""

    id: UUID
    words: str
    at: dt.datetime
    by: str
    secret: bool = False


@dataclass(frozen=True)
class Known:
    """What stands (None = not known yet) and what stood before, newest first."""

    now: Recorded | None
    before: tuple[Recorded, ...] = ()

    @property
    def seen(self) -> UUID | None:
        """The fact that stands, for the form."""
        return self.now.id if self.now else None


@dataclass(frozen=True)
class PersonalPage:
    """Birth date, address and BSN of one party. `bsn` is None when the actor may not even see it masked."""

    birth: Known
    address: Known
    bsn: Known | None
    may_change: bool
    may_change_bsn: bool
    stands: Address | None  # the address itself, for the form that corrects it
    born: BirthDate | None


def personal_page(actor: Actor, dossier_id: UUID, party_id: UUID, clock: WallClock) -> PersonalPage:
    """What is known of this party; NotYours when the actor may not see it. The look is written down."""
    thing = Thing(Kind.PERSON, dossier_id, party_id)
    rule = require(actor, Action.LOOK, thing, clock)
    number = Thing(Kind.BSN, dossier_id, party_id)
    person_id = Party.objects.values_list("person_id", flat=True).get(pk=party_id, dossier_id=dossier_id)
    births, addresses = _facts(BirthDate, person_id), _facts(Address, person_id)
    numbers = _facts(Bsn, person_id) if may(actor, Action.LOOK, number, clock).allowed else None
    seen = [Seen("person", person_id, dossier_id, person_id, ("birth_date", "address"), ("B", "C"))]
    if numbers:
        seen.append(Seen("bsn", numbers[0].id, dossier_id, person_id, ("number",), ("D",)))
    audit.looked(actor, clock, seen, action="person.look", rule_id=rule.rule_id)
    names = names_of(fact.recorded_by_id for fact in (*births, *addresses, *(numbers or [])))
    return PersonalPage(
        birth=_known([_recorded(one, birth_words(one), names) for one in births]),
        address=_known([_recorded(one, address_words(one), names, secret=one.secret) for one in addresses]),
        bsn=None if numbers is None else _known([_recorded(one, masked_bsn(one.number), names) for one in numbers]),
        may_change=may(actor, Action.CHANGE, thing, clock).allowed,
        may_change_bsn=may(actor, Action.CHANGE, number, clock).allowed,
        stands=addresses[0] if addresses else None,
        born=births[0] if births else None,
    )


def birth_words(fact: BirthDate) -> str:
    """ "4 mei 1988", or "1988, dag niet bekend"."""
    return full_date(fact.day) if fact.day else f"{fact.year}, dag niet bekend"


def address_words(fact: Address) -> str:
    """One line; a Dutch postcode with its space."""
    code = fact.postcode
    spaced = f"{code[:4]} {code[4:]}" if len(code) == 6 and code[:4].isdigit() else code
    place = " ".join(part for part in (spaced, fact.city) if part)
    parts = [part for part in (fact.street, place) if part]
    return ", ".join([NO_FIXED, *parts]) if fact.no_fixed_address else ", ".join(parts)


def _facts(kind: type[OneKind], person_id: UUID) -> list[OneKind]:
    """All of a kind, the one that stands first."""
    facts = list(kind.objects.filter(person_id=person_id).order_by("-recorded_at", "-id"))
    corrected = {fact.supersedes_id for fact in facts}
    return sorted(facts, key=lambda fact: fact.id in corrected)  # two may be of the same instant


def _recorded(fact: PersonFact, words: str, names: dict[UUID, str], *, secret: bool = False) -> Recorded:
    by = names.get(fact.recorded_by_id, "") if fact.recorded_by_id else "de inwoner zelf"
    return Recorded(fact.id, words, fact.recorded_at, by, secret)


def _known(facts: list[Recorded]) -> Known:
    return Known(facts[0], tuple(facts[1:])) if facts else Known(None)
