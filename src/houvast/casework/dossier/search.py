"""Searching (W13, security.md 4): own work by part of a name; anything else only by an exact key.

The search table is read through one function that policies do not bind, because the planner may not use its
index behind a policy (stack.md 9). It gives ids only; the rows are then read, and rights asked, as always.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import connection

from houvast.casework.dossier.models import Dossier
from houvast.casework.dossier.phases import Phase, phase_of
from houvast.casework.dossier.rows import Face, clocks_of, faces_of
from houvast.casework.residents.errors import UnreadablePhone
from houvast.casework.residents.models import Bsn
from houvast.casework.residents.reading import plain, read_phone
from houvast.foundation.access.actions import Action, Kind
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import visible_sql
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.database.arrays import uuid_array
from houvast.foundation.encryption.bsn import NeedsConfirmation, NotABsn, bsn_index, read_bsn

MOST = 10
CANDIDATES = 200
SHORTEST = 2
# With SH in front or a dash inside: nine or ten bare digits are a BSN or a phone number.
NUMBER = re.compile(r"(?:SH[- ]?(?P<y>20\d\d)[- ]?|(?P<year>20\d\d)-)(?P<rank>\d{4,7})", re.IGNORECASE)
POSTCODE = re.compile(r"[1-9]\d{3} ?[A-Za-z]{2}")
PHONE = re.compile(r"[+(]?\d[\d ()./-]*")
SHORTEST_PHONE = 8
DATE = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")


Ask = Callable[..., list[UUID]]


class TooShort(Exception):
    """An empty or one-letter search shows nothing and says why."""

    text = "Typ minstens twee letters, of een heel nummer."


@dataclass(frozen=True)
class Hit:
    """One file that was found and may be seen."""

    dossier_id: UUID
    number: str
    face: Face
    phase: Phase


@dataclass(frozen=True)
class SearchResult:
    """What was found, and how it was looked for."""

    hits: list[Hit]
    kind: str  # number, phone, postcode, bsn, name_birth, name
    cut: bool = False


def search(actor: Actor, typed: str, clock: WallClock) -> SearchResult:
    """Files the actor may see that match. At most ten rows; a file without a relation is not found (404-same)."""
    text = " ".join(typed.split())
    if len(text) < SHORTEST:
        raise TooShort
    kind, ids = _candidates(actor, text, clock)
    found = _allowed(actor, ids, clock)
    hits = _hits(found[:MOST])
    _write_down(actor, clock, kind, hits)
    return SearchResult(hits, kind, cut=len(found) > MOST)


_ALLOWED = """
SELECT dossier.id, dossier.number, dossier.closed_on FROM dossier_dossier AS dossier
WHERE dossier.organisation_id = %(may_organisation)s AND dossier.id = ANY(%(ids)s::uuid[]) AND {visible}
ORDER BY dossier.opened_on DESC, dossier.id LIMIT %(limit)s
"""


def _allowed(actor: Actor, ids: list[UUID], clock: WallClock) -> list[tuple[UUID, str, dt.date | None]]:
    """Those the actor may see, one more than is shown; the newest first."""
    visible = visible_sql(actor, Action.LOOK, Kind.SIGNUP, clock, dossier="dossier.id")
    asked = visible.values | {"ids": uuid_array(ids), "limit": MOST + 1}
    with connection.cursor() as cursor:
        cursor.execute(_ALLOWED.format(visible=visible.sql), asked)
        rows: list[tuple[UUID, str, dt.date | None]] = cursor.fetchall()
    return rows


def _candidates(actor: Actor, text: str, clock: WallClock) -> tuple[str, list[UUID]]:
    digits = re.sub(r"\D", "", text)
    if number := NUMBER.fullmatch(text):
        exact = Dossier.objects.filter(number=f"SH-{number['y'] or number['year']}-{number['rank']}")
        return "number", list(exact.values_list("id", flat=True))
    if by_bsn := _by_bsn(actor, digits, text):
        return "bsn", by_bsn
    ask = partial(_ask, actor, clock)
    if POSTCODE.fullmatch(text):
        return "postcode", ask("postcode", text.replace(" ", "").upper())
    if PHONE.fullmatch(text) and len(digits) >= SHORTEST_PHONE:
        return "phone", _by_phone(ask, text)
    if (day := DATE.search(text)) is not None:
        return "name_birth", _by_name_and_birth(ask, text, day)
    return "name", ask("name", plain(text))


def _by_phone(ask: Ask, text: str) -> list[UUID]:
    try:
        return ask("phone", read_phone(text))
    except UnreadablePhone:
        return []


def _by_bsn(actor: Actor, digits: str, text: str) -> list[UUID]:
    bsn = _as_bsn(digits, text)
    if bsn is None:
        return []
    people = Bsn.objects.filter(index=bsn_index(actor.organisation_id, bsn)).values_list("person_id", flat=True)
    return list(Dossier.objects.filter(parties__person_id__in=list(people)).values_list("id", flat=True))


def _as_bsn(digits: str, text: str) -> str | None:
    if len(digits) != 9 or digits != text.replace(" ", ""):
        return None
    try:
        return read_bsn(digits)
    except (NotABsn, NeedsConfirmation):
        return None


def _by_name_and_birth(ask: Ask, text: str, found: re.Match[str]) -> list[UUID]:
    try:
        born = dt.date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return []
    name = plain(text.replace(found[0], " "))
    return ask("name_birth", name, born) if name else []


def _ask(actor: Actor, clock: WallClock, kind: str, term: str, born: dt.date | None = None) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT houvast_search(%s, %s, %s, %s, %s::uuid[], %s, %s)",
            [kind, term, born, actor.account_id, list(actor.team_ids), clock.now(), CANDIDATES],
        )
        return [row[0] for row in cursor.fetchall()]


def _hits(found: list[tuple[UUID, str, dt.date | None]]) -> list[Hit]:
    ids = [one[0] for one in found]
    faces, running = faces_of(ids), clocks_of(ids)
    return [
        Hit(file_id, number, faces[file_id], phase_of(running[file_id], closed=closed_on is not None))
        for file_id, number, closed_on in found
    ]


def _write_down(actor: Actor, clock: WallClock, kind: str, hits: list[Hit]) -> None:
    """Every search is logged with its kind, also one that found nothing; the terms stand in no log."""
    seen = [Seen("dossier", hit.dossier_id, hit.dossier_id, hit.face.person_id, ("name", "phase")) for hit in hits]
    audit.looked(actor, clock, seen or [Seen("search", None, fields=(kind,), classes=("A",))], action=f"search.{kind}")
