"""`houvast start`: everything on this machine, in the foreground, until it is told to stop.

This module imports little, so that the database starts while Django is still being imported.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import importlib
import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

from houvast.foundation.database.embedded import EmbeddedDatabaseError, EmbeddedServer, application_server, data_folder
from houvast.web.cli import inner
from houvast.web.cli.children import TOLD_TO_STOP
from houvast.web.cli.with_django import set_up_django, uses_embedded_server
from houvast.web.cli.words import Refused, say

DEFAULT_PORT = 8000
HOST = "127.0.0.1"

# "module:function", called at every start after migrating: does its work once, returns lines to show.
AT_START: tuple[str, ...] = ("houvast.web.demo.load:at_start",)
# What every process needs: imported here once, before the processes are made.
SHARED = ("houvast.web.wsgi", "houvast.web.urls", "houvast.web.inner.answers", "granian")


def start(words: list[str]) -> int:
    """Database, migrations, made-up municipality, web and worker; 0 after TERM or INT, 1 when one of them fell."""
    parser = argparse.ArgumentParser(prog="houvast start")
    parser.add_argument("--poort", default=os.environ.get("PORT") or str(DEFAULT_PORT), help="anders PORT, of 8000")
    parser.add_argument("--leeg", action="store_true", help="zonder voorbeeldgemeente")
    asked = parser.parse_args(words)
    port, steps = port_of(asked.poort), () if asked.leeg else AT_START
    web, inside = web_workers(), inner.port_beside(port)
    stopping = Stopping()
    with only_one_here(port) as lock:
        refuse_taken(HOST, port, f"PORT={port + 1} make run")
        refuse_taken(inner.host(), inside, f"INNER_PORT={inside + 1} make run")
        inner.use_folder(data_folder() / "tellers")
        server = application_server() if uses_embedded_server() else None
        try:
            _import_everything(server)
            serving = importlib.import_module("houvast.web.cli.serving")
            with stopping.at_once():
                lines = serving.prepare(server, steps)
            ours = (lock, server.lock) if server else (lock,)
            ports = serving.Ports(HOST, port, web, inner.host(), inside)
            return int(serving.serve(ports, lines, stopping, ours))
        except StopNow:
            say("Houvast is gestopt.")
            return 0
        finally:
            if server:
                server.release()


def _import_everything(server: EmbeddedServer | None) -> None:
    """Django and the web program, while the database starts on the other core."""
    with ThreadPoolExecutor(1) as meanwhile:
        running = meanwhile.submit(server.acquire) if server else None
        set_up_django()
        # Before the web program: it looks once, when it is imported, which style sheets there are.
        importlib.import_module("houvast.web.cli.static_files").collect_when_changed()
        for name in SHARED:
            importlib.import_module(name)
        try:
            if running:
                running.result()
        except EmbeddedDatabaseError as error:
            raise Refused(str(error)) from error


def port_of(text: str) -> int:
    """A port from its digits; Refused with what to do."""
    if text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise Refused(f"PORT={text} is geen poort. Kies een getal van 1 tot 65535, bijvoorbeeld: PORT=8001 make run")


def web_workers() -> int:
    """How many web processes, from WEB_WORKERS; Refused with what to do."""
    text = os.environ.get("WEB_WORKERS", "2")
    if text.isdigit() and int(text) > 0:
        return int(text)
    raise Refused(f"WEB_WORKERS={text} is geen aantal. Kies een getal van 1 of meer, of laat WEB_WORKERS weg.")


def refuse_taken(host: str, port: int, other: str) -> None:
    """Refused when the port is taken. A program that was just stopped may hold it a moment longer."""
    for moment in range(10):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
                return
            except PermissionError as error:
                raise Refused(f"Poort {port} mag niet van dit systeem. Kies een poort boven 1024.") from error
            except OSError:
                time.sleep(0.2 if moment < 9 else 0)
    raise Refused(f"Poort {port} is al in gebruik. Kies een andere, bijvoorbeeld: {other}")


@contextlib.contextmanager
def only_one_here(port: int) -> Iterator[int]:
    """One running Houvast per data folder; the lock ends with the process, also after a hard kill.

    Gives the open file that holds the lock.
    """
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "running", "a+") as handle:
        for moment in range(10):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if moment == 9:
                    handle.seek(0)
                    raise Refused(
                        f"Houvast draait al vanuit deze map, op poort {handle.read().strip() or '?'}. "
                        "Stop die eerst, of gebruik een andere map met HOUVAST_DATA."
                    ) from error
                time.sleep(0.2)
        handle.truncate(0)
        handle.write(str(port))
        handle.flush()
        yield handle.fileno()


class StopNow(BaseException):
    """Told to stop in the middle of preparing: what was half done is rolled back."""


class Stopping:
    """Set by TERM and INT; everything that waits looks at it."""

    def __init__(self) -> None:
        self.asked = False
        self._at_once = False
        for number in TOLD_TO_STOP:
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True
        if self._at_once:
            raise StopNow

    @contextlib.contextmanager
    def at_once(self) -> Iterator[None]:
        """Inside, being told to stop breaks off; each step is a transaction of its own."""
        if self.asked:
            raise StopNow
        self._at_once = True
        try:
            yield
        except Exception as trouble:
            # Broken off in the middle of a statement, its clean-up may fail and tell of that instead.
            if self.asked:
                raise StopNow from trouble
            raise
        finally:
            self._at_once = False
