"""The call for help: one record and one clock, whatever the door (Belofte 1.2, 1.3)."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock, Dossier, Party, SearchEntry, Threat
from houvast.casework.dossier.services import RESIDENT, STAFF, event, next_number, team_for_signups
from houvast.casework.letters import services as letters
from houvast.casework.residents.models import Address, ContactKind, ContactPoint, Person
from houvast.casework.residents.reading import sort_key
from houvast.casework.residents.services import NameGiven, WishesGiven, name_fact, stamped, wish_fact
from houvast.casework.signup.codes import new_code_for
from houvast.casework.signup.errors import ContactMissing, FormUsedForOtherAnswers, ReceivedInFuture
from houvast.casework.signup.models import Signup, SignupAddition
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.access.models import AccessRelation, RelationKind
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.clock import legal_day
from houvast.foundation.encryption.return_code import ReturnCode
from houvast.foundation.limits.services import Again, OtherBody, keep_outcome, use_form_key
from houvast.foundation.organisations.models import LocalTerm, Municipality
from houvast.foundation.randomness import Randomness
from houvast.foundation.tenancy.context import current_organisation_id
from houvast.rules import terms

WAYS = {"call": ContactKind.PHONE, "text": ContactKind.PHONE, "mail": ContactKind.MAIL, "post": ContactKind.POST}


@dataclass(frozen=True)
class ThreatGiven:
    """A threat as it was told; day and company may come later."""

    kind: str
    expected_on: dt.date | None = None
    company: str = ""


@dataclass(frozen=True)
class PostalGiven:
    """Where a letter goes."""

    street: str
    postcode: str
    city: str


@dataclass(frozen=True)
class SignupCommand:
    """A sign-up as it came in. `phone` is E.164 and `mail` lower case: the form or the counsellor read them."""

    channel: str
    wants: str  # call, text, mail, post, visit
    form_key: UUID
    municipality: Municipality
    municipality_known_by: str = "host"
    phone: str = ""
    mail: str = ""
    postal: PostalGiven | None = None
    no_fixed_address: bool = False
    call_name: str = ""
    threats: tuple[ThreatGiven, ...] = ()
    urgency: str = "unknown"  # threat, none, unknown
    language: str = "nl"
    interpreter: bool = False
    found_through: str = ""
    location_id: UUID | None = None
    help_request: str = ""
    received_at: dt.datetime | None = None  # a letter came in earlier than it is registered
    outside_office_hours: bool = False
    wishes: WishesGiven | None = None
    owner_takes_it: bool = False  # the counsellor who registers it is already talking with the resident

    def fingerprint(self) -> str:
        """What the form's one-time key stands for: the same key with other answers is a conflict."""
        threats = ",".join(sorted(threat.kind for threat in self.threats))
        postal = "|".join((self.postal.street, self.postal.postcode, self.postal.city)) if self.postal else ""
        return "|".join(
            (self.channel, self.wants, self.phone, self.mail, postal, self.call_name, threats, self.urgency)
        )


@dataclass(frozen=True)
class SignupRegistered:
    """What the confirmation shows. `return_code` is readable here and never again."""

    signup_id: UUID
    dossier_id: UUID
    party_id: UUID
    number: str
    return_code: str
    call_by: dt.date
    talk_by: dt.date
    urgent: bool
    repeated: bool = False
    message_sent: bool = field(default=False)


def register_signup(actor: Actor, command: SignupCommand, clock: WallClock, randomness: Randomness) -> SignupRegistered:
    """Somebody asks for help. Opens a dossier, starts its clocks and sends a confirmation where that is safe.

    Never refused for lack of data, papers, calendar or debt (1.4, 1.5). The same form sent twice gives the first
    outcome again; with other answers it is FormUsedForOtherAnswers. Raises ContactMissing when the chosen way
    has no number or address.
    """
    require(actor, Action.CREATE, Thing(Kind.SIGNUP), clock)
    _check_way(command)
    if command.received_at and command.received_at > clock.now():
        raise ReceivedInFuture
    with transaction.atomic():
        used = use_form_key(command.form_key, command.fingerprint(), clock)
        if isinstance(used, OtherBody):
            raise FormUsedForOtherAnswers
        if isinstance(used, Again):
            return _earlier(used.outcome)
        return _register(actor, command, clock, randomness)


