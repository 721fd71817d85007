"""Ruud guards quality. Contact slipped in one week: he finds which week, where in it, and why (the made-up town)."""

import os
from pathlib import Path

import pytest

from houvast.foundation import clock as time_source
from houvast.foundation.accounts.models import Account, Role
from houvast.foundation.tenancy.context import tenant_of_host
from houvast.web.demo import load
from houvast.web.demo.town import actor_of
from tests.support.houses import clock_at
from tests.support.looks import at_desk, fits, violations
from tests.support.town import MONDAY

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("HOUVAST_PICTURES")


@pytest.fixture
def town(transactional_db, live_server):
    clock = clock_at(MONDAY, 10)
    with time_source.using(clock):
        load.load(clock, people=110)
        yield live_server


@pytest.fixture
def ruud(town):
    account = Account.objects.get(email="ruud@voorbeeldstad.example")
    with tenant_of_host("localhost", bare=True) as found:
        return actor_of(account, found.organisation_id, Role.QUALITY_OFFICER, None)


def look(page, folder, name):
    """No barrier, nothing off the screen; a picture of it."""
    assert violations(page) == [] and fits(page)
    page.screenshot(path=Path(PICTURES or folder) / f"{name}.png", full_page=True)


def test_the_quality_officer_finds_why_contact_slipped_in_a_week(browser, town, ruud, tmp_path):
    desk = at_desk(browser, lambda path: town.url + path, ruud, viewport={"width": 1280, "height": 900})
    page = desk.new_page()
    page.goto(town.url + "/kwaliteit/")
    page.get_by_role("link", name="Per week en groep").first.click()
    page.wait_for_url("**/kwaliteit/cijfers/**")

    # Which week: the line says it in a sentence, and the table leads into it.
    assert page.get_by_role("heading", name="In week 41 (5 okt) lukte het").is_visible()
    look(page, tmp_path, "weken-1280")
    page.get_by_role("link", name="week 41 (5 okt)", exact=True).click()
    page.wait_for_url("**week=2026-10-05**")

    # Where: one language. Why: nobody tried before the last day.
    told = page.inner_text("main")
    assert "Het meest bij de taal Arabisch: 11 van de 11." in told
    assert "voor de laatste dag niets geprobeerd" in told
    look(page, tmp_path, "week-1280")

    # Who: file numbers, never a name.
    page.get_by_role("link", name="11 niet gehouden bij Arabisch").click()
    page.wait_for_url("**/lijst/**")
    rows = page.locator("tbody tr")
    assert rows.count() == 11
    assert all("Arabisch" in text and text.rstrip().endswith("0") for text in rows.all_inner_texts())
    look(page, tmp_path, "lijst-1280")

    # The list goes into a spreadsheet, and back to the week.
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert len(Path(download.value.path()).read_text("utf-8-sig").splitlines()) == 12
    page.get_by_role("link", name="Belofte 1 per week en groep").click()
    page.wait_for_url("**week=2026-10-05**")
    desk.close()


def test_the_same_on_a_phone_and_as_it_may_be_shared(browser, town, ruud, tmp_path):
    desk = at_desk(browser, lambda path: town.url + path, ruud, viewport={"width": 390, "height": 844})
    page = desk.new_page()
    addresses = {"weken": "", "week": "?week=2026-10-05", "delen": "?delen=ja", "intake": "?maat=1.3b&periode=52",
                 "toen": "?op=2026-10-08", "nul": "?maat=1.4&periode=52"}  # fmt: skip
    for name, asked in addresses.items():
        page.goto(f"{town.url}/kwaliteit/cijfers/{asked}")
        look(page, tmp_path, f"{name}-390")
    page.goto(f"{town.url}/kwaliteit/cijfers/lijst/?week=2026-10-05")
    look(page, tmp_path, "lijst-390")
    desk.close()
