"""Laat ik geld liggen? In a real browser: five households, in Dutch and Arabic, with and without JavaScript."""

import os
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session

from tests.journeys.inventory import SUBMIT
from tests.support.looks import fits, violations

pytestmark = pytest.mark.django_db(transaction=True)
LOOK = os.environ.get("HOUVAST_LOOK", "")  # a folder: keep a picture of every state there, to look at
EVERYWHERE = pytest.mark.parametrize(
    ("prefix", "width", "script"),
    [("", 320, True), ("", 1280, False), ("/ar", 320, False), ("/ar", 1280, True)],
)
NOW = {"zorgtoeslag": 0, "huurtoeslag": 1, "kindgebonden_budget": 2, "kinderbijslag": 3, "nothing": 4}
NOBODY, PARTNER, CHILDREN = 0, 1, 2
WORK, BENEFIT, PENSION, STUDY, BUSINESS = range(5)


@pytest.fixture
def opened(resident, site, town):
    """Opens the tool from the start page and checks every state it is shown in: accessible, inside the window."""

    def open_it(prefix, width, script):
        page = resident(width=width, script=script)

        def look(state):
            assert not script or violations(page) == [], state
            assert fits(page), state
            assert "/rekenhulp/" in page.url and "?" not in page.url
            if LOOK:
                name = f"geld-{prefix.strip('/') or 'nl'}-{width}-{state}.png"
                page.screenshot(path=str(Path(LOOK) / name), full_page=True)

        page.goto(site(f"{prefix}/rekenhulp/"))
        look("start")
        page.click("main a[href$='/rekenhulp/toeslagen/']")
        return page, look

    return open_it


def lives(page, year, *who, ages="", partner=""):
    page.fill("#id_birth_year", year)
    for number in who or (NOBODY,):
        page.check(f"#id_people_{number}")
    if partner:
        page.fill("#id_partner_year", partner)
    if ages:
        page.fill("#id_ages", ages)
    page.click(SUBMIT)


def rents(page, rent, home=0):
    page.check(f"#id_home_{home}")
    if rent:
        page.fill("#id_rent", rent)
        page.select_option("#id_own_door", "yes")
    page.check("#id_registered_0")
    page.click(SUBMIT)


def earns(page, kind, amount, *, per="year", high="", partner=""):
    page.check(f"#id_kinds_{kind}")
    page.fill("#id_income", amount)
    page.select_option("#id_income_per", per)
    if high:
        page.click(".app-known summary")
        page.fill("#id_income_high", high)
    if partner:
        page.fill("#id_partner_income", partner)
    page.click(SUBMIT)


def gets(page, *names, **amounts):
    for name in names:
        page.check(f"#id_gets_{NOW[name]}")
    for field, amount in amounts.items():
        page.fill(f"#id_{field}", amount)
    page.check("#id_assets_0")
    page.check("#id_insured_0")
    page.click(SUBMIT)


@EVERYWHERE
def test_alone_on_a_benefit_without_huurtoeslag(opened, prefix, width, script):
    page, look = opened(prefix, width, script)
    look("vraag1")
    page.click(SUBMIT)
    look("vraag1-leeg")
    lives(page, "1980")
    look("vraag2")
    page.click(SUBMIT)
    look("vraag2-leeg")
    page.check("#id_home_0")
    page.fill("#id_rent", "1,234.56")
    page.check("#id_registered_0")
    page.click(SUBMIT)
    assert page.input_value("#id_rent") == "1,234.56" and page.is_visible(".app-errors")
    look("vraag2-engels")
    rents(page, "650")
    look("vraag3")
    page.click(SUBMIT)
    look("vraag3-leeg")
    earns(page, BENEFIT, "16.800")
    look("vraag4")
    page.click(SUBMIT)
    look("vraag4-leeg")
    gets(page, "zorgtoeslag", zorg_now="129")
    look("uitkomst-huur")
    first = page.locator(".app-answercard").first
    assert "Huurtoeslag" in first.inner_text() and "394" in first.inner_text() and "4.732" in first.inner_text()
    assert first.locator("a.app-button").get_attribute("href") == "https://www.toeslagen.nl/"
    for fold in page.query_selector_all("details.app-fold"):
        fold.query_selector("summary").click()
    look("uitkomst-open")
    page.click("button[value=to-2]")
    assert page.input_value("#id_rent") == "650"
    page.click("button[value=back]")
    assert page.input_value("#id_birth_year") == "1980"
    assert Session.objects.count() == 0


@EVERYWHERE
def test_a_working_couple_with_three_children_one_euro_above_the_limit(opened, prefix, width, script):
    page, look = opened(prefix, width, script)
    lives(page, "1985", PARTNER, CHILDREN, partner="1986", ages="4, 9, 13")
    rents(page, "", home=2)
    look("vraag3-partner")
    earns(page, WORK, "51.143", partner="0")
    gets(page, "kinderbijslag")
    look("uitkomst-gezin")
    cards = page.locator(".app-answercard")
    assert cards.count() == 1 and "Kindgebonden budget" in cards.first.inner_text()  # no zorgtoeslag any more


@EVERYWHERE
def test_a_pensioner(opened, prefix, width, script):
    page, look = opened(prefix, width, script)
    lives(page, "1955")
    rents(page, "650")
    earns(page, PENSION, "1.300", per="net_month")
    gets(page, "nothing")
    look("uitkomst-aow")
    words = page.inner_text("main")
    assert "314" in words and "394" in words and "AIO" in words


@EVERYWHERE
def test_a_student(opened, prefix, width, script):
    page, look = opened(prefix, width, script)
    lives(page, "2005")
    rents(page, "", home=1)
    earns(page, STUDY, "0")
    gets(page, "nothing")
    look("uitkomst-student")
    words = page.inner_text("main")
    assert "129" in words and "duo.nl" in words


@EVERYWHERE
def test_an_entrepreneur_with_a_varying_income(opened, prefix, width, script):
    page, look = opened(prefix, width, script)
    lives(page, "1980")
    rents(page, "650")
    earns(page, BUSINESS, "12.000", high="28.000")
    gets(page, "nothing")
    look("uitkomst-zzp")
    words = page.inner_text("main")
    assert "420" in words and "523" in words and "Bbz" in words


@EVERYWHERE
def test_who_gets_too_much_hears_how_to_pass_it_on(opened, prefix, width, script):
    page, look = opened(prefix, width, script)
    lives(page, "1980")
    rents(page, "650")
    earns(page, WORK, "30.000")
    gets(page, "zorgtoeslag", "huurtoeslag", huur_now="500")
    look("uitkomst-te-veel")
    first = page.locator(".app-answercard--late")
    assert "Huurtoeslag" in first.inner_text() and "toeslagen.nl" in first.inner_text()
