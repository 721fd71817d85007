"""Stopping clocks, and the one stored derivative: when somebody must look at a file again."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models.functions import Greatest

from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock, Dossier, Task, TaskOutcome
from houvast.foundation.clock import legal_day


def stop_clocks(dossier_id: UUID, kinds: tuple[str, ...], by: tuple[str, UUID], at: dt.datetime) -> int:
    """Stop the running clocks of these kinds (and their local twins) by a fact. Returns how many stopped."""
    wanted = [*kinds, *(clocks.LOCAL + kind for kind in kinds)]
    return Clock.objects.filter(dossier_id=dossier_id, kind__in=wanted, stopped_on__isnull=True).update(
        stopped_on=legal_day(at), stopped_at=at, stopped_by_type=by[0], stopped_by_id=by[1]
    )


def run_clocks_again(dossier_id: UUID, stopped_by: UUID) -> int:
    """The undoing of `stop_clocks`: the fact that stopped them was a mistake."""
    return Clock.objects.filter(dossier_id=dossier_id, stopped_by_id=stopped_by).update(
        stopped_on=None, stopped_at=None, stopped_by_type="", stopped_by_id=None
    )


def refresh_look_at(dossier_id: UUID) -> None:
    """Write on the dossier when somebody must look again: its first due thing."""
    day, source = first_due(dossier_id)
    Dossier.objects.filter(pk=dossier_id).update(look_at=day, look_at_source=source)


def first_due(dossier_id: UUID) -> tuple[dt.date | None, str]:
    """The first due thing of a file: a running clock (its planning day, or the new day of a delay) or an open task."""
    running = Clock.objects.filter(dossier_id=dossier_id, stopped_on__isnull=True)
    running = running.annotate(work_by=Greatest("plan_by", "delay_new_day"))  # PostgreSQL passes over what is empty
    first_clock = running.order_by("work_by", "due", "kind").values_list("work_by", "kind").first()
    open_tasks = Task.objects.filter(dossier_id=dossier_id, outcome=TaskOutcome.OPEN, due__isnull=False)
    first_task = open_tasks.order_by("due", "id").values_list("due", "kind").first()
    found = [
        (day, f"{what}:{kind}")
        for what, row in (("clock", first_clock), ("task", first_task))
        if row
        for day, kind in [row]
    ]
    return min(found, default=(None, ""), key=lambda one: (one[0] or dt.date.max, one[1]))


@dataclass(frozen=True)
class Difference:
    """A stored look-again day that does not follow from the facts: a bug, reported and mended."""

    dossier_id: UUID
    stored: dt.date | None
    computed: dt.date | None


def recompute_look_at() -> list[Difference]:
    """Nightly: compute every open file again and report what differed. One statement for all files."""
    with connection.cursor() as cursor:
        cursor.execute(_RECOMPUTE)
        return [Difference(*row) for row in cursor.fetchall()]


_RECOMPUTE = """
WITH due AS (
    SELECT dossier_id, greatest(plan_by, delay_new_day) AS day, 'clock:' || kind AS source
    FROM dossier_clock WHERE stopped_on IS NULL
    UNION ALL
    SELECT dossier_id, due, 'task:' || kind FROM dossier_task WHERE outcome = '' AND due IS NOT NULL
), first AS (
    SELECT DISTINCT ON (dossier_id) dossier_id, day, source FROM due ORDER BY dossier_id, day, source
), wrong AS (
    SELECT dossier.id, dossier.look_at AS stored, first.day AS computed, coalesce(first.source, '') AS source
    FROM dossier_dossier AS dossier LEFT JOIN first ON first.dossier_id = dossier.id
    WHERE dossier.closed_on IS NULL AND dossier.look_at IS DISTINCT FROM first.day
), mended AS (
    UPDATE dossier_dossier SET look_at = wrong.computed, look_at_source = wrong.source
    FROM wrong WHERE dossier_dossier.id = wrong.id
)
SELECT id, stored, computed FROM wrong ORDER BY id
"""
