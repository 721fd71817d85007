"""The two doors: a mail server talks to the port, or leaves mail in a folder. What is answered with 250 is kept."""

import datetime as dt
import os
import smtplib
import socket
import threading

import pytest
from tests.support.houses import build_house
from tests.support.mail_door import open_door, send
from tests.support.stories import CHANCE
from tests.support.town import a_town, open_for_residents

from houvast.casework.dossier.models import Dossier
from houvast.casework.signup.mail_in import LARGEST_MAIL
from houvast.casework.signup.models import ReceivedMail, Signup
from houvast.connections.mail_in import checks, real, simulator
from houvast.connections.mail_in.folder import NoMaildir, read_folder
from houvast.foundation.organisations.models import Municipality
from houvast.foundation.tenancy.context import tenant

SIGN_UP = simulator.TO


def gets_address(house, address=SIGN_UP):
    with tenant(house.id):
        Municipality.objects.filter(pk=house.municipality.id).update(mail_address=address)


@pytest.fixture
def town(transactional_db, settings, tmp_path):
    settings.DOCUMENT_FOLDER = tmp_path / "documents"
    with a_town() as (house, clock):
        gets_address(house)
        yield house, clock


@pytest.fixture
def port(town):
    with open_door() as port:
        yield port


def counted(house):
    with tenant(house.id):
        return Dossier.objects.count()


# --- the port ----------------------------------------------------------------------------------------------------


def test_what_is_taken_is_a_sign_up_that_stands(port, town):
    house, clock = town
    send(port, simulator.SHAPES["alternative"]())
    with tenant(house.id):
        signup = Signup.objects.get()
        assert signup.channel == "mail" and signup.received_at == clock.now()


def test_lines_with_a_dot_and_lines_of_any_length_come_through_whole(port, town):
    words = ".een punt vooraan\r\n..twee\r\n" + "x" * 200_000 + "\r\n.\u00eb eind"
    send(port, simulator.plain(words))
    with tenant(town[0].id):
        kept = ReceivedMail.objects.get().words
    assert kept.startswith(".een punt vooraan\n..twee\nxxx")


def test_an_address_that_is_not_ours_is_refused_at_the_door(port, town):
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refusal:
        send(port, simulator.plain(), to=["iemand@elders.example"])
    assert next(iter(refusal.value.recipients.values()))[0] == 550 and counted(town[0]) == 0


def test_of_several_addresses_each_organisation_gets_it_once(port, town):
    other = open_for_residents(build_house("anderstad"), town[1])
    gets_address(other, "geld@anderstad.example")
    refused = send(
        port, simulator.plain(),
        to=[SIGN_UP, SIGN_UP.upper(), "hulp+balie@voorbeeldstad.example", "geld@anderstad.example", "x@elders.example"],
    )  # fmt: skip
    assert list(refused) == ["x@elders.example"] and (counted(town[0]), counted(other)) == (1, 1)


def test_the_largest_mail_is_taken_and_a_bigger_one_refused_as_too_big(port, town):
    house, _ = town
    send(port, simulator.with_files(("scan.bin", b"\x01" * (20 * 1024 * 1024))))
    assert counted(house) == 1
    too_big = simulator.plain() + b"x" * 70 * 450_000
    with pytest.raises(smtplib.SMTPSenderRefused) as told:  # the sender says its size first
        send(port, too_big)
    assert told.value.smtp_code == 552
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as server:  # one that does not
        server.helo()
        server.mail(simulator.SENDER)
        server.rcpt(SIGN_UP)
        lines = b"".join(too_big[at : at + 900] + b"\r\n" for at in range(0, len(too_big), 900))
        assert len(lines) > LARGEST_MAIL and server.data(lines)[0] == 552
        assert server.noop()[0] == 250
    assert counted(house) == 1


