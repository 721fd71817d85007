"""From nothing: a command, a link, a first administrator, a first counsellor, a first resident. Next to the demo."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse

from houvast.casework.signup.models import Signup
from houvast.foundation.organisations.models import Location, Municipality, Organisation
from houvast.foundation.organisations.queries import every_organisation
from houvast.foundation.tenancy.context import tenant
from houvast.web.cli.main import main
from tests.journeys.inventory import SUBMIT, code_on
from tests.support.looks import fits, violations
from tests.support.stories import signs_up

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "paarse fiets in de regen"
SAVE = "main form .app-buttons button"


@pytest.fixture
def desk(browser, town):
    """A browser of staff, without JavaScript."""
    made = []

    def open_one(width=1280):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=False, locale="nl-NL"
        )
        made.append(context)
        return context.new_page()

    yield open_one
    for context in made:
        context.close()


def found(capsys, live_server, slug="nieuwstad"):
    """The command, and the one-time link that it prints."""
    port = live_server.url.rsplit(":", 1)[1]
    answer = main([
        "organisatie", "nieuw", "--naam", "Hulp Nieuwstad", "--kort", slug, "--gemeente", "Nieuwstad", "--code", "9998",
        "--beheerder", "Bo Beheer", "--mail", f"bo@{slug}.example", "--poort", port,
    ])  # fmt: skip
    printed = capsys.readouterr()
    assert answer == 0, printed.err
    return re.search(r"http://\S+", printed.out)[0]


def wait_for_a_fresh_code():
    """A code that runs out between reading and sending is refused, as it should be."""
    left = 30 - time.time() % 30
    if left < 8:
        time.sleep(left + 0.1)


def first_time(page, link):
    """Password, then the app, then the recovery codes."""
    page.goto(link)
    page.fill("#id_password", PASSWORD)
    page.click("main form button")
    secret = re.search(r"\b[A-Z2-7]{32}\b", page.inner_text("main"))[0]
    wait_for_a_fresh_code()
    page.fill("#id_code", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.click("main form button")
    assert page.locator("main li bdi").count() == 10
    page.click("main .app-buttons a")


def test_an_organisation_from_nothing_to_its_first_sign_up(town, capsys, live_server, desk, resident):
    demo, clock = town
    with tenant(demo.id):
        signs_up(demo, clock, call_name="Demomarkering")
    link = found(capsys, live_server)
    site = link.split("/inloggen")[0]

    bo = desk()
    first_time(bo, link)
    assert bo.url == f"{site}/beheer/" and "Vul het telefoonnummer van Nieuwstad in" in bo.inner_text("main")

    bo.click("text=Vul het telefoonnummer")
    bo.fill("#id_phone", "0123 456 789")
    bo.click(SAVE)
    bo.goto(f"{site}/beheer/")
    bo.click("text=Vul in wanneer jullie bereikbaar zijn")
    for weekday in range(5):
        bo.fill(f"#id_day_{weekday}", "9.00-17.00")
    bo.click(SAVE)
    bo.goto(f"{site}/beheer/")
    bo.click("text=Voeg een locatie toe")
    for name, value in {"name": "Wijkhuis", "street": "Plein 3", "postcode": "1234AB", "city": "Nieuwstad"}.items():
        bo.fill(f"#id_{name}", value)
    bo.click(SAVE)
    bo.goto(f"{site}/beheer/")
    bo.click("text=Nodig een schuldhulpverlener uit")
    bo.fill("#id_name", "Hanna Hulp")
    bo.fill("#id_email", "hanna@nieuwstad.example")
    bo.select_option("#id_role", "counsellor")
    bo.select_option("#id_team", label="Aanmeldingen")
    bo.click(SAVE)
    hannas_link = bo.inner_text("main bdi")
    bo.goto(f"{site}/beheer/")
    assert "Alles is ingevuld" in bo.inner_text("main")

    visitor = resident(width=320)
    visitor.goto(f"{site}/aanmelden/")
    visitor.check("#id_way_0")
    visitor.fill("#id_phone", "06 12 34 56 78")
    visitor.fill("#id_call_name", "Nieuwmarkering")
    visitor.click(SUBMIT)
    visitor.click(SUBMIT)
    visitor.click(SUBMIT)
    assert len(code_on(visitor)) == 19

    hanna = desk()
    first_time(hanna, hannas_link)
    assert hanna.url == f"{site}/werk/"
    hanna.goto(f"{site}/werk/aanmeldingen/")
    assert "Nieuwmarkering" in hanna.inner_text("main") and "Demomarkering" not in hanna.inner_text("main")

    with tenant(demo.id):
        assert [one.organisation_id for one in Signup.objects.all()] == [demo.id]
        assert not Location.objects.filter(name="Wijkhuis").exists()
    new_id = id_of("nieuwstad")
    with tenant(new_id):
        assert Signup.objects.count() == 1 and Municipality.objects.get().phone == "+31123456789"


def id_of(slug):
    for organisation_id in every_organisation():
        with tenant(organisation_id):
            if Organisation.objects.get(pk=organisation_id).slug == slug:
                return organisation_id
    raise AssertionError(slug)


def test_the_command_refuses_in_words_and_leaves_nothing_behind(town, capsys, live_server):
    found(capsys, live_server)
    answer = main(["organisatie", "nieuw", "--naam", "Nog eens", "--kort", "nieuwstad", "--gemeente", "Nieuwstad",
                   "--code", "9998", "--beheerder", "Bo", "--mail", "bo@elders.example"])  # fmt: skip
    assert answer == 1 and "Kies een andere" in capsys.readouterr().err


@pytest.mark.parametrize("width", [1280, 390])
def test_every_screen_of_the_administrator_is_whole_for_everybody(town, capsys, live_server, browser, width):
    link = found(capsys, live_server)
    site = link.split("/inloggen")[0]
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="nl-NL", bypass_csp=True)
    page = context.new_page()
    first_time(page, link)
    wrong = {}
    with tenant(id_of("nieuwstad")):
        town_id = Municipality.objects.get().id
    paths = [reverse(f"beheer:{name}") for name in (
        "terms", "interpreters", "new_interpreter", "vtlb", "choose_vtlb", "figures", "schemes", "new_scheme",
        "overview", "organisation", "municipalities", "places", "people", "invite", "new_team", "languages", "texts",
        "sent", "parked", "connections")]  # fmt: skip
    paths += [
        reverse(f"beheer:{name}", args=[town_id]) for name in ("municipality", "theme", "phone_hours", "new_location")
    ]
    for path in paths:
        page.goto(site + path)
        if (seen := violations(page)) or not fits(page):
            wrong[path] = seen or "scrolls sideways"
    page.goto(f"{site}/beheer/organisatie/")
    page.fill("#id_name", "")
    page.click(SAVE)
    assert page.title().startswith("Fout")
    if violations(page):
        wrong["error"] = violations(page)
    context.close()
    assert not wrong
