"""R6 on the light level: write, ask for a call, read the answer; and stop and come back."""

import datetime as dt
import uuid

import pytest
from django.test import Client

from houvast.casework.contact.delays import DelayCommand, delay
from houvast.casework.contact.unreached import leave_in_peace
from houvast.casework.dossier.models import Task
from houvast.casework.dossier.services import take_up
from houvast.casework.letters.models import Question, Said
from houvast.casework.letters.questions import AnswerCommand, answer
from houvast.casework.planning.services import OfferCommand, give_hours, offer_slots
from houvast.foundation.tenancy.context import tenant
from tests.support.stories import calls, later
from tests.web.resident.test_coming_back import MINE, comes_back, made_by, words_of

TALK, CALL_ME = "/mijn/berichten/", "/mijn/bel-mij/"
MARKER = "Merkteken: 1.250 euro bij Stadsenergie"


@pytest.fixture
def sanne(house, clock):
    made = made_by(house, clock)
    with tenant(house.id):
        take_up(house.counsellor, made.dossier_id, clock)
    return made


@pytest.fixture
def client(house, sanne):
    client = Client()
    comes_back(client, house, sanne)
    return client


def writes(client, words=MARKER):
    return client.post(TALK, {"words": words, "form_key": str(uuid.uuid4())}, follow=True)


def test_a_message_is_sent_and_its_answer_day_is_promised(client, house):
    page = words_of(writes(client))
    assert "Je bericht is binnen. Je krijgt antwoord uiterlijk woensdag 25 november." in page
    with tenant(house.id):
        assert Question.objects.get().words == MARKER


def test_nothing_classed_of_a_message_or_its_answer_stands_on_the_light_level(client, house, clock, sanne):
    writes(client)
    with tenant(house.id):
        command = AnswerCommand(sanne.dossier_id, sanne.party_id, Said.AT_TALK, uuid.uuid4(), words=MARKER)
        answer(house.counsellor, command, later(clock, hours=1))
    for path in (MINE, TALK, CALL_ME):
        for prefix in ("", "/en", "/ar"):
            page = client.get(prefix + path)
            assert page.status_code == 200, path
            assert "Merkteken" not in page.content.decode() and "Stadsenergie" not in page.content.decode()
    shown = words_of(client.get(TALK))
    assert "Wij praten erover bij onze afspraak." in shown and "Fatma" in shown
    assert "Bel ons, dan lezen wij het voor." in shown


def test_a_late_answer_is_said_with_sorry(client, house, clock, sanne):
    writes(client)
    clock.advance(days=3)
    fresh = Client()
    comes_back(fresh, house, sanne)
    assert "Wij zouden dit doen op woensdag 25 november. Dat is ons niet gelukt. Sorry." in words_of(fresh.get(TALK))


def test_bel_mij_liever_gives_work_and_a_day(client, house):
    page = client.post(CALL_ME, {"part_of_day": "middag", "form_key": str(uuid.uuid4())}, follow=True)
    assert "Wij bellen je uiterlijk dinsdag 24 november." in words_of(page)
    with tenant(house.id):
        assert Task.objects.get(kind="call_me").what.endswith("(’s middags)")


def test_an_empty_message_is_refused_and_too_much_kept(client):
    empty = client.post(TALK, {"words": "", "form_key": str(uuid.uuid4())})
    assert empty.status_code == 400 and "Schrijf eerst wat je wilt vragen of zeggen." in words_of(empty)
    long = client.post(TALK, {"words": "a" * 2001, "form_key": str(uuid.uuid4())})
    assert long.status_code == 400 and "a" * 2001 in long.content.decode()


def test_who_stopped_finds_only_the_way_back(client):
    client.post("/mijn/stoppen/", {"words": "Ik red het zelf", "sure": "on"})
    assert client.get(TALK).url == MINE and client.get(CALL_ME).url == MINE
    client.post("/mijn/weer-verder/")
    assert client.get(TALK).status_code == 200


def test_the_appointment_stands_in_the_card_of_now(client, house, clock, sanne):
    start = clock.now() + dt.timedelta(days=3)
    with tenant(house.id):
        give_hours(house.counsellor, start, start + dt.timedelta(hours=3), clock)
        offered = offer_slots(
            house.counsellor,
            OfferCommand(sanne.dossier_id, sanne.party_id, (house.counsellor.account_id,), "phone"),
            clock,
        )
    assert "Jij doet dit: Kies een tijd." in words_of(client.get(MINE))
    client.post("/mijn/afspraak/", {"pick": str(offered[0].id)})
    shown = words_of(client.get(MINE))
    assert "Wij praten samen op donderdag 26 november om 10.00" in shown
    assert "Zet in mijn agenda" in shown and "ik kan niet" in shown


def test_a_delay_of_the_talk_is_told_with_its_reason_and_new_day(client, house, clock, sanne):
    with tenant(house.id):
        command = DelayCommand(
            sanne.dossier_id, sanne.party_id, ("belofte_intake",), "interpreter", dt.date(2026, 12, 10), "Merkteken"
        )
        calls(house, sanne, clock, "reached")
        delay(house.counsellor, command, clock)
    shown = words_of(client.get(MINE))
    assert "Wij zouden uiterlijk donderdag 3 december met je praten." in shown
    assert "Wij zochten nog een tolk." in shown and "Uiterlijk donderdag 10 december" in shown
    assert "Merkteken" not in shown


def test_peace_until_a_day_stands_in_the_card_of_now(client, house, clock, sanne):
    with tenant(house.id):
        leave_in_peace(house.counsellor, sanne.dossier_id, sanne.party_id, dt.date(2026, 12, 21), clock)
    shown = words_of(client.get(MINE))
    assert "Wij laten je met rust tot maandag 21 december" in shown and "Dat mag altijd." in shown
    assert "Het duurt langer" not in shown
