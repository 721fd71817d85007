"""`houvast check` for the one who installs: one line each, and exit status 1 when something is red."""

import os
import subprocess
import sys

import pytest
from tests.settings.test_production import COMPLETE

from houvast.web.cli import check

LINE = ("groen ", "rood  ", "grijs ")


def asked(**environment) -> tuple[int, list[str]]:
    """The command in a process of its own, as production runs it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    path = os.pathsep.join(part for part in sys.path if part)
    done = subprocess.run(
        [sys.executable, "-m", "houvast.web.cli.main", "check"],
        env={**kept, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "houvast.settings.production", **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout.splitlines()


def line_of(lines: list[str], name: str) -> str:
    return next(line for line in lines if line[6:].startswith(name))


@pytest.fixture
def folder(tmp_path):
    tmp_path.chmod(0o700)
    return str(tmp_path)


def test_without_settings_it_still_looks_at_the_machine(folder):
    code, lines = asked(HOUVAST_DATA=folder)
    assert code == 1
    assert line_of(lines, "Python").startswith("groen")
    assert line_of(lines, "Instellingen").startswith("rood")
    assert "SECRET_KEY" in line_of(lines, "Instellingen")
    assert line_of(lines, "Database").startswith("grijs")


def test_servers_that_do_not_answer_are_red_with_what_to_look_at(folder):
    nowhere = {
        "DATABASE_URL": "postgresql://app_rt:geheim@127.0.0.1:1/houvast",
        "MAIL_HOST": "127.0.0.1",
        "MAIL_PORT": "1",
        "SMS_GATEWAY_URL": "http://127.0.0.1:1/sms",
        "SMS_GATEWAY_KEY": "geheim",
        "MAIL_IN_PORT": "1",
    }
    code, lines = asked(**{**COMPLETE, **nowhere, "HOUVAST_DATA": folder})
    assert code == 1
    for name, words in (("Database", "DATABASE_URL"), ("E-mail ", "MAIL_HOST"), ("Sms", "SMS_GATEWAY_URL")):
        assert line_of(lines, name).startswith("rood")
        assert words in line_of(lines, name)
    assert "houvast post luister" in line_of(lines, "E-mail binnen")
    assert "geheim" not in "\n".join(lines)
    assert lines[-1].startswith("4 rood")


@pytest.mark.django_db
def test_a_sound_installation_has_no_red_line_and_every_line_a_colour(capsys, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app_rt@/of-this-test")  # so that it starts no server of its own
    assert check.check([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "Alles wat nodig is, klopt."
    assert all(line.startswith(LINE) for line in lines[:-2])
    assert line_of(lines, "Migraties").startswith("groen")