def _check_way(command: SignupCommand) -> None:
    needed = {"call": command.phone, "text": command.phone, "mail": command.mail}
    if command.wants in needed and not needed[command.wants]:
        raise ContactMissing
    if command.wants == "post" and command.postal is None and not command.no_fixed_address:
        raise ContactMissing


def _register(actor: Actor, command: SignupCommand, clock: WallClock, randomness: Randomness) -> SignupRegistered:
    received_at = command.received_at or clock.now()
    received_on = legal_day(received_at)
    person, points = _write_person(actor, command, clock)
    dossier = Dossier(
        municipality=command.municipality,
        municipality_known_by=command.municipality_known_by,
        opened_at=received_at,
        opened_on=received_on,
    )
    party = Party(dossier_id=dossier.id, person=person, role="resident", valid_from=received_on)
    signup = _signup_fact(actor, command, dossier.id, party.id, received_at, clock)
    running = _clocks(command, dossier.id, party.id, signup.id, received_on)
    first = min(running, key=lambda one: (one.plan_by, one.due))
    dossier.look_at, dossier.look_at_source = first.plan_by, f"clock:{first.kind}"
    dossier.number = next_number(received_on.year)
    dossier.save(force_insert=True)
    party.save(force_insert=True)
    signup.save(force_insert=True)
    Clock.objects.bulk_create(running)
    code = _write_around(actor, command, signup, person.id, clock, randomness)
    registered = SignupRegistered(
        signup_id=signup.id,
        dossier_id=dossier.id,
        party_id=party.id,
        number=dossier.number,
        return_code=code.text(),
        call_by=_due(running, clocks.CONTACT),
        talk_by=first_talk_by(running),
        urgent=bool(command.threats),
    )
    keep_outcome(command.form_key, str(signup.id))
    _confirm(command, registered, points, clock)
    return registered


def _write_around(
    actor: Actor, command: SignupCommand, signup: Signup, person_id: UUID, clock: WallClock, randomness: Randomness
) -> ReturnCode:
    """What hangs on a sign-up besides its clocks: threats, who may reach it, search, the way back, timeline, audit."""
    dossier_id, party_id = signup.dossier_id, resident_party(signup)
    _write_threats(actor, command, dossier_id, party_id, clock)
    _write_relations(actor, command, dossier_id, clock)
    _write_search(command, dossier_id, party_id)
    code = new_code_for(dossier_id, party_id, clock, randomness)
    event(
        actor, dossier_id, party_id, "signup.received", clock, about=("signup", signup.id),
        happened_at=signup.received_at, visible_to=(STAFF, RESIDENT),
    ).save(force_insert=True)  # fmt: skip
    seen = Seen("signup", signup.id, dossier_id, person_id, ("signup", "contact", "threats"), ("B", "C"))
    audit.changed(actor, clock, "signup.registered", seen)
    return code


def resident_party(signup: Signup) -> UUID:
    """The compartment of a sign-up: always the resident's own."""
    if signup.party_id is None:
        raise LookupError("a sign-up belongs to one party")
    return signup.party_id


def _write_person(actor: Actor, command: SignupCommand, clock: WallClock) -> tuple[Person, list[ContactPoint]]:
    person = Person(created_at=clock.now())
    person.save(force_insert=True)
    points = _contact_points(command, person.id, clock)
    ContactPoint.objects.bulk_create(points)
    if command.call_name:
        name_fact(person.id, NameGiven(call_name=command.call_name), actor, clock).save(force_insert=True)
    if command.no_fixed_address or command.postal:
        _address_fact(actor, command, person.id, clock).save(force_insert=True)
    wish_fact(person.id, _wishes(command, points), actor, clock).save(force_insert=True)
    return person, points


