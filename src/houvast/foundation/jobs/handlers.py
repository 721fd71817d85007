"""Who delivers which kind of intent. Connections register themselves; nothing here looks up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


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


class Handler(Protocol):
    """Delivers one parcel; idempotent by its key. Raises TryLater or Refused."""

    def __call__(self, parcel: Parcel) -> Delivered | Offered: ...


Packer = Callable[[UUID], Parcel]

_handlers: dict[str, Handler] = {}
_packers: dict[str, Packer] = {}


def register_handler(kind: str, handler: Handler) -> None:
    """A connection says: I deliver this kind (mail, sms)."""
    _handlers[kind] = handler


def register_packer(object_type: str, packer: Packer) -> None:
    """A room says: I can make the parcel of an intent about this type of object."""
    _packers[object_type] = packer


def handler_of(kind: str) -> Handler:
    """The connection for a kind; Refused when none is set up."""
    if kind not in _handlers:
        raise Refused(f"Er is geen koppeling voor {kind}. Vraag de beheerder om die in te stellen.")
    return _handlers[kind]


def packer_of(object_type: str) -> Packer:
    """The room that packs this type of object."""
    return _packers[object_type]
