"""The queue of sign-ups, and what a resident sees on the light level."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, Count, Exists, IntegerField, Min, OuterRef, Q, QuerySet, Value, When

from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock, Dossier
from houvast.casework.dossier.rows import Face, Owner, clocks_of, faces_of, owners_of
from houvast.casework.signup.models import Signup
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.may import require, visible
from houvast.foundation.access.models import AccessRelation, RelationKind
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import AMSTERDAM
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.tenancy.context import current_organisation_id

COUNT_TO = 1000


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
    contact: Clock | None
    talk: Clock | None  # the strictest clock that asks a talk
    attempts: int
    owner: Owner | None
    crisis: bool


@dataclass(frozen=True)
class QueueTiles:
    """Counts above the queue, exact to COUNT_TO."""

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


@dataclass(frozen=True)
class SignupQueue:
    """The page."""

    rows: list[QueueRow]
    tiles: QueueTiles
    more: Place | None


def waiting(actor: Actor, clock: WallClock) -> QuerySet[Any]:
    """Open files this actor may see as sign-ups, in which there has been no first talk yet."""
    no_talk_yet = Clock.objects.filter(dossier_id=OuterRef("pk"), kind=clocks.INTAKE, stopped_on__isnull=True)
    in_crisis = Clock.objects.filter(
        dossier_id=OuterRef("pk"), kind__in=[clocks.THREAT_TALK, clocks.LOCAL_THREAT_TALK], stopped_on__isnull=True
    )
    files = Dossier.objects.filter(Exists(no_talk_yet), closed_on__isnull=True, look_at__isnull=False)
    flagged: QuerySet[Any] = files.annotate(
        not_crisis=Case(When(Exists(in_crisis), then=Value(0)), default=Value(1), output_field=IntegerField())
    )
    return visible(actor, Action.LOOK, Kind.SIGNUP, flagged, clock, dossier="id")


def queue(
    actor: Actor, clock: WallClock, *, after: Place | None = None, only_crisis: bool = False, limit: int = 50
) -> SignupQueue:
    """The queue, crisis on top, then what is due first. Six statements, whatever the number of rows."""
    files = waiting(actor, clock)
    shown = files.filter(not_crisis=0) if only_crisis else files
    if after is not None:
        shown = shown.filter(_beyond(after))
    page = list(
        shown.order_by("not_crisis", "look_at", "id").values_list("id", "number", "look_at", "not_crisis")[: limit + 1]
    )
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
    last = page[limit - 1] if len(page) > limit else None
    more = Place(last[3], last[2], last[0]) if last else None
    return SignupQueue(rows, _tiles(files, clock), more)


def _beyond(place: Place) -> Q:
    later_day = Q(look_at__gt=place.look_at) | Q(look_at=place.look_at, id__gt=place.dossier_id)
    return Q(not_crisis__gt=place.not_crisis) | (Q(not_crisis=place.not_crisis) & later_day)


# Everything a line of the queue shows besides name and clocks, in one statement for the whole page.
_LINES = """
SELECT dossier.id, signup.received_at, signup.channel, signup.wants, point.value,
    coalesce(threats.list, '[]'::jsonb), tries.number, owner.account_id, owner.display_name, owner.valid_from
FROM unnest(%(ids)s::uuid[]) AS dossier (id)
LEFT JOIN LATERAL (
    SELECT received_at, channel, wants FROM signup_signup
    WHERE organisation_id = %(tenant)s AND dossier_id = dossier.id ORDER BY received_at, id LIMIT 1
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
    WHERE organisation_id = %(tenant)s AND dossier_id = dossier.id AND NOT retracted AND NOT EXISTS (
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


def _queue_rows(page: list[tuple[UUID, str, dt.date, int]], clock: WallClock) -> list[QueueRow]:
    ids = [one[0] for one in page]
    faces, running = faces_of(ids), clocks_of(ids)
    with connection.cursor() as cursor:
        cursor.execute(_LINES, {"ids": ids, "tenant": current_organisation_id(), "now": clock.now()})
        lines = {row[0]: row[1:] for row in cursor.fetchall()}
    return [
        _queue_row(dossier_id, number, not_crisis == 0, faces[dossier_id], running[dossier_id], lines[dossier_id])
        for dossier_id, number, _, not_crisis in page
    ]


def _queue_row(
    dossier_id: UUID, number: str, crisis: bool, face: Face, running: list[Clock], line: tuple[Any, ...]
) -> QueueRow:
    received_at, channel, wants, reach, threats, tries, account_id, owner, since = line
    return QueueRow(
        dossier_id=dossier_id,
        number=number,
        face=face,
        received_at=received_at,
        channel=channel,
        wants=wants,
        reach=reach or "",
        threats=tuple(_threat(*one) for one in json.loads(threats)),
        contact=next((one for one in running if one.kind == clocks.CONTACT), None),
        talk=_strictest_talk(running),
        attempts=tries,
        owner=Owner(account_id, owner, since) if account_id else None,
        crisis=crisis,
    )


@dataclass(frozen=True)
class ThreatLine:
    """A threat as the queue names it."""

    kind: str
    statutory: bool
    expected_on: dt.date | None


def _threat(kind: str, statutory: bool, expected_on: str | None) -> ThreatLine:
    return ThreatLine(kind, statutory, dt.date.fromisoformat(expected_on) if expected_on else None)


def _strictest_talk(of_file: list[Clock]) -> Clock | None:
    talks = [one for one in of_file if one.kind.removeprefix(clocks.LOCAL) in clocks.TALKS]
    running = [one for one in talks if one.stopped_on is None]
    return min(running or talks, key=lambda one: (one.due, one.kind), default=None)


def _tiles(files: QuerySet[Any], clock: WallClock) -> QueueTiles:
    owned = AccessRelation.objects.filter(
        dossier_id=OuterRef("pk"), kind=RelationKind.ASSIGNED, valid_until__isnull=True
    )
    closing, weekend = last_closing(clock.now())
    counted = (
        files.annotate(owned=Exists(owned))
        .order_by("not_crisis", "look_at", "id")
        .values("id", "owned", "not_crisis", "opened_at", "look_at")[:COUNT_TO]
        .aggregate(
            open=Count("id"),
            without_owner=Count("id", filter=Q(owned=False)),
            since=Count("id", filter=Q(opened_at__gte=closing)),
            weekend=Count("id", filter=Q(opened_at__gte=weekend[0], opened_at__lt=weekend[1])),
            crisis=Count("id", filter=Q(not_crisis=0)),
            crisis_by=Min("look_at", filter=Q(not_crisis=0)),
        )
    )
    return QueueTiles(
        counted["open"],
        counted["without_owner"],
        counted["since"],
        counted["weekend"],
        counted["crisis"],
        counted["crisis_by"],
    )


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
    contact: Clock | None
    talk: Clock | None
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
    signup = Signup.objects.filter(dossier_id=dossier_id).order_by("received_at").first()
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
        signed_up_on=dossier.opened_on,
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


def signup_of(dossier_id: UUID) -> Signup | None:
    """The first sign-up of a file, with the words the resident used."""
    return Signup.objects.filter(dossier_id=dossier_id).order_by("received_at", "id").first()
