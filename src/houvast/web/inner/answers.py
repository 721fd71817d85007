"""What the inner port answers. It asks the database and the web server itself, and knows no organisation.

`/livez`: the web server answers, whatever the database does. `/readyz`: and the database has the tables of this
version. `/metrics`: numbers in the text format of Prometheus. Everything else is 404.
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

from houvast.foundation.database import migrations
from houvast.web.inner import counted
from houvast.web.inner.standing import StandingCollector

WEB = "HOUVAST_WEB_AT"  # host:port of the web server that this inner port speaks for
PATIENCE_SECONDS = 5
PLAIN = "text/plain; charset=utf-8"

Answer = tuple[HTTPStatus, str, bytes]


def live(accept: str) -> Answer:
    """The web server takes a request and answers, whatever it says."""
    return _said(HTTPStatus.OK, "ok") if web_answers() else _said(HTTPStatus.SERVICE_UNAVAILABLE, "web")


def ready(accept: str) -> Answer:
    """The same, and the database answers and fits this version."""
    trouble = [] if web_answers() else ["web"]
    try:
        if migrations.stored_fingerprint() != migrations.fingerprint():
            trouble.append("migraties")
    except DatabaseError:
        connection.close()
        trouble.append("database")
    return _said(HTTPStatus.SERVICE_UNAVAILABLE, " ".join(trouble)) if trouble else _said(HTTPStatus.OK, "ok")


def metrics(accept: str) -> Answer:
    """What was counted since the start, and what stands in the database now."""
    encode, kind = choose_encoder(accept)
    now = CollectorRegistry()
    now.register(StandingCollector())
    return HTTPStatus.OK, kind, encode(counted.all_processes()) + encode(now)


PAGES: dict[str, Callable[[str], Answer]] = {"/livez": live, "/readyz": ready, "/metrics": metrics}


def web_answers() -> bool:
    """Whether the web server says anything at all; an address that needs no database is asked."""
    host, _, port = os.environ.get(WEB, "").rpartition(":")
    if not host:
        return True  # nobody said whom to ask
    with contextlib.suppress(OSError), socket.create_connection((host, int(port)), PATIENCE_SECONDS) as asked:
        asked.sendall(b"HEAD /static/ui/app.css HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return asked.recv(9).startswith(b"HTTP/1.")
    return False


def answer(method: str, path: str, accept: str = "") -> Answer:
    """The answer to one request: it looks, and changes nothing."""
    page = PAGES.get(path)
    if page is None:
        return _said(HTTPStatus.NOT_FOUND, "niet gevonden")
    if method not in {"GET", "HEAD"}:
        return _said(HTTPStatus.METHOD_NOT_ALLOWED, "alleen kijken")
    return page(accept)


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    """The same as WSGI. No connection of one request is left half used for the next."""
    method = environ["REQUEST_METHOD"]
    close_old_connections()
    try:
        status, kind, body = answer(method, environ["PATH_INFO"], environ.get("HTTP_ACCEPT", ""))
    finally:
        close_old_connections()
    start_response(
        f"{status.value} {status.phrase}",
        [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")],
    )
    return [b"" if method == "HEAD" else body]


def _said(status: HTTPStatus, words: str) -> Answer:
    return status, PLAIN, f"{words}\n".encode()
