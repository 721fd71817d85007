"""One line of JSON for each event, with only fields that may stand in a log (security.md 3 and 5.32).

Text and values of an event never reach the line by themselves: the message is kept as it stands in the code,
without what was filled in, and an error is told by its kind and its place, without its message.
"""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

ALLOWED = frozenset(
    {
        *("timestamp", "level", "logger", "event", "error", "at", "method", "path", "status", "reference"),
        *("organisation", "intent", "job", "task", "kind", "attempts", "seconds", "count"),
    }
)
FRAMES = 8
# What follows these addresses is a code or a token: it never stands in a log (record.md 5).
SECRET_PATHS = re.compile(
    r"^((?:/[a-z]{2}|/makkelijk)?/(?:mijn/terug|aanmelden/verder|inloggen/uitnodiging|schuldeiser)/).+$"
)
SOURCE = Path(__file__).resolve().parents[2]


def formatter(messages: bool = False) -> logging.Formatter:
    """The formatter of every handler. `messages` also tells what was filled in: for made-up people only."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _from_record(messages),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _only_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def _from_record(messages: bool) -> Processor:
    """What the standard library's record holds, made safe."""

    def process(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
        record: logging.LogRecord = event["_record"]
        if not messages:
            event["event"] = str(record.msg)
        for field in ALLOWED:
            if field in record.__dict__:
                event[field] = record.__dict__[field]
        request = record.__dict__.get("request")
        if request is not None:
            event["method"], event["path"] = request.method, scrub(request.path)
            event["status"] = record.__dict__.get("status_code")
            event["event"] = "request"
            actor = getattr(request, "actor", None)
            if actor is not None:  # the same short name that the error page shows
                event["reference"] = str(actor.operation_id)[:8].upper()
        if record.exc_info and record.exc_info[0]:
            kind, error, place = record.exc_info
            event["error"] = kind.__name__ + (f": {error}" if messages else "")
            event["at"] = where(place)
            # The standard formatter would add the whole text of the error below the line.
            record.exc_info = record.exc_text = event["exc_info"] = None
        return event

    return process


def _only_allowed(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    return {key: _plain(value) for key, value in event.items() if key in ALLOWED and value is not None}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | list) else str(value)


def scrub(path: str) -> str:
    """A path without the code or token at its end."""
    return SECRET_PATHS.sub(r"\1…", path)


def where(place: TracebackType | None) -> list[str]:
    """The last frames of an error: file, line and function, without any value."""
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(place)[-FRAMES:]]


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(SOURCE)) if path.is_relative_to(SOURCE) else "/".join(path.parts[-2:])
