"""The processes of `houvast start`: made from this one with everything imported, and ended together.

On Linux a child is a copy (fork): importing Django costs two seconds, and is paid once instead of once for each
process. Elsewhere a copy is not safe, and a child imports by itself: slower, and the same in every other way.
"""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from typing import Any

from houvast.web.cli.words import Refused, warn

HOW = multiprocessing.get_context("fork") if sys.platform == "linux" else multiprocessing.get_context("spawn")
PATIENCE_SECONDS = 20
TOLD_TO_STOP = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@dataclass
class Children:
    """The processes of this start: ended together, in the order in which they do the least harm.

    `not_theirs` are open files that only the parent may hold, such as its locks.
    """

    not_theirs: tuple[int, ...] = ()
    running: dict[str, BaseProcess] = field(default_factory=dict)

    def __enter__(self) -> Children:
        return self

    def begin(self, name: str, work: Callable[..., object], *words: Any) -> None:
        """Run `work(*words)` in a process of its own; no connection or thread of ours may live at this moment."""
        closing = self.not_theirs if HOW.get_start_method() == "fork" else ()
        child = HOW.Process(target=_live, args=(os.getpid(), closing, work, words), name=name)
        # Told to stop before its own handlers stand, a child would go on as if nobody said anything.
        signal.pthread_sigmask(signal.SIG_BLOCK, TOLD_TO_STOP)
        try:
            child.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, TOLD_TO_STOP)
        self.running[name] = child

    def fallen(self) -> str | None:
        """The name of a child that ended by itself."""
        return next((name for name, child in self.running.items() if not child.is_alive()), None)

    def __exit__(self, *error: object) -> None:
        for child in self.running.values():
            child.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for child in self.running.values():
            child.join(max(0.1, deadline - time.monotonic()))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid or 0, signal.SIGKILL)  # it leads its own group: nothing of it stays behind
            child.join()


def _live(parent: int, closing: tuple[int, ...], work: Callable[..., object], words: tuple[Any, ...]) -> None:
    # An own session: Ctrl+C reaches the parent only, and that decides who stops when.
    os.setsid()
    for number in TOLD_TO_STOP:
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        _end_with(parent)
    for descriptor in closing:
        os.close(descriptor)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, TOLD_TO_STOP)
    try:
        work(*words)
    except Refused as refusal:
        warn(str(refusal))
        sys.exit(1)


def _end_with(parent: int) -> None:
    """Linux: a child gets TERM when its parent is shot, so that no web server holds the port for ever."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
    if os.getppid() != parent:  # shot before we could ask
        os._exit(1)
