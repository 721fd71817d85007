"""Belofte 1.3: contact within two working days, and only real contact stops the clock."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.houses import WALL_CLOCK
from tests.support.stories import calls, later, signs_up

from houvast.casework.contact.errors import (
    AttemptBeforeSignup,
    AttemptInFuture,
    AttemptRetracted,
    NotOfThisResident,
    UnknownAnswer,
)
from houvast.casework.contact.queries import attempts, counts
from houvast.casework.contact.services import AttemptCommand, contact_clock, record_attempt, retract_attempt
from houvast.casework.dossier.models import Clock, Dossier, Task
from houvast.casework.residents.models import ContactPoint
from houvast.casework.residents.services import WishesGiven
from houvast.foundation.access.errors import NotYours
from houvast.foundation.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


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


# --- what was a mistake leaves no trace in the clocks -------------------------------------------------------------


def test_a_retracted_contact_hands_the_clock_to_the_contact_that_still_stands(house):
    sanne = signs_up(house, WALL_CLOCK)
    first = calls(house, sanne, WALL_CLOCK, "reached")
    second = calls(house, sanne, later(WALL_CLOCK, days=1), "reached")
    retract_attempt(house.counsellor, first.attempt_id, later(WALL_CLOCK, days=2))
    clock = contact_clock(sanne.dossier_id)
    assert (clock.stopped_by_id, clock.stopped_on) == (second.attempt_id, dt.date(2026, 11, 24))


def test_a_contact_written_down_late_stops_the_clock_on_its_own_day(house):
    sanne = signs_up(house, WALL_CLOCK)
    calls(house, sanne, later(WALL_CLOCK, days=2), "reached")
    calls(house, sanne, later(WALL_CLOCK, days=3), "reached", at=WALL_CLOCK.now())
    assert contact_clock(sanne.dossier_id).stopped_on == dt.date(2026, 11, 23)


def test_an_ordinary_contact_does_not_take_over_the_talk_clocks(house):
    sanne = signs_up(house, WALL_CLOCK)
    talk = calls(house, sanne, WALL_CLOCK, "reached", first_talk=True)
    calls(house, sanne, later(WALL_CLOCK, hours=1), "reached")
    retract_attempt(house.counsellor, talk.attempt_id, later(WALL_CLOCK, hours=2))
    running = set(Clock.objects.filter(stopped_on__isnull=True).values_list("kind", flat=True))
    assert running == {"belofte_intake", "wgs_first_talk"}


def test_there_and_back_a_retracted_third_try_takes_its_task_along(house):
    sanne = signs_up(house, WALL_CLOCK)
    calls(house, sanne, WALL_CLOCK, "no_answer")
    calls(house, sanne, later(WALL_CLOCK, hours=1), "no_answer")
    before = Dossier.objects.get()
    third = calls(house, sanne, later(WALL_CLOCK, hours=2), "no_answer")
    assert third.other_way_asked
    retract_attempt(house.counsellor, third.attempt_id, later(WALL_CLOCK, hours=3))
    after = Dossier.objects.get()
    assert Task.objects.get(kind="other_way").outcome == "dropped"
    assert (after.look_at, after.look_at_source) == (before.look_at, before.look_at_source)


def test_a_retracted_contact_after_three_silent_calls_asks_for_another_way_again(house):
    sanne = signs_up(house, WALL_CLOCK)
    for hours in range(3):
        calls(house, sanne, later(WALL_CLOCK, hours=hours), "no_answer")
    mistake = calls(house, sanne, later(WALL_CLOCK, hours=4), "reached")
    retract_attempt(house.counsellor, mistake.attempt_id, later(WALL_CLOCK, hours=5))
    assert sorted(Task.objects.filter(kind="other_way").values_list("outcome", flat=True)) == ["", "done"]


def test_there_and_back_a_number_that_was_called_wrong_by_mistake_works_again(house):
    sanne = signs_up(house, WALL_CLOCK)
    point = ContactPoint.objects.get()
    mistake = calls(house, sanne, WALL_CLOCK, "wrong_number", contact_point_id=point.id)
    retract_attempt(house.counsellor, mistake.attempt_id, WALL_CLOCK)
    assert ContactPoint.objects.get().state == "given"


# --- what cannot be -----------------------------------------------------------------------------------------------


def test_a_try_cannot_lie_before_the_signup(house):
    sanne = signs_up(house, WALL_CLOCK)
    with pytest.raises(AttemptBeforeSignup):
        calls(house, sanne, WALL_CLOCK, "reached", at=WALL_CLOCK.now() - dt.timedelta(days=1))


def test_the_number_of_another_resident_is_not_touched(house):
    sanne = signs_up(house, WALL_CLOCK)
    signs_up(house, WALL_CLOCK, phone="+31699887766", call_name="Amir")
    of_amir = ContactPoint.objects.get(value="+31699887766")
    with pytest.raises(NotOfThisResident):
        calls(house, sanne, WALL_CLOCK, "wrong_number", contact_point_id=of_amir.id)
    assert set(ContactPoint.objects.values_list("state", flat=True)) == {"given"}


@pytest.mark.parametrize("wrong", [{"outcome": "moved_away"}, {"channel": "pigeon"}])
def test_an_answer_that_is_not_on_the_list_is_refused(house, wrong):
    sanne = signs_up(house, WALL_CLOCK)
    outcome = wrong.pop("outcome", "no_answer")
    with pytest.raises(UnknownAnswer):
        calls(house, sanne, WALL_CLOCK, outcome, **wrong)


def test_the_same_form_twice_is_one_attempt(house):
    sanne = signs_up(house, WALL_CLOCK)
    key = uuid.uuid4()
    first, second = (
        record_attempt(
            house.counsellor,
            AttemptCommand(sanne.dossier_id, sanne.party_id, "phone", "no_answer", WALL_CLOCK.now(), key),
            WALL_CLOCK,
        )
        for _ in range(2)
    )
    assert first.attempt_id == second.attempt_id
    assert counts(house.counsellor, sanne.dossier_id, WALL_CLOCK).tries == 1


def test_a_voicemail_that_was_not_wanted_is_said_to_the_counsellor(house):
    sanne = signs_up(house, WALL_CLOCK, wishes=WishesGiven(voicemail_allowed=False, phone_allowed=True))
    assert calls(house, sanne, WALL_CLOCK, "voicemail").objection == "De inwoner wil geen voicemail."
    assert calls(house, sanne, WALL_CLOCK, "no_answer").objection == ""


def test_the_list_shows_what_stands_and_looking_is_written_down(house):
    sanne = signs_up(house, WALL_CLOCK)
    calls(house, sanne, WALL_CLOCK, "no_answer", note="Belde twee keer.")
    mistake = calls(house, sanne, later(WALL_CLOCK, hours=1), "reached")
    retract_attempt(house.counsellor, mistake.attempt_id, later(WALL_CLOCK, hours=2))
    (row,) = attempts(house.counsellor, sanne.dossier_id, WALL_CLOCK)
    assert (row.outcome, row.note) == ("niet opgenomen", "Belde twee keer.")
    assert AuditEntry.objects.filter(action="contact.look").count() == 1


def test_a_try_costs_the_same_whatever_came_before(house):
    sanne = signs_up(house, WALL_CLOCK)
    calls(house, sanne, WALL_CLOCK, "no_answer")
    with CaptureQueriesContext(connection) as second:
        calls(house, sanne, later(WALL_CLOCK, hours=1), "no_answer")
    for hours in range(2, 8):
        calls(house, sanne, later(WALL_CLOCK, hours=hours), "no_answer")
    with CaptureQueriesContext(connection) as ninth:
        calls(house, sanne, later(WALL_CLOCK, hours=9), "no_answer")
    assert len(ninth) <= len(second) + 1 <= 25
