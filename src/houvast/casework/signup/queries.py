"""The queue of sign-ups, and what a resident sees on the light level."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from houvast.casework.contact.models import ContactAttempt
from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock, Dossier, Threat
from houvast.casework.dossier.rows import Face, Owner, clocks_of, faces_of, owners_of
from houvast.casework.residents.models import ContactPoint
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
    threats: tuple[Threat, ...]
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


def waiting(actor: Actor, clock: WallClock) -> QuerySet[Dossier]:
    """Open files this actor may see as sign-ups, in which there has been no first talk yet."""
    no_talk_yet = Clock.objects.filter(dossier_id=OuterRef("pk"), kind=clocks.INTAKE, stopped_on__isnull=True)
    in_crisis = Clock.objects.filter(
        dossier_id=OuterRef("pk"), kind__in=[clocks.THREAT_TALK, clocks.LOCAL_THREAT_TALK], stopped_on__isnull=True
    )
    files = Dossier.objects.filter(Exists(no_talk_yet), closed_on__isnull=True, look_at__isnull=False)
    flagged = files.annotate(
        not_crisis=Case(When(Exists(in_crisis), then=Value(0)), default=Value(1), output_field=IntegerField())
    )
    return visible(actor, Action.LOOK, Kind.SIGNUP, flagged, clock, dossier="id")


def queue(
    actor: Actor, clock: WallClock, *, after: Place | None = None, only_crisis: bool = False, limit: int = 50
) -> SignupQueue:
    """The queue, crisis on top, then what is due first. Nine statements, whatever the number of rows."""
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


def _queue_rows(page: list[tuple[UUID, str, dt.date, int]], clock: WallClock) -> list[QueueRow]:
    ids = [one[0] for one in page]
    faces, running, owners = faces_of(ids), clocks_of(ids), owners_of(ids, clock)
    signups = {one.dossier_id: one for one in Signup.objects.filter(dossier_id__in=ids).order_by("-received_at")}
    threats = _threats_of(ids)
    reach = _reach_of([face.person_id for face in faces.values()])
    attempts = _attempts_of(ids)
    rows = []
    for dossier_id, number, _, not_crisis in page:
        face, signup = faces[dossier_id], signups[dossier_id]
        rows.append(
            QueueRow(
                dossier_id=dossier_id,
                number=number,
                face=face,
                received_at=signup.received_at,
                channel=signup.channel,
                wants=signup.wants,
                reach=reach.get(face.person_id, ""),
                threats=threats.get(dossier_id, ()),
                contact=next((one for one in running[dossier_id] if one.kind == clocks.CONTACT), None),
                talk=_strictest_talk(running[dossier_id]),
                attempts=attempts.get(dossier_id, 0),
                owner=owners.get(dossier_id),
                crisis=not_crisis == 0,
            )
        )
    return rows


def _strictest_talk(of_file: list[Clock]) -> Clock | None:
    talks = [one for one in of_file if one.kind.removeprefix(clocks.LOCAL) in clocks.TALKS]
    running = [one for one in talks if one.stopped_on is None]
    return min(running or talks, key=lambda one: (one.due, one.kind), default=None)


def _threats_of(ids: list[UUID]) -> dict[UUID, tuple[Threat, ...]]:
    found: dict[UUID, tuple[Threat, ...]] = {}
    for threat in Threat.objects.filter(dossier_id__in=ids, superseded_by__isnull=True, over=False).order_by("kind"):
        found[threat.dossier_id] = (*found.get(threat.dossier_id, ()), threat)
    return found


def _reach_of(person_ids: list[UUID]) -> dict[UUID, str]:
    points = ContactPoint.objects.filter(
        person_id__in=person_ids, kind__in=["phone", "mail"], state__in=["given", "confirmed"]
    ).order_by("-kind", "created_at")
    found: dict[UUID, str] = {}
    for person_id, value in points.values_list("person_id", "value"):
        found.setdefault(person_id, value)
    return found


def _attempts_of(ids: list[UUID]) -> dict[UUID, int]:
    standing = ContactAttempt.objects.filter(dossier_id__in=ids, retracted=False, superseded_by__isnull=True)
    return dict(standing.values("dossier_id").annotate(number=Count("id")).values_list("dossier_id", "number"))


def _tiles(files: QuerySet[Dossier], clock: WallClock) -> QueueTiles:
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
        )
    )
    first = files.filter(not_crisis=0).order_by("look_at", "id").values_list("look_at", flat=True).first()
    return QueueTiles(
        counted["open"], counted["without_owner"], counted["since"], counted["weekend"], counted["crisis"], first
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
