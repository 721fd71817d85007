"""Posters and cards in beheer: add a spot, print it, see what it brings."""

import datetime as dt
import io

import pytest
from django.test import Client
from pypdf import PdfReader
from tests.support.desks import signed_in
from tests.support.houses import clock_at
from tests.support.stories import signs_up
from tests.support.town import a_town

from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.organisations.models import Organisation, Signpost
from houvast.foundation.organisations.signposts import add_signpost
from houvast.foundation.randomness import SeededRandomness
from houvast.foundation.tenancy.context import tenant
from houvast.promise.services import refresh

pytestmark = pytest.mark.django_db
POSTERS = "/beheer/posters/"


@pytest.fixture
def town():
    with a_town() as (house, clock):
        yield house, clock


@pytest.fixture
def desk(town):
    return signed_in(town[0].administrator)


def add(house, clock, name):
    with tenant(house.id):
        chance = SeededRandomness(name)
        return add_signpost(house.administrator, house.municipality.id, name, clock, chance)


def text(client, address):
    return client.get(address).content.decode()


def test_an_empty_list_says_what_comes_first(desk):
    assert "Er is nog geen plek." in text(desk, POSTERS)


def test_a_spot_is_added_renamed_and_stopped(town, desk):
    house, _ = town
    new = {"name": "Huisarts De Linde", "municipality": str(house.municipality.id)}
    assert desk.post(f"{POSTERS}nieuw/", new).status_code == 302
    with tenant(house.id):
        spot = Signpost.objects.get()
    assert spot.name in text(desk, POSTERS) and f"/p/{spot.code}/" in text(desk, POSTERS)
    desk.post(f"{POSTERS}{spot.id}/", {"name": "Huisarts De Eik", "version": spot.version})
    assert "Huisarts De Eik" in text(desk, POSTERS)
    desk.post(f"{POSTERS}{spot.id}/stoppen/", {"version": spot.version + 1})
    page = text(desk, f"{POSTERS}{spot.id}/")
    assert "Gestopt op 23 november 2026" in page and ".pdf" not in page
    with tenant(house.id):
        actions = AuditEntry.objects.filter(action__startswith="signpost").values_list("action", flat=True)
        assert sorted(actions) == ["signpost.added", "signpost.changed", "signpost.ended"]


@pytest.mark.parametrize(
    ("typed", "said"), [({"name": ""}, "Naam van de plek"), ({"name": "Huisarts De Linde"}, "met deze naam")]
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(town, desk, typed, said):
    house, clock = town
    add(house, clock, "Huisarts De Linde")
    answer = desk.post(f"{POSTERS}nieuw/", {"municipality": str(house.municipality.id), **typed})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert f'value="{typed["name"]}"' in answer.content.decode() or not typed["name"]


def test_stopping_from_an_old_page_changes_nothing(town, desk):
    house, clock = town
    spot = add(house, clock, "Bibliotheek")
    for version in ("99", "x"):
        desk.post(f"{POSTERS}{spot.id}/stoppen/", {"version": version})
    with tenant(house.id):
        assert Signpost.objects.get().valid_until is None


@pytest.mark.parametrize("language", ["nl", "en", "ar", "tr", "pl", "uk", "ti"])
@pytest.mark.parametrize(("size", "width"), [("a4", 595), ("a6", 298)])
def test_poster_and_card_are_one_tagged_page_with_the_address_of_the_spot(town, desk, language, size, width):
    house, clock = town
    spot = add(house, clock, "Huisarts De Linde")
    answer = desk.get(f"{POSTERS}{spot.id}/{size}-{language}.pdf")
    assert answer["Content-Type"] == "application/pdf" and "attachment" in answer["Content-Disposition"]
    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) == 1 and round(float(reader.pages[0].mediabox.width)) == width
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"].startswith(language)
    assert b"pdfuaid" in root["/Metadata"].get_data()
    read = reader.pages[0].extract_text()
    prefix = "" if language == "nl" else f"/{language}"
    assert f"{prefix}/p/{spot.code}/" in read.replace("\n", "") and "Huisarts De Linde" in read


def test_a_translation_that_nobody_approved_is_not_printed_when_the_switch_is_off(town, desk):
    house, clock = town
    spot = add(house, clock, "Bibliotheek")
    with tenant(house.id):
        Organisation.objects.filter(pk=house.id).update(show_unapproved_translations=False)
    assert desk.get(f"{POSTERS}{spot.id}/a4-nl.pdf").status_code == 200
    refused = desk.get(f"{POSTERS}{spot.id}/a4-ar.pdf")
    assert refused.status_code == 409 and "nog niet goedgekeurd" in refused.content.decode()
    page = text(desk, f"{POSTERS}{spot.id}/")
    assert "a4-nl.pdf" in page and "a4-ar.pdf" not in page and "nog niet goedgekeurd" in page


@pytest.mark.parametrize("asked", ["a5-nl", "a4-fr", "a4-"])
def test_what_is_not_printed_is_not_found(town, desk, asked):
    house, clock = town
    spot = add(house, clock, "Bibliotheek")
    assert desk.get(f"{POSTERS}{spot.id}/{asked}.pdf").status_code == 404


def test_what_each_spot_brings_hides_small_groups_also_by_difference(town, desk):
    house, clock = town
    doctor, library, bank = (add(house, clock, name) for name in ("Huisarts", "Bibliotheek", "Voedselbank"))
    received = clock_at(dt.date(2026, 7, 6))
    with tenant(house.id):
        for spot, number in ((doctor, 14), (library, 12), (bank, 3), (None, 11)):
            for _ in range(number):
                signs_up(house, received, found_at_id=spot.id if spot else None)
        refresh(clock)
    page = text(desk, POSTERS)
    assert '<th scope="row">Huisarts</th><td class="app-amount">14</td>' in page
    assert (
        "samen</th>" in page and '"app-amount">3<' not in page and "29 juni 2026" not in page.split("Wat elke plek")[0]
    )


@pytest.mark.parametrize("role", ["counsellor", "colleague"])
def test_the_door_is_closed_for_others(town, role):
    house, clock = town
    spot = add(house, clock, "Bibliotheek")
    client = signed_in(getattr(house, role))
    for address in (POSTERS, f"{POSTERS}nieuw/", f"{POSTERS}{spot.id}/", f"{POSTERS}{spot.id}/a4-nl.pdf"):
        assert client.get(address).status_code == 403
    assert Client(HTTP_HOST="localhost").get(POSTERS).status_code == 302
