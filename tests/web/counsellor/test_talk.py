"""The counsellor reads what the resident wrote, sees until when she promised an answer, and answers."""

import re
import uuid

import pytest
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, later_clock

from houvast.casework.letters.models import Answer, Ask, Question
from houvast.casework.letters.questions import AskCommand, ask
from houvast.foundation import clock as time_source
from houvast.foundation.access.actor import Actor
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
QUESTION = "Mag mijn zus mee naar het gesprek?"


@pytest.fixture
def asked(house, file):
    sanne = Actor(kind="resident", organisation_id=house.id, dossier_id=file.dossier_id, party_id=file.party_id,
                  level="N1")  # fmt: skip
    with tenant(house.id):
        ask(sanne, AskCommand(Ask.MESSAGE, uuid.uuid4(), words=QUESTION), WALL_CLOCK)
    return f"/werk/dossiers/{file.dossier_id}/berichten/"


def answers(desk, page, **given):
    return desk.post(page, {"said": "yes", "day": "", "words": "", "form_key": str(uuid.uuid4()), **given})


def test_the_file_says_that_somebody_waits_and_the_answer_ends_it(house, desk, asked, file):
    overview = f"/werk/dossiers/{file.dossier_id}/"
    assert "De inwoner wacht op ons." in desk.get(overview).content.decode()
    assert QUESTION in desk.get(asked).content.decode()
    assert answers(desk, asked).url == asked
    assert "De inwoner wacht op ons." not in desk.get(overview).content.decode()
    with tenant(house.id):
        assert Answer.objects.get().said == "yes"


def test_a_late_answer_is_red_on_the_file_and_on_my_day(house, asked, file):
    with time_source.using(later_clock(hours=24 * 3)):
        desk = signed_in(house.counsellor)
        assert "1 werkdag te laat" in desk.get(f"/werk/dossiers/{file.dossier_id}/").content.decode()
        day = re.sub(r"<[^>]+>", " ", desk.get("/werk/").content.decode())
        assert "Te laat" in day


def test_a_promise_without_a_day_is_refused_and_what_was_typed_stays(desk, asked):
    again = answers(desk, asked, said="i_call", words="Ik bel je zus ook")
    assert again.status_code == 422
    assert "Kies een dag vanaf vandaag" in again.content.decode() and "Ik bel je zus ook" in again.content.decode()


def test_a_colleague_without_the_file_does_not_read_it(house, asked):
    page = signed_in(house.colleague).get(asked)
    assert page.status_code in (403, 404) and QUESTION not in page.content.decode()
    with tenant(house.id):
        assert Question.objects.get().answered_at is None
