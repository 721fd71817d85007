"""What a colleague changes about signing in himself: password, app, recovery codes."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from tests.support.desks import signed_in
from tests.support.houses import build_house

from houvast.foundation.accounts.models import Account
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
PASSWORD, NEW, SECRET = "paarse fiets in de regen", "zeven groene koffers thuis", "JBSWY3DPEHPK3PXP"


@pytest.fixture
def house():
    house = build_house()
    account = Account.objects.get(pk=house.counsellor.account_id)
    account.set_password(PASSWORD)
    account.save()
    TOTP.activate(account, SECRET)
    return house


@pytest.fixture
def desk(house):
    return signed_in(house.counsellor)


def words(answer):
    return answer.content.decode()


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(dt.datetime.now(dt.UTC).timestamp()) // 30))


def account_of(house):
    return Account.objects.get(pk=house.counsellor.account_id)


def test_the_account_page_says_what_somebody_signs_in_with(desk):
    page = words(desk.get("/werk/account/"))
    assert "Ingesteld op" in page and "Je hebt er geen meer" in page and "Nieuwe telefoon" in page


def test_a_new_password_works_and_every_other_screen_is_signed_out(house, desk):
    elsewhere = signed_in(house.counsellor)
    assert elsewhere.get("/werk/account/").status_code == 200
    before = desk.session.session_key
    page = desk.post("/werk/account/wachtwoord/", {"current": PASSWORD, "password": NEW}, follow=True)
    assert page.status_code == 200 and "Je nieuwe wachtwoord geldt nu" in words(page)
    assert desk.session.session_key != before and desk.get("/werk/account/").status_code == 200
    assert elsewhere.get("/werk/account/")["Location"].startswith("/inloggen/")
    assert account_of(house).check_password(NEW)
    with tenant(house.id):
        assert AuditEntry.objects.filter(action="account.password_changed").count() == 1


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ({"current": "iets anders hier", "password": NEW}, "niet het wachtwoord dat je nu hebt"),
        ({"current": "", "password": NEW}, "Vul het wachtwoord in dat je nu hebt"),
        ({"current": PASSWORD, "password": "kort"}, "15 tekens"),
        ({"current": PASSWORD, "password": PASSWORD}, "Kies een ander"),
        ({"current": PASSWORD, "password": NEW, "verzonnen": "veld"}, "Deze pagina is veranderd"),
    ],
)
def test_a_change_that_cannot_be_says_why_and_changes_nothing(house, desk, given, hint):
    answer = desk.post("/werk/account/wachtwoord/", given)
    assert answer.status_code == 422 and hint in words(answer)
    assert account_of(house).check_password(PASSWORD) and account_of(house).session_epoch == 1


def test_guessing_on_an_open_screen_stops(house, desk):
    for _ in range(5):
        assert desk.post("/werk/account/wachtwoord/", {"current": "geraden", "password": NEW}).status_code == 422
    stopped = desk.post("/werk/account/wachtwoord/", {"current": PASSWORD, "password": NEW})
    assert stopped.status_code == 429 and int(stopped["Retry-After"]) > 0
    assert account_of(house).check_password(PASSWORD)


def test_a_new_phone_takes_over_from_the_old_one(house, desk):
    assert desk.get("/werk/account/app/qr.svg").status_code == 404
    secret = desk.get("/werk/account/app/").context["secret"]
    assert desk.get("/werk/account/app/qr.svg").status_code == 200
    for given, hint in (
        ({"current": "geraden", "code": code_of(secret)}, "niet het wachtwoord"),
        ({"current": PASSWORD, "code": "000000"}, "Deze code klopt niet"),
        ({"current": PASSWORD, "code": ""}, "Vul de code in"),
    ):
        answer = desk.post("/werk/account/app/", given)
        assert answer.status_code == 422 and hint in words(answer)
        assert answer.context["secret"] == secret
    elsewhere = signed_in(house.counsellor)
    assert elsewhere.get("/werk/account/").status_code == 200
    page = desk.post("/werk/account/app/", {"current": PASSWORD, "code": code_of(secret)})
    assert page.status_code == 200 and words(page).count("<li><bdi>") == 10
    assert elsewhere.get("/werk/")["Location"].startswith("/inloggen/")
    client = Client(HTTP_HOST="localhost")
    client.post("/inloggen/", {"login": "fatma@voorbeeldstad.example", "password": PASSWORD})
    assert client.post("/inloggen/tweede-stap/", {"code": code_of(SECRET)}).status_code != 302
    assert client.post("/inloggen/tweede-stap/", {"code": code_of(secret)})["Location"] == "/werk/"


def test_new_recovery_codes_are_shown_once_and_the_old_ones_stop(house, desk):
    assert desk.post("/werk/account/herstelcodes/", {"current": "geraden"}).status_code == 422
    first = desk.post("/werk/account/herstelcodes/", {"current": PASSWORD}).context["codes"]
    second = desk.post("/werk/account/herstelcodes/", {"current": PASSWORD}).context["codes"]
    assert len(first) == len(second) == 10 and not set(first) & set(second)
    assert "Je hebt er nog 10" in words(desk.get("/werk/account/"))
    assert Authenticator.objects.filter(user=account_of(house), type="recovery_codes").count() == 1
    with tenant(house.id):
        assert AuditEntry.objects.filter(action="account.codes_renewed").count() == 2
