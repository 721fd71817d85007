"""`houvast post lees` and `houvast post luister`: the two doors through which mail to the sign-up address comes in."""

from __future__ import annotations

import argparse
import asyncio
import ipaddress
import signal
from importlib import import_module
from pathlib import Path

from houvast.web.cli.with_django import set_up_django
from houvast.web.cli.words import Refused, say, warn


def read(words: list[str]) -> int:
    """Take in every new message of a maildir; 1 when some were left lying."""
    parser = argparse.ArgumentParser(prog="houvast post lees")
    parser.add_argument("map", type=Path, help="de maildir, met new/ en cur/")
    parser.add_argument("--adres", default="", help="het aanmeldadres, als de berichten dat zelf niet noemen")
    asked = parser.parse_args(words)
    set_up_django()
    incoming = import_module("houvast.foundation.incoming")
    clock = import_module("houvast.foundation.clock").installed()
    chance = import_module("houvast.foundation.randomness").installed()
    try:
        done = incoming.mail_doors().read_folder(asked.map, asked.adres, clock, chance)
    except ValueError as refusal:
        raise Refused(f"{asked.map} is geen maildir: er moeten mappen new en cur in staan.") from refusal
    except OSError as refusal:
        raise Refused(f"{asked.map} is niet te lezen ({refusal.strerror}).") from refusal
    say(f"{done.taken} binnen, {done.aside} opzij gelegd, {done.again} waren er al.")
    for line in done.left:
        warn(f"Blijft liggen: {line}")
    return 1 if done.left else 0


def listen(words: list[str]) -> int:
    """Take mail over SMTP until TERM or INT."""
    parser = argparse.ArgumentParser(prog="houvast post luister")
    parser.add_argument("--poort", type=int, default=0, help="anders MAIL_IN_PORT, of 2525")
    asked = parser.parse_args(words)
    set_up_django()
    settings = import_module("django.conf").settings
    import_module("houvast.web.cli.worker").give_jobs_their_time()
    host, port = settings.MAIL_IN_HOST, asked.poort or settings.MAIL_IN_PORT or 2525
    if not _is_this_machine(host):
        raise Refused(
            f"MAIL_IN_HOST={host} kan niet: deze deur heeft geen TLS en geen wachtwoord, en staat alleen "
            "open voor deze machine. Zet er een mailserver voor en gebruik 127.0.0.1."
        )
    try:
        asyncio.run(_listen(host, port))
    except OSError as refusal:
        raise Refused(
            f"Poort {port} op {host} kan niet ({refusal.strerror}). Kies een andere met --poort."
        ) from refusal
    return 0


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def _listen(host: str, port: int) -> None:
    until = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, until.set)
    doors = import_module("houvast.foundation.incoming").mail_doors()
    say(f"Houvast neemt e-mail aan op {host}:{port}  (stoppen: Ctrl+C)")
    await doors.listen(host, port, until)
