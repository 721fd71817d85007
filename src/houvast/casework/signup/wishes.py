"""Changing how somebody wants to be reached or called, by himself or by a counsellor, with all that hangs on it."""

from uuid import UUID

from django.db import transaction

from houvast.casework.dossier.models import Party
from houvast.casework.dossier.services import RESIDENT, STAFF, event, index_party
from houvast.casework.letters.cards import take_back
from houvast.casework.residents.models import ContactWish, PersonName
from houvast.casework.residents.services import NameGiven, WishesGiven, record_name, record_wishes
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.clock import Clock as WallClock


def change_wishes(actor: Actor, dossier_id: UUID, party_id: UUID, wishes: WishesGiven, clock: WallClock) -> ContactWish:
    """From now on everything that is sent follows these wishes."""
    require(actor, Action.CHANGE, Thing(Kind.WISHES, dossier_id, party_id), clock)
    with transaction.atomic():
        fact = record_wishes(actor, _person_of(dossier_id, party_id), wishes, clock)
        event(
            actor, dossier_id, party_id, "wishes.changed", clock, about=("contact_wish", fact.id),
            visible_to=(STAFF, RESIDENT),
        ).save(force_insert=True)  # fmt: skip
        take_back(dossier_id, party_id, clock)
    return fact


def change_name(actor: Actor, dossier_id: UUID, party_id: UUID, name: NameGiven, clock: WallClock) -> PersonName:
    """A name becomes known or is corrected; searching finds the new one at once."""
    require(actor, Action.CHANGE, Thing(Kind.WISHES, dossier_id, party_id), clock)
    with transaction.atomic():
        fact = record_name(actor, _person_of(dossier_id, party_id), name, clock)
        index_party(party_id)
        event(
            actor, dossier_id, party_id, "name.recorded", clock, about=("person_name", fact.id)
        ).save(force_insert=True)  # fmt: skip
    return fact


def _person_of(dossier_id: UUID, party_id: UUID) -> UUID:
    return Party.objects.values_list("person_id", flat=True).get(pk=party_id, dossier_id=dossier_id)
