"""A sign-up before it is written: its rows, so that one statement can write them all."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model

from houvast.casework.dossier import clocks
from houvast.casework.dossier.models import Clock, Dossier, Party, SearchEntry, Threat
from houvast.casework.dossier.services import RESIDENT, STAFF, event, team_for_signups
from houvast.casework.residents.models import Address, ContactKind, ContactPoint, ContactWish, Person
from houvast.casework.residents.reading import sort_key
from houvast.casework.residents.services import NameGiven, WishesGiven, name_fact, stamped, wish_fact
from houvast.casework.signup.command import PostalGiven, SignupCommand
from houvast.casework.signup.models import Signup
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.models import AccessRelation, RelationKind
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.clock import legal_day
from houvast.foundation.database.by_hand import rows_by_hand
from houvast.foundation.organisations.models import LocalTerm
from houvast.foundation.tenancy.context import current_organisation_id
from houvast.rules import terms

WAYS = {"call": ContactKind.PHONE, "text": ContactKind.PHONE, "mail": ContactKind.MAIL, "post": ContactKind.POST}


@dataclass(frozen=True)
class NewSignup:
    """All rows of a sign-up, and among them those that others look at."""

    signup_id: UUID
    dossier: Dossier
    party: Party
    running: list[Clock]
    wishes: ContactWish
    points: list[ContactPoint]
    rows: list[Model]


def new_signup(actor: Actor, command: SignupCommand, signup_id: UUID, clock: WallClock) -> NewSignup:
    """Everything a sign-up puts into the record. Only the number of the file is still missing."""
    received_at = command.received_at or clock.now()
    received_on = legal_day(received_at)
    person = Person(created_at=clock.now())
    points = _contact_points(command, person.id, clock)
    wishes = wish_fact(person.id, _wishes(command, points), actor, clock)
    dossier = Dossier(
        municipality=command.municipality,
        municipality_known_by=command.municipality_known_by,
        opened_at=received_at,
        opened_on=received_on,
    )
    party = Party(dossier_id=dossier.id, person=person, role="resident", valid_from=received_on)
    signup = _signup_fact(actor, command, signup_id, party, received_at, clock)
    running = _clocks(command, dossier.id, party.id, signup_id, received_on)
    first = min(running, key=lambda one: (one.plan_by, one.due))
    dossier.look_at, dossier.look_at_source = first.plan_by, f"clock:{first.kind}"
    around = _around(actor, command, party, clock)
    line = event(
        actor, dossier.id, party.id, "signup.received", clock, about=("signup", signup_id), happened_at=received_at,
        visible_to=(STAFF, RESIDENT),
    )  # fmt: skip
    rows = [person, *points, wishes, dossier, party, signup, *running, *around, line]
    return NewSignup(signup_id, dossier, party, running, wishes, points, rows)


def _around(actor: Actor, command: SignupCommand, party: Party, clock: WallClock) -> list[Model]:
    """What hangs on a sign-up besides its clocks: name, address, threats, who may reach it, search."""
    rows: list[Model] = []
    if command.call_name:
        rows.append(name_fact(party.person_id, NameGiven(call_name=command.call_name), actor, clock))
    if command.no_fixed_address or command.postal:
        rows.append(_address_fact(actor, command, party.person_id, clock))
    rows += _threats(actor, command, party.dossier_id, party.id, clock)
    rows += _relations(actor, command, party.dossier_id, clock)
    return [*rows, _search_entry(command, party.dossier_id, party.id)]


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
    actor: Actor, command: SignupCommand, signup_id: UUID, party: Party, received_at: dt.datetime, clock: WallClock
) -> Signup:
    stamp = stamped(actor, clock, channel=command.channel)
    stamp["holds_on"] = legal_day(received_at)
    return Signup(
        id=signup_id,
        dossier_id=party.dossier_id,
        party_id=party.id,
        received_at=received_at,
        language=command.language,
        wants=command.wants,
        urgency="threat" if command.threats else command.urgency,
        found_through=command.found_through,
        location_id=command.location_id,
        found_at_id=command.found_at_id,
        outside_office_hours=command.outside_office_hours,
        help_request=command.help_request,
        **stamp,
    )


_VALID = """
WHERE organisation_id = %s AND municipality_id = %s AND valid_from <= %s
    AND (valid_until IS NULL OR valid_until >= %s)
"""


def _clocks(
    command: SignupCommand, dossier_id: UUID, party_id: UUID, signup_id: UUID, received_on: dt.date
) -> list[Clock]:
    kinds = clocks.kinds_at_signup(threat.kind for threat in command.threats)
    asked = [current_organisation_id(), command.municipality.id, received_on, received_on]
    valid = rows_by_hand(LocalTerm, _VALID, asked)
    made = [clocks.clock_for(kind, received_on, command.municipality) for kind in kinds]
    made += clocks.local_clocks(kinds, received_on, command.municipality, valid)
    return [clocks.tie(one, dossier_id, party_id, ("signup", signup_id)) for one in made]


def _threats(actor: Actor, command: SignupCommand, dossier_id: UUID, party_id: UUID, clock: WallClock) -> list[Threat]:
    return [
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


def _relations(actor: Actor, command: SignupCommand, dossier_id: UUID, clock: WallClock) -> list[AccessRelation]:
    team_id = team_for_signups(command.municipality.id)
    relations = []
    if team_id is not None:
        relations.append(
            AccessRelation(dossier_id=dossier_id, kind=RelationKind.TEAM, team_id=team_id, valid_from=clock.now())
        )
    if command.owner_takes_it and actor.account_id:
        relations.append(
            AccessRelation(
                dossier_id=dossier_id, kind=RelationKind.ASSIGNED, account_id=actor.account_id, valid_from=clock.now()
            )
        )
    return relations


def _search_entry(command: SignupCommand, dossier_id: UUID, party_id: UUID) -> SearchEntry:
    return SearchEntry(
        dossier_id=dossier_id,
        party_id=party_id,
        name_key=sort_key(call_name=command.call_name),
        phones=[command.phone] if command.phone else [],
        postcode=command.postal.postcode.replace(" ", "").upper() if command.postal else "",
    )
