"""Keeping what can be searched equal to what stands of a person (stack.md 9)."""

from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from houvast.casework.dossier.models import Party, SearchEntry
from houvast.casework.residents.models import Address, BirthDate, ContactKind, ContactPoint, ContactState, PersonName
from houvast.foundation.tenancy.models import Fact, current_facts

F_co = TypeVar("F_co", bound=Fact, covariant=True)


def index_party(party_id: UUID) -> None:
    """Write the search row of a party again from the standing facts; call it after one of them changed."""
    person_id = Party.objects.values_list("person_id", flat=True).get(pk=party_id)
    name = _newest(PersonName.objects.filter(person_id=person_id))
    address = _newest(Address.objects.filter(person_id=person_id))
    birth = _newest(BirthDate.objects.filter(person_id=person_id))
    phones = ContactPoint.objects.filter(person_id=person_id, kind=ContactKind.PHONE).exclude(state=ContactState.WRONG)
    SearchEntry.objects.filter(party_id=party_id).update(
        name_key=name.sort_key if name else "",
        phones=list(phones.order_by("created_at", "id").values_list("value", flat=True)),
        postcode=address.postcode if address else "",
        birth_date=birth.day if birth else None,
    )


def _newest(facts: QuerySet[F_co]) -> F_co | None:
    return current_facts(facts).order_by("-recorded_at", "-id").first()
