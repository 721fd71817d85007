"""The side that asks: keeps one typesetting process, speaks to it, and ends it when it takes too long."""

from __future__ import annotations

import atexit
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

SECONDS = 30.0
MOST_PAGES = 500  # after so many the process is made anew: what it remembers stays small
HEAD = struct.Struct(">?Q")
LENGTH = struct.Struct(">Q")
# Nothing of our settings or keys goes along; a proxy that cannot be reached closes the last way out.
ENVIRONMENT = {"PYTHONUNBUFFERED": "1", "HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}


class PaperError(Exception):
    """The page could not be made; ``str(error)`` says where it went wrong, without what was on it."""


class _Press:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._pages = 0

    def print(self, order: bytes) -> bytes:
        with self._lock:
            child = self._running()
            try:
                good, answer = self._ask(child, order)
            except (OSError, EOFError, TimeoutError) as error:
                self._stop()
                raise PaperError("de zetter gaf geen antwoord") from error
            self._pages += 1
            if self._pages >= MOST_PAGES:
                self._stop()
        if not good:
            raise PaperError(answer.decode("utf-8", "replace"))
        return answer

    def stop(self) -> None:
        with self._lock:
            self._stop()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():  # after a fork the process belongs to the parent
            self._child = None
        if self._child is None or self._child.poll() is not None:
            self._stop()
            keep = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG") if name in os.environ}
            self._child = subprocess.Popen(
                [sys.executable, "-m", "houvast.foundation.paper.typesetter"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env={**ENVIRONMENT, **keep, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )  # fmt: skip
            self._owner = os.getpid()
        return self._child

    def _ask(self, child: subprocess.Popen[bytes], order: bytes) -> tuple[bool, bytes]:
        assert child.stdin and child.stdout  # noqa: S101 - both are pipes, asked for above
        child.stdin.write(LENGTH.pack(len(order)) + order)
        child.stdin.flush()
        ends = time.monotonic() + SECONDS
        good, size = HEAD.unpack(_read(child.stdout.fileno(), HEAD.size, ends))
        return good, _read(child.stdout.fileno(), size, ends)

    def _stop(self) -> None:
        if self._child is not None and self._owner == os.getpid():
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    pipe.close()
        self._child, self._pages = None, 0


def _read(file: int, size: int, ends: float) -> bytes:
    found = bytearray()
    while len(found) < size:
        ready, _, _ = select.select([file], [], [], max(0.0, ends - time.monotonic()))
        if not ready:
            raise TimeoutError
        part = os.read(file, min(size - len(found), 1 << 16))
        if not part:
            raise EOFError
        found += part
    return bytes(found)


_press = _Press()
atexit.register(_press.stop)


def print_pdf(template: str, data: Mapping[str, Any], day: date) -> bytes:
    """A page as PDF; the same data and day give the same bytes.

    ``template`` is ``sheet``, ``letter``, ``cards`` or ``poster``.

    Raises PaperError when the typesetter refuses the page, dies, or needs more than 30 seconds.
    """
    moment = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    order = {"template": template, "data": data, "moment": moment}
    return _press.print(json.dumps(order, ensure_ascii=False).encode("utf-8", "replace"))
