"""Writing and reading the parts of a copy as streams: sealed with a key of their own, and counted as they lie."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from houvast.foundation.backup.manifest import NotACopy, Part
from houvast.foundation.documents.content import KEY_LENGTH, opened_pieces, sealed_pieces
from houvast.foundation.documents.errors import ContentTampered

BLOCK = 256 * 1024


@dataclass(frozen=True)
class Seal:
    """The key of an installation's copies with the salt of this one; every part gets a key derived from both."""

    key: bytes
    salt: bytes

    def key_of(self, name: str) -> bytes:
        """The key of one part."""
        info = f"houvast|backup|{name}".encode()
        return HKDF(algorithm=hashes.SHA256(), length=KEY_LENGTH, salt=self.salt, info=info).derive(self.key)


@dataclass(frozen=True)
class _Place:
    name: str

    def bound_data(self) -> bytes:
        return f"backup|{self.name}".encode()

    def __str__(self) -> str:
        return self.name


def write(folder: Path, name: str, content: Iterable[bytes], seal: Seal | None) -> Part:
    """Put a part in the copy, flushed to disk, readable by its owner only."""
    size, hashed = 0, hashlib.sha256()
    pieces = sealed_pieces(content, seal.key_of(name), _Place(name)) if seal else content
    with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for piece in pieces:
            size += len(piece)
            hashed.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return Part(name, size, hashed.hexdigest())


def check(folder: Path, part: Part) -> None:
    """NotACopy when the part is not there byte for byte as it was written."""
    hashed, size = hashlib.sha256(), 0
    try:
        for block in _blocks(folder / part.name):
            hashed.update(block)
            size += len(block)
    except OSError as error:
        raise NotACopy(f"{folder / part.name} is niet te lezen ({error.strerror}).") from error
    if (size, hashed.hexdigest()) != (part.size, part.sha256):
        raise NotACopy(f"{part.name} is beschadigd: hij is anders dan toen hij gemaakt werd. Neem een andere kopie.")


def read(folder: Path, part: Part, seal: Seal | None) -> Iterator[bytes]:
    """The plain content of a part; NotACopy when the key does not fit or a piece was changed."""
    blocks = _blocks(folder / part.name)
    if seal is None:
        yield from blocks
        return
    try:
        yield from opened_pieces(blocks, seal.key_of(part.name), _Place(part.name))
    except ContentTampered as error:
        raise NotACopy(
            f"{part.name} gaat niet open met deze BACKUP_KEY. Zet de sleutel van toen, of neem een andere kopie."
        ) from error


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
