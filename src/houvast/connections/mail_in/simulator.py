"""Mail as mail programs write it, made up: for the tests, and to try the doors by hand.

Each shape is written byte by byte as it comes over the line, with the habits (and mistakes) of the program it stands
for. `written` gives one; `SHAPES` names them all.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from email.header import Header
from typing import Final

SENDER, TO = "sanne@voorbeeld.example", "hulp@voorbeeldstad.example"
WORDS = "Goedemorgen,\r\n\r\nIk kom er niet meer uit. Wilt u mij bellen?\r\n\r\nSanne"
EDGE: Final = "----=_Deel_1"


def _head(subject: str = "Hulp met geld", **more: str) -> str:
    """The lines above a mail; a name with _ is written with -, an empty value leaves the line out."""
    lines = {
        "From": f"Sanne de Vries <{SENDER}>",
        "To": TO,
        "Subject": subject,
        "Date": "Mon, 23 Nov 2026 09:58:00 +0100",
        "Message-ID": "<a1b2c3@voorbeeld.example>",
        "MIME-Version": "1.0",
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    return "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)


def _parts(kind: str, *parts: bytes, edge: str = EDGE, close: bool = True, **more: str) -> bytes:
    head = _head(**{"Content_Type": f'multipart/{kind}; boundary="{edge}"', **more}).encode()
    body = b"".join(b"--" + edge.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return head + b"\r\n" + body + (b"--" + edge.encode() + b"--\r\n" if close else b"")


def _part(kind: str, content: bytes, **more: str) -> bytes:
    lines = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in more.items()}}
    return "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode() + b"\r\n" + content


def attachment(name: str, content: bytes, kind: str = "application/octet-stream") -> bytes:
    """A file as a part of a mail."""
    packed = base64.encodebytes(content).replace(b"\n", b"\r\n")
    return _part(
        f'{kind}; name="{name}"', packed, Content_Transfer_Encoding="base64",
        Content_Disposition=f'attachment; filename="{name}"',
    )  # fmt: skip


TEXT = _part("text/plain; charset=utf-8", WORDS.encode())
PAGE = _part(
    "text/html; charset=utf-8",
    b"<html><head><title>x</title><style>p{color:red}</style></head><body><p>Ik kom er niet meer uit.</p>"
    b"<script>alert(1)</script><ul><li>huur</li><li>stroom</li></ul><p>Wilt u mij <b>bellen</b>&#63;</p></body></html>",
)


def plain(words: str = WORDS, charset: str = "utf-8", **more: str) -> bytes:
    """The simplest: words only, 8 bits as they are."""
    head = _head(**{"Content_Type": f"text/plain; charset={charset}", "Content_Transfer_Encoding": "8bit", **more})
    known = {"x-unknown": "utf-8", "klinkklaar": "utf-8"}.get(charset, charset)
    return head.encode() + b"\r\n" + words.encode(known, "replace") + b"\r\n"


def with_files(*files: tuple[str, bytes], **more: str) -> bytes:
    """Words and files."""
    return _parts("mixed", TEXT, *(attachment(name, content) for name, content in files), close=True, **more)


def bounce(number: str, action: str = "failed", status: str = "5.1.1") -> bytes:
    """What a mail server says of a mail that it could not deliver (RFC 3464)."""
    said = (
        "Reporting-MTA: dns; mx.voorbeeld.example\r\n\r\n"
        f"Final-Recipient: rfc822; {SENDER}\r\nAction: {action}\r\nStatus: {status}\r\n"
    )
    return _parts(
        'report; report-type=delivery-status',
        _part("text/plain; charset=us-ascii", b"Your message could not be delivered."),
        _part("message/delivery-status", said.encode()),
        _part("text/rfc822-headers", f"From: geenantwoord@houvast.example\r\nMessage-ID: {number}\r\n".encode()),
        From="Mail Delivery System <MAILER-DAEMON@mx.voorbeeld.example>", Subject="Undelivered Mail Returned to Sender",
        Auto_Submitted="auto-replied",
    )  # fmt: skip


def _nested(depth: int) -> bytes:
    made = TEXT
    for number in range(depth):
        edge = f"e{number}"
        made = _part(
            f'multipart/mixed; boundary="{edge}"', f"--{edge}\r\n".encode() + made + f"\r\n--{edge}--".encode()
        )
    return _parts("mixed", made)


def _encoded(words: str) -> str:
    return Header(words, "utf-8").encode()


def _tnef() -> bytes:
    return with_files(("winmail.dat", b"\x78\x9f\x3e\x22\x00\x00" + b"\x01" * 40))


SHAPES: dict[str, Callable[[], bytes]] = {
    "plain": plain,
    "alternative": lambda: _parts("alternative", TEXT, PAGE),
    "html only": lambda: _head().encode() + PAGE,
    "related": lambda: _parts(
        "related", PAGE, _part("image/png", b"iVBORw0KGgo=", Content_Transfer_Encoding="base64", Content_ID="<logo>")
    ),
    "latin1": lambda: plain("Ik heb geen geld meer, zei Zoë. € 12", "iso-8859-15"),
    "windows": lambda: plain("Zoë – “geen geld” €", "windows-1252"),
    "says ascii, is not": lambda: plain("Zoë", "utf-8").replace(b"charset=utf-8", b"charset=us-ascii"),
    "unknown charset": lambda: plain("Zoë", "klinkklaar"),
    "charset that is no charset": lambda: plain("Zoë").replace(b"charset=utf-8", b"charset=unicode_escape"),
    "quoted charset": lambda: plain("Zoë").replace(b"charset=utf-8", b"charset=\"'utf-8'\""),
    "utf-16": lambda: plain("Zoë", "utf-16"),
    "no headers for mime": f"From: {SENDER}\r\nTo: {TO}\r\n\r\nBel mij".encode,
    "encoded subject": lambda: plain(
        Subject=_encoded("Hulp bij schulden – Zoë"), From=f"{_encoded('Zoë')} <{SENDER}>"
    ),
    "broken encoded subject": lambda: plain(Subject="=?utf-8?B?SGVsYWFz!!!?= =?klinkklaar?Q?=E9?="),
    "broken base64": lambda: _parts(
        "mixed", _part("text/plain; charset=utf-8", b"QmVsIG1pa@@@", Content_Transfer_Encoding="base64")
    ),
    "raw bytes in headers": lambda: plain().replace(b"Sanne de Vries", "Zoë".encode("latin-1")),
    "winmail": _tnef,
    "empty": lambda: _head(Subject="").encode() + b"\r\n",
    "nothing at all": lambda: b"",
    "only a subject": lambda: plain("", Subject="Bel mij: 06 98 76 54 32"),
    "not closed": lambda: _parts("mixed", TEXT, close=False),
    "no boundary": lambda: _head(Content_Type="multipart/mixed").encode() + b"\r\n" + WORDS.encode(),
    "deep": lambda: _nested(15),
    "too deep": lambda: _nested(400),
    "bidi": lambda: plain("Bel \u202emij\u202c \u200fnu", From=f"San\u202ene <{SENDER}>"),
    "nul and halves": lambda: plain("a\x00b") + b"\xed\xa0\x80 \xff\xfe\r\n",
    "forwarded inline": lambda: plain("---- Doorgestuurd ----\r\n" + WORDS, Subject="Fwd: Aanmaning"),
    "forwarded as a file": lambda: _parts("mixed", _part("message/rfc822", plain())),
    "flowed": lambda: plain(Content_Type="text/plain; charset=utf-8; format=flowed; delsp=yes"),
    "calendar": lambda: _parts("mixed", TEXT, _part("text/calendar; method=REQUEST", b"BEGIN:VCALENDAR")),
    "broken from": lambda: plain(From="Sanne <<sanne@@voorbeeld..example>>, ;:"),
    "two from": lambda: plain(From=f"Sanne <{SENDER}>, Ali <ali@voorbeeld.example>"),
    "no from": lambda: plain(From=""),
    "bare newlines": lambda: plain().replace(b"\r\n", b"\n"),
    "long line": lambda: plain("Bel mij. " * 20_000),
}  # fmt: skip

PROGRAMS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "out of office": ("automatic", lambda: plain(Auto_Submitted="auto-replied", Subject="Re: Wij hebben je bericht")),
    "outlook away": ("automatic", lambda: plain(Subject="Automatisch antwoord: Wij hebben je bericht")),
    "old autoreply": ("automatic", lambda: plain(Precedence="auto_reply")),
    "x-autoreply": ("automatic", lambda: plain(X_Autoreply="yes")),
    "read receipt": ("automatic", lambda: _parts("report; report-type=disposition-notification", TEXT)),
    "bounce": ("bounce", lambda: bounce("<x@houvast.example>")),
    "own mail back": ("loop", lambda: plain(X_Houvast="1")),
    "goes round": ("loop", lambda: b"Received: from a by b\r\n" * 30 + plain()),
    "newsletter": ("list", lambda: plain(List_Unsubscribe="<mailto:weg@voorbeeld.example>", Precedence="bulk")),
    "web form": ("form", lambda: plain(Auto_Submitted="auto-generated")),
    "no-reply": ("form", lambda: plain(From="Formulier <no-reply@voorbeeld.example>")),
}  # fmt: skip
