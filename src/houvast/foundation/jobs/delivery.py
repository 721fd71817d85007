"""One try to deliver an intent, so that it arrives once: claim, hand over, settle (security.md 8, stack.md 6).

The claim is a short transaction that counts the try and keeps other workers off for the length of a lease; the
other side is called outside any transaction, so a slow one holds no lock; a second short transaction writes what
came of it. A worker that dies in between leaves the intent waiting: when the lease is over it is tried again with
the same key, and the receiver takes a key only once.
"""

import datetime as dt
import logging
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from houvast.foundation.clock import Clock
from houvast.foundation.jobs.handlers import (
    Delivered,
    NotBefore,
    Offered,
    Parcel,
    Refused,
    TryLater,
    handler_of,
    parcel_of,
)
from houvast.foundation.jobs.models import STEPS, Intent, IntentState
from houvast.foundation.jobs.queue import wake
from houvast.foundation.randomness import Randomness
from houvast.foundation.tenancy.context import current_organisation_id, tenant

BACK_OFF = tuple(dt.timedelta(seconds=seconds) for seconds in (1, 5, 30, 5 * 60, 30 * 60, 2 * 3600))
MOST_TRIES = 8
LEASE = dt.timedelta(minutes=2)  # longer than any connection waits for the other side (10 s)
TOO_LATE = "De tijd om dit te sturen is voorbij."
STOPPED_EACH_TIME = "Het versturen stopte elke keer halverwege."

log = logging.getLogger("houvast.jobs")


@dataclass(frozen=True)
class Outcome:
    """What became of one try."""

    state: str
    try_again_at: dt.datetime | None = None


@dataclass(frozen=True)
class _Claim:
    intent: Intent
    parcel: Parcel


def deliver(organisation_id: UUID, intent_id: UUID, clock: Clock, randomness: Randomness) -> Outcome | None:
    """One try. None when another worker has it or it is done already."""
    with tenant(organisation_id):
        claim = _claim(intent_id, clock, randomness)
    if not isinstance(claim, _Claim):
        return claim
    answer = _hand_over(claim)
    with tenant(organisation_id):
        return _settle(claim.intent, answer, clock, randomness)


def _claim(intent_id: UUID, clock: Clock, randomness: Randomness) -> _Claim | Outcome | None:
    waiting = Intent.objects.select_for_update(skip_locked=True, no_key=True).filter(state=IntentState.WAITING)
    intent = waiting.filter(pk=intent_id).first()
    if intent is None:
        return None
    not_now = _not_now(intent, clock)
    if not_now is not None:
        return not_now
    _move(intent, IntentState.WAITING, attempts=intent.attempts + 1, next_attempt_at=clock.now() + LEASE)
    return _packed(intent, clock, randomness)


def _not_now(intent: Intent, clock: Clock) -> Outcome | None:
    """Reasons not to try: it is not its time, its time is over, it was tried too often, or another goes first."""
    now = clock.now()
    if intent.next_attempt_at > now:
        return Outcome(intent.state, intent.next_attempt_at)
    if intent.deadline_at is not None and now > intent.deadline_at:
        return _park(intent, TOO_LATE, clock)
    if intent.attempts >= MOST_TRIES:
        return _park(intent, intent.last_error or STOPPED_EACH_TIME, clock)
    first = _older_in_trouble(intent)
    return _wait(intent, first.next_attempt_at + dt.timedelta(seconds=1)) if first else None


def _packed(intent: Intent, clock: Clock, randomness: Randomness) -> _Claim | Outcome:
    try:
        with transaction.atomic():  # a room's error must not cost us the claim
            return _Claim(intent, parcel_of(intent.object_type, intent.id, clock))
    except NotBefore as later:
        return _wait(intent, later.at, attempts=intent.attempts - 1)
    except Refused as refusal:
        return _park(intent, str(refusal), clock)
    except Exception as trouble:
        return _later(intent, _unexpected(intent, trouble), clock, randomness)


