"""Tries to reach somebody, and the one rule around them: only real contact stops the clock (1.3)."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from houvast.casework.contact.errors import AttemptInFuture, AttemptRetracted, FormUsedForOtherAttempt
from houvast.casework.contact.models import AttemptOutcome, ContactAttempt
from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock, Task, TaskOutcome
from houvast.casework.dossier.services import (
    RESIDENT,
    STAFF,
    event,
    finish_task,
    open_task,
    refresh_look_at,
    run_clocks_again,
    stop_clocks,
)
from houvast.casework.letters import services as letters
from houvast.casework.residents.models import ContactPoint, ContactState
from houvast.casework.residents.services import mark_contact_point, stamped
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.clock import legal_day
from houvast.foundation.limits.services import Again, OtherBody, keep_outcome, use_form_key
from houvast.foundation.tenancy.models import current_facts
from houvast.rules import terms

TRIES_BEFORE_ANOTHER_WAY = 3
OTHER_WAY = "other_way"
OTHER_WAY_WORDS = "Drie keer niet bereikt: kies een andere weg (kaart, huisbezoek, andere tijd)"


@dataclass(frozen=True)
class AttemptCommand:
    """One try as the counsellor writes it down. `tell`: let the resident know we tried, along a safe way."""

    dossier_id: UUID
    party_id: UUID
    channel: str
    outcome: str
    at: dt.datetime
    form_key: UUID
    contact_point_id: UUID | None = None
    note: str = ""
    with_interpreter: bool = False
    taught_back: bool = False
    first_talk: bool = False  # this contact was the first talk itself: it stops the talk clocks too
    tell: bool = False


@dataclass(frozen=True)
class AttemptRecorded:
    """What the page says after it."""

    attempt_id: UUID
    stopped_clocks: int
    in_vain: int
    other_way_asked: bool
    told: str  # how the resident was told, or why not; empty when not asked


def record_attempt(actor: Actor, command: AttemptCommand, clock: WallClock) -> AttemptRecorded:
    """Write down a try. Real contact stops the contact clock; the third try in vain asks for another way.

    The file never closes by itself. The same form sent twice is one attempt.
    """
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, command.dossier_id, command.party_id), clock)
    if command.at > clock.now() + dt.timedelta(minutes=5):
        raise AttemptInFuture
    with transaction.atomic():
        used = use_form_key(command.form_key, repr(command), clock)
        if isinstance(used, OtherBody):
            raise FormUsedForOtherAttempt
        if isinstance(used, Again):
            return AttemptRecorded(UUID(used.outcome), 0, attempts_in_vain(command.dossier_id), False, "")
        return _record(actor, command, clock)


def _record(actor: Actor, command: AttemptCommand, clock: WallClock) -> AttemptRecorded:
    reached = command.outcome == AttemptOutcome.REACHED
    stamp = stamped(actor, clock, channel=command.channel)
    stamp["holds_on"] = legal_day(command.at)
    attempt = ContactAttempt(
        dossier_id=command.dossier_id,
        party_id=command.party_id,
        at=command.at,
        outcome=command.outcome,
        contact_point_id=command.contact_point_id,
        with_interpreter=command.with_interpreter,
        taught_back=command.taught_back,
        first_talk=command.first_talk and reached,
        note=command.note,
        **stamp,
    )
    attempt.save(force_insert=True)
    keep_outcome(command.form_key, str(attempt.id))
    stopped = _stop(attempt) if reached else 0
    _write_line(actor, attempt, reached, clock)
    if command.outcome == AttemptOutcome.WRONG_NUMBER:
        _mark_wrong(actor, command, clock)
    in_vain = 0 if reached else attempts_in_vain(command.dossier_id)
    asked = in_vain >= TRIES_BEFORE_ANOTHER_WAY and _ask_another_way(actor, command, clock)
    if reached:
        _close_other_way(actor, command.dossier_id, clock)
    told = _tell(actor, command, attempt, clock) if command.tell and not reached else ""
    refresh_look_at(command.dossier_id)
    return AttemptRecorded(attempt.id, stopped, in_vain, asked, told)


def _stop(attempt: ContactAttempt) -> int:
    by = ("contact_attempt", attempt.id)
    kinds = (clocks.CONTACT, *clocks.TALKS) if attempt.first_talk else (clocks.CONTACT,)
    return stop_clocks(attempt.dossier_id, kinds, by, attempt.at)


def _write_line(actor: Actor, attempt: ContactAttempt, reached: bool, clock: WallClock) -> None:
    seen = Seen("contact_attempt", attempt.id, attempt.dossier_id, fields=("outcome", "note"), classes=("B", "C"))
    audit.changed(actor, clock, "contact.recorded", seen)
    event(
        actor,
        attempt.dossier_id,
        attempt.party_id,
        "contact.reached" if reached else "contact.in_vain",
        clock,
        about=("contact_attempt", attempt.id),
        happened_at=attempt.at,
        visible_to=(STAFF, RESIDENT),
        words=attempt.note,
    ).save(force_insert=True)


def _mark_wrong(actor: Actor, command: AttemptCommand, clock: WallClock) -> None:
    if command.contact_point_id is None:
        return
    point = ContactPoint.objects.filter(pk=command.contact_point_id).first()
    if point is None or point.state in (ContactState.WRONG, ContactState.UNSAFE):
        return
    mark_contact_point(actor, point, ContactState.WRONG, clock)
    event(
        actor, command.dossier_id, command.party_id, "contact_point.wrong", clock, about=("contact_point", point.id)
    ).save(force_insert=True)


def attempts_in_vain(dossier_id: UUID) -> int:
    """Tries without contact since the last real contact."""
    standing = current_facts(ContactAttempt.objects.filter(dossier_id=dossier_id, retracted=False))
    outcomes = standing.order_by("-at", "-recorded_at", "-id").values_list("outcome", flat=True)
    count = 0
    for outcome in outcomes:
        if outcome == AttemptOutcome.REACHED:
            break
        count += 1
    return count


def _ask_another_way(actor: Actor, command: AttemptCommand, clock: WallClock) -> bool:
    if Task.objects.filter(dossier_id=command.dossier_id, kind=OTHER_WAY, outcome=TaskOutcome.OPEN).exists():
        return False
    due = terms.add_working_days(clock.today(), 1)
    open_task(actor, command.dossier_id, command.party_id, OTHER_WAY, OTHER_WAY_WORDS, due, clock)
    return True


def _close_other_way(actor: Actor, dossier_id: UUID, clock: WallClock) -> None:
    open_tasks = Task.objects.filter(dossier_id=dossier_id, kind=OTHER_WAY, outcome=TaskOutcome.OPEN)
    for task in open_tasks:
        finish_task(actor, task.id, task.version, clock)


def _tell(actor: Actor, command: AttemptCommand, attempt: ContactAttempt, clock: WallClock) -> str:
    made = letters.send(
        actor,
        command.dossier_id,
        command.party_id,
        "contact.in_vain",
        {},
        clock,
        key=f"contact.in_vain:{attempt.id}",
    )
    return made.reason if isinstance(made, letters.NotSendable) else made.channel


def retract_attempt(actor: Actor, attempt_id: UUID, clock: WallClock) -> ContactAttempt:
    """This did not happen: a superseding fact says so, and the clocks it stopped run again."""
    attempt = ContactAttempt.objects.get(pk=attempt_id)
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, attempt.dossier_id, attempt.party_id), clock)
    with transaction.atomic():
        superseded = ContactAttempt.objects.filter(supersedes_id=attempt_id).exists()
        if superseded or attempt.retracted:
            raise AttemptRetracted
        stamp = stamped(actor, clock, channel=attempt.channel)
        correction = ContactAttempt(
            dossier_id=attempt.dossier_id,
            party_id=attempt.party_id,
            at=attempt.at,
            outcome=attempt.outcome,
            contact_point_id=attempt.contact_point_id,
            retracted=True,
            supersedes_id=attempt_id,
            **{**stamp, "holds_on": attempt.holds_on},
        )
        correction.save(force_insert=True)
        run_clocks_again(attempt.dossier_id, attempt_id)
        seen = Seen("contact_attempt", attempt_id, attempt.dossier_id, fields=("retracted",))
        audit.changed(actor, clock, "contact.retracted", seen)
        event(
            actor,
            attempt.dossier_id,
            attempt.party_id,
            "contact.retracted",
            clock,
            about=("contact_attempt", attempt_id),
        ).save(force_insert=True)
        refresh_look_at(attempt.dossier_id)
    return correction


def contact_clock(dossier_id: UUID) -> Clock | None:
    """The Belofte contact clock of a file, running or stopped."""
    return Clock.objects.filter(dossier_id=dossier_id, kind=clocks.CONTACT).order_by("starts_on", "id").first()
