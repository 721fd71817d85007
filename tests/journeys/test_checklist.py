"""Allowances and schemes: the administrator writes them down, the counsellor sees what is missed and keeps track."""

import os
from pathlib import Path

import pytest

from houvast.casework.dossier.services import take_up
from houvast.foundation.tenancy.context import tenant
from tests.support.looks import fits, violations
from tests.support.stories import calls, signs_up

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


def tab_to(page, target, most=140):
    for _ in range(most):
        if page.evaluate("one => document.activeElement.matches(one)", target):
            return
        page.keyboard.press("Tab")
    raise AssertionError(target)


def test_a_counsellor_fills_in_a_household_by_keyboard_and_sees_what_is_missed(desk, site, town):
    page = desk()
    page.goto(site("/werk/rekenhulp/tegemoetkomingen/"))
    looked_at(page, "leeg")
    for field, typed in (("p0_gross_year", "19.200"), ("p0_net_month", "1,450.00")):
        tab_to(page, f"#id_{field}")
        page.keyboard.type(typed)
    tab_to(page, "button[value=person]")
    page.keyboard.press("Enter")
    page.wait_for_selector("legend:has-text('Persoon 3')")
    assert page.input_value("#id_p0_net_month") == "1,450.00"
    page.select_option("#id_p1_role", "child")
    page.fill("#id_p1_birth_date", "2018-02-03")
    tab_to(page, "#id_rent_costs")
    page.keyboard.type("650")
    page.keyboard.press("Enter")
    page.wait_for_selector(".app-errors")
    looked_at(page, "fout")
    page.fill("#id_p0_net_month", "1.450")
    page.fill("#id_p0_birth_date", "1990-05-05")
    page.check("#id_tenure_0", force=True)
    for name in ("insured", "independent_home", "registered_brp", "receives_kinderbijslag"):
        page.select_option(f"#id_{name}", "ja")
    page.fill("#id_zorgtoeslag", "0")
    page.click("#rekenen button:has-text('Reken uit')")
    page.wait_for_selector("strong:has-text('Loopt dit mis')")
    assert "Kindgebonden budget" in page.inner_text("main")
    looked_at(page, "uitkomst")
    with page.expect_download() as kept:
        page.click("button[value=pdf]")
    assert kept.value.suggested_filename == "berekening.pdf"


@pytest.fixture
def file(town):
    """A file of the counsellor's own, after a first talk."""
    house, clock = town
    with tenant(house.id):
        made = signs_up(house, clock)
        calls(house, made, clock, "reached")
        take_up(house.counsellor, made.dossier_id, clock)
    return made


def test_a_counsellor_keeps_track_of_each_allowance_in_the_file(desk, site, file):
    page = desk()
    page.goto(site(f"/werk/dossiers/{file.dossier_id}/"))
    page.click("nav a:has-text('Tegemoetkomingen')")
    page.wait_for_selector("text=Nog niets besproken.")
    looked_at(page, "dossier-leeg")
    tab_to(page, "a[href$='/zorgtoeslag/']")
    page.keyboard.press("Enter")
    page.wait_for_selector("legend:has-text('Hoe staat het ervoor?')")
    looked_at(page, "dossier-een")
    page.click("main button:has-text('Bewaar')")
    page.wait_for_selector(".app-errors")
    page.check("#id_state_3", force=True)
    page.fill("#id_note", "Samen aangevraagd op toeslagen.nl")
    page.click("main button:has-text('Bewaar')")
    page.wait_for_selector("td:has-text('aangevraagd')")
    page.click("a[href$='/zorgtoeslag/']")
    page.check("#id_state_4", force=True)
    page.click("main button:has-text('Bewaar')")
    page.wait_for_selector("td:has-text('toegekend')")
    page.click("summary:has-text('Wat er eerst stond')")
    assert "Samen aangevraagd op toeslagen.nl" in page.inner_text("main")
    looked_at(page, "dossier")
