"""The `houvast` command: a table of words, plain refusals, and no Django for who does not need it."""

import importlib
import os
import subprocess
import sys

import psycopg
import pytest
from tests.support import databases

from houvast.foundation.database import roles
from houvast.web.cli import database, main
from houvast.web.cli.words import Refused


def test_every_word_of_the_table_leads_to_a_function():
    for words, command in main.COMMANDS.items():
        module, _, name = command.where.partition(":")
        assert callable(getattr(importlib.import_module(module), name)), words
        assert command.does.endswith("."), words


def test_without_words_it_tells_what_it_can_do(capsys):
    assert main.main([]) == 0
    told = capsys.readouterr().out
    assert all(words in told for words in main.COMMANDS)


@pytest.mark.parametrize("words", [["bestaatniet"], ["database", "bestaatniet"], ["database"]])
def test_an_unknown_word_is_answered_with_the_list(capsys, words):
    assert main.main(words) == 2
    told = capsys.readouterr().err
    assert f"`houvast {' '.join(words)}` bestaat niet" in told
    assert "database starten" in told


def test_asking_what_it_can_do_does_not_load_django():
    code = "import sys; from houvast.web.cli import main; main.main([]); sys.exit('django' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)  # noqa: S603 - our own words
    assert done.returncode == 0


def test_wiping_asks_first_and_never_touches_a_server_of_ones_own(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HOUVAST_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secrets").write_text("{}")
    with pytest.raises(Refused, match="Voeg dan --ja toe"):
        database.wipe([])
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@db.example/houvast")
    with pytest.raises(Refused, match="Die wist Houvast nooit"):
        database.wipe(["--ja"])
    assert (tmp_path / "data" / "secrets").exists()
    monkeypatch.delenv("DATABASE_URL")
    assert database.wipe(["--ja"]) == 0
    assert not (tmp_path / "data").exists()


def test_the_sql_that_is_shown_is_the_sql_that_is_run(capsys, monkeypatch):
    assert database.prepare(["--naam", "elders"]) == 0
    shown = capsys.readouterr().out
    for statement in [*roles.server_statements(), *roles.database_statements("elders")]:
        assert statement.as_string() in shown
    assert 'CREATE DATABASE "elders" OWNER "app_owner"' in shown


@pytest.fixture
def elsewhere(django_db_setup, monkeypatch):
    """A database of a server that somebody else runs; thrown away at the end."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://app_rt:een-wachtwoord@db.example/elders")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    yield f"test_elders_{os.getpid()}"
    with databases.admin() as admin:
        admin.execute(f"DROP DATABASE IF EXISTS test_elders_{os.getpid()}")
        admin.execute("ALTER ROLE app_rt PASSWORD NULL")


def test_preparing_a_server_of_ones_own_makes_roles_database_and_rights(elsewhere, capsys):
    for _ in range(2):  # a second time changes nothing
        assert database.prepare(["--beheerder", databases.SERVER.conninfo(), "--naam", elsewhere]) == 0
    told = capsys.readouterr().out
    assert "houvast migreren" in told
    assert "geen wachtwoord gezet voor app_owner" in told
    with psycopg.connect(databases.SERVER.conninfo(user="app_owner", database=elsewhere)) as owner:
        owner.execute("CREATE TABLE made (id int)")
        owner.execute("SET ROLE app_search")
    with (
        psycopg.connect(databases.SERVER.conninfo(user="app_rt", database=elsewhere)) as runtime,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        runtime.execute("CREATE TABLE mine (id int)")
    with databases.admin() as admin:
        [(kept,)] = admin.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'app_rt'").fetchall()
    assert kept.startswith("SCRAM-SHA-256")


def test_preparing_as_somebody_who_may_not_is_refused_in_words(elsewhere):
    with pytest.raises(Refused, match=r"(?s)PostgreSQL weigerde.*toont deze opdracht de SQL"):
        database.prepare(["--beheerder", databases.SERVER.conninfo(user="app_rt", database="postgres")])
