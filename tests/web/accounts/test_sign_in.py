"""Staff sign in by password and a second step; nothing opens with the first alone."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house, later_clock

from houvast.foundation import clock as time_source
from houvast.foundation.access.errors import NotYours
from houvast.foundation.accounts.errors import InvitationGone, LastAdministrator, NeedsSecondPerson
from houvast.foundation.accounts.models import Account, Membership
from houvast.foundation.accounts.services import (
    accept_invitation,
    end_role,
    give_role,
    invite,
    open_invitation,
    reset_second_factor,
)
from houvast.foundation.randomness import SeededRandomness
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
PASSWORD = "paarse fiets in de regen"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def house():
    house = build_house()
    account = Account.objects.get(pk=house.counsellor.account_id)
    account.set_password(PASSWORD)
    account.save()
    return house


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, int(dt.datetime.now(dt.UTC).timestamp()) // 30))


def with_app(house):
    TOTP.activate(Account.objects.get(pk=house.counsellor.account_id), SECRET)


def give_password(client, password=PASSWORD, email="fatma@voorbeeldstad.example", **more):
    return client.post("/inloggen/", {"login": email, "password": password, **more})


def test_password_and_code_open_the_day(house):
    with_app(house)
    client = Client(HTTP_HOST="localhost")
    assert give_password(client)["Location"] == "/inloggen/tweede-stap/"
    assert client.get("/werk/")["Location"].startswith("/inloggen/")
    answer = client.post("/inloggen/tweede-stap/", {"code": code_now()})
    assert answer["Location"] == "/werk/"
    assert client.get("/werk/").status_code == 200


def test_an_account_without_an_app_can_only_set_one_up(house):
    client = Client(HTTP_HOST="localhost")
    give_password(client)
    assert client.get("/werk/")["Location"] == "/inloggen/instellen/"
    page = client.get("/inloggen/instellen/")
    assert page.status_code == 200 and client.get("/inloggen/instellen/qr.svg").status_code == 200
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(dt.datetime.now(dt.UTC).timestamp()) // 30))
    assert client.post("/inloggen/instellen/", {"code": code})["Location"] == "/inloggen/herstelcodes/"
    assert "<li><bdi>" in client.get("/inloggen/herstelcodes/").content.decode()
    assert "<li><bdi>" not in client.get("/inloggen/herstelcodes/").content.decode()
    assert client.get("/werk/").status_code == 200


@pytest.mark.parametrize("email", ["fatma@voorbeeldstad.example", "niemand@voorbeeldstad.example"])
def test_a_wrong_password_and_an_unknown_person_get_the_same_answer(house, email):
    page = give_password(Client(HTTP_HOST="localhost"), "dit is niet het goede", email)
    assert page.status_code in (200, 422)
    assert "horen niet bij elkaar" in page.content.decode()


def test_guessing_from_one_network_stops_and_does_not_lock_the_real_user(house):
    with_app(house)
    attacker = Client(HTTP_HOST="localhost", REMOTE_ADDR="127.0.0.9")
    for _ in range(8):
        page = give_password(attacker, "steeds een ander fout wachtwoord")
    assert "Te vaak geprobeerd" in page.content.decode()
    assert give_password(Client(HTTP_HOST="localhost", REMOTE_ADDR="127.0.0.1"))["Location"] == "/inloggen/tweede-stap/"


def test_a_wrong_code_says_what_to_do(house):
    with_app(house)
    client = Client(HTTP_HOST="localhost")
    give_password(client)
    assert "Deze code klopt niet" in client.post("/inloggen/tweede-stap/", {"code": "000000"}).content.decode()


def test_a_session_ends_after_half_an_hour_of_silence_and_after_ten_hours_of_work(house):
    client = signed_in(house.counsellor)
    with time_source.using(WALL_CLOCK):
        assert client.get("/werk/").status_code == 200
    with time_source.using(later_clock(minutes=31)):
        assert client.get("/werk/").status_code == 302
    client = signed_in(house.counsellor)
    for minutes in range(0, 11 * 60, 20):
        with time_source.using(later_clock(minutes=minutes)):
            status = client.get("/werk/").status_code
    assert status == 302


def test_all_sessions_end_when_a_role_changes(house):
    client = signed_in(house.counsellor)
    assert client.get("/werk/").status_code == 200
    with tenant(house.id):
        give_role(house.administrator, house.counsellor.account_id, "finance", WALL_CLOCK)
    assert client.get("/werk/").status_code == 302


def test_an_account_of_another_organisation_has_no_door_here(house):
    other = build_house("elders", demo=False)
    assert signed_in(other.counsellor).get("/werk/").status_code == 403
    assert signed_in(other.counsellor, "elders.localhost").get("/werk/").status_code == 200


def test_an_invitation_works_once_and_for_a_day(house):
    chance = SeededRandomness("uitnodiging")
    with tenant(house.id):
        invited = invite(
            house.administrator, "nieuw@voorbeeldstad.example", "Nel Nieuw", "counsellor", WALL_CLOCK, chance
        )
        assert open_invitation(invited.token, WALL_CLOCK).account.display_name == "Nel Nieuw"
        with pytest.raises(InvitationGone):
            open_invitation(invited.token, later_clock(hours=25))
        accept_invitation(invited.token, PASSWORD, WALL_CLOCK)
        with pytest.raises(InvitationGone):
            accept_invitation(invited.token, PASSWORD, WALL_CLOCK)


def test_opening_an_invitation_changes_nothing_and_a_weak_password_is_refused(house):
    with tenant(house.id):
        link = invite(
            house.administrator, "nieuw@voorbeeldstad.example", "Nel Nieuw", "counsellor", WALL_CLOCK,
            SeededRandomness("link"),
        )  # fmt: skip
    address = f"/inloggen/uitnodiging/{link.token}/"
    with time_source.using(WALL_CLOCK):
        client = Client(HTTP_HOST="localhost")
        for _ in range(3):
            assert client.get(address).status_code == 200
        assert client.post(address, {"password": "kort"}).status_code == 422
        assert client.post(address, {"password": PASSWORD})["Location"] == "/inloggen/instellen/"
        assert Client(HTTP_HOST="localhost").get(address).status_code == 404


def test_rights_over_accounts_are_the_administrators(house):
    with tenant(house.id):
        with pytest.raises(NotYours):
            give_role(house.counsellor, house.colleague.account_id, "finance", WALL_CLOCK)
        with pytest.raises(NeedsSecondPerson):
            give_role(house.administrator, house.administrator.account_id, "auditor", WALL_CLOCK)
        own = Membership.objects.get(account_id=house.administrator.account_id)
        with pytest.raises(LastAdministrator):
            end_role(house.administrator, own.id, WALL_CLOCK)


def test_a_lost_phone_is_a_new_link_and_no_old_code(house):
    with_app(house)
    with tenant(house.id):
        reset_second_factor(house.administrator, house.counsellor.account_id, WALL_CLOCK, SeededRandomness("kwijt"))
    assert not Authenticator.objects.filter(user_id=house.counsellor.account_id).exists()


def test_there_is_no_open_registration_and_no_address_beyond_ours():
    for address in ("/accounts/signup/", "/inloggen/signup/", "/accounts/login/", "/inloggen/password/reset/"):
        build = Client(HTTP_HOST="localhost").get(address)
        assert build.status_code == 404, address
