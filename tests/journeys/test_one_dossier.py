"""The same resident came in along more doors than one, and ends as one dossier; a mistake is one press away."""

import pytest

from houvast.casework.dossier.models import Dossier
from houvast.casework.dossier.services import open_task, take_up
from houvast.foundation.tenancy.context import tenant
from tests.support.houses import WALL_CLOCK
from tests.support.looks import at_desk, fits, violations
from tests.support.stories import later, signs_up


@pytest.fixture
def desk(browser, town, site):
    house, _ = town
    made = []

    def sit_down(width):
        context = at_desk(browser, site, house.counsellor, viewport={"width": width, "height": 900})
        made.append(context)
        return context.new_page()

    yield sit_down
    for context in made:
        context.close()


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
