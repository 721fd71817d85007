"""A burst of sign-ups, as after a broadcast: 10,000 in one hour, evenly, while colleagues work and messages leave.

`python -m bench burst [how many] [factor]`. An hour is too long to wait for, so the same sign-ups come in so many
times less time: harder than the hour itself. The town is the large one; the house is `make run` with its worker.
"""

from __future__ import annotations

import http.client
import statistics
import threading
import time
import uuid

import psycopg

from bench import browsing
from bench.house import House
from bench.place import LARGE, bound, p95_ms, town
from bench.receiver import Receiver
from bench.whole import Questions

SIGNUPS, HOUR, FACTOR = 10_000, 3600, 4.0
BROWSERS, COLLEAGUES = 12, 2
PAGES = (("Mijn dag", "/werk/"), ("wachtrij", "/werk/aanmeldingen/"))
BETWEEN_PAGES = 0.5  # seconds a colleague looks at a page
LOOKED_EVERY = 5  # seconds at most between two looks at a page, by whomever; else nobody was looking
NO_ANSWER = (OSError, http.client.HTTPException)
SETTLING = 600


class Burst:
    """Who comes when, and what became of it."""

    def __init__(self, signups: int, factor: float) -> None:
        self.signups, self.rate = signups, SIGNUPS / HOUR * factor
        self.confirmed: set[str] = set()
        self.refused: list[str] = []
        self.times: list[float] = []
        self.looked: dict[str, list[float]] = {name: [] for name, _ in PAGES}
        self._turn, self._lock, self._began = 0, threading.Lock(), 0.0
        self.latest = 0.0  # how far the last one was behind his time
        self.over = threading.Event()

    def run(self, cookies: list[str]) -> float:
        """Everybody at once; how many seconds the sign-ups took."""
        self._began = time.perf_counter()
        residents = [threading.Thread(target=self._resident) for _ in range(BROWSERS)]
        colleagues = [threading.Thread(target=self._colleague, args=(cookie,)) for cookie in cookies]
        for work in (*residents, *colleagues):
            work.start()
        try:
            for work in residents:
                work.join()
            took = time.perf_counter() - self._began
        finally:
            self.over.set()  # also when we are told to stop: then nobody else comes
        for work in colleagues:
            work.join()
        return took

    def _next(self) -> int | None:
        """The number of who comes next, at his own time; None when all have come, or it is over."""
        with self._lock:
            if self.over.is_set() or self._turn >= self.signups:
                return None
            self._turn += 1
            number = self._turn
        due = self._began + number / self.rate
        time.sleep(max(0.0, due - time.perf_counter()))
        self.latest = max(self.latest, time.perf_counter() - due)
        return number

    def _resident(self) -> None:
        while (number := self._next()) is not None:
            phone = f"+3161{number:07d}"
            try:
                cookie = browsing.ready_to_send(phone)
                began = time.perf_counter()
                answer = browsing.once(*browsing.signup_request(cookie, number, uuid.uuid4()))
            except NO_ANSWER as trouble:
                self.refused.append(type(trouble).__name__)
                continue
            self.times.append(time.perf_counter() - began)
            if browsing.is_confirmed(answer):
                self.confirmed.add(phone)
            else:
                self.refused.append(f"{answer[0]} {answer[1][:200]!r}")

    def _colleague(self, cookie: str) -> None:
        connection = browsing.connect()
        while not self.over.is_set():
            for name, path in PAGES:
                try:
                    self._look(connection, name, path, cookie)
                except NO_ANSWER as trouble:
                    self.refused.append(f"{name}: {type(trouble).__name__}")
                    connection.close()  # the next page is asked on a fresh one
                time.sleep(BETWEEN_PAGES)
        connection.close()

    def _look(self, connection: http.client.HTTPConnection, name: str, path: str, cookie: str) -> None:
        began = time.perf_counter()
        status, _, _ = browsing.ask(connection, "GET", path, {"Cookie": cookie})
        self.looked[name].append(time.perf_counter() - began)
        if status != 200:
            self.refused.append(f"{name} gaf {status}")


def main(words: list[str]) -> int:
    """Let them come, look, print; 0 when nobody was lost and the pages stayed quick."""
    burst = Burst(int(words[0]) if words else SIGNUPS, float(words[1]) if len(words) > 1 else FACTOR)
    print(f"{burst.signups} aanmeldingen, {burst.rate:.1f} per seconde: {burst.rate * HOUR / SIGNUPS:.1f} keer de "
          f"snelheid van {SIGNUPS} in een uur", flush=True)  # fmt: skip
    with Receiver() as receiver, town(LARGE) as place:
        cookies = browsing.sign_in_all(place.counsellors[:COLLEAGUES], place.organisation_id)
        with psycopg.connect(place.conninfo, autocommit=True) as database:
            began = database.execute("SELECT now()").fetchone()
            assert began is not None
            with House():
                took = burst.run(cookies)
                questions = Questions(database, began[0])
                settled = _settle(questions)
            database.execute("ANALYZE")
            return _judge(burst, questions, receiver, took, settled)


def _settle(questions: Questions) -> float:
    began = time.perf_counter()
    while questions.waiting() and time.perf_counter() - began < SETTLING:
        time.sleep(1)
    return time.perf_counter() - began


def _judge(burst: Burst, questions: Questions, receiver: Receiver, took: float, settled: float) -> int:
    there = questions.signups_of()
    _, lost, twice = questions.messages(receiver)
    print(
        f"{len(burst.times)} aanmeldingen in {took:.0f} s ({len(burst.times) / took:.1f} per s), versturen p95 "
        f"{p95_ms(burst.times):.0f} ms; de traagste kwam {burst.latest:.1f} s na zijn tijd; alle berichten weg na "
        f"nog {settled:.0f} s"
    )
    for words in burst.refused[:5]:
        print(f"     niet gelukt: {words}")
    good = [
        bound("niet gelukt", len(burst.refused), "<=", 0),
        bound("bevestigd", len(burst.confirmed), ">=", burst.signups),
        bound("bevestigde aanmeldingen die er niet zijn", len(burst.confirmed - set(there)), "<=", 0),
        bound("dubbel", sum(there.values()) - len(there), "<=", 0),
        bound("halve aanmeldingen", questions.half_signups(), "<=", 0),
        bound("berichten kwijt", lost, "<=", 0),
        bound("berichten dubbel aangekomen", twice, "<=", 0),
    ]
    for name, times in burst.looked.items():
        good.append(bound(f"{name} ondertussen: keren bekeken", len(times), ">=", max(1, took // LOOKED_EVERY)))
        print(f"     {name}: mediaan {statistics.median(times or [0.0]) * 1000:.0f} ms")
        good.append(bound(f"{name} ondertussen: p95 in ms", p95_ms(times), "<=", 200))
    return 0 if all(good) else 1
