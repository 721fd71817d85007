"""The house as `make run` starts it, in processes of its own that may be shot; begun again as a machine would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from bench import browsing, place

WEB, INNER, WORKER = range(3)  # the order in which `houvast start` makes its processes
PATIENCE = 600  # a machine that does other things as well begins slowly


@dataclass(frozen=True)
class Parts:
    """Process numbers: the one that watches over the web server, those that answer, and the worker."""

    web: int
    answering: list[int]
    worker: int


class House:
    """`houvast start --leeg`, as often as it takes."""

    def __init__(self) -> None:
        self.starts = 0
        self._said = place.FOLDER / "huis.log"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> House:
        self.until_whole()
        return self

    def until_whole(self) -> float:
        """Begin again whatever fell, until pages are answered and a worker works; how many seconds that took."""
        began = time.perf_counter()
        while time.perf_counter() - began < PATIENCE:
            if self._process is None or self._process.poll() is not None:
                self._begin()
            if self.parts() and browsing.answers():
                return time.perf_counter() - began
            time.sleep(0.05)
        raise SystemExit(f"het huis komt niet meer op:\n{self.last_words()}")

    def parts(self) -> Parts | None:
        """Who is alive now; None when not everybody is."""
        made = children(self._process.pid) if self._process else []
        if len(made) != 3:
            return None
        answering = children(made[WEB])
        return Parts(made[WEB], answering, made[WORKER]) if answering else None

    def fell(self, seconds: float) -> bool:
        """Whether the whole house stops within so many seconds."""
        try:
            return self._process is None or self._process.wait(seconds) is not None
        except subprocess.TimeoutExpired:
            return False

    def last_words(self) -> str:
        """The end of what it said."""
        return self._said.read_text(errors="replace")[-3000:]

    def _begin(self) -> None:
        self.starts += 1
        command = [sys.executable, "-m", "houvast.web.cli.main", "start", "--leeg", "--poort", str(place.PORT)]
        with self._said.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command, stdout=log, stderr=log, start_new_session=True
            )

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None):
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGINT)  # Ctrl+C, as at a terminal
            self._process.wait(60)


def children(parent: int) -> list[int]:
    """The living processes that this one made, oldest first."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue  # it ended while we looked
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append((int(fields[19]), int(stat.parent.name)))
    return [pid for _, pid in sorted(found)]
