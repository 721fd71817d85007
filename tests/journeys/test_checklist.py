"""The checklist of allowances: the administrator writes down a scheme of the municipality."""

import os
from pathlib import Path

import pytest

from tests.support.looks import fits, violations

pytestmark = pytest.mark.django_db(transaction=True)
LOOK = os.environ.get("HOUVAST_LOOK", "")  # a folder: keep a picture of every state there, to look at


def looked_at(page, state):
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], (state, width)
        assert fits(page), (state, width)
        if LOOK:
            page.screenshot(path=str(Path(LOOK) / f"checklist-{state}-{width}.png"), full_page=True)


def test_an_administrator_writes_down_a_scheme_and_stops_it(desk, site, town):
    page = desk(actor=town[0].administrator)
    page.goto(site("/beheer/regelingen/"))
    looked_at(page, "regelingen-leeg")
    page.click("main a:has-text('Nieuwe regeling')")
    page.fill("#id_name", "Inkomenstoeslag")
    page.fill("#id_percent", "110")
    page.fill("#id_amount_alleenstaande", "1,234.56")
    page.click("main button:has-text('Voeg toe')")
    page.wait_for_selector(".app-errors")
    looked_at(page, "regeling-fout")
    page.fill("#id_amount_alleenstaande", "410,00")
    page.fill("#id_where", "Werk en inkomen")
    page.fill("#id_source", "Beleidsregel 2026, artikel 3")
    page.keyboard.press("Enter")
    page.wait_for_selector("td:has-text('€ 410,00 alleenstaande')")
    looked_at(page, "regelingen")
    page.click("main a:has-text('Inkomenstoeslag')")
    looked_at(page, "regeling")
    page.click("button:has-text('Stop met deze regeling')")
    page.wait_for_selector("td:has-text('gestopt op')")
    page.click("main a:has-text('Inkomenstoeslag')")
    looked_at(page, "regeling-gestopt")
