"""`make bench`: loads the large municipality, serves it as `make run` does, measures, and prints one table."""

import http.client
import os
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

FOLDER = Path(".houvast/bench").resolve()
os.environ["HOUVAST_DATA"] = str(FOLDER)
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
PORT = int(os.environ.get("PORT", "8471"))
CONNECTIONS, SECONDS, SAMPLES, WARMING = 4, 6.0, 200, 40
SEIZURES = ("29.000", "41.000", "")  # taxable year incomes; empty = not known
WARM_UP = 2.0  # seconds that are not counted: each new connection to the database reads its catalogue first


@dataclass(frozen=True)
class Measured:
    """Pages a second and the slow end, over all connections together."""

    rate: float
    median_ms: float
    p95_ms: float
    size: int


def main() -> int:
    """Everything, in order; 0 when every bound of the issue is met."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    from bench import starting
    from houvast.web.cli import database, static_files
    from houvast.web.cli.with_django import set_up_django

    slow_start = starting.main()
    set_up_django()
    server = database.bring_up()
    try:
        return _run(server, static_files) or slow_start
    finally:
        server.release()
        shutil.rmtree(FOLDER, ignore_errors=True)


def _run(server: Any, static_files: Any) -> int:
    from django.conf import settings
    from django.db import connections

    from bench import load
    from houvast.foundation import clock as time_source
    from houvast.foundation.database import migrations

    migrations.migrate_when_changed()
    static_files.collect_when_changed()
    began = time.perf_counter()
    conninfo = server.conninfo(database=settings.DATABASES["default"]["NAME"])
    organisation_id, accounts, officer = load.fill(conninfo, time_source.installed())
    print(f"geladen: {load.DOSSIERS} dossiers, {load.OPEN} open, in {time.perf_counter() - began:.0f} s", flush=True)
    print(f"voor het eerst geteld in {_count(organisation_id):.0f} s", flush=True)
    cookie, numbers_cookie = _sign_in(accounts[0], organisation_id), _sign_in(officer, organisation_id)
    statements = _statements(cookie)
    connections.close_all()
    served = ("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT), "--workers", "2")
    quiet = ("--blocking-threads", "4", "--log-level", "warning", "--no-access-log")
    web = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "granian", *served, *quiet, "houvast.web.wsgi:application"]
    )
    try:
        _wait()
        return _measure(cookie, numbers_cookie, statements, lambda: _count(organisation_id))
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


def _sign_in(account_id: uuid.UUID, organisation_id: uuid.UUID) -> str:
    """A session of one counsellor, made as the sign-in makes it."""
    from allauth.account.internal.flows import login
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from houvast.foundation import clock as time_source
    from houvast.foundation.accounts.models import Account
    from houvast.web import sessions

    account = Account.objects.get(pk=account_id)
    now = time_source.installed().now().isoformat()
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(account.pk), settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password"}, {"method": "mfa"}]
    store[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(account.pk)
    store[sessions.STARTED] = store[sessions.SEEN] = now
    store[sessions.EPOCH], store[sessions.ORGANISATION] = account.session_epoch, str(organisation_id)
    store.create()
    return f"houvast={store.session_key}"


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


def _wait() -> None:
    for _ in range(200):
        try:
            asked = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
            if _ask(asked, "HEAD", "/static/ui/app.css", {})[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("de webserver antwoordt niet")


def _ask(
    connection: http.client.HTTPConnection, method: str, path: str, headers: dict[str, str], body: str = ""
) -> tuple[int, bytes, http.client.HTTPMessage]:
    connection.request(method, path, body or None, {"Host": "localhost", **headers})
    answer = connection.getresponse()
    return answer.status, answer.read(), answer.headers


def _pages(path: str, cookie: str, *, method: str = "GET", bodies: list[str] | None = None) -> Measured:
    """The same page over and over on a few kept connections."""
    times: list[float] = []
    sizes: list[int] = []
    lock, start = threading.Lock(), time.perf_counter() + WARM_UP
    end = start + SECONDS

    def work(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        turn = number
        while time.perf_counter() < end:
            headers = {"Cookie": cookie, "X-Forwarded-For": f"10.0.{number}.{turn % 250}"}
            body = bodies[turn % len(bodies)] if bodies else ""
            if body:
                headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": _csrf(cookie)}
            began = time.perf_counter()
            status, content, _ = _ask(connection, method, path, headers, body)
            took = time.perf_counter() - began
            if status >= 400:
                raise SystemExit(f"{path} gaf {status}")
            if began >= start:
                with lock:
                    times.append(took)
                    sizes.append(len(content))
            turn += CONNECTIONS
        connection.close()

    _together(work)
    return _sum_up(times, sizes)


def _together(work: Any) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _sum_up(times: list[float], sizes: list[int]) -> Measured:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return Measured(len(times) / SECONDS, statistics.median(ordered) * 1000, p95 * 1000, max(sizes, default=0))


def _csrf(cookie: str) -> str:
    found = re.search(r"houvast-form=(\w+)", cookie)
    return found[1] if found else ""


def _with_form(cookie: str) -> str:
    """The session, with the token a form carries."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    _, _, headers = _ask(connection, "GET", "/werk/aanmeldingen/nieuw/", {"Cookie": cookie})
    found = re.search(r"houvast-form=(\w+)", " ".join(headers.get_all("Set-Cookie", [])))
    return f"{cookie}; houvast-form={found[1]}" if found else cookie


