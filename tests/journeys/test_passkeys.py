"""A colleague signs in with a passkey in a real browser, whose authenticator is the virtual one of Chromium itself."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from playwright.sync_api import expect

from houvast.foundation.accounts.models import Account
from houvast.foundation.accounts.services import switch_off
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.tenancy.context import tenant
from tests.support.looks import at_desk, fits, violations

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def screen(browser, town, site):
    """A colleague's screen on a computer that knows his finger; every breach of the CSP is kept in `broken`."""
    house, _ = town
    TOTP.activate(Account.objects.get(pk=house.counsellor.account_id), SECRET)
    context = at_desk(browser, site, house.counsellor, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    made = wire.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    broken = []
    page.on("console", lambda line: broken.append(line.text) if "Content Security Policy" in line.text else None)
    yield page, wire, made["authenticatorId"], broken
    context.close()


def make_one(page, site, name="Mijn telefoon"):
    page.goto(site("/werk/account/"))
    page.get_by_role("link", name="Nieuwe toegangssleutel").click()
    page.locator("#id_name").fill(name)
    assert violations(page) == [] and fits(page)
    page.get_by_role("button", name="Maak toegangssleutel").click()
    expect(page.get_by_text("Je toegangssleutel werkt")).to_be_visible()


def sign_out(page, site):
    page.context.clear_cookies()
    page.goto(site("/inloggen/"))


def test_a_key_is_made_named_used_and_taken_away(screen, site, town):
    house, _ = town
    page, _, _, broken = screen
    make_one(page, site)
    page.get_by_role("link", name="Mijn telefoon").click()
    page.locator("#id_name").fill("Werktelefoon")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("link", name="Werktelefoon")).to_be_visible()

    sign_out(page, site)
    assert violations(page) == []
    page.get_by_role("button", name="Log in met een toegangssleutel").click()
    page.wait_for_url("**/werk/")

    page.goto(site("/werk/account/"))
    page.get_by_role("button", name="Haal weg").click()
    expect(page.get_by_text("Deze toegangssleutel werkt niet meer")).to_be_visible()
    sign_out(page, site)
    page.get_by_role("button", name="Log in met een toegangssleutel").click()
    expect(page.get_by_text("Deze toegangssleutel werkt hier niet")).to_be_visible()
    with tenant(house.id):
        kept = AuditEntry.objects.filter(action__startswith="account.passkey")
        kept_actions = sorted(one.action.rsplit("_", 1)[1] for one in kept)  # the clock stands still: no order in time
        assert kept_actions == ["added", "removed", "renamed"]
    assert broken == []


def test_a_key_is_the_second_factor_anew_after_ten_minutes(screen, site, town):
    _, clock = town
    page, _, _, broken = screen
    make_one(page, site)
    clock.move_to(clock.now() + dt.timedelta(minutes=11))
    page.goto(site("/werk/account/herstelcodes/"))
    expect(page.get_by_role("heading", name="Nog een keer bevestigen")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Gebruik je toegangssleutel").click()
    page.wait_for_url("**/werk/account/herstelcodes/")
    assert broken == []


def test_a_computer_that_does_not_know_the_finger_stays_out(screen, site, town):
    page, wire, device, _ = screen
    make_one(page, site)
    sign_out(page, site)
    wire.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.get_by_role("button", name="Log in met een toegangssleutel").click()
    expect(page.get_by_text("Dit lukte niet")).to_be_visible()
    page.goto(site("/werk/"))
    assert "/inloggen/" in page.url


def test_a_key_of_somebody_without_a_role_opens_nothing(screen, site, town):
    house, clock = town
    page, _, _, _ = screen
    make_one(page, site)
    with tenant(house.id):
        switch_off(house.administrator, house.counsellor.account_id, clock)
    sign_out(page, site)
    page.get_by_role("button", name="Log in met een toegangssleutel").click()
    expect(page.get_by_text("Deze toegangssleutel werkt hier niet")).to_be_visible()
    assert Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count() == 1
