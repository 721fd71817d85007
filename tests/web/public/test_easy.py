"""Easy Dutch on the core screens: easy words, a picture, and an address of its own."""

import pytest

from houvast.foundation.organisations.models import LanguageOffer
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db


def offer_easy(house):
    with tenant(house.id):
        LanguageOffer.objects.create(municipality=house.municipality, language="nl-x-makkelijk")


def test_the_start_page_in_easy_dutch_has_easy_words_and_pictures(town, client):
    house, _clock = town
    offer_easy(house)
    answer = client.get("/makkelijk/")
    page = answer.content.decode()
    assert '<html lang="nl"' in page and answer["Content-Language"] == "nl"
    assert "<h1>Hulp met geld</h1>" in page and "Vraag alles." in page
    assert page.count("app-easy__picture") == 3
    assert 'href="/makkelijk/aanmelden/"' in page
    assert "app-easy__picture" in client.get("/makkelijk/aanmelden/").content.decode()


def test_what_has_no_easy_words_is_plain_dutch(town, client):
    offer_easy(town[0])
    assert "Toegankelijkheid" in client.get("/makkelijk/").content.decode()


def test_plain_dutch_has_no_extra_pictures(town, client):
    assert "app-easy" not in client.get("/?taal=nl").content.decode()


def test_where_easy_dutch_is_not_offered_the_page_is_plain_dutch(town, client):
    assert "Hulp bij geldzorgen" in client.get("/makkelijk/").content.decode()


@pytest.mark.parametrize("address", ["/nl-x-makkelijk/", "/nl/", "/xx/"])
def test_a_prefix_nobody_gave_is_not_there(town, client, address):
    assert client.get(address).status_code == 404
