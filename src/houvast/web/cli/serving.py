"""What `houvast start` does once Django is there: preparing the database, and serving until told to stop."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseError
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from houvast.foundation import startup
from houvast.foundation.database import migrations
from houvast.foundation.database.embedded import EmbeddedServer
from houvast.web.cli import database, inner, mail_in, worker
from houvast.web.cli.children import Children
from houvast.web.cli.start import Stopping
from houvast.web.cli.with_django import leave_the_database
from houvast.web.cli.words import Refused, say, warn


def prepare(server: EmbeddedServer | None, steps: tuple[str, ...]) -> list[str]:
    """Roles, migrations and the `steps`, each only when something of it changed; lines to show."""
    lines: list[str] = []
    if server:
        database.prepare_embedded(server)
    if steps and migrations.stored_fingerprint(migrations.OWNER_ALIAS) is None:
        say("De eerste start maakt de database en de voorbeeldgemeente. Dat duurt een paar minuten.")
    try:
        migrations.migrate_when_changed()
    except ImproperlyConfigured as refusal:
        raise Refused(str(refusal)) from refusal
    refuse_unless_sound()
    for where in steps:
        module, _, name = where.partition(":")
        step: Callable[[], list[str]] = getattr(importlib.import_module(module), name)
        lines += step()
    leave_the_database()  # this process only watches: a copy of it must find no connection and no thread of a pool
    return lines


def refuse_unless_sound() -> None:
    """Refused with every objection, when Houvast may not start like this."""
    try:
        startup.refuse_unless_sound()
    except ImproperlyConfigured as refusal:
        raise Refused(str(refusal)) from refusal
    except DatabaseError as trouble:
        raise Refused(
            f"De database antwoordt niet ({type(trouble).__name__}). Kijk of DATABASE_URL klopt."
        ) from trouble
    leave_the_database()  # this process only watches: a copy of it must find no connection and no thread of a pool


@dataclass(frozen=True)
class Ports:
    """Where the web server listens, with how many processes, and the inner port beside it."""

    host: str
    port: int
    web_workers: int
    inner_host: str
    inner_port: int


def serve(ports: Ports, lines: list[str], stopping: Stopping, not_theirs: tuple[int, ...], *, jobs: bool = True) -> int:
    """Web, inner port and (with `jobs`) worker, until told to stop (0) or until one of them falls (1)."""
    gc.freeze()  # what is imported stays shared with the copies, because nothing looks through it any more
    with Children(not_theirs) as children:
        children.begin("web", _web, ports)
        children.begin("binnen", _inner, ports)
        if jobs:
            children.begin("werker", worker.work, [])
        if jobs and settings.MAIL_IN_PORT:
            children.begin("post", mail_in.listen, [])
        if not _wait_for_answer(ports, children, stopping):
            return 0 if stopping.asked else 1
        say(f"\nHouvast draait op http://localhost:{ports.port}/  (stoppen: Ctrl+C)")
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


def _web(ports: Ports) -> None:
    _granian("houvast.web.wsgi:application", ports.host, ports.port, ports.web_workers, threads=4)


def _inner(ports: Ports) -> None:
    asked = "127.0.0.1" if ports.host == "0.0.0.0" else ports.host  # noqa: S104 - compared, not bound
    os.environ[inner.WEB] = f"{asked}:{ports.port}"
    _granian("houvast.web.inner.wsgi:application", ports.inner_host, ports.inner_port, workers=1, threads=2)


def _granian(target: str, host: str, port: int, workers: int, threads: int) -> None:
    Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    ).serve()


def _wait_for_answer(ports: Ports, children: Children, stopping: Stopping) -> bool:
    inside = (ports.inner_host, ports.inner_port)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not stopping.asked:
        fallen = children.fallen()
        if fallen:
            warn(f"{fallen} start niet. De melding staat hierboven.")
            return False
        with contextlib.suppress(OSError), socket.create_connection(inside, timeout=2) as asked:
            asked.settimeout(10)
            asked.sendall(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            if b" 200 " in asked.recv(64):
                return True
        time.sleep(0.02)
    if not stopping.asked:
        warn("De webserver antwoordt na een minuut nog niet. Kijk of de machine erg druk is, en start opnieuw.")
    return False
