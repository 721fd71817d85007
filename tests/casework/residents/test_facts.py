"""What is known of a person is never overwritten: a correction is found, and so is what we knew before it."""

import datetime as dt

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from tests.support.houses import WALL_CLOCK, build_house, later_clock

from houvast.casework.residents.errors import NothingGiven, StaleContactPoint, UnreadableMail, UnreadablePhone
from houvast.casework.residents.models import ContactPoint, ContactState, Person, PersonName
from houvast.casework.residents.reading import read_mail, read_phone, sort_key
from houvast.casework.residents.services import NameGiven, add_contact_point, mark_contact_point, record_name
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.tenancy.models import current_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    house = build_house()
    with tenant(house.id):
        yield house


@pytest.fixture
def person(house):
    return Person.objects.create(created_at=WALL_CLOCK.now())


def test_a_corrected_name_stands_and_the_old_one_is_still_what_we_knew_then(house, person):
    record_name(house.counsellor, person.id, NameGiven(surname="Jansen"), WALL_CLOCK)
    record_name(house.counsellor, person.id, NameGiven(surname="Janssen"), later_clock(hours=1))
    names = PersonName.objects.filter(person=person)
    assert [name.surname for name in current_facts(names)] == ["Janssen"]
    assert [name.surname for name in current_facts(names, later_clock(minutes=30).now())] == ["Jansen"]
    assert list(current_facts(names, WALL_CLOCK.now() - dt.timedelta(days=1))) == []


def test_two_corrections_of_one_fact_cannot_both_stand(house, person):
    first = record_name(house.counsellor, person.id, NameGiven(surname="Jansen"), WALL_CLOCK)
    second = record_name(house.counsellor, person.id, NameGiven(surname="Janssen"), WALL_CLOCK)
    second.pk, second._state.adding, second.supersedes_id = person.id, True, first.id
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save(force_insert=True)


def test_the_database_refuses_to_overwrite_a_fact(house, person):
    record_name(house.counsellor, person.id, NameGiven(surname="Jansen"), WALL_CLOCK)
    with pytest.raises(ProgrammingError), transaction.atomic():
        PersonName.objects.update(surname="Bakker")
    with pytest.raises(ProgrammingError), transaction.atomic():
        PersonName.objects.all().delete()


def test_a_name_without_any_name_is_asked_again(house, person):
    with pytest.raises(NothingGiven):
        record_name(house.counsellor, person.id, NameGiven(infix="de", salutation="mevrouw"), WALL_CLOCK)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"given_name": "Jan", "infix": "de", "surname": "Wit"}, "wit jan de"),
        ({"call_name": "Amira"}, "amira"),
        ({"call_name": "Mo", "surname": "El Özdemir"}, "el ozdemir mo"),
        ({"given_name": "É", "surname": "Ż" * 100}, "z" * 100 + " e"),
        ({"surname": "  Van   Dam "}, "van dam"),
        ({"call_name": "ب"}, "ب"),
    ],
)
def test_names_sort_without_accents_and_with_the_tussenvoegsel_last(given, key):
    assert sort_key(**given) == key


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("06 12 34 56 78", "+31612345678"),
        ("0031 6-12345678", "+31612345678"),
        ("(0592) 30 12 34", "+31592301234"),
        ("+32 470 12 34 56", "+32470123456"),
        ("+963 944 567 890", "+963944567890"),
        ("+1 202 555 0147", "+12025550147"),
    ],
)
def test_numbers_from_anywhere_are_kept_in_one_form(typed, number):
    assert read_phone(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "06 12 34", "bel mij", "12", "\x00", "\ud800", "🙂", "+999 123456789", "1" * 300]
)
def test_what_cannot_be_dialled_is_refused(typed):
    with pytest.raises(UnreadablePhone):
        read_phone(typed)


@pytest.mark.parametrize(
    "typed", ["", "naam", "naam@", "@voorbeeld.nl", "a b@c.nl", "naam@voorbeeld", "a@" + "b" * 300]
)
def test_what_cannot_be_a_mail_address_is_refused(typed):
    with pytest.raises(UnreadableMail):
        read_mail(typed)


def test_a_number_that_was_unsafe_is_quiet_again_when_it_is_given_again(house, person):
    given = (house.counsellor, person.id, "phone", "+31611223344")
    point = add_contact_point(*given, WALL_CLOCK)
    assert add_contact_point(*given, later_clock(hours=1)).id == point.id and point.quiet_until is None
    mark_contact_point(house.counsellor, point, ContactState.UNSAFE, WALL_CLOCK)
    again = add_contact_point(*given, later_clock(hours=2), quiet=dt.timedelta(hours=72))
    assert (again.id, again.state) == (point.id, ContactState.GIVEN)
    assert ContactPoint.objects.get().quiet_until == later_clock(hours=74).now()


def test_a_contact_point_moves_along_its_steps_only_and_never_by_an_old_page(house, person):
    point = add_contact_point(house.counsellor, person.id, "phone", "+31611223344", WALL_CLOCK)
    old = ContactPoint.objects.get()
    mark_contact_point(house.counsellor, point, ContactState.CONFIRMED, WALL_CLOCK)
    with pytest.raises(StaleContactPoint):
        mark_contact_point(house.counsellor, old, ContactState.WRONG, WALL_CLOCK)
    with pytest.raises(StaleContactPoint):
        mark_contact_point(house.counsellor, point, ContactState.GIVEN, WALL_CLOCK)
    assert ContactPoint.objects.get().state == ContactState.CONFIRMED
