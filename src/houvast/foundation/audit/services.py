"""Writing down who looked, who changed and who was refused: one statement, whatever the number of people.

The audit rows, the processing rows and the pseudonyms they need are written by a single SQL statement in the
transaction of the act itself: when writing fails, looking fails (security.md 1.4, record.md 16).
"""

import hashlib
from collections.abc import Iterable, Sequence
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
from houvast.foundation.ids import begin_of_id

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


@dataclass(frozen=True)
class Deed:
    """One of several things that were done together."""

    actor: Actor
    action: str
    seen: Seen


def changed_together(deeds: Sequence[Deed], clock: Clock) -> None:
    """`changed` for what one verb does in several names (the resident signs up, the house answers): one statement."""
    now = clock.now()
    _write_all([(_Act(deed.actor, now, deed.action), [deed.seen]) for deed in deeds])


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
    if seen:
        _write_all([(act, seen)])


def _write_all(acts: Sequence[tuple[_Act, Sequence[Seen]]]) -> None:
    rows = [(number, one) for number, (_, seen) in enumerate(acts, 1) for one in seen]
    shared = zip(*(_shared(act) for act, _ in acts), strict=True)
    values = {"organisation": acts[0][0].actor.organisation_id, **_columns(rows)}
    values |= {f"act{number}": list(column) for number, column in enumerate(shared)}
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)


def _shared(act: _Act) -> tuple[Any, ...]:
    """The columns that all rows of one act have in common, in the order of the statement."""
    actor = act.actor
    return (
        act.at,
        actor.kind,
        actor.account_id,
        actor.main_role,
        actor.level,
        actor.on_behalf_of,
        act.action,
        act.refused,
        "refused" if act.refused else "ok",
        act.rule_id,
        actor.purpose,
        act.reason,
        actor.origin,
        actor.operation_id,
        hashlib.sha256(actor.operation_id.bytes).digest()[:16],
        ACTIVITIES + act.action,
        begin_of_id(act.at),
    )


def _columns(rows: Sequence[tuple[int, Seen]]) -> dict[str, Any]:
    return {
        "acts": "{" + ",".join(str(number) for number, _ in rows) + "}",
        "types": _words(one.object_type for _, one in rows),
        "objects": uuid_array(one.object_id for _, one in rows),
        "dossiers": uuid_array(one.dossier_id for _, one in rows),
        "persons": uuid_array(one.person_id for _, one in rows),
        "fields": _words("{" + ",".join(one.fields) + "}" for _, one in rows),
        "classes": _words("{" + ",".join(one.classes) + "}" for _, one in rows),
    }


def _words(names: Iterable[str]) -> str:
    """An array of names of ours, which hold no quotation mark."""
    return '{"' + '","'.join(names) + '"}'


# A person without a pseudonym gets one here, so no verb can forget it. The processing log has one row per
# person and operation and never names a user (Logboek Dataverwerkingen).
_INSERT = """
WITH acts AS (
    SELECT * FROM unnest(
        %(act0)s::timestamptz[], %(act1)s::text[], %(act2)s::uuid[], %(act3)s::text[], %(act4)s::text[],
        %(act5)s::uuid[], %(act6)s::text[], %(act7)s::bool[], %(act8)s::text[], %(act9)s::text[], %(act10)s::text[],
        %(act11)s::text[], %(act12)s::text[], %(act13)s::uuid[], %(act14)s::bytea[], %(act15)s::text[],
        %(act16)s::text[]
    ) WITH ORDINALITY AS acts (at, actor_kind, account_id, role, level, on_behalf_of, action, refused, status, rule_id,
        purpose, reason, origin, operation_id, trace_id, activity, id_begins, act)
), given AS (
    SELECT * FROM unnest(
        %(acts)s::int[], %(types)s::text[], %(objects)s::uuid[], %(dossiers)s::uuid[], %(persons)s::uuid[],
        %(fields)s::text[], %(classes)s::text[]
    ) AS given (act, object_type, object_id, dossier_id, person_id, fields, classes)
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
    SELECT (id_begins || substr(gen_random_uuid()::text, 16))::uuid, %(organisation)s, at, actor_kind, account_id,
        role, level, on_behalf_of, action, object_type, object_id, dossier_id, names.audit_pseudonym, fields::text[],
        classes::text[], refused, rule_id, purpose, reason, origin, operation_id
    FROM given JOIN acts USING (act) LEFT JOIN names USING (person_id)
)
INSERT INTO audit_processingentry (id, organisation_id, trace_id, operation_id, status, name, started_at, ended_at,
    activity, person_pseudonym)
SELECT (id_begins || substr(gen_random_uuid()::text, 16))::uuid, %(organisation)s, trace_id, operation_id, status,
    action, at, at, activity,
    names.audit_pseudonym
FROM (SELECT DISTINCT act, person_id FROM given) AS people JOIN acts USING (act) LEFT JOIN names USING (person_id)
"""
