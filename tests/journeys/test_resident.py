"""What people do, in a real browser, without JavaScript: in Dutch and Arabic, on a small phone and on a desk."""

import pytest

from houvast.casework.dossier.models import Clock, Threat
from houvast.casework.residents.models import ContactPoint, ContactWish
from houvast.casework.signup.models import Signup
from houvast.foundation.organisations.models import LanguageOffer
from houvast.foundation.tenancy.context import tenant
from tests.journeys import inventory
from tests.journeys.inventory import SUBMIT, code_on, digits_sent
from tests.support.looks import fits, violations

pytestmark = pytest.mark.django_db(transaction=True)
EVERYWHERE = pytest.mark.parametrize(("prefix", "width"), [("", 320), ("", 1280), ("/ar", 320), ("/ar", 1280)])
SPOKEN = {"/ti": "ti", "/makkelijk": "nl-x-makkelijk", "/uk": "uk"}


def offer(house, prefix):
    """The language of this prefix can be chosen here."""
    if prefix in SPOKEN:
        with tenant(house.id):
            LanguageOffer.objects.create(municipality=house.municipality, language=SPOKEN[prefix])


@pytest.mark.parametrize(("prefix", "title"), [
    ("/ti", "ሓገዝ"), ("/makkelijk", "Hulp met geld"), ("/uk", "Допомога"),
])  # fmt: skip
def test_somebody_signs_up_in_another_language_and_every_screen_is_accessible(resident, site, town, prefix, title):
    house, _clock = town
    offer(house, prefix)
    page = resident(width=320, script=True)
    wrong = []

    def look():
        found = violations(page) + ([] if fits(page) else ["scrolls sideways"])
        wrong.extend(f"{page.url}: {one}" for one in found)

    page.goto(site(f"{prefix}/"))
    assert title in page.inner_text("h1")
    assert page.locator("footer a[href^='tel:']").count() == 2  # the house, and somebody who speaks the language
    look()
    page.click(f"a.app-way__title[href='{prefix}/aanmelden/']")
    look()
    page.check("#id_way_0")
    page.fill("#id_phone", "06 12 34 56 78")
    page.click(SUBMIT)
    look()
    page.click(SUBMIT)
    look()
    page.click(SUBMIT)
    assert page.url == site(f"{prefix}/aanmelden/klaar/")
    look()
    assert wrong == []
    with tenant(house.id):
        assert Signup.objects.get().language == SPOKEN[prefix]


@EVERYWHERE
def test_somebody_who_must_leave_the_house_signs_up(resident, site, town, prefix, width):
    house, _clock = town
    page = resident(width=width)
    page.goto(site(f"{prefix}/?taal=nl"))
    page.click(f"a.app-way__title[href='{prefix}/aanmelden/']")
    page.check("#id_way_0")
    page.fill("#id_phone", "06 12 34 56 78")
    page.click(SUBMIT)
    page.check("#id_urgency_0")
    assert page.is_visible(".app-urgent--note a[href^='tel:']")
    page.check("#id_urgency_5")  # "nee" beside it: the urgent one counts
    page.click(SUBMIT)
    assert page.is_visible(".app-urgent a[href^='tel:']")
    page.click(SUBMIT)
    assert page.url == site(f"{prefix}/aanmelden/klaar/")
    assert page.is_visible(".app-urgent a[href^='tel:']") and len(code_on(page)) == 19
    assert fits(page)
    page.reload()
    assert len(code_on(page)) == 19
    with tenant(house.id):
        signup = Signup.objects.get()
        assert (signup.language, signup.urgency) == (prefix.strip("/") or "nl", "threat")
        assert Threat.objects.get().kind == "eviction"
        assert Clock.objects.filter(kind="wgs_threat_talk").exists()


@EVERYWHERE
def test_somebody_comes_by(resident, site, town, prefix, width):
    house, _clock = town
    page = resident(width=width)
    page.goto(site(f"{prefix}/aanmelden/"))
    page.check("#id_way_4")
    page.select_option("#id_location", index=1)
    page.click(SUBMIT)
    page.click(SUBMIT)  # urgency may stay empty
    page.click(SUBMIT)
    assert page.url == site(f"{prefix}/aanmelden/klaar/")
    with tenant(house.id):
        signup = Signup.objects.get()
        assert (signup.wants, signup.urgency) == ("visit", "unknown") and signup.location_id
        assert not ContactPoint.objects.exists()


