"""The SMTP door: a mail server on this machine (or the one in front of us) hands mail to it.

A message is answered with 250 only when it stands in the database. What cannot be taken now is answered with a 4xx,
so that the server before us keeps it and comes back.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, BinaryIO, Final, cast

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import DatabaseError, close_old_connections

from houvast.casework.signup.by_mail import TooManyMails
from houvast.connections.mail_in.port import LARGEST_MAIL
from houvast.connections.mail_in.taking import take
from houvast.foundation import clock as time_source
from houvast.foundation import randomness as chance_source
from houvast.foundation.organisations.queries import house_of_mail

MOST_AT_ONCE: Final = 4
"""Connections at a time; with the largest mail that bounds what it may take of the memory."""
MOST_RECIPIENTS: Final = 50
PIECE: Final = 64 * 1024  # a longer line is taken in pieces: RFC 5321 says 1000, mail programs do as they like
IN_MEMORY: Final = 1024 * 1024
SILENCE: Final = 120

TAKEN, LATER = "250 2.0.0 Aangenomen", "451 4.3.0 Nu niet, probeer het later nog eens"
TOO_MANY = "450 4.7.1 Te veel berichten van deze afzender, probeer het later nog eens"
UNKNOWN = "550 5.1.1 Dit adres kennen wij niet"
TOO_BIG = "552 5.3.4 Dit bericht is te groot. Stuur het zonder bijlagen, of bel ons"
MORE_LATER = "452 4.5.3 Te veel geadresseerden, stuur de rest apart"

log = logging.getLogger("houvast.mail_in")


class _Door(SMTP):
    """One conversation; a fifth at the same time is asked to come back."""

    line_length_limit = PIECE
    open_now = 0

    def connection_made(self, transport: Any) -> None:
        """Count it in, or send it away for now."""
        self._counted = type(self).open_now < MOST_AT_ONCE
        if not self._counted:
            transport.write(b"421 4.3.2 Nu te druk, probeer het later nog eens\r\n")
            transport.close()
            return
        type(self).open_now += 1
        super().connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """Nothing is heard of who was sent away."""
        if self._counted:
            super().data_received(data)

    def eof_received(self) -> bool | None:
        """The other side has nothing more to say."""
        return super().eof_received() if self._counted else None

    def connection_lost(self, error: Exception | None) -> None:
        """Count it out."""
        if self._counted:
            self._counted = False
            type(self).open_now -= 1
            super().connection_lost(error)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - the library's name
        """As the library does it, but to disk: there a mail of many short lines takes forty times its size."""
        if await self.check_helo_needed():
            return
        if self.envelope is None or not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 Eerst RCPT")
            return
        await self.push("354 Sluit af met een punt op een eigen regel")
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spooled:
            file = cast(BinaryIO, spooled)
            size = await self._receive(file)
            status = TOO_BIG if size > LARGEST_MAIL else await self.event_handler.take_in(self.envelope, file, size)
        self._set_post_data_state()  # type: ignore[no-untyped-call]  # the library gives it no types
        await self.push(status)

    async def _receive(self, file: BinaryIO) -> int:
        """Write the message to `file`; its size. Of what is too big the rest is heard and forgotten."""
        size, at_start = 0, True
        while True:
            try:
                line = await self._reader.readuntil(b"\r\n")
            except asyncio.LimitOverrunError as long:
                line = await self._reader.read(long.consumed)
            if at_start and line == b".\r\n":
                return size
            if at_start and line.startswith(b"."):
                line = line[1:]
            size += len(line)
            if size <= LARGEST_MAIL:
                file.write(line)
            at_start = line.endswith(b"\r\n")


class _Handler:
    """What a conversation asks. The database is asked in one thread: for addresses and messages alike."""

    def __init__(self, thread: ThreadPoolExecutor) -> None:
        self._thread = thread

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Only addresses of ours."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return MORE_LATER
        try:
            ours = await self._ask(house_of_mail, address, time_source.installed().today())
        except DatabaseError:
            return LATER
        if ours is None:
            return UNKNOWN
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def take_in(self, envelope: Envelope, file: BinaryIO, size: int) -> str:
        """The message is in `file`: 250 once it is kept."""
        clock, chance = time_source.installed(), chance_source.installed()
        try:
            await self._ask(
                take, file, list(envelope.rcpt_tos), envelope.mail_from or "", clock.now(), size, clock, chance
            )
        except TooManyMails:
            return TOO_MANY
        except Exception:  # the server before us keeps it and comes back
            log.exception("mail_in.not_taken")
            return LATER
        return TAKEN

    async def _ask(self, question: Callable[..., Any], *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, _with_fresh_connection, question, given)


def _with_fresh_connection(question: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    close_old_connections()
    try:
        return question(*given)
    finally:
        close_old_connections()


async def listen(host: str, port: int, until: asyncio.Event, ready: Callable[[int], None] | None = None) -> None:
    """Take mail at this address until told to stop. OSError when the port is taken. `ready` gets the port."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1, "mail-in") as thread:
        handler = _Handler(thread)

        def conversation() -> _Door:
            return _Door(
                handler, data_size_limit=LARGEST_MAIL, enable_SMTPUTF8=True, hostname=socket.gethostname(),
                ident="Houvast", timeout=SILENCE, loop=loop,
            )  # fmt: skip

        server = await loop.create_server(conversation, host, port)
        try:
            if ready is not None:
                ready(server.sockets[0].getsockname()[1])
            await until.wait()
        finally:
            server.close()
            await server.wait_closed()
