"""Belofte 1.3: contact within two working days, and only real contact stops the clock."""

import datetime as dt

import pytest
from tests.support.houses import WALL_CLOCK, build_house, clock_at
from tests.support.stories import calls, later, signs_up

from houvast.casework.contact.errors import AttemptInFuture, AttemptRetracted
from houvast.casework.contact.services import contact_clock, retract_attempt
from houvast.casework.dossier.models import Clock, Dossier, Task
from houvast.casework.residents.models import ContactPoint
from houvast.foundation.access.errors import NotYours
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    house = build_house()
    with tenant(house.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
        yield house


def test_real_contact_stops_the_two_day_clock_and_nothing_else(house):
    sanne = signs_up(house, WALL_CLOCK)
    done = calls(house, sanne, WALL_CLOCK, "reached")
    assert done.stopped_clocks == 1
    running = set(Clock.objects.filter(stopped_on__isnull=True).values_list("kind", flat=True))
    assert running == {"belofte_intake", "wgs_first_talk"}


@pytest.mark.parametrize("outcome", ["no_answer", "voicemail", "message_left", "not_home"])
def test_a_try_in_vain_stops_no_clock(house, outcome):
    sanne = signs_up(house, WALL_CLOCK)
    assert calls(house, sanne, WALL_CLOCK, outcome).stopped_clocks == 0
    assert contact_clock(sanne.dossier_id).stopped_on is None


def test_three_silent_calls_lead_to_another_way_not_to_closing(house):
    sanne = signs_up(house, WALL_CLOCK)
    for days in (0, 1, 2):
        done = calls(house, sanne, later(WALL_CLOCK, days=days), "no_answer")
    assert done.other_way_asked
    assert [task.kind for task in Task.objects.filter(outcome="")] == ["other_way"]
    assert Dossier.objects.get().closed_on is None
    assert contact_clock(sanne.dossier_id).stopped_on is None
    fourth = calls(house, sanne, later(WALL_CLOCK, days=3), "no_answer")
    assert not fourth.other_way_asked
    assert Task.objects.filter(kind="other_way").count() == 1


def test_contact_after_three_silent_calls_closes_the_task(house):
    sanne = signs_up(house, WALL_CLOCK)
    for hours in range(3):
        calls(house, sanne, later(WALL_CLOCK, hours=hours), "no_answer")
    calls(house, sanne, later(WALL_CLOCK, hours=4), "reached")
    assert Task.objects.get(kind="other_way").outcome == "done"


def test_a_first_talk_stops_the_talk_clocks_too(house):
    sanne = signs_up(house, WALL_CLOCK, threats=("eviction",))
    assert calls(house, sanne, WALL_CLOCK, "reached", first_talk=True).stopped_clocks == 4


def test_there_and_back_a_retracted_contact_lets_the_clock_run_again(house):
    sanne = signs_up(house, WALL_CLOCK)
    before = Dossier.objects.get()
    done = calls(house, sanne, WALL_CLOCK, "reached")
    retract_attempt(house.counsellor, done.attempt_id, WALL_CLOCK)
    after = Dossier.objects.get()
    assert contact_clock(sanne.dossier_id).stopped_on is None
    assert (after.look_at, after.look_at_source) == (before.look_at, before.look_at_source)
    with pytest.raises(AttemptRetracted):
        retract_attempt(house.counsellor, done.attempt_id, WALL_CLOCK)


def test_a_wrong_number_is_never_used_again(house):
    sanne = signs_up(house, WALL_CLOCK)
    point = ContactPoint.objects.get()
    calls(house, sanne, WALL_CLOCK, "wrong_number", contact_point_id=point.id)
    assert ContactPoint.objects.get().state == "wrong"
    told = calls(house, sanne, WALL_CLOCK, "no_answer", tell=True).told
    assert told == "Er is geen nummer of e-mailadres dat werkt."


def test_a_try_cannot_lie_in_the_future(house):
    sanne = signs_up(house, WALL_CLOCK)
    with pytest.raises(AttemptInFuture):
        calls(house, sanne, WALL_CLOCK, "reached", at=WALL_CLOCK.now() + dt.timedelta(days=1))


def test_somebody_of_another_team_cannot_write_on_this_file(house):
    sanne = signs_up(house, WALL_CLOCK)
    with pytest.raises(NotYours):
        calls(house, sanne, WALL_CLOCK, "reached", actor=house.outsider)


def test_a_colleague_of_the_team_may_call_before_anybody_took_it_up(house):
    sanne = signs_up(house, WALL_CLOCK)
    assert calls(house, sanne, WALL_CLOCK, "reached", actor=house.colleague).stopped_clocks == 1
