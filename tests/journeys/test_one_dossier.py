"""The same resident came in along more doors than one, and ends as one dossier; a mistake is one press away."""

import re

import pytest

from houvast.casework.dossier.models import Dossier
from houvast.casework.dossier.services import open_task, take_up
from houvast.casework.referrals.models import Referral
from houvast.connections.mail_in import simulator
from houvast.foundation.organisations.models import Municipality
from houvast.foundation.tenancy.context import tenant
from tests.journeys.inventory import SUBMIT
from tests.support.houses import WALL_CLOCK
from tests.support.looks import fits, violations
from tests.support.mail_door import open_door, send
from tests.support.stories import later, signs_up


@pytest.mark.parametrize("width", [360, 1280])
def test_two_files_of_one_person_become_one_and_apart_again(desk, site, town, width):
    house, clock = town
    with tenant(house.id):
        web = signs_up(house, later(clock, days=-3), call_name="Sanne", help_request="Brief van de huur")
        mail = signs_up(house, clock, call_name="Sanne de Vries", phone="", mail="sanne@voorbeeld.example",
                        wants="mail", channel="mail", threats=("eviction",))  # fmt: skip
        for one in (web, mail):
            take_up(house.counsellor, one.dossier_id, clock)
        open_task(house.counsellor, mail.dossier_id, mail.party_id, "bel", "Bel na zes uur", clock.today(), clock)
    page = desk(width)
    page.goto(site(f"/werk/dossiers/{web.dossier_id}/"))
    page.get_by_role("link", name="Voeg samen met een ander dossier").click()
    page.get_by_label("Nummer van het andere dossier").fill("SH-2026-9999")
    page.get_by_role("button", name="Leg ze naast elkaar").click()
    page.get_by_text("kennen wij niet").first.wait_for()
    assert violations(page) == [] and fits(page) and page.title().startswith("Fout")
    page.get_by_label("Nummer van het andere dossier").fill(mail.number)
    page.get_by_role("button", name="Leg ze naast elkaar").click()
    page.get_by_role("heading", name="Misschien dezelfde persoon").wait_for()
    assert violations(page) == [] and fits(page)
    page.get_by_label("Sanne de Vries").check()
    page.get_by_role("button", name="Voeg samen").click()
    page.get_by_text("Samengevoegd. Alles van beide dossiers staat nu hier.").wait_for()
    assert page.get_by_role("heading", name="Sanne de Vries", level=1).is_visible()
    assert page.get_by_text("Bel na zes uur").first.is_visible()
    assert page.get_by_text("Haast.").is_visible()
    assert violations(page) == [] and fits(page)
    page.get_by_role("link", name=mail.number).first.click()
    page.get_by_text("gaat sinds").wait_for()
    assert violations(page) == [] and fits(page)
    page.get_by_role("button", name="Maak samenvoegen ongedaan").click()
    page.get_by_text("Ongedaan gemaakt.").wait_for()
    assert violations(page) == [] and fits(page)
    with tenant(house.id):
        assert Dossier.objects.filter(closed_on__isnull=True).count() == 2