def _contact_points(command: SignupCommand, person_id: UUID, clock: WallClock) -> list[ContactPoint]:
    given = [(ContactKind.PHONE, command.phone), (ContactKind.MAIL, command.mail)]
    points = [
        ContactPoint(person_id=person_id, kind=kind, value=value, created_at=clock.now())
        for kind, value in given
        if value
    ]
    if command.postal:
        lines = f"{command.postal.street}\n{command.postal.postcode} {command.postal.city}"
        points.append(ContactPoint(person_id=person_id, kind=ContactKind.POST, postal=lines, created_at=clock.now()))
    return points


def _address_fact(actor: Actor, command: SignupCommand, person_id: UUID, clock: WallClock) -> Address:
    postal = command.postal or PostalGiven("", "", "")
    return Address(
        person_id=person_id,
        no_fixed_address=command.no_fixed_address,
        street=postal.street,
        postcode=postal.postcode.replace(" ", "").upper(),
        city=postal.city,
        **stamped(actor, clock, channel=command.channel),
    )


def _wishes(command: SignupCommand, points: list[ContactPoint]) -> WishesGiven:
    if command.wishes is not None:
        return command.wishes
    wanted = WAYS.get(command.wants)
    point = next((one for one in points if one.kind == wanted), None)
    return WishesGiven(
        preferred="text" if command.wants == "text" else str(wanted or ""),
        contact_point_id=point.id if point else None,
        comes_by=command.wants == "visit",
        language=command.language,
        interpreter=command.interpreter,
    )


def _signup_fact(
    actor: Actor, command: SignupCommand, dossier_id: UUID, party_id: UUID, received_at: dt.datetime, clock: WallClock
) -> Signup:
    stamp = stamped(actor, clock, channel=command.channel)
    stamp["holds_on"] = legal_day(received_at)
    return Signup(
        dossier_id=dossier_id,
        party_id=party_id,
        received_at=received_at,
        language=command.language,
        wants=command.wants,
        urgency="threat" if command.threats else command.urgency,
        found_through=command.found_through,
        location_id=command.location_id,
        outside_office_hours=command.outside_office_hours,
        help_request=command.help_request,
        **stamp,
    )


def _clocks(
    command: SignupCommand, dossier_id: UUID, party_id: UUID, signup_id: UUID, received_on: dt.date
) -> list[Clock]:
    kinds = clocks.kinds_at_signup(threat.kind for threat in command.threats)
    own = list(LocalTerm.objects.filter(municipality=command.municipality, valid_from__lte=received_on))
    valid = [term for term in own if term.valid_until is None or term.valid_until >= received_on]
    made = [clocks.clock_for(kind, received_on, command.municipality) for kind in kinds]
    made += clocks.local_clocks(kinds, received_on, command.municipality, valid)
    return [clocks.tie(one, dossier_id, party_id, ("signup", signup_id)) for one in made]


def _write_threats(actor: Actor, command: SignupCommand, dossier_id: UUID, party_id: UUID, clock: WallClock) -> None:
    if not command.threats:
        return
    Threat.objects.bulk_create(
        [
            Threat(
                dossier_id=dossier_id,
                party_id=party_id,
                kind=threat.kind,
                statutory=threat.kind in terms.STATUTORY_THREATS,
                expected_on=threat.expected_on,
                company=threat.company,
                **stamped(actor, clock, channel=command.channel),
            )
            for threat in command.threats
        ]
    )


