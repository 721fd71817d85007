"""The verbs of the file. Each checks rights, checks state, writes, audits, adds to the timeline — in that order."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from houvast.casework.dossier import clocks
from houvast.casework.dossier.errors import (
    AlreadyTaken,
    ClosedDossier,
    NotClosed,
    OwnWordsMissing,
    StaleTask,
    TalkHeld,
)
from houvast.casework.dossier.models import Clock, Dossier, Ending, Event, Party, Task, TaskOutcome, Threat
from houvast.casework.residents.services import stamped
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.access.models import AccessRelation, RelationKind
from houvast.foundation.accounts.models import Account
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.clock import legal_day
from houvast.foundation.organisations.models import Team
from houvast.foundation.tenancy.context import current_organisation_id
from houvast.foundation.tenancy.models import current_facts
from houvast.rules import terms

STAFF, RESIDENT = "staff", "resident"


def next_number(year: int) -> str:
    """The next dossier number of a year (SH-2026-0409). Locks the series: ask for it last in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossier_numberseries (id, organisation_id, year, last) "
            "VALUES (gen_random_uuid(), %s, %s, 1) ON CONFLICT (organisation_id, year) "
            "DO UPDATE SET last = dossier_numberseries.last + 1 RETURNING last",
            [current_organisation_id(), year],
        )
        (number,) = cursor.fetchone()
    return f"SH-{year}-{number:04d}"


def event(
    actor: Actor,
    dossier_id: UUID,
    party_id: UUID | None,
    kind: str,
    clock: WallClock,
    *,
    about: tuple[str, UUID] | None = None,
    happened_at: dt.datetime | None = None,
    visible_to: tuple[str, ...] = (STAFF,),
    words: str = "",
) -> Event:
    """One line of the timeline, not yet written."""
    object_type, object_id = about or ("", None)
    return Event(
        dossier_id=dossier_id,
        party_id=party_id,
        joint=party_id is None,
        kind=kind,
        happened_at=happened_at or clock.now(),
        recorded_at=clock.now(),
        actor_kind=actor.kind,
        account_id=actor.account_id,
        object_type=object_type,
        object_id=object_id,
        visible_to=list(visible_to),
        words=words,
    )


def team_for_signups(municipality_id: UUID) -> Team | None:
    """The team that takes the sign-ups of a municipality, else the one that takes those of all."""
    teams = Team.objects.filter(
        Q(municipality_id=municipality_id) | Q(municipality__isnull=True), takes_signups=True, active=True
    ).order_by("municipality_id", "id")
    return next(iter(teams), None)


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
    """The first due thing of a file: a running clock (its planning day) or an open task."""
    running = Clock.objects.filter(dossier_id=dossier_id, stopped_on__isnull=True)
    first_clock = running.order_by("plan_by", "due", "kind").values_list("plan_by", "kind").first()
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
    SELECT dossier_id, plan_by AS day, 'clock:' || kind AS source FROM dossier_clock WHERE stopped_on IS NULL
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
    team_id = None if account_id else _team_of(dossier_id, clock)
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


def owner_of(dossier_id: UUID, clock: WallClock) -> UUID | None:
    """The account that has the file now (not a stand-in)."""
    return (
        _live_relations(dossier_id, clock)
        .filter(kind=RelationKind.ASSIGNED, stand_in=False)
        .values_list("account_id", flat=True)
        .first()
    )


def _team_of(dossier_id: UUID, clock: WallClock) -> UUID | None:
    return _live_relations(dossier_id, clock).filter(kind=RelationKind.TEAM).values_list("team_id", flat=True).first()


def _live_relations(dossier_id: UUID, clock: WallClock):  # type: ignore[no-untyped-def]
    now = clock.now()
    return AccessRelation.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=now), dossier_id=dossier_id, valid_from__lte=now
    ).order_by("valid_from", "id")


