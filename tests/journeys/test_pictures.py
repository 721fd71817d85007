"""The pictures of the README: made from the made-up municipality as of Monday 23 November 2026.

Each run makes them anew; HOUVAST_SCREENSHOTS=1 keeps them in docs/screenshots.
"""

import os
from pathlib import Path

import pytest
from django.conf import settings

from houvast.foundation import clock as time_source
from houvast.foundation.accounts.models import Account, Role
from houvast.foundation.tenancy.context import tenant_of_host
from houvast.web.demo import load
from houvast.web.demo.town import actor_of
from tests.support.desks import signed_in
from tests.support.town import MONDAY, clock_at

KEPT = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
RESIDENT = (("r1-start", "/?taal=nl"), ("r2-aanmelden", "/aanmelden/"), ("r1-arabisch", "/ar/"))
STAFF = (
    ("w1-mijn-dag", "/werk/", "fatma", Role.COUNSELLOR),
    ("w-aanmeldingen", "/werk/aanmeldingen/", "fatma", Role.COUNSELLOR),
    ("w2-nieuwe-aanmelding", "/werk/aanmeldingen/nieuw/", "fatma", Role.COUNSELLOR),
    ("q-kwaliteit", "/kwaliteit/", "ruud", Role.QUALITY_OFFICER),
    ("b-beheer", "/beheer/", "noor", Role.ADMINISTRATOR),
)


@pytest.fixture
def demo(transactional_db, live_server):
    with time_source.using(clock_at(MONDAY, 10)):
        load.load(clock_at(MONDAY, 10), people=60)
        yield live_server.url


def test_every_picture_of_the_readme_can_be_made(demo, browser, tmp_path):
    folder = KEPT if os.environ.get("HOUVAST_SCREENSHOTS") else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    phone = browser.new_context(viewport={"width": 390, "height": 844})
    page = phone.new_page()
    for name, path in RESIDENT:
        assert page.goto(demo + path).status == 200, path
        page.screenshot(path=str(folder / f"{name}.png"))
    phone.close()
    for name, path, who, role in STAFF:
        desk = browser.new_context(viewport={"width": 1280, "height": 800})
        desk.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": _session(who, role), "url": demo}])
        page = desk.new_page()
        assert page.goto(demo + path).status == 200, path
        page.screenshot(path=str(folder / f"{name}.png"))
        desk.close()
    assert len(list(folder.glob("*.png"))) >= len(RESIDENT) + len(STAFF)


def _session(who: str, role: Role) -> str:
    account = Account.objects.get(email=f"{who}@voorbeeldstad.example")
    with tenant_of_host("localhost", bare=True) as found:
        actor = actor_of(account, found.organisation_id, role, None)
    return signed_in(actor).cookies[settings.SESSION_COOKIE_NAME].value
