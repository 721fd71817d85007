"""Klopt mijn beslag? In a real browser, with and without JavaScript, in Dutch, Arabic and English."""

import os
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session

from tests.journeys.inventory import SUBMIT
from tests.support.looks import at_desk, fits, violations

pytestmark = pytest.mark.django_db(transaction=True)
LOOK = os.environ.get("HOUVAST_LOOK", "")  # a folder: keep a picture of every state there, to look at
EVERYWHERE = pytest.mark.parametrize(
    ("prefix", "width", "script"),
    [
        ("", 320, True),
        ("", 360, False),
        ("", 1280, True),
        ("/ar", 320, True),
        ("/ar", 1280, False),
        ("/en", 320, False),
    ],
)


@pytest.fixture
def seen(resident, site, town):
    """Opens the tool and checks every state it is shown in: accessible, and inside the window."""

    def opened(prefix, width, script):
        page = resident(width=width, script=script)
        page.set_default_timeout(8000)

        def look(state):
            assert not script or violations(page) == [], state
            assert fits(page), state
            assert "/rekenhulp/" in page.url and "?" not in page.url
            if LOOK:
                name = f"{prefix.strip('/') or 'nl'}-{width}-{state}.png"
                page.screenshot(path=str(Path(LOOK) / name), full_page=True)

        page.goto(site(f"{prefix}/rekenhulp/"))
        return page, look

    return opened


@EVERYWHERE
def test_too_much_is_held_back_and_the_letter_asks_it_back(seen, prefix, width, script):
    page, look = seen(prefix, width, script)
    look("start")
    page.click("main a.app-button--primary")
    look("vraag1")
    page.click(SUBMIT)
    look("vraag1-leeg")
    page.check("#id_situation_0")
    page.click(SUBMIT)
    page.click(SUBMIT)
    look("vraag2-leeg")
    page.fill("#id_net", "2,090.00")
    page.click(SUBMIT)
    assert page.input_value("#id_net") == "2,090.00" and page.is_visible(".app-errors")
    look("vraag2-engels")
    page.fill("#id_net", "2.090")
    page.check("#id_holiday_0")
    page.click(SUBMIT)
    look("vraag3")
    page.fill("#id_year", "29.000,00")
    page.click(SUBMIT)
    look("vraag4")
    page.fill("#id_held", "778")
    page.fill("#id_months", "4")
    page.fill("#id_by", "Deurwaarder Jansen")
    page.click(SUBMIT)
    look("uitkomst-te-veel")
    assert "161,92" in page.inner_text(".app-answercard__head")
    assert "647,68" in page.inner_text(".app-answercard")
    page.click(f"form[action$='{prefix}/rekenhulp/beslag/brief/'] button")
    look("brief")
    assert "€ 161,92 per maand" in page.inner_text(".app-lettertext")
    page.click("button[name=go][value=next]")
    assert page.is_visible(".app-answercard--late")
    assert Session.objects.count() == 0


@EVERYWHERE
def test_who_knows_little_gets_a_lowest_and_a_highest_amount(seen, prefix, width, script):
    page, look = seen(prefix, width, script)
    page.click("main a.app-button--primary")
    page.check("#id_situation_4")
    page.click(SUBMIT)
    page.check("#id_net_unknown")
    page.select_option("#id_net_about", "2000-2500")
    look("vraag2-ongeveer")
    page.click(SUBMIT)
    page.check("#id_year_unknown")
    page.check("#id_partner_unknown")
    look("vraag3-partner")
    page.click(SUBMIT)
    page.fill("#id_held", "300")
    page.click(SUBMIT)
    look("uitkomst-misschien")
    assert page.is_visible(".app-answercard--soon")
    for fold in page.query_selector_all("details.app-fold"):
        fold.query_selector("summary").click()
    look("uitkomst-open")
    page.click("button[value=to-4]")
    assert page.input_value("#id_held") == "300"
    page.click("button[value=back]")
    assert page.is_checked("#id_year_unknown")


