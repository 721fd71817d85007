"""Sealing the content of a document: AES-256-GCM in pieces of 64 KiB, so size costs no memory.

Each version has a random key of its own. A sealed content is `HVD1 · prefix (7) · pieces`; the nonce of a piece is
prefix, number (4 bytes) and whether it is the last (1 byte). So a piece that was changed, moved, left out, added or
cut off is noticed. Every piece is bound to organisation, document and version.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from houvast.foundation.documents.errors import ContentTampered

PIECE: Final = 64 * 1024
TAG: Final = 16
MAGIC: Final = b"HVD1"
PREFIX: Final = 7
KEY_LENGTH: Final = 32


class Bound(Protocol):
    """A place that content belongs to: what it is bound to, and how it is told."""

    def bound_data(self) -> bytes:
        """What every sealed piece is bound to."""


def fresh_key() -> bytes:
    """A key for one version, from the operating system's source."""
    return secrets.token_bytes(KEY_LENGTH)


def sealed_pieces(content: Iterable[bytes], key: bytes, place: Bound) -> Iterator[bytes]:
    """The content, sealed piece by piece."""
    cipher, prefix = AESGCM(key), secrets.token_bytes(PREFIX)
    yield MAGIC + prefix
    for number, (piece, last) in enumerate(_pieces(content, PIECE)):
        yield cipher.encrypt(_nonce(prefix, number, last), piece, place.bound_data())


def opened_pieces(sealed: Iterable[bytes], key: bytes, place: Bound) -> Iterator[bytes]:
    """The plain content, piece by piece. Raises ContentTampered, also at the very end: use nothing before that."""
    cipher, head = AESGCM(key), len(MAGIC) + PREFIX
    rest = _Reader(sealed)
    start = rest.take(head)
    if len(start) != head or not start.startswith(MAGIC):
        raise ContentTampered(f"{place}: dit is geen verzegelde inhoud.")
    for number, (piece, last) in enumerate(_pieces(rest, PIECE + TAG)):
        try:
            yield cipher.decrypt(_nonce(start[len(MAGIC) :], number, last), piece, place.bound_data())
        except InvalidTag:
            raise ContentTampered(f"{place}: deel {number + 1} is veranderd of hoort ergens anders.") from None


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


def _pieces(content: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """The content cut in pieces of `size`, each with whether it is the last; at least one, which may be empty."""
    reader = content if isinstance(content, _Reader) else _Reader(content)
    piece = reader.take(size)
    while True:
        following = reader.take(size)
        yield piece, not following
        if not following:
            return
        piece = following


class _Reader:
    """Takes an exact number of bytes from a row of blocks of any size."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        self._held = bytearray()

    def take(self, size: int) -> bytes:
        """`size` bytes, or fewer at the end."""
        while len(self._held) < size:
            block = next(self._blocks, None)
            if block is None:
                break
            self._held += block
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken

    def __iter__(self) -> Iterator[bytes]:
        while block := self.take(PIECE):
            yield block
