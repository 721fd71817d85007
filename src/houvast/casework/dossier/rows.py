"""What lists show of many files at once: each function is one statement, whatever the number of files."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from houvast.foundation.access.models import AccessRelation, RelationKind
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.database.arrays import uuid_array
from houvast.foundation.tenancy.context import current_organisation_id

NO_NAME = "Naam nog niet bekend"


@dataclass(frozen=True)
class Face:
    """The resident of a file as a list shows him."""

    party_id: UUID
    person_id: UUID
    full_name: str
    list_name: str
    salutation: str
    safe_contact: bool
    language: str
    interpreter: bool


_FACES = """
SELECT party.dossier_id, party.id, party.person_id, name.call_name, name.given_name, name.infix, name.surname,
    name.salutation, wish.safe_contact, wish.language, wish.interpreter
FROM dossier_party AS party
LEFT JOIN LATERAL (
    SELECT call_name, given_name, infix, surname, salutation FROM residents_personname AS fact
    WHERE fact.organisation_id = party.organisation_id AND fact.person_id = party.person_id
    ORDER BY fact.recorded_at DESC, fact.id DESC LIMIT 1
) AS name ON true
LEFT JOIN LATERAL (
    SELECT safe_contact, language, interpreter FROM residents_contactwish AS fact
    WHERE fact.organisation_id = party.organisation_id AND fact.person_id = party.person_id
    ORDER BY fact.recorded_at DESC, fact.id DESC LIMIT 1
) AS wish ON true
WHERE party.organisation_id = %s AND party.dossier_id = ANY(%s::uuid[]) AND party.role = 'resident'
    AND party.valid_until IS NULL
"""


def faces_of(dossier_ids: Sequence[UUID]) -> dict[UUID, Face]:
    """The residents of these files. The newest fact stands: a correction always supersedes the one before."""
    return {row[0]: _face(row) for row in _of_files(_FACES, dossier_ids)}


def _face(row: tuple[Any, ...]) -> Face:
    _, party_id, person_id, call, given, infix, surname, salutation, safe, language, interpreter = row
    return Face(
        party_id=party_id,
        person_id=person_id,
        full_name=full_name(call or "", given or "", infix or "", surname or ""),
        list_name=list_name(call or "", given or "", infix or "", surname or ""),
        salutation=salutation or "",
        safe_contact=bool(safe),
        language=language or "nl",
        interpreter=bool(interpreter),
    )


def full_name(call_name: str, given_name: str, infix: str, surname: str) -> str:
    """ "Amira Haddad", or what is known of it."""
    return " ".join(part for part in (given_name or call_name, infix, surname) if part) or NO_NAME


def list_name(call_name: str, given_name: str, infix: str, surname: str) -> str:
    """ "Haddad, A." in lists; a first name alone stays a first name."""
    if not surname:
        return given_name or call_name or NO_NAME
    initial = (given_name or call_name)[:1].upper()
    family = f"{infix[:1].upper()}{infix[1:]} {surname}" if infix else surname
    return f"{family}, {initial}." if initial else family


class ClockRow(NamedTuple):
    """A clock as lists and pages show it."""

    id: UUID
    kind: str
    layer: str
    starts_on: dt.date
    due: dt.date
    plan_by: dt.date
    provisional: bool
    stopped_on: dt.date | None
    stopped_by_type: str
    delay_new_day: dt.date | None
    delay_why: str
    delay_reason: str

    @property
    def work_by(self) -> dt.date:
        """The day on which somebody must do it: the new day where it was put off, else the planning day."""
        return max(self.plan_by, self.delay_new_day or self.plan_by)


_CLOCKS = """
SELECT dossier_id, id, kind, layer, starts_on, due, plan_by, provisional, stopped_on, stopped_by_type,
    delay_new_day, delay_why, delay_reason
FROM dossier_clock WHERE organisation_id = %s AND dossier_id = ANY(%s::uuid[]) ORDER BY plan_by, due, kind
"""


def clocks_of(dossier_ids: Sequence[UUID]) -> dict[UUID, list[ClockRow]]:
    """All clocks of these files, running and stopped, the strictest first."""
    found: dict[UUID, list[ClockRow]] = defaultdict(list)
    for dossier_id, *values in _of_files(_CLOCKS, dossier_ids):
        found[dossier_id].append(ClockRow(*values))
    return found


class TaskRow(NamedTuple):
    """An open task as lists show it."""

    id: UUID
    kind: str
    what: str
    due: dt.date | None
    owner_role: str


_TASKS = """
SELECT dossier_id, id, kind, what, due, owner_role FROM dossier_task
WHERE organisation_id = %s AND dossier_id = ANY(%s::uuid[]) AND outcome = '' ORDER BY due, created_at, id
"""


def tasks_of(dossier_ids: Sequence[UUID]) -> dict[UUID, list[TaskRow]]:
    """The open tasks of these files, what is due first in front."""
    found: dict[UUID, list[TaskRow]] = defaultdict(list)
    for dossier_id, *values in _of_files(_TASKS, dossier_ids):
        found[dossier_id].append(TaskRow(*values))
    return found


def _of_files(sql: str, dossier_ids: Sequence[UUID]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [current_organisation_id(), uuid_array(dossier_ids)])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


@dataclass(frozen=True)
class Owner:
    """Who has a file."""

    account_id: UUID
    name: str
    since: dt.datetime


def owners_of(dossier_ids: Sequence[UUID], clock: WallClock) -> dict[UUID, Owner]:
    """The account each of these files is assigned to."""
    now = clock.now()
    rows = AccessRelation.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=now),
        dossier_id__in=dossier_ids,
        kind=RelationKind.ASSIGNED,
        stand_in=False,
        valid_from__lte=now,
    ).values_list("dossier_id", "account_id", "account__display_name", "valid_from")
    return {dossier_id: Owner(account_id, name, since) for dossier_id, account_id, name, since in rows}
