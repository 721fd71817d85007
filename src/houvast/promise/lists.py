"""The sign-ups behind a number, for those who may: never a name, and looking is written down."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import Substr

from houvast.casework.dossier.models import Dossier
from houvast.casework.signup.models import SignupChannel
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import may, require, visible
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.clock import legal_day
from houvast.foundation.organisations.models import Team
from houvast.promise.facts import Period, cases_of
from houvast.promise.judge import State
from houvast.promise.models import CountedCase
from houvast.promise.services import counted, parts_of
from houvast.promise.tally import LETTERS, PLACE, is_state

MOST = 10_000  # rows that one look may give, and one look writes down


@dataclass(frozen=True)
class Asked:
    """Which sign-ups: those of a period that stand so against a statement; without states all of them.

    `part` as in WeekCount; empty = every part.
    `known_at`: as it was known at that instant, counted again from the facts.
    """

    definition_id: str
    states: tuple[State, ...]
    period: Period
    municipality_id: UUID | None = None
    part: str = ""
    known_at: dt.datetime | None = None


@dataclass(frozen=True)
class Behind:
    """A sign-up behind a number: never a name. `may_open` = this actor may see the file itself."""

    dossier_id: UUID
    number: str
    team: str
    channel: str
    language: str
    received_on: dt.date
    due: dt.date | None  # the last good day, where the statement has one
    done_on: dt.date | None
    tries_in_time: int
    may_open: bool

    @property
    def days(self) -> int | None:
        """Calendar days from coming in until what was promised."""
        return None if self.done_on is None else (self.done_on - self.received_on).days


def may_list(actor: Actor, clock: WallClock) -> bool:
    """Whether the list behind a number opens for this actor: the quality officer, and staff for their own files."""
    return may_count(actor, clock) or "team_lead" in actor.roles


def may_count(actor: Actor, clock: WallClock) -> bool:
    """Whether this actor sees every count of the organisation, small ones too (the quality officer)."""
    return may(actor, Action.LOOK, Thing(Kind.REPORT_CASES), clock).allowed


@dataclass(frozen=True)
class Listed:
    """The first rows of a list, and how many there are in all."""

    rows: list[Behind]
    total: int


def behind(actor: Actor, asked: Asked, clock: WallClock, limit: int = MOST) -> Listed:
    """The sign-ups behind a number, newest first. A team lead sees those of the team; looking is audited."""
    require(actor, Action.LOOK, Thing(Kind.REPORT), clock)
    rows, total = _seen(actor, asked, clock, limit)
    files = Dossier.objects.filter(pk__in={one.dossier_id for one in rows})
    opens = set(visible(actor, Action.LOOK, Kind.SIGNUP, files, clock, dossier="id").values_list("id", flat=True))
    numbers = dict(files.values_list("id", "number"))
    teams = dict(Team.objects.values_list("id", "name"))
    lines = [_line(one, asked.definition_id, numbers, teams, may_open=one.dossier_id in opens) for one in rows]
    seen = [Seen("report_case", row.dossier_id, row.dossier_id, fields=("number", "team")) for row in lines]
    audit.looked(actor, clock, seen, action="report.cases")
    return Listed(lines, total)


def _seen(actor: Actor, asked: Asked, clock: WallClock, limit: int) -> tuple[list[CountedCase], int]:
    """The newest rows that this actor may see, and how many there are."""
    kind = Kind.REPORT_CASES if may_count(actor, clock) else Kind.SIGNUP
    if asked.known_at is None:
        return _newest(visible(actor, Action.LOOK, kind, _stored(asked), clock), limit)
    rows = _recounted(asked, asked.known_at)
    files = Dossier.objects.filter(pk__in={one.dossier_id for one in rows})
    mine = set(visible(actor, Action.LOOK, kind, files, clock, dossier="id").values_list("id", flat=True))
    shown = sorted((one for one in rows if one.dossier_id in mine), key=lambda one: (one.received_on, one.signup_id))
    return shown[::-1][:limit], len(shown)


def _newest(found: QuerySet[CountedCase], limit: int) -> tuple[list[CountedCase], int]:
    """The newest rows and how many there are: two statements. The first chooses and counts by an index that
    holds all it asks for; of the rest of a row only what is shown is read."""
    total = Window(Count("*"))
    hits = list(found.order_by("-received_on", "-signup_id").values_list("id", total)[:limit])
    if not hits:
        return [], 0
    rows = {one.id: one for one in CountedCase.objects.filter(pk__in=[pk for pk, _ in hits])}
    return [rows[pk] for pk, _ in hits], hits[0][1]


def _stored(asked: Asked) -> QuerySet[CountedCase]:
    letter = Substr("code", PLACE[asked.definition_id] + 1, 1)
    period = asked.period
    rows = CountedCase.objects.filter(received_on__range=(period.first, period.last))
    if asked.states:
        rows = rows.annotate(letter=letter).filter(letter__in=[LETTERS[state] for state in asked.states])
    if asked.municipality_id is not None:
        rows = rows.filter(municipality_id=asked.municipality_id)
    kind, _, value = asked.part.partition(":")
    match kind:
        case "channel":
            rows = rows.filter(channel=value)
        case "language":
            rows = rows.filter(language=value)
        case "place":
            rows = rows.filter(channel=SignupChannel.WEBSITE)
            rows = rows.filter(found_at_id=UUID(value)) if value else rows.filter(found_at__isnull=True)
        case "team":
            rows = rows.filter(team_id=UUID(value)) if value else rows.filter(team__isnull=True)
    return rows


def _recounted(asked: Asked, known_at: dt.datetime) -> list[CountedCase]:
    day = legal_day(known_at)
    wanted = [is_state(asked.definition_id, state) for state in asked.states]
    rows = [counted(case, day) for case in cases_of(asked.period, known_at, asked.municipality_id)]
    return [
        one
        for one in rows
        if (not wanted or any(holds(one.code) for holds in wanted)) and asked.part in ("", *parts_of(one))
    ]


def _line(
    one: CountedCase, definition_id: str, numbers: dict[UUID, str], teams: dict[UUID, str], *, may_open: bool
) -> Behind:
    due, done_on = _kept_by(one, definition_id)
    return Behind(
        dossier_id=one.dossier_id,
        number=numbers[one.dossier_id],
        team=teams[one.team_id] if one.team_id else "",
        channel=one.channel,
        language=one.language,
        received_on=one.received_on,
        due=due,
        done_on=done_on,
        tries_in_time=one.tries_in_time,
        may_open=may_open,
    )


def _kept_by(one: CountedCase, definition_id: str) -> tuple[dt.date | None, dt.date | None]:
    """The last good day and the day it was done, for the statements that are about days."""
    if definition_id == "1.2":
        return None, one.recorded_on
    if definition_id == "1.3":
        return one.contact_due, one.contact_on
    return (one.talk_due, one.talk_on) if definition_id == "1.3b" else (None, None)
