"""The pages around who could not be reached, the pile of cards, and the delay of a term."""

import datetime as dt
import io

import pypdf
import pytest
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK
from tests.support.stories import calls, later, signs_up

from houvast.casework.dossier.models import Clock, Task
from houvast.casework.dossier.services import take_up
from houvast.casework.letters.models import Card
from houvast.casework.signup.services import PostalGiven
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
POST = "/werk/post/"


@pytest.fixture
def file(house):
    """Three calls in vain; phone and address are known."""
    with tenant(house.id):
        home = PostalGiven("Dorpsstraat 12", "1234 AB", "Voorbeeldstad")
        made = signs_up(house, WALL_CLOCK, postal=home)
        take_up(house.counsellor, made.dossier_id, WALL_CLOCK)
        for minutes in range(3):
            calls(house, made, later(WALL_CLOCK), "no_answer", at=WALL_CLOCK.now() + dt.timedelta(minutes=minutes))
    return made


def page(file):
    return f"/werk/dossiers/{file.dossier_id}/niet-bereikt/"


def test_the_next_step_leads_to_the_other_ways(desk, file):
    overview = desk.get(f"/werk/dossiers/{file.dossier_id}/").content.decode()
    assert "Kies een andere weg" in overview and page(file) in overview


def test_a_card_goes_from_the_file_over_the_pile_onto_paper(house, desk, file):
    assert "De kaart ligt op de stapel." in desk.post(page(file), {"doen": "kaart"}, follow=True).content.decode()
    pile = desk.get(POST).content.decode()
    assert "SH-2026-0001" in pile and "Sanne" not in pile and "Dorpsstraat" not in pile
    done = desk.post(POST, follow=True).content.decode()
    assert "1 kaart klaar om te printen" in done
    with tenant(house.id):
        batch = Card.objects.get().batch_id
    answer = desk.get(f"{POST}{batch}/kaarten.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "no-store"
    text = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Dorpsstraat 12" in text and "schuld" not in text.lower()
    assert signed_in(house.outsider).get(f"{POST}{batch}/kaarten.pdf").status_code == 404


def test_a_card_can_be_taken_off_the_pile(house, desk, file):
    desk.post(page(file), {"doen": "kaart"})
    with tenant(house.id):
        card = Card.objects.get()
    desk.post(f"{POST}kaarten/{card.id}/intrekken/")
    assert "De stapel is leeg." in desk.get(POST).content.decode()
    assert "Er is geen kaart om te printen." in desk.post(POST, follow=True).content.decode()


def test_a_visit_a_message_and_peace_with_a_day(house, desk, file):
    assert "één huisbezoek" in desk.post(page(file), {"doen": "huisbezoek"}, follow=True).content.decode()
    again = desk.post(page(file), {"doen": "huisbezoek"}, follow=True).content.decode()
    assert "Eén keer is genoeg" in again
    desk.post(page(file), {"doen": "rust", "until": "2026-12-21"})
    assert "Tot maandag 21 december." in desk.get(page(file)).content.decode()
    desk.post(page(file), {"doen": "weer"})
    assert "Met rust tot" in desk.get(page(file)).content.decode()
    with tenant(house.id):
        assert set(Task.objects.filter(outcome="").values_list("kind", flat=True)) == {"home_visit"}


def test_a_day_too_far_is_refused_in_plain_words_and_stays_typed(desk, file):
    answer = desk.post(page(file), {"doen": "rust", "until": "2027-06-01"})
    assert answer.status_code == 422
    assert "ten hoogste drie maanden" in answer.content.decode() and "2027-06-01" in answer.content.decode()


@pytest.mark.parametrize("given", [{"doen": "x"}, {"doen": "bericht", "punt": "x"}, {}])
def test_what_no_button_sends_is_refused(desk, file, given):
    assert desk.post(page(file), given).status_code == 400


def test_a_delay_has_a_reason_and_a_day_and_stands_beside_its_clock(house, desk, file):
    delay = f"/werk/dossiers/{file.dossier_id}/uitstel/"
    answer = desk.post(delay, {"kinds": ["belofte_intake"], "why": "interpreter", "new_day": "2026-12-10",
                               "words": "Tolk is ziek"})  # fmt: skip
    assert answer.status_code == 302
    overview = desk.get(f"/werk/dossiers/{file.dossier_id}/").content.decode()
    assert "uitstel tot donderdag 10 december" in overview and "Tolk is ziek" in overview
    with tenant(house.id):
        assert Clock.objects.get(kind="belofte_intake").delay_why == "interpreter"
    early = desk.post(delay, {"kinds": ["belofte_intake"], "why": "busy", "new_day": "2026-11-20", "words": ""})
    assert early.status_code == 422 and "Kies een nieuwe dag na vandaag." in early.content.decode()