def _older_in_trouble(intent: Intent) -> Intent | None:
    """Within a file the order is kept: an older message of the same kind that is in its back-off goes first.

    What has a deadline (a code) does not wait for it.
    """
    if intent.dossier_id is None or intent.deadline_at is not None:
        return None
    older = Intent.objects.filter(
        dossier_id=intent.dossier_id,
        kind=intent.kind,
        state=IntentState.WAITING,
        attempts__gt=0,
        created_at__lt=intent.created_at,
    )
    return older.order_by("-next_attempt_at", "id").first()


def _hand_over(claim: _Claim) -> Delivered | Offered | Refused | TryLater:
    try:
        answer = handler_of(claim.intent.kind)(claim.parcel)
    except (Refused, TryLater) as refusal:
        return refusal
    except Exception as trouble:
        return TryLater(_unexpected(claim.intent, trouble))
    if isinstance(answer, (Delivered, Offered)):
        return answer
    return TryLater("De andere kant gaf een antwoord dat wij niet begrijpen.")


def _unexpected(intent: Intent, trouble: Exception) -> str:
    # Never its words: they may hold what was sent.
    log.error("intent not delivered", extra={"intent": str(intent.id), "error": type(trouble).__name__})
    return f"Onverwachte fout ({type(trouble).__name__})."


def _settle(
    intent: Intent, answer: Delivered | Offered | Refused | TryLater, clock: Clock, randomness: Randomness
) -> Outcome | None:
    if isinstance(answer, (Delivered, Offered)):
        return _arrived(intent, answer, clock)
    mine = Intent.objects.select_for_update(no_key=True).filter(pk=intent.pk, version=intent.version).first()
    if mine is None:  # the lease ran out and another worker is at it
        return None
    if isinstance(answer, Refused):
        return _park(mine, str(answer), clock)
    return _later(mine, str(answer), clock, randomness)


def _arrived(intent: Intent, answer: Delivered | Offered, clock: Clock) -> Outcome:
    """Proof counts whoever brings it, also after the lease: it was sent under our key."""
    state = IntentState.SENT if isinstance(answer, Delivered) else IntentState.OFFERED
    current = Intent.objects.select_for_update(no_key=True).get(pk=intent.pk)
    if state in STEPS[current.state]:
        _move(current, state, proof=answer.proof[:120], finished_at=clock.now(), last_error="")
    return Outcome(state)


def _wait(intent: Intent, at: dt.datetime, **values: object) -> Outcome:
    _move(intent, IntentState.WAITING, next_attempt_at=at, **values)
    wake(current_organisation_id(), intent.id, intent.dossier_id, at=at)
    return Outcome(IntentState.WAITING, at)


def _later(intent: Intent, reason: str, clock: Clock, randomness: Randomness) -> Outcome:
    """`attempts` counts this try already."""
    if intent.attempts >= MOST_TRIES:
        return _park(intent, reason, clock)
    wait = BACK_OFF[min(intent.attempts, len(BACK_OFF)) - 1]
    jitter = wait * (randomness.below(200) / 1000)  # up to a fifth, so a thousand do not come back at once
    return _wait(intent, clock.now() + wait + jitter, last_error=reason[:300])


def _park(intent: Intent, reason: str, clock: Clock) -> Outcome:
    _move(intent, IntentState.PARKED, last_error=reason[:300], finished_at=clock.now())
    return Outcome(IntentState.PARKED)


def _move(intent: Intent, state: str, **values: object) -> None:
    """One step of the table, on a row this transaction holds locked."""
    if state != intent.state and state not in STEPS[intent.state]:
        raise ValueError(f"no step from {intent.state} to {state}")
    values = {"state": state, "version": intent.version + 1, **values}
    if Intent.objects.filter(pk=intent.pk, state=intent.state, version=intent.version).update(**values) != 1:
        raise RuntimeError(f"intent {intent.pk} changed under its lock")
    for name, value in values.items():
        setattr(intent, name, value)
