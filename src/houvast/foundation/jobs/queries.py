"""What could not leave, as the people see it who can do something about it (record.md 9: foundation writes no task)."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from houvast.foundation.access.actions import Action, Kind
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import visible, visible_sql
from houvast.foundation.clock import Clock, legal_day
from houvast.foundation.jobs.models import Intent, IntentState
from houvast.rules import terms

KIND_WORDS = {"sms": "Een sms", "mail": "Een e-mail"}


def parked(actor: Actor, clock: Clock) -> QuerySet[Intent]:
    """Parked intents this actor may do something about: of the own files, of the team's, or all (administrator)."""
    rows = Intent.objects.filter(state=IntentState.PARKED).order_by("finished_at", "id")
    return visible(actor, Action.CHANGE, Kind.PARKED, rows, clock)


@dataclass(frozen=True)
class ParkedRow:
    """A parked intent shown as a task: what to do, since when, and the version for the buttons."""

    intent_id: UUID
    version: int
    kind: str
    object_type: str
    object_id: UUID
    dossier_id: UUID | None
    reason: str
    tries: int
    since: dt.datetime | None

    @property
    def what(self) -> str:
        """What could not leave, in words."""
        return f"{KIND_WORDS.get(self.kind, 'Een bericht')} kon niet weg"


# By hand, because "Mijn dag" asks it at each look.
_PARKED = """
SELECT id, version, kind, object_type, object_id, dossier_id, last_error, attempts, finished_at
FROM jobs_intent AS intent
WHERE organisation_id = %(may_organisation)s AND state = 'parked' AND {visible}
ORDER BY finished_at, id LIMIT %(limit)s
"""


def parked_tasks(actor: Actor, clock: Clock, limit: int = 50) -> list[ParkedRow]:
    """The parked intents of an actor as rows of a task list, oldest first; one statement."""
    allowed = visible_sql(actor, Action.CHANGE, Kind.PARKED, clock, dossier="intent.dossier_id")
    with connection.cursor() as cursor:
        cursor.execute(_PARKED.format(visible=allowed.sql), allowed.values | {"limit": limit})
        return [ParkedRow(*row) for row in cursor.fetchall()]


def unproven(clock: Clock) -> QuerySet[Intent]:
    """Handed over more than a working day ago without a sign of arrival: shown, never repeated blindly."""
    longest_ago = clock.today() - dt.timedelta(days=14)
    offered = Intent.objects.filter(state=IntentState.OFFERED)
    recent = offered.filter(finished_at__date__gte=longest_ago).values_list("id", "finished_at")
    late = [intent_id for intent_id, at in recent if at and terms.add_working_days(legal_day(at), 1) < clock.today()]
    older = offered.filter(finished_at__date__lt=longest_ago)
    return (older | offered.filter(pk__in=late)).order_by("finished_at", "id")
