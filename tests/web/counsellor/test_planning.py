"""The counsellor gives hours, offers them, and writes down whether they talked."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, clock_at

from houvast.casework.dossier.models import Clock, Task
from houvast.casework.planning.models import Appointment, FreeHours
from houvast.casework.planning.services import give_hours
from houvast.foundation import clock as time_source
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
MINE = "/werk/planning/"
HOURS = {"day": "2026-12-01", "start": "18:00", "end": "21:00", "location": ""}


def states(house):
    with tenant(house.id):
        return list(Appointment.objects.order_by("starts_at").values_list("id", "state"))


def booked(house, desk, file):
    page = f"/werk/dossiers/{file.dossier_id}/afspraak/"
    desk.post(MINE, HOURS)
    desk.post(page, {"way": "phone", "evening": "on"})
    first = states(house)[0][0]
    desk.post(f"{page}{first}/boek/")
    return page, first


def test_hours_are_given_once_and_refused_in_plain_words_when_they_overlap(house, desk):
    assert desk.post(MINE, HOURS).status_code == 302
    again = desk.post(MINE, HOURS)
    assert again.status_code == 422
    assert "In deze tijd staan al uren." in again.content.decode()
    with tenant(house.id):
        assert FreeHours.objects.count() == 1


def test_from_offer_to_a_talk_that_was_held(house, desk, file):
    page, first = booked(house, desk, file)
    assert "afgesproken" in desk.get(page).content.decode()
    early = desk.post(f"{page}{first}/gesproken/", follow=True)
    assert "nog niet begonnen" in early.content.decode()
    with time_source.using(clock_at(dt.date(2026, 12, 1), 20)):
        signed_in(house.counsellor).post(f"{page}{first}/gesproken/")
    assert states(house)[0][1] == "held"
    with tenant(house.id):
        assert not Clock.objects.filter(stopped_on__isnull=True).exists()


def test_who_did_not_come_is_called_kindly(house, desk, file):
    page, first = booked(house, desk, file)
    with time_source.using(clock_at(dt.date(2026, 12, 1), 20)):
        signed_in(house.counsellor).post(f"{page}{first}/niet-gekomen/")
    with tenant(house.id):
        assert Task.objects.filter(kind="kind_call", outcome="").exists()


def test_without_free_hours_the_page_says_what_to_do(desk, file):
    answer = desk.post(f"/werk/dossiers/{file.dossier_id}/afspraak/", {"way": "phone"})
    assert answer.status_code == 422
    assert "Er is geen vrije tijd gevonden." in answer.content.decode()


def test_the_planning_page_costs_the_same_however_much_is_planned(house, desk, file):
    booked(house, desk, file)
    desk.get(MINE)
    with CaptureQueriesContext(connection) as few:
        desk.get(MINE)
    with tenant(house.id):
        for day in range(2, 22):
            start = clock_at(dt.date(2026, 12, day)).now()
            give_hours(house.counsellor, start, start + dt.timedelta(hours=3), WALL_CLOCK)
    with CaptureQueriesContext(connection) as many:
        desk.get(MINE)
    assert len(few) == len(many)


def test_hours_can_be_taken_back_by_who_gave_them_alone(house, desk):
    desk.post(MINE, HOURS)
    with tenant(house.id):
        given = FreeHours.objects.get()
    gone = f"{MINE}uren/{given.id}/weg/"
    assert signed_in(house.colleague).post(gone).status_code == 404
    assert "Deze uren zijn weg" in desk.post(gone, follow=True).content.decode()
    with tenant(house.id):
        assert not FreeHours.objects.exists()


def test_the_tab_and_the_menu_say_where_one_is(desk, file):
    page = desk.get(f"/werk/dossiers/{file.dossier_id}/afspraak/").content.decode()
    assert re.search(r'aria-current="page"[^>]*>\s*Afspraak', page)
    assert f'href="{MINE}" aria-current="page"' in desk.get(MINE).content.decode()
