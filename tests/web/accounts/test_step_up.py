"""What must not be done from a screen that stands open asks for the second factor of the last ten minutes."""

import datetime as dt

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.urls import reverse
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house, later_clock

from houvast.foundation import clock as time_source
from houvast.foundation.accounts.models import Account, Membership
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.tenancy.context import tenant
from houvast.web import matrix

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"

# The one table of what asks for it. An address that is added or dropped is a decision, so it must be made here too.
ASKS = {
    "accounts:password": "always",
    "accounts:app": "always",
    "accounts:codes": "always",
    "accounts:new_passkey": "always",
    "accounts:new_passkey_options": "always",
    "accounts:passkey": "changes",
    "accounts:remove_passkey": "changes",
    "beheer:invite": "always",
    "beheer:person": "changes",
    "beheer:end_role": "changes",
    "beheer:new_link": "changes",
    "beheer:switch_off": "always",
    "beheer:switch_on": "always",
    "beheer:decide": "changes",
    "beheer:provider": "always",
    "beheer:try_provider": "changes",
    "beheer:review_end": "changes",
    "counsellor:feed": "changes",
    "counsellor:show_bsn": "changes",
}


@pytest.fixture
def house():
    house = build_house()
    for actor in (house.counsellor, house.administrator):
        TOTP.activate(Account.objects.get(pk=actor.account_id), SECRET)
    return house


@pytest.fixture
def stale(house):
    """The screen of an administrator who gave the second factor eleven minutes ago."""
    desk = signed_in(house.administrator)
    with time_source.using(WALL_CLOCK):
        desk.get("/beheer/")
    with time_source.using(later_clock(minutes=11)):
        yield desk


def code_now():
    return format_hotp_value(hotp_value(SECRET, int(dt.datetime.now(dt.UTC).timestamp()) // 30))


def test_the_doors_that_ask_are_the_ones_of_the_table():
    assert {one.name: one.door.fresh for one in matrix.addresses() if one.door.fresh} == ASKS


@pytest.mark.parametrize("name", sorted(ASKS))
def test_each_of_them_stays_shut_after_ten_minutes_and_open_before(house, name):
    actor = house.counsellor if name.startswith("counsellor:") else house.administrator
    address = next(one for one in matrix.addresses() if one.name == name)
    ids = {
        part.split(":")[1].rstrip(">"): house.counsellor.account_id
        for part in address.pattern.split("/")
        if part.startswith("<")
    }
    path = reverse(name, kwargs={**ids, **({"key_id": 1} if "key_id" in ids else {})})
    desk = signed_in(actor)
    with time_source.using(WALL_CLOCK):
        assert not asks(desk.post(path))
    with time_source.using(later_clock(minutes=10)):
        assert not asks(desk.post(path))
    desk = signed_in(actor)
    with time_source.using(WALL_CLOCK):
        desk.get("/werk/account/")
    with time_source.using(later_clock(minutes=11)):
        assert asks(desk.post(path))
        assert asks(desk.get(path)) == (ASKS[name] == "always")


def asks(answer):
    return answer.status_code == 302 and answer["Location"].startswith("/inloggen/nog-een-keer/")


def test_a_code_of_the_app_opens_it_for_ten_minutes_under_a_new_session_key(house, stale):
    answer = stale.get("/beheer/medewerkers/nieuw/", follow=True)
    assert "Nog een keer bevestigen" in answer.content.decode()
    before = stale.session.session_key
    back = stale.post("/inloggen/nog-een-keer/", {"code": code_now(), "next": answer.context["next"]})
    assert back["Location"] == "/beheer/medewerkers/nieuw/" and stale.session.session_key != before
    assert stale.get("/beheer/medewerkers/nieuw/").status_code == 200
    with time_source.using(later_clock(minutes=22)):
        assert asks(stale.get("/beheer/medewerkers/nieuw/"))
    with tenant(house.id):
        assert AuditEntry.objects.filter(action="session.stepped_up").count() == 1


def test_a_recovery_code_opens_it_once(house, stale):
    account = Account.objects.get(pk=house.administrator.account_id)
    kept = RecoveryCodes.activate(account)
    code = kept.get_unused_codes()[0]
    assert stale.post("/inloggen/nog-een-keer/", {"code": code, "next": "/beheer/"}).status_code == 302
    assert stale.post("/inloggen/nog-een-keer/", {"code": code, "next": "/beheer/"}).status_code == 422


def test_a_wrong_code_says_so_and_guessing_stops(stale):
    answers = [stale.post("/inloggen/nog-een-keer/", {"code": "000000"}) for _ in range(6)]
    assert "Deze code klopt niet" in answers[0].content.decode() and answers[0].status_code == 422
    assert answers[-1].status_code == 429
    assert asks(stale.get("/beheer/medewerkers/nieuw/"))


@pytest.mark.parametrize("away", ["https://elders.example/", "//elders.example/", "javascript:alert(1)", ""])
def test_it_never_leads_away_from_here(stale, away):
    answer = stale.post("/inloggen/nog-een-keer/", {"code": code_now(), "next": away})
    assert answer["Location"] == "/beheer/"


def test_what_was_typed_stands_there_again(house, stale):
    typed = {"email": "nel@voorbeeldstad.example", "name": "Nel Nieuw", "role": "counsellor", "team": ""}
    asked = stale.post("/beheer/medewerkers/nieuw/", typed)
    assert asks(asked) and not Account.objects.filter(email=typed["email"]).exists()
    page = stale.post(
        "/inloggen/nog-een-keer/", {"code": code_now(), "next": "/beheer/medewerkers/nieuw/"}, follow=True
    )
    assert "Nel Nieuw" in page.content.decode()


def test_a_lone_button_is_pressed_again_on_the_page_where_it_stands(house, stale):
    with tenant(house.id):
        membership = Membership.objects.get(account_id=house.counsellor.account_id)
    person = f"/beheer/medewerkers/{house.counsellor.account_id}/"
    asked = stale.post(f"{person}rollen/{membership.id}/stoppen/", HTTP_REFERER=f"http://localhost{person}")
    back = stale.post(asked["Location"], {"code": code_now(), "next": person}, follow=True)
    assert "Druk nog een keer op de knop" in back.content.decode()
    with tenant(house.id):
        assert Membership.objects.filter(pk=membership.id, valid_until=None).exists()
