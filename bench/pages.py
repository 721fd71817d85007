"""The pages that people use all day, at the size of a large municipality, beside the same written plainly."""

import statistics
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.browsing import (
    FORM,
    ask,
    connect,
    csrf,
    is_confirmed,
    ready_to_send,
    sign_in,
    signup_request,
    wait_for_answer,
    with_form,
)
from bench.place import LARGE, PORT, Town, bound, p95_ms, town

CONNECTIONS, SECONDS, SAMPLES, WARMING = 4, 6.0, 200, 40
SEIZURES = ("29.000", "41.000", "")  # taxable year incomes; empty = not known
WARM_UP = 2.0  # seconds that are not counted: each new connection to the database reads its catalogue first


@dataclass(frozen=True)
class Measured:
    """Pages a second and the slow end, over all connections together."""

    rate: float
    median_ms: float
    p95_ms: float


def main(words: list[str]) -> int:
    """Load, serve as `make run` does, measure; 0 when every bound is met."""
    with town(LARGE) as place:
        return _run(place)


def _run(place: Town) -> int:
    from houvast.web.cli.with_django import leave_the_database

    print(f"voor het eerst geteld in {_count(place.organisation_id):.0f} s", flush=True)
    cookie, numbers_cookie = (sign_in(one, place.organisation_id) for one in (place.counsellors[0], place.officer))
    statements = _statements(cookie)
    leave_the_database()
    served = ("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT), "--workers", "2")
    quiet = ("--blocking-threads", "4", "--log-level", "warning", "--no-access-log")
    web = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "granian", *served, *quiet, "houvast.web.wsgi:application"]
    )
    try:
        wait_for_answer()
        return _measure(cookie, numbers_cookie, statements, lambda: _count(place.organisation_id))
    finally:
        web.terminate()
        web.wait(15)


def _count(organisation_id: uuid.UUID) -> float:
    """One turn of the job that keeps the numbers; how many seconds it took."""
    from houvast.foundation import clock as time_source
    from houvast.foundation.tenancy.context import tenant
    from houvast.promise.services import refresh

    began = time.perf_counter()
    with tenant(organisation_id):
        refresh(time_source.installed())
    return time.perf_counter() - began


