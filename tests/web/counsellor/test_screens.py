"""The counsellor's screens on real data: what stands on them, what they cost, what they refuse."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, clock_at
from tests.support.stories import signs_up

from houvast.casework.dossier.models import Clock, Dossier
from houvast.casework.dossier.services import end_on_own_words, take_up
from houvast.foundation.jobs.models import Intent
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db


def inside(house, verb, *args, **given):
    with tenant(house.id):
        return verb(*args, **given)


def taken(house, **given):
    made = inside(house, signs_up, house, given.pop("clock", WALL_CLOCK), **given)
    inside(house, take_up, house.counsellor, made.dossier_id, WALL_CLOCK)
    return made


def test_my_day_shows_the_name_the_step_and_the_badge(house, desk):
    taken(house, clock=clock_at(dt.date(2026, 11, 18)), call_name="Mina")
    page = desk.get("/werk/").content.decode()
    assert "Mina" in page and "Eerste keer bellen (2 werkdagen)" in page and "1 werkdag te laat" in page


def test_an_empty_day_says_so_and_where_to_go(house, desk):
    page = desk.get("/werk/").content.decode()
    assert "Niets te laat, niets vandaag." in page and "/werk/aanmeldingen/" in page


@pytest.mark.parametrize("number", [1, 40])
def test_my_day_and_the_queue_stay_within_twelve_statements(house, desk, number):
    for index in range(number):
        taken(house, call_name=f"Naam {index}", threats=("eviction",) if index % 3 == 0 else ())
    for address in ("/werk/", "/werk/aanmeldingen/"):
        desk.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(address).status_code == 200
        counted = [q["sql"] for q in queries if not q["sql"].startswith(OUTSIDE)]
        assert len(counted) <= 12, "\n".join(sql[:110] for sql in counted)


def test_the_queue_offers_to_take_up_and_says_who_was_first(house, desk):
    made = inside(house, signs_up, house, WALL_CLOCK, call_name="Sanne")
    assert "Pak op" in desk.get("/werk/aanmeldingen/").content.decode()
    first = desk.post(f"/werk/dossiers/{made.dossier_id}/oppakken/")
    assert first.status_code == 302
    second = signed_in(house.colleague).post(f"/werk/dossiers/{made.dossier_id}/oppakken/")
    assert second.status_code == 409 and "Fatma de Boer" in second.content.decode()


# What only a test has: its outer transaction makes savepoints, and a reset of the setting at the end.
OUTSIDE = ("SAVEPOINT", "RELEASE", "SELECT set_config('app.organisation', '', true)")


def new_signup(**given):
    return {
        "form_key": str(uuid.uuid4()), "channel": "phone", "reach": "06 98 76 54 32", "wants": "call", "language": "nl",
        "call_name": "Karim", "speaking": "on", **given,
    }  # fmt: skip


def test_a_phone_call_becomes_a_file_and_counts_as_contact(house, desk):
    page = desk.post("/werk/aanmeldingen/nieuw/", new_signup())
    assert page.status_code == 200 and "eerste contact is gehaald" in page.content.decode()
    with tenant(house.id):
        contact = Clock.objects.get(kind="belofte_contact")
        assert contact.stopped_on == WALL_CLOCK.today()


def test_a_letter_starts_its_clock_on_the_day_it_came(house, desk):
    answers = new_signup(channel="letter", received_on="2026-11-20", speaking="")
    assert desk.post("/werk/aanmeldingen/nieuw/", answers).status_code == 200
    with tenant(house.id):
        assert Clock.objects.get(kind="belofte_contact").due == dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"reach": ""}, "Vul een telefoonnummer in"),
        ({"reach": "12"}, "Dit nummer kunnen wij niet bellen"),
        ({"reach": "naam@", "wants": "mail"}, "Dit e-mailadres klopt nog niet"),
        ({"wants": "post", "reach": ""}, "Vul in waar de brief heen moet"),
        ({"call_name": "x" * 101}, "te lang"),
        ({"call_name": "a\x00b"}, ""),
        ({"channel": "pigeon"}, ""),
        ({"received_on": "31-02-2026", "channel": "letter"}, "Schrijf een datum zo"),
        ({"received_on": "2026-12-24", "channel": "letter"}, "Deze dag moet nog komen"),
        ({"verzonnen": "veld"}, ""),
    ],
)
def test_bad_input_says_what_to_do_and_keeps_what_was_typed(house, desk, given, words):
    page = desk.post("/werk/aanmeldingen/nieuw/", new_signup(**{"help_request": "Mijn verhaal", **given}))
    text = page.content.decode()
    assert page.status_code in (400, 422) and words in text and "Mijn verhaal" in text
    with tenant(house.id):
        assert not Dossier.objects.exists()


def test_the_same_form_twice_is_one_file(house, desk):
    answers = new_signup()
    desk.post("/werk/aanmeldingen/nieuw/", answers)
    again = desk.post("/werk/aanmeldingen/nieuw/", answers)
    assert "stond er al" in again.content.decode()
    with tenant(house.id):
        assert Dossier.objects.count() == 1


def test_the_page_of_a_file(house, desk):
    made = taken(house, call_name="Amira", threats=("utilities",), language="ar", interpreter=True)
    page = desk.get(f"/werk/dossiers/{made.dossier_id}/").content.decode()
    for words in ("Amira", made.number, "Haast.", "afsluiting", "Contact binnen 2 werkdagen", "Aanmelding binnen"):
        assert words in page, words


def test_contact_is_written_down_in_one_form(house, desk):
    made = taken(house)
    address = f"/werk/dossiers/{made.dossier_id}/contact/"
    answers = {
        "form_key": str(uuid.uuid4()), "channel": "phone", "outcome": "reached", "on_day": "2026-11-23",
        "at_time": "9:30",
        "note": "Sanne belt morgen terug",
    }  # fmt: skip
    page = desk.post(address, answers, follow=True)
    assert "de klok staat stil" in page.content.decode() and "Sanne belt morgen terug" in page.content.decode()
    late = desk.post(address, {**answers, "form_key": str(uuid.uuid4()), "on_day": "2026-11-24"})
    assert late.status_code == 422 and "moet nog komen" in late.content.decode()


def test_an_ending_needs_the_residents_own_words_and_can_be_undone(house, desk):
    made = taken(house)
    address = f"/werk/dossiers/{made.dossier_id}/stoppen/"
    assert desk.post(address, {"own_words": ""}).status_code == 422
    page = desk.post(address, {"own_words": "Ik red het zelf, dank je."}, follow=True).content.decode()
    assert "Ik red het zelf" in page
    back = desk.post(f"/werk/dossiers/{made.dossier_id}/openen/", follow=True).content.decode()
    assert "weer open" in back


def test_search_is_asked_by_post_so_no_name_stands_in_an_address(house, desk):
    taken(house, call_name="Özdemir")
    assert "Özdemir" in desk.post("/werk/zoeken/", {"q": "ozdem"}).content.decode()
    assert "Niets gevonden" in desk.post("/werk/zoeken/", {"q": "bestaat niet"}).content.decode()
    assert desk.post("/werk/zoeken/", {"q": "a"}).status_code == 422


def test_possible_duplicates_lie_side_by_side_and_are_judged_by_a_person(house, desk):
    first, second = taken(house, call_name="Sanne"), taken(house, call_name="S. Mulder")
    page = desk.get(f"/werk/dossiers/{first.dossier_id}/").content.decode()
    assert "Misschien al bekend" in page and second.number in page
    pair = f"/werk/dossiers/{first.dossier_id}/dubbel/{second.dossier_id}/"
    assert "S. Mulder" in desk.get(pair).content.decode()
    assert "Misschien al bekend" not in desk.post(pair, follow=True).content.decode()


@pytest.mark.parametrize("path", ["", "contact/", "wensen/", "code/", "stoppen/", "overdragen/"])
def test_a_file_of_another_team_is_the_same_as_a_file_that_does_not_exist(house, path):
    made = inside(house, signs_up, house, WALL_CLOCK)
    outsider = signed_in(house.outsider)
    theirs = outsider.get(f"/werk/dossiers/{made.dossier_id}/{path}")
    nobodys = outsider.get(f"/werk/dossiers/{uuid.uuid4()}/{path}")
    assert theirs.status_code == nobodys.status_code == 404
    strip = lambda answer: answer.content.decode().split("<main")[1][:600]  # noqa: E731
    assert strip(theirs)[:200] == strip(nobodys)[:200]


def test_nobody_gets_in_without_signing_in(house):
    answer = Client(HTTP_HOST="localhost").get("/werk/")
    assert answer.status_code == 302 and answer["Location"].startswith("/inloggen/")


def test_a_message_that_could_not_leave_is_shown_to_who_has_the_file_and_tried_again(house, desk):
    made = taken(house)
    with tenant(house.id):
        Intent.objects.update(state="parked", attempts=8, last_error="De andere kant antwoordt niet.")
    assert "Dit kon niet weg." in desk.get("/werk/").content.decode()
    page = desk.get(f"/werk/dossiers/{made.dossier_id}/").content.decode()
    assert "De andere kant antwoordt niet." in page and "Probeer opnieuw" in page
    with tenant(house.id):
        intent = Intent.objects.get()
    address = f"/werk/dossiers/{made.dossier_id}/berichten/{intent.id}/opnieuw/"
    assert desk.post(address, {"version": intent.version}).status_code == 302
    with tenant(house.id):
        assert Intent.objects.get().state == "waiting"
    assert desk.post(address, {"version": intent.version}).status_code == 409


def test_a_file_that_was_closed_meanwhile_is_not_handed_over_and_the_note_stays(house, desk, file):
    with tenant(house.id):
        end_on_own_words(house.counsellor, file.dossier_id, file.party_id, "Ik red het zelf.", WALL_CLOCK)
    page = f"/werk/dossiers/{file.dossier_id}/overdragen/"
    answer = desk.post(page, {"colleague": str(house.colleague.account_id), "note": "Bel haar na vijven."})
    assert answer.status_code == 422
    assert "Bel haar na vijven." in answer.content.decode() and "app-errors" in answer.content.decode()
