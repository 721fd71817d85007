"""Claims as dated facts: rank, participation, discharge, dispute, withdrawal and amount hold from a day.

Rank is a fact of the claim, not of the creditor, with a day, because the law changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from houvast.rules.errors import BadInputError
from houvast.rules.settlement.distribution import RANKS, Share

FIELDS = ("rank", "cents", "participates", "discharged", "disputed", "withdrawn")


@dataclass(frozen=True)
class Claim:
    """A claim as it stands on a day. ``discharged`` ``False`` = the rest stays payable afterwards."""

    id: str
    creditor: str
    rank: str
    cents: int
    participates: bool = True
    discharged: bool = True
    disputed: bool = False
    withdrawn: bool = False

    @property
    def counts(self) -> bool:
        """Whether it takes part in a distribution."""
        return self.participates and not self.withdrawn

    @property
    def share(self) -> Share:
        """The claim in a distribution."""
        return Share(self.id, self.rank == "preferent", self.cents)


@dataclass(frozen=True)
class ClaimFact:
    """From ``day`` on, ``field`` of a claim is ``value``; ``source`` says why (article, letter, decision)."""

    day: date
    field: str
    value: str | int | bool
    source: str


@dataclass(frozen=True)
class ClaimHistory:
    """A claim at its reference date and everything that changed since; nothing is overwritten."""

    first: Claim
    reference_date: date
    facts: tuple[ClaimFact, ...] = ()

    def with_fact(self, fact: ClaimFact) -> ClaimHistory:
        """The history with one more fact; refuses an unknown field, a wrong kind of value, or an earlier day."""
        if fact.field not in FIELDS:
            raise BadInputError(fact.field, "dit feit bestaat niet bij een schuld.")
        kind = {"rank": str, "cents": int}.get(fact.field, bool)
        if type(fact.value) is not kind or (fact.field == "rank" and fact.value not in RANKS):
            raise BadInputError(fact.field, f"“{fact.value}” past niet bij dit feit.")
        if fact.field == "cents" and isinstance(fact.value, int) and fact.value < 0:
            raise BadInputError("cents", "een schuld is niet negatief.")
        if fact.day < self.reference_date or not fact.source:
            raise BadInputError("day", "een feit heeft een bron en ligt niet voor de peildatum.")
        return replace(self, facts=(*self.facts, fact))

    def on(self, day: date) -> Claim:
        """The claim as it stands on a day; of two facts on one day the later one recorded wins."""
        if day < self.reference_date:
            raise BadInputError("day", "op deze dag was de schuld nog niet opgenomen.")
        known = sorted((fact for fact in self.facts if fact.day <= day), key=lambda fact: fact.day)
        changes: dict[str, object] = {fact.field: fact.value for fact in known}
        return replace(self.first, **changes)  # type: ignore[arg-type]  # with_fact() checked kind and field