@EVERYWHERE
def test_the_resident_comes_back_with_the_code_and_changes_to_safe_contact(resident, site, town, prefix, width):
    house, _clock = town
    page = resident(width=width)
    page.goto(site(f"{prefix}/aanmelden/"))
    page.check("#id_way_1")
    page.fill("#id_text_phone", "06 12 34 56 78")
    page.click(SUBMIT)
    page.click(SUBMIT)
    page.click(SUBMIT)
    code = code_on(page)
    later = resident(width=width)
    later.goto(site(f"{prefix}/mijn/terug/{code}/"))
    later.click(SUBMIT)
    later.check("#id_way_0")
    later.click(SUBMIT)
    later.fill("#id_digits", digits_sent(house))
    later.click(SUBMIT)
    assert later.url == site(f"{prefix}/mijn/") and later.locator(".app-road__step").count() == 8
    assert later.locator("[aria-current=step]").count() == 1
    later.goto(site(f"{prefix}/mijn/gegevens/veilig/"))
    later.check("#id_safe_contact")
    later.check("#id_not_these_0")
    later.check("#id_not_these_1")
    later.click(SUBMIT)
    assert later.is_visible("[role=status]") and fits(later)
    with tenant(house.id):
        wish = ContactWish.objects.get(superseded_by__isnull=True)
        assert wish.safe_contact and not wish.voicemail_allowed and not wish.post_allowed and wish.text_allowed


@pytest.mark.parametrize("prefix", ["", "/ar", "/ti"])
def test_every_screen_in_every_state_is_accessible_and_fits_a_small_phone(resident, site, town, prefix):
    house, _clock = town
    offer(house, prefix)
    page = resident(width=320, script=True)
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    seen, wrong = set(), []

    def look(screens):
        for name, state in screens:
            seen.add(name)
            found = violations(page)
            if not fits(page):
                found.append("scrolls sideways")
            wrong.extend(f"{name} ({state}): {one}" for one in found)

    look(inventory.public(page, site, prefix))
    look(inventory.somebody_else(page, site, prefix, house))
    look(inventory.sign_up(page, site, prefix, house))
    code = code_on(page)
    look(inventory.come_back(page, site, prefix, house, code))
    look(inventory.mine(page, site, prefix))
    assert wrong == []
    assert inventory.addresses("public", "resident", "partner") - seen - inventory.WITHOUT_PAGE == set()
    # A page that answers 400 to a form is the one thing the browser itself remarks on.
    assert [one for one in heard if "400 (Bad Request)" not in one] == []


def test_axe_does_find_a_page_made_wrong_on_purpose(resident, site, town):
    page = resident(script=True)
    page.goto(site("/"))
    page.evaluate("document.querySelector('main').innerHTML = '<img src=\"/x.svg\"><input>'")
    assert violations(page)


def test_quick_exit_leaves_no_way_back(resident, site, town):
    page = resident(script=True)
    elsewhere = {"body": "<title>Elders</title>", "content_type": "text/html"}
    page.route("https://www.example.org/**", lambda route: route.fulfill(**elsewhere))
    page.goto(site("/waar/"))
    page.goto(site("/aanmelden/"))
    page.click("[data-leave]")
    page.wait_for_url("https://www.example.org/**")
    assert page.title() == "Elders"
    page.go_back()
    assert "/aanmelden/" not in page.url


def test_the_first_tab_stop_is_the_way_to_the_content_and_errors_get_the_focus(resident, site, town):
    page = resident(script=True)
    page.goto(site("/aanmelden/"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#inhoud"
    page.click(SUBMIT)
    assert page.evaluate("document.activeElement.id") == "fouten"
    assert page.title().startswith("Fout: ")


def test_the_back_button_keeps_what_was_filled_in(resident, site, town):
    page = resident()
    page.goto(site("/aanmelden/"))
    page.check("#id_way_0")
    page.fill("#id_phone", "06 12 34 56 78")
    page.click(SUBMIT)
    page.wait_for_url("**/aanmelden/haast/")
    page.go_back()
    page.reload()
    assert page.input_value("#id_phone") == "06 12 34 56 78"
    page.click(SUBMIT)
    assert page.url == site("/aanmelden/haast/")


def test_confirmation_and_road_print_on_one_page(resident, site, town):
    house, _clock = town
    page = resident()
    page.goto(site("/aanmelden/"))
    page.check("#id_way_0")
    page.fill("#id_phone", "06 12 34 56 78")
    for _ in range(3):
        page.click(SUBMIT)
    page.wait_for_url("**/aanmelden/klaar/")
    assert pages_of(page) == 1
    code = code_on(page)
    for _screen in inventory.come_back(page, site, "", house, code):
        pass
    printed = page.context.new_page()
    printed.goto(site("/mijn/"))
    assert printed.locator(".app-road").is_visible()
    assert pages_of(printed) == 1


def pages_of(page):
    page.wait_for_load_state()  # a page that is still coming in cannot be printed
    return page.pdf(format="A4").count(b"/Type /Page\n")


def test_all_four_ways_stand_in_the_first_view_of_a_phone(resident, site, town):
    page = resident(width=390)
    page.goto(site("/"))
    last = page.locator(".app-way").nth(3).bounding_box()
    assert last["y"] + last["height"] <= 844
