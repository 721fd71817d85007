"""The SMTP door of a test, open on a port of this machine."""

import asyncio
import smtplib
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from houvast.connections.mail_in import real, simulator


@contextmanager
def open_door() -> Iterator[int]:
    """The port; closed and gone afterwards."""
    opened, found, until = threading.Event(), [], asyncio.Event()

    def ready(number: int) -> None:
        found.extend([number, asyncio.get_running_loop()])
        opened.set()

    thread = threading.Thread(target=lambda: asyncio.run(real.listen("127.0.0.1", 0, until, ready)))
    thread.start()
    assert opened.wait(30)
    try:
        yield found[0]
    finally:
        found[1].call_soon_threadsafe(until.set)
        thread.join(30)


def send(port: int, content: bytes, to: Iterable[str] = (simulator.TO,), sender: str = simulator.SENDER) -> dict:
    """As a mail program would; what was refused comes back."""
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
        return server.sendmail(sender, list(to), content)
