"""A poster at the doctor's: the administrator prints it, somebody scans it and signs up, and the spot is known."""

import os
from pathlib import Path

import pytest

from houvast.casework.signup.models import Signup
from houvast.foundation.organisations.models import Signpost
from houvast.foundation.tenancy.context import tenant
from tests.support.looks import at_desk, fits, violations

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("HOUVAST_PICTURES")


def look(page, folder, name):
    assert violations(page) == [] and fits(page)
    page.screenshot(path=Path(PICTURES or folder) / f"{name}.png", full_page=True)


def test_from_poster_to_sign_up(browser, town, site, resident, tmp_path):
    house, _ = town
    desk = at_desk(browser, site, house.administrator, viewport={"width": 1280, "height": 900})
    page = desk.new_page()
    page.goto(site("/beheer/posters/"))
    look(page, tmp_path, "posters-leeg-1280")
    page.get_by_role("link", name="Nieuwe plek").click()
    page.fill("#id_name", "Huisarts De Linde")
    look(page, tmp_path, "posters-nieuw-1280")
    page.get_by_role("button", name="Voeg toe").click()
    page.wait_for_url("**/beheer/posters/")
    look(page, tmp_path, "posters-1280")
    page.get_by_role("link", name="Huisarts De Linde").click()
    page.wait_for_url("**/beheer/posters/*-*/")
    look(page, tmp_path, "plek-1280")
    with page.expect_download() as download:
        page.get_by_role("link", name="Poster (A4) in het Arabisch").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    page.set_viewport_size({"width": 390, "height": 844})
    look(page, tmp_path, "plek-390")
    page.goto(site("/beheer/posters/"))
    look(page, tmp_path, "posters-390")
    desk.close()

    with tenant(house.id):
        spot = Signpost.objects.get()
    visitor = resident()
    visitor.goto(site(f"/p/{spot.code}/"))
    visitor.get_by_label("Bel mij").check()
    visitor.fill("#id_phone", "06 12 34 56 78")
    visitor.get_by_role("button", name="Volgende").click()
    visitor.get_by_role("button", name="Volgende").click()
    visitor.get_by_role("button", name="Verstuur").click()
    visitor.wait_for_url("**/klaar/")
    with tenant(house.id):
        assert Signup.objects.get().found_at_id == spot.id
