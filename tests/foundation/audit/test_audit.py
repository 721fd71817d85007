"""Every look and change is written in one statement; what is written stays."""

import uuid

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.support.houses import WALL_CLOCK, build_house

from houvast.casework.residents.models import Person
from houvast.foundation.access.actions import Kind, Thing
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.models import AuditEntry, ProcessingEntry
from houvast.foundation.audit.services import Seen
from houvast.foundation.pseudonyms.models import Pseudonym
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    house = build_house()
    with tenant(house.id):
        yield house


def people(number):
    return [Person.objects.create(created_at=WALL_CLOCK.now()) for _ in range(number)]


@pytest.mark.parametrize("number", [1, 200])
def test_a_page_is_one_statement_however_many_people_are_on_it(house, number):
    seen = [Seen("person", person.id, person_id=person.id, fields=("name",)) for person in people(number)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        audit.looked(house.counsellor, WALL_CLOCK, seen)
    assert len(queries) == 1
    assert AuditEntry.objects.count() == ProcessingEntry.objects.count() == number


def test_the_log_names_a_person_by_pseudonym_only_and_always_the_same(house):
    (person,) = people(1)
    for _ in range(2):
        audit.looked(house.counsellor, WALL_CLOCK, [Seen("person", None, person_id=person.id)])
    pseudonym = Pseudonym.objects.get(person_id=person.id).audit_pseudonym
    assert {entry.person_pseudonym for entry in AuditEntry.objects.all()} == {pseudonym}
    assert pseudonym != person.id


def test_destruction_of_the_pseudonym_cuts_the_link_and_keeps_the_line(house):
    (person,) = people(1)
    audit.looked(house.counsellor, WALL_CLOCK, [Seen("person", None, person_id=person.id)])
    Pseudonym.objects.filter(person_id=person.id).delete()
    assert AuditEntry.objects.count() == 1


def test_names_of_fields_are_kept_and_never_their_values(house):
    (person,) = people(1)
    audit.changed(
        house.counsellor, WALL_CLOCK, "wishes.recorded", Seen("wish", None, person_id=person.id, fields=("hours",))
    )
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.fields, entry.role) == ("wishes.recorded", ["hours"], "counsellor")


@pytest.mark.parametrize("statement", ["UPDATE audit_auditentry SET action = ''", "DELETE FROM audit_auditentry"])
def test_nobody_in_the_house_can_change_or_take_away_a_line(house, statement):
    audit.changed(house.counsellor, WALL_CLOCK, "x", Seen("x", None))
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_processing_log_names_no_user(house):
    audit.looked(house.counsellor, WALL_CLOCK, [Seen("x", None)])
    fields = {field.name for field in ProcessingEntry._meta.get_fields()}
    assert not fields & {"account_id", "actor_kind", "role"}


def test_a_refusal_can_be_written_again_after_a_roll_back(house):
    audit.start_keeping_refusals()
    try:
        with transaction.atomic():
            audit.refused(house.outsider, WALL_CLOCK, "dossier.look", Thing(Kind.DOSSIER, uuid.uuid4()), "NO-RELATION")
            raise RuntimeError
    except RuntimeError:
        assert AuditEntry.objects.count() == 0
    audit.rewrite_refusals()
    assert AuditEntry.objects.get().refused
