"""A sealed field: plain in the hands of who asks, sealed in the database, and never searched or updated blindly."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, transaction
from tests.support.houses import WALL_CLOCK, found_organisation

from houvast.casework.residents.models import Address, Person
from houvast.foundation.encryption.cipher import CannotDecrypt, Place
from houvast.foundation.encryption.fields import (
    EncryptedDateField,
    EncryptedJSONField,
    EncryptedTextField,
    PlainTextRefused,
    Sealed,
    decrypt_column,
    encrypted_fields,
    reseal,
    seal,
)
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
STREET = "Dorpsstraat 12 bis, achterom"


@pytest.fixture
def organisation():
    found = found_organisation()
    with tenant(found.id):
        yield found


@pytest.fixture
def person(organisation):
    return Person.objects.create(created_at=WALL_CLOCK.now())


def an_address(person, **values):
    return Address(
        person=person,
        holds_on=WALL_CLOCK.today(),
        recorded_at=WALL_CLOCK.now(),
        recorded_as="staff",
        channel="phone",
        **{"street": STREET, "city": "Voorbeeldstad", **values},
    )


def raw(address) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT street FROM residents_address WHERE id = %s", [address.pk])
        return bytes(cursor.fetchone()[0])


def test_what_is_saved_is_sealed_and_what_is_read_is_plain(person):
    address = an_address(person)
    address.save()
    assert STREET.encode() not in raw(address)
    assert address.street == STREET
    assert Address.objects.get(pk=address.pk).street == STREET


def test_loading_a_row_opens_nothing_until_the_field_is_read(person):
    address = an_address(person)
    address.save()
    loaded = Address.objects.get(pk=address.pk)
    assert isinstance(loaded.__dict__["street"], Sealed)
    assert loaded.street == STREET
    assert not isinstance(loaded.__dict__["street"], Sealed)


def test_a_deferred_field_is_fetched_and_opened_when_it_is_asked_for(person):
    address = an_address(person)
    address.save()
    assert Address.objects.defer("street").get(pk=address.pk).street == STREET


def test_many_rows_at_once_are_each_sealed_for_their_own_place(person):
    made = Address.objects.bulk_create([an_address(person, street=f"Straat {number}") for number in range(5)])
    assert {address.street for address in Address.objects.all()} == {f"Straat {number}" for number in range(5)}
    assert len({raw(address) for address in made}) == 5


def test_a_value_that_did_not_change_is_written_back_as_it_was(person):
    address = an_address(person)
    address.save()
    before = raw(address)
    for look_first in (False, True):
        loaded = Address.objects.get(pk=address.pk)
        if look_first:
            assert loaded.street == STREET
        sealed = Address._meta.get_field("street").pre_save(loaded, False)
        assert sealed == Sealed(before)


def test_a_changed_value_is_sealed_anew(person):
    address = an_address(person)
    address.save()
    before = Sealed(raw(address))
    address.street = "Nieuwe Weg 1"
    after = Address._meta.get_field("street").pre_save(address, False)
    assert after != before
    assert decrypt_column(Address, "street", address.organisation_id, address.pk, after) == "Nieuwe Weg 1"


def test_a_list_gets_sealed_values_and_opens_those_it_shows(person):
    address = an_address(person)
    address.save()
    ((organisation_id, row_id, value),) = Address.objects.values_list("organisation_id", "id", "street")
    assert str(value) == repr(value) == "<versleuteld>"
    assert decrypt_column(Address, "street", organisation_id, row_id, value) == STREET
    assert decrypt_column(Address, "street", organisation_id, row_id, raw(address)) == STREET
    assert decrypt_column(Address, "street", organisation_id, row_id, None) is None


def test_a_value_moved_to_another_row_is_refused(person):
    one, other = an_address(person), an_address(person, street="Elders 3")
    Address.objects.bulk_create([one, other])
    with pytest.raises(CannotDecrypt):
        decrypt_column(Address, "street", other.organisation_id, other.pk, raw(one))
    with pytest.raises(CannotDecrypt):
        decrypt_column(Address, "street", uuid.uuid4(), one.pk, raw(one))


def test_a_copied_row_with_a_value_it_cannot_open_is_not_saved(person):
    address = an_address(person)
    address.save()
    copy = Address.objects.get(pk=address.pk)
    copy.pk = copy.id = uuid.uuid4()
    copy._state.adding = True
    with pytest.raises(CannotDecrypt), transaction.atomic():
        copy.save()


def test_a_copied_row_whose_value_was_opened_is_sealed_for_its_new_place(person):
    address = an_address(person)
    address.save()
    copy = Address.objects.get(pk=address.pk)
    assert copy.street == STREET
    copy.pk = copy.id = uuid.uuid4()
    copy._state.adding = True
    copy.save()
    assert Address.objects.get(pk=copy.pk).street == STREET


def test_an_update_with_plain_text_is_refused_and_changes_nothing(person):
    address = an_address(person)
    address.save()
    before = raw(address)
    with pytest.raises(PlainTextRefused, match="street"), transaction.atomic():
        Address.objects.filter(pk=address.pk).update(street="Open en bloot 1")
    address.street = "Open en bloot 2"
    with pytest.raises(PlainTextRefused), transaction.atomic():
        Address.objects.bulk_update([address], ["street"])
    assert raw(address) == before


def test_a_search_on_plain_text_is_refused(person):
    for question in ({"street": STREET}, {"street__contains": "Dorp"}, {"street__in": [STREET]}, {"street__gt": "A"}):
        with pytest.raises(PlainTextRefused):
            Address.objects.filter(**question).exists()
    with pytest.raises(PlainTextRefused):
        Address.objects.get_or_create(street=STREET)
    assert not Address.objects.filter(street__isnull=True).exists()


def test_sealing_for_a_conditional_update_makes_a_value_that_belongs_to_that_row_only(organisation):
    row_id = uuid.uuid4()
    sealed = seal(Address, "street", organisation.id, row_id, "Nieuwe Weg 1")
    assert decrypt_column(Address, "street", organisation.id, row_id, sealed) == "Nieuwe Weg 1"
    assert seal(Address, "street", organisation.id, row_id, None) is None
    with pytest.raises(CannotDecrypt):
        decrypt_column(Address, "street", organisation.id, uuid.uuid4(), sealed)


def test_text_that_was_not_given_is_empty_and_still_sealed(person):
    address = Address(
        person=person, holds_on=WALL_CLOCK.today(), recorded_at=WALL_CLOCK.now(), recorded_as="staff", channel="desk",
        no_fixed_address=True,
    )  # fmt: skip
    address.save()
    assert len(raw(address)) > 28
    assert Address.objects.get(pk=address.pk).street == ""


@pytest.mark.parametrize("text", ["\x00", "🙂", "جمال", "e\u0301", "\u202e", "x" * 5000])
def test_every_text_comes_back_as_it_was(person, text):
    address = an_address(person, street=text)
    address.save()
    assert Address.objects.get(pk=address.pk).street == text


def test_after_a_rotation_the_old_value_is_readable_and_the_new_one_needs_the_old_key_no_more(person, settings):
    address = an_address(person)
    address.save()
    old = dict(settings.FIELD_KEYS)
    settings.FIELD_KEYS = {"k9": b"n" * 32, **old}
    loaded = Address.objects.get(pk=address.pk)
    assert loaded.street == STREET
    renewed = reseal(Address, "street", address.organisation_id, address.pk, Sealed(raw(address)))
    settings.FIELD_KEYS = {"k9": b"n" * 32}
    assert decrypt_column(Address, "street", address.organisation_id, address.pk, renewed) == STREET
    assert reseal(Address, "street", address.organisation_id, address.pk, renewed) is None


def test_only_a_sealed_field_can_be_opened_as_one():
    with pytest.raises(TypeError, match="geen versleuteld veld"):
        decrypt_column(Address, "postcode", uuid.uuid4(), uuid.uuid4(), b"")
    with pytest.raises(FieldDoesNotExist):
        decrypt_column(Address, "bestaat_niet", uuid.uuid4(), uuid.uuid4(), b"")
    assert [field.name for field in encrypted_fields(Address)] == ["street"]


def test_a_field_that_would_need_to_be_searched_cannot_be_made():
    for refused in ("db_index", "unique", "choices"):
        with pytest.raises(TypeError, match=refused):
            EncryptedTextField(**{refused: True})


PLACE = Place(uuid.UUID(int=1), "t", "f", uuid.UUID(int=2))


def test_days_and_structures_come_back_with_their_own_type():
    for field, value in (
        (EncryptedDateField(), dt.date(1984, 2, 29)),
        (EncryptedJSONField(), {"bedrag": 12345, "wie": ["Noor", None, True]}),
        (EncryptedTextField(), "tekst"),
    ):
        opened = field.opened(field.sealed(value, PLACE).sealed, PLACE)
        assert opened.content == value
        assert type(opened.content) is type(value)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        (EncryptedTextField(), 12),
        (EncryptedTextField(max_length=3), "vier"),
        (EncryptedTextField(), "\ud800"),
        (EncryptedDateField(), "2026-11-24"),
        (EncryptedDateField(), dt.datetime(2026, 11, 24, tzinfo=dt.UTC)),
        (EncryptedJSONField(), {"bedrag": 12.5}),
        (EncryptedJSONField(), [[0.1]]),
    ],
)
def test_a_value_of_another_kind_is_refused_before_it_is_sealed(field, wrong):
    field.name = "veld"
    with pytest.raises((TypeError, ValueError)):
        field.sealed(wrong, PLACE)


def test_content_that_is_not_of_the_field_is_refused():
    sealed = EncryptedTextField().sealed("geen dag", PLACE).sealed
    with pytest.raises(CannotDecrypt, match="vorm"):
        EncryptedDateField().opened(sealed, PLACE)


def test_a_structure_changed_in_place_is_sealed_anew():
    field = EncryptedJSONField()
    held = field.sealed({"wie": []}, PLACE)
    held.content["wie"].append("Noor")
    assert field.to_content(held.content) != held.fingerprint
