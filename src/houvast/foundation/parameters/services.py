"""Taking a set of figures into use: one administrator proposes, another approves, and it can be taken back."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import IntegrityError, transaction

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock
from houvast.foundation.parameters.errors import (
    AlreadyInUse,
    AlreadyProposed,
    AnotherPerson,
    Decided,
    DoesNotHold,
    FileChanged,
    NeedsNoAgreement,
    OutsideTheSet,
)
from houvast.foundation.parameters.examined import examine
from houvast.foundation.parameters.models import OPEN, STANDING, ParameterActivation
from houvast.foundation.parameters.queries import known_until
from houvast.foundation.words import full_date
from houvast.rules import parameter_sets
from houvast.rules.errors import NoParametersError
from houvast.rules.parameter_sets import ParameterSet


def propose(actor: Actor, law: str, period: str, starts_on: dt.date, clock: Clock) -> ParameterActivation:
    """Ask for a set from a day on; it counts for nobody until another administrator approves.

    Raises NoParametersError, NeedsNoAgreement, OutsideTheSet, AlreadyInUse, AlreadyProposed, DoesNotHold.
    """
    require(actor, Action.CREATE, Thing(Kind.TERMS), clock)
    one = parameter_sets.of_period(law, period)
    _check(one, starts_on)
    try:
        with transaction.atomic():
            made = ParameterActivation.objects.create(
                law=law, period=period, file_version=one.version, fingerprint=one.fingerprint,
                valid_from=one.valid_from, valid_to=one.valid_to, starts_on=starts_on,
                proposed_by=actor.account, proposed_at=clock.now(),
            )  # fmt: skip
            _write(actor, clock, "parameters.proposed", made)
    except IntegrityError as twice:
        raise AlreadyProposed from twice
    return made


def _check(one: ParameterSet, starts_on: dt.date) -> None:
    if one.valid_from <= known_until():
        raise NeedsNoAgreement
    if not one.valid_from <= starts_on <= one.valid_to:
        first, last = full_date(one.valid_from, "nl"), full_date(one.valid_to, "nl")
        raise OutsideTheSet(f"Kies een dag van {first} tot en met {last}: dan gelden deze bedragen.")
    rows = ParameterActivation.objects.filter(law=one.law, period=one.period)
    if rows.filter(STANDING, fingerprint=one.fingerprint).exists():
        raise AlreadyInUse
    if rows.filter(OPEN).exists():
        raise AlreadyProposed
    if not examine(one).holds:
        raise DoesNotHold


def approve(actor: Actor, activation_id: UUID, clock: Clock) -> ParameterActivation:
    """The second pair of eyes. An older file of the same period makes room.

    Raises Decided, AnotherPerson, FileChanged, DoesNotHold.
    """
    require(actor, Action.DECIDE, Thing(Kind.TERMS), clock)
    with transaction.atomic():
        row = ParameterActivation.objects.select_for_update().get(pk=activation_id)
        if row.approved_by is not None or row.withdrawn_at is not None:
            raise Decided
        if actor.account == row.proposed_by:
            raise AnotherPerson
        one = _as_proposed(row)
        if not examine(one).holds:
            raise DoesNotHold
        before = ParameterActivation.objects.filter(STANDING, law=row.law, period=row.period)
        for old in before.select_for_update():
            _take_out(actor, old, f"Vervangen door versie {row.file_version}.", clock)
        row.approved_by, row.approved_at = actor.account, clock.now()
        row.save(update_fields=["approved_by", "approved_at"])
        _write(actor, clock, "parameters.approved", row)
    return row


def _as_proposed(row: ParameterActivation) -> ParameterSet:
    try:
        one = parameter_sets.of_period(row.law, row.period)
    except NoParametersError as gone:
        raise FileChanged from gone
    if one.fingerprint != row.fingerprint:
        raise FileChanged
    return one


def withdraw(actor: Actor, activation_id: UUID, reason: str, clock: Clock) -> ParameterActivation:
    """Take a proposal or an approved set back: from now on nobody calculates with it. What was kept stays.

    Raises Decided when it was taken back before.
    """
    require(actor, Action.CREATE, Thing(Kind.TERMS), clock)
    with transaction.atomic():
        row = ParameterActivation.objects.select_for_update().get(pk=activation_id)
        if row.withdrawn_at is not None:
            raise Decided
        _take_out(actor, row, reason, clock)
    return row


def _take_out(actor: Actor, row: ParameterActivation, reason: str, clock: Clock) -> None:
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason = actor.account, clock.now(), reason
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    _write(actor, clock, "parameters.withdrawn", row)


def _write(actor: Actor, clock: Clock, action: str, row: ParameterActivation) -> None:
    seen = Seen("parameter_activation", row.id, fields=(f"{row.law}-{row.period}",), classes=("A",))
    audit.changed(actor, clock, action, seen)
