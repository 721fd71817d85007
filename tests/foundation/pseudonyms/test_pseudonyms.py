"""A person has one name in the audit and another in exports; destruction parts him from both."""

import uuid

import pytest
from tests.support.houses import WALL_CLOCK, build_house, found_organisation

from houvast.casework.residents.models import Person
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.pseudonyms import services
from houvast.foundation.pseudonyms.models import Pseudonym
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    house = build_house()
    with tenant(house.id):
        yield house


def a_person() -> uuid.UUID:
    return Person.objects.create(created_at=WALL_CLOCK.now()).pk


def test_a_person_keeps_the_names_he_was_given(house):
    person = a_person()
    assert services.pseudonym_of(person) == services.pseudonym_of(person)
    assert services.export_pseudonym_of(person) == services.export_pseudonym_of(person)
    assert Pseudonym.objects.count() == 1


def test_the_audit_uses_the_same_name_whoever_gave_it_first(house):
    first, second = a_person(), a_person()
    given = services.pseudonym_of(first)
    seen = [audit.Seen("person", person, person_id=person) for person in (first, second)]
    audit.looked(house.counsellor, WALL_CLOCK, seen)
    written = dict(AuditEntry.objects.values_list("object_id", "person_pseudonym"))
    assert written == {first: given, second: services.pseudonym_of(second)}
    assert services.person_behind(given) == first


def test_an_export_cannot_be_laid_beside_the_audit(house, settings):
    person = a_person()
    names = {person, services.pseudonym_of(person), services.export_pseudonym_of(person)}
    assert len(names) == 3
    settings.PSEUDONYM_KEY = b"another key of thirty-two bytes!!"
    assert services.export_pseudonym_of(person) not in names


def test_many_people_are_named_in_a_fixed_number_of_statements(house, django_assert_num_queries):
    people = [a_person() for _ in range(12)]
    services.pseudonym_of(people[0])
    with django_assert_num_queries(3):
        names = services.pseudonyms_of(people)
    with django_assert_num_queries(1):
        exported = services.export_pseudonyms_of(people)
    assert len(set(names.values())) == len(set(exported.values())) == 12


def test_after_destruction_the_log_line_is_about_nobody(house):
    person = a_person()
    audit.looked(house.counsellor, WALL_CLOCK, [audit.Seen("person", person, person_id=person)])
    before, exported = services.pseudonym_of(person), services.export_pseudonym_of(person)
    assert services.forget([person], WALL_CLOCK, ground="bewaartermijn") == 1
    assert AuditEntry.objects.get().person_pseudonym == before
    assert services.person_behind(before) is None
    assert services.pseudonym_of(person) != before
    assert services.export_pseudonym_of(person) != exported
    assert services.forget([uuid.uuid4()], WALL_CLOCK, ground="bewaartermijn") == 0


def test_another_organisation_knows_neither_the_person_nor_his_names():
    one, other = found_organisation("een"), found_organisation("twee")
    with tenant(one.id):
        given = services.pseudonym_of(a_person())
    with tenant(other.id):
        assert services.person_behind(given) is None
