"""The same promises hold for the real connection and for its simulator (architecture.md 2).

The real ones talk to a mail server on loopback and to a gateway that is played by the transport.
"""

import smtplib
import socketserver
import threading
import uuid

import httpx
import pytest
import respx
from tests.support.houses import WALL_CLOCK, build_house
from tests.support.outbox import a_note, with_provider

from houvast.connections.local import LocalProvider
from houvast.connections.mail import checks as mail_checks
from houvast.connections.mail import real as mail
from houvast.connections.outgoing import AddressNotSafe, HostNotAllowed, certificates, client_for
from houvast.connections.sms import checks as sms_checks
from houvast.connections.sms import real as sms
from houvast.foundation import checks
from houvast.foundation.jobs.handlers import Delivered, Offered, Parcel, Refused, TryLater
from houvast.foundation.jobs.services import deliver
from houvast.foundation.randomness import SeededRandomness
from houvast.foundation.tenancy.context import tenant

GATEWAY = "https://sms.voorbeeld.example/v1/send"
CHANCE = SeededRandomness("connections")


class MailServer(socketserver.ThreadingTCPServer):
    """The few words of SMTP that a sender needs; `says` changes an answer."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        self.says, self.taken = {}, []
        super().__init__(("127.0.0.1", 0), MailTalk)


class MailTalk(socketserver.StreamRequestHandler):
    def handle(self):
        self.answer("connect", "220 mail.voorbeeld.example")
        while line := self.rfile.readline().decode():
            word = line.split()[0].upper() if line.split() else ""
            if word == "DATA":
                self.answer("DATA", "354 go on")
                if self.server.says.get("DATA") is None:
                    self.take()
            elif word == "QUIT":
                return self.answer("QUIT", "221 bye")
            else:
                self.answer(word, "250 ok")
        return None

    def take(self):
        lines = []
        while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
            lines.append(line)
        self.server.taken.append("".join(lines))
        self.answer("taken", "250 taken")

    def answer(self, word, usual):
        self.wfile.write(f"{self.server.says.get(word) or usual}\r\n".encode())


@pytest.fixture
def server(settings):
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        settings.MAIL_HOST, settings.MAIL_PORT = server.server_address
        settings.MAIL_USER, settings.MAIL_TLS = "", False
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def gateway(settings):
    settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_KEY = GATEWAY, "geheim"
    with respx.mock(assert_all_called=False) as play:
        yield play.post(GATEWAY).mock(return_value=httpx.Response(200, json={"id": "their-1"}))


@pytest.fixture
def house(db):
    house = build_house()
    with tenant(house.id):
        yield house


def a_parcel(**given):
    given = {
        "organisation_id": uuid.uuid4(), "intent_id": uuid.uuid4(), "key": "signup.confirmation:1",
        "recipient": "sanne@voorbeeld.example", "subject": "Wij hebben je bericht", "body": "Wij bellen je. Zoë ☎",
        "sender": "Geldhulp", **given,
    }  # fmt: skip
    return Parcel(**given)


# --- the contract, for each of the four ---------------------------------------------------------------------------


def real_mail(request):
    request.getfixturevalue("server")
    return mail.send


def real_sms(request):
    request.getfixturevalue("gateway")
    return sms.send


@pytest.fixture(params=[real_mail, real_sms, lambda _: LocalProvider("mail"), lambda _: LocalProvider("sms")])
def handler(request):
    return request.param(request)


def test_it_takes_a_message_and_says_its_number(house, handler):
    with with_provider(handler):
        intent = a_note(WALL_CLOCK)
    answer = handler(a_parcel(organisation_id=house.id, intent_id=intent.id))
    assert isinstance(answer, Delivered) and 0 < len(answer.proof) <= 120


def test_the_same_key_again_has_the_same_number(house, handler):
    with with_provider(handler):
        intent = a_note(WALL_CLOCK)
    parcel = a_parcel(organisation_id=house.id, intent_id=intent.id)
    assert handler(parcel).proof == handler(parcel).proof


def down(request):
    provider = request.param
    if provider == "mail":
        request.getfixturevalue("server").says["connect"] = "421 busy"
        return mail.send
    if provider == "sms":
        request.getfixturevalue("gateway").mock(side_effect=httpx.ConnectTimeout)
        return sms.send
    return LocalProvider("sms", mood="down")


@pytest.mark.parametrize("unwell", ["mail", "sms", "local"])
def test_one_that_does_not_answer_is_tried_later(request, unwell):
    request.param = unwell
    with pytest.raises(TryLater):
        down(request)(a_parcel())


# --- mail ---------------------------------------------------------------------------------------------------------


def test_a_mail_carries_our_number_and_a_sender_with_an_address(server):
    parcel = a_parcel()
    mail.send(parcel)
    (taken,) = server.taken
    assert f"Message-ID: {mail.message_id(parcel)}" in taken
    assert "From: Geldhulp <geenantwoord@houvast.example>" in taken
    assert "Auto-Submitted: auto-generated" in taken


def test_the_number_comes_from_the_key_and_the_organisation():
    one = a_parcel()
    assert mail.message_id(one) != mail.message_id(a_parcel(organisation_id=one.organisation_id, key="other"))
    assert mail.message_id(one) != mail.message_id(a_parcel(key=one.key))


@pytest.mark.parametrize(
    ("word", "says", "verdict"),
    [
        ("RCPT", "550 no such user", Refused),
        ("RCPT", "450 greylisted, come back", TryLater),
        ("MAIL", "553 not from you", Refused),
        ("MAIL", "451 try later", TryLater),
        ("DATA", "554 no thanks", Refused),
        ("DATA", "452 full", TryLater),
        ("connect", "garbage", TryLater),
        ("taken", "garbage", TryLater),
    ],
)
def test_what_the_mail_server_says_decides(server, word, says, verdict):
    server.says[word] = says
    with pytest.raises(verdict):
        mail.send(a_parcel())


def test_a_line_break_in_a_header_is_refused_and_nothing_is_sent(server):
    with pytest.raises(Refused):
        mail.send(a_parcel(subject="Hallo\nBcc: ander@voorbeeld.example"))
    assert server.taken == []


def test_a_server_that_is_not_there_is_tried_later(settings, server):
    server.server_close()
    with pytest.raises((TryLater, smtplib.SMTPException)):
        mail.send(a_parcel())


# --- sms ----------------------------------------------------------------------------------------------------------


def test_an_sms_goes_with_its_key_and_our_password(gateway):
    sms.send(a_parcel(recipient="+31611223344"))
    request = gateway.calls.last.request
    assert request.headers["Idempotency-Key"] == "signup.confirmation:1"
    assert request.headers["Authorization"] == "Bearer geheim"


def test_what_is_only_taken_is_not_called_delivered(gateway):
    gateway.mock(return_value=httpx.Response(202, json={"id": 7}))
    assert sms.send(a_parcel()) == Offered("7")


@pytest.mark.parametrize("status", [401, 403, 408, 409, 425, 429, 500, 502, 503, 301])
def test_an_answer_that_is_not_about_this_message_is_tried_later(gateway, status):
    gateway.mock(return_value=httpx.Response(status, headers={"Location": "https://elders.example/"}))
    with pytest.raises(TryLater):
        sms.send(a_parcel())


@pytest.mark.parametrize("status", [400, 404, 410, 422])
def test_a_number_that_is_not_taken_is_refused(gateway, status):
    gateway.mock(return_value=httpx.Response(status))
    with pytest.raises(Refused):
        sms.send(a_parcel())


@pytest.mark.parametrize(
    "answer", [b"", b"ok", b"[]", b"{}", b'{"id": null}', b'{"id": {"a": 1}}', b'{"id": ""}', b'"' + b"x" * 9999 + b'"']
)
def test_an_answer_nobody_understands_is_tried_later_with_the_same_key(gateway, answer):
    gateway.mock(return_value=httpx.Response(200, content=answer))
    with pytest.raises(TryLater):
        sms.send(a_parcel())


def test_only_the_host_of_the_settings_is_called():
    with client_for(GATEWAY) as client, pytest.raises(HostNotAllowed):
        client.get("https://elders.example/")


@pytest.mark.parametrize("address", ["", "http://sms.voorbeeld.example/", "ftp://sms.voorbeeld.example/", "sms"])
def test_an_address_that_is_not_safe_is_not_used(settings, address):
    with pytest.raises(AddressNotSafe):
        client_for(address)
    settings.SMS_GATEWAY_URL = address
    with pytest.raises(TryLater):
        sms.send(a_parcel())


# --- is it set up right? ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("check", [mail_checks.check, sms_checks.check])
def test_a_connection_that_was_not_set_up_is_red_and_says_what_to_do_by_hand(house, settings, check):
    settings.MAIL_PROVIDER, settings.MAIL_HOST = "smtp", ""
    settings.SMS_PROVIDER, settings.SMS_GATEWAY_URL = "http", ""
    result = check(house.id)
    assert (result.state, result.words) == ("red", "Nog niet ingesteld.") and result.manual_way


def test_grey_before_the_first_green_after_it_and_red_when_something_is_stuck(house):
    assert sms_checks.check(house.id).state == "grey"
    with with_provider() as provider:
        deliver(house.id, a_note(WALL_CLOCK).id, WALL_CLOCK, CHANCE)
        green = sms_checks.check(house.id)
        assert (green.state, green.last_success) == ("green", WALL_CLOCK.now())
        provider.mood = "refuses"
        deliver(house.id, a_note(WALL_CLOCK).id, WALL_CLOCK, CHANCE)
    red = sms_checks.check(house.id)
    assert (red.state, red.words, red.last_success) == ("red", "1 bericht kan niet weg.", WALL_CLOCK.now())


def test_the_list_holds_mail_and_sms_and_a_check_that_breaks_is_red(house, monkeypatch):
    def breaks(organisation_id):
        raise OSError

    monkeypatch.setitem(checks._checks, "Stuk", breaks)
    found = {one.name: one.state for one in checks.run_all(house.id)}
    assert found["Stuk"] == "red" and {"E-mail", "Sms"} <= set(found)


def test_whether_the_mail_server_answers_is_asked_without_sending(server, settings):
    settings.MAIL_PROVIDER = "smtp"
    assert mail_checks.reach().state == "green"
    assert server.taken == []
    server.says["connect"] = "554 not for you"
    refused = mail_checks.reach()
    assert (refused.state, "MAIL_HOST" in refused.words) == ("red", True)
    settings.MAIL_PROVIDER = "local"
    assert mail_checks.reach().state == "grey"


def test_whether_the_sms_gateway_answers_is_asked_without_a_message_or_key(settings):
    settings.SMS_PROVIDER, settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_KEY = "http", GATEWAY, "geheim"
    with respx.mock() as play:
        knocked = play.options(GATEWAY).mock(return_value=httpx.Response(405))
        assert sms_checks.reach().state == "green"
        assert "authorization" not in knocked.calls.last.request.headers
        assert knocked.calls.last.request.content == b""
        knocked.mock(side_effect=httpx.ConnectError("no"))
        assert sms_checks.reach().state == "red"
    settings.SMS_GATEWAY_URL = "http://elders.example/"
    assert "https://" in sms_checks.reach().words
    settings.SMS_GATEWAY_URL = ""
    assert sms_checks.reach().state == "grey"


def test_a_question_that_breaks_is_red_and_says_so():
    checks.register_reach("Stuk", lambda: 1 / 0)
    try:
        [broken] = [one for one in checks.reach_all() if one.name == "Stuk"]
    finally:
        del checks._reaches["Stuk"]
    assert (broken.state, "ZeroDivisionError" in broken.words) == ("red", True)


def test_the_authorities_we_trust_are_read_once_however_many_messages_leave(monkeypatch):
    read, reads = [], httpx.create_ssl_context
    monkeypatch.setattr(httpx, "create_ssl_context", lambda *given, **more: read.append(1) or reads(*given, **more))
    certificates.cache_clear()
    for _ in range(3):
        with client_for(GATEWAY) as client:
            assert client.timeout == httpx.Timeout(10.0)
    assert len(read) == 1