def take_up(actor: Actor, dossier_id: UUID, clock: WallClock) -> None:
    """ "Pak op": the actor becomes the owner. Two at once: the row lock lets one win, the other sees who."""
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id), clock)
    with transaction.atomic():
        dossier = _locked(dossier_id)
        _must_be_open(dossier)
        owner = owner_of(dossier_id, clock)
        if owner is not None:
            raise AlreadyTaken(_name_of(owner))
        _assign(actor.account_id, dossier_id, clock)
        _hand_tasks_to(dossier_id, actor.account_id)
        audit.changed(
            actor, clock, "signup.taken", Seen("dossier", dossier_id, dossier_id=dossier_id, fields=("owner",))
        )
        event(actor, dossier_id, None, "signup.taken", clock, visible_to=(STAFF, RESIDENT)).save(force_insert=True)


def hand_over(actor: Actor, dossier_id: UUID, to_account_id: UUID, note: str, clock: WallClock) -> None:
    """Give the file to a colleague with a warm note; the old owner loses it at once."""
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id), clock)
    with transaction.atomic():
        _must_be_open(_locked(dossier_id))
        AccessRelation.objects.filter(
            dossier_id=dossier_id, kind=RelationKind.ASSIGNED, valid_until__isnull=True
        ).update(valid_until=clock.now())
        _assign(to_account_id, dossier_id, clock)
        _hand_tasks_to(dossier_id, to_account_id)
        audit.changed(
            actor, clock, "dossier.handed_over", Seen("dossier", dossier_id, dossier_id=dossier_id, fields=("owner",))
        )
        event(actor, dossier_id, None, "dossier.handed_over", clock, visible_to=(STAFF, RESIDENT), words=note).save(
            force_insert=True
        )


def record_threat(
    actor: Actor,
    dossier_id: UUID,
    party_id: UUID,
    kind: str,
    expected_on: dt.date | None,
    company: str,
    clock: WallClock,
) -> Threat:
    """A threat becomes known after the sign-up: its clock of 3 working days starts today."""
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id, party_id), clock)
    with transaction.atomic():
        dossier = _locked(dossier_id)
        threat = Threat(
            dossier_id=dossier_id,
            party_id=party_id,
            kind=kind,
            statutory=kind in terms.STATUTORY_THREATS,
            expected_on=expected_on,
            company=company,
            **stamped(actor, clock),
        )
        threat.save(force_insert=True)
        clock_kind = clocks.THREAT_TALK if threat.statutory else clocks.LOCAL_THREAT_TALK
        running = Clock.objects.filter(dossier_id=dossier_id, kind=clock_kind, stopped_on__isnull=True).exists()
        if not running:
            made = clocks.clock_for(clock_kind, clock.today(), dossier.municipality)
            clocks.tie(made, dossier_id, party_id, ("threat", threat.id)).save(force_insert=True)
        audit.changed(
            actor,
            clock,
            "threat.recorded",
            Seen("threat", threat.id, dossier_id=dossier_id, fields=("kind",), classes=("C",)),
        )
        event(actor, dossier_id, party_id, "threat.recorded", clock, about=("threat", threat.id)).save(
            force_insert=True
        )
        refresh_look_at(dossier_id)
    return threat


