"""`houvast start` on a real machine: it starts, answers, survives and stops, and says in words what is wrong."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from tests.support.folders import open_folder
from tests.support.processes import eventually, is_alive

from houvast.foundation.database.embedded import EmbeddedServer

pytestmark = [pytest.mark.database, pytest.mark.xdist_group("start")]


class Running:
    """One `houvast start` with its own data folder and port."""

    def __init__(self, data: Path, port: int | str, command: tuple[str, ...] = ("start", "--leeg"), **more: str):
        environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "PYTHONPATH": os.pathsep.join(part for part in sys.path if part),
            "HOUVAST_DATA": str(data),
            "PORT": str(port),
            "DJANGO_SETTINGS_MODULE": "houvast.settings.run",
            "WEB_WORKERS": "1",
            "INNER_PORT": str(free_port()),
            **more,
        }
        self.port, self.inner_port, self.said = port, environment["INNER_PORT"], []
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "houvast.web.cli.main", *command],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def wait_until_it_says(self, words: str) -> None:
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            if words in line:
                return
        raise AssertionError(f"it stopped without saying {words!r}: {self.said}")

    def ask(self, path: str) -> tuple[int, str]:
        return self._ask(self.port, path)

    def ask_inside(self, path: str) -> tuple[int, str]:
        return self._ask(self.inner_port, path)

    def _ask(self, port: int | str, path: str) -> tuple[int, str]:
        asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}")
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 - our own address
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read().decode()

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> int:
        rest, _ = self.process.communicate(timeout=60)
        self.said += rest.splitlines()
        return self.process.returncode

    def children(self) -> list[int]:
        listed = subprocess.run(  # noqa: S603 - fixed words and a number
            ["/bin/sh", "-c", f"cat /proc/{self.process.pid}/task/*/children"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return [int(pid) for pid in listed.stdout.split()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def data():
    """A data folder that was started before, as on the second day. The very first start was shot half-way."""
    with open_folder() as folder:
        shot = Running(folder, free_port())
        server = EmbeddedServer(folder / "postgres")
        assert eventually(lambda: has_table(server, "organisations_organisation"), seconds=120)
        shot.process.kill()
        assert shot.wait() == -signal.SIGKILL
        assert not any("Houvast draait op" in line for line in shot.said)

        shutil.rmtree(folder / "static")
        first = Running(folder, free_port())
        first.wait_until_it_says("Houvast draait op")
        assert first.ask_inside("/readyz") == (200, "ok\n")
        assert first.ask("/static/ui/app.css")[0] == 200, "style sheets that were gathered by this very start"
        assert first.end() == 0
        yield folder
        server.destroy()


@pytest.fixture
def running(data):
    house = Running(data, free_port())
    house.wait_until_it_says("Houvast draait op")
    yield house
    if house.process.poll() is None:
        house.end()
    house.process.stdout.close()


def test_it_tells_its_address_answers_and_stops_cleanly(data, running):
    assert any(f"http://localhost:{running.port}/" in line for line in running.said)
    assert running.ask_inside("/livez") == (200, "ok\n")
    children = running.children()
    assert len(children) == 3, "web, inner port and worker"

    assert running.end() == 0

    assert running.said[-1] == "Houvast is gestopt."
    assert not any(is_alive(child) for child in children)
    assert not EmbeddedServer(data / "postgres").is_running()


def test_it_stops_as_cleanly_on_ctrl_c(data, running):
    assert running.end(signal.SIGINT) == 0
    assert not EmbeddedServer(data / "postgres").is_running()


def test_told_to_stop_while_it_prepares_it_stops_at_once():
    """The first start is broken off in the middle of making the tables."""
    with open_folder() as folder:
        first = Running(folder, free_port())
        server = EmbeddedServer(folder / "postgres")
        assert eventually(lambda: has_table(server, "django_migrations"), seconds=120)
        assert first.end() == 0, first.said
        assert first.said[-1] == "Houvast is gestopt."
        assert not server.is_running()
        server.destroy()


def has_table(server: EmbeddedServer, name: str) -> bool:
    with contextlib.suppress(psycopg.Error), psycopg.connect(server.conninfo(database="houvast")) as connection:
        return connection.execute("SELECT to_regclass(%s)", [name]).fetchone()[0] is not None
    return False


def test_when_the_web_server_falls_everything_stops(data, running):
    web, *others = running.children()
    os.kill(web, signal.SIGKILL)
    assert running.wait() == 1
    assert any("web is gestopt" in line for line in running.said)
    assert not any(is_alive(other) for other in others)
    assert not EmbeddedServer(data / "postgres").is_running()


def test_after_it_was_shot_the_next_one_starts_on_the_same_port(data, running):
    children = running.children()
    running.process.kill()
    running.process.wait()
    assert eventually(lambda: not any(is_alive(child) for child in children))

    again = Running(data, running.port)
    again.wait_until_it_says("Houvast draait op")
    assert again.ask_inside("/readyz") == (200, "ok\n")
    assert again.end() == 0


def test_a_database_that_restarts_gives_a_clear_page_and_then_an_answer(data, running):
    server = EmbeddedServer(data / "postgres")
    assert running.ask("/nergens/")[0] == 404
    server.stop_now()

    status, page = running.ask("/nergens/")
    assert status == 503
    assert "<h1" in page
    assert "Traceback" not in page
    assert running.ask_inside("/livez")[0] == 200
    assert running.ask_inside("/readyz")[0] == 503
    told = running.ask_inside("/metrics")
    assert told[0] == 200
    assert "houvast_database_up 0.0" in told[1]
    assert "houvast_intents" not in told[1], "no number is better than an old one"

    server.acquire()
    assert eventually(lambda: running.ask_inside("/readyz")[0] == 200)
    assert eventually(lambda: running.ask("/nergens/")[0] == 404), "each process finds the database in its own time"
    assert running.process.poll() is None
    server.release()


def test_the_inner_port_counts_what_every_process_did_and_the_public_one_shows_nothing_of_it(data):
    house = Running(data, free_port(), WEB_WORKERS="2")
    house.wait_until_it_says("Houvast draait op")
    for _ in range(12):
        assert house.ask("/nergens/")[0] == 404

    status, page = house.ask_inside("/metrics")

    assert status == 200
    counted = [
        line for line in page.splitlines() if line.startswith("houvast_requests_total") and 'view="none"' in line
    ]
    assert counted == ['houvast_requests_total{method="GET",status="404",view="none"} 12.0']
    assert "houvast_database_up 1.0" in page
    assert eventually(lambda: "houvast_workers 1.0" in house.ask_inside("/metrics")[1])
    for path in ("/metrics", "/livez", "/readyz"):
        assert house.ask(path)[0] == 404, path
    assert house.ask_inside("/werk/")[0] == 404
    assert house.end() == 0


def test_the_web_server_alone_serves_a_database_of_ones_own(data):
    server = EmbeddedServer(data / "postgres")
    server.acquire()
    at = f"?host={quote(str(server.socket_folder), safe='')}"
    urls = {
        "DATABASE_URL": f"postgresql://app_rt@/houvast{at}",
        "DATABASE_OWNER_URL": f"postgresql://app_owner@/houvast{at}",
    }
    try:
        web = Running(data, free_port(), command=("web",), **urls)
        web.wait_until_it_says("Houvast draait op")
        assert web.ask("/nergens/")[0] == 404
        assert web.ask_inside("/readyz") == (200, "ok\n")
        assert len(web.children()) == 2, "web and inner port; the worker is another command"
        assert web.end() == 0
    finally:
        server.release()


def test_the_web_server_alone_does_not_start_a_database(data):
    refused = Running(data, free_port(), command=("web",))
    assert refused.wait() == 1
    assert "zet DATABASE_URL" in refused.said[-1]


def test_the_inner_port_is_never_the_public_one(data):
    port = free_port()
    refused = Running(data, port, INNER_PORT=str(port))
    assert refused.wait() == 1
    assert "INNER_PORT en PORT zijn gelijk" in refused.said[-1]


def test_a_second_one_in_the_same_folder_is_refused(data, running):
    other = Running(data, free_port())
    assert other.wait() == 1
    assert f"Houvast draait al vanuit deze map, op poort {running.port}" in other.said[-1]
    assert running.ask_inside("/livez")[0] == 200


def test_a_port_in_use_is_named_with_what_to_do(data):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = Running(data, port)
        assert refused.wait() == 1
    assert refused.said == [f"Poort {port} is al in gebruik. Kies een andere, bijvoorbeeld: PORT={port + 1} make run"]


def test_a_number_of_web_processes_that_is_none_is_refused(data):
    refused = Running(data, free_port(), WEB_WORKERS="veel")
    assert refused.wait() == 1
    assert "WEB_WORKERS=veel is geen aantal. Kies een getal van 1 of meer" in refused.said[-1]


@pytest.mark.parametrize("port", ["acht", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(data, port):
    refused = Running(data, port)
    assert refused.wait() == 1
    assert "is geen poort. Kies een getal van 1 tot 65535" in refused.said[-1]


def test_secrets_that_cannot_be_read_are_told_in_words(data):
    secrets = data / "secrets"
    kept = secrets.read_text()
    assert secrets.stat().st_mode & 0o077 == 0
    secrets.write_text("half")
    try:
        refused = Running(data, free_port())
        assert refused.wait() == 1
        assert "De geheimen in" in refused.said[-1]
    finally:
        secrets.write_text(kept)
