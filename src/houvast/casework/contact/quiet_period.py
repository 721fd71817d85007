"""Leaving somebody in peace until a day: what stands of it, and how it ends."""

import datetime as dt
from uuid import UUID

from django.db.models import F

from houvast.casework.contact.models import QuietPeriod
from houvast.casework.dossier.merges import files_of
from houvast.casework.dossier.models import Clock, DelayWhy, Task, TaskOutcome
from houvast.casework.dossier.services import event, finish_task, refresh_look_at
from houvast.casework.residents.services import stamped
from houvast.foundation.access.actor import Actor
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.tenancy.models import current_facts

AFTER_QUIET = "after_quiet"


def quiet_now(dossier_id: UUID, today: dt.date) -> QuietPeriod | None:
    """The quiet period that holds today; None when we may try."""
    here = QuietPeriod.objects.filter(dossier_id__in=files_of(dossier_id), over=False, until__gt=today)
    standing = current_facts(here)
    return standing.order_by("-recorded_at", "-id").first()


def end_quiet_period(actor: Actor, dossier_id: UUID, clock: WallClock) -> bool:
    """We speak again, or may try again: the period ends, its task goes, and what was put off for it counts again."""
    period = quiet_now(dossier_id, clock.today())
    tasks = Task.objects.filter(dossier_id=dossier_id, kind=AFTER_QUIET, outcome=TaskOutcome.OPEN)
    if period is None and not tasks.exists():
        return False
    if period is not None:
        QuietPeriod(
            dossier_id=period.dossier_id, party_id=period.party_id, joint=period.joint, until=period.until, over=True,
            supersedes_id=period.id, **stamped(actor, clock),
        ).save(force_insert=True)  # fmt: skip
        seen = Seen("quiet_period", period.id, dossier_id, fields=("over",))
        audit.changed(actor, clock, "quiet.over", seen)
        event(actor, period.dossier_id, period.party_id, "quiet.over", clock, about=("quiet_period", period.id)).save(
            force_insert=True
        )
        Clock.objects.filter(dossier_id=dossier_id, stopped_on__isnull=True, delay_why=DelayWhy.QUIET).update(
            delay_why="", delay_reason="", delay_new_day=None, version=F("version") + 1
        )
    for task in tasks:
        finish_task(actor, task.id, task.version, clock, outcome=TaskOutcome.DROPPED if period else TaskOutcome.DONE)
    refresh_look_at(dossier_id)
    return True
