"""Putting an intent in the outbox, delivering it once, parking it and trying again (security.md 8, stack.md 6)."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock
from houvast.foundation.jobs.handlers import Delivered, Refused, TryLater, handler_of, packer_of
from houvast.foundation.jobs.models import Intent, IntentState
from houvast.foundation.jobs.queue import wake, wake_once
from houvast.foundation.randomness import Randomness
from houvast.foundation.tenancy.context import current_organisation_id, tenant

BACK_OFF = tuple(dt.timedelta(seconds=seconds) for seconds in (1, 5, 30, 5 * 60, 30 * 60, 2 * 3600, 2 * 3600))
MOST_TRIES = 8
UNSENT_TOO_LONG = dt.timedelta(seconds=60)
UNPROVEN_TOO_LONG = dt.timedelta(days=1)


class StaleIntent(Exception):
    """Somebody or something else handled it meanwhile."""

    text = "Dit bericht is net door iemand anders opgepakt. Kijk hoe het er nu mee staat."


def put_intent(
    kind: str,
    about: tuple[str, UUID],
    key: str,
    clock: Clock,
    *,
    dossier_id: UUID | None = None,
    responsible_id: UUID | None = None,
    not_before: dt.datetime | None = None,
) -> Intent:
    """Decide that something must leave. In the caller's transaction: rolled back means never sent.

    The same key twice gives the first intent. A worker is woken when the transaction commits.
    """
    earlier = Intent.objects.filter(key=key).first()
    if earlier is not None:
        return earlier
    intent = Intent(
        kind=kind,
        object_type=about[0],
        object_id=about[1],
        dossier_id=dossier_id,
        key=key,
        created_at=clock.now(),
        next_attempt_at=not_before or clock.now(),
        responsible_id=responsible_id,
    )
    intent.save(force_insert=True)
    wake(current_organisation_id(), intent.id, dossier_id, at=not_before)
    return intent


@dataclass(frozen=True)
class Outcome:
    """What became of one try."""

    state: str
    try_again_at: dt.datetime | None = None


def deliver(organisation_id: UUID, intent_id: UUID, clock: Clock, randomness: Randomness) -> Outcome | None:
    """One try: lock the intent, hand it over with its key, mark it. None when another worker has it or it is done.

    The lock is held while handing over, so two workers never both send. A worker that dies in between leaves the
    intent waiting: the next try uses the same key, and the receiver takes a key only once.
    """
    with tenant(organisation_id):
        intent = _locked(intent_id)
        if intent is None:
            return None
        if intent.next_attempt_at > clock.now():
            return Outcome(intent.state, intent.next_attempt_at)
        try:
            parcel = packer_of(intent.object_type)(intent.id)
            done = handler_of(intent.kind)(parcel)
        except Refused as refusal:
            return _park(intent, str(refusal), clock)
        except TryLater as trouble:
            return _later(intent, str(trouble), clock, randomness)
        return _mark(
            intent, IntentState.SENT if isinstance(done, Delivered) else IntentState.OFFERED, done.proof, clock
        )


def _locked(intent_id: UUID) -> Intent | None:
    return Intent.objects.select_for_update(skip_locked=True).filter(pk=intent_id, state=IntentState.WAITING).first()


def _mark(intent: Intent, state: str, proof: str, clock: Clock) -> Outcome:
    _move(intent, state, proof=proof[:120], attempts=intent.attempts + 1, finished_at=clock.now(), last_error="")
    return Outcome(state)


def _later(intent: Intent, reason: str, clock: Clock, randomness: Randomness) -> Outcome:
    tried = intent.attempts + 1
    if tried >= MOST_TRIES:
        return _park(intent, reason, clock)
    wait = BACK_OFF[min(tried, len(BACK_OFF)) - 1]
    jitter = wait * (randomness.below(200) / 1000)  # up to a fifth, so a thousand do not come back at once
    at = clock.now() + wait + jitter
    _move(intent, IntentState.WAITING, attempts=tried, next_attempt_at=at, last_error=reason[:300])
    wake(current_organisation_id(), intent.id, intent.dossier_id, at=at)
    return Outcome(IntentState.WAITING, at)


def _park(intent: Intent, reason: str, clock: Clock) -> Outcome:
    _move(intent, IntentState.PARKED, attempts=intent.attempts + 1, last_error=reason[:300], finished_at=clock.now())
    return Outcome(IntentState.PARKED)


def _move(intent: Intent, state: str, **values: object) -> None:
    moved = Intent.objects.filter(pk=intent.pk, state=intent.state, version=intent.version).update(
        state=state, version=intent.version + 1, **values
    )
    if moved != 1:
        raise StaleIntent


def retry(actor: Actor, intent_id: UUID, version: int, clock: Clock) -> None:
    """The button "Probeer opnieuw": a parked intent waits again, with its tries back at none."""
    intent = Intent.objects.get(pk=intent_id)
    require(actor, Action.CHANGE, Thing(Kind.PARKED, intent.dossier_id, object_id=intent_id), clock)
    with transaction.atomic():
        moved = Intent.objects.filter(pk=intent_id, state=IntentState.PARKED, version=version).update(
            state=IntentState.WAITING,
            attempts=0,
            next_attempt_at=clock.now(),
            finished_at=None,
            version=version + 1,
        )
        if moved != 1:
            raise StaleIntent
        audit.changed(actor, clock, "intent.retried", Seen("intent", intent_id, intent.dossier_id, classes=("A",)))
        wake(current_organisation_id(), intent_id, intent.dossier_id)


def parked() -> QuerySet[Intent]:
    """Intents that need a person, oldest first; who may see which is the caller's question to `visible`."""
    return Intent.objects.filter(state=IntentState.PARKED).order_by("finished_at", "id")


def wake_forgotten(organisation_id: UUID, clock: Clock) -> int:
    """The reconciler, each minute: whatever should have left and did not is given to the queue again."""
    with tenant(organisation_id):
        late = Intent.objects.filter(
            Q(state=IntentState.WAITING), next_attempt_at__lt=clock.now() - UNSENT_TOO_LONG
        ).values_list("id", "dossier_id")
        forgotten = list(late[:500])
        for intent_id, dossier_id in forgotten:
            wake_once(organisation_id, intent_id, dossier_id)
        return len(forgotten)


def unproven(clock: Clock) -> QuerySet[Intent]:
    """Handed over, but without a sign of arrival for too long: shown, never repeated blindly."""
    return Intent.objects.filter(state=IntentState.OFFERED, finished_at__lt=clock.now() - UNPROVEN_TOO_LONG)
