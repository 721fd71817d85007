"""The outbox: deciding that something must leave, and what people do when it could not (security.md 8)."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock
from houvast.foundation.jobs.delivery import Outcome, deliver
from houvast.foundation.jobs.models import Intent, IntentState
from houvast.foundation.jobs.queries import parked, unproven
from houvast.foundation.jobs.queue import wake, wake_once
from houvast.foundation.tenancy.context import current_organisation_id, tenant

__all__ = [
    "NoReason",
    "Outcome",
    "StaleIntent",
    "cancel",
    "deliver",
    "new_intent",
    "parked",
    "put_intent",
    "retry",
    "unproven",
    "wake_forgotten",
]

UNSENT_TOO_LONG = dt.timedelta(seconds=60)
AT_ONCE = 500  # how many the reconciler wakes for one organisation in one minute


class StaleIntent(Exception):
    """Somebody or something else handled it meanwhile."""

    text = "Dit bericht is net door iemand anders opgepakt. Kijk hoe het er nu mee staat."


class NoReason(Exception):
    """A message is not taken back without a word on why."""

    text = "Schrijf in een paar woorden op waarom dit bericht niet meer hoeft."


def put_intent(
    kind: str,
    about: tuple[str, UUID],
    key: str,
    clock: Clock,
    *,
    dossier_id: UUID | None = None,
    responsible_id: UUID | None = None,
    not_before: dt.datetime | None = None,
    deadline_at: dt.datetime | None = None,
) -> Intent:
    """Decide that something must leave. In the caller's transaction: rolled back means never sent.

    The same key twice gives the first intent. A worker is woken when the transaction commits. `not_before` holds it
    until then; after `deadline_at` it is of no use any more (a code) and is parked instead of sent.
    """
    earlier = Intent.objects.filter(key=key).first()
    if earlier is not None:
        return earlier
    intent = new_intent(kind, about, key, clock, dossier_id, not_before=not_before, deadline_at=deadline_at)
    intent.responsible_id = responsible_id
    intent.save(force_insert=True)
    return intent


def new_intent(
    kind: str,
    about: tuple[str, UUID],
    key: str,
    clock: Clock,
    dossier_id: UUID | None,
    *,
    not_before: dt.datetime | None = None,
    deadline_at: dt.datetime | None = None,
) -> Intent:
    """`put_intent` for a key that cannot have been used: the caller writes the row with others of its own."""
    intent = Intent(
        kind=kind,
        object_type=about[0],
        object_id=about[1],
        dossier_id=dossier_id,
        key=key,
        created_at=clock.now(),
        next_attempt_at=not_before or clock.now(),
        deadline_at=deadline_at,
    )
    wake(current_organisation_id(), intent.id, dossier_id, at=not_before)
    return intent


def retry(actor: Actor, intent_id: UUID, version: int, clock: Clock) -> None:
    """The button "Probeer opnieuw": a parked intent waits again, with its tries back at none."""
    intent = _theirs(actor, intent_id, clock)
    with transaction.atomic():
        moved = Intent.objects.filter(pk=intent_id, state=IntentState.PARKED, version=version).update(
            state=IntentState.WAITING, attempts=0, next_attempt_at=clock.now(), finished_at=None, version=version + 1
        )
        if moved != 1:
            raise StaleIntent
        audit.changed(actor, clock, "intent.retried", Seen("intent", intent_id, intent.dossier_id, classes=("A",)))
        wake(current_organisation_id(), intent_id, intent.dossier_id)


def cancel(actor: Actor, intent_id: UUID, version: int, reason: str, clock: Clock) -> Intent:
    """The button "Hoeft niet meer": for what is parked or was never tried. What is on its way stays on its way.

    Raises NoReason, StaleIntent.
    """
    intent = _theirs(actor, intent_id, clock)
    if not reason.strip():
        raise NoReason
    with transaction.atomic():
        still = Q(state=IntentState.PARKED) | Q(state=IntentState.WAITING, attempts=0)
        moved = Intent.objects.filter(still, pk=intent_id, version=version).update(
            state=IntentState.CANCELLED, finished_at=clock.now(), cancelled_because=reason.strip(), version=version + 1
        )
        if moved != 1:
            raise StaleIntent
        audit.changed(actor, clock, "intent.cancelled", Seen("intent", intent_id, intent.dossier_id, classes=("A",)))
    return intent


def _theirs(actor: Actor, intent_id: UUID, clock: Clock) -> Intent:
    intent = Intent.objects.filter(pk=intent_id).first()
    if intent is None:
        raise NotYours("NO-ROW")
    require(actor, Action.CHANGE, Thing(Kind.PARKED, intent.dossier_id, object_id=intent_id), clock)
    return intent


def wake_forgotten(organisation_id: UUID, clock: Clock) -> int:
    """The reconciler, each minute: whatever should have left and did not is given to the queue again."""
    with tenant(organisation_id):
        late = Intent.objects.filter(state=IntentState.WAITING, next_attempt_at__lt=clock.now() - UNSENT_TOO_LONG)
        forgotten = list(late.order_by("next_attempt_at", "id").values_list("id", flat=True)[:AT_ONCE])
        for intent_id in forgotten:
            wake_once(organisation_id, intent_id)
        return len(forgotten)


HELD = "Dit stond klaar toen er een kopie werd teruggezet. Kijk of het al weg was; zo niet, verstuur het dan alsnog."


def hold_after_restore(clock: Clock) -> int:
    """Park what waits in this organisation: it may have left after the copy was made, and nothing leaves twice.

    A person decides, as with everything parked. Returns how many.
    """
    waiting = Intent.objects.filter(state=IntentState.WAITING)
    return waiting.update(state=IntentState.PARKED, finished_at=clock.now(), last_error=HELD, version=F("version") + 1)