def _write_relations(actor: Actor, command: SignupCommand, dossier_id: UUID, clock: WallClock) -> None:
    team = team_for_signups(command.municipality.id)
    relations = []
    if team is not None:
        relations.append(
            AccessRelation(dossier_id=dossier_id, kind=RelationKind.TEAM, team=team, valid_from=clock.now())
        )
    if command.owner_takes_it and actor.account_id:
        relations.append(
            AccessRelation(
                dossier_id=dossier_id, kind=RelationKind.ASSIGNED, account_id=actor.account_id, valid_from=clock.now()
            )
        )
    AccessRelation.objects.bulk_create(relations)


def _write_search(command: SignupCommand, dossier_id: UUID, party_id: UUID) -> None:
    SearchEntry(
        dossier_id=dossier_id,
        party_id=party_id,
        name_key=sort_key(call_name=command.call_name),
        phones=[command.phone] if command.phone else [],
        postcode=command.postal.postcode.replace(" ", "").upper() if command.postal else "",
    ).save(force_insert=True)


def _due(running: list[Clock], kind: str) -> dt.date:
    return next(one.due for one in running if one.kind == kind)


def first_talk_by(running: list[Clock]) -> dt.date:
    """The day by which we talk at the latest: the strictest of the talk clocks."""
    return min(one.due for one in running if one.kind.removeprefix(clocks.LOCAL) in clocks.TALKS)


def _confirm(command: SignupCommand, made: SignupRegistered, points: list[ContactPoint], clock: WallClock) -> None:
    if not any(point.kind in (ContactKind.PHONE, ContactKind.MAIL) for point in points):
        return
    letters.send(
        Actor.system(current_organisation_id()),
        made.dossier_id,
        made.party_id,
        "signup.confirmation",
        {"datum": made.call_by, "naam": command.call_name},
        clock,
        key=f"signup.confirmation:{made.signup_id}",
    )


def _earlier(outcome: str) -> SignupRegistered:
    """The outcome of the first handling; its code is not readable any more."""
    signup = Signup.objects.select_related("dossier").get(pk=uuid.UUID(outcome))
    running = list(Clock.objects.filter(dossier_id=signup.dossier_id, started_by_id=signup.id))
    return SignupRegistered(
        signup_id=signup.id,
        dossier_id=signup.dossier_id,
        party_id=resident_party(signup),
        number=signup.dossier.number,
        return_code="",
        call_by=_due(running, clocks.CONTACT),
        talk_by=first_talk_by(running),
        urgent=signup.urgency == "threat",
        repeated=True,
    )


@dataclass(frozen=True)
class Addition:
    """An optional answer after the sign-up: kind best_time, helper, story or topics."""

    kind: str
    topics: tuple[str, ...] = ()
    words: str = ""


def add_to_signup(
    actor: Actor, dossier_id: UUID, party_id: UUID, addition: Addition, clock: WallClock
) -> SignupAddition:
    """Keep an optional answer. A later one of the same kind supersedes it."""
    kind = Kind.ROAD if actor.kind == "resident" else Kind.SIGNUP
    require(actor, Action.CHANGE, Thing(kind, dossier_id, party_id), clock)
    with transaction.atomic():
        earlier = SignupAddition.objects.filter(dossier_id=dossier_id, party_id=party_id, kind=addition.kind)
        standing = earlier.filter(superseded_by__isnull=True).order_by("-recorded_at", "-id").first()
        fact = SignupAddition(
            dossier_id=dossier_id,
            party_id=party_id,
            kind=addition.kind,
            topics=list(addition.topics),
            words=addition.words,
            supersedes=standing,
            **stamped(actor, clock),
        )
        fact.save(force_insert=True)
        seen = Seen("signup_addition", fact.id, dossier_id, fields=(addition.kind,), classes=("C",))
        audit.changed(actor, clock, "signup.added", seen)
        event(
            actor, dossier_id, party_id, "signup.added", clock, about=("signup_addition", fact.id),
            visible_to=(STAFF, RESIDENT),
        ).save(force_insert=True)  # fmt: skip
    return fact
