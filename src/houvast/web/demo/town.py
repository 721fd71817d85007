"""The organisation, its municipalities, hours and staff."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP

from houvast.foundation.access.actor import Actor
from houvast.foundation.accounts.models import Account, Role
from houvast.foundation.accounts.services import accept_invitation, invite
from houvast.foundation.clock import Clock
from houvast.foundation.organisations import services as settings
from houvast.foundation.organisations.models import Door, Location, Municipality, Organisation, Signpost, Team
from houvast.foundation.organisations.services import NewOrganisation, Window
from houvast.foundation.organisations.signposts import add_signpost
from houvast.foundation.randomness import Randomness, SeededRandomness
from houvast.foundation.tenancy.context import tenant
from houvast.web.accounts.demo import PASSWORD
from houvast.web.demo import schemes

COUNSELLORS = (
    "Fatma de Boer",
    "Joris Mol",
    "Hanna Bruin",
    "Stefan Kok",
    "Yara Peters",
    "Marco Linden",
    "Ingrid Zomer",
    "Idris Vermeer",
)
OTHERS = (
    ("Tessa Berg", Role.TEAM_LEAD),
    ("Ruud Kwast", Role.QUALITY_OFFICER),
    ("Lies Ploeg", Role.ADMINISTRATION),
    ("Frits Munt", Role.FINANCE),
    ("Noor Vink", Role.ADMINISTRATOR),
    ("Gijs Wacht", Role.AUDITOR),
)
SPOTS = (("Huisarts De Linde", 0), ("Voedselbank Oost", 0), ("Bibliotheek", 0), ("Dorpshuis", 1))
NINE, NOON, FIVE, EIGHT = dt.time(9), dt.time(12), dt.time(17), dt.time(20)
TUESDAY = 1


@dataclass(frozen=True)
class Town:
    """What the caseload needs of it."""

    organisation: Organisation
    municipalities: tuple[Municipality, ...]
    locations: tuple[Location, ...]
    counsellors: tuple[Actor, ...]
    spots: tuple[Signpost, ...] = ()


def build(clock: Clock, chance: Randomness) -> Town:
    """Voorbeeldstad, which also works for Waterdorp."""
    organisation = settings.create_organisation(
        NewOrganisation("Geldhulp Voorbeeldstad", "voorbeeldstad", "Voorbeeldstad", "9991", demo=True), clock, chance
    )
    with tenant(organisation.id):
        actor = Actor.system(organisation.id, "demo")
        first = _furnish(actor, Municipality.objects.get(), "0123 45 67 89", clock)
        second = settings.add_municipality(actor, {"code": "9992", "name": "Waterdorp", "phone": "+31123456780"}, clock)
        second = settings.update_municipality(
            actor, second.id, second.version, {"theme_brand": "#1b4f8a", "theme_brand_dark": "#12355c"}, clock
        )
        settings.set_postcodes(actor, first.id, [(9301, 9320)], clock)
        settings.set_postcodes(actor, second.id, [(9321, 9330)], clock)
        locations = (
            _location(actor, first.id, "Stadhuis", "Marktplein 1", "9301 AA", "Voorbeeldstad", clock),
            _location(actor, first.id, "Bibliotheek", "Leeslaan 4", "9305 BB", "Voorbeeldstad", clock),
            _location(actor, second.id, "Dorpshuis", "Kade 12", "9321 CC", "Waterdorp", clock),
        )
        _phone_hours(actor, second.id, clock)
        schemes.write_down(actor, first, clock)
        staff = _staff(actor, organisation.slug, clock, chance)
        return Town(organisation, (first, second), locations, staff, _spots(actor, (first, second), clock))


def build_neighbour(clock: Clock, chance: Randomness) -> Town:
    """A second organisation beside it, so that isolation is real from day one."""
    organisation = settings.create_organisation(
        NewOrganisation("Hulp in Andersdorp", "andersdorp", "Andersdorp", "9993", demo=True), clock, chance
    )
    with tenant(organisation.id):
        actor = Actor.system(organisation.id, "demo")
        place = _furnish(actor, Municipality.objects.get(), "0987 65 43 21", clock)
        counsellor = _colleague(
            actor, "Anders Buur", Role.COUNSELLOR, Team.objects.get().id, "andersdorp", clock, chance
        )
        return Town(organisation, (place,), (), (counsellor,))


def _furnish(actor: Actor, place: Municipality, phone: str, clock: Clock) -> Municipality:
    values = {
        "phone": "+31" + phone.replace(" ", "")[1:],
        "sms_number": "+31612345678",
        "mail_address": f"hulp@{place.name.lower()}.example",
        "anonymous_phone": "08008115",
    }
    made = settings.update_municipality(actor, place.id, place.version, values, clock)
    _phone_hours(actor, place.id, clock)
    return made


def _spots(actor: Actor, places: tuple[Municipality, Municipality], clock: Clock) -> tuple[Signpost, ...]:
    """Where posters hang; their codes are drawn apart, so that the people stay the same."""
    chance = SeededRandomness("plekken")
    return tuple(add_signpost(actor, places[at].id, name, clock, chance) for name, at in SPOTS)


def _phone_hours(actor: Actor, municipality_id: UUID, clock: Clock) -> None:
    week = [Window(day, NINE, EIGHT if day == TUESDAY else FIVE) for day in range(5)]
    settings.set_hours(actor, municipality_id, Door.PHONE, week, clock)


def _location(
    actor: Actor, municipality_id: UUID, name: str, street: str, postcode: str, city: str, clock: Clock
) -> Location:
    values = {"name": name, "street": street, "postcode": postcode, "city": city, "languages": ["nl", "en", "ar"]}
    made = settings.add_location(actor, municipality_id, values, clock)
    walk_in = [Window(day, NINE, NOON) for day in range(5)]
    settings.set_hours(actor, municipality_id, Door.WALK_IN, walk_in, clock, location_id=made.id)
    visit = [Window(day, NINE, EIGHT if day == TUESDAY else FIVE) for day in range(5)]
    settings.set_hours(actor, municipality_id, Door.VISIT, visit, clock, location_id=made.id)
    return made


def _staff(actor: Actor, slug: str, clock: Clock, chance: Randomness) -> tuple[Actor, ...]:
    team = Team.objects.filter(takes_signups=True).order_by("id")[0]
    settings.update_team(actor, team.id, team.version, {"municipality_id": None}, clock)
    for name, role in OTHERS:
        _colleague(
            actor, name, role, team.id if role in (Role.TEAM_LEAD, Role.ADMINISTRATION) else None, slug, clock, chance
        )
    return tuple(_colleague(actor, name, Role.COUNSELLOR, team.id, slug, clock, chance) for name in COUNSELLORS)


def _colleague(
    actor: Actor, name: str, role: Role, team_id: UUID | None, slug: str, clock: Clock, chance: Randomness
) -> Actor:
    first = name.split(maxsplit=1)[0].lower()
    invited = invite(actor, f"{first}@{slug}.example", name, role, clock, chance, team_id=team_id)
    account = accept_invitation(invited.token, PASSWORD, clock)
    secret = "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[chance.below(32)] for _ in range(32))
    TOTP.activate(account, secret)
    return actor_of(account, actor.organisation_id, role, team_id)


def actor_of(account: Account, organisation_id: UUID, role: Role, team_id: UUID | None) -> Actor:
    """The colleague at work."""
    return Actor(
        kind="staff",
        organisation_id=organisation_id,
        level="staff",
        account_id=account.id,
        name=account.display_name,
        roles=(role.value,),
        team_ids=(team_id,) if team_id else (),
        channel="desk",
    )
