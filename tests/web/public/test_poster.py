"""By poster or card to the sign-up: the spot is kept with it, and nothing in the browser for that."""

import uuid

import pytest
from django.test import Client

from houvast.casework.signup.models import Signup
from houvast.foundation.organisations.signposts import add_signpost, end_signpost
from houvast.foundation.randomness import SeededRandomness
from houvast.foundation.tenancy.context import tenant
from houvast.promise.facts import Period
from houvast.promise.numbers import stored
from houvast.promise.services import refresh
from tests.support.houses import WALL_CLOCK
from tests.support.town import a_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    with a_town() as (house, clock):
        yield house, clock


@pytest.fixture
def spot(town):
    house, clock = town
    with tenant(house.id):
        return add_signpost(
            house.administrator, house.municipality.id, "Huisarts De Linde", clock, SeededRandomness("plekken")
        )


def sign_up(client, address):
    """Both pages and the last press, from the address on."""
    answers = {"way": "call", "phone": "06 12 34 56 78", "call_name": "Sanne", "website": ""}
    assert client.post(address, answers).status_code == 302
    client.post("/aanmelden/haast/", {"urgency": []})
    return client.post("/aanmelden/controle/", {"form_key": str(uuid.uuid4())})


def test_the_short_address_leads_to_the_sign_up_and_leaves_nothing_in_the_browser(spot):
    client = Client(HTTP_HOST="localhost")
    answer = client.get(f"/p/{spot.code.upper()}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/aanmelden/?via={spot.code}")
    assert client.get(answer["Location"]).status_code == 200
    assert "houvast" not in client.cookies and not client.session.items()


def test_the_spot_is_kept_with_the_sign_up_and_counted(town, spot):
    house, clock = town
    client = Client(HTTP_HOST="localhost")
    assert sign_up(client, f"/aanmelden/?via={spot.code}").status_code == 302
    with tenant(house.id):
        assert Signup.objects.get().found_at_id == spot.id
        refresh(clock)
        found = stored(Period(clock.today(), clock.today()))
        assert any(part == f"place:{spot.id}" for _, _, part in found)


def test_in_another_language_the_spot_goes_along(town, spot):
    client = Client(HTTP_HOST="localhost")
    assert client.get(f"/ar/p/{spot.code}/")["Location"] == f"/ar/aanmelden/?via={spot.code}"
    page = client.get(f"/aanmelden/?via={spot.code}").content.decode()
    assert f"/ar/aanmelden/?via={spot.code}" in page


@pytest.mark.parametrize("code", ["zzzzz", "nope", "a" * 300, "%00", "..%2Fwerk"])
def test_an_unknown_code_is_the_normal_start_page(town, code):
    client = Client(HTTP_HOST="localhost")
    answer = client.get(f"/p/{code}/")
    assert answer.status_code in (302, 404)
    if answer.status_code == 302:
        assert answer["Location"] == "/"


def test_a_spot_that_is_not_ours_is_left_out_and_the_sign_up_goes_on(town, spot):
    house, _ = town
    assert sign_up(Client(HTTP_HOST="localhost"), "/aanmelden/?via=zzzzz").status_code == 302
    with tenant(house.id):
        assert Signup.objects.get().found_at_id is None


def test_paper_on_a_wall_keeps_working_after_the_spot_ended(town, spot):
    house, _ = town
    with tenant(house.id):
        end_signpost(house.administrator, spot.id, spot.version, WALL_CLOCK)
    sign_up(Client(HTTP_HOST="localhost"), f"/aanmelden/?via={spot.code}")
    with tenant(house.id):
        assert Signup.objects.get().found_at_id == spot.id
