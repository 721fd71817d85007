"""The list of destruction as a file outside the database, so that it outlives every copy (security.md 10)."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from houvast.foundation.destruction.services import Entry, as_text, from_text, lines

NAME = "vernietigd.jsonl"
LOOK_BACK = dt.timedelta(days=1)  # a transaction that took long may commit behind a later one


def hand_out(folder: Path) -> int:
    """Add what is not in the file yet; how many. Stopped half-way, the next time completes it."""
    path = folder / NAME
    kept = handed_out(path)
    newest = max((dt.datetime.fromisoformat(entry.at) for entry in kept), default=None)
    known = {entry.id for entry in kept}
    fresh = [entry for entry in lines(newest - LOOK_BACK if newest else None) if entry.id not in known]
    if fresh:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _drop_half_a_line(path)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
            file.write(as_text(sorted(fresh)))
            file.flush()
            os.fsync(file.fileno())
    return len(fresh)


def handed_out(path: Path) -> list[Entry]:
    """What the file holds; nothing when there is none. A last line that was cut off by a crash is left out."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    whole, _, _ = text.rpartition("\n")
    return from_text(whole)


def _drop_half_a_line(path: Path) -> None:
    if path.exists():
        content = path.read_bytes()
        os.truncate(path, content.rfind(b"\n") + 1)
