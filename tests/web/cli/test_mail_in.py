"""`houvast post lees` and `houvast post luister`, as somebody who runs Houvast uses them."""

import contextlib
import os
import random
import signal
import smtplib
import socket
import subprocess
import sys
import threading

import pytest
from django.db import connection
from tests.support.mail_door import send
from tests.support.processes import eventually
from tests.support.town import a_town

from houvast.casework.dossier.models import Dossier
from houvast.casework.signup.models import ReceivedMail
from houvast.connections.mail_in import simulator
from houvast.foundation.organisations.models import Municipality
from houvast.foundation.tenancy.context import tenant
from houvast.web.cli import mail_in, main
from houvast.web.cli.words import Refused


@pytest.fixture
def town(transactional_db, settings, tmp_path):
    settings.DOCUMENT_FOLDER = tmp_path / "documents"
    with a_town() as (house, clock):
        with tenant(house.id):
            Municipality.objects.update(mail_address=simulator.TO)
        yield house, clock


def maildir(tmp_path, **messages):
    for name in ("new", "cur", "tmp"):
        (tmp_path / "mail" / name).mkdir(parents=True)
    for name, content in messages.items():
        (tmp_path / "mail" / "new" / name).write_bytes(content)
    return str(tmp_path / "mail")


def test_a_folder_is_read_and_said_in_one_line(town, tmp_path, capsys):
    folder = maildir(tmp_path, a=simulator.plain(), b=simulator.plain(List_Id="<x>", Message_ID="<b@x.example>"))
    assert main.main(["post", "lees", folder]) == 0
    assert "1 binnen, 1 opzij gelegd, 0 waren er al." in capsys.readouterr().out
    with tenant(town[0].id):
        assert Dossier.objects.count() == 1


def test_what_stays_lying_is_named_and_told_by_the_exit_code(town, tmp_path, capsys):
    assert main.main(["post", "lees", maildir(tmp_path, a=simulator.plain(To="x@elders.example"))]) == 1
    assert "Blijft liggen: a: geen aanmeldadres van ons" in capsys.readouterr().err


def test_a_folder_that_is_no_maildir_is_refused_in_words(town, tmp_path, capsys):
    assert main.main(["post", "lees", str(tmp_path)]) == 1
    assert "geen maildir" in capsys.readouterr().err


def test_the_door_opens_for_this_machine_only(settings):
    settings.MAIL_IN_HOST = "0.0.0.0"  # noqa: S104 - that is what is refused
    with pytest.raises(Refused, match="alleen open voor deze machine"):
        mail_in.listen([])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def listening(port, folder):
    words = [sys.executable, "-m", "tests.support.mail_child", connection.settings_dict["NAME"], str(port), str(folder)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:  # noqa: S603 - our own words
        try:
            assert eventually(lambda: answers(port)), child.poll()
            yield child
        finally:
            child.kill()


def answers(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        return line.recv(3) == b"220"
    return False


def test_it_ends_by_itself_when_told_and_a_taken_port_is_refused(town, tmp_path):
    port = free_port()
    with listening(port, tmp_path / "documents") as child:
        send(port, simulator.plain())
        with pytest.raises(Refused, match=f"Poort {port}"):
            mail_in.listen(["--poort", str(port)])
        child.send_signal(signal.SIGTERM)
        assert child.wait(30) == 0
    with tenant(town[0].id):
        assert Dossier.objects.count() == 1


def test_killed_at_any_moment_nothing_is_lost_and_nothing_is_twice(town, tmp_path):
    """The server before us sends each message again until it hears 250, as every mail server does."""
    chance, port, waiting = random.Random(7), free_port(), list(range(12))
    for _ in range(4):
        with listening(port, tmp_path / "documents") as child:
            timer = threading.Timer(chance.uniform(0.05, 0.6), child.kill)
            timer.start()
            while waiting:
                message = simulator.plain(
                    From=f"Bewoner <b{waiting[0]}@voorbeeld.example>", Message_ID=f"<{waiting[0]}@voorbeeld.example>"
                )
                try:
                    send(port, message)
                except (OSError, smtplib.SMTPException):
                    break
                waiting.pop(0)
            timer.cancel()
            timer.join()
    with listening(port, tmp_path / "documents"):
        for number in range(12):  # once more, all of them: as after a 250 that was never heard
            send(
                port,
                simulator.plain(
                    From=f"Bewoner <b{number}@voorbeeld.example>", Message_ID=f"<{number}@voorbeeld.example>"
                ),
            )
    with tenant(town[0].id):
        assert (Dossier.objects.count(), ReceivedMail.objects.count()) == (12, 12)
