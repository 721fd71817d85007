"""What screens ask of files: a fixed number of statements, rights inside the question, typed rows out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Task
from houvast.casework.dossier.phases import Phase, phase_of
from houvast.casework.dossier.rows import ClockRow, Face, TaskRow, clocks_of, faces_of, tasks_of
from houvast.foundation.access.actor import Actor
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.tenancy.context import current_organisation_id

LATE, TODAY, THIS_WEEK, LATER = "late", "today", "week", "later"
GROUPS = (LATE, TODAY, THIS_WEEK, LATER)
MOST_OWN = 500


@dataclass(frozen=True)
class DayPlace:
    """Behind which file the next page of "Mijn dag" begins. A file, no number of a page: whoever is helped meanwhile
    moves down or leaves the list, and nobody may fall between two pages for it."""

    look_at: dt.date | None
    dossier_id: UUID

    def text(self) -> str:
        """For the link to the next page; it holds no name or number."""
        return f"{self.look_at.isoformat() if self.look_at else ''}.{self.dossier_id}"

    @classmethod
    def read(cls, text: str) -> "DayPlace | None":
        """The place in a link; None for anything that is not one."""
        try:
            day, dossier_id = text.split(".")
            return cls(dt.date.fromisoformat(day) if day else None, UUID(dossier_id))
        except ValueError:
            return None

    def is_before(self, look_at: dt.date | None, dossier_id: UUID) -> bool:
        """Whether a file comes after this place; files without a day come last, as the database orders them."""
        return (self.look_at or dt.date.max, self.dossier_id) < (look_at or dt.date.max, dossier_id)


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
    further: DayPlace | None = None  # where the next page begins; None on the last one


# Open files assigned to the actor: "Mijn dag" is about one's own work, not about all one may see.
_OWN_FILES = """
FROM dossier_dossier AS dossier
WHERE dossier.organisation_id = %(organisation)s AND dossier.closed_on IS NULL AND dossier.id IN (
    SELECT mine.dossier_id FROM access_accessrelation AS mine
    WHERE mine.organisation_id = %(organisation)s AND mine.account_id = %(account)s AND mine.kind = 'assigned'
        AND mine.valid_from <= %(now)s AND (mine.valid_until IS NULL OR mine.valid_until > %(now)s)
) AND dossier.id NOT IN (
    SELECT barred.dossier_id FROM access_accessrelation AS barred
    WHERE barred.organisation_id = %(organisation)s AND barred.account_id = %(account)s AND barred.kind = 'barred'
        AND barred.valid_until IS NULL
)
"""
_OWN_DAYS = f"SELECT dossier.id, dossier.number, dossier.look_at {_OWN_FILES} ORDER BY 3 NULLS LAST, 1 LIMIT {MOST_OWN}"
_OWN_LATE = f"SELECT count(*) {_OWN_FILES} AND dossier.look_at < %(today)s"


def _own(sql: str, actor: Actor, clock: WallClock) -> list[tuple[Any, ...]]:
    asked: dict[str, Any] = {
        "organisation": current_organisation_id(),
        "account": actor.account,
        "now": clock.now(),
        "today": clock.today(),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def my_day(actor: Actor, clock: WallClock, *, group: str = "", after: DayPlace | None = None, limit: int = 50) -> MyDay:
    """Files that need this person, most urgent first. Five statements, whatever the caseload."""
    today = clock.today()
    files = _own(_OWN_DAYS, actor, clock)
    grouped = [(file_id, number, look_at, group_of(look_at, today)) for file_id, number, look_at in files]
    counts = {name: sum(1 for one in grouped if one[3] == name) for name in GROUPS}
    wanted = [one for one in grouped if group in ("", one[3]) and (after is None or after.is_before(one[2], one[0]))]
    rows = _day_rows(wanted[:limit])
    further = DayPlace(wanted[limit - 1][2], wanted[limit - 1][0]) if len(wanted) > limit else None
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
    return MyDay(rows, counts, len(files), min(coming, default=None), further)


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
    return int(_own(_OWN_LATE, actor, clock)[0][0])


def group_of(look_at: dt.date | None, today: dt.date) -> str:
    """Late, today, this week (to Sunday) or later."""
    if look_at is None:
        return LATER
    if look_at < today:
        return LATE
    if look_at == today:
        return TODAY
    return THIS_WEEK if look_at <= today + dt.timedelta(days=6 - today.weekday()) else LATER


def steps_of(of_file: Sequence[ClockRow], tasks: Sequence[Task | TaskRow]) -> list[Step]:
    """Everything still to do on a file, first due first. Of clocks that ask the same talk, only the strictest."""
    running = [clock for clock in of_file if clock.stopped_on is None]
    asked: dict[str, Step] = {}
    for clock in sorted(running, key=lambda one: (one.work_by, one.due, one.kind)):
        what = "contact" if clock.kind.removeprefix(clocks.LOCAL) == clocks.CONTACT else "talk"
        asked.setdefault(what, clock_step(clock))
    steps = [*asked.values(), *(task_step(task) for task in tasks)]
    return sorted(steps, key=lambda one: (one.plan_by or dt.date.max, one.words))


def clock_step(clock: ClockRow) -> Step:
    """What a running clock asks for."""
    days = clock.kind.removeprefix(clocks.LOCAL) in (clocks.CONTACT, clocks.THREAT_TALK, clocks.LOCAL_THREAT_TALK)
    words = clocks.words_of(clock.kind).step
    return Step(words, clock.due, clock.work_by, clock.kind, "clock", clock.id, in_working_days=days)


def task_step(task: Task | TaskRow) -> Step:
    """What a task asks for."""
    return Step(task.what, task.due, task.due, task.kind, "task", task.id, whose=task.owner_role or "staff")
