"""When the last copy was made, written down outside the database: an old one should be noticed before it is needed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Final

from houvast.foundation.backup.manifest import Manifest
from houvast.foundation.outside import add_lines, whole_lines

NAME: Final = "kopieen.jsonl"


def note(folder: Path, manifest: Manifest) -> None:
    """Write that this copy was made."""
    line = {"at": manifest.made_at, "versleuteld": manifest.encrypted, "documenten": manifest.documents}
    add_lines(folder / NAME, [json.dumps(line, sort_keys=True)])


def last(folder: Path) -> dt.datetime | None:
    """When the last copy was made; None when none was, or when the file is none of ours."""
    lines = whole_lines(folder / NAME)
    try:
        return dt.datetime.fromisoformat(json.loads(lines[-1])["at"]) if lines else None
    except (ValueError, KeyError, TypeError):
        return None
