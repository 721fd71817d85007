"""Keeping what can be searched equal to what stands of a person (stack.md 9)."""

from uuid import UUID

from houvast.casework.dossier.models import Party, SearchEntry
from houvast.casework.residents.models import Address, BirthDate, ContactKind, ContactPoint, ContactState, PersonName
from houvast.casework.residents.standing import standing


def index_party(party_id: UUID) -> None:
    """Write the search row of a party again from the standing facts; call it after one of them changed."""
    person_id = Party.objects.values_list("person_id", flat=True).get(pk=party_id)
    name = standing(PersonName, person_id)
    address = standing(Address, person_id)
    birth = standing(BirthDate, person_id)
    phones = ContactPoint.objects.filter(person_id=person_id, kind=ContactKind.PHONE).exclude(state=ContactState.WRONG)
    SearchEntry.objects.filter(party_id=party_id).update(
        name_key=name.sort_key if name else "",
        phones=list(phones.order_by("created_at", "id").values_list("value", flat=True)),
        postcode=address.postcode if address else "",
        birth_date=birth.day if birth else None,
    )
