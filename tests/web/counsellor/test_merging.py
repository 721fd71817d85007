"""The screens of merging: both sides field by field, what was chosen, the errors, and one press back."""

import datetime as dt

import pytest
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK
from tests.support.stories import later, signs_up
from tests.web.accounts.test_kept_input import sign_in_again

from houvast.casework.dossier.models import Dossier, DossierMerge
from houvast.casework.dossier.rows import faces_of
from houvast.casework.dossier.services import take_up
from houvast.casework.residents.models import PersonName
from houvast.casework.residents.standing import standing
from houvast.foundation import clock as time_source
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)


@pytest.fixture
def two(house):
    with tenant(house.id):
        first = signs_up(house, later(WALL_CLOCK, days=-3), call_name="Sanne", help_request="Brief van de huur")
        second = signs_up(house, WALL_CLOCK, call_name="Sanne de Vries", help_request="Ik kan niet slapen")
        take_up(house.counsellor, first.dossier_id, WALL_CLOCK)
        take_up(house.counsellor, second.dossier_id, WALL_CLOCK)
    return first, second


def compare(first, second):
    return f"/werk/dossiers/{first.dossier_id}/dubbel/{second.dossier_id}/"


def name_of(house, made):
    with tenant(house.id):
        return standing(PersonName, faces_of([made.dossier_id])[made.dossier_id].person_id)


def test_both_sides_are_shown_field_by_field_and_the_first_stays_unless_chosen_otherwise(house, desk, two):
    first, second = two
    page = desk.get(compare(second, first)).content.decode()
    for words in ("Sanne de Vries", "Brief van de huur", "Ik kan niet slapen", "Telefoon en e-mail", "Vaste persoon"):
        assert words in page
    assert f'name="stays" value="{first.dossier_id}" checked' in page
    assert f'name="name" value="{name_of(house, first).id}" checked' in page


def test_merging_keeps_the_chosen_values_and_one_press_brings_both_back(house, desk, two):
    first, second = two
    answers = {"stays": first.dossier_id, "name": name_of(house, second).id}
    answer = desk.post(compare(first, second), answers)
    assert answer.status_code == 302 and answer["Location"].endswith(f"{first.dossier_id}/")
    page = desk.get(f"/werk/dossiers/{first.dossier_id}/").content.decode()
    assert "<h1>Sanne de Vries</h1>" in page and f"{second.number}</a> ging hierin op" in page
    assert "Brief van de huur" in page and "Ik kan niet slapen" in page
    away = desk.get(f"/werk/dossiers/{second.dossier_id}/").content.decode()
    assert f'verder in <a href="/werk/dossiers/{first.dossier_id}/">{first.number}</a>' in away
    assert "Open het dossier weer" not in away and "Geef een code op papier" not in away
    with tenant(house.id):
        undo = f"/werk/dossiers/{first.dossier_id}/samenvoegen/{DossierMerge.objects.get().id}/ongedaan/"
    assert desk.get(undo).status_code == 405
    assert desk.post(undo, follow=True).status_code == 200
    assert name_of(house, first).call_name == "Sanne"
    with tenant(house.id):
        assert not Dossier.objects.filter(closed_on__isnull=False).exists()
    again = desk.post(undo)
    assert again.status_code == 409 and "al ongedaan gemaakt" in again.content.decode()


def test_who_is_second_reads_where_the_file_went(house, desk, two):
    first, second = two
    assert desk.post(compare(first, second), {"stays": first.dossier_id}).status_code == 302
    late = signed_in(house.colleague).post(compare(second, first), {"stays": second.dossier_id})
    assert late.status_code == 409
    assert f"{second.number} is net samengevoegd en gaat verder in {first.number}" in late.content.decode()
    page = desk.get(compare(first, second)).content.decode()
    assert "Al samengevoegd." in page and "Voeg samen</span>" not in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Vul dit in"),
        ({"stays": "nee"}, "klopt nog niet"),
        ({"stays": "6a1f6f0e-3c7e-4a53-9d5c-6b9a5a3d0001"}, "Kies een van de twee"),
        ({"name": "\x00"}, "klopt nog niet"),
        ({"rood": "1"}, "Deze pagina is veranderd"),
    ],
)
def test_bad_input_says_what_to_do_and_changes_nothing(house, desk, two, typed, words):
    first, second = two
    given = {"stays": first.dossier_id} if typed and "stays" not in typed else {}
    answer = desk.post(compare(first, second), {**given, **typed})
    assert answer.status_code == 422 and words in answer.content.decode()
    with tenant(house.id):
        assert not DossierMerge.objects.exists()


def test_a_fact_that_does_not_stand_any_more_is_chosen_again(house, desk, two):
    first, second = two
    answer = desk.post(compare(first, second), {"stays": first.dossier_id, "name": first.dossier_id})
    assert answer.status_code == 409 and "Kijk wat er nu staat en kies opnieuw" in answer.content.decode()


def test_another_file_is_found_by_its_number_and_not_when_it_is_not_ours(house, desk, two):
    first, second = two
    find = f"/werk/dossiers/{first.dossier_id}/samenvoegen/"
    assert desk.get(find).status_code == 200
    found = desk.post(find, {"number": second.number.lower()})
    assert found.status_code == 302 and found["Location"] == compare(first, second)
    with tenant(house.id):
        Dossier.objects.filter(pk=second.dossier_id).update(number="SH-2026-9999")
    for number in ("SH-2026-0000", "SH-2026-9998", "x"):
        answer = desk.post(find, {"number": number})
        assert answer.status_code == 422 and "kennen wij niet" in answer.content.decode()
        assert f'value="{number}"' in answer.content.decode()
    same = desk.post(find, {"number": first.number})
    assert "hetzelfde dossier" in same.content.decode()
    assert "Vul het nummer" in desk.post(find, {"number": ""}).content.decode()
    assert desk.get(compare(first, first)).status_code == 409


def test_who_is_not_of_the_team_gets_the_page_of_what_does_not_exist(house, two):
    first, second = two
    outsider = signed_in(house.outsider)
    assert outsider.get(compare(first, second)).status_code == 404
    assert outsider.post(compare(first, second), {"stays": first.dossier_id}).status_code == 404
    assert outsider.get(f"/werk/dossiers/{first.dossier_id}/samenvoegen/").status_code == 404


def test_what_was_chosen_before_the_session_ended_is_still_chosen_after_signing_in_again(house, desk, two):
    first, second = two
    chosen = {"stays": second.dossier_id, "name": name_of(house, second).id}
    desk.get("/werk/")
    with time_source.using(later(WALL_CLOCK, hours=1)):
        assert desk.post(compare(first, second), chosen).status_code == 302
        again = signed_in(house.counsellor)
        again.cookies = desk.cookies
        sign_in_again(again, house.counsellor)
        page = again.get(compare(first, second)).content.decode()
    for name, value in chosen.items():
        assert f'name="{name}" value="{value}" checked' in page
    with tenant(house.id):
        assert not DossierMerge.objects.exists()
