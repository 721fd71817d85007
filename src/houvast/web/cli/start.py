"""`houvast start`: everything on this machine, in the foreground, until it is told to stop."""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import fcntl
import importlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import FrameType

from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from houvast.foundation import startup
from houvast.foundation.database import migrations
from houvast.foundation.database.embedded import data_folder
from houvast.web.cli import database, static_files
from houvast.web.cli.with_django import set_up_django
from houvast.web.cli.words import Refused, say, warn

DEFAULT_PORT = 8000
PATIENCE_SECONDS = 20
HOST = "127.0.0.1"

# "module:function", called at every start after migrating: does its work once, returns lines to show.
AT_START: tuple[str, ...] = ("houvast.web.demo.load:at_start",)


def start(words: list[str]) -> int:
    """Database, migrations, made-up municipality, web and worker; 0 after TERM or INT, 1 when one of them fell."""
    parser = argparse.ArgumentParser(prog="houvast start")
    parser.add_argument("--poort", default=os.environ.get("PORT") or str(DEFAULT_PORT), help="anders PORT, of 8000")
    parser.add_argument("--leeg", action="store_true", help="zonder voorbeeldgemeente")
    asked = parser.parse_args(words)
    port, steps = _port(asked.poort), () if asked.leeg else AT_START
    stopping = _Stopping()
    with _only_one_here(port):
        _refuse_taken(port)
        set_up_django()
        server = database.bring_up() if database.uses_embedded_server() else None
        try:
            with stopping.at_once():
                lines = _prepare(steps)
            return _serve(port, lines, stopping)
        except _StopNow:
            say("Houvast is gestopt.")
            return 0
        finally:
            if server:
                server.release()


def _prepare(steps: tuple[str, ...]) -> list[str]:
    lines: list[str] = []
    try:
        if steps and migrations.stored_fingerprint(migrations.OWNER_ALIAS) is None:
            say("De eerste start maakt de database en de voorbeeldgemeente. Dat duurt een paar minuten.")
        migrations.migrate_when_changed()
        startup.refuse_unless_sound()
    except ImproperlyConfigured as refusal:
        raise Refused(str(refusal)) from refusal
    static_files.collect_when_changed()
    for where in steps:
        module, _, name = where.partition(":")
        step: Callable[[], list[str]] = getattr(importlib.import_module(module), name)
        lines += step()
    connections.close_all()  # this process only watches from here on
    return lines


def _serve(port: int, lines: list[str], stopping: _Stopping) -> int:
    with _Children() as children:
        children.begin("web", _web_server(port))
        children.begin("werker", [sys.executable, "-m", "houvast.web.cli.main", "werker"])
        if not _wait_for_answer(port, children, stopping):
            return 0 if stopping.asked else 1
        say(f"\nHouvast draait op http://localhost:{port}/  (stoppen: Ctrl+C)")
        for line in lines:
            say(line)
        while not stopping.asked:
            fallen = children.fallen()
            if fallen:
                warn(f"{fallen} is gestopt; Houvast stopt nu helemaal. De melding staat hierboven.")
                return 1
            time.sleep(0.2)
    say("Houvast is gestopt.")
    return 0


def _web_server(port: int) -> list[str]:
    workers = os.environ.get("WEB_WORKERS", "2")
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)),
        *("--workers", workers, "--blocking-threads", "4", "--respawn-failed-workers"),
        *("--workers-kill-timeout", "5", "--log-level", "warning", "--no-access-log"),
        "houvast.web.wsgi:application",
    ]


def _port(text: str) -> int:
    if text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise Refused(f"PORT={text} is geen poort. Kies een getal van 1 tot 65535, bijvoorbeeld: PORT=8001 make run")


def _refuse_taken(port: int) -> None:
    """A program that was just stopped may hold the port a moment longer."""
    for moment in range(10):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
                return
            except PermissionError as error:
                raise Refused(f"Poort {port} mag niet van dit systeem. Kies een poort boven 1024.") from error
            except OSError:
                time.sleep(0.2 if moment < 9 else 0)
    raise Refused(f"Poort {port} is al in gebruik. Kies een andere, bijvoorbeeld: PORT={port + 1} make run")


@contextlib.contextmanager
def _only_one_here(port: int) -> Iterator[None]:
    """One running Houvast per data folder; the lock ends with the process, also after a hard kill."""
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
        yield


class _StopNow(BaseException):
    """Told to stop in the middle of preparing: what was half done is rolled back."""


class _Stopping:
    """Set by TERM and INT; everything that waits looks at it."""

    def __init__(self) -> None:
        self.asked = False
        self._at_once = False
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True
        if self._at_once:
            raise _StopNow

    @contextlib.contextmanager
    def at_once(self) -> Iterator[None]:
        """Inside, being told to stop breaks off; each step is a transaction of its own."""
        if self.asked:
            raise _StopNow
        self._at_once = True
        try:
            yield
        finally:
            self._at_once = False


@dataclass
class _Children:
    """The processes of this start: ended together, in the order in which they do the least harm."""

    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __enter__(self) -> _Children:
        return self

    def begin(self, name: str, command: list[str]) -> None:
        # An own session: Ctrl+C reaches us only, and we decide who stops when.
        self.running[name] = subprocess.Popen(  # noqa: S603 - our own programs
            command,
            start_new_session=True,
            # No thread of ours runs at this moment.
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
        )

    def fallen(self) -> str | None:
        """The name of a child that ended by itself."""
        return next((name for name, child in self.running.items() if child.poll() is not None), None)

    def __exit__(self, *error: object) -> None:
        for child in self.running.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for child in self.running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)  # it leads its own group: nothing of it stays behind
            child.wait()


def _end_with_parent() -> None:
    """Linux: a child gets TERM when its parent is shot, so that no web server holds the port for ever."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def _wait_for_answer(port: int, children: _Children, stopping: _Stopping) -> bool:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not stopping.asked:
        fallen = children.fallen()
        if fallen:
            warn(f"{fallen} start niet. De melding staat hierboven.")
            return False
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=2) as asked:
            asked.settimeout(10)
            asked.sendall(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            if b" 200 " in asked.recv(64):
                return True
        time.sleep(0.05)
    if not stopping.asked:
        warn("De webserver antwoordt na een minuut nog niet. Kijk of de machine erg druk is, en start opnieuw.")
    return False
