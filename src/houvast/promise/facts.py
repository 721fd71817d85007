"""The facts of sign-ups that the definitions judge, as they were known at an instant: a fixed number of statements."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from houvast.casework.contact.models import AttemptOutcome, ContactAttempt
from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock, Ending, Event, Task
from houvast.casework.signup.models import Signup
from houvast.foundation.access.models import AccessRelation, RelationKind
from houvast.foundation.clock import legal_day
from houvast.foundation.tenancy.models import current_facts
from houvast.promise.merged import merged_at

PAPERS_ASKED = "papers_asked"  # the kind of task by which somebody is asked to hand in papers
# An appointment keeps only what became of it; when it was made stands in the timeline.
PLANNED = ("appointment.booked", "appointment.moved")


@dataclass(frozen=True)
class Attempt:
    """A try that stands: on which day, whether it was real contact, whether it was the first talk."""

    at: dt.datetime
    reached: bool
    first_talk: bool


@dataclass(frozen=True)
class Ended:
    """The standing end of the help, and whether the resident recorded it himself."""

    at: dt.datetime
    on: dt.date
    by_resident: bool


@dataclass(frozen=True)
class Case:
    """One sign-up with what is known of it. Days are legal days."""

    signup_id: UUID
    dossier_id: UUID
    number: str
    municipality_id: UUID
    channel: str
    found_through: str
    municipality_known_by: str
    outside_office_hours: bool
    received_on: dt.date
    recorded_on: dt.date
    contact_due: dt.date
    intake_due: dt.date | None = None
    team_id: UUID | None = None
    language: str = "nl"
    found_at_id: UUID | None = None
    planned: bool = False  # a talk was agreed at least once
    attempts: tuple[Attempt, ...] = ()
    ended: Ended | None = None
    asked_for_papers_at: dt.datetime | None = None

    @property
    def first_contact_on(self) -> dt.date | None:
        """The day of the first real contact."""
        return next((legal_day(one.at) for one in self.attempts if one.reached), None)

    @property
    def first_talk_on(self) -> dt.date | None:
        """The day of the first talk."""
        return None if self.first_talk_at is None else legal_day(self.first_talk_at)

    @property
    def tries_in_time(self) -> int:
        """How often we tried up to and with the last day of contact."""
        return sum(legal_day(one.at) <= self.contact_due for one in self.attempts)

    @property
    def first_talk_at(self) -> dt.datetime | None:
        """The moment of the first talk."""
        return next((one.at for one in self.attempts if one.first_talk), None)


@dataclass(frozen=True)
class Period:
    """First and last day on which a sign-up came in; both count."""

    first: dt.date
    last: dt.date


def cases_of(period: Period, known_at: dt.datetime, municipality_id: UUID | None = None) -> list[Case]:
    """The sign-ups of a period as known at an instant, in the order in which they came in."""
    signups = Signup.objects.filter(holds_on__range=(period.first, period.last))
    if municipality_id is not None:
        signups = signups.filter(dossier__municipality_id=municipality_id)
    return _cases(signups, known_at)


def cases_of_files(dossier_ids: Iterable[UUID], known_at: dt.datetime) -> list[Case]:
    """The sign-ups that came in on some files as known at an instant."""
    return _cases(Signup.objects.filter(dossier_id__in=list(dossier_ids)), known_at)


def _cases(signups: QuerySet[Signup], known_at: dt.datetime) -> list[Case]:
    rows = list(current_facts(signups, known_at).select_related("dossier").order_by("received_at", "id"))
    merged = merged_at(known_at)
    rows = [row for row in rows if merged.counts(row)]
    dossiers = merged.files_with(row.dossier_id for row in rows)
    due = _due_days(row.id for row in rows)
    attempts = merged.together(_attempts(dossiers, known_at))
    ended, papers = _endings(dossiers, known_at), _papers(dossiers, known_at)
    teams, planned = _teams(dossiers, known_at), merged.together(_planned(dossiers, known_at))
    return [
        Case(
            signup_id=row.id,
            dossier_id=merged.file_of(row.dossier_id),
            number=merged.numbers.get(merged.file_of(row.dossier_id), row.dossier.number),
            municipality_id=row.dossier.municipality_id,
            channel=row.channel,
            found_through=row.found_through,
            municipality_known_by=row.dossier.municipality_known_by,
            outside_office_hours=row.outside_office_hours,
            received_on=row.holds_on,
            recorded_on=legal_day(row.recorded_at),
            contact_due=due[row.id, clocks.CONTACT],
            intake_due=due.get((row.id, clocks.INTAKE)),
            team_id=teams.get(merged.file_of(row.dossier_id)),
            language=row.language,
            found_at_id=row.found_at_id,
            planned=any(at > row.received_at for at in planned.get(merged.file_of(row.dossier_id), [])),
            attempts=_since(row.received_at, attempts.get(merged.file_of(row.dossier_id), [])),
            ended=ended.get(merged.file_of(row.dossier_id)),
            asked_for_papers_at=papers.get(merged.file_of(row.dossier_id)),
        )
        for row in rows
        if (row.id, clocks.CONTACT) in due
    ]


def _since(received_at: dt.datetime, attempts: list[Attempt]) -> tuple[Attempt, ...]:
    """The tries from receipt on, in the order in which they were made, on whichever file."""
    return tuple(sorted((one for one in attempts if one.at >= received_at), key=lambda one: one.at))


def _due_days(signup_ids: Iterable[UUID]) -> dict[tuple[UUID, str], dt.date]:
    """The last day of the terms of contact and intake, per sign-up that started them."""
    rows = Clock.objects.filter(kind__in=(clocks.CONTACT, clocks.INTAKE), started_by_id__in=list(signup_ids))
    return {(row, kind): due for row, kind, due in rows.values_list("started_by_id", "kind", "due")}


def _teams(dossier_ids: Iterable[UUID], known_at: dt.datetime) -> dict[UUID, UUID | None]:
    """The team that had each file at the instant."""
    held = Q(valid_until__isnull=True) | Q(valid_until__gt=known_at)
    rows = AccessRelation.objects.filter(
        held, dossier_id__in=list(dossier_ids), kind=RelationKind.TEAM, valid_from__lte=known_at
    )
    return dict(rows.order_by("valid_from", "id").values_list("dossier_id", "team_id"))


def _planned(dossier_ids: Iterable[UUID], known_at: dt.datetime) -> dict[UUID, list[dt.datetime]]:
    """The moments on which a talk was agreed."""
    rows = Event.objects.filter(dossier_id__in=list(dossier_ids), kind__in=PLANNED, recorded_at__lte=known_at)
    found: dict[UUID, list[dt.datetime]] = defaultdict(list)
    for dossier_id, recorded_at in rows.values_list("dossier_id", "recorded_at"):
        found[dossier_id].append(recorded_at)
    return found


def _attempts(dossier_ids: Iterable[UUID], known_at: dt.datetime) -> dict[UUID, list[Attempt]]:
    rows = ContactAttempt.objects.filter(dossier_id__in=list(dossier_ids))
    found: dict[UUID, list[Attempt]] = defaultdict(list)
    standing = current_facts(rows, known_at).filter(retracted=False).order_by("at", "id")
    for dossier_id, at, outcome, talk in standing.values_list("dossier_id", "at", "outcome", "first_talk"):
        found[dossier_id].append(Attempt(at, outcome == AttemptOutcome.REACHED, talk))
    return found


def _endings(dossier_ids: Iterable[UUID], known_at: dt.datetime) -> dict[UUID, Ended]:
    rows = current_facts(Ending.objects.filter(dossier_id__in=list(dossier_ids)), known_at).filter(withdrawn=False)
    return {
        dossier_id: Ended(at, on, recorded_as == "resident")
        for dossier_id, at, on, recorded_as in rows.order_by("recorded_at", "id").values_list(
            "dossier_id", "recorded_at", "holds_on", "recorded_as"
        )
    }


def _papers(dossier_ids: Iterable[UUID], known_at: dt.datetime) -> dict[UUID, dt.datetime]:
    """The first moment on which somebody was asked for papers."""
    rows = Task.objects.filter(dossier_id__in=list(dossier_ids), kind=PAPERS_ASKED, created_at__lte=known_at)
    return dict(rows.order_by("-created_at").values_list("dossier_id", "created_at"))
