"""The queue of sign-ups, and what a resident sees on the light level."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from houvast.casework.dossier import clocks
from houvast.casework.dossier.merges import files_of
from houvast.casework.dossier.models import Dossier
from houvast.casework.dossier.rows import ClockRow, Face, Owner, clocks_of, faces_of, owners_of
from houvast.casework.signup.models import Signup
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require, visible_sql
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import AMSTERDAM
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.database.arrays import uuid_array
from houvast.foundation.tenancy.context import current_organisation_id


@dataclass(frozen=True)
class QueueRow:
    """One sign-up that waits for contact or a first talk: two clocks side by side, tries, owner."""

    dossier_id: UUID
    number: str
    face: Face
    received_at: dt.datetime
    channel: str
    wants: str
    reach: str  # phone number or mail address, as stored
    threats: tuple["ThreatLine", ...]
    contact: ClockRow | None
    talk: ClockRow | None  # the strictest clock that asks a talk
    attempts: int
    owner: Owner | None
    crisis: bool


@dataclass(frozen=True)
class QueueTiles:
    """Counts above the queue, in the order in which the statement gives them."""

    open: int
    without_owner: int
    since_closing: int
    in_weekend: int
    crisis: int
    crisis_by: dt.date | None


@dataclass(frozen=True)
class Place:
    """Where the next page of the queue begins: crisis first, then by day, then by id."""

    not_crisis: int
    look_at: dt.date
    dossier_id: UUID

    def text(self) -> str:
        """For the link to the next page; it holds no name or number."""
        return f"{self.not_crisis}.{self.look_at.isoformat()}.{self.dossier_id}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """The place in a link; None for anything that is not one."""
        try:
            crisis, day, dossier_id = text.split(".")
            return cls(int(crisis), dt.date.fromisoformat(day), UUID(dossier_id))
        except (ValueError, AttributeError):
            return None


BEGINNING = Place(0, dt.date.min, UUID(int=0))


@dataclass(frozen=True)
class SignupQueue:
    """The page."""

    rows: list[QueueRow]
    tiles: QueueTiles
    more: Place | None


# Open files this actor may see as sign-ups, in which there has been no first talk yet: the asked page, and the
# counts over all of them beside each row. One row without a file when the page is empty. The kinds of clock stand in
# the words of the statement: as values the database would plan it anew for every page, which takes a quarter of it.
_WAITING = f"""
WITH asked AS MATERIALIZED (
    SELECT dossier.id, dossier.number, coalesce(dossier.look_at, dossier.opened_on) AS look_at, dossier.opened_at
    FROM dossier_dossier AS dossier
    WHERE dossier.organisation_id = %(tenant)s AND dossier.closed_on IS NULL AND dossier.id IN (
        SELECT asks.dossier_id FROM dossier_clock AS asks
        WHERE asks.organisation_id = %(tenant)s AND asks.stopped_on IS NULL AND asks.kind = '{clocks.INTAKE}'
    )
), waits AS MATERIALIZED (
    SELECT asked.id, asked.number, asked.look_at,
        CASE WHEN asked.id IN (
            SELECT asks.dossier_id FROM dossier_clock AS asks WHERE asks.organisation_id = %(tenant)s
                AND asks.stopped_on IS NULL AND asks.kind IN ('{clocks.THREAT_TALK}', '{clocks.LOCAL_THREAT_TALK}')
        ) THEN 0 ELSE 1 END AS not_crisis,
        asked.opened_at >= %(closing)s AS since_closing,
        asked.opened_at >= %(saturday)s AND asked.opened_at < %(monday)s AS in_weekend,
        asked.id IN (
            SELECT owner.dossier_id FROM access_accessrelation AS owner
            WHERE owner.organisation_id = %(tenant)s AND owner.kind = 'assigned' AND owner.party_id IS NULL
                AND NOT owner.stand_in AND owner.valid_until IS NULL
                AND owner.valid_from >= (SELECT min(opened_at) FROM asked)
        ) AS owned
    FROM asked WHERE {{visible}}
), counted AS (
    SELECT count(*), count(*) FILTER (WHERE NOT owned), count(*) FILTER (WHERE since_closing),
        count(*) FILTER (WHERE in_weekend), count(*) FILTER (WHERE not_crisis = 0),
        min(look_at) FILTER (WHERE not_crisis = 0) FROM waits
), page AS (
    SELECT id, number, look_at, not_crisis FROM waits
    WHERE (not_crisis, look_at, id) > (%(after_crisis)s, %(after_day)s, %(after_id)s)
        AND not_crisis <= %(worst)s
    ORDER BY not_crisis, look_at, id LIMIT %(limit)s
)
SELECT counted.*, page.* FROM counted LEFT JOIN page ON true ORDER BY page.not_crisis, page.look_at, page.id
"""  # noqa: S608 - the kinds are ours


class Waiting(NamedTuple):
    """A file in the queue, before its line is made."""

    dossier_id: UUID
    number: str
    look_at: dt.date
    not_crisis: int

    @property
    def place(self) -> Place:
        """Where the page after this one begins."""
        return Place(self.not_crisis, self.look_at, self.dossier_id)


def queue(
    actor: Actor, clock: WallClock, *, after: Place | None = None, only_crisis: bool = False, limit: int = 50
) -> SignupQueue:
    """The queue, crisis on top, then what is due first. Five statements, whatever the number of rows."""
    tiles, page = _waiting(actor, clock, after or BEGINNING, only_crisis, limit + 1)
    rows = _queue_rows(page[:limit], clock)
    audit.looked(
        actor,
        clock,
        [
            Seen(
                "signup", row.dossier_id, row.dossier_id, row.face.person_id, ("name", "contact", "threats"), ("B", "C")
            )
            for row in rows
        ],
        action="queue.look",
    )
    return SignupQueue(rows, tiles, page[limit - 1].place if len(page) > limit else None)


def _waiting(
    actor: Actor, clock: WallClock, after: Place, only_crisis: bool, limit: int
) -> tuple[QueueTiles, list[Waiting]]:
    visible = visible_sql(
        actor, Action.LOOK, Kind.SIGNUP, clock, dossier="asked.id", opened="(SELECT min(opened_at) FROM asked)"
    )
    closing, (saturday, monday) = last_closing(clock.now())
    values = visible.values | {
        "tenant": current_organisation_id(),
        "closing": closing,
        "saturday": saturday,
        "monday": monday,
        "after_crisis": after.not_crisis,
        "after_day": after.look_at,
        "after_id": after.dossier_id,
        "worst": 0 if only_crisis else 1,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WAITING.format(visible=visible.sql), values)
        found = cursor.fetchall()
    counts = len(fields(QueueTiles))
    return QueueTiles(*found[0][:counts]), [Waiting(*row[counts:]) for row in found if row[counts]]


# Everything a line of the queue shows besides name and clocks, in one statement for the whole page.
_LINES = """
SELECT dossier.id, signup.received_at, signup.channel, signup.wants, point.value,
    coalesce(threats.list, '[]'::jsonb), tries.number, owner.account_id, owner.display_name, owner.valid_from
