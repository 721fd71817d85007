"""Schemes of the municipalities as data: every version stays, the last that holds on a day counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock
from houvast.foundation.ids import new_id
from houvast.foundation.organisations.errors import NothingChosen, SchemeRefused, SchemeStopped, Stale, Taken
from houvast.foundation.organisations.models import Municipality, SchemeVersion
from houvast.rules import regelingen
from houvast.rules.errors import BadInputError
from houvast.rules.regelingen import Scheme

STALE_AFTER: Final = timedelta(days=183)
TAKEN: Final = "Deze gemeente heeft al een regeling met deze naam. Kies een andere naam, of verander die regeling."
_COMPARED = ("kind", "name", "terms", "where", "source", "checked_on", "valid_from")
_COLUMNS = ("kind", "name", "where", "source", "checked_on")


@dataclass(frozen=True)
class SchemeWanted:
    """What somebody writes down: `written` as rules.regelingen.read takes it, without the municipality."""

    municipality_id: UUID
    written: Mapping[str, object]
    valid_from: date


def written_of(version: SchemeVersion) -> dict[str, object]:
    """A version as rules.regelingen.read takes it; asks for its municipality, so select that along."""
    return {
        **version.terms,
        **{name: getattr(version, name) for name in _COLUMNS},
        "municipality": version.municipality.name,
    }


def scheme_of(version: SchemeVersion) -> Scheme:
    """A kept version for the calculation."""
    return regelingen.read(written_of(version))


def is_stale(version: SchemeVersion, day: date) -> bool:
    """Whether nobody looked at the page of the municipality for over half a year."""
    return day - version.checked_on > STALE_AFTER


def schemes_on(day: date, municipality_id: UUID | None = None) -> list[SchemeVersion]:
    """What holds on a day, by municipality and name: one statement."""
    rows = SchemeVersion.objects.filter(valid_from__lte=day)
    if municipality_id is not None:
        rows = rows.filter(municipality_id=municipality_id)
    last = rows.order_by("scheme", "-number").distinct("scheme").select_related("municipality")
    return sorted((one for one in last if not one.stopped), key=lambda one: (one.municipality.name, one.name, one.id))


def schemes_written(schemes: Sequence[UUID]) -> list[SchemeVersion]:
    """The last version of each of these, also when it stopped; one statement, none for an empty list."""
    if not schemes:
        return []
    rows = SchemeVersion.objects.filter(scheme__in=schemes).order_by("scheme", "-number").distinct("scheme")
    return sorted(rows, key=lambda one: (one.name, one.id))


def scheme_named(scheme: UUID) -> str:
    """The name of a scheme as it was written last; empty when there is no such scheme."""
    return next((one.name for one in schemes_written([scheme])), "")


def scheme_list(actor: Actor, clock: Clock) -> list[SchemeVersion]:
    """The last version of every scheme, those that run first: one statement."""
    require(actor, Action.LOOK, Thing(Kind.ORGANISATION), clock)
    rows = SchemeVersion.objects.order_by("scheme", "-number").distinct("scheme").select_related("municipality")
    return sorted(rows, key=lambda one: (one.stopped, one.municipality.name, one.name, one.id))


def scheme_history(actor: Actor, scheme: UUID, clock: Clock) -> list[SchemeVersion]:
    """Every version of one scheme, the newest first; empty when there is no such scheme."""
    require(actor, Action.LOOK, Thing(Kind.ORGANISATION), clock)
    return list(SchemeVersion.objects.filter(scheme=scheme).order_by("-number").select_related("municipality"))


def add_scheme(actor: Actor, wanted: SchemeWanted, clock: Clock) -> SchemeVersion:
    """A further scheme. Raises SchemeRefused (by field) and Taken."""
    require(actor, Action.CREATE, Thing(Kind.ORGANISATION), clock)
    with transaction.atomic():
        return _keep(actor, _made(wanted, new_id(), 1, clock), "scheme.added", clock)


def change_scheme(actor: Actor, scheme: UUID, number: int, wanted: SchemeWanted, clock: Clock) -> SchemeVersion:
    """A next version; the one before stays. Raises SchemeRefused, Taken, Stale, SchemeStopped, NothingChosen."""
    require(actor, Action.CHANGE, Thing(Kind.ORGANISATION), clock)
    with transaction.atomic():
        last = _last(scheme, number, wanted.municipality_id)
        made = _made(wanted, scheme, number + 1, clock)
        if all(getattr(made, name) == getattr(last, name) for name in _COMPARED):
            raise NothingChosen
        if made.valid_from < last.valid_from:
            raise SchemeRefused("Kies een dag die niet voor de vorige begindag ligt.", "valid_from")
        return _keep(actor, made, "scheme.changed", clock)


def look_again(actor: Actor, scheme: UUID, number: int, clock: Clock) -> SchemeVersion:
    """Somebody read the page of the municipality today and it still says the same. Raises Stale, SchemeStopped."""
    require(actor, Action.CHANGE, Thing(Kind.ORGANISATION), clock)
    with transaction.atomic():
        last = _last(scheme, number)
        if last.checked_on == clock.today():
            return last
        return _keep(actor, _next(last, clock, checked_on=clock.today()), "scheme.looked_at", clock)


def stop_scheme(actor: Actor, scheme: UUID, number: int, clock: Clock) -> SchemeVersion:
    """From today on it is not checked any more; what stood stays to be read. Raises Stale, SchemeStopped."""
    require(actor, Action.CHANGE, Thing(Kind.ORGANISATION), clock)
    with transaction.atomic():
        last = _last(scheme, number)
        # One that would only start later stops before it starts.
        return _keep(actor, _next(last, clock, stopped=True, valid_from=clock.today()), "scheme.stopped", clock)


def _last(scheme: UUID, number: int, municipality_id: UUID | None = None) -> SchemeVersion:
    """The version that somebody saw, with its municipality held until the end; Stale when there is a newer one."""
    rows = SchemeVersion.objects.filter(scheme=scheme).order_by("-number")
    found = rows.values_list("municipality_id", flat=True).first()
    if found is None:
        raise SchemeVersion.DoesNotExist
    _hold(found, municipality_id or found)
    last = rows.select_related("municipality")[0]
    if last.number != number:
        raise Stale(last.number)
    if last.stopped:
        raise SchemeStopped
    return last


def _hold(*municipalities: UUID) -> None:
    """Two administrators at once: one after the other, always in the same order."""
    for one in sorted(set(municipalities)):
        Municipality.objects.select_for_update().get(pk=one)


def _made(wanted: SchemeWanted, scheme: UUID, number: int, clock: Clock) -> SchemeVersion:
    _hold(wanted.municipality_id)
    municipality = Municipality.objects.get(pk=wanted.municipality_id)
    try:
        read = regelingen.read({**wanted.written, "municipality": municipality.name})
    except BadInputError as error:
        raise SchemeRefused(error.what[:1].upper() + error.what[1:], error.field) from error
    if read.checked_on > clock.today():
        raise SchemeRefused("Deze dag moet nog komen. Vul de dag in waarop jij het las.", "checked_on")
    made = SchemeVersion(
        scheme=scheme, number=number, municipality=municipality, kind=read.kind, name=read.name, terms=_terms(read),
        where=read.where, source=read.source, checked_on=read.checked_on, valid_from=wanted.valid_from,
        decided_at=clock.now(),
    )  # fmt: skip
    same_name = [one for one in _running(made) if one.name.casefold() == made.name.casefold()]
    if same_name:
        raise Taken(TAKEN)
    return made


def _running(made: SchemeVersion) -> list[SchemeVersion]:
    rows = SchemeVersion.objects.filter(municipality_id=made.municipality_id).exclude(scheme=made.scheme)
    return [one for one in rows.order_by("scheme", "-number").distinct("scheme") if not one.stopped]


def _terms(read: Scheme) -> dict[str, Any]:
    """Conditions and amounts as JSON, each as it was read, so that equal terms are equal documents."""
    limits = read.asset_limits
    return {
        "income_pct": read.income_pct.text(4),
        "amounts": {household: amount.text() for household, amount in read.amounts.items()},
        "asset_limits": None if limits is None else {household: one.text() for household, one in limits.items()},
        "per_child": read.per_child.text(),
        "capacity_share": read.capacity_share.text(4),
        "threshold_year": read.threshold_year.text(),
        "holiday_allowance_included": read.holiday_allowance_included,
        "cost_sharers_count": read.cost_sharers_count,
        "months_low_income": read.months_low_income,
        "months_between": read.months_between,
        "ages": list(read.ages),
        "excluded": list(read.excluded),
    }


def _next(last: SchemeVersion, clock: Clock, **changed: Any) -> SchemeVersion:
    kept = {name: getattr(last, name) for name in (*_COMPARED, "scheme", "municipality")}
    return SchemeVersion(**kept | changed, number=last.number + 1, decided_at=clock.now())


def _keep(actor: Actor, made: SchemeVersion, action: str, clock: Clock) -> SchemeVersion:
    made.decided_by = actor.account_id
    made.save(force_insert=True)
    audit.changed(actor, clock, action, Seen("scheme", made.scheme, fields=("number",), classes=("A",)))
    return made
