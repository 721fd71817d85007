"""A log line holds what happened and where, and nothing of anybody."""

import json
import logging
import sys

import pytest
from django.test import RequestFactory

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
    ],
)
def test_a_request_is_told_by_its_path_without_codes_or_questions(path, kept):
    request = RequestFactory().get(path, {"q": MARKER})
    line = line_of(record("%s: %s", "Not Found", path, request=request, status_code=404))
    assert (line["method"], line["path"], line["status"]) == ("GET", kept, 404)
    text = json.dumps(line)
    assert MARKER not in text
    assert "ABCD" not in text
    assert "geheim" not in text


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
