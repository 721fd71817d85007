"""Whoever signs in lands on a page that is open for his role."""

import datetime as dt

import pytest

from houvast.foundation.accounts.models import Membership, Role
from houvast.foundation.tenancy.context import tenant
from houvast.web.homes import home_of
from tests.support.desks import signed_in
from tests.support.houses import build_house

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role.values)
def test_the_first_page_of_every_role_opens(role):
    house = build_house()
    with tenant(house.id):
        Membership.objects.filter(account_id=house.counsellor.account_id).delete()
        team = house.team if role in ("counsellor", "team_lead", "administration") else None
        Membership.objects.create(
            account_id=house.counsellor.account_id, role=role, team=team, valid_from=dt.date(2020, 1, 1)
        )
    assert signed_in(house.counsellor).get(home_of([role])).status_code == 200
