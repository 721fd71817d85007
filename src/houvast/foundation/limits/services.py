"""Counting in PostgreSQL, where every process sees the same number (security.md 11)."""

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from houvast.foundation.clock import Clock
from houvast.foundation.encryption.keys import purpose_key
from houvast.foundation.ids import new_id
from houvast.foundation.limits.models import RateCounter, UsedFormKey
from houvast.foundation.tenancy.context import current_organisation_id


@dataclass(frozen=True)
class Counted:
    """How often it happened in this window, and when the window ends."""

    hits: int
    allowed: bool
    retry_after: int  # seconds


def hit(bucket: str, limit: int, window: dt.timedelta, clock: Clock) -> Counted:
    """Count one more try in the bucket (any text; only its keyed hash is kept): one statement."""
    now = clock.now()
    start = _window_start(now, window)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO limits_ratecounter (id, organisation_id, bucket, window_start, hits) "
            "VALUES (%s, %s, %s, %s, 1) ON CONFLICT (organisation_id, bucket, window_start) "
            "DO UPDATE SET hits = limits_ratecounter.hits + 1 RETURNING hits",
            [new_id(), current_organisation_id(), _hidden(bucket), start],
        )
        (hits,) = cursor.fetchone()
    remaining = (start + window - now).total_seconds()
    return Counted(hits, hits <= limit, max(1, int(remaining)))


def count(bucket: str, window: dt.timedelta, clock: Clock) -> int:
    """How often it happened in this window so far; counts nothing."""
    start = _window_start(clock.now(), window)
    rows = RateCounter.objects.filter(bucket=_hidden(bucket), window_start=start)
    return rows.values_list("hits", flat=True).first() or 0


@dataclass(frozen=True)
class FirstTime:
    """The form was not handled before: go on, and keep the outcome with `keep_outcome`."""


@dataclass(frozen=True)
class Again:
    """The same form came twice (double tap, reload): this is where the first one led."""

    outcome: str


@dataclass(frozen=True)
class OtherBody:
    """The key was used for other answers: a conflict, nothing is done."""


def use_form_key(key: UUID, body: str, clock: Clock, *, outcome: str = "") -> FirstTime | Again | OtherBody:
    """Claim the one-time key of a form that creates. A second sender waits for the first and gets its outcome.

    `outcome`: where it leads, when that is known beforehand; else `keep_outcome` says it later.
    """
    fingerprint = _hidden(body)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO limits_usedformkey (id, organisation_id, key, fingerprint, outcome, used_at) "
            "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (organisation_id, key) DO NOTHING",
            [new_id(), current_organisation_id(), key, fingerprint, outcome, clock.now()],
        )
        if cursor.rowcount == 1:
            return FirstTime()
    used = UsedFormKey.objects.get(key=key)
    return Again(used.outcome) if hmac.compare_digest(used.fingerprint, fingerprint) else OtherBody()


def keep_outcome(key: UUID, outcome: str) -> None:
    """Remember where the first handling of a form led."""
    UsedFormKey.objects.filter(key=key).update(outcome=outcome)


def _window_start(now: dt.datetime, window: dt.timedelta) -> dt.datetime:
    seconds = int(window.total_seconds())
    return dt.datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, tz=dt.UTC)


def _hidden(text: str) -> str:
    key = purpose_key("PSEUDONYM_KEY", current_organisation_id(), "limits")
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
