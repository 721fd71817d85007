"""One line of JSON for each event, with only fields that may stand in a log (security.md 3 and 5.32).

Text and values of an event never reach the line by themselves: the message is kept only as it stands in the code,
without what was filled in, and an error is told by its kind and its place, without its message. A message that does
not stand in the code that sent it was put together there, out of who knows what: then only the place is told. The
address of a request is told when it is one of ours; what somebody typed instead is not.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from functools import lru_cache
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
    r"^((?:/[a-z]{2}|/makkelijk)?/"
    r"(?:mijn/terug|aanmelden/verder|inloggen/uitnodiging|schuldeiser|partner/volgen|werk/agenda)/).+$"
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
            event["event"] = _as_it_stands(record)
        event.update(_own_fields(record))
        request = record.__dict__.get("request")
        if request is not None:
            event.update(_of_request(request))
            event["status"] = record.__dict__.get("status_code")
            event["event"] = "request"
        if record.exc_info and record.exc_info[0]:
            kind, error, place = record.exc_info
            event["error"] = kind.__name__ + (f": {error}" if messages else "")
            event["at"] = where(place)
            # The standard formatter would add the whole text of the error below the line.
            record.exc_info = record.exc_text = event["exc_info"] = None
        return event

    return process


def _as_it_stands(record: logging.LogRecord) -> str:
    said = str(record.msg)
    return said if said in _source(record.pathname) else f"{_short(record.pathname)}:{record.lineno}"


@lru_cache(maxsize=256)
def _source(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _own_fields(record: logging.LogRecord) -> EventDict:
    """Fields that our own code gave along; of the queue's job only its number, its task and its tries."""
    given = record.__dict__
    if record.name.split(".")[0] == "houvast":
        return {field: given[field] for field in ALLOWED if field in given}
    job = given.get("job")
    if record.name.startswith("procrastinate") and isinstance(job, dict):
        return {"job": job.get("id"), "task": job.get("task_name"), "attempts": job.get("attempts")}
    return {}


def _of_request(request: Any) -> EventDict:
    ours = getattr(request, "resolver_match", None) is not None
    told: EventDict = {"method": request.method, "path": scrub(request.path) if ours else "…"}
    actor = getattr(request, "actor", None)
    if actor is not None:  # the same short name that the error page shows
        told["reference"] = str(actor.operation_id)[:8].upper()
    return told


def _only_allowed(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    return {key: _plain(value) for key, value in event.items() if key in ALLOWED and value is not None}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | list) else str(value)


def scrub(path: str) -> str:
    """A path without the code or token at its end."""
    return SECRET_PATHS.sub(r"\1…", path)


def tell_crashes_in_one_line() -> None:
    """What nobody caught goes to the log as well, instead of being printed with all its words."""
    log = logging.getLogger("houvast")

    def crashed(kind: type[BaseException], error: BaseException, place: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, place)
        else:
            log.critical("crashed", exc_info=(kind, error, place))

    def thread_crashed(gone: threading.ExceptHookArgs) -> None:
        if gone.exc_value is not None:
            crashed(gone.exc_type, gone.exc_value, gone.exc_traceback)

    sys.excepthook, threading.excepthook = crashed, thread_crashed


def where(place: TracebackType | None) -> list[str]:
    """The last frames of an error: file, line and function, without any value."""
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(place)[-FRAMES:]]


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(SOURCE)) if path.is_relative_to(SOURCE) else "/".join(path.parts[-2:])
