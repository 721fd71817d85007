"""A thousand reminders: made by the job that looks who has a talk soon, and handed over, by one worker.

`python -m bench reminders`. Counted from the moment the job is asked for until the gateway has the last one.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
import uuid
from collections.abc import Callable

import psycopg

from bench.place import SMALL, Town, bound, town
from bench.receiver import Receiver

SECONDS, PATIENCE = 20, 300
HALF_HOURS = 6  # talks of one counsellor on one day


def main(words: list[str]) -> int:
    """Book, remind, count; 0 when all are there in time, each once."""
    with Receiver() as receiver, town(SMALL) as place:
        _book(place)
        worker = subprocess.Popen([sys.executable, "-m", "houvast.web.cli.main", "werker"])
        try:
            _until_it_works(place)
            began = _ask_for_it()
            while len(receiver.taken) < SMALL and time.perf_counter() - began < PATIENCE:
                time.sleep(0.05)
            took = (receiver.times[-1] if receiver.times else time.perf_counter()) - began
            _patiently(lambda: _not_sent(place) == 0)  # what is left then is counted below
        finally:
            worker.terminate()
            worker.wait(30)
        first = receiver.times[0] - began if receiver.times else took
        print(f"     {first:.1f} s tot de eerste; daarna {SMALL / max(took - first, 0.001):.0f} per seconde")
        good = [
            bound("1.000 herinneringen maken en overdragen, in s", took, "<=", SECONDS),
            bound("herinneringen aangekomen", len(receiver.taken), ">=", SMALL),
            bound("vaker aangeboden dan nodig", sum(receiver.offered.values()) - len(receiver.taken), "<=", 0),
            bound("nog niet als verzonden opgeschreven", _not_sent(place), "<=", 0),
        ]
    return 0 if all(good) else 1


def _book(place: Town) -> None:
    """A talk for every file within three days, booked long enough ago to be reminded of now."""
    from bench import load

    with psycopg.connect(place.conninfo) as database:
        now = database.execute("SELECT date_trunc('day', now())").fetchone()
        assert now is not None
        files = database.execute("SELECT dossier_id, id FROM dossier_party ORDER BY id").fetchall()
        booked = now[0] - dt.timedelta(days=10)
        rows = []
        for number, (dossier, party) in enumerate(files):
            turn, who = divmod(number, len(place.counsellors))
            day, hour = divmod(turn, HALF_HOURS)
            starts = now[0] + dt.timedelta(days=1 + day, hours=9, minutes=30 * hour)
            rows.append((uuid.uuid4(), place.organisation_id, 1, dossier, party, False, place.counsellors[who], "",
                         "phone", starts, starts + dt.timedelta(minutes=30), "booked", booked))  # fmt: skip
        columns = load.PLANNING["planning_appointment"]
        with database.cursor() as cursor, cursor.copy(f"COPY planning_appointment ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    with psycopg.connect(place.conninfo, autocommit=True) as database:
        database.execute("ANALYZE")


def _until_it_works(place: Town) -> None:
    with psycopg.connect(place.conninfo, autocommit=True) as database:
        if _patiently(lambda: database.execute("SELECT 1 FROM procrastinate_workers").fetchone() is not None):
            return
    raise SystemExit("de werker begint niet")


def _ask_for_it() -> float:
    """The job that runs each hour of the day, now."""
    from houvast.casework.planning.jobs import remind_all
    from houvast.web.cli.with_django import leave_the_database

    began = time.perf_counter()
    remind_all.defer(timestamp=int(time.time()))
    leave_the_database()
    return began


def _patiently(there: Callable[[], bool]) -> bool:
    """Wait until it is so; False when that takes longer than PATIENCE seconds."""
    began = time.perf_counter()
    while not (found := there()) and time.perf_counter() - began < PATIENCE:
        time.sleep(0.1)
    return found


def _not_sent(place: Town) -> int:
    with psycopg.connect(place.conninfo) as database:
        row = database.execute("SELECT count(*) FROM jobs_intent WHERE state <> 'sent'").fetchone()
    assert row is not None
    return int(row[0])
