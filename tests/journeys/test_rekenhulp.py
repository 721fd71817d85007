"""Klopt mijn beslag? In a real browser, with and without JavaScript, in Dutch, Arabic and English."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session

from tests.journeys.inventory import SUBMIT

pytestmark = pytest.mark.django_db(transaction=True)
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
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
            found = Axe().run(page, options=RULES).response["violations"] if script else []  # axe is a script
            assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found] == [], state
            assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), state
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