FROM unnest(%(ids)s::uuid[]) AS dossier (id)
LEFT JOIN LATERAL (
    SELECT CASE WHEN EXISTS (
        SELECT 1 FROM dossier_dossiermerge AS any_merge
        WHERE any_merge.organisation_id = %(tenant)s AND any_merge.target_id = dossier.id
    ) THEN (
        WITH RECURSIVE one (id) AS (
            SELECT dossier.id UNION
            SELECT joined.source_id FROM one JOIN dossier_dossiermerge AS joined
                ON joined.organisation_id = %(tenant)s AND joined.target_id = one.id
            WHERE NOT joined.undone AND NOT EXISTS (
                SELECT 1 FROM dossier_dossiermerge AS later
                WHERE later.organisation_id = %(tenant)s AND later.supersedes_id = joined.id)
        ) SELECT array_agg(id) FROM one
    ) ELSE ARRAY[dossier.id] END AS ids
) AS files ON true
LEFT JOIN LATERAL (
    SELECT received_at, channel, wants FROM signup_signup
    WHERE organisation_id = %(tenant)s AND dossier_id = ANY(files.ids) ORDER BY received_at, id LIMIT 1
) AS signup ON true
LEFT JOIN LATERAL (
    SELECT value FROM dossier_party AS party JOIN residents_contactpoint AS known
        ON known.organisation_id = party.organisation_id AND known.person_id = party.person_id
    WHERE party.organisation_id = %(tenant)s AND party.dossier_id = dossier.id AND party.role = 'resident'
        AND known.kind IN ('phone', 'mail') AND known.state IN ('given', 'confirmed')
    ORDER BY known.kind DESC, known.created_at LIMIT 1
) AS point ON true
LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_array(kind, statutory, expected_on) ORDER BY kind) AS list FROM dossier_threat AS told
    WHERE organisation_id = %(tenant)s AND dossier_id = dossier.id AND NOT over AND NOT EXISTS (
        SELECT 1 FROM dossier_threat AS later
        WHERE later.organisation_id = %(tenant)s AND later.supersedes_id = told.id)
) AS threats ON true
LEFT JOIN LATERAL (
    SELECT count(*) AS number FROM contact_contactattempt AS tried
    WHERE organisation_id = %(tenant)s AND dossier_id = ANY(files.ids) AND NOT retracted AND NOT EXISTS (
        SELECT 1 FROM contact_contactattempt AS later
        WHERE later.organisation_id = %(tenant)s AND later.supersedes_id = tried.id)
) AS tries ON true
LEFT JOIN LATERAL (
    SELECT relation.account_id, account.display_name, relation.valid_from FROM access_accessrelation AS relation
    JOIN accounts_account AS account ON account.id = relation.account_id
    WHERE relation.organisation_id = %(tenant)s AND relation.dossier_id = dossier.id AND relation.kind = 'assigned'
        AND NOT relation.stand_in AND relation.valid_from <= %(now)s
        AND (relation.valid_until IS NULL OR relation.valid_until > %(now)s)
    ORDER BY relation.valid_from LIMIT 1
) AS owner ON true
"""


def _queue_rows(page: list[Waiting], clock: WallClock) -> list[QueueRow]:
    ids = [one.dossier_id for one in page]
    faces, running = faces_of(ids), clocks_of(ids)
    with connection.cursor() as cursor:
        cursor.execute(_LINES, {"ids": uuid_array(ids), "tenant": current_organisation_id(), "now": clock.now()})
        lines = {row[0]: row[1:] for row in cursor.fetchall()}
    return [_queue_row(one, faces[one.dossier_id], running[one.dossier_id], lines[one.dossier_id]) for one in page]


def _queue_row(waits: Waiting, face: Face, running: list[ClockRow], line: tuple[Any, ...]) -> QueueRow:
    received_at, channel, wants, reach, threats, tries, account_id, owner, since = line
    return QueueRow(
        dossier_id=waits.dossier_id,
        number=waits.number,
        face=face,
        received_at=received_at,
        channel=channel,
        wants=wants,
        reach=reach or "",
        threats=tuple(_threat(*one) for one in json.loads(threats)) if threats != "[]" else (),
        contact=next((one for one in running if one.kind == clocks.CONTACT), None),
        talk=_strictest_talk(running),
        attempts=tries,
        owner=Owner(account_id, owner, since) if account_id else None,
        crisis=waits.not_crisis == 0,
    )


@dataclass(frozen=True)
class ThreatLine:
    """A threat as the queue names it."""

    kind: str
    statutory: bool
    expected_on: dt.date | None


def _threat(kind: str, statutory: bool, expected_on: str | None) -> ThreatLine:
    return ThreatLine(kind, statutory, dt.date.fromisoformat(expected_on) if expected_on else None)


def _strictest_talk(of_file: list[ClockRow]) -> ClockRow | None:
    talks = [one for one in of_file if one.kind.removeprefix(clocks.LOCAL) in clocks.TALKS]
    running = [one for one in talks if one.stopped_on is None]
    return min(running or talks, key=lambda one: (one.due, one.kind), default=None)


def last_closing(now: dt.datetime) -> tuple[dt.datetime, tuple[dt.datetime, dt.datetime]]:
    """The last Friday 17.00 before now, and the weekend that followed it (both in Amsterdam time)."""
    here = now.astimezone(AMSTERDAM)
    friday = here.date() - dt.timedelta(days=(here.weekday() - 4) % 7)
    closing = dt.datetime.combine(friday, dt.time(17), tzinfo=AMSTERDAM)
    if closing > here:
        friday -= dt.timedelta(days=7)
        closing = dt.datetime.combine(friday, dt.time(17), tzinfo=AMSTERDAM)
    saturday = dt.datetime.combine(friday + dt.timedelta(days=1), dt.time(0), tzinfo=AMSTERDAM)
    monday = dt.datetime.combine(friday + dt.timedelta(days=3), dt.time(0), tzinfo=AMSTERDAM)
    return closing, (saturday, monday)


@dataclass(frozen=True)
class ResidentHome:
    """What a resident sees on the light level: when, who, must I act? Nothing classed (security.md 2)."""

    dossier_id: UUID
    party_id: UUID
    signed_up_on: dt.date
    wants: str
    contact: ClockRow | None
    talk: ClockRow | None
    called_on: dt.date | None
    talked_on: dt.date | None
    owner_first_name: str
    stopped: bool
    late: bool  # we promised to call and did not
    language: str
    urgent: bool


def resident_home(actor: Actor, clock: WallClock) -> ResidentHome:
    """The own file of a signed-in resident. Rights are the session's: its dossier and compartment."""
    dossier_id, party_id = actor.dossier_id, actor.party_id
    if dossier_id is None or party_id is None:
        raise NotYours("OWN")
    require(actor, Action.LOOK, Thing(Kind.ROAD, dossier_id, party_id), clock)
    dossier = Dossier.objects.get(pk=dossier_id)
    signup = next(iter(signups_of(files_of(dossier_id))), None)
    running = clocks_of([dossier_id])[dossier_id]
    owner = owners_of([dossier_id], clock).get(dossier_id)
    face = faces_of([dossier_id])[dossier_id]
    contact = next((one for one in running if one.kind == clocks.CONTACT), None)
    talk = _strictest_talk(running)
    audit.looked(
        actor, clock, [Seen("road", dossier_id, dossier_id, face.person_id, ("phase", "clocks"))], action="road.look"
    )
    reached = contact and contact.stopped_on and contact.stopped_by_type == "contact_attempt"
    talked = talk and talk.stopped_on and talk.stopped_by_type == "contact_attempt"
    return ResidentHome(
        dossier_id=dossier_id,
        party_id=party_id,
        signed_up_on=signup.holds_on if signup else dossier.opened_on,
        wants=signup.wants if signup else "call",
        contact=contact,
        talk=talk,
        called_on=contact.stopped_on if contact and reached else None,
        talked_on=talk.stopped_on if talk and talked else None,
        owner_first_name=owner.name.split()[0] if owner else "",
        stopped=dossier.closed_on is not None,
        late=bool(contact and contact.stopped_on is None and contact.due < clock.today()),
        language=face.language,
        urgent=bool(signup and signup.urgency == "threat"),
    )


def signups_of(dossier_ids: Sequence[UUID]) -> list[Signup]:
    """Every sign-up of these files, the first in front: more than one after a merge."""
    return list(Signup.objects.filter(dossier_id__in=dossier_ids).order_by("received_at", "id"))
