"""Tries to reach somebody, and the one rule around them: only real contact stops the clock (1.3)."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from houvast.casework.contact.errors import (
    AttemptBeforeSignup,
    AttemptInFuture,
    AttemptRetracted,
    FormUsedForOtherAttempt,
    NotOfThisResident,
    UnknownAnswer,
)
from houvast.casework.contact.models import AttemptChannel, AttemptOutcome, ContactAttempt
from houvast.casework.contact.quiet_period import end_quiet_period, quiet_now
from houvast.casework.contact.standing import attempts_in_vain, standing_attempts, start_again_without, stop_by
from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock, Dossier, Party, Task, TaskOutcome
from houvast.casework.dossier.services import (
    RESIDENT,
    STAFF,
    event,
    finish_all,
    locked,
    must_be_open,
    open_task,
    refresh_look_at,
)
from houvast.casework.letters import services as letters
from houvast.casework.letters.questions import settle_by_talk
from houvast.casework.letters.wishes import objection_to, wishes_of
from houvast.casework.residents.models import ContactPoint, ContactState
from houvast.casework.residents.services import mark_contact_point, stamped
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.clock import legal_day
from houvast.foundation.limits.services import Again, OtherBody, keep_outcome, use_form_key
from houvast.foundation.words import day_words
from houvast.rules import terms

TRIES_BEFORE_ANOTHER_WAY = 3
OTHER_WAY = "other_way"
KIND_CALL, WENT_AWAY = "kind_call", "went_away"
ANSWERED_BY_TALK = (OTHER_WAY, KIND_CALL, WENT_AWAY)  # who was spoken to need not be looked for or called any more
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
    objection: str = ""  # the resident had asked not to be reached this way; empty when it was fine


def record_attempt(actor: Actor, command: AttemptCommand, clock: WallClock) -> AttemptRecorded:
    """Write down a try. Real contact stops the contact clock; the third try in vain asks for another way.

    The file never closes by itself. The same form sent twice is one attempt. ClosedDossier on a file that ended.
    """
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, command.dossier_id, command.party_id), clock)
    _check(command, clock)
    with transaction.atomic():
        used = use_form_key(command.form_key, repr(command), clock)
        if isinstance(used, OtherBody):
            raise FormUsedForOtherAttempt
        if isinstance(used, Again):
            return AttemptRecorded(UUID(used.outcome), 0, attempts_in_vain(command.dossier_id), False, "")
        must_be_open(locked(command.dossier_id))
        return _record(actor, command, clock)


def _check(command: AttemptCommand, clock: WallClock) -> None:
    """Refuse what cannot be, before anything is written."""
    if command.channel not in AttemptChannel.values or command.outcome not in AttemptOutcome.values:
        raise UnknownAnswer
    if command.at > clock.now() + dt.timedelta(minutes=5):
        raise AttemptInFuture
    if legal_day(command.at) < Dossier.objects.values_list("opened_on", flat=True).get(pk=command.dossier_id):
        raise AttemptBeforeSignup
    person = Party.objects.filter(pk=command.party_id, dossier_id=command.dossier_id).values_list("person_id").first()
    point = command.contact_point_id
    if person is None:
        raise NotOfThisResident
    if point is not None and not ContactPoint.objects.filter(pk=point, person_id=person[0]).exists():
        raise NotOfThisResident


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
    stopped = stop_by(attempt) if reached else 0
    period = quiet_now(command.dossier_id, clock.today())
    quiet = f"Wij zouden deze inwoner met rust laten tot {day_words(period.until)}." if period and not reached else ""
    _write_line(actor, attempt, reached, clock)
    if command.outcome == AttemptOutcome.WRONG_NUMBER:
        _mark_wrong(actor, command, clock)
    in_vain = 0 if reached else attempts_in_vain(command.dossier_id)
    asked = in_vain >= TRIES_BEFORE_ANOTHER_WAY and _ask_another_way(actor, attempt, clock)
    if reached:
        finish_all(actor, command.dossier_id, ANSWERED_BY_TALK, clock)
        settle_by_talk(actor, command.dossier_id, clock)
        end_quiet_period(actor, command.dossier_id, clock)
    told = _tell(actor, command, attempt, clock) if command.tell and not reached else ""
    refresh_look_at(command.dossier_id)
    return AttemptRecorded(attempt.id, stopped, in_vain, asked, told, f"{_objection(attempt)} {quiet}".strip())


# Which wishes a try touches, by its channel and its outcome.
ASKS_FOR = {
    AttemptChannel.PHONE: "phone_allowed",
    AttemptChannel.TEXT_MESSAGE: "text_allowed",
    AttemptChannel.MAIL: "mail_allowed",
    AttemptChannel.LETTER: "post_allowed",
    AttemptOutcome.VOICEMAIL: "voicemail_allowed",
}


def _objection(attempt: ContactAttempt) -> str:
    flags = [flag for asked, flag in ASKS_FOR.items() if asked in (attempt.channel, attempt.outcome)]
    if attempt.party is None:
        return ""
    return objection_to(wishes_of(attempt.party.person_id), *flags)


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


def _ask_another_way(actor: Actor, attempt: ContactAttempt, clock: WallClock) -> bool:
    if Task.objects.filter(dossier_id=attempt.dossier_id, kind=OTHER_WAY, outcome=TaskOutcome.OPEN).exists():
        return False
    due = terms.add_working_days(clock.today(), 1)
    source = ("contact_attempt", attempt.id)
    open_task(actor, attempt.dossier_id, attempt.party_id, OTHER_WAY, OTHER_WAY_WORDS, due, clock, source=source)
    return True


def close_other_way(actor: Actor, dossier_id: UUID, clock: WallClock, outcome: str = TaskOutcome.DONE) -> None:
    """The question for another way is answered."""
    finish_all(actor, dossier_id, (OTHER_WAY,), clock, outcome=outcome)


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
    """This did not happen: a superseding fact says so, and all it led to is undone.

    The clocks it stopped run again (unless another contact stands), the task for another way comes or goes with the
    tries that are left, and a number it called wrong is usable again.
    """
    attempt = ContactAttempt.objects.filter(pk=attempt_id).first()
    if attempt is None:
        raise NotYours("NO-ROW")
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
        start_again_without(attempt)
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
        _undo_wrong_number(actor, attempt, clock)
        _settle_other_way(actor, attempt, clock)
        _call_again(actor, attempt, clock)
        refresh_look_at(attempt.dossier_id)
    return correction


def _undo_wrong_number(actor: Actor, attempt: ContactAttempt, clock: WallClock) -> None:
    if attempt.outcome != AttemptOutcome.WRONG_NUMBER or attempt.contact_point_id is None:
        return
    point = ContactPoint.objects.get(pk=attempt.contact_point_id)
    others = standing_attempts(attempt.dossier_id).filter(outcome=AttemptOutcome.WRONG_NUMBER, contact_point=point)
    if point.state == ContactState.WRONG and not others.exists():
        mark_contact_point(actor, point, ContactState.GIVEN, clock)


def _settle_other_way(actor: Actor, attempt: ContactAttempt, clock: WallClock) -> None:
    if attempts_in_vain(attempt.dossier_id) >= TRIES_BEFORE_ANOTHER_WAY:
        _ask_another_way(actor, attempt, clock)
    else:
        close_other_way(actor, attempt.dossier_id, clock, TaskOutcome.DROPPED)


def _call_again(actor: Actor, attempt: ContactAttempt, clock: WallClock) -> None:
    """A talk that was none has not answered the kind call either."""
    if attempt.outcome != AttemptOutcome.REACHED:
        return
    calls = Task.objects.filter(
        dossier_id=attempt.dossier_id, kind__in=(KIND_CALL, WENT_AWAY), outcome=TaskOutcome.DONE,
        created_at__lte=attempt.recorded_at, finished_at__gte=attempt.recorded_at,
    )  # fmt: skip
    talks = standing_attempts(attempt.dossier_id).filter(outcome=AttemptOutcome.REACHED)
    for task in calls:
        if task.source_id is not None and not talks.filter(at__gte=task.created_at).exists():
            source = (task.source_type, task.source_id)
            open_task(actor, task.dossier_id, task.party_id, task.kind, task.what, task.due, clock, source=source)


def contact_clock(dossier_id: UUID) -> Clock | None:
    """The Belofte contact clock of a file, running or stopped."""
    return Clock.objects.filter(dossier_id=dossier_id, kind=clocks.CONTACT).order_by("starts_on", "id").first()