def end_on_own_words(actor: Actor, dossier_id: UUID, party_id: UUID, words: str, clock: WallClock) -> Ending:
    """End the help before a talk: only on the resident's own explicit words, written down (4.1, Wgs).

    Everything stays; the resident can come back with the same code. Undone by `reopen`.
    """
    kind = Kind.ROAD if actor.kind == "resident" else Kind.SIGNUP
    require(actor, Action.CHANGE, Thing(kind, dossier_id, party_id), clock)
    if not words.strip():
        raise OwnWordsMissing
    with transaction.atomic():
        dossier = _locked(dossier_id)
        _must_be_open(dossier)
        if Clock.objects.filter(dossier_id=dossier_id, kind=clocks.INTAKE, stopped_on__isnull=False).exists():
            raise TalkHeld
        ending = Ending(
            dossier_id=dossier_id,
            party_id=party_id,
            reason="own_words",
            own_words=words.strip(),
            before_talk=True,
            supersedes_id=_standing_ending(dossier_id),
            **stamped(actor, clock),
        )
        ending.save(force_insert=True)
        stop_clocks(dossier_id, tuple(clocks.WORDS), ("ending", ending.id), clock.now())
        Dossier.objects.filter(pk=dossier_id).update(
            closed_on=clock.today(), look_at=None, look_at_source="", version=dossier.version + 1
        )
        Task.objects.filter(dossier_id=dossier_id, outcome=TaskOutcome.OPEN).update(
            outcome=TaskOutcome.DROPPED, finished_at=clock.now(), finished_by=actor.account_id
        )
        audit.changed(
            actor,
            clock,
            "dossier.ended",
            Seen("ending", ending.id, dossier_id=dossier_id, fields=("own_words",), classes=("C",)),
        )
        event(
            actor,
            dossier_id,
            party_id,
            "dossier.ended",
            clock,
            about=("ending", ending.id),
            visible_to=(STAFF, RESIDENT),
        ).save(force_insert=True)
    return ending


def reopen(actor: Actor, dossier_id: UUID, party_id: UUID, clock: WallClock) -> None:
    """The resident comes back: the same file goes on, and the clocks that the ending stopped run again."""
    kind = Kind.ROAD if actor.kind == "resident" else Kind.SIGNUP
    require(actor, Action.CHANGE, Thing(kind, dossier_id, party_id), clock)
    with transaction.atomic():
        dossier = _locked(dossier_id)
        if dossier.closed_on is None:
            raise NotClosed
        standing = _standing_ending(dossier_id)
        undone = Ending(
            dossier_id=dossier_id,
            party_id=party_id,
            reason="came_back",
            own_words="",
            before_talk=True,
            withdrawn=True,
            supersedes_id=standing,
            **stamped(actor, clock),
        )
        undone.save(force_insert=True)
        if standing is not None:
            run_clocks_again(dossier_id, standing)
        Dossier.objects.filter(pk=dossier_id).update(closed_on=None, version=dossier.version + 1)
        audit.changed(actor, clock, "dossier.reopened", Seen("dossier", dossier_id, dossier_id=dossier_id))
        event(actor, dossier_id, party_id, "dossier.reopened", clock, visible_to=(STAFF, RESIDENT)).save(
            force_insert=True
        )
        refresh_look_at(dossier_id)


def _standing_ending(dossier_id: UUID) -> UUID | None:
    endings = current_facts(Ending.objects.filter(dossier_id=dossier_id))
    return endings.order_by("-recorded_at", "-id").values_list("id", flat=True).first()


def resident_of(dossier_id: UUID) -> Party:
    """The party with role resident."""
    return Party.objects.get(dossier_id=dossier_id, role="resident", valid_until__isnull=True)


def _locked(dossier_id: UUID) -> Dossier:
    return Dossier.objects.select_related("municipality").select_for_update(of=("self",)).get(pk=dossier_id)


def _must_be_open(dossier: Dossier) -> None:
    if dossier.closed_on is not None:
        raise ClosedDossier


def _assign(account_id: UUID | None, dossier_id: UUID, clock: WallClock) -> None:
    try:
        with transaction.atomic():
            AccessRelation.objects.create(
                dossier_id=dossier_id, kind=RelationKind.ASSIGNED, account_id=account_id, valid_from=clock.now()
            )
    except IntegrityError as clash:
        raise AlreadyTaken(_name_of(account_id)) from clash


def _hand_tasks_to(dossier_id: UUID, account_id: UUID | None) -> None:
    Task.objects.filter(dossier_id=dossier_id, outcome=TaskOutcome.OPEN, owner_role__in=["", STAFF]).update(
        account_id=account_id, team_id=None, owner_role=""
    )


def _name_of(account_id: UUID | None) -> str:
    return Account.objects.filter(pk=account_id).values_list("display_name", flat=True).first() or ""
