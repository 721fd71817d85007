"""Where sealed content lies. The port is what we need; a local folder is one way, object storage another.

A store sees only sealed bytes and ids: no name, no type and nothing of a person.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID

from django.conf import settings

from houvast.foundation.documents.errors import ContentMissing

BLOCK: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class StoreKey:
    """Which content: one version of one document of one organisation."""

    organisation_id: UUID
    document_id: UUID
    version_id: UUID

    def bound_data(self) -> bytes:
        """What every sealed piece is bound to."""
        return f"{self.organisation_id}|document|{self.document_id}|{self.version_id}".encode()

    def __str__(self) -> str:
        return f"document {self.document_id}, versie {self.version_id}"


class DocumentStore(Protocol):
    """What we need of a place for sealed content."""

    def put(self, key: StoreKey, sealed: Iterable[bytes]) -> None:
        """Keep all of it or nothing; safe on disk when this returns. FileExistsError if the key is taken."""

    def get(self, key: StoreKey) -> Iterator[bytes]:
        """The sealed bytes in blocks; ContentMissing if there are none."""

    def remove(self, key: StoreKey) -> None:
        """Take it away; removing what is not there is no error."""

    def keys(self, organisation_id: UUID) -> Iterator[StoreKey]:
        """All that is kept for an organisation."""


class LocalFolderStore:
    """A folder of this machine: `<organisation>/<document>/<version>`, readable by its owner only."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: StoreKey, sealed: Iterable[bytes]) -> None:
        """Write beside it, flush to disk, then give it its name: a half file never bears the name."""
        path = self._path(key)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        try:
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for block in sealed:
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
            os.link(half, path)  # unlike a rename, refuses to take the place of what is there
        finally:
            half.unlink(missing_ok=True)
        for folder in (path.parent, path.parent.parent, self.root):
            _flush(folder)

    def get(self, key: StoreKey) -> Iterator[bytes]:
        """The sealed bytes in blocks; ContentMissing if there are none."""
        try:
            file = self._path(key).open("rb")
        except FileNotFoundError:
            raise ContentMissing(f"{key}: de inhoud is er niet.") from None
        with file:
            while block := file.read(BLOCK):
                yield block

    def remove(self, key: StoreKey) -> None:
        """Take it away, and the folder of the document with its last version."""
        path = self._path(key)
        path.unlink(missing_ok=True)
        with suppress(OSError):  # another version is still there
            path.parent.rmdir()
        if path.parent.parent.exists():
            _flush(path.parent.parent)

    def keys(self, organisation_id: UUID) -> Iterator[StoreKey]:
        """All that is kept for an organisation; a file with another kind of name is passed by."""
        for path in sorted((self.root / str(organisation_id)).glob("*/*")):
            with suppress(ValueError):
                yield StoreKey(organisation_id, UUID(path.parent.name), UUID(path.name))

    def _path(self, key: StoreKey) -> Path:
        return self.root / str(key.organisation_id) / str(key.document_id) / str(key.version_id)


def _flush(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def document_store() -> DocumentStore:
    """The store of this installation (setting `DOCUMENT_FOLDER`)."""
    return LocalFolderStore(Path(settings.DOCUMENT_FOLDER))
