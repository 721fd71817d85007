"""An intent leaves once, or is visibly parked (security.md 6.3, 8)."""

import datetime as dt
import json
import uuid

import pytest
from django.db import connection, transaction
from tests.support.houses import WALL_CLOCK, build_house, found_organisation
from tests.support.outbox import NOTE, a_note, pack_note, with_provider
from tests.support.stories import signs_up

from houvast.connections.local import LocalProvider
from houvast.foundation.access.errors import NotAllowed, NotYours
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.clock import FixedClock
from houvast.foundation.jobs.delivery import BACK_OFF, LEASE, MOST_TRIES, TOO_LATE
from houvast.foundation.jobs.handlers import NotBefore, Offered, Refused, register_packer
from houvast.foundation.jobs.models import STEPS, Intent, IntentState, LocalDelivery
from houvast.foundation.jobs.queries import parked_tasks
from houvast.foundation.jobs.services import (
    NoReason,
    StaleIntent,
    cancel,
    deliver,
    parked,
    retry,
    unproven,
    wake_forgotten,
)
from houvast.foundation.randomness import SeededRandomness
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
CHANCE = SeededRandomness("outbox")


@pytest.fixture
def clock():
    return FixedClock(WALL_CLOCK.now())


@pytest.fixture
def house():
    house = build_house()
    with tenant(house.id):
        yield house


@pytest.fixture
def provider():
    with with_provider() as provider:
        yield provider


