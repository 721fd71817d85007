"""A log line holds what happened and where, and nothing of anybody."""

import json
import logging
import os
import subprocess
import sys

import pytest
from django.test import RequestFactory
from django.urls import ResolverMatch

from houvast.foundation import log

MARKER = "Zeynep Yilmaz 123456782"


def line_of(record: logging.LogRecord, *, messages: bool = False) -> dict:
    text = log.formatter(messages=messages).format(record)
    assert "\n" not in text
    return json.loads(text)


def record(message: str, *values, error=None, **more) -> logging.LogRecord:
    made = logging.LogRecord("houvast.jobs", logging.ERROR, __file__, 1, message, values, error)
    made.__dict__.update(more)
    return made


def raised():
    try:
        raise ValueError(f"Key (bsn)=({MARKER}) already exists")
    except ValueError:
        return sys.exc_info()


def test_a_line_says_what_happened_without_what_was_filled_in():
    line = line_of(record("could not deliver to %s", MARKER))
    assert line["event"] == "could not deliver to %s"
    assert line["level"] == "error"
    assert line["logger"] == "houvast.jobs"
    assert line["timestamp"].endswith("Z")


def test_an_error_is_told_by_kind_and_place_only():
    line = line_of(record("failed", error=raised()))
    assert line["error"] == "ValueError"
    assert line["at"][-1].endswith("raised")
    assert MARKER not in json.dumps(line)


def test_only_listed_fields_come_along():
    line = line_of(record("failed", intent="7c0f", name_of_person=MARKER, body=MARKER))
    assert line["intent"] == "7c0f"
    assert set(line) <= log.ALLOWED
    assert MARKER not in json.dumps(line)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/mijn/terug/ABCD-EFGH-JKMN-PQRS/", "/mijn/terug/…"),
        ("/ar/mijn/terug/ABCD-EFGH-JKMN-PQRS/", "/ar/mijn/terug/…"),
        ("/makkelijk/mijn/terug/ABCD/", "/makkelijk/mijn/terug/…"),
        ("/mijn/terug/", "/mijn/terug/"),
        ("/werk/wachtrij/", "/werk/wachtrij/"),
        ("/inloggen/uitnodiging/geheim-van-een-dag/", "/inloggen/uitnodiging/…"),
        ("/en/aanmelden/verder/geheim/", "/en/aanmelden/verder/…"),
        ("/aanmelden/", "/aanmelden/"),
        ("/schuldeiser/geheim/", "/schuldeiser/…"),
        ("/partner/volgen/geheim/", "/partner/volgen/…"),
        ("/ar/partner/volgen/geheim/", "/ar/partner/volgen/…"),
    ],
)
def test_a_request_is_told_by_its_path_without_codes_or_questions(path, kept):
    request = RequestFactory().get(path, {"q": MARKER})
    request.resolver_match = ResolverMatch(line_of, (), {})
    line = line_of(record("%s: %s", "Not Found", path, request=request, status_code=404))
    assert (line["method"], line["path"], line["status"]) == ("GET", kept, 404)
    text = json.dumps(line)
    assert MARKER not in text
    assert "ABCD" not in text
    assert "geheim" not in text


def test_an_address_that_is_not_ours_may_say_anything_and_is_not_told():
    line = line_of(record("%s: %s", request=RequestFactory().get(f"/{MARKER}/"), status_code=404))
    assert (line["method"], line["path"], line["status"]) == ("GET", "…", 404)


def test_a_message_that_was_put_together_is_told_by_its_place_only():
    line = line_of(record(f"Invalid HTTP_HOST header: {MARKER}"))
    assert line["event"].endswith("test_log.py:1")
    assert MARKER not in json.dumps(line)


def test_of_a_library_only_the_number_and_the_task_of_a_job_come_along():
    made = logging.LogRecord("procrastinate.worker", logging.ERROR, __file__, 1, "failed", (), None)
    made.__dict__.update(job={"id": 7, "task_name": "houvast.tidy", "attempts": 2, "task_kwargs": {"x": MARKER}})
    line = line_of(made)
    assert (line["job"], line["task"], line["attempts"]) == (7, "houvast.tidy", 2)
    assert MARKER not in json.dumps(line)
    strange = logging.LogRecord("library", logging.ERROR, __file__, 1, "failed", (), None)
    strange.__dict__.update(error=MARKER, path=MARKER)
    assert MARKER not in json.dumps(line_of(strange))


def test_a_crash_that_nobody_caught_is_one_line_as_well():
    code = (
        "import logging, sys, threading\n"
        "from houvast.foundation import log\n"
        "handler = logging.StreamHandler(sys.stdout); handler.setFormatter(log.formatter())\n"
        "logging.getLogger('houvast').addHandler(handler)\n"
        "log.tell_crashes_in_one_line()\n"
        "def fall(): raise ValueError(sys.argv[1])\n"
        "t = threading.Thread(target=fall); t.start(); t.join()\n"
        "fall()\n"
    )
    path = os.pathsep.join(part for part in sys.path if part)
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code, MARKER],
        env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert MARKER not in done.stdout + done.stderr
    assert [json.loads(line)["error"] for line in done.stdout.splitlines()] == ["ValueError", "ValueError"]
    assert done.stderr == ""


def test_where_people_are_made_up_an_error_is_told_whole():
    line = line_of(record("could not deliver to %s", "a@example.org", error=raised()), messages=True)
    assert line["event"] == "could not deliver to a@example.org"
    assert MARKER in line["error"]


@pytest.mark.parametrize("name", ["django", "houvast"])
def test_the_site_writes_such_lines(name):
    handler = logging.getLogger(name).handlers[0]
    assert json.loads(handler.formatter.format(record("stopped")))["event"] == "stopped"


def test_an_error_carries_the_reference_that_its_page_shows():
    class Actor:
        operation_id = "7c0f9a12-0000-4000-8000-000000000000"

    request = RequestFactory().get("/werk/")
    request.actor = Actor()
    assert line_of(record("x", request=request, status_code=500))["reference"] == "7C0F9A12"
