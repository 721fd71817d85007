"""Who a request is for: the organisation and its municipalities, in one statement."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.houses import build_house, found_organisation

from houvast.foundation.organisations.models import Municipality, Organisation
from houvast.foundation.organisations.queries import who_we_are
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db


def test_they_are_the_rows_as_they_stand():
    house = build_house()
    with tenant(house.id):
        Municipality.objects.create(
            code="0001", name="Aadorp", phone="+31123456780", valid_from=house.municipality.valid_from
        )
        with CaptureQueriesContext(connection) as asked:
            organisation, towns = who_we_are(house.id)
        assert len(asked) == 1
        assert organisation == Organisation.objects.get(pk=house.id)
        assert [one.name for one in towns] == ["Aadorp", house.municipality.name]
        for town in towns:
            kept = Municipality.objects.get(pk=town.pk)
            assert {f.attname: getattr(town, f.attname) for f in Municipality._meta.concrete_fields} == {
                f.attname: getattr(kept, f.attname) for f in Municipality._meta.concrete_fields
            }
            assert town.organisation is organisation and not town._state.adding


def test_an_organisation_without_a_municipality_has_none():
    organisation = found_organisation()
    with tenant(organisation.id):
        assert who_we_are(organisation.id) == (organisation, [])
