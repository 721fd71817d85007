"""The timeline, numbers, and who a file belongs to: what every verb of the file needs."""

import datetime as dt
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from houvast.casework.dossier.errors import ClosedDossier, MergedAway
from houvast.casework.dossier.merges import merge_away
from houvast.casework.dossier.models import Dossier, Event, Party
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.models import AccessRelation, RelationKind
from houvast.foundation.accounts.models import Account
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.tenancy.context import current_organisation_id

STAFF, RESIDENT = "staff", "resident"


def next_number(year: int) -> str:
    """The next dossier number of a year (SH-2026-0409). A number that is not used in the end leaves a gap."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT houvast_next_number(%s)", [year])
        (number,) = cursor.fetchone()
    return f"SH-{year}-{number:04d}"


def event(
    actor: Actor,
    dossier_id: UUID,
    party_id: UUID | None,
    kind: str,
    clock: WallClock,
    *,
    about: tuple[str, UUID] | None = None,
    happened_at: dt.datetime | None = None,
    visible_to: tuple[str, ...] = (STAFF,),
    words: str = "",
) -> Event:
    """One line of the timeline, not yet written."""
    object_type, object_id = about or ("", None)
    return Event(
        dossier_id=dossier_id,
        party_id=party_id,
        joint=party_id is None,
        kind=kind,
        happened_at=happened_at or clock.now(),
        recorded_at=clock.now(),
        actor_kind=actor.kind,
        account_id=actor.account_id,
        object_type=object_type,
        object_id=object_id,
        visible_to=list(visible_to),
        words=words,
    )


_TAKES_SIGNUPS = """
SELECT id FROM organisations_team
WHERE organisation_id = %s AND (municipality_id = %s OR municipality_id IS NULL) AND takes_signups AND active
ORDER BY municipality_id, id LIMIT 1
"""


def team_for_signups(municipality_id: UUID) -> UUID | None:
    """The team that takes the sign-ups of a municipality, else the one that takes those of all."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKES_SIGNUPS, [current_organisation_id(), municipality_id])
        row = cursor.fetchone()
    return row[0] if row else None


def owner_of(dossier_id: UUID, clock: WallClock) -> UUID | None:
    """The account that has the file now (not a stand-in)."""
    return (
        live_relations(dossier_id, clock)
        .filter(kind=RelationKind.ASSIGNED, stand_in=False)
        .values_list("account_id", flat=True)
        .first()
    )


def team_of(dossier_id: UUID, clock: WallClock) -> UUID | None:
    """The team that has the file now."""
    teams = live_relations(dossier_id, clock).filter(kind=RelationKind.TEAM)
    return teams.values_list("team_id", flat=True).first()


def live_relations(dossier_id: UUID, clock: WallClock) -> QuerySet[AccessRelation]:
    """What opens this file to somebody now."""
    now = clock.now()
    return AccessRelation.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=now), dossier_id=dossier_id, valid_from__lte=now
    ).order_by("valid_from", "id")


def resident_of(dossier_id: UUID) -> Party:
    """The party with role resident."""
    return Party.objects.get(dossier_id=dossier_id, role="resident", valid_until__isnull=True)


def locked(dossier_id: UUID) -> Dossier:
    """The file, locked until the transaction ends: two verbs on one file follow each other."""
    return Dossier.objects.select_related("municipality").select_for_update(of=("self",)).get(pk=dossier_id)


def must_be_open(dossier: Dossier) -> None:
    """ClosedDossier for a file that has ended, MergedAway for one that went on in another."""
    if dossier.closed_on is None:
        return
    must_not_be_merged(dossier)
    raise ClosedDossier


def must_not_be_merged(dossier: Dossier) -> None:
    """MergedAway for a file that went on in another: only undoing the merge opens it again."""
    away = merge_away(dossier.id)
    if away is not None:
        raise MergedAway(away.target.number)


def name_of(account_id: UUID | None) -> str:
    """What a colleague is called; empty when unknown."""
    if account_id is None:
        return ""
    return Account.objects.filter(pk=account_id).values_list("display_name", flat=True).first() or ""
