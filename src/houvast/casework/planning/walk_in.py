"""Walk-in hours: arrive, be registered, be spoken to. Who waits since when, and taken by whom."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from houvast.casework.contact.models import AttemptChannel, AttemptOutcome
from houvast.casework.contact.services import WENT_AWAY, AttemptCommand, AttemptRecorded, record_attempt
from houvast.casework.dossier.models import Dossier
from houvast.casework.dossier.rows import Face, faces_of
from houvast.casework.dossier.services import RESIDENT, STAFF, event, locked, must_be_open, open_task
from houvast.casework.planning.errors import AlreadyHere, NotPlanned, OtherColleague
from houvast.casework.planning.models import WALK_IN_STEPS, WalkIn, WalkInState
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require, visible
from houvast.foundation.accounts.queries import names_of
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.database.refusing import refused_as
from houvast.rules import terms

WENT_AWAY_WORDS = "Vriendelijk bellen: de inwoner ging weg van de balie zonder gesprek"
CALL_WITHIN = 1  # working days
MOST_HERE = 100


def arrive(
    actor: Actor, dossier_id: UUID, party_id: UUID, clock: WallClock, *, location_id: UUID | None = None
) -> WalkIn:
    """Somebody with a file is at the desk. Raises AlreadyHere, ClosedDossier."""
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, dossier_id, party_id), clock)
    with transaction.atomic():
        must_be_open(locked(dossier_id))
        made = WalkIn(dossier_id=dossier_id, party_id=party_id, location_id=location_id, arrived_at=clock.now())
        with refused_as(AlreadyHere, "walk_in_once"):
            made.save(force_insert=True)
        _written(actor, made, "walk_in.arrived", clock)
    return made


def take(actor: Actor, walk_in_id: UUID, clock: WallClock) -> WalkIn:
    """A colleague sits down with the visitor. Two at once: one has him, the other reads OtherColleague."""
    with transaction.atomic():
        visit = _of(actor, walk_in_id, clock)
        _step(visit.id, WalkInState.WAITING, WalkInState.TAKEN, taken_at=clock.now(), taken_by_id=actor.account)
        _written(actor, visit, "walk_in.taken", clock)
    return WalkIn.objects.get(pk=visit.id)


def spoken(actor: Actor, walk_in_id: UUID, clock: WallClock, *, first_talk: bool = False) -> AttemptRecorded:
    """They talked: real contact, which stops the clock. `first_talk`: it was the first talk itself."""
    with transaction.atomic():
        visit = _of(actor, walk_in_id, clock)
        if visit.party_id is None:
            raise NotPlanned
        _step(visit.id, WalkInState.TAKEN, WalkInState.SPOKEN, ended_at=clock.now())
        face = faces_of([visit.dossier_id])[visit.dossier_id]
        command = AttemptCommand(
            dossier_id=visit.dossier_id, party_id=visit.party_id, channel=AttemptChannel.DESK,
            outcome=AttemptOutcome.REACHED, at=visit.taken_at or clock.now(), form_key=visit.id,
            with_interpreter=face.interpreter, first_talk=first_talk,
        )  # fmt: skip
        return record_attempt(actor, command, clock)


def left(actor: Actor, walk_in_id: UUID, clock: WallClock) -> None:
    """Gone without a talk: a kind call the next working day. Nothing closes."""
    with transaction.atomic():
        visit = _of(actor, walk_in_id, clock)
        _step(visit.id, visit.state, WalkInState.LEFT, ended_at=clock.now())
        _written(actor, visit, "walk_in.left", clock)
        if Dossier.objects.filter(pk=visit.dossier_id, closed_on__isnull=True).exists():
            due = terms.add_working_days(clock.today(), CALL_WITHIN)
            source = ("walk_in", visit.id)
            open_task(actor, visit.dossier_id, visit.party_id, WENT_AWAY, WENT_AWAY_WORDS, due, clock, source=source)


@dataclass(frozen=True)
class Visitor:
    """One line of the desk list."""

    id: UUID
    dossier_id: UUID
    face: Face
    place: str
    arrived_at: dt.datetime
    minutes: int  # since arrival, or from arrival to the talk
    taken_by: str
    mine: bool


def here_now(actor: Actor, clock: WallClock) -> list[Visitor]:
    """Who is at the desk, the longest wait first: three statements and the audit's."""
    rows = WalkIn.objects.filter(state__in=(WalkInState.WAITING, WalkInState.TAKEN)).select_related("location")
    here = list(
        visible(actor, Action.LOOK, Kind.SIGNUP, rows, clock).order_by("-state", "arrived_at", "id")[:MOST_HERE]
    )
    faces = faces_of([one.dossier_id for one in here])
    names = names_of(one.taken_by_id for one in here)
    seen = [Seen("walk_in", one.id, one.dossier_id, faces[one.dossier_id].person_id, ("name",)) for one in here]
    audit.looked(actor, clock, seen, action="walk_in.look")
    return [_visitor(actor, one, faces[one.dossier_id], names, clock) for one in here]


def _visitor(actor: Actor, one: WalkIn, face: Face, names: dict[UUID, str], clock: WallClock) -> Visitor:
    waited = (one.taken_at or clock.now()) - one.arrived_at
    return Visitor(
        id=one.id,
        dossier_id=one.dossier_id,
        face=face,
        place=one.location.name if one.location else "",
        arrived_at=one.arrived_at,
        minutes=int(waited.total_seconds() // 60),
        taken_by=names.get(one.taken_by_id, "") if one.taken_by_id else "",
        mine=one.taken_by_id is not None and one.taken_by_id == actor.account_id,
    )


def _of(actor: Actor, walk_in_id: UUID, clock: WallClock) -> WalkIn:
    visit = WalkIn.objects.filter(pk=walk_in_id).first()
    if visit is None:
        raise NotYours("NO-ROW")
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, visit.dossier_id, visit.party_id, visit.id), clock)
    return visit


def _step(walk_in_id: UUID, from_state: str, to: str, **more: Any) -> None:
    """One allowed step, by a conditional update that must hit its row; OtherColleague otherwise."""
    if to not in WALK_IN_STEPS[from_state]:
        raise OtherColleague
    if WalkIn.objects.filter(pk=walk_in_id, state=from_state).update(state=to, version=F("version") + 1, **more) != 1:
        raise OtherColleague


def _written(actor: Actor, visit: WalkIn, kind: str, clock: WallClock) -> None:
    audit.changed(actor, clock, kind, Seen("walk_in", visit.id, dossier_id=visit.dossier_id, fields=("state",)))
    shown = (STAFF, RESIDENT) if kind == "walk_in.arrived" else (STAFF,)
    event(actor, visit.dossier_id, visit.party_id, kind, clock, about=("walk_in", visit.id), visible_to=shown).save(
        force_insert=True
    )
