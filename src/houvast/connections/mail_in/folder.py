"""The folder door: a maildir in which a mail server leaves its messages (`new/`), read ones go to `cur/`."""

from __future__ import annotations

import datetime as dt
import io
import os
from email import policy
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from pathlib import Path
from typing import BinaryIO, Final

from houvast.casework.signup.by_mail import TooManyMails
from houvast.connections.mail_in.port import LARGEST_MAIL, Became
from houvast.connections.mail_in.taking import take
from houvast.foundation.clock import Clock
from houvast.foundation.incoming import FolderRead
from houvast.foundation.randomness import Randomness

SEEN: Final = ":2,S"
BEGINNING: Final = 1024 * 1024
"""Of a message that is too big this much is read: who, what about, and the words at the top."""
_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")


class NoMaildir(ValueError):
    """The folder is not one in which a mail server leaves mail."""


def read_folder(folder: Path, address: str, clock: Clock, randomness: Randomness) -> FolderRead:
    """Take in every new message of the folder, oldest first. `address` goes before what the message says itself.

    What could not be taken stays in `new/` for the next time. Raises NoMaildir.
    """
    if not (folder / "new").is_dir() or not (folder / "cur").is_dir():
        raise NoMaildir(str(folder))
    count = {became: 0 for became in Became}
    left: list[str] = []
    for path in sorted((folder / "new").iterdir(), key=lambda one: (one.stat().st_mtime, one.name)):
        if path.name.startswith(".") or not path.is_file():
            continue
        try:
            became = _take(path, address, clock, randomness)
        except TooManyMails:
            left.append(f"{path.name}: te veel berichten van deze afzender in dit uur.")
            continue
        if not became:
            left.append(f"{path.name}: geen aanmeldadres van ons. Noem het met --adres.")
            continue
        for one in became:
            count[one] += 1
        os.replace(path, folder / "cur" / (path.name.split(":")[0] + SEEN))
    taken = count[Became.SIGNUP] + count[Became.ADDITION]
    return FolderRead(taken, count[Became.AGAIN], count[Became.ASIDE], tuple(left))


def _take(path: Path, address: str, clock: Clock, randomness: Randomness) -> list[Became]:
    about = path.stat()
    received_at = min(dt.datetime.fromtimestamp(about.st_mtime, tz=dt.UTC), clock.now())
    with path.open("rb") as file:
        headers = BytesHeaderParser(policy=policy.compat32).parse(file)
        said = [str(value) for name in _TO for value in headers.get_all(name, [])]
        recipients = [address] if address else [found for _, found in getaddresses(said)]
        back_path = headers.get("Return-Path")
        sender = None if back_path is None else str(back_path).strip().strip("<>")
        content: BinaryIO = file
        if about.st_size > LARGEST_MAIL:
            file.seek(0)
            content = io.BytesIO(file.read(BEGINNING))
        return take(content, recipients, sender, received_at, about.st_size, clock, randomness)
