"""Organisations, staff and clocks for tests: plain functions with real values."""

import datetime as dt
import uuid
from dataclasses import dataclass

from houvast.foundation.access.actor import Actor
from houvast.foundation.accounts.models import Account, Membership, Role
from houvast.foundation.clock import AMSTERDAM, FixedClock
from houvast.foundation.organisations.models import Municipality, Organisation, Team
from houvast.foundation.tenancy.context import current_organisation_id, tenant

# Monday 23 November 2026, 10.00 in Amsterdam: the day most stories start on.
WALL_CLOCK = FixedClock(dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC))


def clock_at(day: dt.date, hour: int = 10, minute: int = 0) -> FixedClock:
    """A clock at this wall time in Amsterdam."""
    return FixedClock(dt.datetime.combine(day, dt.time(hour, minute), tzinfo=AMSTERDAM))


def found_organisation(slug: str = "voorbeeldstad", *, demo: bool = False) -> Organisation:
    """A bare organisation with its row only."""
    organisation_id = uuid.uuid4()
    with tenant(organisation_id):
        return Organisation.objects.create(
            id=organisation_id, slug=slug, name=slug.title(), created_at=WALL_CLOCK.now(), demo=demo
        )


@dataclass(frozen=True)
class House:
    """An organisation with a municipality, a team that takes sign-ups, and three people: one with the file
    (`counsellor`), one on the team (`colleague`), one outsider of another team (`outsider`)."""

    organisation: Organisation
    municipality: Municipality
    team: Team
    other_team: Team
    counsellor: Actor
    colleague: Actor
    outsider: Actor
    administrator: Actor
    system: Actor
    anonymous: Actor

    @property
    def id(self) -> uuid.UUID:
        return self.organisation.id


def build_house(slug: str = "voorbeeldstad", *, demo: bool = True) -> House:
    """A working house; call inside a test with database access, outside any tenant."""
    organisation = found_organisation(slug, demo=demo)
    with tenant(organisation.id):
        municipality = Municipality.objects.create(
            code="9999", name=slug.title(), phone="+31123456789", sms_number="+31612345678",
            valid_from=dt.date(2020, 1, 1),
        )  # fmt: skip
        team = Team.objects.create(name="Aanmelding", municipality=municipality, takes_signups=True)
        other = Team.objects.create(name="Nazorg", municipality=municipality)
        people = {
            "counsellor": member("Fatma de Boer", Role.COUNSELLOR, team, slug),
            "colleague": member("Joris Mol", Role.COUNSELLOR, team, slug),
            "outsider": member("Els Vos", Role.COUNSELLOR, other, slug),
            "administrator": member("Noor Vink", Role.ADMINISTRATOR, None, slug),
        }
    return House(
        organisation=organisation,
        municipality=municipality,
        team=team,
        other_team=other,
        system=Actor.system(organisation.id),
        anonymous=Actor.anonymous(organisation.id),
        **people,
    )


def member(name: str, role: Role, team: Team | None, slug: str) -> Actor:
    account = Account.objects.create(
        email=f"{name.split(maxsplit=1)[0].lower()}@{slug}.example",
        display_name=name,
        created_at=WALL_CLOCK.now(),
        made_by=current_organisation_id(),
    )
    membership = Membership.objects.create(account=account, role=role, team=team, valid_from=dt.date(2020, 1, 1))
    return Actor(
        kind="staff",
        organisation_id=membership.organisation_id,
        level="staff",
        account_id=account.id,
        name=name,
        roles=(role.value,),
        team_ids=(team.id,) if team else (),
        channel="desk",
    )


def later_clock(*, days: int = 0, hours: int = 0, minutes: int = 0) -> FixedClock:
    """The clock of the stories, some time on."""
    return FixedClock(WALL_CLOCK.now() + dt.timedelta(days=days, hours=hours, minutes=minutes))
