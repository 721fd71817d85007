"""Reviewing a language: the Dutch beside it, approve or change one thing at a time, and know who did and when."""

import datetime as dt

import pytest
from django.urls import reverse
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK

from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.models import LabelState, TextVersion
from houvast.foundation.texts.services import choose, current_version

pytestmark = pytest.mark.django_db
LOADED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
KEY = "page.start.intro"


@pytest.fixture(autouse=True)
def loaded_long_ago(house):
    with tenant(house.id):
        TextVersion.objects.update(valid_from=LOADED)


def words(answer):
    return answer.content.decode()


def at(name, *given):
    return reverse(f"beheer:{name}", args=given)


def newest(house, language="tr"):
    with tenant(house.id):
        return current_version(KEY, language)


def test_the_languages_show_how_much_there_is(desk):
    page = words(desk.get(at("languages")))
    assert "Türkçe" in page and at("translating", "uk") in page and "knoppen en koppen 100%" in page


def test_a_text_is_approved_beside_its_dutch_with_who_and_when(house, desk):
    address = at("translating_text", "tr", KEY)
    page = words(desk.get(address))
    assert "concept" in page and "Elke vraag" in page and "Keur goed" in page
    assert desk.post(address, {"approve": str(newest(house))}).status_code == 302
    page = words(desk.get(address))
    assert "Goedgekeurd door" in page and "23 november 2026" in page and "Keur goed" not in page
    with tenant(house.id):
        assert choose(KEY, "tr", WALL_CLOCK.now(), show_unapproved=False).version.language == "tr"
        assert AuditEntry.objects.filter(action="text.approved").count() == 1
    assert "23 november 2026" in words(desk.get(at("translating", "tr")))


def test_two_who_approve_at_once_hear_it_and_nothing_breaks(house, desk):
    address, seen = at("translating_text", "tr", KEY), str(newest(house))
    desk.post(address, {"approve": seen})
    again = desk.post(address, {"approve": seen})
    assert again.status_code == 409 and "Er is niets veranderd" in words(again)
    assert desk.post(address, {"approve": "geen nummer"}).status_code == 409


def test_a_changed_translation_is_a_draft_until_it_is_approved(house, desk):
    address = at("translating_text", "ar", KEY)
    seen = str(newest(house, "ar"))
    assert desk.post(address, {"seen": seen, "body": "كل سؤال مرحّب به."}).status_code == 302
    with tenant(house.id):
        own = TextVersion.objects.get(language="ar", standard=False)
        assert (own.state, own.key) == ("draft", KEY)
    stale = desk.post(address, {"seen": seen, "body": "سؤال آخر."})
    assert stale.status_code == 409 and "سؤال آخر." in words(stale) and "كل سؤال مرحّب به." in words(stale)


def test_a_translation_with_a_field_that_does_not_exist_is_refused_and_stays_typed(house, desk):
    answer = desk.post(at("translating_text", "tr", KEY), {"seen": str(newest(house)), "body": "Ara: {numara}"})
    assert answer.status_code == 422 and "Ara: {numara}" in words(answer) and "kan hier niet" in words(answer)
    assert desk.post(at("translating_text", "tr", KEY), {"seen": str(newest(house)), "body": ""}).status_code == 422


def test_what_the_machine_sees_stands_with_the_text(house, desk):
    desk.post(at("translating_text", "uk", KEY), {"seen": str(newest(house, "uk")), "body": "Elke vraag is welkom."})
    assert "niet in het schrift van de taal" in words(desk.get(at("translating_text", "uk", KEY)))


def test_the_labels_of_a_language_are_approved_as_one_and_held_back_again(house, desk):
    address = at("translating_labels", "pl")
    page = words(desk.get(address))
    assert "Keur alles goed" in page and "Bladzijde 1 van" in page
    assert desk.post(address, {"answer": "ja"}).status_code == 302
    assert desk.post(address, {"answer": "ja"}).status_code == 409
    with tenant(house.id):
        state = LabelState.objects.get(language="pl")
        assert (state.state, state.approved_by) == ("approved", house.administrator.account_id)
        assert state.approved_at == WALL_CLOCK.now()
    assert "goedgekeurd door" in words(desk.get(at("translating", "pl")))
    assert desk.post(address, {"answer": "nee"}).status_code == 302
    with tenant(house.id):
        assert LabelState.objects.get(language="pl").approved_by is None


def test_a_language_without_texts_says_what_to_do(house, desk):
    with tenant(house.id):
        TextVersion.objects.filter(language="ti").delete()
    assert "Er zijn nog geen teksten in deze taal." in words(desk.get(at("translating", "ti")))
    assert "Er is nog geen vertaling." in words(desk.get(at("translating_text", "ti", KEY)))


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("translating", ["nl"]),
        ("translating", ["xx"]),
        ("translating_labels", ["xx"]),
        ("translating_text", ["tr", "bestaat.niet"]),
        ("translating_text", ["tr", "say.welcome"]),
    ],
)
def test_what_is_no_translation_is_not_there(desk, name, given):
    assert desk.get(at(name, *given)).status_code == 404


def test_a_counsellor_does_not_review(house):
    assert signed_in(house.counsellor).get(at("translating", "tr")).status_code == 403


def test_every_language_has_its_own_number_in_the_foot(house, desk):
    offers = at("offers", house.municipality.id)
    wrong = desk.post(offers, {"languages": ["ar"], "phone_ar": "nul"})
    assert wrong.status_code == 422 and "Dit nummer kan niet" in words(wrong)
    assert desk.post(offers, {"languages": ["ar"], "phone_ar": "012 345 67 80"}).status_code == 302
    assert "0123 45 67 80" in words(desk.get(offers))
    assert "tel:+31123456780" in words(desk.get("/ar/"))
    assert "tel:+31123456780" not in words(desk.get("/?taal=nl"))
