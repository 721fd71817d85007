"""Which clocks run on a file, and how they are made from rules.terms (process.md 3)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from houvast.casework.dossier.models import Clock
from houvast.foundation.organisations.models import LocalTerm, Municipality
from houvast.rules import terms

CONTACT = "belofte_contact"
INTAKE = "belofte_intake"
FIRST_TALK = "wgs_first_talk"
THREAT_TALK = "wgs_threat_talk"
LOCAL_THREAT_TALK = "local_threat_talk"
LOCAL = "local:"  # before the key of a rule for which the municipality has its own, stricter term

AT_SIGNUP = (CONTACT, INTAKE, FIRST_TALK)
TALKS = (INTAKE, FIRST_TALK, THREAT_TALK, LOCAL_THREAT_TALK)


@dataclass(frozen=True)
class StepWords:
    """What has to happen before a clock is due, as staff read it, and the short name of the clock."""

    step: str
    name: str


WORDS: dict[str, StepWords] = {
    CONTACT: StepWords("Eerste keer bellen (2 werkdagen)", "Contact binnen 2 werkdagen"),
    INTAKE: StepWords("Eerste gesprek (10 dagen)", "Intake binnen 10 dagen"),
    FIRST_TALK: StepWords("Eerste gesprek (4 weken, Wgs)", "Eerste gesprek binnen 4 weken"),
    THREAT_TALK: StepWords("Crisis: gesprek binnen 3 werkdagen", "Gesprek bij dreiging: 3 werkdagen"),
    LOCAL_THREAT_TALK: StepWords("Haast: gesprek binnen 3 werkdagen", "Gesprek bij haast: 3 werkdagen"),
}


def words_of(kind: str) -> StepWords:
    """Words of a clock; a local one borrows those of the rule it sharpens."""
    return WORDS[kind.removeprefix(LOCAL)]


def settings_of(municipality: Municipality) -> terms.TermSettings:
    """The choices of a municipality about its terms."""
    return terms.TermSettings(equated_days_free=not municipality.equated_days_are_working_days)


def clock_for(kind: str, starts_on: dt.date, municipality: Municipality) -> Clock:
    """A clock as rules.terms gives it, not yet tied to a file. Past the known holidays it is provisional."""
    due = terms.due(kind, starts_on, settings=settings_of(municipality))
    return Clock(
        kind=kind,
        layer=due.layer,
        starts_on=starts_on,
        due=due.day,
        plan_by=due.plan_by,
        provisional=due.provisional,
        rule_version=due.rule_version,
        calendar_version=due.calendar_version,
    )


def local_clocks(
    kinds: Iterable[str], starts_on: dt.date, municipality: Municipality, own: list[LocalTerm]
) -> list[Clock]:
    """The municipality's own terms beside the others, never in their place."""
    wanted = {term.rule_key: term for term in own}
    return [
        _local(clock_for(kind, starts_on, municipality), wanted[kind], municipality) for kind in kinds if kind in wanted
    ]


def _local(clock: Clock, own: LocalTerm, municipality: Municipality) -> Clock:
    rule, settings = terms.CLOCK_RULES[clock.kind], settings_of(municipality)
    if rule.unit == "working_days":
        due = terms.add_working_days(clock.starts_on, own.length, settings=settings)
    else:
        days = own.length * (7 if rule.unit == "weeks" else 1)
        due = clock.starts_on + dt.timedelta(days=days)
    clock.kind, clock.layer, clock.due = LOCAL + clock.kind, "local", due
    clock.plan_by = (
        due if terms.is_working_day(due, settings=settings) else terms.add_working_days(due, -1, settings=settings)
    )
    clock.rule_version = f"local:{own.valid_from.isoformat()}"
    return clock


def kinds_at_signup(threat_kinds: Iterable[str]) -> tuple[str, ...]:
    """The clocks a sign-up starts: statutory threats fix the statutory 3 days, local ones their own."""
    given = set(threat_kinds)
    more = (THREAT_TALK,) if given & set(terms.STATUTORY_THREATS) else ()
    local = (LOCAL_THREAT_TALK,) if given & set(terms.LOCAL_THREATS) else ()
    return (*AT_SIGNUP, *more, *local)


def tie(clock: Clock, dossier_id: UUID, party_id: UUID | None, started_by: tuple[str, UUID]) -> Clock:
    """Put a clock on a file, with the fact that started it."""
    clock.dossier_id, clock.party_id, clock.joint = dossier_id, party_id, party_id is None
    clock.started_by_type, clock.started_by_id = started_by
    return clock
