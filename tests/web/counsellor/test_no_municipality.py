"""An organisation that is being set up: it has colleagues, and no municipality yet."""

import datetime as dt
import uuid

import pytest
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, clock_at, found_organisation, member

from houvast.casework.signup.models import Signup
from houvast.foundation import clock as time_source
from houvast.foundation.accounts.models import Role
from houvast.foundation.organisations.models import Team
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return found_organisation(demo=True)


@pytest.fixture
def desk(organisation):
    with tenant(organisation.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
        team = Team.objects.create(name="Aanmelding", takes_signups=True)
        counsellor = member("Fatma de Boer", Role.COUNSELLOR, team, "voorbeeldstad")
    with time_source.using(WALL_CLOCK):
        yield signed_in(counsellor)


def test_a_new_sign_up_waits_until_there_is_a_municipality(desk):
    assert desk.get("/werk/aanmeldingen/nieuw/").status_code == 503


def test_nobody_is_written_in_at_the_desk_for_no_municipality(organisation, desk):
    assert desk.get("/werk/balie/").status_code == 200
    sent = {"call_name": "Mina", "language": "nl", "form_key": str(uuid.uuid4())}
    assert desk.post("/werk/balie/", sent).status_code == 503
    with tenant(organisation.id):
        assert not Signup.objects.exists()
