"""The server we bring along: it starts, stops, recovers, and never meets that of another checkout."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from tests.support.folders import open_folder

from houvast.foundation.database import embedded
from houvast.foundation.database.embedded import EmbeddedDatabaseError, EmbeddedServer
from houvast.foundation.database.embedded_settings import buffers_mb, settings_file

pytestmark = pytest.mark.database


def make(folder: Path) -> EmbeddedServer:
    return EmbeddedServer(folder, durable=False, tell=lambda text: None)


@pytest.fixture
def folder():
    """An own data folder, reachable for the server's user; whatever runs in it is stopped afterwards."""
    with open_folder() as opened:
        yield opened / "data"
        make(opened / "data").stop_now()


def answer(server: EmbeddedServer, question: str = "SELECT 1"):
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        found = connection.execute(question)
        return found.fetchone()[0] if found.description else None


def test_a_first_start_makes_the_database_and_a_second_start_finds_it_again(folder):
    first = make(folder)
    assert first.acquire() is True
    answer(first, "CREATE TABLE kept AS SELECT 42 AS value")
    assert first.release() is True
    assert not first.is_running()

    second = make(folder)
    assert second.acquire() is True
    assert answer(second, "SELECT value FROM kept") == 42
    second.release()


def test_it_listens_on_a_socket_only_and_the_socket_is_not_for_others(folder):
    server = make(folder)
    server.acquire()
    assert answer(server, "SHOW listen_addresses") == ""
    assert server.socket_folder.stat().st_mode & 0o077 == 0
    server.release()


def test_a_long_path_gets_a_short_socket(folder):
    server = make(folder / ("a" * 60) / ("b" * 60))
    server.acquire()
    assert answer(server) == 1
    assert len(str(server.socket_folder)) < 100
    server.release()
    server.destroy()


def test_the_last_one_to_leave_stops_it(folder):
    one, other = make(folder), make(folder)
    assert one.acquire() is True
    assert other.acquire() is False
    assert one.release() is False
    assert answer(other) == 1
    assert other.release() is True
    assert not other.is_running()


def test_who_was_shot_does_not_hold_it(folder):
    code = (
        "import sys, time, pathlib; from houvast.foundation.database.embedded import EmbeddedServer;"
        "s = EmbeddedServer(pathlib.Path(sys.argv[1]), durable=False); s.acquire();"
        "print('up', flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    child = subprocess.Popen(  # noqa: S603 - this interpreter and our own words
        [sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert child.stdout.readline() == "up\n"
    child.kill()
    child.wait()

    server = make(folder)
    assert server.acquire() is False  # the database itself outlived its starter
    assert server.release() is True


def test_after_a_hard_kill_it_recovers_by_itself_with_all_that_was_committed(folder):
    server = make(folder)
    server.acquire()
    answer(server, "CREATE TABLE kept AS SELECT 42 AS value")
    answer(server, "CHECKPOINT")
    pid = int((server.data / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not server.is_running())

    again = make(folder)
    assert again.acquire() is True
    assert answer(again, "SELECT value FROM kept") == 42
    server.release()
    again.release()


def test_a_pid_file_that_names_another_program_does_not_stop_it(folder):
    server = make(folder)
    server.acquire()
    server.release()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n0\n5432\n\n\n0\nready\n")

    assert not server.is_running()
    assert server.acquire() is True
    assert answer(server) == 1
    server.release()


def test_a_first_start_that_was_cut_off_begins_again(folder):
    server = make(folder)
    server.data.mkdir(parents=True)
    (server.data / "half").write_text("made by nobody")
    assert server.acquire() is True
    assert answer(server) == 1
    server.release()


def test_two_data_folders_run_side_by_side(folder):
    one, other = make(folder / "one"), make(folder / "other")
    one.acquire()
    other.acquire()
    answer(one, "CREATE DATABASE only_here")
    question = "SELECT count(*) FROM pg_database WHERE datname = 'only_here'"
    assert (answer(one, question), answer(other, question)) == (1, 0)
    one.release()
    assert answer(other) == 1
    other.release()


def test_data_of_another_version_is_refused_in_words(folder):
    server = make(folder)
    server.acquire()
    server.release()
    (server.data / "PG_VERSION").write_text("13\n")
    with pytest.raises(EmbeddedDatabaseError, match=r"gemaakt met PostgreSQL 13.*HOUVAST_PG_BIN.*make reset"):
        server.acquire()


def test_programs_that_are_not_there_are_named(folder, monkeypatch):
    monkeypatch.setenv("HOUVAST_PG_BIN", "/nowhere")
    with pytest.raises(EmbeddedDatabaseError, match="HOUVAST_PG_BIN wijst naar /nowhere"):
        make(folder).acquire()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another user")
def test_as_root_it_runs_as_a_user_without_rights(folder):
    server = make(folder)
    server.acquire()
    owner = (server.data / "PG_VERSION").owner()
    assert owner == embedded.SERVER_USER
    server.release()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another user")
def test_as_root_a_checkout_nobody_else_may_enter_still_gets_its_database(tmp_path):
    tmp_path.chmod(0o700)
    server = make(tmp_path / "data")
    server.acquire()
    assert answer(server) == 1
    assert str(server.home).startswith(str(embedded.SHARED_ROOT))
    server.release()
    server.destroy()


def wait_until(condition) -> None:
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen within ten seconds")


@pytest.mark.parametrize(
    ("gigabytes", "megabytes"), [(0, 128), (1, 128), (2, 128), (4, 256), (8, 512), (16, 1024), (256, 1024)]
)
def test_the_pages_that_are_kept_grow_with_the_machine_and_never_take_it_over(gigabytes, megabytes):
    assert buffers_mb(gigabytes * 1024**3) == megabytes


def test_a_database_for_tests_keeps_little_and_one_for_people_never_forgets():
    for_tests, for_people = (settings_file(Path("/somewhere"), durable=durable) for durable in (False, True))
    assert "fsync = off" in for_tests and "shared_buffers = 64MB" in for_tests
    assert "fsync" not in for_people and "full_page_writes" not in for_people
    for text in (for_tests, for_people):
        assert "log_statement = 'none'" in text and "listen_addresses = ''" in text
