"""Files outside the database that only grow: what must outlive it, or must be out of its owner's reach.

The folder is the setting HANDOUT_FOLDER, best on another machine. A line that a crash cut off is not taken for one.
"""

from __future__ import annotations

import os
from pathlib import Path


def whole_lines(path: Path) -> list[str]:
    """The lines of the file; none when it is not there."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    return [line for line in text.rpartition("\n")[0].splitlines() if line.strip()]


def add_lines(path: Path, lines: list[str]) -> None:
    """Add lines, safe on disk when this returns; half a line that stood there is taken away first."""
    if not lines:
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists():
        os.truncate(path, path.read_bytes().rfind(b"\n") + 1)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())
