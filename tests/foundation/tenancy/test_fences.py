"""Given two organisations, neither ever sees a row of the other."""

import uuid

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from tests.support.houses import WALL_CLOCK, found_organisation

from houvast.casework.residents.models import Person
from houvast.foundation.organisations.models import Municipality, Organisation, Team
from houvast.foundation.tenancy.context import NoTenant, OtherTenant, tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return found_organisation("een"), found_organisation("twee")


def test_outside_an_organisation_nothing_can_be_asked():
    with pytest.raises(NoTenant):
        Person.objects.count()


def test_the_database_shows_no_row_outside_an_organisation(two):
    with tenant(two[0].id):
        Person.objects.create(created_at=WALL_CLOCK.now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM residents_person")
        assert cursor.fetchone() == (0,)


def test_each_sees_its_own_row_only_even_with_plain_sql(two):
    first, second = two
    with tenant(first.id):
        mine = Person.objects.create(created_at=WALL_CLOCK.now())
    with tenant(second.id):
        assert Person.objects.count() == 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM residents_person WHERE id = %s", [mine.id])
            assert cursor.fetchone() == (0,)


def test_a_row_cannot_be_written_for_another_organisation(two):
    first, second = two
    with pytest.raises(ProgrammingError, match="row-level security"), tenant(first.id), transaction.atomic():
        Person(organisation_id=second.id, created_at=WALL_CLOCK.now()).save(force_insert=True)


def test_a_row_cannot_point_at_another_organisations_row(two):
    first, second = two
    with tenant(first.id):
        foreign = Municipality.objects.create(code="0001", name="Elders", phone="+31", valid_from=WALL_CLOCK.today())
    with pytest.raises(IntegrityError), tenant(second.id), transaction.atomic():
        Municipality.objects.create(code="0002", name="Hier", phone="+31", valid_from=WALL_CLOCK.today())
        Team.objects.create(name="Verdwaald", municipality_id=foreign.id)


def test_an_organisation_sees_only_itself(two):
    with tenant(two[0].id):
        assert [one.slug for one in Organisation.objects.all()] == ["een"]


def test_one_transaction_serves_one_organisation(two):
    with tenant(two[0].id), pytest.raises(OtherTenant), tenant(two[1].id):
        pass


def test_the_setting_does_not_outlive_its_block(two):
    with tenant(two[0].id):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT NULLIF(current_setting('app.organisation', true), '')")
        assert cursor.fetchone() == (None,)


def test_an_unknown_organisation_is_empty_not_an_error():
    with tenant(uuid.uuid4()):
        assert Person.objects.count() == 0
