"""Keys of rows."""

import os
from datetime import datetime
from uuid import UUID

from houvast.foundation import clock


def new_id() -> UUID:
    """A UUID of version 7 (RFC 9562): the millisecond, and then 74 random bits that nobody can guess.

    Rows made together lie together in every index. With keys that are all random each row touches pages of its own,
    and writing something small then costs many times its size.
    """
    chance = int.from_bytes(os.urandom(10), "big")
    return UUID(int=_milliseconds(clock.installed().now()) << 80 | 0x7 << 76 | _spread(chance))


def begin_of_id(at: datetime) -> str:
    """The signs with which the keys of a moment begin, for a statement that makes the rest itself."""
    begin = f"{_milliseconds(at):012x}"
    return f"{begin[:8]}-{begin[8:]}-7"


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _spread(chance: int) -> int:
    """12 of 80 random bits, the two bits of the variant, and 62 random bits more."""
    return (chance >> 68) << 64 | 0b10 << 62 | chance & (1 << 62) - 1
