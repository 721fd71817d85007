"""After a rotation nothing that can be changed needs the old key any more, and what cannot is counted."""

import pytest
from tests.support.houses import WALL_CLOCK, build_house

from houvast.casework.dossier.models import Dossier, Event
from houvast.casework.residents.models import Address, Person
from houvast.foundation.encryption.cipher import CannotDecrypt
from houvast.foundation.encryption.rotation import Renewed, renew
from houvast.foundation.tenancy.context import tenant
from houvast.web.cli import keys

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
NEW = {"k9": b"n" * 32}


def live_at(house, *streets: str) -> list[Address]:
    with tenant(house.id):
        person = Person.objects.create(created_at=WALL_CLOCK.now())
        return [
            Address.objects.create(
                person=person,
                street=street,
                city="Voorbeeldstad",
                holds_on=WALL_CLOCK.today(),
                recorded_at=WALL_CLOCK.now(),
                recorded_as="staff",
                channel="desk",
            )
            for street in streets
        ]


def test_every_value_gets_the_new_key_in_as_many_turns_as_it_takes(settings):
    house, other = build_house("een"), build_house("twee")
    streets = {f"Dorpsstraat {number}" for number in range(7)}
    live_at(house, *streets)
    live_at(other, "Elders 1")
    settings.FIELD_KEYS = NEW | dict(settings.FIELD_KEYS)
    assert renew(house.id, batch=3) == Renewed(renewed=7, kept=0)
    assert renew(house.id) == Renewed()

    settings.FIELD_KEYS = NEW
    with tenant(house.id):
        assert {address.street for address in Address.objects.all()} == streets
    with tenant(other.id), pytest.raises(CannotDecrypt, match="k1"):
        _ = Address.objects.get().street


def test_what_only_takes_additions_keeps_its_key_and_is_counted(settings, capsys):
    house = build_house()
    with tenant(house.id):
        dossier = Dossier.objects.create(
            number="SH-2026-0001",
            municipality=house.municipality,
            municipality_known_by="host",
            opened_at=WALL_CLOCK.now(),
            opened_on=WALL_CLOCK.today(),
        )
        Event.objects.create(
            dossier=dossier,
            joint=True,
            kind="note",
            happened_at=WALL_CLOCK.now(),
            recorded_at=WALL_CLOCK.now(),
            actor_kind="staff",
            words="Belde terug.",
        )
    live_at(house, "Dorpsstraat 1")
    settings.FIELD_KEYS = NEW | dict(settings.FIELD_KEYS)
    assert keys.renew([]) == 0
    said = capsys.readouterr().out
    assert "1 waarden hebben nu de nieuwe sleutel" in said
    assert "1 waarden staan in tabellen waar alleen bij mag" in said
    with tenant(house.id):
        assert Event.objects.get().words == "Belde terug."