@EVERYWHERE
def test_a_seizure_that_is_right_says_so(seen, prefix, width, script):
    page, look = seen(prefix, width, script)
    page.click("main a.app-button--primary")
    page.check("#id_situation_0")
    page.click(SUBMIT)
    page.fill("#id_net", "2090")
    page.check("#id_holiday_0")
    page.click(SUBMIT)
    page.fill("#id_year", "29000")
    page.click(SUBMIT)
    page.fill("#id_held", "5000")
    page.click(SUBMIT)
    assert page.is_visible(".app-field--error #id_held")
    page.fill("#id_held", "100")
    page.click(SUBMIT)
    look("uitkomst-klopt")
    assert page.is_visible(".app-answercard--good")


def test_the_start_page_leads_to_it(resident, site, town):
    page = resident(width=390)
    page.goto(site("/?taal=nl"))
    page.click("main a[href='/rekenhulp/']")
    assert page.url == site("/rekenhulp/")


@pytest.fixture
def desk(browser, site, town):
    """A counsellor at a desk of 1280 wide, signed in."""
    house, _clock = town
    context = at_desk(browser, site, house.counsellor, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(8000)
    yield page
    context.close()


def at_work(page, state):
    assert violations(page) == [], state
    assert fits(page), state
    if LOOK:
        page.screenshot(path=str(Path(LOOK) / f"werk-{state}.png"), full_page=True)


def tab_to(page, target, most=90):
    for _ in range(most):
        if page.evaluate("one => document.activeElement.matches(one)", target):
            return
        page.keyboard.press("Tab")
    raise AssertionError(target)


def test_a_counsellor_calculates_a_vtlb_by_keyboard(desk, site):
    desk.goto(site("/werk/rekenhulp/"))
    at_work(desk, "vtlb-leeg")
    tab_to(desk, "#id_situation_0")
    desk.keyboard.press("Space")
    for field, typed in (("net_income_incl_vt", "2.090"), ("taxable_income_year", "29.000"), ("rent", "742,18"),
                         ("huurtoeslag", "100"), ("premium", "1,595.50")):  # fmt: skip
        tab_to(desk, f"#id_{field}")
        desk.keyboard.type(typed)
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".app-errors")
    at_work(desk, "vtlb-fout")
    tab_to(desk, "#id_premium")
    desk.keyboard.press("Control+A")
    desk.keyboard.type("159,50")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".app-trace")
    at_work(desk, "vtlb")
    tab_to(desk, "#id_what_field", 140)
    desk.keyboard.press("ArrowDown")  # the first: net income
    tab_to(desk, "#id_what_value")
    desk.keyboard.type("2.450")
    tab_to(desk, "button[value=what]")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("th:has-text('Waarom')")
    at_work(desk, "vtlb-wat-als")
    assert "inkomen min VTLB" in desk.inner_text("main") and "€ 2.450,00 per maand" in desk.inner_text("main")


def test_a_counsellor_checks_a_seizure_and_makes_a_proposal(desk, site):
    desk.goto(site("/werk/rekenhulp/beslagvrije-voet/"))
    desk.check("#id_situation_0", force=True)
    desk.fill("#id_own_net_income_month_incl_vt", "2.090")
    desk.fill("#id_taxable_income_year", "29.000")
    desk.fill("#id_held_back_month", "778")
    desk.fill("#id_months", "4")
    desk.click("#rekenen button[type=submit]")
    desk.wait_for_selector(".app-trace")
    at_work(desk, "voet")
    desk.click("a:has-text('Voorstel')")
    desk.fill("#id_income", "1.910")
    desk.fill("#id_vtlb", "1.760")
    desk.fill("#id_claims", "Belastingdienst\t1.950,00\tpreferent\nVerzekeraar\t2.310,55\nVerhuurder\t1.875,20")
    desk.click("#rekenen button[type=submit]")
    desk.wait_for_selector("text=Minnelijk naast Wsnp")
    at_work(desk, "voorstel")
    with desk.expect_download() as kept:
        desk.click("button[value=pdf]")
    assert kept.value.suggested_filename == "berekening.pdf"