def _statements(cookie: str) -> dict[str, int]:
    """SQL statements of a whole request, transaction control left out."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="localhost")
    client.cookies.load(cookie)
    counted = {}
    for name, path in (("Mijn dag", "/werk/"), ("wachtrij", "/werk/aanmeldingen/"), ("team", "/werk/planning/team/")):
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200, path
        counted[name] = sum(1 for one in queries if not one["sql"].startswith(("BEGIN", "COMMIT")))
    return counted


def _pages(path: str, cookie: str, *, method: str = "GET", bodies: list[str] | None = None) -> Measured:
    """The same page over and over on a few kept connections."""
    times: list[float] = []
    lock, start = threading.Lock(), time.perf_counter() + WARM_UP
    end = start + SECONDS

    def work(number: int) -> None:
        connection = connect()
        turn = number
        while time.perf_counter() < end:
            headers = {"Cookie": cookie, "X-Forwarded-For": f"10.0.{number}.{turn % 250}"}
            body = bodies[turn % len(bodies)] if bodies else ""
            if body:
                headers |= {"Content-Type": FORM, "X-CSRFToken": csrf(cookie)}
            began = time.perf_counter()
            status, _, _ = ask(connection, method, path, headers, body)
            took = time.perf_counter() - began
            if status >= 400:
                raise SystemExit(f"{path} gaf {status}")
            if began >= start:
                with lock:
                    times.append(took)
            turn += CONNECTIONS
        connection.close()

    _together(work)
    return Measured(len(times) / SECONDS, statistics.median(times) * 1000, p95_ms(times))


def _together(work: Callable[[int], None]) -> None:
    """On every connection at once; what goes wrong on one of them ends the measurement, as in this thread."""
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for _ in pool.map(work, range(CONNECTIONS)):
            pass


def _signups() -> Measured:
    """The last page of the public sign-up, sent by browsers that filled in the first two."""
    ready = [ready_to_send() for _ in range(SAMPLES)]
    _send_signups(ready[:WARMING], 0)
    return _send_signups(ready[WARMING:], WARMING)


def _send_signups(ready: list[str], first: int) -> Measured:
    times: list[float] = []
    lock = threading.Lock()

    def work(number: int) -> None:
        mine = connect()
        for turn, cookie in list(enumerate(ready, first))[number::CONNECTIONS]:
            request = signup_request(cookie, turn, uuid.uuid4())
            began = time.perf_counter()
            answer = ask(mine, *request)
            took = time.perf_counter() - began
            if not is_confirmed(answer):
                raise SystemExit(f"aanmelden gaf {answer[0]}: {answer[1][:300]!r}")
            with lock:
                times.append(took)
        mine.close()

    began = time.perf_counter()
    _together(work)
    took = time.perf_counter() - began
    return Measured(len(times) / took, statistics.median(times) * 1000, p95_ms(times))


def _seizure(cookie: str, year: str) -> str:
    """The last page of "Klopt mijn beslag?", all answers with it; without a year income it is a range."""
    answers = {
        "situation": "alleenstaande", "net": "2.090,00", "holiday": "no", "held": "778", "months": "4", "at": "4",
        "go": "next", "csrfmiddlewaretoken": csrf(cookie),
    }  # fmt: skip
    return urlencode(answers | ({"year": year} if year else {"year_unknown": "on"}))


def _measure(cookie: str, numbers_cookie: str, statements: dict[str, int], count: Callable[[], float]) -> int:
    form = with_form(cookie)
    searches = [
        urlencode({"q": term, "csrfmiddlewaretoken": csrf(form)}) for term in ("hofmi", "laarzee", "Oudtawes", "wes ja")
    ]
    day, plain_day = _pages("/werk/", cookie), _pages("/bench/gewone-lijst/", cookie)
    line, plain_line = _pages("/werk/aanmeldingen/", cookie), _pages("/bench/gewone-wachtrij/", cookie)
    team = _pages("/werk/planning/team/", cookie)
    found = _pages("/werk/zoeken/", form, method="POST", bodies=searches)
    small = _pages("/bench/kleine-wijziging/", cookie, method="POST", bodies=["x=1"])
    signups = _signups()
    seizure = _pages("/rekenhulp/beslag/", form, method="POST", bodies=[_seizure(form, year) for year in SEIZURES])
    weeks, year = (_pages(f"/kwaliteit/cijfers/?periode={span}", numbers_cookie) for span in (13, 52))
    turn = count()  # everybody who signed up above is in it
    rows = [
        ("Mijn dag", day),
        ("gewone lijst, dezelfde rijen", plain_day),
        ("wachtrij", line),
        ("gewone wachtrij, dezelfde rijen", plain_line),
        ("planning van het team", team),
        ("zoeken", found),
        ("kleine wijziging", small),
        ("aanmelding versturen", signups),
        ("rekenhulp: uitkomst", seizure),
        ("cijfers, 13 weken", weeks),
        ("cijfers, 52 weken", year),
    ]
    print(f"\n{'':34}{'per s':>8}{'mediaan':>10}{'p95':>10}")
    for name, one in rows:
        print(f"{name:34}{one.rate:8.1f}{one.median_ms:8.1f} ms{one.p95_ms:7.1f} ms")
    bounds = [
        ("Mijn dag: SQL-opdrachten", statements["Mijn dag"], "<=", 12),
        ("wachtrij: SQL-opdrachten", statements["wachtrij"], "<=", 12),
        ("planning: SQL-opdrachten", statements["team"], "<=", 12),
        ("planning: p95 in ms", team.p95_ms, "<=", 100),
        ("Mijn dag: p95 in ms", day.p95_ms, "<=", 100),
        ("wachtrij: p95 in ms", line.p95_ms, "<=", 100),
        ("zoeken: p95 in ms", found.p95_ms, "<=", 100),
        ("rekenhulp: p95 in ms", seizure.p95_ms, "<=", 60),
        ("cijfers 13 weken: p95 in ms", weeks.p95_ms, "<=", 150),
        ("cijfers 52 weken: p95 in ms", year.p95_ms, "<=", 150),
        ("nieuwe feiten tellen, in s", turn, "<=", 30),
        ("Mijn dag / gewone lijst", day.rate / plain_day.rate, ">=", 1.5),
        ("wachtrij / gewone wachtrij", line.rate / plain_line.rate, ">=", 1.5),
        ("aanmelding / kleine wijziging", signups.rate / small.rate, ">=", 0.4),
    ]
    print()
    return 0 if all([bound(*one) for one in bounds]) else 1
