"""Real workers in real processes: raced, shot, and started again. Nothing is lost and nothing leaves twice."""

import contextlib
import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection
from tests.support.houses import WALL_CLOCK, build_house, clock_at
from tests.support.outbox import a_note, with_provider
from tests.support.stories import signs_up

from houvast.foundation.clock import FixedClock, SystemClock
from houvast.foundation.jobs import jobs
from houvast.foundation.jobs.models import Intent, LocalDelivery
from houvast.foundation.jobs.queue import _defer, free_stalled, redo_lost_turns
from houvast.foundation.jobs.services import deliver, retry, wake_forgotten
from houvast.foundation.randomness import SeededRandomness
from houvast.foundation.tenancy.context import NoTenant, tenant
from houvast.foundation.texts.services import load_standard

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60
THREADS, ROUNDS = 16, 12


@pytest.fixture
def house():
    house = build_house()
    with tenant(house.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
    return house


@contextlib.contextmanager
def worker(mode):
    """A worker process on the database of this test; ended at the end whatever happens."""
    name = connection.settings_dict["NAME"]
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.support.worker_child", name, mode],
        stdout=subprocess.PIPE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "houvast.settings.test", "PYTHONPATH": "src:."},
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def wait_until(question):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if question():
            return
        time.sleep(0.1)
    pytest.fail("it did not happen")


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else None


def three_minutes_pass():
    """For everything that waits: the lease of a dead worker ends and its signs of life are old."""
    sql("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '3 minutes'")
    ago = dt.timedelta(minutes=3)
    for intent in Intent.objects.filter(state="waiting"):
        Intent.objects.filter(pk=intent.pk).update(next_attempt_at=intent.next_attempt_at - ago)


@pytest.mark.parametrize(("mode", "kept_before"), [("hang_before", 0), ("hang_after", 1)])
def test_a_worker_shot_between_commit_and_answer_leads_to_one_message(house, mode, kept_before):
    with tenant(house.id):
        signs_up(house, SystemClock())
    with worker(mode) as shot:
        assert shot.stdout.readline() == b"REACHED\n"
        os.kill(shot.pid, signal.SIGKILL)
        shot.wait()
    with tenant(house.id):
        assert (Intent.objects.get().state, LocalDelivery.objects.count()) == ("waiting", kept_before)
        three_minutes_pass()
    assert free_stalled(SystemClock().now()) >= 1  # and perhaps a periodic job it was at
    assert wake_forgotten(house.id, SystemClock()) == 1
    with worker("work"):
        wait_until(lambda: _states(house) == ["sent"])
    with tenant(house.id):
        assert LocalDelivery.objects.count() == 1
        assert Intent.objects.get().attempts == 2


def _states(house):
    with tenant(house.id):
        return list(Intent.objects.values_list("state", flat=True))


def test_a_worker_sends_what_is_committed_and_nothing_that_was_rolled_back(house):
    with tenant(house.id):
        signs_up(house, SystemClock())
    with pytest.raises(ZeroDivisionError), tenant(house.id):
        signs_up(house, SystemClock())
        raise ZeroDivisionError
    with worker("work"):
        wait_until(lambda: _states(house) == ["sent"])
    with tenant(house.id):
        assert LocalDelivery.objects.count() == 1


def delivered():
    """How many jobs that delivered something are still kept."""
    ((count,),) = sql(
        "SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded' AND task_name = 'houvast.deliver'"
    )
    return count


def test_finished_jobs_go_after_seven_days_and_younger_ones_stay(house):
    with tenant(house.id):
        signs_up(house, SystemClock())
    with worker("work"):
        wait_until(lambda: delivered() == 1)
        sql("UPDATE procrastinate_events SET at = at - interval '8 days'")
        with tenant(house.id):
            signs_up(house, SystemClock())
        wait_until(lambda: delivered() == 2)
        _defer("houvast.tidy", {"timestamp": 1})
        wait_until(lambda: delivered() == 1)
    assert _states(house) == ["sent", "sent"]


def test_sixteen_workers_at_once_send_each_message_once(house):
    clock, chance = FixedClock(WALL_CLOCK.now()), SeededRandomness("race")
    with with_provider():
        for _ in range(ROUNDS):
            with tenant(house.id):
                intent = a_note(clock)
            together = threading.Barrier(THREADS)
            outcomes = []

            def one(intent=intent, together=together, outcomes=outcomes):
                try:
                    together.wait()
                    outcomes.append(deliver(house.id, intent.id, clock, chance))
                finally:
                    connection.close()

            threads = [threading.Thread(target=one) for _ in range(THREADS)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert len(outcomes) == THREADS
            assert sum(outcome is not None and outcome.state == "sent" for outcome in outcomes) == 1
    with tenant(house.id):
        assert LocalDelivery.objects.count() == ROUNDS
        assert set(Intent.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_a_button_pressed_by_many_at_once_is_pressed_once(house):
    clock = FixedClock(WALL_CLOCK.now())
    with with_provider() as provider:
        provider.mood = "refuses"
        with tenant(house.id):
            intent = a_note(clock)
        deliver(house.id, intent.id, clock, SeededRandomness("race"))
        with tenant(house.id):
            version = Intent.objects.get().version
        pressed = []

        def press():
            try:
                with tenant(house.id):
                    retry(house.administrator, intent.id, version, clock)
                pressed.append(True)
            except Exception:
                pressed.append(False)
            finally:
                connection.close()

        threads = [threading.Thread(target=press) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(pressed) == [False] * 7 + [True]


def test_a_periodic_turn_that_lost_its_job_gets_one_again(house):
    now = SystemClock().now()
    sql(
        "INSERT INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp, job_id) "
        "VALUES ('houvast.tidy', 'houvast.tidy', %s, NULL)",
        int(now.timestamp()) - 600,
    )
    (turn,) = redo_lost_turns(now)
    assert turn.task == "houvast.tidy"
    assert redo_lost_turns(now) == []
    ((status,),) = sql("SELECT status FROM procrastinate_jobs")
    assert status == "todo"


def test_a_dead_workers_turn_is_over_when_its_next_one_waits_already(house):
    for _ in range(2):
        _defer("houvast.reconcile", {"timestamp": 0}, queueing_lock="houvast.reconcile")
        sql("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = (SELECT min(id) FROM procrastinate_jobs)")
    assert free_stalled(SystemClock().now()) == 1
    assert sql("SELECT status FROM procrastinate_jobs ORDER BY id") == [("failed",), ("todo",)]


def test_the_reconciler_walks_every_organisation(house):
    other = build_house("tweestad")
    for one in (house, other):
        with tenant(one.id):
            a_note(FixedClock(SystemClock().now() - dt.timedelta(minutes=2)))
    sql("DELETE FROM procrastinate_jobs")
    jobs.reconcile(timestamp=0)
    organisations = sql("SELECT DISTINCT args ->> 'organisation_id' FROM procrastinate_jobs")
    assert {row[0] for row in organisations} == {str(house.id), str(other.id)}


def test_a_job_without_an_organisation_reaches_no_row_of_any(house):
    with pytest.raises(NoTenant):
        Intent.objects.count()
    assert sql("SELECT count(*) FROM jobs_intent") == [(0,)]
