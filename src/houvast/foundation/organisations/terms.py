"""A municipality's own terms: one administrator proposes, another confirms, never longer than the norm.

Clocks that run keep the term they were made with; a new term is for sign-ups from its first day on.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock
from houvast.foundation.organisations.errors import (
    AlreadyProposed,
    AnotherAdministrator,
    NothingChanges,
    SettingError,
    TermDecided,
    TermInThePast,
    TermTooLong,
)
from houvast.foundation.organisations.models import LONGEST, LocalTerm, LocalTermProposal, Municipality, TermState
from houvast.rules.terms import CLOCK_RULES, ClockRule

UNITS = {"working_days": ("werkdag", "werkdagen"), "days": ("dag", "dagen"), "weeks": ("week", "weken")}


@dataclass(frozen=True)
class TermWanted:
    """What is proposed. `length` in the unit of the norm; None = no own term any more."""

    rule_key: str
    length: int | None
    source: str
    valid_from: dt.date


@dataclass(frozen=True)
class TermRow:
    """One clock of a municipality: the norm, the own term of today, what is coming, what waits."""

    rule: ClockRule
    now: LocalTerm | None
    coming: LocalTerm | None
    waiting: LocalTermProposal | None

    @property
    def norm_words(self) -> str:
        """ "2 werkdagen"."""
        return length_words(self.rule, self.rule.length)


def length_words(rule: ClockRule, length: int) -> str:
    """A length in the unit of the norm."""
    one, more = UNITS[rule.unit]
    return f"{length} {one if length == 1 else more}"


def term_rows(
    actor: Actor, municipalities: Sequence[Municipality], clock: Clock
) -> list[tuple[Municipality, list[TermRow]]]:
    """Every clock that may be sharpened, per municipality. Two statements."""
    require(actor, Action.LOOK, Thing(Kind.TERMS), clock)
    today = clock.today()
    standing = LocalTerm.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today)).order_by("valid_from")
    waiting = {
        (one.municipality_id, one.rule_key): one for one in LocalTermProposal.objects.filter(state=TermState.OPEN)
    }
    now = {(one.municipality_id, one.rule_key): one for one in standing if one.valid_from <= today}
    coming = {(one.municipality_id, one.rule_key): one for one in standing if one.valid_from > today}
    return [
        (
            town,
            [
                TermRow(CLOCK_RULES[key], now.get((town.id, key)), coming.get((town.id, key)),
                        waiting.get((town.id, key)))
                for key in LONGEST
            ],
        )
        for town in municipalities
    ]  # fmt: skip


def proposals(actor: Actor, clock: Clock, *, waiting: bool) -> list[LocalTermProposal]:
    """What waits for a second administrator, or what was decided (newest first)."""
    require(actor, Action.LOOK, Thing(Kind.TERMS), clock)
    rows = LocalTermProposal.objects.select_related("municipality")
    if waiting:
        return list(rows.filter(state=TermState.OPEN).order_by("proposed_at", "id"))
    return list(rows.exclude(state=TermState.OPEN).order_by("-decided_at", "-id")[:100])


def propose_term(actor: Actor, municipality_id: UUID, wanted: TermWanted, clock: Clock) -> LocalTermProposal:
    """A change from a day on; nothing happens until another administrator agrees.

    Raises TermTooLong, TermInThePast, NothingChanges, AlreadyProposed.
    """
    require(actor, Action.CREATE, Thing(Kind.TERMS), clock)
    town = Municipality.objects.get(pk=municipality_id)
    _check(town, wanted, clock)
    try:
        with transaction.atomic():
            made = LocalTermProposal.objects.create(
                municipality=town, rule_key=wanted.rule_key, length=wanted.length, source=wanted.source,
                valid_from=wanted.valid_from, proposed_by=actor.account, proposed_at=clock.now(),
            )  # fmt: skip
            _write(actor, clock, "term.proposed", made)
    except IntegrityError as twice:
        raise AlreadyProposed from twice
    return made


def _check(town: Municipality, wanted: TermWanted, clock: Clock) -> None:
    if wanted.rule_key not in LONGEST:
        raise SettingError("Voor deze termijn kan een gemeente geen eigen termijn kiezen.")
    longest, rule = LONGEST[wanted.rule_key], CLOCK_RULES[wanted.rule_key]
    if wanted.length is not None and not 1 <= wanted.length <= longest:
        raise TermTooLong(f"Kies 1 tot en met {length_words(rule, longest)}. Langer mag niet van {rule.source}.")
    if wanted.valid_from < clock.today():
        raise TermInThePast
    if LocalTermProposal.objects.filter(municipality=town, rule_key=wanted.rule_key, state=TermState.OPEN).exists():
        raise AlreadyProposed
    rows = LocalTerm.objects.filter(municipality=town, rule_key=wanted.rule_key)
    later = rows.filter(valid_from__gt=wanted.valid_from).exists()
    then = rows.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=wanted.valid_from), valid_from__lte=wanted.valid_from
    ).first()
    if not later and (then.length if then else None) == wanted.length:
        raise NothingChanges


def decide_term(actor: Actor, proposal_id: UUID, yes: bool, clock: Clock) -> LocalTermProposal:
    """The second pair of eyes. A term whose first day went by meanwhile holds from today.

    Raises TermDecided, AnotherAdministrator.
    """
    require(actor, Action.DECIDE, Thing(Kind.TERMS), clock)
    with transaction.atomic():
        proposal = _open(proposal_id)
        if actor.account_id is None or proposal.proposed_by == actor.account_id:
            raise AnotherAdministrator
        proposal.state = TermState.GIVEN if yes else TermState.REFUSED
        proposal.decided_by, proposal.decided_at = actor.account_id, clock.now()
        if yes:
            proposal.valid_from = max(proposal.valid_from, clock.today())
            _take_effect(proposal)
        proposal.save(update_fields=["state", "decided_by", "decided_at", "valid_from"])
        _write(actor, clock, "term.confirmed" if yes else "term.refused", proposal)
    return proposal


def withdraw_term(actor: Actor, proposal_id: UUID, clock: Clock) -> None:
    """Who proposed takes it back. Raises TermDecided, AnotherAdministrator for somebody else's."""
    require(actor, Action.CREATE, Thing(Kind.TERMS), clock)
    with transaction.atomic():
        proposal = _open(proposal_id)
        if proposal.proposed_by != actor.account_id:
            raise AnotherAdministrator("Alleen wie dit voorstelde, kan het intrekken. Zeg anders nee.")
        proposal.state, proposal.decided_at = TermState.WITHDRAWN, clock.now()
        proposal.save(update_fields=["state", "decided_at"])
        _write(actor, clock, "term.withdrawn", proposal)


def _open(proposal_id: UUID) -> LocalTermProposal:
    proposal = LocalTermProposal.objects.select_for_update().get(pk=proposal_id)
    if proposal.state != TermState.OPEN:
        raise TermDecided
    return proposal


def _take_effect(proposal: LocalTermProposal) -> None:
    start = proposal.valid_from
    same = {"municipality_id": proposal.municipality_id, "rule_key": proposal.rule_key}
    LocalTerm.objects.filter(**same, valid_from__gte=start).delete()  # never began; its proposal stays as history
    LocalTermProposal.objects.filter(**same, state=TermState.GIVEN, valid_from__gte=start).update(
        state=TermState.REPLACED
    )
    before = LocalTerm.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=start), **same)
    before.update(valid_until=start - dt.timedelta(days=1))
    if proposal.length is not None:
        LocalTerm.objects.create(**same, length=proposal.length, source=proposal.source, valid_from=start)


def _write(actor: Actor, clock: Clock, action: str, proposal: LocalTermProposal) -> None:
    seen = Seen("local_term_proposal", proposal.id, fields=(proposal.rule_key,), classes=("A",))
    audit.changed(actor, clock, action, seen)
