"""What a resident changes in the own file on the light level: wishes, a new contact point (security.md 2 and 5.3)."""

from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from houvast.casework.dossier.models import Party
from houvast.casework.dossier.services import RESIDENT, STAFF, event, index_party
from houvast.casework.letters import services as letters
from houvast.casework.letters.cards import take_back
from houvast.casework.residents.models import ContactKind, ContactPoint, ContactState, ContactWish
from houvast.casework.residents.services import NEW_POINT_QUIET, WishesGiven, add_contact_point, record_wishes
from houvast.casework.residents.standing import standing
from houvast.casework.signup.codes import confirm_new_point, masked
from houvast.casework.signup.errors import WishesChanged, WrongCode
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.randomness import Randomness


@dataclass(frozen=True)
class OwnWishes:
    """The wishes that stand, the fact they come from (to notice a change meanwhile), and the usable points."""

    fact_id: UUID | None
    wishes: WishesGiven
    points: tuple["OwnPoint", ...]


@dataclass(frozen=True)
class OwnPoint:
    """A way to reach this resident, shown with only its end."""

    id: UUID
    kind: str
    masked: str
    confirmed: bool


def own_wishes(actor: Actor, clock: WallClock) -> OwnWishes:
    """How the resident of this session wants to be reached."""
    party = _own_party(actor, Action.LOOK, clock)
    fact = standing(ContactWish, party.person_id)
    usable = ContactPoint.objects.filter(
        person_id=party.person_id, state__in=[ContactState.GIVEN, ContactState.CONFIRMED]
    ).exclude(kind=ContactKind.POST)
    points = tuple(
        OwnPoint(one.id, one.kind, masked(one), one.state == ContactState.CONFIRMED)
        for one in usable.order_by("created_at", "id")
    )
    return OwnWishes(fact.id if fact else None, _given(fact), points)


def change_wishes(
    actor: Actor, changes: dict[str, Any], clock: WallClock, *, seen: UUID | None, strict: bool = True
) -> OwnWishes:
    """Change some of the own wishes; the others stay. `seen` is the fact the page showed.

    Raises WishesChanged when somebody changed them meanwhile (nothing is written). `strict=False` is for the
    questions right after the sign-up, that show nothing and so cannot be old.
    """
    party = _own_party(actor, Action.CHANGE, clock)
    try:
        with transaction.atomic():
            fact = standing(ContactWish, party.person_id)
            if strict and (fact.id if fact else None) != seen:
                raise WishesChanged
            made = record_wishes(actor, party.person_id, replace(_given(fact), **changes), clock)
            event(
                actor, party.dossier_id, party.id, "wishes.changed", clock, about=("contact_wish", made.id),
                visible_to=(STAFF, RESIDENT),
            ).save(force_insert=True)  # fmt: skip
            take_back(party.dossier_id, party.id, clock)
    except IntegrityError as clash:  # two at once: the key on `supersedes` lets one win
        raise WishesChanged from clash
    return own_wishes(actor, clock)


def give_new_point(
    actor: Actor, kind: str, value: str, session_key: str, clock: WallClock, randomness: Randomness
) -> ContactPoint:
    """A new number or mail address: a code goes to it, and a notice goes along the way that was safe until now."""
    party = _own_party(actor, Action.CHANGE, clock)
    point = add_contact_point(actor, party.person_id, kind, value, clock, quiet=NEW_POINT_QUIET)
    index_party(party.id)
    confirm_new_point(actor, point, session_key, clock, randomness)
    known = ContactPoint.objects.filter(person_id=party.person_id, state=ContactState.CONFIRMED).exclude(pk=point.id)
    if known.exists():
        letters.send(
            Actor.system(actor.organisation_id), party.dossier_id, party.id, "point.changed", {}, clock,
            key=f"point.changed:{point.id}:{point.version}",
            to=_safe_point(party.person_id, list(known.order_by("created_at", "id"))),
        )  # fmt: skip
    return point


def use_confirmed_point(actor: Actor, point_id: UUID, clock: WallClock) -> None:
    """A point that was just confirmed becomes the way we use from now on."""
    party = _own_party(actor, Action.CHANGE, clock)
    point = ContactPoint.objects.filter(pk=point_id, person_id=party.person_id).first()
    if point is None or point.state != ContactState.CONFIRMED:
        raise WrongCode
    change_wishes(actor, {"contact_point_id": point.id, "preferred": point.kind}, clock, seen=None, strict=False)


def _safe_point(person_id: UUID, known: list[ContactPoint]) -> UUID:
    wish = standing(ContactWish, person_id)
    wanted = wish.contact_point_id if wish else None
    return min(known, key=lambda one: one.id != wanted).id


def _own_party(actor: Actor, action: Action, clock: WallClock) -> Party:
    require(actor, action, Thing(Kind.WISHES, actor.dossier_id, actor.party_id), clock)
    if actor.dossier_id is None or actor.party_id is None:
        raise NotYours("OWN")
    return Party.objects.get(pk=actor.party_id, dossier_id=actor.dossier_id)


def _given(fact: ContactWish | None) -> WishesGiven:
    if fact is None:
        return WishesGiven()
    names = [one.name for one in fields(WishesGiven)]
    values = {name: getattr(fact, name) for name in names}
    values["hours"] = tuple(fact.hours)
    return WishesGiven(**values)
