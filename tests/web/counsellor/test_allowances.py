"""The list of allowances in a file, on the screen."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house
from tests.support.stories import calls, signs_up

from houvast.casework.allowances.models import AllowanceFact
from houvast.casework.dossier.services import take_up
from houvast.foundation import clock as time_source
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(db):
    house = build_house()
    with time_source.using(WALL_CLOCK):
        with tenant(house.id):
            load_standard(WALL_CLOCK)
            made = signs_up(house, WALL_CLOCK)
            calls(house, made, WALL_CLOCK, "reached")
            take_up(house.counsellor, made.dossier_id, WALL_CLOCK)
        yield house, f"/werk/dossiers/{made.dossier_id}/tegemoetkomingen/"


@pytest.fixture
def desk(file):
    return signed_in(file[0].counsellor)


def words(answer):
    return answer.content.decode()


def given(**changed):
    return {"state": "applied", "on": "2026-11-20", "note": "", "form_key": str(uuid.uuid4()), "seen": ""} | changed


def facts(house):
    with tenant(house.id):
        return list(AllowanceFact.objects.order_by("recorded_at", "id"))


def test_an_untouched_list_says_what_to_do(file, desk):
    page = words(desk.get(file[1]))
    assert "Nog niets besproken." in page and "Kwijtschelding van lokale belastingen" in page
    assert "staan er nog geen regelingen" in page


def test_a_state_is_kept_and_shown_with_what_stood_before(file, desk):
    house, at = file
    assert desk.post(f"{at}huurtoeslag/", given(note="Sinds maart")).status_code == 302
    first = facts(house)[0]
    form = words(desk.get(f"{at}huurtoeslag/"))
    assert str(first.id) in form and "Sinds maart" in form
    assert desk.post(f"{at}huurtoeslag/", given(state="granted", seen=str(first.id))).status_code == 302
    page = words(desk.get(at))
    assert "toegekend" in page and "aangevraagd" in page and "Besproken: 1." in page
    assert "Tegemoetkoming bijgehouden" in words(desk.get(at.replace("tegemoetkomingen/", "")))


def test_sent_twice_is_kept_once(file, desk):
    same = given()
    for _ in range(2):
        assert desk.post(f"{file[1]}aio/", same).status_code == 302
    assert len(facts(file[0])) == 1


def test_a_page_that_was_too_old_shows_what_stands_and_saves_on_the_second_press(file, desk):
    house, at = file
    desk.post(f"{at}aio/", given())
    answer = desk.post(f"{at}aio/", given(state="refused", note="Brief van 3 november"))
    assert answer.status_code == 409 and "Een collega heeft dit net veranderd." in words(answer)
    assert "Brief van 3 november" in words(answer) and str(facts(house)[0].id) in words(answer)
    assert desk.post(f"{at}aio/", given(state="refused", seen=str(facts(house)[0].id))).status_code == 302


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"state": ""}, "Kies een antwoord."),
        ({"state": "misschien"}, "Kies een van de antwoorden."),
        ({"on": "2026-11-24"}, "Deze dag moet nog komen."),
        ({"on": "gisteren"}, "Schrijf een datum zo"),
        ({"note": "\0"}, "een teken in dat wij niet kunnen lezen"),
        ({"note": "x" * 1001}, "Dit is te lang."),
        ({"form_key": "x"}, "Deze pagina is veranderd."),
        ({"anders": "1"}, "Deze pagina is veranderd."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(file, desk, changed, said):
    answer = desk.post(f"{file[1]}aio/", given(**changed))
    assert answer.status_code == 422
    assert said in words(answer) or "form_key" in changed
    assert not facts(file[0])


@pytest.mark.parametrize("item", ["gouden_koets", "7f3c1a52-0d7e-4b1e-9a55-2f6c0b9d1e44", "scheme"])
def test_what_is_not_on_the_list_is_no_page(file, desk, item):
    assert desk.get(f"{file[1]}{item}/").status_code == 404
    assert desk.post(f"{file[1]}{item}/", given()).status_code == 404


def test_who_may_not_see_the_file_gets_the_same_page_as_for_no_file(file):
    house, at = file
    outsider = signed_in(house.outsider)
    nowhere = f"/werk/dossiers/{uuid.uuid4()}/tegemoetkomingen/"
    for path in ("", "aio/"):
        assert outsider.get(f"{at}{path}").status_code == outsider.get(f"{nowhere}{path}").status_code == 404
    assert signed_in(house.administrator).get(at).status_code in (403, 404)


def test_the_page_asks_a_fixed_number_of_statements(file, desk):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(file[1]).status_code == 200
        return len(queries)

    desk.post(f"{file[1]}aio/", given())
    asked()
    one = asked()
    for item in ("zorgtoeslag", "huurtoeslag", "bijstand"):
        desk.post(f"{file[1]}{item}/", given())
    asked()  # shows and puts away the messages
    assert asked() == one
