"""A bar that grows while a population is calculated; nothing where nobody looks."""

from __future__ import annotations

import sys
import time
from typing import TextIO

WIDTH = 30


class Progress:
    """Shows how far it is, on a terminal only."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self.stream = sys.stderr if stream is None else stream
        self.total, self.done, self.began = total, 0, time.monotonic()

    def step(self, rows: int) -> None:
        """So many rows more."""
        self.done += rows
        if self.stream.isatty():
            self.stream.write(f"\r{line(self.done, self.total, time.monotonic() - self.began)}\033[K")
            self.stream.flush()

    def close(self) -> None:
        """Take the bar away."""
        if self.stream.isatty():
            self.stream.write("\r\033[K")
            self.stream.flush()


def line(done: int, total: int, seconds: float) -> str:
    """``█████░░░░░  50%  500.000 van 1.000.000, nog 3 s``"""
    share = done / total if total else 1.0
    full = int(share * WIDTH)
    left = f", nog {max(1, round(seconds / share - seconds))} s" if 0 < share < 1 else ""
    return f"{'█' * full}{'░' * (WIDTH - full)} {share:4.0%}  {number(done)} van {number(total)}{left}"


def number(count: int) -> str:
    """``1.000.000``"""
    return f"{count:,}".replace(",", ".")
