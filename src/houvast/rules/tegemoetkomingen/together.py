"""The checklist of a household with what its municipality gives beside it: schemes, assistance and remission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from houvast.rules import bijstand, kwijtschelding, regelingen, trace
from houvast.rules import household as homes
from houvast.rules.bijstand import Bijstand
from houvast.rules.errors import BadInputError
from houvast.rules.explained import Note
from houvast.rules.kwijtschelding import Kwijtschelding
from houvast.rules.plans import Run
from houvast.rules.reading import read_fields
from houvast.rules.regelingen import Scheme, SchemeResult
from houvast.rules.tegemoetkomingen.calculation import Checklist, calculate
from houvast.rules.tegemoetkomingen.rules_of_a_day import Rules

OF_SCHEMES = ("months_low_income", "months_since_last", "costs_year")
"""What a scheme asks beside the household."""


@dataclass(frozen=True)
class Beside:
    """What is asked beside the allowances of the state.

    ``facts``: of the schemes, by :data:`OF_SCHEMES`. ``assessment``: an open assessment of local taxes, euro as text;
    ``None`` = remission is not asked.
    """

    schemes: Sequence[Scheme] = ()
    facts: Mapping[str, object] | None = None
    assistance: bool = False
    assessment: str | None = None


@dataclass(frozen=True)
class Together:
    """A checklist and what stands beside it; ``unknown`` says what could not be checked, and what is needed."""

    checklist: Checklist
    schemes: tuple[SchemeResult, ...]
    assistance: Bijstand | None
    remission: Kwijtschelding | None
    unknown: tuple[str, ...]

    @property
    def title(self) -> str:
        """For above a page."""
        return "Checklist tegemoetkomingen"

    @property
    def runs(self) -> list[Run]:
        """Every calculation: the allowances, the norm of the schemes once, the schemes, assistance and remission."""
        found = list(self.checklist.runs)
        if self.schemes:
            found += [self.schemes[0].home, *(one.run for one in self.schemes)]
        found += self.assistance.runs if self.assistance else []
        return [*found, *(self.remission.runs if self.remission else [])]

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is not sure, each once."""
        notes = [*self.checklist.notes, *(note for one in self.schemes for note in one.notes)]
        notes += self.assistance.notes if self.assistance else ()
        notes += self.remission.notes if self.remission else ()
        return tuple(dict.fromkeys(notes))

    def steps(self) -> list[trace.Step]:
        """The explanation, step by step."""
        return [step for run in self.runs for step in trace.steps(run)]

    def outcome(self) -> Mapping[str, Any]:
        """As the checklist, with what stands beside it under its own names."""
        found: dict[str, Any] = {**self.checklist.outcome(), "regelingen": [one.outcome() for one in self.schemes]}
        if self.assistance is not None:
            found["bijstand"] = self.assistance.outcome()
        if self.remission is not None:
            found["kwijtschelding"] = self.remission.outcome()
        return {**found, "niet_nagekeken": list(self.unknown)}

    def plain(self) -> str:
        """What it means for a resident, in plain Dutch."""
        lines = [self.checklist.plain()]
        lines += [f"{one.title}: {one.plain()}" for one in self.schemes if one.state != regelingen.NO]
        lines += [one.plain() for one in (self.assistance, self.remission) if one is not None]
        return "\n".join(lines)


def calculate_together(given: Mapping[str, object], rules: Rules, beside: Beside) -> Together:
    """The checklist of ``given`` (a file with a household), and what was asked beside it.

    The norm needs the age of every adult: where one is not known, only the allowances are checked and it says so.
    """
    checklist = calculate(given, rules)
    household = read_fields(homes.KEY, given[homes.KEY], ("persons",), homes.FIELDS)
    unknown: list[str] = []
    schemes: tuple[SchemeResult, ...] = ()
    if beside.schemes:
        home = _gathered("regeling", household, rules, "de regelingen van de gemeente", unknown)
        if home is not None:
            facts = {name: value for name, value in (beside.facts or {}).items() if value is not None}
            norms, day = regelingen.figures_for(rules.day)
            schemes = tuple(regelingen.check(one, {**home, **facts}, norms, day) for one in beside.schemes)
    assistance = remission = None
    if beside.assistance:
        home = _gathered("bijstand", household, rules, "de bijstand", unknown)
        if home is not None:
            assistance = bijstand.calculate(home, bijstand.parameters_for(rules.day))
    if beside.assessment is not None:
        home = _gathered("kwijtschelding", household, rules, "de kwijtschelding", unknown)
        if home is not None:
            asked = {**home, "assessment": beside.assessment}
            remission = kwijtschelding.calculate(asked, kwijtschelding.parameters_for(rules.day))
    return Together(checklist, schemes, assistance, remission, tuple(unknown))


def _gathered(
    plan: str, household: Mapping[str, object], rules: Rules, what: str, unknown: list[str]
) -> dict[str, object] | None:
    """The flat fields of a plan, or None and why not."""
    try:
        return homes.GATHER[plan](household, rules.day)
    except BadInputError as error:
        unknown.append(f"{what}: {error.what}")
        return None
