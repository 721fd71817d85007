"""The look of a municipality is readable whoever writes it; a setting or text is found by a word."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK

from houvast.foundation.organisations.errors import NoColour, Unreadable
from houvast.foundation.organisations.look import STANDARD, Theme, contrast, failures, tint
from houvast.foundation.organisations.models import Municipality
from houvast.foundation.organisations.services import add_municipality, update_municipality
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
COLOURS = ("#0b5a52", "#3fa796", "#1f7467", "#ffffff", "#000000", "#f4b740", "#7a1f5c", "#1b4f8a", "#123456", "#767676")


def words(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [({"theme_brand": "#3fa796"}, "brand"), ({"theme_brand_dark": "#cccccc"}, "brand_dark"),
     ({"theme_sun": "#333333"}, "sun")],
)  # fmt: skip
def test_the_service_refuses_a_colour_that_cannot_be_read_and_names_one_that_can(house, values, field):
    with tenant(house.id):
        town = Municipality.objects.get()
        with pytest.raises(Unreadable) as refused:
            update_municipality(house.administrator, town.id, town.version, values, WALL_CLOCK)
        assert refused.value.field == field and "Neem bijvoorbeeld #" in refused.value.text
        with pytest.raises(Unreadable):
            add_municipality(
                house.administrator, {"code": "9998", "name": "Elders", "phone": "+31123456789", **values}, WALL_CLOCK
            )
        with pytest.raises(NoColour):
            update_municipality(house.administrator, town.id, town.version, {"theme_brand": "groen"}, WALL_CLOCK)
        assert Municipality.objects.get().theme_brand == STANDARD.brand


@pytest.mark.parametrize(
    "values",
    [{"theme_brand": "#3fa796"}, {"theme_brand_dark": "#cccccc"}, {"theme_sun": "#333333"}, {"theme_sun": "#F4B740"}],
)
def test_the_database_refuses_it_whoever_writes(house, values):
    with tenant(house.id), pytest.raises(IntegrityError), transaction.atomic():
        Municipality.objects.update(**values)


@pytest.mark.parametrize("colour", COLOURS)
def test_the_database_counts_the_same_contrast(house, colour):
    with tenant(house.id), connection.cursor() as cursor:
        cursor.execute("SELECT houvast_contrast(%s, '#faf7f1'), houvast_tint(%s)", [colour, colour])
        ratio, light = cursor.fetchone()
    assert ratio == pytest.approx(contrast(colour, "#faf7f1")) and light == tint(colour)
    assert not failures(Theme()) and light.startswith("#")


def test_each_colour_stands_beside_its_swatch_also_when_it_is_refused(house):
    desk = signed_in(house.administrator)
    address = reverse("beheer:theme", args=[house.municipality.id])
    page = words(desk.get(address))
    assert page.count("app-colour__swatch") == 3 and 'fill="#0b5a52"' in page
    wrong = {"version": "1", "brand": "#3FA796", "brand_dark": "groen", "sun": "#f4b740", "radius": "8"}
    page = words(desk.post(address, wrong))
    assert 'fill="#3fa796"' in page and 'fill="none"' in page and "Dit is geen kleur" in page


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kleur", "Huisstijl van Voorbeeldstad"), ("TELEFOONTIJDEN", "Telefoontijden van Voorbeeldstad"),
        ("belofte", "Termijnen"), ("team nazorg", "Team Nazorg"),
    ],
)  # fmt: skip
def test_a_setting_is_found_by_a_word(house, typed, found):
    desk = signed_in(house.administrator)
    assert "Zoek een instelling of tekst" in words(desk.get("/beheer/"))
    answer = desk.post("/beheer/zoeken/", {"q": typed})
    assert answer.status_code == 200 and found in words(answer)


def test_a_text_is_found_by_what_it_says(house):
    desk = signed_in(house.administrator)
    assert reverse("beheer:text", args=["signup.confirmation.sms"]) in words(
        desk.post("/beheer/zoeken/", {"q": "signup.confirmation"})
    )


@pytest.mark.parametrize(
    ("typed", "status", "hint"),
    [("", 200, "Zoek een instelling of een tekst"), ("a", 422, "minstens 2 tekens"), ("xyzzy", 200, "Niets gevonden."),
     ("<b>\x00", 200, "Niets gevonden.")],
)  # fmt: skip
def test_nothing_found_says_what_was_searched_and_where_to_go(house, typed, status, hint):
    answer = signed_in(house.administrator).post("/beheer/zoeken/", {"q": typed})
    assert answer.status_code == status and hint in words(answer)
    assert signed_in(house.counsellor).post("/beheer/zoeken/", {"q": "kleur"}).status_code == 403
