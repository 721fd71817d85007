"""What every check gives: where, and what to do instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Finding:
    """One line that breaks a rule of the house."""

    path: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.words}"


@dataclass(frozen=True)
class Check:
    """A named rule, the files it is about, and how to find what breaks it.

    `suffixes` and `under` choose the files; `exceptions` are files that may, each with its reason.
    """

    name: str
    suffixes: tuple[str, ...]
    find: Callable[[str, str], Iterator[Finding]]
    under: tuple[str, ...] = ("src/",)
    exceptions: tuple[tuple[str, str], ...] = ()

    def applies_to(self, path: str) -> bool:
        """Whether this file is looked at."""
        if not path.startswith(self.under) or (self.suffixes and PurePosixPath(path).suffix not in self.suffixes):
            return False
        return not any(path.startswith(excepted) for excepted, _ in self.exceptions)


def lines_with(pattern: str, words: str, flags: int = 0) -> Callable[[str, str], Iterator[Finding]]:
    """A finder of lines that match a pattern."""
    compiled = re.compile(pattern, flags)

    def find(path: str, text: str) -> Iterator[Finding]:
        if path.endswith(".css"):
            text = re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment.group().count("\n"), text, flags=re.S)
        for number, line in enumerate(text.splitlines(), 1):
            if compiled.search(line):
                yield Finding(path, number, words)

    return find
