"""People who go on while processes are shot: residents sign up, counsellors call. They remember what we said."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import itertools
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlencode

import psycopg

from bench import browsing
from bench.browsing import Answer
from houvast.foundation.clock import AMSTERDAM

RESIDENTS, COUNSELLORS = 4, 3
PATIENCE = 600  # seconds after which also the patient give up: the house is gone
PAUSE = 0.3  # seconds at most between two things somebody does
OUTCOMES = ("no_answer", "voicemail", "reached")


@dataclass
class Memory:
    """What people were told. Whoever got no answer sent the same again, or gave up: then anything whole is right."""

    signed_up: set[str] = field(default_factory=set)  # phones whose sign-up was confirmed
    unanswered: set[str] = field(default_factory=set)  # phones of who gave up
    called: set[uuid.UUID] = field(default_factory=set)  # form keys of attempts that were confirmed
    strange: list[str] = field(default_factory=list)  # answers nobody should get
    repeated: int = 0  # how often the same was sent again
    stop: threading.Event = field(default_factory=threading.Event)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def next_number(self) -> int:
        """A number that stands for one machine and one phone."""
        return next(self._numbers)

    def send(self, request: tuple[str, str, dict[str, str], str], *, gives_up: bool) -> Answer | None:
        """Send until somebody answers; None for who gave up."""
        began = time.perf_counter()
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException):
                answer = browsing.once(*request)
                if answer[0] != HTTPStatus.SERVICE_UNAVAILABLE:  # too busy: nothing was done, come back
                    return answer
            if gives_up or time.perf_counter() - began > PATIENCE:
                return None
            self.repeated += 1
            time.sleep(0.1)


def go_on(memory: Memory, cookies: list[str], conninfo: str, seed: int) -> list[threading.Thread]:
    """Start everybody; they end soon after `memory.stop`."""
    works = [threading.Thread(target=_resident, args=(memory, _chance(seed, "r", one))) for one in range(RESIDENTS)]
    works += [
        threading.Thread(target=_counsellor, args=(memory, cookie, conninfo, _chance(seed, "c", one)))
        for one, cookie in enumerate(cookies)
    ]
    for work in works:
        work.start()
    return works


def _chance(seed: int, kind: str, number: int) -> random.Random:
    return random.Random(f"{seed}{kind}{number}")  # noqa: S311 - repeatable


def _resident(memory: Memory, chance: random.Random) -> None:
    while not memory.stop.is_set():
        number = memory.next_number()
        phone = f"+3161{number:07d}"
        try:
            cookie = browsing.ready_to_send(phone)
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
            continue
        if not browsing.csrf(cookie):
            memory.strange.append("geen formulier op de laatste bladzijde van het aanmelden")
            continue
        request = browsing.signup_request(cookie, number, uuid.UUID(int=chance.getrandbits(128), version=4))
        answer = memory.send(request, gives_up=chance.random() < 0.5)
        if answer is None:
            memory.unanswered.add(phone)
        elif browsing.is_confirmed(answer):
            memory.signed_up.add(phone)
        else:
            memory.strange.append(f"aanmelden gaf {answer[0]} {answer[2]['Location'] or answer[1][:200]!r}")
        time.sleep(chance.random() * PAUSE)


def _counsellor(memory: Memory, cookie: str, conninfo: str, chance: random.Random) -> None:
    with psycopg.connect(conninfo, autocommit=True) as database:
        while not memory.stop.is_set():
            known = sorted(memory.signed_up.copy())
            if known:
                phone = chance.choice(known)
                dossier = _dossier_of(database, phone)
                if dossier is None:
                    memory.strange.append(f"een bevestigde aanmelding is er niet: {phone}")
                else:
                    _call(memory, cookie, dossier, chance)
            time.sleep(chance.random() * PAUSE)


def _call(memory: Memory, cookie: str, dossier: uuid.UUID, chance: random.Random) -> None:
    now = dt.datetime.now(AMSTERDAM)
    key = uuid.UUID(int=chance.getrandbits(128), version=4)
    answers = {
        "csrfmiddlewaretoken": browsing.csrf(cookie), "form_key": str(key), "channel": "phone",
        "outcome": chance.choice(OUTCOMES), "on_day": f"{now:%Y-%m-%d}", "at_time": f"{now:%H:%M}", "tell": "on",
        "note": "Ik belde op het afgesproken uur.",
    }  # fmt: skip
    headers = {"Cookie": cookie, "Content-Type": browsing.FORM}
    request = ("POST", f"/werk/dossiers/{dossier}/contact/", headers, urlencode(answers))
    answer = memory.send(request, gives_up=chance.random() < 0.5)
    if answer is not None and answer[0] == 302:
        memory.called.add(key)
    elif answer is not None:
        memory.strange.append(f"contact vastleggen gaf {answer[0]}: {answer[1][:200]!r}")


def _dossier_of(database: psycopg.Connection, phone: str) -> uuid.UUID | None:
    found = database.execute("SELECT dossier_id FROM dossier_searchentry WHERE phones = %s", [[phone]]).fetchone()
    return found[0] if found else None
