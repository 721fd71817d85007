"""Writing down who looked, who changed and who was refused: one statement, whatever the number of people.

The audit rows, the processing rows and the pseudonyms they need are written by a single SQL statement in the
transaction of the act itself: when writing fails, looking fails (security.md 1.4, record.md 16).
"""

import hashlib
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from houvast.foundation.access.actions import Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.clock import Clock
from houvast.foundation.database.arrays import uuid_array

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
class _Act:
    """What all rows of one statement share: who, when, what, and how it ended."""

    actor: Actor
    at: datetime
    action: str
    refused: bool = False
    rule_id: str = ""
    reason: str = ""


# Refusals of the current request: written again when the request itself is rolled back.
_refusals: ContextVar[list[tuple[_Act, Seen]] | None] = ContextVar("houvast_refusals", default=None)


def looked(actor: Actor, clock: Clock, seen: Sequence[Seen], *, action: str = "look", rule_id: str = "") -> None:
    """Write that the actor saw these things: one statement for a whole page."""
    _write(_Act(actor, clock.now(), action, rule_id=rule_id), seen)


def changed(actor: Actor, clock: Clock, action: str, seen: Seen | Sequence[Seen], *, reason: str = "") -> None:
    """Write that the actor did this: the verb calls it in its own transaction."""
    _write(_Act(actor, clock.now(), action, reason=reason), [seen] if isinstance(seen, Seen) else seen)


def refused(actor: Actor, clock: Clock, action: str, thing: Thing, rule_id: str) -> None:
    """Write a refusal. It is kept also when the request is rolled back (see `rewrite_refusals`)."""
    act = _Act(actor, clock.now(), action, refused=True, rule_id=rule_id)
    seen = Seen(str(thing.kind), thing.object_id, dossier_id=thing.dossier_id)
    kept = _refusals.get()
    if kept is not None:
        kept.append((act, seen))
    _write(act, [seen])


def start_keeping_refusals() -> None:
    """Called by the request layer before the transaction opens."""
    _refusals.set([])


def rewrite_refusals() -> None:
    """After a roll-back, inside a new transaction for the same organisation: write the refusals once more."""
    for act, seen in _refusals.get() or []:
        _write(act, [seen])
    _refusals.set([])


def _write(act: _Act, seen: Sequence[Seen]) -> None:
    if not seen:
        return
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, _shared(act) | _columns(seen))


def _shared(act: _Act) -> dict[str, Any]:
    actor = act.actor
    return {
        "organisation": actor.organisation_id,
        "at": act.at,
        "actor_kind": actor.kind,
        "account": actor.account_id,
        "role": actor.main_role,
        "level": actor.level,
        "on_behalf_of": actor.on_behalf_of,
        "action": act.action,
        "refused": act.refused,
        "status": "refused" if act.refused else "ok",
        "rule_id": act.rule_id,
        "purpose": actor.purpose,
        "reason": act.reason,
        "origin": actor.origin,
        "operation": actor.operation_id,
        "trace": hashlib.sha256(actor.operation_id.bytes).digest()[:16],
        "activity": ACTIVITIES + act.action,
    }


def _columns(seen: Sequence[Seen]) -> dict[str, Any]:
    return {
        "types": [one.object_type for one in seen],
        "objects": uuid_array(one.object_id for one in seen),
        "dossiers": uuid_array(one.dossier_id for one in seen),
        "persons": uuid_array(one.person_id for one in seen),
        "fields": ["{" + ",".join(one.fields) + "}" for one in seen],
        "classes": ["{" + ",".join(one.classes) + "}" for one in seen],
    }


# A person without a pseudonym gets one here, so no verb can forget it. The processing log has one row per
# person and operation and never names a user (Logboek Dataverwerkingen).
_INSERT = """
WITH given AS (
    SELECT * FROM unnest(
        %(types)s::text[], %(objects)s::uuid[], %(dossiers)s::uuid[], %(persons)s::uuid[], %(fields)s::text[],
        %(classes)s::text[]
    ) AS given (object_type, object_id, dossier_id, person_id, fields, classes)
), known AS (
    SELECT person_id, audit_pseudonym FROM pseudonyms_pseudonym
    WHERE organisation_id = %(organisation)s AND person_id = ANY(%(persons)s::uuid[])
), named AS (
    INSERT INTO pseudonyms_pseudonym (id, organisation_id, person_id, audit_pseudonym)
    SELECT gen_random_uuid(), %(organisation)s, person_id, gen_random_uuid() FROM (
        SELECT person_id FROM given WHERE person_id IS NOT NULL EXCEPT SELECT person_id FROM known
    ) AS nameless
    ON CONFLICT (organisation_id, person_id) DO UPDATE SET person_id = EXCLUDED.person_id
    RETURNING person_id, audit_pseudonym
), names AS (
    SELECT person_id, audit_pseudonym FROM known UNION ALL SELECT person_id, audit_pseudonym FROM named
), logged AS (
    INSERT INTO audit_auditentry (id, organisation_id, at, actor_kind, account_id, role, level, on_behalf_of, action,
        object_type, object_id, dossier_id, person_pseudonym, fields, classes, refused, rule_id, purpose, reason,
        origin, operation_id)
    SELECT gen_random_uuid(), %(organisation)s, %(at)s, %(actor_kind)s, %(account)s::uuid, %(role)s, %(level)s,
        %(on_behalf_of)s::uuid, %(action)s, object_type, object_id, dossier_id, names.audit_pseudonym, fields::text[],
        classes::text[], %(refused)s, %(rule_id)s, %(purpose)s, %(reason)s, %(origin)s, %(operation)s
    FROM given LEFT JOIN names USING (person_id)
)
INSERT INTO audit_processingentry (id, organisation_id, trace_id, operation_id, status, name, started_at, ended_at,
    activity, person_pseudonym)
SELECT gen_random_uuid(), %(organisation)s, %(trace)s, %(operation)s, %(status)s, %(action)s, %(at)s, %(at)s,
    %(activity)s, names.audit_pseudonym
FROM (SELECT DISTINCT person_id FROM given) AS people LEFT JOIN names USING (person_id)
"""
