"""`houvast werker`: runs the jobs of the queue, and comes back by itself when the database was away."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
from typing import cast

import psycopg
from django.conf import settings
from django.db import connections
from procrastinate.app import WorkerOptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from houvast.foundation import startup
from houvast.web.cli.with_django import set_up_django
from houvast.web.cli.words import Refused, warn

SHORTEST_WAIT, LONGEST_WAIT = 1, 30
LONG_ENOUGH = 60  # seconds of work after which the next failure is a new one
FINISH_SECONDS = 10  # what is running may finish this long after TERM


def work(words: list[str]) -> int:
    """Work until TERM or INT."""
    parser = argparse.ArgumentParser(prog="houvast werker")
    parser.add_argument("--rijen", default="", help="alleen deze wachtrijen, met komma's ertussen")
    parser.add_argument("--tegelijk", type=int, default=2, help="hoeveel klussen tegelijk (2)")
    asked = parser.parse_args(words)
    set_up_django()
    give_jobs_their_time()
    if settings.PRODUCTION:
        try:
            startup.refuse_unless_sound()
        except startup.StartRefused as refusal:
            raise Refused(str(refusal)) from refusal
    asyncio.run(_work_until_told([queue for queue in asked.rijen.split(",") if queue] or None, asked.tegelijk))
    return 0


def give_jobs_their_time() -> None:
    """Jobs may take longer than a page; before the first connection of this process."""
    connections.settings["default"]["OPTIONS"]["options"] = settings.JOB_TIMEOUTS


async def _work_until_told(queues: list[str] | None, concurrency: int) -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    wait = SHORTEST_WAIT
    while not told.is_set():
        begun = loop.time()
        await _work_once(queues, concurrency, told)
        if told.is_set():
            return
        wait = SHORTEST_WAIT if loop.time() - begun > LONG_ENOUGH else min(wait * 2, LONGEST_WAIT)
        warn(f"De werker is de database kwijt; over {wait} s weer.")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(told.wait(), wait)


async def _work_once(queues: list[str] | None, concurrency: int, told: asyncio.Event) -> None:
    """One connection's worth of work: returns when told to stop, or when the database went away."""
    how: WorkerOptions = {
        "concurrency": concurrency,
        "install_signal_handlers": False,
        "shutdown_graceful_timeout": FINISH_SECONDS,
    }
    if queues is not None:
        how["queues"] = queues
    stop = asyncio.create_task(told.wait())
    try:
        with app.replace_connector(cast(DjangoConnector, app.connector).get_worker_connector()) as working:
            async with working.open_async():
                worker = asyncio.create_task(working.run_worker_async(**how))
                await asyncio.wait({worker, stop}, return_when=asyncio.FIRST_COMPLETED)
                if not worker.done():
                    worker.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await worker
    except (ConnectorException, psycopg.Error, OSError):
        return
    finally:
        stop.cancel()
