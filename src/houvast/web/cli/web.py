"""`houvast web`: the web server of an installation with its own PostgreSQL, and the inner port beside it.

What `houvast start` does for one machine with made-up people, without the database, the demo and the worker.
"""

from __future__ import annotations

import argparse
import importlib
import os

from houvast.foundation.database.embedded import data_folder
from houvast.web.cli import inner, start
from houvast.web.cli.with_django import set_up_django, uses_embedded_server
from houvast.web.cli.words import Parser, Refused, say

DEFAULT_HOST = "127.0.0.1"


def serve(words: list[str]) -> int:
    """Serve until TERM or INT (0), or until one of the processes falls (1)."""
    asked = _asked(words)
    port = start.port_of(asked.poort)
    workers, inside = start.web_workers(), inner.port_beside(port)
    if uses_embedded_server():
        raise Refused(
            "`houvast web` is voor een eigen PostgreSQL: zet DATABASE_URL. Alleen kijken kan met `houvast start`."
        )
    stopping = start.Stopping()
    with start.only_one_here(port) as lock:
        start.refuse_taken(asked.adres, port, "houvast web --poort 8001")
        start.refuse_taken(inner.host(), inside, f"INNER_PORT={inside + 1}")
        inner.use_folder(data_folder() / "tellers")
        set_up_django()
        importlib.import_module("houvast.web.cli.static_files").collect_when_changed()
        for name in start.SHARED:
            importlib.import_module(name)
        serving = importlib.import_module("houvast.web.cli.serving")
        try:
            with stopping.at_once():
                serving.refuse_unless_sound()
        except start.StopNow:
            say("Houvast is gestopt.")
            return 0
        ports = serving.Ports(asked.adres, port, workers, inner.host(), inside)
        return int(serving.serve(ports, [], stopping, (lock,), jobs=False))


def _asked(words: list[str]) -> argparse.Namespace:
    parser = Parser(prog="houvast web")
    parser.add_argument("--poort", default=os.environ.get("PORT") or str(start.DEFAULT_PORT), help="PORT, of 8000")
    parser.add_argument("--adres", default=DEFAULT_HOST, help="waar hij luistert (127.0.0.1; een proxy doet TLS)")
    return parser.parse_args(words)