def _signups() -> Measured:
    """The last page of the public sign-up, sent by browsers that filled in the first two."""
    ready: list[tuple[str, str]] = []
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    for _ in range(SAMPLES):
        _, _, headers = _ask(connection, "GET", "/bench/concept/", {})
        session = re.search(r"houvast=(\w+)", " ".join(headers.get_all("Set-Cookie", [])))
        _, _, headers = _ask(connection, "GET", "/aanmelden/controle/", {"Cookie": f"houvast={session[1]}"})
        form = re.search(r"houvast-form=(\w+)", " ".join(headers.get_all("Set-Cookie", [])))
        ready.append((f"houvast={session[1]}; houvast-form={form[1]}", form[1]))
    _send_signups(ready[:WARMING])
    return _send_signups(ready[WARMING:])


def _send_signups(ready: list[tuple[str, str]]) -> Measured:
    times: list[float] = []
    lock = threading.Lock()

    def work(number: int) -> None:
        mine = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        for turn, (cookie, token) in enumerate(ready[number::CONNECTIONS]):
            body = urlencode({"csrfmiddlewaretoken": token, "form_key": str(uuid.uuid4())})
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded",
                       "X-Forwarded-For": f"10.1.{number}.{turn}"}  # fmt: skip
            began = time.perf_counter()
            status, content, answer = _ask(mine, "POST", "/aanmelden/controle/", headers, body)
            took = time.perf_counter() - began
            if status != 302 or not answer["Location"].endswith("/klaar/"):
                raise SystemExit(f"aanmelden gaf {status}: {content[:300]!r}")
            with lock:
                times.append(took)

    began = time.perf_counter()
    _together(work)
    took = time.perf_counter() - began
    ordered = sorted(times)
    return Measured(len(times) / took, statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.95)] * 1000, 0)


def _seizure(cookie: str, year: str) -> str:
    """The last page of "Klopt mijn beslag?", all answers with it; without a year income it is a range."""
    answers = {
        "situation": "alleenstaande", "net": "2.090,00", "holiday": "no", "held": "778", "months": "4", "at": "4",
        "go": "next", "csrfmiddlewaretoken": _csrf(cookie),
    }  # fmt: skip
    return urlencode(answers | ({"year": year} if year else {"year_unknown": "on"}))


def _measure(cookie: str, numbers_cookie: str, statements: dict[str, int], count: Any) -> int:
    form = _with_form(cookie)
    searches = [
        urlencode({"q": term, "csrfmiddlewaretoken": _csrf(form)})
        for term in ("hofmi", "laarzee", "Oudtawes", "wes ja")
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
    for name, value, way, bound in bounds:
        good = value <= bound if way == "<=" else value >= bound
        print(f"{'goed' if good else 'FOUT':5}{name:34}{value:8.2f}  {way} {bound}")
    return 0 if all(value <= bound if way == "<=" else value >= bound for _, value, way, bound in bounds) else 1


if __name__ == "__main__":
    sys.exit(main())
