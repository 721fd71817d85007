"""Planning the talk: offer three hours, let the resident pick, move or say "ik kan niet", and what became of it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, QuerySet

from houvast.casework.contact.delays import TELL_TODAY, TELL_TODAY_WORDS, DelayCommand, put_off
from houvast.casework.contact.models import AttemptChannel, AttemptOutcome
from houvast.casework.contact.services import KIND_CALL, AttemptCommand, AttemptRecorded, record_attempt
from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock, DelayWhy, Party, TaskOutcome
from houvast.casework.dossier.services import (
    RESIDENT,
    STAFF,
    end_on_own_words,
    event,
    finish_all,
    locked,
    must_be_open,
    open_task,
    refresh_look_at,
)
from houvast.casework.letters import services as letters
from houvast.casework.planning.errors import (
    BookedAlready,
    NoSlot,
    NotPlanned,
    NotYet,
    OutcomeFirst,
    ReasonNeeded,
    SlotTaken,
)
from houvast.casework.planning.giving import (
    add_interpreter,
    give_hours,
    give_interpreter_hours,
    take_hours_back,
    take_interpreter_hours_back,
)
from houvast.casework.planning.hours import Slot, three_slots
from houvast.casework.planning.models import STEPS, Appointment, AppointmentState, Way
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import AMSTERDAM, legal_day
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.database.refusing import refused_as
from houvast.foundation.words import day_words, time_words
from houvast.rules import terms

__all__ = [
    "OfferCommand",
    "add_interpreter",
    "cannot",
    "end_help",
    "give_hours",
    "give_interpreter_hours",
    "held",
    "no_show",
    "none_fits",
    "offer_slots",
    "pick",
    "take_hours_back",
    "take_interpreter_hours_back",
]

HORIZON = dt.timedelta(days=28)
PLAN_AGAIN = "plan_again"
KIND_CALL_WORDS = "Vriendelijk bellen: de inwoner kwam niet op de afspraak"
PLAN_AGAIN_WORDS = "Nieuwe tijden voorstellen: de inwoner kan niet"
KIND_CALL_WITHIN = 2  # working days
CHANNEL_OF = {
    Way.LOCATION: AttemptChannel.DESK,
    Way.PHONE: AttemptChannel.PHONE,
    Way.VIDEO: AttemptChannel.PHONE,
}


@dataclass(frozen=True)
class OfferCommand:
    """What to offer. `language`: an interpreter is needed in it. `from_hour`: 17 for evenings only."""

    dossier_id: UUID
    party_id: UUID
    account_ids: tuple[UUID, ...]
    way: str
    language: str = ""
    from_hour: int = 0
    reason: str = ""  # why it is later than the term of the intake, for colleagues; asked for only then
    why: str = DelayWhy.BUSY  # the same as the resident reads it
    instead_of: UUID | None = None  # the booked talk that does not go on; asked for only where there is one


def offer_slots(actor: Actor, command: OfferCommand, clock: WallClock) -> list[Appointment]:
    """Offer up to three hours and tell the resident. Earlier offers that nobody chose go.

    Past the term of the intake it asks for a reason (ReasonNeeded), which stands on the clock with the new day; the
    message of today tells that day. NoSlot when nothing is free in four weeks. With a talk to come it is refused
    (BookedAlready) unless `instead_of` says that this talk does not go on; a talk that has been needs its outcome
    first (OutcomeFirst).
    """
    require(actor, Action.CHANGE, Thing(Kind.SIGNUP, command.dossier_id, command.party_id), clock)
    with transaction.atomic():
        must_be_open(locked(command.dossier_id))
        if not Party.objects.filter(pk=command.party_id, dossier_id=command.dossier_id).exists():
            raise NotYours("NO-ROW")
        now = clock.now()
        ended = _ended_for_this(actor, command, clock)
        slots = three_slots(
            command.account_ids, command.way, command.language, now, now + HORIZON, from_hour=command.from_hour
        )
        if not slots:
            raise NoSlot
        day = legal_day(slots[0].starts_at)
        delayed = _delay(actor, command, day, clock)
        _offers_of(command.dossier_id).update(state=AppointmentState.WITHDRAWN, version=F("version") + 1)
        made = [_offered(command, slot, clock) for slot in slots]
        Appointment.objects.bulk_create(made)
        _written(actor, made[0], "appointment.offered", clock)
        finish_all(actor, command.dossier_id, (PLAN_AGAIN,), clock)
        sent = _tell_offer(actor, command, made[0], ended, clock)
        if delayed and isinstance(sent, letters.NotSendable):  # a delay is told the same day, also by phone
            open_task(actor, command.dossier_id, command.party_id, TELL_TODAY, TELL_TODAY_WORDS, clock.today(), clock)
        refresh_look_at(command.dossier_id)
    return made


def _ended_for_this(actor: Actor, command: OfferCommand, clock: WallClock) -> Appointment | None:
    """The talk that stood and does not go on, with its hour free again; None when there was none."""
    booked = Appointment.objects.filter(dossier_id=command.dossier_id, state=AppointmentState.BOOKED).first()
    if booked is None:
        return None
    here = booked.starts_at.astimezone(AMSTERDAM)
    when = f"{day_words(here.date())} {time_words(here)}"
    if booked.starts_at <= clock.now():
        raise OutcomeFirst(when)
    if command.instead_of != booked.id:
        raise BookedAlready(when)
    _step(booked.id, AppointmentState.BOOKED, AppointmentState.CANCELLED)
    _written(actor, booked, "appointment.called_off", clock)
    return booked


def _tell_offer(
    actor: Actor, command: OfferCommand, first: Appointment, ended: Appointment | None, clock: WallClock
) -> letters.MessageMade | letters.NotSendable:
    """One message: the first hour, and where a talk was called off that it does not go on."""
    values = {"datum": legal_day(first.starts_at)}
    text_key = "appointment.offered" if ended is None else "appointment.again"
    todo = "Bel de inwoner: kies samen een tijd voor het gesprek"
    return letters.send(
        actor, command.dossier_id, command.party_id, text_key, values, clock, key=f"{text_key}:{first.id}",
        task_if_not=todo,
    )  # fmt: skip


def _offered(command: OfferCommand, slot: Slot, clock: WallClock) -> Appointment:
    return Appointment(
        dossier_id=command.dossier_id,
        party_id=command.party_id,
        account_id=slot.account_id,
        interpreter_id=slot.interpreter_id,
        language=command.language,
        location_id=slot.location_id,
        way=command.way,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        made_at=clock.now(),
    )


def _delay(actor: Actor, command: OfferCommand, day: dt.date, clock: WallClock) -> bool:
    """Past the term of the intake: a reason is asked, and stands on the clock with the new day."""
    kinds = (clocks.INTAKE,)
    late = Clock.objects.filter(
        dossier_id=command.dossier_id,
        kind__in=(*kinds, clocks.LOCAL + clocks.INTAKE),
        stopped_on__isnull=True,
        due__lt=day,
    )
    if not late.exists():
        return False
    if not command.reason.strip():
        raise ReasonNeeded
    put_off(actor, DelayCommand(command.dossier_id, command.party_id, kinds, command.why, day, command.reason), clock)
    return True


def pick(actor: Actor, appointment_id: UUID, clock: WallClock) -> Appointment:
    """Book an offered hour. With one booked already, that one is moved to it. SlotTaken: choose another hour."""
    with transaction.atomic():
        chosen = _of(actor, appointment_id, clock)
        must_be_open(locked(chosen.dossier_id))
        if chosen.starts_at <= clock.now():
            raise NotPlanned
        _one_at_a_time(chosen)
        with refused_as(SlotTaken, "appointment_counsellor_once", "appointment_interpreter_once"):
            before = Appointment.objects.filter(dossier_id=chosen.dossier_id, state=AppointmentState.BOOKED).first()
            if before is not None:
                _step(before.id, AppointmentState.BOOKED, AppointmentState.MOVED)
            _step(chosen.id, AppointmentState.OFFERED, AppointmentState.BOOKED, booked_at=clock.now())
        _written(actor, chosen, "appointment.moved" if before else "appointment.booked", clock)
        # Who chose an hour has come back by himself: nobody need call him for it, or look for other hours.
        system = Actor.system(actor.organisation_id)
        finish_all(system, chosen.dossier_id, (KIND_CALL, PLAN_AGAIN), clock, outcome=TaskOutcome.DROPPED)
        refresh_look_at(chosen.dossier_id)
    return Appointment.objects.get(pk=chosen.id)


def cannot(actor: Actor, appointment_id: UUID, clock: WallClock) -> Appointment:
    """ "Ik kan niet": no questions asked. We look for other hours; nothing closes."""
    with transaction.atomic():
        given = _of(actor, appointment_id, clock)
        must_be_open(locked(given.dossier_id))
        _step(given.id, AppointmentState.BOOKED, AppointmentState.CANCELLED)
        _written(actor, given, "appointment.cancelled", clock)
        due = terms.add_working_days(clock.today(), 1)
        system = Actor.system(actor.organisation_id)
        source = ("appointment", given.id)
        open_task(system, given.dossier_id, given.party_id, PLAN_AGAIN, PLAN_AGAIN_WORDS, due, clock, source=source)
    return Appointment.objects.get(pk=given.id)


def none_fits(actor: Actor, dossier_id: UUID, party_id: UUID, clock: WallClock) -> int:
    """ "Ik kan op geen van deze tijden": the offers go, and we look for others. Returns how many went; NotPlanned
    when there was none any more."""
    kind = Kind.ROAD if actor.kind == "resident" else Kind.SIGNUP
    require(actor, Action.CHANGE, Thing(kind, dossier_id, party_id), clock)
    with transaction.atomic():
        must_be_open(locked(dossier_id))
        offered = _offers_of(dossier_id).filter(party_id=party_id)
        first = offered.order_by("starts_at", "id").first()
        if first is None:
            raise NotPlanned
        gone = offered.update(state=AppointmentState.WITHDRAWN, version=F("version") + 1)
        _written(actor, first, "appointment.none_fits", clock)
        due = terms.add_working_days(clock.today(), 1)
        system = Actor.system(actor.organisation_id)
        source = ("appointment", first.id)
        open_task(system, dossier_id, party_id, PLAN_AGAIN, PLAN_AGAIN_WORDS, due, clock, source=source)
    return gone


def held(actor: Actor, appointment_id: UUID, clock: WallClock, *, taught_back: bool = False) -> AttemptRecorded:
    """We talked: the real contact is written down and stops the clocks of contact and talk."""
    with transaction.atomic():
        given = _begun(actor, appointment_id, clock)
        _step(given.id, AppointmentState.BOOKED, AppointmentState.HELD)
        _written(actor, given, "appointment.held", clock)
        return _talked(actor, given, taught_back, clock)


def _talked(actor: Actor, given: Appointment, taught_back: bool, clock: WallClock) -> AttemptRecorded:
    if given.party_id is None:  # a talk is with somebody; a joint one has no one to write it down for
        raise NotPlanned
    command = AttemptCommand(
        dossier_id=given.dossier_id,
        party_id=given.party_id,
        channel=CHANNEL_OF[Way(given.way)],
        outcome=AttemptOutcome.REACHED,
        at=given.starts_at,
        form_key=given.id,
        with_interpreter=given.interpreter_id is not None,
        taught_back=taught_back,
        first_talk=True,
    )
    return record_attempt(actor, command, clock)


def end_help(actor: Actor, dossier_id: UUID, party_id: UUID, words: str, clock: WallClock) -> None:
    """The resident wants no help now: his file ends on his own words, and his hour is free for somebody else."""
    with transaction.atomic():
        end_on_own_words(actor, dossier_id, party_id, words, clock)
        booked = Appointment.objects.filter(
            dossier_id=dossier_id, state=AppointmentState.BOOKED, starts_at__gt=clock.now()
        ).first()
        if booked is not None:
            _step(booked.id, AppointmentState.BOOKED, AppointmentState.CANCELLED)
            _written(actor, booked, "appointment.cancelled", clock)
        _offers_of(dossier_id).update(state=AppointmentState.WITHDRAWN, version=F("version") + 1)


def no_show(actor: Actor, appointment_id: UUID, clock: WallClock) -> Appointment:
    """Nobody came: a kind call within two working days. The file stays open and its clocks run on."""
    with transaction.atomic():
        given = _begun(actor, appointment_id, clock)
        _step(given.id, AppointmentState.BOOKED, AppointmentState.NO_SHOW)
        _written(actor, given, "appointment.no_show", clock)
        due = terms.add_working_days(clock.today(), KIND_CALL_WITHIN)
        source = ("appointment", given.id)
        open_task(actor, given.dossier_id, given.party_id, KIND_CALL, KIND_CALL_WORDS, due, clock, source=source)
    return Appointment.objects.get(pk=given.id)


def _of(actor: Actor, appointment_id: UUID, clock: WallClock) -> Appointment:
    """The appointment, for the resident whose it is or for staff of the file."""
    given = Appointment.objects.filter(pk=appointment_id).first()
    if given is None:
        raise NotYours("NO-ROW")
    kind = Kind.ROAD if actor.kind == "resident" else Kind.SIGNUP
    require(actor, Action.CHANGE, Thing(kind, given.dossier_id, given.party_id, given.id), clock)
    return given


def _begun(actor: Actor, appointment_id: UUID, clock: WallClock) -> Appointment:
    given = _of(actor, appointment_id, clock)
    must_be_open(locked(given.dossier_id))
    if given.starts_at > clock.now():
        raise NotYet
    return given


def _offers_of(dossier_id: UUID) -> QuerySet[Appointment]:
    return Appointment.objects.filter(dossier_id=dossier_id, state=AppointmentState.OFFERED)


def _step(appointment_id: UUID, from_state: str, to: str, **more: Any) -> None:
    """One allowed step, by a conditional update that must hit its row; NotPlanned otherwise."""
    if to not in STEPS[from_state]:
        raise NotPlanned
    here = Appointment.objects.filter(pk=appointment_id, state=from_state)
    if here.update(state=to, version=F("version") + 1, **more) != 1:
        raise NotPlanned


def _one_at_a_time(chosen: Appointment) -> None:
    """Who books the same counsellor or interpreter waits here, so that two never deadlock on the constraint."""
    wanted = sorted(str(one) for one in (chosen.account_id, chosen.interpreter_id) if one is not None)
    with connection.cursor() as cursor:
        for one in wanted:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [one])


def _written(actor: Actor, given: Appointment, kind: str, clock: WallClock) -> None:
    seen = Seen("appointment", given.id, dossier_id=given.dossier_id, fields=("state", "starts_at"))
    audit.changed(actor, clock, kind, seen)
    shown = (STAFF,) if kind in ("appointment.no_show", "appointment.held") else (STAFF, RESIDENT)
    event(actor, given.dossier_id, given.party_id, kind, clock, about=("appointment", given.id), visible_to=shown).save(
        force_insert=True
    )
