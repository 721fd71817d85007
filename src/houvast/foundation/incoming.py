"""The doors through which mail comes in. The connection registers itself; the command line finds it here."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from houvast.foundation.clock import Clock
from houvast.foundation.randomness import Randomness


@dataclass(frozen=True)
class FolderRead:
    """What a reading of a mail folder did: how many messages went which way, and why some were left lying."""

    taken: int = 0
    again: int = 0
    aside: int = 0
    left: tuple[str, ...] = ()  # one sentence per message that stays in the folder


@dataclass(frozen=True)
class MailDoors:
    """`read_folder(folder, address, clock, randomness)` and `listen(host, port, until, ready)`."""

    read_folder: Callable[[Path, str, Clock, Randomness], FolderRead]
    listen: Callable[[str, int, asyncio.Event], Coroutine[Any, Any, None]]


_doors: list[MailDoors] = []


def register_mail_doors(doors: MailDoors) -> None:
    """The connection says: mail comes in through me."""
    _doors[:] = [doors]


def mail_doors() -> MailDoors:
    """The connection for incoming mail; LookupError when none is installed."""
    if not _doors:
        raise LookupError("no connection for incoming mail")
    return _doors[0]