def test_the_same_mail_by_many_at_the_same_time_is_one_sign_up(port, town):
    threads = [threading.Thread(target=send, args=(port, simulator.plain())) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert counted(town[0]) == 1


def test_more_conversations_than_it_can_hold_are_asked_to_come_back(port, town):
    held = [smtplib.SMTP("127.0.0.1", port, timeout=60) for _ in range(real.MOST_AT_ONCE)]
    with pytest.raises(smtplib.SMTPConnectError) as busy:
        smtplib.SMTP("127.0.0.1", port, timeout=60)
    assert busy.value.smtp_code == 421
    held.pop().quit()
    for one in held:
        one.close()


def test_what_cannot_be_kept_now_is_asked_again_later(port, town, as_superuser):
    as_superuser.execute("ALTER TABLE signup_receivedmail RENAME TO signup_weg")
    try:
        with pytest.raises(smtplib.SMTPDataError) as later:
            send(port, simulator.plain())
    finally:
        as_superuser.execute("ALTER TABLE signup_weg RENAME TO signup_receivedmail")
    assert later.value.smtp_code == 451 and counted(town[0]) == 0
    send(port, simulator.plain())
    assert counted(town[0]) == 1


def test_a_conversation_that_breaks_off_in_the_middle_leaves_nothing(port, town):
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        for words in (
            b"",
            b"HELO x\r\n",
            b"MAIL FROM:<a@b.example>\r\n",
            f"RCPT TO:<{SIGN_UP}>\r\n".encode(),
            b"DATA\r\n",
        ):
            line.sendall(words)
            line.recv(1000)
        line.sendall(b"Subject: half")
    send(port, simulator.plain())
    assert counted(town[0]) == 1


# --- the folder --------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / "maildir" / name).mkdir(parents=True)
    return tmp_path / "maildir"


def left_in(folder, name, content, at):
    path = folder / "new" / name
    path.write_bytes(content)
    os.utime(path, (at.timestamp(), at.timestamp()))


def test_the_folder_is_read_once_and_the_clock_runs_from_the_moment_it_lay_there(town, folder):
    house, clock = town
    lay_there = clock.now() - dt.timedelta(hours=60)
    left_in(folder, "1.a.host", simulator.plain(Delivered_To=SIGN_UP, Message_ID="<1@voorbeeld.example>"), lay_there)
    left_in(folder, "2.b.host:2,", simulator.plain(List_Id="<nieuws.voorbeeld.example>"), lay_there)
    done = read_folder(folder, "", clock, CHANCE)
    assert (done.taken, done.aside, done.again, done.left) == (1, 1, 0, ())
    assert sorted(one.name for one in (folder / "cur").iterdir()) == ["1.a.host:2,S", "2.b.host:2,S"]
    with tenant(house.id):
        assert Signup.objects.get().received_at == lay_there
    left_in(folder, "3.c.host", simulator.plain(Message_ID="<1@voorbeeld.example>"), clock.now())
    assert read_folder(folder, "", clock, CHANCE).again == 1


def test_mail_for_nobody_stays_until_somebody_says_for_whom(town, folder):
    _, clock = town
    left_in(folder, "1.a.host", simulator.plain(To="onbekend@elders.example"), clock.now())
    done = read_folder(folder, "", clock, CHANCE)
    assert done.taken == 0 and "--adres" in done.left[0] and len(list((folder / "new").iterdir())) == 1
    assert read_folder(folder, SIGN_UP, clock, CHANCE).taken == 1


def test_a_bounce_in_the_folder_is_known_by_its_way_back(town, folder):
    left_in(folder, "1.a.host", simulator.plain(Return_Path="<>"), town[1].now())
    assert read_folder(folder, "", town[1], CHANCE).aside == 1


def test_of_a_mail_that_is_too_big_the_top_is_read_and_it_is_a_sign_up_all_the_same(town, folder):
    house, clock = town
    left_in(folder, "1.a.host", simulator.plain("Bel mij\r\n" + "x" * (LARGEST_MAIL + 10)), clock.now())
    assert read_folder(folder, "", clock, CHANCE).taken == 1
    with tenant(house.id):
        assert ReceivedMail.objects.get().words.startswith("Bel mij")


def test_a_folder_that_is_no_maildir_is_refused(tmp_path, town):
    with pytest.raises(NoMaildir):
        read_folder(tmp_path, "", town[1], CHANCE)


# --- is it set up right? -----------------------------------------------------------------------------------------


def test_the_list_of_connections_says_the_address_and_when_mail_last_came(port, town, settings):
    house, clock = town
    with tenant(house.id):
        grey = checks.check(house.id)
    assert grey.state == "grey" and SIGN_UP in grey.words
    settings.MAIL_IN_PORT = port
    send(port, simulator.plain())
    with tenant(house.id):
        green = checks.check(house.id)
    assert (green.state, green.last_success) == ("green", clock.now())


def test_red_without_an_address_and_with_a_door_that_does_not_answer(town, settings):
    house, _ = town
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.MAIL_IN_PORT = free.getsockname()[1]
    with tenant(house.id):
        assert (checks.check(house.id).state, "antwoordt niet" in checks.check(house.id).words) == ("red", True)
        Municipality.objects.update(mail_address="")
        assert checks.check(house.id).words.startswith("Geen aanmeldadres voor Voorbeeldstad")
