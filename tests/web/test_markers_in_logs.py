"""No name, number, address or free word of anybody reaches a log line, whatever happens (security.md 5.32)."""

import contextlib
import io
import json
import logging
import os
import re
import subprocess
import sys
import uuid

import psycopg
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from houvast.casework.dossier.services import take_up
from houvast.foundation import log
from houvast.foundation.jobs.models import Intent
from houvast.foundation.tenancy.context import tenant
from houvast.web import urls
from houvast.web.doors import door
from tests.support import databases
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK
from tests.support.processes import eventually
from tests.support.stories import signs_up
from tests.support.town import a_town

# Made up, and nowhere else in the code.
NAME, WORDS, STREET = "Zwaluwstaart", "merkwaardigzinnetje", "Kievitsbloemsteeg"
PHONE, PHONE_TYPED, MAIL, BSN = "+31612987650", "06 12 98 76 50", "zwaluw@merk.example", "999990019"
MARKERS = (NAME, WORDS, STREET, PHONE[3:], "98 76 50", MAIL, BSN, "zwaluw")


@door(public=True)
def falls(request):
    """Breaks down over what was sent, as a mistake of ours would."""
    if request.POST.get("how") == "database":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO accounts_account (id, email) VALUES (%s, %s)", [uuid.uuid4(), MAIL])
        return HttpResponse("")
    raise ValueError(f"cannot read {request.POST}")


urlpatterns = [path("val-om/", falls, name="falls"), *urls.urlpatterns]


