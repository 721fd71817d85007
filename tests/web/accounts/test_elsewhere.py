"""Colleagues sign in at the organisation's own provider; the provider here is a mock on loopback (mock_provider)."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house
from tests.support.mock_provider import CLIENT_ID, CLIENT_SECRET, fresh_key, mock_provider

from houvast.foundation import clock as time_source
from houvast.foundation.accounts.elsewhere import ProviderGiven, set_provider
from houvast.foundation.accounts.models import Account, StaffIdentity, StaffProvider
from houvast.foundation.accounts.services import switch_off
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.clock import FixedClock
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
REFUSED = "Inloggen lukte niet"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def clock():
    clock = FixedClock(WALL_CLOCK.now())
    with time_source.using(clock):
        yield clock


@pytest.fixture
def provider(clock):
    with mock_provider(clock) as running:
        yield running


@pytest.fixture
def house(provider, clock):
    house = build_house()
    with tenant(house.id):
        given = ProviderGiven("gemeente-account", provider.issuer, CLIENT_ID, CLIENT_SECRET, "urn:voorbeeld:2fa", True)
        set_provider(house.administrator, given, None, clock)
    return house


def to_the_provider(client, address="/inloggen/elders/"):
    """The address at the provider that our page leads to."""
    return client.get(address)["Location"]


def back_from(address):
    """What the provider sends the browser back to, once its person has signed in there."""
    landed = httpx.get(address, follow_redirects=False)
    assert landed.status_code == 302, landed.text
    return landed.headers["Location"].removeprefix("http://localhost")


def come_in(client, address="/inloggen/elders/"):
    """All the way round, up to our answer to what the provider sent."""
    return client.get(back_from(to_the_provider(client, address)))


def browser():
    return Client(HTTP_HOST="localhost")


def is_out(client, answer):
    said = client.get(answer["Location"]).content.decode()
    return REFUSED in said and client.get("/werk/")["Location"].startswith("/inloggen/")


def code_now():
    return format_hotp_value(hotp_value(SECRET, int(dt.datetime.now(dt.UTC).timestamp()) // 30))


def test_the_sign_in_page_offers_it_only_where_it_is_on(house):
    assert "Log in met gemeente-account" in browser().get("/inloggen/").content.decode()
    build_house("elders", demo=False)
    other = Client(HTTP_HOST="elders.localhost")
    assert "gemeente-account" not in other.get("/inloggen/").content.decode()
    assert other.get("/inloggen/elders/").status_code == other.get("/inloggen/elders/terug/").status_code == 404


def test_a_colleague_with_a_second_factor_there_is_in(house, provider):
    provider.says = {"amr": ["pwd", "mfa"]}
    client = browser()
    assert come_in(client)["Location"] == "/werk/" and client.get("/werk/").status_code == 200
    asked = provider.asked[0]
    assert asked["scope"] == "openid email" and len(asked["nonce"]) == 64 and asked["code_challenge_method"] == "S256"
    with tenant(house.id):
        assert StaffIdentity.objects.get().subject == "persoon-1"
        assert AuditEntry.objects.filter(action="session.elsewhere").count() == 1


@pytest.mark.parametrize(
    ("said", "trusted"),
    [
        ({"amr": ["mfa"]}, True),
        ({"acr": "urn:voorbeeld:2fa", "amr": None}, True),
        ({"amr": ["pwd"]}, False),
        ({"amr": ["otp"]}, False),
        ({"amr": "mfa"}, False),
        ({"amr": None, "acr": ""}, False),
        ({"amr": None, "acr": "urn:voorbeeld"}, False),
    ],
)
def test_a_second_factor_counts_only_when_the_provider_says_so_itself(house, provider, said, trusted):
    TOTP.activate(Account.objects.get(pk=house.counsellor.account_id), SECRET)
    provider.says = said
    client = browser()
    answer = come_in(client)
    if trusted:
        assert answer["Location"] == "/werk/" and client.get("/werk/").status_code == 200
        return
    assert answer["Location"] == "/inloggen/tweede-stap/" and client.get("/werk/").status_code == 302
    assert client.post("/inloggen/tweede-stap/", {"code": code_now()})["Location"] == "/werk/"
    assert client.get("/werk/").status_code == 200


def test_without_a_second_factor_anywhere_setting_one_up_is_all_that_opens(house):
    client = browser()
    come_in(client)
    assert client.get("/werk/")["Location"] == "/inloggen/instellen/"


@pytest.mark.parametrize(
    "said",
    [
        {"email": "niemand@voorbeeldstad.example"},
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": None},
        {"iss": "http://127.0.0.1:9"},
        {"aud": "een-ander"},
        {"aud": ["een-ander", CLIENT_ID]},
        {"azp": "een-ander"},
        {"nonce": "van een ander"},
        {"nonce": None},
        {"exp": 1},
        {"exp": None},
        {"exp": "morgen"},
        {"iat": 1},
        {"iat": 9_999_999_999},
        {"nbf": 9_999_999_999},
        {"sub": None},
    ],
    ids=str,
)
def test_claims_that_must_not_be_believed_let_nobody_in(house, provider, said):
    provider.says = {"amr": ["mfa"], **said}
    client = browser()
    accounts = Account.objects.count()
    assert is_out(client, come_in(client))
    assert Account.objects.count() == accounts
    with tenant(house.id):
        assert not StaffIdentity.objects.exists()


@pytest.mark.parametrize("wrong", ["signature", "none", "HS256", "kid"])
def test_a_token_that_is_not_signed_by_the_provider_lets_nobody_in(house, provider, wrong):
    provider.says = {"amr": ["mfa"]}
    if wrong == "signature":
        provider.signs_with = fresh_key()
    elif wrong == "kid":
        provider.kid = "k9"
    else:
        provider.algorithm = wrong
    client = browser()
    assert is_out(client, come_in(client))


def test_a_token_on_an_elliptic_curve_is_as_good(house, provider):
    provider.says, provider.algorithm, provider.kid = {"amr": ["mfa"]}, "ES256", "k2"
    assert come_in(browser())["Location"] == "/werk/"


def test_another_provider_at_the_address_is_not_asked(house, provider):
    provider.names_itself = "https://elders.example"
    client = browser()
    answer = client.get("/inloggen/elders/")
    assert answer["Location"] == "/inloggen/" and provider.asked == []
    assert "antwoordt nu niet" in client.get("/inloggen/").content.decode()


def test_an_answer_that_names_another_provider_is_refused(house, provider):
    provider.says = {"amr": ["mfa"]}
    client = browser()
    address = back_from(to_the_provider(client))
    assert is_out(client, client.get(f"{address}&iss=https%3A%2F%2Felders.example"))


def test_only_the_browser_that_began_it_comes_in_and_once(house, provider):
    provider.says = {"amr": ["mfa"]}
    mine, other = browser(), browser()
    address = back_from(to_the_provider(mine))
    assert is_out(other, other.get(address))
    to_the_provider(other)
    assert is_out(other, other.get(address))
    assert mine.get(address)["Location"] == "/werk/"
    mine.post("/uitloggen/")
    assert is_out(mine, mine.get(address))


@pytest.mark.parametrize("back", ["", "?state=x", "?code=x", "?state=%00&code=%00", "?error=access_denied&state=x"])
def test_whatever_comes_back_wrong_gets_the_same_words(house, back):
    client = browser()
    to_the_provider(client)
    assert is_out(client, client.get(f"/inloggen/elders/terug/{back}"))


def test_it_must_not_take_longer_than_ten_minutes(house, provider, clock):
    provider.says = {"amr": ["mfa"]}
    client = browser()
    address = back_from(to_the_provider(client))
    clock.move_to(clock.now() + dt.timedelta(minutes=11))
    assert is_out(client, client.get(address))


def test_the_provider_holds_us_to_secret_and_pkce(house, provider):
    client = browser()
    asked = parse_qs(urlsplit(to_the_provider(client)).query)
    state, nonce = asked["state"][0], asked["nonce"][0]
    stolen = httpx.get(
        f"{provider.issuer}/authorize",
        params={
            "response_type": "code", "client_id": CLIENT_ID, "scope": "openid email", "state": state, "nonce": nonce,
            "code_challenge": "van-een-ander", "code_challenge_method": "S256",
            "redirect_uri": asked["redirect_uri"][0],
        },
    )  # fmt: skip
    answer = client.get(stolen.headers["Location"].removeprefix("http://localhost"))
    assert provider.refused == ["invalid_grant"] and answer["Location"] == "/inloggen/"
    with tenant(house.id):
        row = StaffProvider.objects.get()
        row.client_secret = "een ander geheim"
        row.save()
    come_in(browser())
    assert provider.refused[-1] == "invalid_client"


def test_who_has_no_role_here_any_more_is_a_stranger(house, provider, clock):
    provider.says = {"amr": ["mfa"]}
    with tenant(house.id):
        switch_off(house.administrator, house.counsellor.account_id, clock)
    client = browser()
    assert is_out(client, come_in(client))


def test_a_mail_address_that_is_given_to_somebody_else_does_not_open_the_account(house, provider):
    provider.says = {"amr": ["mfa"]}
    come_in(browser())
    provider.says = {"amr": ["mfa"], "sub": "persoon-2"}
    client = browser()
    assert is_out(client, come_in(client))
    provider.says = {"amr": ["mfa"], "email": "joris@voorbeeldstad.example"}
    client = browser()
    assert is_out(client, come_in(client))


def test_a_provider_that_is_away_leaves_the_password(house, provider):
    provider.broken = True
    client = browser()
    assert client.get("/inloggen/elders/")["Location"] == "/inloggen/"
    assert "antwoordt nu niet" in client.get("/inloggen/").content.decode()


@pytest.mark.parametrize(
    ("wanted", "to"), [("/werk/account/", "/werk/account/"), ("https://elders.example/", "/werk/")]
)
def test_it_leads_back_to_the_page_that_was_asked_and_never_away(house, provider, wanted, to):
    provider.says = {"amr": ["mfa"]}
    assert come_in(browser(), f"/inloggen/elders/?next={wanted}")["Location"] == to


def test_the_second_factor_anew_at_the_provider(house, provider, clock):
    provider.says = {"amr": ["mfa"]}
    client = browser()
    come_in(client)
    client.get("/werk/account/")
    clock.move_to(clock.now() + dt.timedelta(minutes=11))
    assert client.get("/werk/account/wachtwoord/")["Location"].startswith("/inloggen/nog-een-keer/")
    again = "/inloggen/elders/?nog-een-keer=1&next=/werk/account/wachtwoord/"
    old = int((clock.now() - dt.timedelta(minutes=11)).timestamp())
    for said in ({"amr": ["mfa"], "auth_time": old}, {"amr": ["mfa"], "auth_time": None}, {"amr": ["pwd"]}):
        provider.says = said
        assert come_in(client, again)["Location"] == "/inloggen/nog-een-keer/"
        assert client.get("/werk/account/wachtwoord/").status_code == 302
    provider.says = {"amr": ["mfa"]}
    assert come_in(client, again)["Location"] == "/werk/account/wachtwoord/"
    assert provider.asked[-1]["prompt"] == "login" and provider.asked[-1]["max_age"] == "0"
    assert client.get("/werk/account/wachtwoord/").status_code == 200


def test_somebody_else_there_is_not_the_second_factor_of_this_screen(house, provider, clock):
    provider.says = {"amr": ["mfa"]}
    client = browser()
    come_in(client)
    client.get("/werk/account/")
    clock.move_to(clock.now() + dt.timedelta(minutes=11))
    provider.says = {"amr": ["mfa"], "sub": "persoon-3", "email": "joris@voorbeeldstad.example"}
    answer = come_in(client, "/inloggen/elders/?nog-een-keer=1&next=/werk/account/wachtwoord/")
    assert answer["Location"] == "/inloggen/nog-een-keer/"
    assert client.get("/werk/account/wachtwoord/").status_code == 302


# --- the administrator's page ---

PAGE = "/beheer/medewerkers/inlogdienst/"


def filled(provider, **more):
    return {
        "version": 1, "label": "gemeente-account", "issuer": provider.issuer, "client_id": CLIENT_ID,
        "client_secret": "", "trusted_acr": "", "enabled": "on", **more,
    }  # fmt: skip


def test_the_secret_is_sealed_never_shown_and_kept_when_left_empty(house, provider):
    desk = signed_in(house.administrator)
    page = desk.get(PAGE).content.decode()
    assert CLIENT_SECRET not in page and "Staat er al" in page and "/inloggen/elders/terug/" in page
    assert desk.post(PAGE, filled(provider, label="stads-account")).status_code == 302
    with tenant(house.id):
        row = StaffProvider.objects.get()
        assert row.label == "stads-account" and row.client_secret == CLIENT_SECRET and row.version == 2
        assert AuditEntry.objects.filter(action="provider.set").count() == 2
    stale = desk.post(PAGE, filled(provider, label="te laat"))
    assert stale.status_code == 409 and "Iemand anders heeft dit net veranderd" in stale.content.decode()


@pytest.mark.parametrize(
    ("issuer", "hint"),
    [
        ("http://elders.example", "moet met https:// beginnen"),
        ("geen adres", "Schrijf het hele adres"),
        ("https://elders.example/?x=1", "zonder vraagteken"),
        ("", ""),
    ],
)
def test_an_address_that_cannot_be_is_refused_in_words(house, provider, issuer, hint):
    answer = signed_in(house.administrator).post(PAGE, filled(provider, issuer=issuer))
    assert answer.status_code == 422 and hint in answer.content.decode()


def test_the_first_time_there_is_nothing_to_be_stale(provider, clock):
    house = build_house()
    answer = signed_in(house.administrator).post(PAGE, filled(provider, version=0, client_secret=CLIENT_SECRET))
    assert answer.status_code == 302
    with tenant(house.id):
        assert StaffProvider.objects.get().client_secret == CLIENT_SECRET


def test_the_trial_says_what_the_provider_answers(house, provider):
    desk = signed_in(house.administrator)
    assert "is wie hij zegt te zijn" in desk.post(f"{PAGE}proef/", follow=True).content.decode()
    provider.names_itself = "https://elders.example"
    assert "een andere inlogdienst" in desk.post(f"{PAGE}proef/", follow=True).content.decode()
    provider.broken = True
    assert "antwoord 503" in desk.post(f"{PAGE}proef/", follow=True).content.decode()
