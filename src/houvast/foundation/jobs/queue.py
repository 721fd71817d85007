"""The one module that knows how the queue's library is called. A job carries ids only; the intent is the truth.

Jobs are always put in by Django's own connection, also inside a worker (whose library app talks to the database
over a connection of its own): so a job exists if and only if the transaction that asked for it was committed.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

QUEUE = "default"
DELIVER = "houvast.deliver"
SILENT_WORKER = dt.timedelta(seconds=60)  # a worker gives a sign of life each 10 seconds
LOST_TURNS_LOOK_BACK = dt.timedelta(days=1)

_put = JobManager(DjangoConnector())


def wake(organisation_id: UUID, intent_id: UUID, dossier_id: UUID | None, at: dt.datetime | None = None) -> None:
    """Enqueue in the current transaction: rolled back means no job.

    The lock keeps the order within a file. A job for later carries none: it would hold up every younger one.
    """
    lock = f"dossier:{dossier_id}" if dossier_id and at is None else None
    _defer(DELIVER, {"organisation_id": str(organisation_id), "intent_id": str(intent_id)}, lock=lock, at=at)


def wake_once(organisation_id: UUID, intent_id: UUID) -> None:
    """As `wake`, but not when such a reminder for the same intent is waiting already."""
    ids = {"organisation_id": str(organisation_id), "intent_id": str(intent_id)}
    try:
        with transaction.atomic():  # a second reminder breaks a unique key: only this savepoint may feel it
            _defer(DELIVER, ids, queueing_lock=f"again:{intent_id}")
    except AlreadyEnqueued:
        return


def _defer(
    task: str,
    arguments: Mapping[str, str | int],
    *,
    lock: str | None = None,
    queueing_lock: str | None = None,
    at: dt.datetime | None = None,
) -> int:
    job = configure_task(
        name=task, job_manager=_put, queue=QUEUE, lock=lock, queueing_lock=queueing_lock, schedule_at=at
    )
    return job.defer(**arguments)


def free_stalled(now: dt.datetime) -> int:
    """Jobs of a worker that died: back in the queue. They would hold the lock of their file for ever."""
    with connection.cursor() as cursor:
        cursor.execute(_STALLED, [now - SILENT_WORKER])
        stalled = [row[0] for row in cursor.fetchall()]
    for job_id in stalled:
        try:
            with transaction.atomic():
                _put.retry_job_by_id(job_id, retry_at=now)
        except UniqueViolation:  # its next turn waits already: this one is over
            with connection.cursor() as cursor:
                cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', false)", [job_id])
    return len(stalled)


_STALLED = """
SELECT job.id FROM procrastinate_jobs AS job LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
WHERE job.status = 'doing' AND (worker.id IS NULL OR worker.last_heartbeat < %s) ORDER BY job.id
"""


@dataclass(frozen=True)
class LostTurn:
    """A turn of a periodic task whose job is gone (a crash at the wrong moment)."""

    entry_id: int
    task: str
    timestamp: int


def redo_lost_turns(now: dt.datetime) -> list[LostTurn]:
    """A periodic entry left without its job blocks its own turn: give it a job again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_LOST_TURNS, [int((now - LOST_TURNS_LOOK_BACK).timestamp())])
        lost = [LostTurn(*row) for row in cursor.fetchall()]
        for turn in lost:
            job_id = _defer(turn.task, {"timestamp": turn.timestamp})
            cursor.execute(
                "UPDATE procrastinate_periodic_defers SET job_id = %s WHERE id = %s", [job_id, turn.entry_id]
            )
    return lost


_LOST_TURNS = """
SELECT id, task_name, defer_timestamp FROM procrastinate_periodic_defers
WHERE job_id IS NULL AND defer_timestamp > %s ORDER BY id FOR UPDATE SKIP LOCKED
"""
