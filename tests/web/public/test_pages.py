"""R1 and the pages around it: four ways in, hours, languages, leaving."""

import datetime as dt
import re

import pytest
from django.test import Client

from houvast.foundation.organisations.models import LanguageOffer, Municipality, Organisation
from houvast.foundation.tenancy.context import tenant
from tests.support.houses import build_house, clock_at

PAGES = ["/", "/waar/", "/spoed/", "/uitleg/", "/privacy/", "/toegankelijkheid/", "/klacht/", "/aanmelden/",
         "/mijn/terug/", "/mijn/tot-ziens/"]  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "/ar", "/en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_public_page_opens_in_every_offered_language(client, house, page, prefix):
    response = client.get(prefix + page)
    assert response.status_code == 200
    html = response.content.decode()
    language = prefix.strip("/") or "nl"
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html
    assert "0123 45 67 89" in html


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_start_page_has_four_ways_with_the_phone_first(client, house):
    html, words = client.get("/").content.decode(), words_of(client.get("/"))
    ways = re.findall(r'app-way__title" href="([^"]+)"', html)
    assert [way.split(":")[0] for way in ways] == ["tel", "sms", "/aanmelden/", "/waar/"]
    assert html.count("app-way--first") == 1
    for promise in ("Gratis.", "Geen papieren", "Geen DigiD", "Elke vraag is welkom, klein of groot.", "Is er haast?",
                    "binnen 2 werkdagen", "binnen 10 dagen", "0800 8115", "wij regelen een tolk"):  # fmt: skip
        assert promise in words, promise


def test_without_a_text_number_that_way_is_not_offered(client, house):
    with tenant(house.id):
        Municipality.objects.update(sms_number="")
    assert "sms:" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("day", "hour", "says"),
    [
        (dt.date(2026, 11, 23), 10, "Nu open, tot 17.00 uur"),
        (dt.date(2026, 11, 24), 18, "Nu open, tot 20.00 uur"),
        (dt.date(2026, 11, 23), 7, "Nu dicht. Vandaag open om 9.00 uur"),
        (dt.date(2026, 11, 23), 17, "Nu dicht. Morgen open om 9.00 uur"),
        (dt.date(2026, 11, 27), 18, "Nu dicht. Open op maandag 30 november om 9.00 uur"),
        (dt.date(2026, 12, 25), 10, "Nu dicht. Open op maandag 28 december om 9.00 uur"),  # first day of Christmas
        (dt.date(2027, 5, 5), 10, "Nu dicht. Open op vrijdag 7 mei om 9.00 uur"),  # then Ascension Day
    ],
)
def test_open_or_not_follows_hours_and_holidays(client, house, clock, day, hour, says):
    clock.move_to(clock_at(day, hour).now())
    assert says in words_of(client.get("/"))


def test_the_hours_show_today_first_in_its_own_line_and_the_evening(client, house, clock):
    words = words_of(client.get("/"))
    assert "Maandag (vandaag) 9.00–17.00" in words and "Woensdag t/m vrijdag 9.00–17.00" in words
    assert "Dinsdag 9.00– 20.00" in words
    assert "Ma t/m vr 9.00–17.00, dinsdag tot 20.00 uur" in words


def test_a_house_without_hours_or_places_still_takes_signups(client, db):
    build_house()
    response = client.get("/")
    assert response.status_code == 200 and "Meld je aan op deze site" in words_of(response)
    assert client.get("/aanmelden/").status_code == 200


# Language ---------------------------------------------------------------------------------------------------


def test_a_first_visit_follows_the_browser_once(client, house):
    first = client.get("/", headers={"accept-language": "ar-SY,ar;q=0.9,nl;q=0.5"})
    assert (first.status_code, first.url) == (302, "/ar/")
    assert client.get("/", headers={"accept-language": "ar"}).status_code == 200


def test_choosing_dutch_by_hand_works_without_cookies(house):
    assert Client().get("/?taal=nl", headers={"accept-language": "ar"}).status_code == 200


@pytest.mark.parametrize("page", ["/waar/", "/aanmelden/", "/mijn/terug/"])
def test_only_the_start_page_follows_the_browser(client, house, page):
    assert client.get(page, headers={"accept-language": "ar"}).status_code == 200


@pytest.mark.parametrize("accepts", ["tr", "ti,en;q=0.1", "", "*", "x" * 300, "\u00e9", "ar;q=abc"])
def test_a_language_we_do_not_have_gets_dutch_and_an_interpreter(client, house, accepts):
    response = client.get("/", headers={"accept-language": accepts})
    assert response.status_code == 200 and "Bel ons, wij regelen een tolk" in words_of(response)


def test_a_language_that_is_not_offered_goes_on_in_dutch(client, house):
    with tenant(house.id):
        LanguageOffer.objects.filter(language="ar").delete()
    for page in ("/ar/", "/ar/aanmelden/"):
        response = client.get(page)
        assert '<html lang="nl" dir="ltr"' in response.content.decode()
        assert words_of(response).count("Een tolk kost je niets.") == 1


def test_unreviewed_translations_need_the_switch_and_carry_a_mark(client, house):
    assert 'lang="ar"' in client.get("/ar/waar/").content.decode()
    with tenant(house.id):
        Organisation.objects.filter(pk=house.id).update(show_unapproved_translations=False)
    assert '<html lang="nl"' in client.get("/ar/waar/").content.decode()


def test_the_language_links_keep_the_page(client, house):
    html = client.get("/ar/aanmelden/").content.decode()
    assert 'href="/en/aanmelden/"' in html and 'href="/aanmelden/"' in html


# Leaving -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "shown"), [("/", True), ("/aanmelden/", True), ("/waar/", False), ("/mijn/terug/", False)]
)
def test_quick_exit_stands_on_the_first_pages_only(client, house, page, shown):
    assert ("data-leave" in client.get(page).content.decode()) is shown


def test_quick_exit_goes_to_the_neutral_page_and_the_browser_forgets(client, house):
    response = client.get("/weg/")
    assert response.url == "https://www.example.org/"
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_an_organisation_may_switch_quick_exit_off(client, house):
    with tenant(house.id):
        Organisation.objects.filter(pk=house.id).update(quick_exit_url="")
    assert "data-leave" not in client.get("/").content.decode()
    assert client.get("/weg/").url == "/"


def test_where_to_go_names_places_hours_evenings_and_languages(client, house):
    words = words_of(client.get("/waar/"))
    for fact in ("Stadhuis", "Marktplein 1, 1234 AB Voorbeeldstad", "Zonder afspraak: ma t/m vr 9.00–12.00",
                 "Ook ’s avonds open.", "Nederlands, العربية"):  # fmt: skip
        assert fact in words, fact


def test_the_road_is_explained_in_eight_steps_with_pictures(client, house):
    html = client.get("/uitleg/").content.decode()
    assert html.count("app-explain") == 8 and html.count("app-option__picture") == 8


def test_numbers_and_hours_keep_their_order_in_arabic(client, house):
    html = client.get("/ar/").content.decode()
    assert "\u206606 12 34 56 78\u2069" in html and "\u20669.00–17.00\u2069" in html
    assert "\u2066" not in client.get("/").content.decode()
