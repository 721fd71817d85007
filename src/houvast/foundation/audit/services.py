"""Writing down who looked, who changed and who was refused: one statement, whatever the number of people.

The audit rows, the processing rows and the pseudonyms they need are written by a single SQL statement in the
transaction of the act itself: when writing fails, looking fails (security.md 1.4, record.md 16).
"""

import hashlib
import uuid
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection

from houvast.foundation.access.actions import Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.clock import Clock

ACTIVITIES = "https://houvast.example/verwerkingen/"


@dataclass(frozen=True)
class Seen:
    """One thing that was shown or changed: which fields (names) and which classes of data."""

    object_type: str
    object_id: UUID | None
    dossier_id: UUID | None = None
    person_id: UUID | None = None
    fields: tuple[str, ...] = ()
    classes: tuple[str, ...] = ("B",)


@dataclass(frozen=True)
class _Line:
    """A row as it goes into the database."""

    actor: Actor
    at: datetime
    action: str
    seen: Seen
    refused: bool = False
    rule_id: str = ""
    reason: str = ""
    id: UUID = field(default_factory=uuid.uuid4)


# Refusals of the current request: written again when the request itself is rolled back.
_refusals: ContextVar[list[_Line] | None] = ContextVar("houvast_refusals", default=None)


def looked(actor: Actor, clock: Clock, seen: Sequence[Seen], *, action: str = "look", rule_id: str = "") -> None:
    """Write that the actor saw these things: one statement for a whole page."""
    _write([_Line(actor, clock.now(), action, one, rule_id=rule_id) for one in seen])


def changed(actor: Actor, clock: Clock, action: str, seen: Seen | Sequence[Seen], *, reason: str = "") -> None:
    """Write that the actor did this: the verb calls it in its own transaction."""
    things = [seen] if isinstance(seen, Seen) else list(seen)
    _write([_Line(actor, clock.now(), action, one, reason=reason) for one in things])


def refused(actor: Actor, clock: Clock, action: str, thing: Thing, rule_id: str) -> None:
    """Write a refusal. It is kept also when the request is rolled back (see `rewrite_refusals`)."""
    seen = Seen(str(thing.kind), thing.object_id, dossier_id=thing.dossier_id)
    line = _Line(actor, clock.now(), action, seen, refused=True, rule_id=rule_id)
    kept = _refusals.get()
    if kept is not None:
        kept.append(line)
    _write([line])


def start_keeping_refusals() -> None:
    """Called by the request layer before the transaction opens."""
    _refusals.set([])


def rewrite_refusals() -> None:
    """After a roll-back, inside a new transaction for the same organisation: write the refusals once more."""
    _write(_refusals.get() or [])
    _refusals.set([])


def _write(lines: Sequence[_Line]) -> None:
    if not lines:
        return
    columns = list(zip(*(_values(line) for line in lines), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [list(column) for column in columns])


def _values(line: _Line) -> tuple[object, ...]:
    actor, seen = line.actor, line.seen
    return (
        line.id,
        line.at,
        actor.kind,
        actor.account_id,
        actor.main_role,
        actor.level,
        actor.on_behalf_of,
        line.action,
        seen.object_type,
        seen.object_id,
        seen.dossier_id,
        seen.person_id,
        "{" + ",".join(seen.fields) + "}",
        "{" + ",".join(seen.classes) + "}",
        line.refused,
        line.rule_id,
        actor.purpose,
        line.reason,
        actor.origin,
        actor.operation_id,
        hashlib.sha256(actor.operation_id.bytes).digest()[:16],
        ACTIVITIES + line.action,
        actor.organisation_id,
    )


# A person without a pseudonym gets one here, so no verb can forget it. The processing log has one row per
# person and operation and never names a user (Logboek Dataverwerkingen).
_INSERT = """
WITH given AS (
    SELECT * FROM unnest(
        %s::uuid[], %s::timestamptz[], %s::text[], %s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::text[],
        %s::text[], %s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::bool[], %s::text[], %s::text[],
        %s::text[], %s::text[], %s::uuid[], %s::bytea[], %s::text[], %s::uuid[]
    ) AS given (id, at, actor_kind, account_id, role, level, on_behalf_of, action, object_type, object_id,
        dossier_id, person_id, fields, classes, refused, rule_id, purpose, reason, origin, operation_id, trace_id,
        activity, organisation_id)
), named AS (
    INSERT INTO pseudonyms_pseudonym (id, organisation_id, person_id, audit_pseudonym)
    SELECT gen_random_uuid(), organisation_id, person_id, gen_random_uuid()
    FROM (SELECT DISTINCT organisation_id, person_id FROM given WHERE person_id IS NOT NULL) AS people
    WHERE NOT EXISTS (
        SELECT 1 FROM pseudonyms_pseudonym AS known
        WHERE known.organisation_id = people.organisation_id AND known.person_id = people.person_id
    )
    ON CONFLICT (organisation_id, person_id) DO UPDATE SET person_id = EXCLUDED.person_id
    RETURNING organisation_id, person_id, audit_pseudonym
), names AS (
    SELECT organisation_id, person_id, audit_pseudonym FROM named
    UNION
    SELECT organisation_id, person_id, audit_pseudonym FROM pseudonyms_pseudonym
    WHERE (organisation_id, person_id) IN (SELECT organisation_id, person_id FROM given)
), logged AS (
    INSERT INTO audit_auditentry (id, organisation_id, at, actor_kind, account_id, role, level, on_behalf_of, action,
        object_type, object_id, dossier_id, person_pseudonym, fields, classes, refused, rule_id, purpose, reason,
        origin, operation_id)
    SELECT given.id, given.organisation_id, at, actor_kind, account_id, role, level, on_behalf_of, action,
        object_type, object_id, dossier_id, names.audit_pseudonym, fields::text[], classes::text[], refused, rule_id,
        purpose, reason, origin, operation_id
    FROM given LEFT JOIN names USING (organisation_id, person_id)
)
INSERT INTO audit_processingentry (id, organisation_id, trace_id, operation_id, status, name, started_at, ended_at,
    activity, person_pseudonym)
SELECT gen_random_uuid(), given.organisation_id, min(trace_id), operation_id, CASE WHEN bool_or(refused) THEN 'refused'
    ELSE 'ok' END, min(action), min(at), max(at), min(activity), names.audit_pseudonym
FROM given LEFT JOIN names USING (organisation_id, person_id)
GROUP BY given.organisation_id, operation_id, given.person_id, names.audit_pseudonym
"""
