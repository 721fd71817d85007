"""Two files side by side, field by field, for the person who decides whether they are of one resident."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from houvast.casework.dossier.merges import Joined, merges_shown
from houvast.casework.dossier.models import Dossier, Task, TaskOutcome
from houvast.casework.dossier.personal import birth_words
from houvast.casework.dossier.rows import Owner, faces_of, owners_of
from houvast.casework.planning.models import Appointment, AppointmentState
from houvast.casework.residents.models import Address, BirthDate, Bsn, ContactPoint, ContactWish, PersonName
from houvast.casework.residents.standing import standing
from houvast.casework.signup.models import Signup
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require, visible
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock

NOT_TOLD = "geheim adres"
NO_FIXED = "geen vast adres"


@dataclass(frozen=True)
class Choice:
    """A fact that can be chosen: its id, and what it says."""

    id: UUID
    words: str


@dataclass(frozen=True)
class Side:
    """One of the two, field by field. A choice is None while nothing is known."""

    dossier_id: UUID
    number: str
    received_at: dt.datetime
    channel: str
    urgency: str
    owner: Owner | None
    name: Choice | None
    birth_date: Choice | None
    address: Choice | None
    wishes: ContactWish | None
    reach: tuple[str, ...]
    language: str
    help_request: str
    tasks: int
    appointment: dt.datetime | None
    bsn: bytes | None  # the keyed index: tells only whether two numbers are the same
    closed: bool
    went_on_in: Joined | None


def side_by_side(actor: Actor, first_id: UUID, second_id: UUID, clock: WallClock) -> tuple[Side, Side]:
    """Both files next to each other, in the order asked; NotYours when the actor may not see either."""
    for dossier_id in (first_id, second_id):
        require(actor, Action.LOOK, Thing(Kind.SIGNUP, dossier_id), clock)
    faces = faces_of([first_id, second_id])
    shown = ("name", "contact", "birth_date", "postcode", "wishes", "help_request")
    seen = [Seen("signup", one, one, faces[one].person_id, shown, ("B", "C")) for one in (first_id, second_id)]
    audit.looked(actor, clock, seen, action="duplicate.look")
    first, second = (_side(one, faces[one].person_id, faces[one].language, clock) for one in (first_id, second_id))
    return first, second


def _side(dossier_id: UUID, person_id: UUID, language: str, clock: WallClock) -> Side:
    dossier = Dossier.objects.get(pk=dossier_id)
    signup = Signup.objects.filter(dossier_id=dossier_id).order_by("received_at", "id").first()
    points = ContactPoint.objects.filter(person_id=person_id).exclude(value="").order_by("-kind", "created_at")
    bsn = standing(Bsn, person_id)
    booked = Appointment.objects.filter(
        dossier_id=dossier_id, state=AppointmentState.BOOKED, ends_at__gt=clock.now()
    ).first()
    return Side(
        dossier_id=dossier_id,
        number=dossier.number,
        received_at=signup.received_at if signup else dossier.opened_at,
        channel=signup.channel if signup else "",
        urgency=signup.urgency if signup else "unknown",
        owner=owners_of([dossier_id], clock).get(dossier_id),
        name=_name(standing(PersonName, person_id)),
        birth_date=_birth(standing(BirthDate, person_id)),
        address=_address(standing(Address, person_id)),
        wishes=standing(ContactWish, person_id),
        reach=tuple(points.values_list("value", flat=True)),
        language=language,
        help_request=signup.help_request if signup else "",
        tasks=Task.objects.filter(dossier_id=dossier_id, outcome=TaskOutcome.OPEN).aggregate(n=Count("id"))["n"],
        appointment=booked.starts_at if booked else None,
        bsn=bytes(bsn.index) if bsn else None,
        closed=dossier.closed_on is not None,
        went_on_in=merges_shown(dossier_id)[0],
    )


def _name(fact: PersonName | None) -> Choice | None:
    if fact is None:
        return None
    parts = (fact.salutation, fact.given_name or fact.call_name, fact.infix, fact.surname)
    return Choice(fact.id, " ".join(part for part in parts if part))


def _birth(fact: BirthDate | None) -> Choice | None:
    return Choice(fact.id, birth_words(fact)) if fact else None


def _address(fact: Address | None) -> Choice | None:
    """Postcode and place are enough to tell two addresses apart; the street stays in the file."""
    if fact is None:
        return None
    where = NOT_TOLD if fact.secret else f"{fact.postcode} {fact.city}".strip()
    return Choice(fact.id, ", ".join(part for part in (NO_FIXED if fact.no_fixed_address else "", where) if part))


def file_by_number(actor: Actor, typed: str, clock: WallClock) -> UUID | None:
    """The file with this number, when the actor may see it; None for any other reason (404-same)."""
    files = Dossier.objects.filter(number=typed)
    found = visible(actor, Action.LOOK, Kind.SIGNUP, files, clock, dossier="id")
    return found.values_list("id", flat=True).first()
