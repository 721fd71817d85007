"""Everything the page of one file shows (W3), in a fixed number of statements."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from houvast.casework.dossier.events import KINDS
from houvast.casework.dossier.merges import Joined, files_of, merges_shown
from houvast.casework.dossier.models import Dossier, Ending, Event, Task, Threat
from houvast.casework.dossier.phases import Phase, phase_of
from houvast.casework.dossier.queries import Step, steps_of
from houvast.casework.dossier.rows import ClockRow, Face, Owner, clocks_of, faces_of, owners_of
from houvast.casework.residents.models import ContactPoint, ContactWish
from houvast.casework.residents.standing import standing
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import Decision, may, require
from houvast.foundation.accounts.queries import names_of
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.tenancy.models import current_facts

TIMELINE_PAGE = 20


@dataclass(frozen=True)
class Line:
    """One line of the timeline: what, when, by whom."""

    event_id: UUID
    kind: str
    at: dt.datetime
    sentence: str
    words: str
    icon: str
    by: str
    object_id: UUID | None
    dossier_id: UUID  # the file it was recorded on: this one, or one that went on in it


@dataclass(frozen=True)
class DossierPage:
    """The page of a file. `content` is False when the actor sees the sign-up only (team, not assigned)."""

    dossier: Dossier
    face: Face
    phase: Phase
    owner: Owner | None
    wishes: ContactWish | None
    points: list[ContactPoint]
    clocks: list[ClockRow]
    tasks: list[Task]
    threats: list[Threat]
    steps: list[Step]
    lines: list[Line]
    more_lines: bool
    ending: Ending | None
    may_change: Decision
    may_see_content: bool
    went_on_in: Joined | None  # this file was merged away
    joined: list[Joined]  # files that went on in this one


def dossier_page(actor: Actor, dossier_id: UUID, clock: WallClock, *, lines: int = TIMELINE_PAGE) -> DossierPage:
    """The file as this actor may see it; NotYours (404-same) when he may not. A fixed number of statements."""
    signup_right = require(actor, Action.LOOK, Thing(Kind.SIGNUP, dossier_id), clock)
    content = may(actor, Action.LOOK, Thing(Kind.DOSSIER, dossier_id), clock)
    change = may(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id), clock)
    dossier = Dossier.objects.select_related("municipality").get(pk=dossier_id)
    face = faces_of([dossier_id])[dossier_id]
    running = clocks_of([dossier_id])[dossier_id]
    tasks = list(Task.objects.filter(dossier_id=dossier_id).order_by("outcome", "due", "id")[:50])
    away, joined = merges_shown(dossier_id)
    files = files_of(dossier_id) if joined else [dossier_id]
    page = DossierPage(
        dossier=dossier,
        face=face,
        phase=phase_of(running, closed=dossier.closed_on is not None),
        owner=owners_of([dossier_id], clock).get(dossier_id),
        wishes=standing(ContactWish, face.person_id),
        points=list(ContactPoint.objects.filter(person_id=face.person_id).order_by("-kind", "created_at")),
        clocks=running,
        tasks=tasks,
        threats=list(Threat.objects.filter(dossier_id=dossier_id, superseded_by__isnull=True).order_by("kind")),
        steps=steps_of(running, [task for task in tasks if not task.outcome]),
        lines=timeline(files, lines + 1)[:lines],
        more_lines=Event.objects.filter(dossier_id__in=files)[lines : lines + 1].exists(),
        ending=current_facts(Ending.objects.filter(dossier_id=dossier_id, withdrawn=False)).first(),
        may_change=change,
        may_see_content=content.allowed,
        went_on_in=away,
        joined=joined,
    )
    shown = ("name", "contact", "wishes", "clocks", "tasks", "threats", "timeline")
    seen = Seen("dossier", dossier_id, dossier_id, face.person_id, shown, ("B", "C", "D"))
    audit.looked(
        actor,
        clock,
        [seen],
        action="dossier.look",
        rule_id=content.rule_id if content.allowed else signup_right.rule_id,
    )
    return page


def timeline(files: Sequence[UUID], limit: int) -> list[Line]:
    """The newest lines of a file and of those that went on in it."""
    events = Event.objects.filter(dossier_id__in=files)
    found = list(events.order_by("-happened_at", "-recorded_at", "-id")[:limit])
    names = names_of(event.account_id for event in found)
    return [_line(event, names) for event in found]


def _line(event: Event, names: dict[UUID, str]) -> Line:
    kind = KINDS[event.kind]
    by = names.get(event.account_id, "") if event.account_id else {"resident": "inwoner"}.get(event.actor_kind, "")
    return Line(
        event.id,
        event.kind,
        event.happened_at,
        kind.staff,
        event.words,
        kind.icon,
        by,
        event.object_id,
        event.dossier_id,
    )
