"""Intents for stories about the outbox: a small thing to send, and a provider that can have a bad day."""

import contextlib
import uuid
from collections.abc import Iterator

from houvast.connections.local import LocalProvider
from houvast.foundation.clock import Clock
from houvast.foundation.jobs import handlers
from houvast.foundation.jobs.handlers import Handler, Packer, Parcel, register_handler, register_packer
from houvast.foundation.jobs.models import Intent
from houvast.foundation.jobs.services import put_intent
from houvast.foundation.tenancy.context import current_organisation_id

NOTE = "note"  # an object type that only the tests have


def pack_note(intent_id: uuid.UUID) -> Parcel:
    intent = Intent.objects.get(pk=intent_id)
    return Parcel(
        current_organisation_id(), intent_id, intent.key, "+31612345678", "Onderwerp", "Wij bellen je.", "Geldhulp"
    )


def a_note(clock: Clock, key: str = "", **more) -> Intent:
    """Put one small thing in the outbox."""
    return put_intent(more.pop("kind", "sms"), (NOTE, uuid.uuid4()), key or f"note:{uuid.uuid4()}", clock, **more)


@contextlib.contextmanager
def with_provider(provider: Handler | None = None, kind: str = "sms", packer: Packer = pack_note) -> Iterator[Handler]:
    """Within the block this provider takes what is sent; the real registrations come back afterwards."""
    provider = provider or LocalProvider(kind)
    before = dict(handlers._handlers), dict(handlers._packers)
    register_handler(kind, provider)
    register_packer(NOTE, packer)
    try:
        yield provider
    finally:
        for registry, old in zip((handlers._handlers, handlers._packers), before, strict=True):
            registry.clear()
            registry.update(old)
