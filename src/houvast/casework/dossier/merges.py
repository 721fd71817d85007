"""Files that went on in another: where a file went, and what came into it. The verb is in `casework.merging`.

Facts and events stay on the file they were recorded on; whoever shows a file asks here for all of them.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from houvast.casework.dossier.models import DossierMerge, Party
from houvast.foundation.accounts.queries import names_of
from houvast.foundation.tenancy.context import current_organisation_id
from houvast.foundation.tenancy.models import current_facts

_STANDING = """
SELECT joined.source_id, joined.target_id FROM dossier_dossiermerge AS joined
WHERE joined.organisation_id = %(tenant)s AND NOT joined.undone AND NOT EXISTS (
    SELECT 1 FROM dossier_dossiermerge AS later
    WHERE later.organisation_id = %(tenant)s AND later.supersedes_id = joined.id)
"""
_INTO = """
WITH RECURSIVE standing AS ({standing}), files (id, depth) AS (
    SELECT %(file)s::uuid, 0 UNION
    SELECT standing.source_id, files.depth + 1 FROM standing JOIN files ON standing.target_id = files.id
)
SELECT id FROM files ORDER BY depth, id
"""
_ONWARD = """
WITH RECURSIVE standing AS ({standing}), files (id, depth) AS (
    SELECT %(file)s::uuid, 0 UNION
    SELECT standing.target_id, files.depth + 1 FROM standing JOIN files ON standing.source_id = files.id
)
SELECT id FROM files ORDER BY depth DESC LIMIT 1
"""


def files_of(dossier_id: UUID) -> list[UUID]:
    """This file and every file that went on in it. One statement."""
    return _ids(_INTO, dossier_id)


def stays(dossier_id: UUID) -> UUID:
    """The file in which this one goes on: itself, while it was not merged. One statement."""
    return _ids(_ONWARD, dossier_id)[0]


def same_resident(party_id: UUID) -> list[UUID]:
    """The party and, when it is the resident, the residents of the files that went on in this one."""
    own = Party.objects.get(pk=party_id)
    if own.role != "resident":
        return [party_id]
    others = Party.objects.filter(dossier_id__in=files_of(own.dossier_id), role="resident", valid_until__isnull=True)
    return [party_id, *others.exclude(pk=party_id).values_list("id", flat=True)]


def _ids(sql: str, dossier_id: UUID) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(sql.format(standing=_STANDING), {"tenant": current_organisation_id(), "file": dossier_id})
        return [row[0] for row in cursor.fetchall()]


def standing_merges() -> QuerySet[DossierMerge]:
    """The merges that were not undone."""
    return current_facts(DossierMerge.objects.filter(undone=False))


def merge_away(dossier_id: UUID) -> DossierMerge | None:
    """The standing merge by which this file went on in another."""
    return standing_merges().filter(source_id=dossier_id).select_related("target").first()


@dataclass(frozen=True)
class Joined:
    """A merge as the page of either file shows it: the other file, since when, by whom."""

    merge_id: UUID
    dossier_id: UUID
    number: str
    at: dt.datetime
    by: str


def merges_shown(dossier_id: UUID) -> tuple[Joined | None, list[Joined]]:
    """Where this file went on, and which files went on in it. One statement while there are none."""
    either = standing_merges().filter(Q(source_id=dossier_id) | Q(target_id=dossier_id))
    rows = list(either.select_related("target", "source").order_by("recorded_at", "id"))
    if not rows:
        return None, []
    names = names_of(row.recorded_by_id for row in rows)
    away, into = None, []
    for row in rows:
        other = row.target if row.source_id == dossier_id else row.source
        by = names.get(row.recorded_by_id, "") if row.recorded_by_id else ""
        shown = Joined(row.id, other.id, other.number, row.recorded_at, by)
        if row.source_id == dossier_id:
            away = shown
        else:
            into.append(shown)
    return away, into
