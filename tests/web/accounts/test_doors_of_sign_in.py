"""The sign-in pages themselves: no 5xx for anybody, the same answer for strangers, headers on every answer."""

import datetime as dt

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house

from houvast.foundation import clock as time_source
from houvast.foundation.accounts.models import Account, Membership
from houvast.foundation.accounts.services import invite, switch_off
from houvast.foundation.randomness import SeededRandomness
from houvast.foundation.tenancy.context import tenant
from houvast.settings import base

pytestmark = pytest.mark.django_db
PASSWORD = "paarse fiets in de regen"
PAGES = ("/inloggen/", "/inloggen/tweede-stap/", "/inloggen/instellen/", "/inloggen/instellen/qr.svg",
         "/inloggen/nog-een-keer/", "/inloggen/nog-een-keer/sleutel/", "/inloggen/nog-een-keer/sleutel/opties/",
         "/inloggen/sleutel/", "/inloggen/sleutel/opties/", "/inloggen/elders/", "/inloggen/elders/terug/",
         "/inloggen/herstelcodes/", "/inloggen/uitnodiging/niets/", "/uitloggen/", "/werk/account/")  # fmt: skip


@pytest.fixture
def house():
    return build_house()


def with_password(house):
    account = Account.objects.get(pk=house.counsellor.account_id)
    account.set_password(PASSWORD)
    account.save()
    return account


def give(email, password=PASSWORD):
    return Client(HTTP_HOST="localhost").post("/inloggen/", {"login": email, "password": password})


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_of_signing_in_breaks_for_anybody(house, address, method):
    TOTP.activate(with_password(house), "JBSWY3DPEHPK3PXP")
    half = Client(HTTP_HOST="localhost")
    half.post("/inloggen/", {"login": "fatma@voorbeeldstad.example", "password": PASSWORD})
    bare = Client(HTTP_HOST="localhost")
    bare.force_login(Account.objects.get(pk=house.colleague.account_id))
    for client in (Client(HTTP_HOST="localhost"), half, bare, signed_in(house.counsellor)):
        assert getattr(client, method)(address).status_code < 500


@pytest.mark.parametrize("address", PAGES)
def test_strict_headers_and_no_store_on_every_page_of_signing_in(house, address):
    answer = Client(HTTP_HOST="localhost").get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["X-Frame-Options"] == "DENY"
    assert "store" in answer["Cache-Control"] or "no-cache" in answer["Cache-Control"]


def test_the_session_gets_a_new_key_and_a_hidden_cookie_at_sign_in(house):
    with_password(house)
    client = Client(HTTP_HOST="localhost")
    client.get("/inloggen/")
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["houvast"] = session.session_key
    answer = client.post("/inloggen/", {"login": "fatma@voorbeeldstad.example", "password": PASSWORD})
    cookie = answer.cookies["houvast"]
    assert cookie.value != session.session_key
    assert cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict")


def test_somebody_without_a_role_here_reads_what_a_stranger_reads(house):
    with_password(house)
    with tenant(house.id):
        Membership.objects.create(
            account_id=house.colleague.account_id, role="administrator", valid_from=dt.date(2026, 1, 1)
        )
        switch_off(house.administrator, house.counsellor.account_id, WALL_CLOCK)
    gone, unknown = give("fatma@voorbeeldstad.example"), give("niemand@voorbeeldstad.example")
    assert gone.status_code == unknown.status_code
    for answer in (gone, unknown):
        assert "horen niet bij elkaar" in answer.content.decode()


def test_an_unknown_person_costs_as_much_hashing_as_a_known_one(house, settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    with_password(house)
    counted = []
    encode = Argon2PasswordHasher.encode
    verify = Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda self, *a: counted.append("hash") or encode(self, *a))
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda self, *a: counted.append("hash") or verify(self, *a))
    costs = []
    for email in ("fatma@voorbeeldstad.example", "niemand@voorbeeldstad.example"):
        counted.clear()
        give(email, "een fout maar lang wachtwoord")
        costs.append(len(counted))
    assert costs[0] == costs[1] > 0


def test_passwords_are_kept_as_argon2id():
    assert base.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"
    assert Argon2PasswordHasher().encode(PASSWORD, "zoutzoutzout").startswith("argon2$argon2id$")


@pytest.mark.parametrize(
    "weak", ["kort", "wachtwoord12345", "schuldhulpverlening2026", "aaaaaaaaaaaaaaa", "111111111111111"]
)
def test_weak_passwords_are_refused_with_a_hint(house, weak):
    with tenant(house.id):
        link = invite(
            house.administrator, "nel@voorbeeldstad.example", "Nel", "finance", WALL_CLOCK, SeededRandomness(weak)
        )
    with time_source.using(WALL_CLOCK):
        answer = Client(HTTP_HOST="localhost").post(f"/inloggen/uitnodiging/{link.token}/", {"password": weak})
    assert answer.status_code == 422 and answer.context["form"].errors["password"]
