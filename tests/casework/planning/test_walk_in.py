"""Walk-in hours: arrive, be registered, be spoken to; nobody is taken twice and nobody who left is forgotten."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.support.houses import WALL_CLOCK, build_house, clock_at
from tests.support.stories import later, signs_up

from houvast.casework.dossier.models import Clock, Dossier, Task
from houvast.casework.planning.errors import AlreadyHere, OtherColleague
from houvast.casework.planning.models import WalkIn
from houvast.casework.planning.walk_in import arrive, here_now, left, spoken, take
from houvast.foundation.access.errors import NotYours
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard

pytestmark = pytest.mark.django_db
THREADS = 8


def walks_in(house, clock=WALL_CLOCK, **given):
    made = signs_up(house, clock, channel="walk_in", wants="visit", phone="", **given)
    return made, arrive(house.colleague, made.dossier_id, made.party_id, clock)


def running(made):
    return set(Clock.objects.filter(dossier_id=made.dossier_id, stopped_on__isnull=True).values_list("kind", flat=True))


def test_who_waits_longest_stands_on_top_and_who_is_taken_below(house):
    walks_in(house, call_name="Sanne")
    walks_in(house, later(WALL_CLOCK, hours=1), call_name="Omar")
    _made, third = walks_in(house, later(WALL_CLOCK, hours=1), call_name="Mina")
    take(house.counsellor, third.id, later(WALL_CLOCK, hours=2))
    rows = here_now(house.colleague, later(WALL_CLOCK, hours=3))
    assert [(one.face.list_name, one.minutes, one.taken_by) for one in rows] == [
        ("Sanne", 180, ""), ("Omar", 120, ""), ("Mina", 60, "Fatma de Boer"),
    ]  # fmt: skip
    assert here_now(house.outsider, WALL_CLOCK) == []


def test_spoken_at_the_desk_is_real_contact(house):
    made, visit = walks_in(house)
    take(house.counsellor, visit.id, WALL_CLOCK)
    spoken(house.counsellor, visit.id, later(WALL_CLOCK, hours=1))
    assert running(made) == {"belofte_intake", "wgs_first_talk"}
    assert here_now(house.counsellor, WALL_CLOCK) == []


def test_the_first_talk_at_the_desk_stops_every_clock(house):
    made, visit = walks_in(house)
    take(house.counsellor, visit.id, WALL_CLOCK)
    spoken(house.counsellor, visit.id, later(WALL_CLOCK, hours=1), first_talk=True)
    assert running(made) == set()


def test_who_goes_away_is_called_the_next_working_day_and_stays(house):
    made, visit = walks_in(house)
    left(house.colleague, visit.id, later(WALL_CLOCK, hours=1))
    task = Task.objects.get(kind="went_away")
    assert task.due == dt.date(2026, 11, 24)
    assert Dossier.objects.get(pk=made.dossier_id).closed_on is None
    with pytest.raises(OtherColleague):
        take(house.counsellor, visit.id, WALL_CLOCK)


def test_nobody_stands_on_the_list_twice_and_a_new_visit_is_a_new_line(house):
    made, visit = walks_in(house)
    with pytest.raises(AlreadyHere):
        arrive(house.colleague, made.dossier_id, made.party_id, WALL_CLOCK)
    left(house.colleague, visit.id, WALL_CLOCK)
    assert arrive(house.colleague, made.dossier_id, made.party_id, later(WALL_CLOCK, days=1)).state == "waiting"


def test_who_is_not_taken_yet_was_not_spoken_to(house):
    _made, visit = walks_in(house)
    with pytest.raises(OtherColleague):
        spoken(house.counsellor, visit.id, WALL_CLOCK)


def test_another_team_takes_nobody(house):
    _made, visit = walks_in(house)
    with pytest.raises(NotYours):
        take(house.outsider, visit.id, WALL_CLOCK)


@pytest.mark.django_db(transaction=True)
def test_eight_colleagues_take_the_same_visitor_and_one_has_him():
    house = build_house()
    with tenant(house.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
        _made, visit = walks_in(house)
    ready = threading.Barrier(THREADS)

    def takes(_number):
        try:
            ready.wait()
            with tenant(house.id):
                return take(house.counsellor, visit.id, WALL_CLOCK).state
        except OtherColleague:
            return "other"
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        assert sorted(pool.map(takes, range(THREADS))) == ["other"] * (THREADS - 1) + ["taken"]
    with tenant(house.id):
        assert WalkIn.objects.get().taken_by_id == house.counsellor.account_id
