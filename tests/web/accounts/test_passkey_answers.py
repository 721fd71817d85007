"""What no browser would send as the answer of a passkey is refused in words; the real ones are in the journeys."""

import json

import pytest
from django.test import Client
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house

from houvast.foundation import clock as time_source
from houvast.foundation.accounts.errors import TooManyPasskeys
from houvast.foundation.accounts.passkeys import MOST, add_passkey, passkeys_of
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
RESPONSE = {"clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AAAA", "userHandle": "AAAA"}
WRONG = [
    "", "geen json", "null", "[]", "1", "{}", '{"id": 1}', '{"response": null}', '{"response": []}',
    json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": RESPONSE}),
    json.dumps({"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {**RESPONSE, "userHandle": None}}),
    json.dumps({"id": "é", "rawId": "!", "type": "x", "response": {"clientDataJSON": "e3", "attestationObject": "oA"}}),
]  # fmt: skip


@pytest.fixture
def house():
    with time_source.using(WALL_CLOCK):
        yield build_house()


@pytest.mark.parametrize("credential", WRONG)
def test_it_opens_no_door(house, credential):
    client = Client(HTTP_HOST="localhost")
    assert client.get("/inloggen/sleutel/opties/").json()["publicKey"]["userVerification"] == "required"
    answer = client.post("/inloggen/sleutel/", {"credential": credential})
    assert answer["Location"] == "/inloggen/" and client.get("/werk/").status_code == 302
    assert "werkt hier niet" in client.get("/inloggen/").content.decode()


@pytest.mark.parametrize("credential", WRONG)
def test_it_is_no_second_factor(house, credential):
    desk = signed_in(house.counsellor)
    desk.get("/inloggen/nog-een-keer/sleutel/opties/")
    answer = desk.post("/inloggen/nog-een-keer/sleutel/", {"credential": credential})
    assert answer["Location"] == "/inloggen/nog-een-keer/"


@pytest.mark.parametrize("credential", WRONG)
def test_it_becomes_no_key(house, credential):
    desk = signed_in(house.counsellor)
    assert desk.get("/werk/account/sleutels/opties/").json()["publicKey"]["rp"]["id"] == "localhost"
    answer = desk.post("/werk/account/sleutels/nieuw/", {"name": "Telefoon", "credential": credential})
    assert answer.status_code == 422 and "gaf geen goed antwoord" in answer.content.decode()


def test_guessing_from_one_network_stops(house):
    client = Client(HTTP_HOST="localhost")
    answers = [client.post("/inloggen/sleutel/", {"credential": "{}"}).status_code for _ in range(31)]
    assert answers[0] == 302 and answers[-1] == 429


def test_a_key_of_somebody_else_does_not_exist(house):
    with tenant(house.id):
        add_passkey(house.colleague, "Van Joris", {}, WALL_CLOCK)
        key = passkeys_of(house.colleague, WALL_CLOCK)[0].key_id
    desk = signed_in(house.counsellor)
    for address in (f"/werk/account/sleutels/{key}/", f"/werk/account/sleutels/{key + 1}/"):
        assert desk.get(address).status_code == 404
        assert desk.post(f"{address}weg/").status_code == 404
    with tenant(house.id):
        assert len(passkeys_of(house.colleague, WALL_CLOCK)) == 1


def test_ten_keys_are_enough(house):
    with tenant(house.id):
        for number in range(MOST):
            add_passkey(house.counsellor, f"Sleutel {number}", {}, WALL_CLOCK)
        with pytest.raises(TooManyPasskeys):
            add_passkey(house.counsellor, "Een te veel", {}, WALL_CLOCK)
