"""The one module that knows how the queue's library is called. A job carries ids only; the intent is the truth."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

QUEUE = "default"
DELIVER = "houvast.deliver"


def wake(organisation_id: UUID, intent_id: UUID, dossier_id: UUID | None, at: dt.datetime | None = None) -> None:
    """Enqueue in the current transaction: rolled back means no job. The lock keeps the order per file."""
    app.configure_task(DELIVER, queue=QUEUE, lock=f"dossier:{dossier_id or intent_id}", schedule_at=at).defer(
        organisation_id=str(organisation_id), intent_id=str(intent_id)
    )


def wake_once(organisation_id: UUID, intent_id: UUID, dossier_id: UUID | None) -> None:
    """As `wake`, but not when a reminder for the same intent is waiting already."""
    try:
        with transaction.atomic():  # a second reminder breaks a unique key: only this savepoint may feel it
            app.configure_task(
                DELIVER,
                queue=QUEUE,
                lock=f"dossier:{dossier_id or intent_id}",
                queueing_lock=f"again:{intent_id}",
            ).defer(organisation_id=str(organisation_id), intent_id=str(intent_id))
    except AlreadyEnqueued:
        return
