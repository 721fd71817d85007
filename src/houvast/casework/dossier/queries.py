"""What screens ask of files: a fixed number of statements, rights inside the question, typed rows out."""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock, Dossier, Task
from houvast.casework.dossier.phases import Phase, phase_of
from houvast.casework.dossier.rows import Face, clocks_of, faces_of, tasks_of
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.models import AccessRelation, RelationKind
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock

LATE, TODAY, THIS_WEEK, LATER = "late", "today", "week", "later"
GROUPS = (LATE, TODAY, THIS_WEEK, LATER)
MOST_OWN = 500


@dataclass(frozen=True)
class Step:
    """A thing to do on a file: what, by when, whose turn, and which clock or task asks it."""

    words: str
    due: dt.date | None
    plan_by: dt.date | None
    kind: str
    source: str  # clock or task
    source_id: UUID
    whose: str = "staff"  # staff, resident, or somebody else
    in_working_days: bool = False


@dataclass(frozen=True)
class DayRow:
    """One file on "Mijn dag": its first due thing, and how many more are due."""

    dossier_id: UUID
    number: str
    face: Face
    phase: Phase
    step: Step | None
    more: int
    group: str
    look_at: dt.date | None


@dataclass(frozen=True)
class MyDay:
    """The page: rows of the asked group (or all), and the counts of every group."""

    rows: list[DayRow]
    counts: dict[str, int] = field(default_factory=dict)
    total: int = 0
    next_due: dt.date | None = None
    cut: bool = False


def own_files(actor: Actor, clock: WallClock) -> QuerySet[Dossier]:
    """Open files assigned to the actor (W1 is about one's own work, not about all one may see)."""
    now = clock.now()
    mine = AccessRelation.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=now),
        dossier_id=OuterRef("pk"),
        account_id=actor.account,
        kind=RelationKind.ASSIGNED,
        valid_from__lte=now,
    )
    barred = AccessRelation.objects.filter(
        dossier_id=OuterRef("pk"), account_id=actor.account, kind=RelationKind.BARRED, valid_until__isnull=True
    )
    return Dossier.objects.filter(Exists(mine), closed_on__isnull=True).exclude(Exists(barred))


def my_day(actor: Actor, clock: WallClock, *, group: str = "", limit: int = 100) -> MyDay:
    """Files that need this person, most urgent first. Five statements, whatever the caseload."""
    today = clock.today()
    ordered = own_files(actor, clock).order_by(F("look_at").asc(nulls_last=True), "id")
    files = list(ordered.values_list("id", "number", "look_at")[:MOST_OWN])
    grouped = [(file_id, number, look_at, group_of(look_at, today)) for file_id, number, look_at in files]
    counts = {name: sum(1 for one in grouped if one[3] == name) for name in GROUPS}
    wanted = [one for one in grouped if not group or one[3] == group]
    shown = wanted[:limit]
    rows = _day_rows(shown)
    audit.looked(
        actor,
        clock,
        [
            Seen("dossier", row.dossier_id, row.dossier_id, row.face.person_id, ("name", "phase", "next_step"))
            for row in rows
        ],
        action="my_day.look",
    )
    coming = [look_at for _, _, look_at, _ in grouped if look_at and look_at > today]
    return MyDay(rows, counts, len(files), min(coming, default=None), len(wanted) > limit)


def _day_rows(shown: list[tuple[UUID, str, dt.date | None, str]]) -> list[DayRow]:
    ids = [one[0] for one in shown]
    faces, running, tasks = faces_of(ids), clocks_of(ids), tasks_of(ids)
    rows = []
    for file_id, number, look_at, group in shown:
        steps = steps_of(running[file_id], tasks[file_id])
        first = steps[0] if steps else None
        rows.append(
            DayRow(
                dossier_id=file_id,
                number=number,
                face=faces[file_id],
                phase=phase_of(running[file_id], closed=False),
                step=first,
                more=max(0, len(steps) - 1),
                group=group,
                look_at=look_at,
            )
        )
    return rows


def late_count(actor: Actor, clock: WallClock) -> int:
    """How many own files are past their day: the red number in the menu. One statement."""
    return own_files(actor, clock).filter(look_at__lt=clock.today()).count()


def group_of(look_at: dt.date | None, today: dt.date) -> str:
    """Late, today, this week (to Sunday) or later."""
    if look_at is None:
        return LATER
    if look_at < today:
        return LATE
    if look_at == today:
        return TODAY
    return THIS_WEEK if look_at <= today + dt.timedelta(days=6 - today.weekday()) else LATER


def steps_of(of_file: list[Clock], tasks: list[Task]) -> list[Step]:
    """Everything still to do on a file, first due first. Of clocks that ask the same talk, only the strictest."""
    running = [clock for clock in of_file if clock.stopped_on is None]
    asked: dict[str, Step] = {}
    for clock in sorted(running, key=lambda one: (one.plan_by, one.due, one.kind)):
        what = "contact" if clock.kind.removeprefix(clocks.LOCAL) == clocks.CONTACT else "talk"
        asked.setdefault(what, clock_step(clock))
    steps = [*asked.values(), *(task_step(task) for task in tasks)]
    return sorted(steps, key=lambda one: (one.plan_by or dt.date.max, one.words))


def clock_step(clock: Clock) -> Step:
    """What a running clock asks for."""
    days = clock.kind.removeprefix(clocks.LOCAL) in (clocks.CONTACT, clocks.THREAT_TALK, clocks.LOCAL_THREAT_TALK)
    words = clocks.words_of(clock.kind).step
    return Step(words, clock.due, clock.plan_by, clock.kind, "clock", clock.id, in_working_days=days)


def task_step(task: Task) -> Step:
    """What a task asks for."""
    return Step(task.what, task.due, task.due, task.kind, "task", task.id, whose=task.owner_role or "staff")
