"""The list of one file: each allowance with how it stands, and what stood before."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from houvast.casework.allowances.items import ITEMS
from houvast.casework.allowances.models import SCHEME, AllowanceFact
from houvast.casework.dossier.merges import files_of
from houvast.casework.dossier.models import Dossier
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import may, require
from houvast.foundation.accounts.queries import names_of
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock
from houvast.foundation.organisations.schemes import schemes_on, schemes_written

REVIEW_AFTER = dt.timedelta(days=365)
"""What was talked through longer ago is asked again: circumstances change in a year."""


@dataclass(frozen=True)
class Said:
    """A state in words, its day, the note, and who wrote it down."""

    id: UUID
    state: str
    words: str
    on: dt.date
    note: str
    by: str


@dataclass(frozen=True)
class Row:
    """One item: its address part (a key, or the id of a scheme), its name, who decides, and what was said, newest
    first."""

    key: str
    scheme: UUID | None
    name: str
    where: str
    said: tuple[Said, ...]
    ask_again: bool

    @property
    def now(self) -> Said | None:
        """What stands."""
        return self.said[0] if self.said else None


@dataclass(frozen=True)
class AllowancesPage:
    """Every item of a file. `schemes` are those of its municipality, and of any that something was said about."""

    items: tuple[Row, ...]
    schemes: tuple[Row, ...]
    may_change: bool

    @property
    def talked(self) -> int:
        """How many were talked through."""
        return sum(row.now is not None for row in (*self.items, *self.schemes))

    @property
    def open(self) -> int:
        """How many were not yet."""
        return len(self.items) + len(self.schemes) - self.talked

    def row(self, address: str) -> Row | None:
        """The row of an address part."""
        return next((row for row in (*self.items, *self.schemes) if address_of(row) == address), None)


def address_of(row: Row) -> str:
    """The part of the address that names it."""
    return str(row.scheme) if row.scheme else row.key


def allowances_page(actor: Actor, dossier_id: UUID, clock: Clock) -> AllowancesPage:
    """The list as this actor may see it; NotYours when he may not. A fixed number of statements."""
    thing = Thing(Kind.NOTE, dossier_id)
    rule = require(actor, Action.LOOK, thing, clock)
    municipality_id = Dossier.objects.values_list("municipality_id", flat=True).get(pk=dossier_id)
    facts = _newest_first(list(AllowanceFact.objects.filter(dossier_id__in=files_of(dossier_id))))
    names = names_of(one.recorded_by_id for one in facts if one.recorded_by_id)
    said: dict[tuple[str, UUID | None], list[Said]] = {}
    for one in facts:
        said.setdefault((one.item, one.scheme), []).append(_said(one, names))
    today = clock.today()
    known = {one.scheme: one for one in schemes_on(today, municipality_id)} if municipality_id else {}
    rest = [scheme for _item, scheme in said if scheme is not None and scheme not in known]
    written = [*known.values(), *schemes_written(rest)]
    audit.looked(
        actor, clock, [Seen("allowances", dossier_id, dossier_id, None, ("state", "note"), ("B", "C"))],
        action="allowances.look", rule_id=rule.rule_id,
    )  # fmt: skip
    return AllowancesPage(
        tuple(_row(one.key, None, one.name, one.where, said, today) for one in ITEMS),
        tuple(_row(SCHEME, one.scheme, one.name, one.where, said, today) for one in written),
        may(actor, Action.CHANGE, thing, clock).allowed,
    )


def newest_fact(dossier_id: UUID, item: str, scheme: UUID | None) -> AllowanceFact | None:
    """What stands for one item of a file, and of those that went on in it."""
    facts = AllowanceFact.objects.filter(dossier_id__in=files_of(dossier_id), item=item, scheme=scheme)
    return next(iter(_newest_first(list(facts))), None)


def _newest_first(facts: list[AllowanceFact]) -> list[AllowanceFact]:
    """By when it was written down; of one moment, the fact that supersedes stands above the one it supersedes."""
    before = {one.id: one.supersedes_id for one in facts}
    depth: dict[UUID, int] = {}
    for one in facts:
        chain: list[UUID] = []
        at: UUID | None = one.id
        while at is not None and at not in depth:
            chain.append(at)
            at = before.get(at)
        for number, each in enumerate(reversed(chain), start=depth[at] + 1 if at is not None else 0):
            depth[each] = number
    return sorted(facts, key=lambda one: (one.recorded_at, depth[one.id], one.id), reverse=True)


def _said(one: AllowanceFact, names: dict[UUID, str]) -> Said:
    by = names.get(one.recorded_by_id, "") if one.recorded_by_id else ""
    return Said(one.id, one.state, str(one.get_state_display()), one.holds_on, one.note, by)


def _row(
    key: str,
    scheme: UUID | None,
    name: str,
    where: str,
    said: dict[tuple[str, UUID | None], list[Said]],
    today: dt.date,
) -> Row:
    found = tuple(said.get((key, scheme), ()))
    return Row(key, scheme, name, where, found, bool(found) and today - found[0].on > REVIEW_AFTER)
