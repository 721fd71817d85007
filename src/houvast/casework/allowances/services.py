"""Write down how it stands with one allowance. What stood before stays."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from houvast.casework.allowances.errors import (
    DayToCome,
    FormUsed,
    SameState,
    StateChanged,
    UnknownItem,
    UnknownState,
)
from houvast.casework.allowances.items import BY_KEY
from houvast.casework.allowances.models import SCHEME, AllowanceFact, AllowanceState
from houvast.casework.allowances.queries import newest_fact
from houvast.casework.dossier.models import Party
from houvast.casework.dossier.services import event, locked, must_be_open
from houvast.casework.residents.services import stamped
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock
from houvast.foundation.limits.services import Again, OtherBody, keep_outcome, use_form_key
from houvast.foundation.organisations.schemes import scheme_named


@dataclass(frozen=True)
class AllowanceCommand:
    """What a counsellor writes down. `scheme`: of an item `scheme`. `seen`: the fact that the page showed, if any."""

    dossier_id: UUID
    party_id: UUID
    item: str
    state: str
    on: dt.date
    form_key: UUID
    scheme: UUID | None = None
    note: str = ""
    seen: UUID | None = None


def record_allowance(actor: Actor, command: AllowanceCommand, clock: Clock) -> UUID:
    """The id of the fact. The same form sent twice is one fact.

    Raises NotYours, UnknownItem, UnknownState, DayToCome, FormUsed, StateChanged, SameState, and ClosedDossier on a
    file that ended.
    """
    require(actor, Action.CHANGE, Thing(Kind.NOTE, command.dossier_id, command.party_id), clock)
    name = _check(command, clock)
    with transaction.atomic():
        used = use_form_key(command.form_key, repr(command), clock)
        if isinstance(used, OtherBody):
            raise FormUsed
        if isinstance(used, Again):
            return UUID(used.outcome)
        must_be_open(locked(command.dossier_id))
        last = newest_fact(command.dossier_id, command.item, command.scheme)
        if (last.id if last else None) != command.seen:
            raise StateChanged(last.id if last else None)
        note = command.note.strip()
        if last and (last.state, last.note, last.holds_on) == (command.state, note, command.on):
            raise SameState
        made = AllowanceFact(
            dossier_id=command.dossier_id,
            party_id=command.party_id,
            item=command.item,
            scheme=command.scheme,
            state=command.state,
            note=note,
            supersedes_id=last.id if last else None,
            **{**stamped(actor, clock, channel="desk"), "holds_on": command.on},
        )
        made.save(force_insert=True)
        keep_outcome(command.form_key, str(made.id))
        _write_line(actor, made, name, clock)
    return made.id


def _check(command: AllowanceCommand, clock: Clock) -> str:
    """Refuse what cannot be before anything is written; the name of the item."""
    if command.state not in AllowanceState.values:
        raise UnknownState
    if command.on > clock.today():
        raise DayToCome
    if not Party.objects.filter(pk=command.party_id, dossier_id=command.dossier_id).exists():
        raise UnknownItem
    if command.item == SCHEME and command.scheme is not None:
        name = scheme_named(command.scheme)
        if name:
            return name
    if command.scheme is not None or command.item not in BY_KEY:
        raise UnknownItem
    return BY_KEY[command.item].name


def _write_line(actor: Actor, made: AllowanceFact, name: str, clock: Clock) -> None:
    seen = Seen("allowance", made.id, made.dossier_id, fields=("state", "note"), classes=("B", "C"))
    audit.changed(actor, clock, "allowance.recorded", seen)
    event(
        actor,
        made.dossier_id,
        made.party_id,
        "allowance.recorded",
        clock,
        about=("allowance", made.id),
        words=f"{name}: {made.get_state_display()}",
    ).save(force_insert=True)
