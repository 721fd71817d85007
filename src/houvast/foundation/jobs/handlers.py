"""Who delivers which kind of intent. Connections register themselves; nothing here looks up."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from houvast.foundation.clock import Clock


@dataclass(frozen=True)
class Parcel:
    """What a connection gets: to whom, what, and the key by which it leaves at most once."""

    organisation_id: UUID
    intent_id: UUID
    key: str
    recipient: str
    subject: str
    body: str
    sender: str


@dataclass(frozen=True)
class Delivered:
    """The other side took it; `proof` is its own number for it."""

    proof: str


@dataclass(frozen=True)
class Offered:
    """Handed over, but whether it arrived is not known yet: never repeated blindly."""

    proof: str


class TryLater(Exception):
    """The other side does not answer, or asks to wait: try again after the back-off."""


class Refused(Exception):
    """The other side will never take this: park it at once, with the reason in Dutch."""


class NotBefore(Exception):
    """Said by a packer: the receiver may not be disturbed now; try at `at`. Not a failure, so it is not counted."""

    def __init__(self, at: dt.datetime) -> None:
        self.at = at
        super().__init__(at.isoformat())


class Handler(Protocol):
    """Delivers one parcel; idempotent by its key. Raises TryLater or Refused. Called outside any transaction."""

    def __call__(self, parcel: Parcel) -> Delivered | Offered: ...


Packer = Callable[[UUID], Parcel]
Gate = Callable[[UUID, Clock], None]  # raises Refused or NotBefore when it may not leave (now)

_handlers: dict[str, Handler] = {}
_packers: dict[str, tuple[Packer, Gate | None]] = {}


def register_handler(kind: str, handler: Handler) -> None:
    """A connection says: I deliver this kind (mail, sms)."""
    _handlers[kind] = handler


def register_packer(object_type: str, packer: Packer, gate: Gate | None = None) -> None:
    """A room says: I can make the parcel of an intent about this type of object, and (gate) whether it still may go."""
    _packers[object_type] = (packer, gate)


def handler_of(kind: str) -> Handler:
    """The connection for a kind; Refused when none is set up."""
    if kind not in _handlers:
        raise Refused(f"Er is geen koppeling voor {kind}. Vraag de beheerder om die in te stellen.")
    return _handlers[kind]


def parcel_of(object_type: str, intent_id: UUID, clock: Clock) -> Parcel:
    """The parcel of an intent, made by the room of its object. Raises Refused or NotBefore when it may not leave."""
    packer, gate = _packers[object_type]
    if gate is not None:
        gate(intent_id, clock)
    return packer(intent_id)
