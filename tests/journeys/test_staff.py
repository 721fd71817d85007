"""The counsellor's journeys, by keyboard, in a real browser: his day, a call, three tries and a contact."""

import pytest

from houvast.casework.dossier.models import Clock, Task
from houvast.casework.dossier.services import take_up
from houvast.connections.mail_in import simulator
from houvast.foundation.accounts.models import Account, Role
from houvast.foundation.organisations.models import Municipality
from houvast.foundation.tenancy.context import tenant
from tests.support.houses import member
from tests.support.looks import fits, violations
from tests.support.mail_door import open_door, send
from tests.support.stories import signs_up

WIDTHS = [1280, 1440]


def given(house, clock, **more):
    with tenant(house.id):
        return signs_up(house, clock, **more)


def taken(house, clock, **more):
    with tenant(house.id):
        made = signs_up(house, clock, **more)
        take_up(house.counsellor, made.dossier_id, clock)
        return made


@pytest.mark.parametrize("width", WIDTHS)
def test_the_counsellors_day_by_keyboard(desk, site, town, width):
    house, clock = town
    with tenant(house.id):
        Account.objects.filter(pk=house.counsellor.account_id).update(shortcuts=True)
    made = taken(house, clock, call_name="Mina", threats=("eviction",))
    taken(house, clock, call_name="Ali")
    page = desk(width)
    page.goto(site("/werk/"))
    page.locator("body").press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#inhoud"
    page.focus("[data-row]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent") in ("Mina", "Ali")
    page.get_by_role("link", name="Mina").press("Enter")
    page.wait_for_url(f"**/{made.dossier_id}/")
    assert page.get_by_text("Haast.").is_visible()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("ali")
    page.keyboard.press("Enter")
    page.wait_for_url("**/werk/zoeken/")
    assert page.get_by_role("link", name="Ali", exact=True).is_visible()
    assert violations(page) == [] and fits(page)


def test_a_call_becomes_a_file_while_talking(desk, site, town):
    house, _ = town
    page = desk()
    page.goto(site("/werk/aanmeldingen/nieuw/"))
    page.get_by_label("Telefoon of e-mail").fill("06 98 76 54 32")
    page.get_by_label("Hoe mogen wij je noemen?").fill("Karim")
    page.get_by_label("Stroom, gas, warmte of water eraf").check()
    page.get_by_role("button", name="Aanmelden").click()
    page.get_by_text("het eerste contact is gehaald").wait_for()
    assert page.get_by_text("donderdag 26 november").is_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Naar het dossier").click()
    assert page.get_by_role("heading", name="Karim").is_visible()
    with tenant(house.id):
        assert Clock.objects.get(kind="belofte_contact").stopped_on is not None


def test_three_tries_in_vain_and_then_a_contact(desk, site, town):
    house, clock = town
    made = taken(house, clock, call_name="Sanne")
    page = desk()
    for number in range(3):
        page.goto(site(f"/werk/dossiers/{made.dossier_id}/contact/"))
        page.get_by_label("niet opgenomen").check()
        page.get_by_role("button", name="Leg vast").click()
        page.get_by_text("derde keer" if number == 2 else "De klok loopt door").wait_for()
    with tenant(house.id):
        assert [task.kind for task in Task.objects.filter(outcome="")] == ["other_way"]
    page.get_by_role("link", name="Contact vastleggen").first.click()
    page.get_by_label("gesproken", exact=True).check()
    page.get_by_role("button", name="Leg vast").click()
    page.get_by_text("de klok staat stil").wait_for()
    with tenant(house.id):
        assert Clock.objects.get(kind="belofte_contact").stopped_on == clock.today()
        assert Task.objects.get(kind="other_way").outcome == "done"


