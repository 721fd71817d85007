"""The processes of one start: copies that keep nothing of their parent, and end together."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.processes import eventually, is_alive

START = """
import fcntl, os, signal, sys, time
from houvast.web.cli.children import Children
from houvast.web.cli.words import Refused
reading, writing = os.pipe()
"""


def run(script: str, *words: str) -> subprocess.CompletedProcess:
    """In a program of its own: a copy of pytest would carry its threads along."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", START + script, *words],
        env=environment, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip


def test_told_to_stop_at_the_very_moment_it_begins_a_child_stops():
    done = run("""
with Children() as children:
    children.begin("slaper", time.sleep, 100)
print(children.running["slaper"].exitcode)
""")
    assert done.stdout.split() == ["-15"]


def test_a_child_that_does_not_listen_is_ended_with_all_that_it_began():
    done = run("""
import houvast.web.cli.children as module
module.PATIENCE_SECONDS = 1

def stubborn():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    its_own = os.fork()
    if its_own:
        os.write(writing, str(its_own).encode())
    time.sleep(100)

with Children() as children:
    children.begin("koppig", stubborn)
    print(os.read(reading, 20).decode())
print(children.running["koppig"].exitcode)
""")
    its_own, code = done.stdout.split()
    assert code == "-9"
    assert eventually(lambda: not is_alive(int(its_own)))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a child is no copy and inherits nothing")
def test_a_lock_of_the_parent_ends_with_the_parent_whatever_its_children_do(tmp_path: Path):
    done = run(
        """
def live():
    os.write(writing, b"x")
    time.sleep(100)

lock = open(sys.argv[1], "a")
fcntl.flock(lock, fcntl.LOCK_EX)
with Children((lock.fileno(),)) as children:
    children.begin("slaper", live)
    os.read(reading, 1)
    lock.close()
    with open(sys.argv[1], "a") as again:
        fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
        print("free", children.fallen())
""",
        str(tmp_path / "lock"),
    )
    assert done.stdout.split() == ["free", "None"]


def test_a_child_that_refuses_says_so_in_words_and_has_fallen():
    done = run("""
def refuse():
    raise Refused("Zo kan het niet. Doe het anders.")

with Children() as children:
    children.begin("weigeraar", refuse)
    children.running["weigeraar"].join()
    print(children.fallen(), children.running["weigeraar"].exitcode)
""")
    assert done.stdout.split() == ["weigeraar", "1"]
    assert done.stderr.strip() == "Zo kan het niet. Doe het anders."
