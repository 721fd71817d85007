"""The week of the team in at most twelve statements, the desk, and the secret calendar address."""

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.casework.planning.test_week import MONDAY, at, sixty
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK

from houvast.casework.dossier.models import Clock
from houvast.casework.planning.models import CalendarFeed, WalkIn
from houvast.casework.planning.services import give_hours
from houvast.casework.signup.models import Signup
from houvast.foundation.accounts.models import Membership
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
NOBODYS = "70648679-fbaa-49c0-9414-c9b299e929a1"
WEEK, DESK, FEED = "/werk/planning/team/", "/werk/balie/", "/werk/planning/agenda/"


def test_the_week_of_sixty_costs_at_most_twelve_statements(house, desk):
    with tenant(house.id):
        sixty(house)
        give_hours(house.counsellor, at(MONDAY, 18), at(MONDAY, 21), WALL_CLOCK)
    desk.get(WEEK)
    with CaptureQueriesContext(connection) as statements:
        page = desk.get(f"{WEEK}?week={MONDAY}").content.decode()
    asked = [one["sql"] for one in statements if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 12, asked
    assert page.count('<th scope="row">') == 60 and "18.00–21.00" in page
    assert "Week van maandag 30 november" in page


@pytest.mark.parametrize(
    "asked",
    ["", "?week=x&team=x", "?week=9999-12-31", "?week=0001-01-01", f"?team={NOBODYS}"],
)
def test_any_question_is_some_week_of_an_own_team(desk, asked):
    assert desk.get(WEEK + asked).status_code == 200


def test_another_team_is_another_week(house):
    page = signed_in(house.outsider).get(WEEK)
    assert page.status_code == 200 and "Fatma de Boer" not in page.content.decode()


def test_who_has_no_team_reads_what_to_do(house, desk):
    with tenant(house.id):
        Membership.objects.filter(account_id=house.counsellor.account_id).update(team=None)
    assert "Jij zit nog in geen team." in desk.get(WEEK).content.decode()


def arrives(desk, **given):
    data = {"call_name": "Mina", "phone": "", "language": "ar", "interpreter": "on", "location": "",
            "form_key": str(uuid.uuid4())}  # fmt: skip
    return desk.post(DESK, {**data, **given})


def test_who_walks_in_is_registered_taken_and_spoken_to(house, desk):
    page = arrives(desk).content.decode()
    assert "Ingeschreven." in page and re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page)
    assert "Mina" in page and "1 wacht" in re.sub(r"\s+", " ", page)
    with tenant(house.id):
        assert Signup.objects.get().channel == "walk_in"
        visit = WalkIn.objects.get()
    desk.post(f"{DESK}{visit.id}/neem/")
    assert "Fatma de Boer" in desk.get(DESK).content.decode()
    desk.post(f"{DESK}{visit.id}/gesproken/")
    assert "Er wacht niemand." in desk.get(DESK).content.decode()
    with tenant(house.id):
        assert Clock.objects.get(kind="belofte_contact").stopped_on is not None


def test_who_is_written_in_by_another_team_stands_on_the_list_of_the_team_that_takes_him(house, desk):
    page = arrives(signed_in(house.outsider)).content.decode()
    assert "Ingeschreven." in page and "Er wacht niemand." in page
    assert "Mina" in desk.get(DESK).content.decode()


def test_the_same_form_twice_is_one_visitor_and_shows_no_code_again(house, desk):
    key = str(uuid.uuid4())
    arrives(desk, form_key=key)
    again = arrives(desk, form_key=key).content.decode()
    assert "app-code" not in again
    with tenant(house.id):
        assert WalkIn.objects.count() == 1


def test_who_we_know_is_put_on_the_list_from_his_file_and_can_leave(house, desk, file):
    page = desk.post(f"/werk/dossiers/{file.dossier_id}/balie/", follow=True).content.decode()
    assert "Sanne" in page
    assert "staat al op de lijst" in desk.post(f"/werk/dossiers/{file.dossier_id}/balie/", follow=True).content.decode()
    with tenant(house.id):
        visit = WalkIn.objects.get()
    left = desk.post(f"{DESK}{visit.id}/weg/", follow=True).content.decode()
    assert "vriendelijk bellen" in left
    assert "Een collega was net eerder" in desk.post(f"{DESK}{visit.id}/neem/", follow=True).content.decode()
    assert desk.post(f"{DESK}{visit.id}/onzin/").status_code == 404


def test_the_address_is_shown_once_works_without_signing_in_and_stops_when_revoked(house, desk):
    made = desk.post(FEED).content.decode()
    address = re.search(r"/werk/agenda/[0-9a-f]{48}\.ics", made).group()
    assert address not in desk.get(FEED).content.decode()
    file = Client().get(address)
    assert file["Content-Type"].startswith("text/calendar") and file["Cache-Control"] == "no-store"
    with tenant(house.id):
        assert bytes(CalendarFeed.objects.get().token_hash) not in address.encode()
    desk.post(FEED, {"weg": "ja"})
    assert Client().get(address).status_code == 404


def test_a_talk_that_stands_is_not_silently_replaced(house, desk, file):
    page = f"/werk/dossiers/{file.dossier_id}/afspraak/"
    desk.post("/werk/planning/", {"day": "2026-12-01", "start": "09:00", "end": "12:00", "location": ""})
    desk.post(page, {"way": "phone"})
    first = re.search(r"afspraak/([0-9a-f-]{36})/boek/", desk.get(page).content.decode()).group(1)
    desk.post(f"{page}{first}/boek/")
    refused = desk.post(page, {"way": "phone", "instead": ""})
    assert refused.status_code == 422 and "Er staat al een afspraak op" in refused.content.decode()
    assert desk.post(page, {"way": "phone", "instead": first}).status_code == 302
    assert "afgezegd" in desk.get(page).content.decode()


def test_dates_of_another_time_do_no_harm(desk):
    assert desk.get(f"{WEEK}?week={dt.date.max.isoformat()}").status_code == 200
