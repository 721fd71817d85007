"""The list of destruction as a file outside the database, so that it outlives every copy (security.md 10)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from houvast.foundation.destruction.services import Entry, as_text, from_text, lines
from houvast.foundation.outside import add_lines, whole_lines

NAME = "vernietigd.jsonl"
LOOK_BACK = dt.timedelta(days=1)  # a transaction that took long may commit behind a later one


def hand_out(folder: Path) -> int:
    """Add what is not in the file yet; how many. Stopped half-way, the next time completes it."""
    path = folder / NAME
    kept = handed_out(path)
    newest = max((dt.datetime.fromisoformat(entry.at) for entry in kept), default=None)
    known = {entry.id for entry in kept}
    fresh = [entry for entry in lines(newest - LOOK_BACK if newest else None) if entry.id not in known]
    add_lines(path, as_text(sorted(fresh)).splitlines())
    return len(fresh)


def handed_out(path: Path) -> list[Entry]:
    """What the file holds; nothing when there is none. A last line that was cut off by a crash is left out."""
    return from_text("\n".join(whole_lines(path)))