def jobs_in_queue():
    with connection.cursor() as cursor:
        cursor.execute("SELECT args, lock, scheduled_at FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [(json.loads(arguments), lock, at) for arguments, lock, at in cursor.fetchall()]


def state_of(intent):
    return Intent.objects.get(pk=intent.pk).state


def try_until(intent, clock, tries):
    """Let the worker come back each time the intent asks for it."""
    for _ in range(tries):
        deliver(intent.organisation_id, intent.id, clock, CHANCE)
        clock.move_to(max(clock.now(), Intent.objects.get(pk=intent.pk).next_attempt_at))


# --- putting in -------------------------------------------------------------------------------------------------


def test_an_intent_and_its_job_come_in_one_transaction(house, clock):
    intent = a_note(clock)
    ((arguments, _, _),) = jobs_in_queue()
    assert arguments == {"organisation_id": str(house.id), "intent_id": str(intent.id)}


def test_what_is_rolled_back_is_never_sent(house, clock):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        a_note(clock)
        raise ZeroDivisionError
    assert not Intent.objects.exists() and jobs_in_queue() == []


def test_the_same_key_is_one_intent(house, clock):
    assert a_note(clock, "once").id == a_note(clock, "once").id
    assert Intent.objects.count() == len(jobs_in_queue()) == 1


def test_a_job_for_later_holds_up_no_younger_one(house, clock):
    file = signs_up(house, clock).dossier_id
    a_note(clock, dossier_id=file, not_before=clock.now() + dt.timedelta(hours=5))
    a_note(clock, dossier_id=file)
    later, now = jobs_in_queue()[-2:]
    assert later[1] is None and later[2] is not None
    assert now[1] == f"dossier:{file}" and now[2] is None


# --- leaving ----------------------------------------------------------------------------------------------------


def test_it_leaves_once_whoever_comes_back_for_it(house, clock, provider):
    intent = a_note(clock)
    assert deliver(house.id, intent.id, clock, CHANCE).state == "sent"
    assert deliver(house.id, intent.id, clock, CHANCE) is None
    kept = LocalDelivery.objects.get()
    assert (kept.key, kept.body, state_of(intent)) == (intent.key, "Wij bellen je.", "sent")
    assert Intent.objects.get().proof == f"local-{kept.id}"


def test_it_does_not_leave_before_its_time(house, clock, provider):
    intent = a_note(clock, not_before=clock.now() + dt.timedelta(hours=1))
    assert deliver(house.id, intent.id, clock, CHANCE).state == "waiting"
    assert not LocalDelivery.objects.exists()
    clock.advance(hours=1)
    assert deliver(house.id, intent.id, clock, CHANCE).state == "sent"


def test_a_provider_that_is_down_is_tried_again_after_1_s_5_s_30_s_and_so_on(house, clock, provider):
    provider.mood = "down"
    intent = a_note(clock)
    waits = []
    for _ in range(MOST_TRIES - 1):
        again = deliver(house.id, intent.id, clock, CHANCE).try_again_at
        waits.append(again - clock.now())
        clock.move_to(again)
    expected = [*BACK_OFF, BACK_OFF[-1]]
    for wait, least in zip(waits, expected, strict=True):
        assert least <= wait <= least * 1.2


def test_after_eight_tries_it_is_parked_with_its_reason(house, clock, provider):
    provider.mood = "down"
    intent = a_note(clock)
    try_until(intent, clock, MOST_TRIES)
    row = Intent.objects.get()
    assert (row.state, row.attempts, row.last_error) == ("parked", 8, "De andere kant antwoordt niet.")


def test_mail_that_was_down_for_an_hour_is_sent_later(house, clock, provider):
    provider.mood = "down"
    intent = a_note(clock)
    try_until(intent, clock, 5)
    provider.mood = "good"
    try_until(intent, clock, 1)
    assert state_of(intent) == "sent" and LocalDelivery.objects.count() == 1


def test_a_refusal_is_parked_at_once(house, clock, provider):
    provider.mood = "refuses"
    intent = a_note(clock)
    assert deliver(house.id, intent.id, clock, CHANCE).state == "parked"
    assert "Kijk of het klopt" in Intent.objects.get().last_error


@pytest.mark.parametrize("mood", ["silent", "garbage", "nonsense", "twice"])
def test_whatever_a_provider_answers_after_taking_it_there_is_one_copy(house, clock, provider, mood):
    provider.mood = mood
    intent = a_note(clock)
    try_until(intent, clock, 2)
    provider.mood = "good"
    try_until(intent, clock, 1)
    assert state_of(intent) == "sent" and LocalDelivery.objects.count() == 1


def test_an_error_nobody_expected_is_a_try_that_failed_and_tells_nothing_of_the_content(house, clock):
    def breaks(parcel):
        raise KeyError(parcel.body)

    with with_provider(breaks):
        intent = a_note(clock)
        assert deliver(house.id, intent.id, clock, CHANCE).state == "waiting"
    assert Intent.objects.get().last_error == "Onverwachte fout (KeyError)."


def test_a_room_that_cannot_pack_does_not_lose_the_intent(house, clock):
    def cannot(intent_id):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")

    with with_provider(packer=cannot):
        intent = a_note(clock)
        assert deliver(house.id, intent.id, clock, CHANCE).state == "waiting"
    assert Intent.objects.get().attempts == 1


def test_without_a_connection_it_waits_for_the_administrator(house, clock):
    with with_provider():
        intent = a_note(clock, kind="pigeon")
        assert deliver(house.id, intent.id, clock, CHANCE).state == "parked"
    assert "Er is geen koppeling voor pigeon" in Intent.objects.get().last_error


def test_what_is_no_use_any_more_is_parked_not_sent(house, clock, provider):
    intent = a_note(clock, deadline_at=clock.now() + dt.timedelta(minutes=10))
    clock.advance(minutes=11)
    assert deliver(house.id, intent.id, clock, CHANCE).state == "parked"
    assert Intent.objects.get().last_error == TOO_LATE and not LocalDelivery.objects.exists()


def test_a_gate_can_ask_to_wait_and_that_is_no_failure(house, clock, provider):
    evening = clock.now() + dt.timedelta(hours=8)

    def not_yet(intent_id, now):
        if now.now() < evening:
            raise NotBefore(evening)

    register_packer(NOTE, pack_note, not_yet)
    intent = a_note(clock)
    assert deliver(house.id, intent.id, clock, CHANCE).try_again_at == evening
    assert Intent.objects.get().attempts == 0
    clock.move_to(evening)
    assert deliver(house.id, intent.id, clock, CHANCE).state == "sent"


def test_a_gate_can_close(house, clock, provider):
    def closed(intent_id, now):
        raise Refused("De inwoner wil dit niet.")

    register_packer(NOTE, pack_note, closed)
    intent = a_note(clock)
    assert deliver(house.id, intent.id, clock, CHANCE).state == "parked"
    assert not LocalDelivery.objects.exists()


# --- order within a file ----------------------------------------------------------------------------------------


def test_within_a_file_an_older_message_in_trouble_goes_first(house, clock, provider):
    file = signs_up(house, clock).dossier_id
    provider.mood = "down"
    older = a_note(clock, dossier_id=file)
    deliver(house.id, older.id, clock, CHANCE)
    clock.advance(seconds=0.5)
    younger = a_note(clock, dossier_id=file)
    provider.mood = "good"
    waits = deliver(house.id, younger.id, clock, CHANCE)
    assert waits.state == "waiting" and waits.try_again_at > Intent.objects.get(pk=older.pk).next_attempt_at
    assert Intent.objects.get(pk=younger.pk).attempts == 0
    clock.advance(seconds=10)
    for intent in (older, younger):
        deliver(house.id, intent.id, clock, CHANCE)
    assert [state_of(older), state_of(younger)] == ["sent", "sent"]


def test_a_code_does_not_wait_for_an_older_message(house, clock, provider):
    file = signs_up(house, clock).dossier_id
    provider.mood = "down"
    older = a_note(clock, dossier_id=file)
    deliver(house.id, older.id, clock, CHANCE)
    provider.mood = "good"
    clock.advance(seconds=0.5)
    code = a_note(clock, dossier_id=file, deadline_at=clock.now() + dt.timedelta(minutes=10))
    assert deliver(house.id, code.id, clock, CHANCE).state == "sent"


# --- a worker that dies, or is slow -----------------------------------------------------------------------------


class Died(BaseException):
    """Stands for kill -9 within one process: nothing after it runs (the real kill is in test_worker)."""


def test_a_worker_that_dies_after_handing_over_leads_to_one_copy(house, clock, provider):
    intent = a_note(clock)

    def die(parcel):
        raise Died

    provider.after_keeping = die
    with pytest.raises(Died):
        deliver(house.id, intent.id, clock, CHANCE)
    assert state_of(intent) == "waiting" and LocalDelivery.objects.count() == 1
    provider.after_keeping = None
    assert deliver(house.id, intent.id, clock, CHANCE).state == "waiting"  # the lease of the dead one holds
    clock.advance(LEASE)
    assert deliver(house.id, intent.id, clock, CHANCE).state == "sent"
    assert LocalDelivery.objects.count() == 1


def test_a_message_that_kills_each_worker_is_parked_in_the_end(house, clock, provider):
    intent = a_note(clock)

    def die(parcel):
        raise Died

    provider.after_keeping = die
    for _ in range(MOST_TRIES):
        with pytest.raises(Died):
            deliver(house.id, intent.id, clock, CHANCE)
        clock.advance(LEASE)
    assert deliver(house.id, intent.id, clock, CHANCE).state == "parked"
    assert LocalDelivery.objects.count() == 1


def test_an_answer_that_comes_after_the_lease_still_counts(house, clock, provider):
    intent = a_note(clock)

    def another_worker_takes_over(parcel):
        provider.after_keeping = None
        clock.advance(LEASE)
        assert deliver(house.id, intent.id, clock, CHANCE).state == "sent"

    provider.after_keeping = another_worker_takes_over
    deliver(house.id, intent.id, clock, CHANCE)
    assert state_of(intent) == "sent" and LocalDelivery.objects.count() == 1


def test_a_failure_that_comes_after_the_lease_does_not_disturb_the_one_who_took_over(house, clock):
    calls = []

    class LateAndDown(LocalProvider):
        def __call__(self, parcel):
            calls.append(parcel.key)
            if len(calls) == 1:
                clock.advance(LEASE)
                assert deliver(house.id, parcel.intent_id, clock, CHANCE).state == "sent"
                raise ConnectionResetError
            return super().__call__(parcel)

    with with_provider(LateAndDown("sms")):
        intent = a_note(clock)
        assert deliver(house.id, intent.id, clock, CHANCE) is None
    assert state_of(intent) == "sent" and LocalDelivery.objects.count() == 1


# --- handed over, without proof ---------------------------------------------------------------------------------


def test_what_was_offered_without_proof_is_shown_after_a_working_day_and_never_repeated(house):
    friday = FixedClock(dt.datetime(2026, 11, 20, 15, 0, tzinfo=dt.UTC))
    with with_provider(lambda parcel: Offered("their-number")):
        intent = a_note(friday)
        assert deliver(house.id, intent.id, friday, CHANCE).state == "offered"
        assert deliver(house.id, intent.id, friday, CHANCE) is None
    monday, tuesday = (FixedClock(friday.now() + dt.timedelta(days=days)) for days in (3, 4))
    assert not unproven(monday).exists()
    assert unproven(tuesday).get() == intent
    assert unproven(FixedClock(friday.now() + dt.timedelta(days=90))).get() == intent
    assert wake_forgotten(house.id, tuesday) == 0


# --- the reconciler ---------------------------------------------------------------------------------------------


def test_what_was_forgotten_for_a_minute_is_woken_once(house, clock, provider):
    intent = a_note(clock)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    clock.advance(seconds=59)
    assert wake_forgotten(house.id, clock) == 0
    clock.advance(seconds=2)
    assert [wake_forgotten(house.id, clock), wake_forgotten(house.id, clock)] == [1, 1]
    ((arguments, _, _),) = jobs_in_queue()
    assert arguments["intent_id"] == str(intent.id)


# --- what people do ---------------------------------------------------------------------------------------------


def park(house, clock, provider, **more):
    provider.mood = "refuses"
    intent = a_note(clock, **more)
    deliver(house.id, intent.id, clock, CHANCE)
    provider.mood = "good"
    return Intent.objects.get(pk=intent.pk)


def test_the_button_tries_again_with_all_its_tries(house, clock, provider):
    intent = park(house, clock, provider)
    retry(house.administrator, intent.id, intent.version, clock)
    assert deliver(house.id, intent.id, clock, CHANCE).state == "sent"
    assert AuditEntry.objects.filter(action="intent.retried").count() == 1


def test_two_administrators_press_the_button_and_one_hears_it_is_done(house, clock, provider):
    intent = park(house, clock, provider)
    retry(house.administrator, intent.id, intent.version, clock)
    with pytest.raises(StaleIntent):
        retry(house.administrator, intent.id, intent.version, clock)


def test_what_is_not_needed_any_more_is_cancelled_and_stays_so(house, clock, provider):
    intent = park(house, clock, provider)
    with pytest.raises(NoReason):
        cancel(house.administrator, intent.id, intent.version, "  ", clock)
    cancel(house.administrator, intent.id, intent.version, "Ik heb gebeld.", clock)
    assert state_of(intent) == "cancelled"
    assert Intent.objects.get(pk=intent.id).cancelled_because == "Ik heb gebeld."
    assert deliver(house.id, intent.id, clock, CHANCE) is None
    with pytest.raises(StaleIntent):
        retry(house.administrator, intent.id, intent.version + 1, clock)


def test_what_is_on_its_way_cannot_be_cancelled(house, clock, provider):
    provider.mood = "down"
    intent = a_note(clock)
    deliver(house.id, intent.id, clock, CHANCE)
    with pytest.raises(StaleIntent):
        cancel(house.administrator, intent.id, Intent.objects.get().version, "Ik heb gebeld.", clock)


def test_parked_is_shown_to_the_one_with_the_file_and_to_the_administrator(house, clock, provider):
    made = signs_up(house, clock, actor=house.counsellor, owner_takes_it=True)
    park(house, clock, provider, dossier_id=made.dossier_id)
    (row,) = parked_tasks(house.counsellor, clock)
    assert (row.what, row.dossier_id) == ("Een sms kon niet weg", made.dossier_id)
    assert parked_tasks(house.administrator, clock) == [row]
    assert parked_tasks(house.outsider, clock) == [] and not parked(house.outsider, clock).exists()


def test_somebody_else_cannot_press_the_button_and_an_unknown_one_looks_the_same(house, clock, provider):
    made = signs_up(house, clock, actor=house.counsellor, owner_takes_it=True)
    intent = park(house, clock, provider, dossier_id=made.dossier_id)
    for button in (retry, lambda who, which, version, clock: cancel(who, which, version, "Nee.", clock)):
        with pytest.raises((NotYours, NotAllowed)):
            button(house.outsider, intent.id, intent.version, clock)
        with pytest.raises(NotYours):
            button(house.administrator, uuid.uuid4(), 1, clock)
    assert state_of(intent) == "parked"


# --- the table of steps -----------------------------------------------------------------------------------------


def test_every_state_has_its_row_and_what_is_over_stays_over():
    assert set(STEPS) == set(IntentState.values)
    assert STEPS[IntentState.SENT] == STEPS[IntentState.CANCELLED] == ()
    assert {after for row in STEPS.values() for after in row} <= set(IntentState.values)


def test_an_intent_of_another_organisation_does_not_exist(clock, provider):
    here, there = found_organisation("hier"), found_organisation("daar")
    with tenant(here.id):
        intent = a_note(clock)
    assert deliver(there.id, intent.id, clock, CHANCE) is None
    assert deliver(here.id, intent.id, clock, CHANCE).state == "sent"
    with tenant(there.id):
        assert not LocalDelivery.objects.exists()