@contextlib.contextmanager
def production_log():
    """What production would write, of every logger, from its lowest level on."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(log.formatter())
    loggers = [logging.getLogger(name) for name in ("", "django", "houvast")]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.addHandler(handler)
        one.setLevel(logging.INFO)
    try:
        yield written
    finally:
        for one, level in zip(loggers, levels, strict=True):
            one.removeHandler(handler)
            one.setLevel(level)


def lines_without_markers(text: str) -> list[dict]:
    for marker in MARKERS:
        assert marker.lower() not in text.lower(), marker
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def town(db):
    with a_town() as (house, _):
        yield house


def test_signing_up_a_wrong_form_and_a_lost_address_leave_no_mark(town):
    client = Client(HTTP_HOST="localhost")
    reach = {"way": "call", "phone": PHONE_TYPED, "call_name": NAME}
    with production_log() as written:
        client.post("/aanmelden/", {"way": "call", "phone": PHONE_TYPED + "99999999", "call_name": NAME})
        client.post("/aanmelden/", {"way": "mail", "mail": MAIL.replace("@", " "), "call_name": NAME})
        client.post("/aanmelden/", {"way": "post", "street": STREET, "postcode": "x", "city": NAME})
        client.post("/aanmelden/", reach)
        client.post("/aanmelden/haast/", {"urgency": ["none"]})
        page = client.get("/aanmelden/controle/").content.decode()
        key = re.search(r'name="form_key" value="([0-9a-f-]{36})"', page).group(1)
        assert client.post("/aanmelden/controle/", {"form_key": key, "unknown": WORDS}).status_code == 400
        assert client.post("/aanmelden/controle/", {"form_key": WORDS}).status_code == 400
        done = client.post("/aanmelden/controle/", {"form_key": key}, follow=True)
        assert done.redirect_chain[-1][0] == "/aanmelden/klaar/"
        assert client.get(f"/{NAME}/{MAIL}/", {"q": WORDS}).status_code == 404
        assert client.get(f"/mijn/terug/{WORDS}/").status_code in (200, 302, 404)
        Client(HTTP_HOST=f"{NAME.lower()}.example", enforce_csrf_checks=True).post("/aanmelden/", reach)
        Client(HTTP_HOST="localhost", enforce_csrf_checks=True).post("/aanmelden/", reach)
        with override_settings(ALLOWED_HOSTS=["localhost"]):
            assert Client(HTTP_HOST=f"{NAME}.example").get("/").status_code == 400
        assert client.post("/aanmelden/", f"{{{WORDS}", content_type=f"multipart/{WORDS}").status_code < 500
    lines = lines_without_markers(written.getvalue())
    assert {"…", "/aanmelden/controle/"} <= {line.get("path") for line in lines}
    assert any(line["status"] == 404 for line in lines if "status" in line)


def test_contact_personal_data_and_search_leave_no_mark(town):
    with tenant(town.id):
        made = signs_up(town, WALL_CLOCK, call_name=NAME, phone=PHONE, help_request=WORDS)
        take_up(town.counsellor, made.dossier_id, WALL_CLOCK)
    desk, of_file = signed_in(town.counsellor), f"/werk/dossiers/{made.dossier_id}"
    tried = {
        "form_key": str(uuid.uuid4()), "channel": "phone", "outcome": "no_answer", "on_day": "2026-11-23",
        "at_time": "09:30", "contact_point": "", "note": WORDS,
    }  # fmt: skip
    with production_log() as written:
        assert desk.post(f"{of_file}/contact/", tried).status_code == 302
        assert desk.post(f"{of_file}/contact/", {**tried, "at_time": WORDS}).status_code < 500
        desk.post(f"{of_file}/gegevens/bsn/", {"bsn": BSN, "seen": "", "reason": WORDS})
        desk.post(f"{of_file}/gegevens/bsn/", {"bsn": f"{BSN}9", "seen": ""})
        for sought in (NAME, PHONE_TYPED, BSN, MAIL, WORDS):
            assert desk.post("/werk/zoeken/", {"q": sought}).status_code == 200
            desk.get("/werk/zoeken/", {"q": sought})
        assert signed_in(town.outsider).get(f"{of_file}/").status_code in (403, 404)
    assert any(line.get("path") == f"{of_file}/" for line in lines_without_markers(written.getvalue()))


def test_a_mistake_of_ours_leaves_no_mark(town):
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    sent = {"name": NAME, "bsn": BSN, "words": WORDS, "mail": MAIL}
    with production_log() as written, override_settings(ROOT_URLCONF="tests.web.test_markers_in_logs"):
        assert client.post("/val-om/", sent, HTTP_REFERER=f"http://localhost/{WORDS}").status_code == 500
        assert client.post(f"/val-om/?q={NAME}", {**sent, "how": "database"}).status_code >= 500
    lines = lines_without_markers(written.getvalue())
    assert next(line["error"] for line in lines if line["level"] == "error") == "ValueError"
    assert lines[0]["path"] == "/val-om/" and lines[0]["at"][-1].endswith("falls")


def test_the_server_of_the_database_keeps_no_mark_of_what_it_refused(db):
    """A key that exists already, a row that breaks a rule, a value that cannot be read: each shows the value."""
    server_log = databases.SERVER.data / "server.log"
    began = server_log.stat().st_size
    with databases.admin(connection.settings_dict["NAME"]) as admin:
        for statement in (
            "INSERT INTO auth_group (name) VALUES (%(mark)s), (%(mark)s)",
            "INSERT INTO auth_group (id, name) SELECT 1, NULL FROM (SELECT %(mark)s) AS x",
            "SELECT %(mark)s::int",
        ):
            with pytest.raises(psycopg.Error):
                admin.execute(statement, {"mark": NAME})
    with server_log.open(errors="replace") as file:
        file.seek(began)
        told = file.read()
    assert "auth_group_name_key" in told
    assert "DETAIL" not in told and f"({NAME})" not in told


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_fails_leaves_no_mark():
    with a_town() as (town, _):
        with tenant(town.id):
            signs_up(town, WALL_CLOCK, call_name=NAME, phone=PHONE, help_request=WORDS)
        child = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "tests.support.worker_child", connection.settings_dict["NAME"], "fail"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "houvast.settings.test", "PYTHONPATH": "src:."},
        )  # fmt: skip
        try:
            assert eventually(lambda: _tried(town), seconds=60)
        finally:
            child.terminate()
            said, told = child.communicate(timeout=60)
    lines = lines_without_markers(told)
    failed = [line for line in lines if line["event"] == "intent not delivered"]
    assert failed[0]["error"] == "RuntimeError"
    assert said == ""


def _tried(town) -> bool:
    with tenant(town.id):
        return Intent.objects.filter(kind="sms", attempts__gt=0).exists()