def test_an_email_comes_in_and_the_counsellor_sees_it_in_the_queue_with_its_clock(desk, site, town, tmp_path, settings):
    house, _ = town
    settings.DOCUMENT_FOLDER = tmp_path
    with tenant(house.id):
        Municipality.objects.update(mail_address=simulator.TO)
    with open_door() as port:
        send(port, simulator.with_files(("winmail.dat", b"x")))
        send(port, simulator.plain(List_Id="<nieuws.voorbeeld.example>", Message_ID="<2@voorbeeld.example>"))
    page = desk()
    page.goto(site("/werk/aanmeldingen/"))
    row = page.get_by_role("row").filter(has_text="Sanne de Vries")
    assert row.get_by_text("e-mail", exact=True).is_visible() and row.get_by_text("wo 25 nov").first.is_visible()
    row.get_by_role("button", name="Pak op").click()
    page.get_by_role("heading", name="E-mail van de inwoner").wait_for()
    assert page.get_by_text("Wilt u mij bellen?").is_visible() and page.get_by_text("1 bijlage: op slot").is_visible()
    assert violations(page) == [] and fits(page)
    page.goto(site("/werk/aanmeldingen/"))
    page.get_by_role("link", name="1 e-mail ligt opzij").click()
    assert violations(page) == [] and fits(page)
    page.get_by_role("button", name="Geen aanmelding").click()
    page.get_by_text("Niets opzij.").wait_for()
    assert violations(page) == [] and fits(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_every_screen_of_the_counsellor_is_accessible_and_fits(desk, site, town, width):
    house, clock = town
    errors = []
    page = desk(width)
    page.on(
        "console", lambda said: errors.append(said.text) if said.type == "error" and "422" not in said.text else None
    )

    def look(path, state):
        page.goto(site(path))
        assert violations(page) == [], (path, state)
        assert fits(page), (path, state)

    for path in ("/werk/", "/werk/aanmeldingen/", "/werk/crisis/", "/werk/zoeken/", "/werk/account/",
                 "/werk/account/wachtwoord/", "/werk/account/app/", "/werk/account/herstelcodes/"):  # fmt: skip
        look(path, "empty")
    file = taken(
        house, clock, call_name="Maximiliaan-Alexander van der Wijngaarden tot Nieuwkerkerbroek", threats=("food",)
    )
    other = given(house, clock, call_name="Sanne", language="ar", interpreter=True)
    base = f"/werk/dossiers/{file.dossier_id}/"
    for path in (
        "/werk/", "/werk/aanmeldingen/", "/werk/crisis/", "/werk/aanmeldingen/nieuw/",
        "/werk/aanmeldingen/opzij/", base, f"{base}contact/",
        f"{base}wensen/", f"{base}gegevens/", f"{base}gegevens/geboortedatum/", f"{base}gegevens/adres/",
        f"{base}gegevens/bsn/", f"{base}code/", f"{base}stoppen/", f"{base}overdragen/",
        f"{base}dubbel/{other.dossier_id}/",
    ):  # fmt: skip
        look(path, "filled")
    page.goto(site("/werk/aanmeldingen/nieuw/"))
    page.get_by_role("button", name="Aanmelden").click()
    assert violations(page) == [] and page.title().startswith("Fout")
    assert errors == [], "Content-Security-Policy or script errors"


def test_signing_in_is_accessible_and_says_what_went_wrong(browser, site, town):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(site("/inloggen/"))
    assert violations(page) == [] and fits(page)
    page.get_by_label("E-mailadres").fill("fatma@voorbeeldstad.example")
    page.get_by_label("Wachtwoord").fill("niet goed")
    page.get_by_role("button", name="Volgende").click()
    page.get_by_text("horen niet bij elkaar").first.wait_for()
    assert violations(page) == []
    page.close()


def test_who_somebody_is_is_recorded_while_talking(desk, site, town):
    house, clock = town
    made = taken(house, clock, call_name="Sanne")
    page = desk()
    page.goto(site(f"/werk/dossiers/{made.dossier_id}/"))
    page.get_by_role("link", name="Gegevens").click()
    page.get_by_role("link", name="Vul in").first.click()
    page.get_by_label("Jaar").fill("1988")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("1988, dag niet bekend").wait_for()
    page.get_by_role("link", name="Vul in").first.click()
    page.get_by_label("Geen vast adres").check()
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("geen vast adres").first.wait_for()
    page.get_by_role("link", name="Vul in").click()
    page.get_by_label("BSN").fill("123456789")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("Misschien zijn er cijfers verwisseld").first.wait_for()
    assert violations(page) == [] and page.title().startswith("Fout")
    page.get_by_label("BSN").fill("999990019")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("•••••0019").wait_for()
    assert "999990019" not in page.content()
    assert violations(page) == [] and fits(page)
    page.get_by_role("button", name="Toon het hele nummer").click()
    page.get_by_text("999990019").wait_for()
    assert page.get_by_text("staat in het logboek").is_visible()


def test_a_term_needs_two_administrators_and_a_colour_is_seen_while_typing(desk, site, town):
    house, _ = town
    with tenant(house.id):
        second = member("Karel Bos", Role.ADMINISTRATOR, None, "voorbeeldstad")
    page = desk(actor=house.administrator)
    page.goto(site("/beheer/termijnen/"))
    page.get_by_role("row", name="Eerste contact").get_by_role("link", name="Stel een andere voor").click()
    page.get_by_label("Hoe lang?").fill("3")
    page.get_by_label("Waar staat dit?").fill("Beleidsplan 2027")
    page.get_by_role("button", name="Stel voor").click()
    page.get_by_text("Langer mag niet").first.wait_for()
    assert violations(page) == []
    page.get_by_label("Hoe lang?").fill("1")
    page.get_by_role("button", name="Stel voor").click()
    page.get_by_text("Een andere beheerder zegt hier ja of nee").first.wait_for()
    other = desk(actor=second)
    other.goto(site("/beheer/termijnen/"))
    other.get_by_role("button", name="Ja, bevestig").click()
    other.get_by_text("Bevestigd. De termijn").wait_for()
    assert other.get_by_text("1 werkdag vanaf").first.is_visible() and violations(other) == []
    page.goto(site(f"/beheer/gemeenten/{house.municipality.id}/huisstijl/"))
    page.get_by_label("Merkkleur", exact=True).fill("#3fa796")
    assert page.locator("svg.app-colour__swatch rect").first.get_attribute("fill") == "#3fa796"
    page.get_by_role("button", name="Zet live").click()
    page.get_by_text("Deze kleur kan nog niet").first.wait_for()
    page.get_by_label("Zoek een instelling of tekst").fill("telefoontijden")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Telefoontijden van").click()
    assert page.get_by_role("heading", name="Telefoontijden van").first.is_visible()
