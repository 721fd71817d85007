"""The folder of documents as one stream of tar, and back again. Every document in it is sealed already."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from uuid import UUID

from houvast.foundation.backup.manifest import NotACopy

DEPTH = 3  # organisation / document / version


class Packed:
    """Iterating gives the stream; `count` says afterwards how many documents went in."""

    def __init__(self, root: Path) -> None:
        self.root, self.count = root, 0

    def __iter__(self) -> Iterator[bytes]:
        held = io.BytesIO()
        with tarfile.open(fileobj=held, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for path in sorted(self.root.rglob("*")):
                name = path.relative_to(self.root).as_posix()
                if not is_document(name) or not path.is_file():
                    continue
                with suppress(FileNotFoundError):  # destroyed since we listed it
                    tar.add(path, name, recursive=False)
                    self.count += 1
                yield _taken(held)
        yield held.getvalue()


def _taken(held: io.BytesIO) -> bytes:
    written = held.getvalue()
    held.seek(0)
    held.truncate()
    return written


def is_document(name: str) -> bool:
    """Whether this is the name of one version of one document: three ids, and nothing that leads elsewhere."""
    try:
        return len([UUID(part) for part in PurePosixPath(name).parts]) == DEPTH
    except ValueError:
        return False


class _Stream(io.RawIOBase):
    """Blocks, read as a file."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks, self._rest = iter(blocks), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = block
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)


def unpack(content: Iterable[bytes], into: Path) -> int:
    """Write the documents in a new folder `into`, for their owner only; how many. NotACopy for anything else in it."""
    into.mkdir(mode=0o700, parents=True)
    count = 0
    try:
        with tarfile.open(fileobj=io.BufferedReader(_Stream(content)), mode="r|") as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isreg() and is_document(member.name) else None
                if file is None:
                    raise NotACopy("In de documenten van deze kopie staat iets dat geen document is.")
                path = into / member.name
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                path.touch(mode=0o600)
                with path.open("wb") as written:
                    while block := file.read(256 * 1024):
                        written.write(block)
                count += 1
    except tarfile.TarError as error:
        raise NotACopy("De documenten van deze kopie zijn niet te lezen. Neem een andere kopie.") from error
    return count
