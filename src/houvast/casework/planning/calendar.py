"""Talks as a calendar file (RFC 5545), in words that say nothing of whom or what they are about."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

STAMP = "%Y%m%dT%H%M%SZ"
LONGEST_LINE = 75  # bytes, by the standard
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class CalendarEntry:
    """One talk in somebody's own calendar."""

    id: UUID
    starts_at: dt.datetime
    ends_at: dt.datetime
    summary: str
    place: str = ""
    words: str = ""


def calendar(entries: Iterable[CalendarEntry], now: dt.datetime) -> str:
    """The whole file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Houvast//NL", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for one in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.id}",
            f"DTSTAMP:{_moment(now)}",
            f"DTSTART:{_moment(one.starts_at)}",
            f"DTEND:{_moment(one.ends_at)}",
            f"SUMMARY:{one.summary.translate(ESCAPES)}",
        ]
        if one.place:
            lines.append(f"LOCATION:{one.place.translate(ESCAPES)}")
        if one.words:
            lines.append(f"DESCRIPTION:{one.words.translate(ESCAPES)}")
        lines.append("END:VEVENT")
    return "\r\n".join(folded for line in [*lines, "END:VCALENDAR"] for folded in _folded(line)) + "\r\n"


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime(STAMP)


def _folded(line: str) -> list[str]:
    """Long lines go on in the next, after a space; a letter of several bytes stays whole."""
    parts, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > LONGEST_LINE:
            parts.append(part)
            part = " "
        part += sign
    return [*parts, part]
