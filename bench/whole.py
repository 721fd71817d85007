"""Questions to the database afterwards, as a superuser who sees every row: is everything there, and is it whole?"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass

import psycopg

from bench.receiver import Receiver

CLOCKS = 3  # that start with every sign-up: contact, intake, first talk

_HALF = """
SELECT count(*) FROM signup_signup AS signup WHERE received_at >= %(began)s AND (
    dossier_id NOT IN (SELECT id FROM dossier_dossier WHERE number <> '')
    OR party_id NOT IN (
        SELECT party.id FROM dossier_party AS party JOIN residents_contactpoint USING (person_id)
        JOIN residents_contactwish USING (person_id) JOIN residents_personname USING (person_id))
    OR id NOT IN (SELECT started_by_id FROM dossier_clock GROUP BY 1 HAVING count(DISTINCT kind) >= %(clocks)s)
    OR id NOT IN (SELECT object_id FROM dossier_event WHERE kind = 'signup.received')
    OR dossier_id NOT IN (SELECT dossier_id FROM access_accessrelation WHERE kind = 'team')
    OR dossier_id NOT IN (SELECT dossier_id FROM dossier_searchentry)
    OR dossier_id NOT IN (SELECT dossier_id FROM signup_returncode)
    OR id::text NOT IN (SELECT outcome FROM limits_usedformkey)
    OR id NOT IN (SELECT signup_id FROM signup_signupdraft WHERE signup_id IS NOT NULL)
    OR 'signup.confirmation:' || id NOT IN (
        SELECT key FROM jobs_intent AS intent JOIN letters_message AS message ON message.intent_id = intent.id)
)"""
_LOOSE = """
SELECT (SELECT count(*) FROM dossier_dossier WHERE opened_at >= %(began)s
            AND id NOT IN (SELECT dossier_id FROM signup_signup))
     + (SELECT count(*) FROM residents_person WHERE created_at >= %(began)s
            AND id NOT IN (SELECT person_id FROM dossier_party))
     + (SELECT count(*) FROM signup_signupdraft WHERE signup_id IS NOT NULL
            AND signup_id NOT IN (SELECT id FROM signup_signup))
     + (SELECT count(*) FROM limits_usedformkey WHERE outcome NOT IN (
            SELECT id::text FROM signup_signup UNION ALL SELECT id::text FROM contact_contactattempt))
"""
# Who was not reached is told so; every message has its intent by a reference that the database holds.
_UNTOLD = """
SELECT count(*) FROM contact_contactattempt WHERE recorded_at >= %(began)s AND outcome <> 'reached'
    AND 'contact.in_vain:' || id NOT IN (SELECT key FROM jobs_intent)
"""
_RUNNING = """
SELECT count(*) FROM contact_contactattempt AS attempt JOIN dossier_clock AS clock USING (organisation_id, dossier_id)
WHERE recorded_at >= %(began)s AND outcome = 'reached' AND clock.kind = 'belofte_contact' AND stopped_on IS NULL
"""
# What was done, and the line of the log that must stand beside it: one each, and none without the other.
_LOGGED = (
    ("signup_signup", "received_at", "signup.registered"),
    ("contact_contactattempt", "recorded_at", "contact.recorded"),
    ("letters_message", "made_at", "message.made"),
)
_NOT_LOGGED_ONCE = """
SELECT count(*) FROM (
    SELECT done.id FROM {table} AS done
    FULL JOIN (SELECT id, object_id FROM audit_auditentry WHERE action = '{action}') AS line ON line.object_id = done.id
    WHERE done.{at} >= %(began)s OR done.id IS NULL
    GROUP BY done.id HAVING count(line.id) <> 1 OR done.id IS NULL
) AS wrong"""
_NOT_PROCESSED = """
SELECT count(*) FROM audit_auditentry WHERE at >= %(began)s
    AND operation_id NOT IN (SELECT operation_id FROM audit_processingentry)
"""
_UNSEALED = """
SELECT (SELECT count(*) FROM audit_auditentry WHERE id NOT IN (SELECT entry_id FROM audit_auditseal))
     + (SELECT count(*) FROM audit_processingentry WHERE id NOT IN (SELECT entry_id FROM audit_auditseal))
"""
_STUCK = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'houvast.deliver' AND status IN ('todo', 'doing')"


@dataclass(frozen=True)
class Questions:
    """About everything since `began`."""

    database: psycopg.Connection
    began: dt.datetime

    def number(self, statement: str, **values: object) -> int:
        """The one number a statement gives."""
        row = self.database.execute(statement, {"began": self.began, **values}).fetchone()  # type: ignore[arg-type]
        assert row is not None
        return int(row[0])

    def half_signups(self) -> int:
        """Sign-ups that miss a part, and parts that miss their sign-up."""
        return self.number(_HALF, clocks=CLOCKS) + self.number(_LOOSE)

    def signups_of(self) -> Counter[str]:
        """How many sign-ups each phone has."""
        rows = self.database.execute(
            "SELECT phones[1] FROM dossier_searchentry JOIN signup_signup USING (organisation_id, dossier_id) "
            "WHERE received_at >= %s",
            [self.began],
        )
        return Counter(phone for (phone,) in rows)

    def attempts_of(self) -> set[uuid.UUID]:
        """The form keys whose attempt is there."""
        rows = self.database.execute(
            "SELECT key FROM limits_usedformkey AS used JOIN contact_contactattempt AS attempt "
            "ON attempt.id::text = used.outcome"
        )
        return {key for (key,) in rows}

    def half_attempts(self) -> int:
        """Attempts of which the message or the stopped clock is missing."""
        return self.number(_UNTOLD) + self.number(_RUNNING)

    def waiting(self) -> int:
        """Messages that are still on their way, and turns of the queue for them."""
        return self.number("SELECT count(*) FROM jobs_intent WHERE state = 'waiting'") + self.number(_STUCK)

    def unsealed(self) -> int:
        """Lines of the log that are in no chain yet."""
        return self.number(_UNSEALED)

    def unlogged(self) -> int:
        """Changes without their one line in the log, lines without their change, lines nobody processed."""
        pairs = (_NOT_LOGGED_ONCE.format(table=table, at=at, action=action) for table, at, action in _LOGGED)
        return sum(self.number(pair) for pair in pairs) + self.number(_NOT_PROCESSED)

    def messages(self, receiver: Receiver) -> tuple[int, int, int]:
        """How many were made, how many of those were lost, how many arrived more often than they were made."""
        made = list(
            self.database.execute(
                "SELECT intent.key, intent.state, point.value FROM jobs_intent AS intent "
                "JOIN letters_message AS message ON message.intent_id = intent.id "
                "JOIN residents_contactpoint AS point ON point.id = message.contact_point_id"
            )
        )
        lost = sum(state != "sent" or key not in receiver.taken for key, state, _ in made)
        meant = Counter(phone for _, _, phone in made)
        arrived = Counter(to for to, _ in receiver.taken.values())
        return len(made), lost, (arrived - meant).total() + len(receiver.changed)
