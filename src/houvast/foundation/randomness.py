"""Randomness, passed in (security.md 1.6): the same code draws real secrets or, in a test, known ones."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol, runtime_checkable
from uuid import UUID

CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The 32 signs of Crockford's base 32: no I, L, O or U, so nobody has to guess what is written."""


@runtime_checkable
class Randomness(Protocol):
    """Where chance comes from."""

    def token_bytes(self, length: int) -> bytes:
        """`length` random bytes."""

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, not including, `limit`; every one as likely."""


class SystemRandomness:
    """The operating system's source: fit for keys, codes and nonces."""

    def token_bytes(self, length: int) -> bytes:
        """`length` random bytes."""
        return secrets.token_bytes(length)

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, not including, `limit`; every one as likely."""
        return secrets.randbelow(limit)


class SeededRandomness:
    """The same draws for the same seed. For the demo and tests: never for a secret that guards a person."""

    def __init__(self, seed: int | str) -> None:
        self._source = random.Random(seed)  # noqa: S311 - repeatable on purpose

    def token_bytes(self, length: int) -> bytes:
        """`length` bytes, the next of the row."""
        return self._source.randbytes(length)

    def below(self, limit: int) -> int:
        """The next whole number of the row, from 0 up to, not including, `limit`."""
        return self._source.randrange(limit)


def crockford(randomness: Randomness, length: int) -> str:
    """`length` signs of Crockford's base 32, 5 bits of chance each."""
    return "".join(CROCKFORD[randomness.below(len(CROCKFORD))] for _ in range(length))


def digits(randomness: Randomness, length: int) -> str:
    """`length` decimal digits, leading zeros included."""
    return str(randomness.below(10**length)).zfill(length)


def uuid4(randomness: Randomness) -> UUID:
    """A random UUID (version 4) drawn from `randomness`: a seeded demo has the same keys every time."""
    return UUID(bytes=randomness.token_bytes(16), version=4)


_installed: Randomness = SystemRandomness()


def installed() -> Randomness:
    """The randomness of this process. For middleware, the command line and workers only."""
    return _installed


def install(randomness: Randomness) -> Randomness:
    """Make `randomness` the source of this process and return the one it replaces."""
    global _installed
    replaced, _installed = _installed, randomness
    return replaced


@contextmanager
def using(randomness: Randomness) -> Iterator[Randomness]:
    """Install `randomness` for the length of a block and put the old source back, whatever happens."""
    replaced = install(randomness)
    try:
        yield randomness
    finally:
        install(replaced)
