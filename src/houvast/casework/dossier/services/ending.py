"""Ending before a talk, on the resident's own words only, and its undoing."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from houvast.casework.dossier import clocks
from houvast.casework.dossier.errors import (
    NotClosed,
    OwnWordsMissing,
    TalkHeld,
)
from houvast.casework.dossier.models import Clock, Dossier, Ending, Task, TaskOutcome
from houvast.casework.dossier.services.due import refresh_look_at, run_clocks_again, stop_clocks
from houvast.casework.dossier.services.lines import (
    RESIDENT,
    STAFF,
    event,
    locked,
    must_be_open,
    must_not_be_merged,
)
from houvast.casework.residents.services import stamped
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.tenancy.models import current_facts


def end_on_own_words(actor: Actor, dossier_id: UUID, party_id: UUID, words: str, clock: WallClock) -> Ending:
    """End the help before a talk: only on the resident's own explicit words, written down (4.1, Wgs).

    Everything stays; the resident can come back with the same code. Undone by `reopen`.
    """
    kind = Kind.ROAD if actor.kind == "resident" else Kind.SIGNUP
    require(actor, Action.CHANGE, Thing(kind, dossier_id, party_id), clock)
    if not words.strip():
        raise OwnWordsMissing
    with transaction.atomic():
        dossier = locked(dossier_id)
        must_be_open(dossier)
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
            outcome=TaskOutcome.DROPPED,
            finished_at=ending.recorded_at,
            finished_by=actor.account_id,
            version=F("version") + 1,
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
        dossier = locked(dossier_id)
        if dossier.closed_on is None:
            raise NotClosed
        must_not_be_merged(dossier)
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
            _open_tasks_again(dossier_id, standing)
        Dossier.objects.filter(pk=dossier_id).update(closed_on=None, version=dossier.version + 1)
        audit.changed(actor, clock, "dossier.reopened", Seen("dossier", dossier_id, dossier_id=dossier_id))
        event(actor, dossier_id, party_id, "dossier.reopened", clock, visible_to=(STAFF, RESIDENT)).save(
            force_insert=True
        )
        refresh_look_at(dossier_id)


def _open_tasks_again(dossier_id: UUID, ending_id: UUID) -> None:
    """What the ending dropped is open again: those tasks ended at the very moment of the ending."""
    ended_at = Ending.objects.values_list("recorded_at", flat=True).get(pk=ending_id)
    Task.objects.filter(dossier_id=dossier_id, outcome=TaskOutcome.DROPPED, finished_at=ended_at).update(
        outcome=TaskOutcome.OPEN, finished_at=None, finished_by=None, version=F("version") + 1
    )


def _standing_ending(dossier_id: UUID) -> UUID | None:
    endings = current_facts(Ending.objects.filter(dossier_id=dossier_id))
    return endings.order_by("-recorded_at", "-id").values_list("id", flat=True).first()
