"""A mail as the house needs it, in our words: made by the connection, read by `by_mail`."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

LARGEST_MAIL = 28 * 1024 * 1024
"""Bytes of a whole mail: 20 MB of attachments grows by a third on its way (base64)."""


class Written(StrEnum):
    """Who or what wrote a mail."""

    PERSON = "person"
    FORM = "form"  # a program, for somebody: a web form; a call for help, but nobody reads an answer
    AUTOMATIC = "automatic"  # out of office, a receipt
    BOUNCE = "bounce"  # a mail server about a mail of ours
    LIST = "list"  # a newsletter, a mailing list
    LOOP = "loop"  # our own mail that came back


@dataclass(frozen=True)
class Attached:
    """A file in a mail. The content is read when it is asked, one file at a time."""

    file_name: str
    content: Callable[[], bytes]


@dataclass(frozen=True)
class MailIn:
    """A mail. Texts are clean: no NUL, no half signs, no marks that turn the reading direction of others.

    `number` is the Message-ID and a hash of the content: the same mail twice has the same. `understood` is False when
    something of it could not be read; then it is kept as it came.
    """

    number: bytes
    received_at: dt.datetime
    written: Written
    sender: str  # lower case; empty when it names nobody
    sender_name: str
    subject: str
    words: str
    size: int  # bytes
    raw: Callable[[], Iterable[bytes]]
    attachments: tuple[Attached, ...] = ()
    answers: tuple[str, ...] = ()  # the Message-IDs it refers to
    reports: tuple[str, ...] = ()  # of a bounce: the Message-IDs of what did not arrive
    failed: bool = False  # of a bounce: it will never arrive
    forwarded: bool = False
    understood: bool = True
