"""`houvast werker`: runs the jobs of the queue, and comes back by itself when the database was away."""

from __future__ import annotations

import argparse
import os
import time

import psycopg
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from houvast.web.cli.with_django import set_up_django
from houvast.web.cli.words import warn

SHORTEST_WAIT, LONGEST_WAIT = 1.0, 30.0


def work(words: list[str]) -> int:
    """Work until TERM or INT."""
    parser = argparse.ArgumentParser(prog="houvast werker")
    parser.add_argument("--rijen", default="", help="alleen deze wachtrijen, met komma's ertussen")
    parser.add_argument("--tegelijk", type=int, default=2, help="hoeveel klussen tegelijk (2)")
    asked = parser.parse_args(words)
    os.environ["HOUVAST_WORKER"] = "true"  # jobs may take longer than a page
    set_up_django()

    queues = [queue for queue in asked.rijen.split(",") if queue] or None
    wait = SHORTEST_WAIT
    while True:
        begun = time.monotonic()
        try:
            with app.replace_connector(app.connector.get_worker_connector()) as worker:
                worker.run_worker(queues=queues, concurrency=asked.tegelijk, delete_jobs="never")
            return 0
        except (ConnectorException, psycopg.OperationalError, OSError) as error:
            wait = SHORTEST_WAIT if time.monotonic() - begun > LONGEST_WAIT else min(wait * 2, LONGEST_WAIT)
            warn(f"De werker is de database kwijt ({type(error).__name__}); over {wait:.0f} s weer.")
            time.sleep(wait)
