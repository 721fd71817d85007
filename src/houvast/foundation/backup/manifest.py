"""What a copy says of itself."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FORMAT = 1
NAME = "manifest.json"
DATABASE, DOCUMENTS = "database.dump", "documents.tar"


class NotACopy(Exception):
    """The folder holds no whole copy of ours; the text says what is wrong, in Dutch."""


@dataclass(frozen=True)
class Part:
    """One file of the copy: its length and SHA-256 as it lies there (sealed or not)."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """`made_at` in UTC; `rows` per table at that one moment; `migrations` as app.name; `salt` for the keys of parts."""

    made_at: str
    houvast: str
    postgresql: str
    fingerprint: str
    encrypted: bool
    salt: str
    documents: int
    rows: dict[str, int] = field(default_factory=dict)
    migrations: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    format: int = FORMAT

    def part(self, name: str) -> Part:
        """The part with this name; NotACopy when there is none."""
        for one in self.parts:
            if one.name == name:
                return one
        raise NotACopy(f"In deze kopie ontbreekt {name}.")

    def write(self, folder: Path) -> None:
        """Beside the parts, for its owner only."""
        path = folder / NAME
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The manifest of a copy; NotACopy when it is none, or of a kind that this version does not know."""
    try:
        found: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        manifest = Manifest(**{**found, "parts": [Part(**one) for one in found["parts"]]})
        dt.datetime.fromisoformat(manifest.made_at)
    except FileNotFoundError as error:
        raise NotACopy(f"In {folder} staat geen {NAME}. Wijs de map van één kopie aan, houvast-….") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotACopy(f"{folder / NAME} is niet te lezen. Neem een andere kopie.") from error
    if manifest.format != FORMAT:
        raise NotACopy(f"Deze kopie heeft vorm {manifest.format}; deze Houvast kent vorm {FORMAT}.")
    return manifest