def test_by_mail_by_partner_and_by_phone_and_then_one_dossier_which_the_partner_may_follow(
    desk, resident, site, town, tmp_path, settings
):
    house, _ = town
    settings.DOCUMENT_FOLDER = tmp_path
    with tenant(house.id):
        Municipality.objects.update(mail_address=simulator.TO)
    with open_door() as port:
        send(port, simulator.plain())
    partner = resident()
    partner.goto(site("/?taal=nl"))
    partner.get_by_role("link", name="Meld iemand aan of vertel je zorgen").click()
    partner.get_by_role("link", name="Ik ben hulpverlener").click()
    for field, words in (("organisation_name", "Wijkteam Noord"), ("name", "Ineke"), ("own_mail", "i@wijk.example")):
        partner.fill(f"#id_{field}", words)
    partner.check("#id_way_0")
    partner.fill("#id_phone", "06 12 34 56 78")
    for part, number in (("day", "31"), ("month", "12"), ("year", "2026")):
        partner.fill(f"#id_keeps_contact_until_{part}", number)
    partner.check("#id_knows")
    partner.click(SUBMIT)
    partner.get_by_text("Kijk in je e-mail").wait_for()
    page = desk(1280)
    page.goto(site("/werk/aanmeldingen/nieuw/"))
    page.get_by_label("Telefoon of e-mail").fill("06 12 34 56 78")
    page.get_by_label("Hoe mogen wij je noemen?").fill("Sanne")
    page.get_by_role("button", name="Aanmelden").click()
    page.get_by_role("link", name="Naar het dossier").click()
    # The same number: the partner's file is shown by itself. The mail came from an address of its own.
    page.get_by_role("link", name="SH-2026-0002").click()
    page.get_by_role("button", name="Voeg samen").click()
    page.get_by_text("Samengevoegd. Alles").wait_for()
    page.get_by_role("link", name="Voeg samen met een ander dossier").click()
    page.get_by_label("Nummer van het andere dossier").fill("SH-2026-0001")
    page.get_by_role("button", name="Leg ze naast elkaar").click()
    page.get_by_role("button", name="Voeg samen").click()
    page.get_by_role("heading", name="E-mail van de inwoner").wait_for()
    assert page.get_by_text("Wijkteam Noord").first.is_visible() and page.get_by_text("31 december 2026").is_visible()
    assert violations(page) == [] and fits(page)
    with tenant(house.id):
        assert Dossier.objects.filter(closed_on__isnull=True).count() == 1
        letter = Referral.objects.get().letter
    partner.goto(site(re.search(r"https?://[^/]+(/\S*/volgen/\w+/)", letter).group(1)))
    partner.get_by_role("button", name="Ja, dit adres is van mij").click()
    assert partner.get_by_text("maandag 23 november").count() == 2, "received, and spoken by phone"
    assert partner.get_by_text("Nog niet").count() == 1 and fits(partner)


@pytest.mark.parametrize(("prefix", "width"), [("", 360), ("/ar", 1280)])
def test_a_neighbour_tells_his_worry_and_learns_nothing_and_a_counsellor_looks_with_care(
    desk, resident, site, town, prefix, width
):
    house, clock = town
    with tenant(house.id):
        signs_up(house, clock, phone="+31612345678")
    neighbour = resident(width=width)
    neighbour.goto(site(f"{prefix}/voor-een-ander/signaal/"))
    neighbour.check("#id_given_by_1")
    neighbour.fill("#id_words", "De gordijnen zijn al weken dicht.")
    neighbour.fill("#id_about_where", "Molenstraat 5")
    neighbour.fill("#id_about_reach", "06 12 34 56 78")
    neighbour.click(SUBMIT)
    assert neighbour.url == site(f"{prefix}/voor-een-ander/dank/") and fits(neighbour)
    assert "SH-2026" not in neighbour.content()
    page = desk(width)
    page.goto(site("/werk/aanmeldingen/"))
    page.get_by_role("link", name="1 signaal van anderen").click()
    assert violations(page) == [] and fits(page)
    page.get_by_role("link", name="Naam niet bekend").click()
    assert page.get_by_role("link", name="SH-2026-0001").is_visible()
    page.get_by_role("button", name="Ik kijk hiernaar").click()
    assert violations(page) == [] and fits(page)
    page.get_by_label("Stoppen").check()
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("Kies waarom het stopt").first.wait_for()
    assert violations(page) == [] and fits(page) and page.title().startswith("Fout")
    page.get_by_label("Wat deed je, en wat hoorde je?").fill("Gebeld: er is al een afspraak.")
    page.get_by_label("Waarom stopt het?").select_option("known")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("Geen signalen.").wait_for()
    assert violations(page) == [] and fits(page)
    with tenant(house.id):
        assert Dossier.objects.count() == 1


def test_who_comes_second_reads_that_a_colleague_was_first(desk, site, town):
    house, _ = town
    with tenant(house.id):
        first, second = signs_up(house, WALL_CLOCK, call_name="Sanne"), signs_up(house, WALL_CLOCK, call_name="S.")
    pair = f"/werk/dossiers/{first.dossier_id}/dubbel/{second.dossier_id}/"
    one, other = desk(1280), desk(1280)
    for page in (one, other):
        page.goto(site(pair))
    one.get_by_role("button", name="Voeg samen").click()
    one.get_by_text("Samengevoegd. Alles").wait_for()
    other.get_by_role("button", name="Voeg samen").click()
    other.get_by_text("is net samengevoegd en gaat verder in").wait_for()
    assert violations(other) == [] and fits(other)
