"""Run every check over every file that is in the repository: `python -m tools.lint`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.lint import page_checks, place_checks, python_checks
from tools.lint.findings import Check, Finding

ROOT = Path(__file__).resolve().parents[2]
CHECKS: tuple[Check, ...] = (*python_checks.CHECKS, *page_checks.CHECKS, *place_checks.CHECKS)


def findings(path: str, text: str) -> Iterator[Finding]:
    """All that is wrong with one file."""
    for check in CHECKS:
        if check.applies_to(path):
            for found in check.find(path, text):
                yield Finding(found.path, found.line, f"[{check.name}] {found.words}")


def tracked_files() -> Iterator[tuple[str, str]]:
    """Path and text of every file that is, or is about to be, in the repository."""
    told = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for path in filter(None, told.stdout.split("\0")):
        try:
            yield path, (ROOT / path).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue  # fonts and pictures; files that were just removed


def main() -> int:
    """Print every finding; 1 when there is one."""
    looked_at, found = 0, []
    for path, text in tracked_files():
        looked_at += 1
        found += findings(path, text)
    for one in found:
        print(one)
    print(f"{looked_at} files, {len(CHECKS)} checks, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
