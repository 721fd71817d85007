"""The week of a team: own team only, four statements, in Amsterdam days, and nobody of outside on it."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.houses import WALL_CLOCK
from tests.support.stories import signs_up

from houvast.casework.planning.models import Appointment, FreeHours
from houvast.casework.planning.services import OfferCommand, give_hours, offer_slots, pick
from houvast.casework.planning.week import MOST_PEOPLE, Load, team_week
from houvast.foundation.access.errors import NotYours
from houvast.foundation.accounts.models import Account, Membership, Role
from houvast.foundation.clock import AMSTERDAM

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 30)


def at(day, hour):
    return dt.datetime.combine(day, dt.time(hour), tzinfo=AMSTERDAM)


def test_the_week_shows_hours_and_talks_and_four_weeks_in_numbers(house):
    for monday in (MONDAY, MONDAY + dt.timedelta(weeks=1)):
        give_hours(house.counsellor, at(monday, 18), at(monday, 21), WALL_CLOCK)
    sanne = signs_up(house, WALL_CLOCK)
    command = OfferCommand(sanne.dossier_id, sanne.party_id, (house.counsellor.account_id,), "phone")
    pick(house.counsellor, offer_slots(house.counsellor, command, WALL_CLOCK)[0].id, WALL_CLOCK)
    week = team_week(house.counsellor, WALL_CLOCK, house.team.id, MONDAY)
    fatma, joris = week.people
    assert (fatma.name, joris.name) == ("Fatma de Boer", "Joris Mol")
    assert fatma.given[MONDAY] == ((18 * 60, 21 * 60, ""),)
    assert [one.way for one in fatma.booked[MONDAY]] == ["phone"]
    assert fatma.loads == (Load(1, 120), Load(0, 180), Load(0, 0), Load(0, 0))
    assert joris.loads == (Load(0, 0),) * 4


def test_a_late_hour_is_of_the_day_on_the_wall_here(house):
    give_hours(house.counsellor, at(MONDAY, 22), at(MONDAY, 23), WALL_CLOCK)
    week = team_week(house.counsellor, WALL_CLOCK, house.team.id, MONDAY)
    assert list(week.people[0].given) == [MONDAY]


def test_only_the_own_team_and_any_day_is_its_week(house):
    with pytest.raises(NotYours):
        team_week(house.counsellor, WALL_CLOCK, house.other_team.id, MONDAY)
    with pytest.raises(NotYours):
        team_week(house.administrator, WALL_CLOCK, house.team.id, MONDAY)
    assert team_week(house.counsellor, WALL_CLOCK, house.team.id, MONDAY + dt.timedelta(days=4)).monday == MONDAY
    assert team_week(house.counsellor, WALL_CLOCK, house.team.id, dt.date.max).monday < dt.date(2028, 1, 1)
    assert team_week(house.counsellor, WALL_CLOCK, house.team.id, dt.date.min).monday > dt.date(2025, 1, 1)


def sixty(house):
    """A full team with four full weeks."""
    made = {"created_at": WALL_CLOCK.now()}
    people = [
        Account(id=uuid.uuid4(), email=f"n{number}@x.example", display_name=f"Naam {number:02}", **made)
        for number in range(MOST_PEOPLE - 2)
    ]
    Account.objects.bulk_create(people)
    Membership.objects.bulk_create(
        Membership(account=one, role=Role.COUNSELLOR, team=house.team, valid_from=dt.date(2020, 1, 1)) for one in people
    )
    days = [MONDAY + dt.timedelta(weeks=week, days=day) for week in range(4) for day in range(5)]
    FreeHours.objects.bulk_create(
        FreeHours(account=one, starts_at=at(day, 9), ends_at=at(day, 12)) for one in people for day in days
    )
    sanne = signs_up(house, WALL_CLOCK)
    Appointment.objects.bulk_create(
        Appointment(dossier_id=sanne.dossier_id, party_id=sanne.party_id, account=one, way="phone", state="held",
                    starts_at=at(day, 9), ends_at=at(day, 10), made_at=WALL_CLOCK.now())
        for one in people for day in days
    )  # fmt: skip


def test_four_statements_for_sixty_people_and_four_weeks(house):
    sixty(house)
    with CaptureQueriesContext(connection) as statements:
        week = team_week(house.counsellor, WALL_CLOCK, house.team.id, MONDAY)
    assert len(week.people) == MOST_PEOPLE and not week.more
    assert len(statements) == 4


def test_a_team_of_more_than_sixty_goes_on_on_the_next_page(house):
    sixty(house)
    extra = Account.objects.create(email="z@x.example", display_name="Zeger", created_at=WALL_CLOCK.now())
    Membership.objects.create(account=extra, role=Role.COUNSELLOR, team=house.team, valid_from=dt.date(2020, 1, 1))
    assert team_week(house.counsellor, WALL_CLOCK, house.team.id, MONDAY).more
    rest = team_week(house.counsellor, WALL_CLOCK, house.team.id, MONDAY, page=2)
    assert [one.name for one in rest.people] == ["Zeger"] and not rest.more
