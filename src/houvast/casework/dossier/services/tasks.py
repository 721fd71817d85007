"""Work with an owner and a day."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from houvast.casework.dossier.errors import (
    StaleTask,
)
from houvast.casework.dossier.models import Task, TaskOutcome
from houvast.casework.dossier.services.due import refresh_look_at
from houvast.casework.dossier.services.lines import STAFF, event, owner_of, team_of
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock


def open_task(
    actor: Actor,
    dossier_id: UUID,
    party_id: UUID | None,
    kind: str,
    what: str,
    due: dt.date | None,
    clock: WallClock,
    *,
    account_id: UUID | None = None,
    source: tuple[str, UUID] | None = None,
) -> Task:
    """Give work to a person, or to the file's owner, or to its team when nobody owns it yet."""
    account_id = account_id or owner_of(dossier_id, clock)
    team_id = None if account_id else team_of(dossier_id, clock)
    task = Task(
        dossier_id=dossier_id,
        party_id=party_id,
        joint=party_id is None,
        kind=kind,
        what=what,
        account_id=account_id,
        team_id=team_id,
        owner_role="" if account_id or team_id else STAFF,
        due=due,
        source_type=source[0] if source else "",
        source_id=source[1] if source else None,
        created_at=clock.now(),
    )
    task.save(force_insert=True)
    audit.changed(actor, clock, "task.opened", Seen("task", task.id, dossier_id=dossier_id, fields=("what", "due")))
    event(actor, dossier_id, party_id, "task.opened", clock, about=("task", task.id), words=what).save(
        force_insert=True
    )
    refresh_look_at(dossier_id)
    return task


def finish_task(
    actor: Actor, task_id: UUID, version: int, clock: WallClock, *, outcome: str = TaskOutcome.DONE
) -> Task:
    """Close a task; a stale version is refused and nothing changes."""
    task = Task.objects.get(pk=task_id)
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, task.dossier_id, task.party_id, task.id), clock)
    moved = Task.objects.filter(pk=task_id, version=version, outcome=TaskOutcome.OPEN).update(
        outcome=outcome, finished_at=clock.now(), finished_by=actor.account_id, version=version + 1
    )
    if moved != 1:
        raise StaleTask
    audit.changed(actor, clock, "task.finished", Seen("task", task_id, dossier_id=task.dossier_id, fields=("outcome",)))
    event(actor, task.dossier_id, task.party_id, "task.done", clock, about=("task", task_id), words=task.what).save(
        force_insert=True
    )
    refresh_look_at(task.dossier_id)
    return Task.objects.get(pk=task_id)


def finish_all(
    actor: Actor, dossier_id: UUID, kinds: Collection[str], clock: WallClock, *, outcome: str = TaskOutcome.DONE
) -> None:
    """Close every open task of these kinds on a file: what they asked for has come, or need not come any more."""
    for task in Task.objects.filter(dossier_id=dossier_id, kind__in=kinds, outcome=TaskOutcome.OPEN):
        finish_task(actor, task.id, task.version, clock, outcome=outcome)


def hand_tasks_to(dossier_id: UUID, account_id: UUID | None) -> None:
    """The open tasks of a file go along with it."""
    Task.objects.filter(dossier_id=dossier_id, outcome=TaskOutcome.OPEN, owner_role__in=["", STAFF]).update(
        account_id=account_id, team_id=None, owner_role=""
    )
