"""An SMS gateway on loopback that honours idempotency keys, and outlives every process of the house."""

from __future__ import annotations

import json
import os
import random
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


class Receiver:
    """Takes a key once. `slowest` seconds may pass between taking a message and saying so: there a kill hurts most."""

    def __init__(self, slowest: float = 0.0) -> None:
        self.taken: dict[str, tuple[str, str]] = {}  # key -> to whom, what
        self.offered: Counter[str] = Counter()
        self.changed: list[str] = []  # keys that came again with other content
        self.times: list[float] = []
        self.slowest, self._lock, self._chance = slowest, threading.Lock(), random.Random(1)  # noqa: S311
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True

    def __enter__(self) -> Receiver:
        os.environ["BENCH_SMS"] = f"http://127.0.0.1:{self._server.server_port}/sms"  # bench.settings reads it
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None):
        self._server.shutdown()
        self._server.server_close()

    def take(self, key: str, to: str, text: str) -> str:
        """Keep one message, once; the number it got here."""
        with self._lock:
            self.offered[key] += 1
            known = self.taken.setdefault(key, (to, text))
            if self.offered[key] == 1:
                self.times.append(time.perf_counter())
            if known != (to, text):
                self.changed.append(key)
            waits = self._chance.random() * self.slowest
        time.sleep(waits)
        return f"bench-{key}"[:100]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                sent = self.rfile.read(length)
                if len(sent) < length:  # who sends was shot half-way: nothing has come in
                    self.close_connection = True
                    return
                given = json.loads(sent)
                number = receiver.take(self.headers["Idempotency-Key"], given["to"], given["text"])
                content = json.dumps({"id": number}).encode()
                try:
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content)
                except OSError:
                    pass  # who asked was shot

            def log_message(self, *_: object) -> None:
                pass

        return Handler
