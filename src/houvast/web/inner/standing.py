"""What stands in the database at this moment, as numbers over all organisations together: nothing of anybody."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from houvast.casework.dossier.models import Clock as RunningClock
from houvast.foundation.backup import kept
from houvast.foundation.clock import Clock
from houvast.foundation.clock import installed as installed_clock
from houvast.foundation.jobs.models import Intent, IntentState
from houvast.foundation.organisations.queries import every_organisation
from houvast.foundation.tenancy.context import tenant

STATES = (IntentState.WAITING, IntentState.OFFERED, IntentState.PARKED)
JOBS = ("todo", "doing", "failed")


@dataclass
class Standing:
    """Counts, and the age in seconds of the oldest that should have left by now (0 = none waits)."""

    intents: Counter[str] = field(default_factory=Counter)
    oldest_intent: float = 0.0
    jobs: Counter[str] = field(default_factory=Counter)
    oldest_job: float = 0.0
    workers: int = 0
    clocks_overdue: int = 0


def standing(clock: Clock) -> Standing:
    """Read it all: one transaction per organisation, and one for the queue, which belongs to none."""
    found = Standing()
    _read_queue(found, clock)
    for organisation_id in every_organisation():
        _read_organisation(found, organisation_id, clock)
    return found


def _read_queue(found: Standing, clock: Clock) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1")
        found.jobs.update(dict(cursor.fetchall()))
        cursor.execute(_OLDEST_JOB, [clock.now()])
        found.oldest_job = _age(cursor.fetchone()[0], clock)
        cursor.execute(_WORKERS, [clock.now() - dt.timedelta(seconds=60)])
        found.workers = cursor.fetchone()[0]


_OLDEST_JOB = """
SELECT min(greatest(event.at, job.scheduled_at))
FROM procrastinate_jobs AS job JOIN procrastinate_events AS event ON event.job_id = job.id AND event.type = 'deferred'
WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= %s)
"""
_WORKERS = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > %s"


def _read_organisation(found: Standing, organisation_id: UUID, clock: Clock) -> None:
    with tenant(organisation_id):
        for state, made_at, due_at in Intent.objects.filter(state__in=STATES).values_list(
            "state", "created_at", "next_attempt_at"
        ):
            found.intents[state] += 1
            if state == IntentState.WAITING and due_at <= clock.now():
                found.oldest_intent = max(found.oldest_intent, _age(made_at, clock))
        found.clocks_overdue += RunningClock.objects.filter(stopped_on__isnull=True, due__lt=clock.today()).count()


def _age(since: dt.datetime | None, clock: Clock) -> float:
    return max(0.0, (clock.now() - since).total_seconds()) if since else 0.0


class StandingCollector(Collector):
    """The same as metrics. Without a database only that is told: no number is better than an old one."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        made = kept.last(Path(settings.HANDOUT_FOLDER))
        if made is not None:
            age = _age(made, installed_clock())
            yield GaugeMetricFamily("houvast_backup_age_seconds", "Age of the last copy made here.", value=age)
        try:
            found = standing(installed_clock())
        except DatabaseError:
            connection.close()
            yield GaugeMetricFamily("houvast_database_up", "Whether the database answers.", value=0)
            return
        yield GaugeMetricFamily("houvast_database_up", "Whether the database answers.", value=1)
        yield _by("houvast_intents", "What must still leave the house, by state.", STATES, found.intents)
        yield GaugeMetricFamily(
            "houvast_intent_oldest_seconds", "Age of the oldest that should have left.", value=found.oldest_intent
        )
        yield _by("houvast_jobs", "Jobs in the queue, by status.", JOBS, found.jobs)
        yield GaugeMetricFamily(
            "houvast_job_oldest_seconds", "How long the oldest job waits that may run.", value=found.oldest_job
        )
        yield GaugeMetricFamily("houvast_workers", "Workers that gave a sign of life.", value=found.workers)
        yield GaugeMetricFamily("houvast_clocks_overdue", "Clocks past their day.", value=found.clocks_overdue)


def _by(name: str, words: str, states: tuple[str, ...], counted: Counter[str]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=["state"])
    for state in states:
        family.add_metric([str(state)], counted[state])
    return family
