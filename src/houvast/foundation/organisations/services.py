"""Founding an organisation and changing its settings. Nothing here is about residents; everything is audited."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock
from houvast.foundation.organisations.errors import (
    BadSlug,
    HoursBackwards,
    HoursOverlap,
    MailAddressTaken,
    OneTeamForSignups,
    PostcodesOverlap,
    SettingError,
    Stale,
    Taken,
)
from houvast.foundation.organisations.look_checked import LOOK, refuse_unreadable_look
from houvast.foundation.organisations.models import (
    Door,
    LanguageOffer,
    Location,
    Municipality,
    MunicipalityPostcodes,
    OpeningHours,
    Organisation,
    Team,
)
from houvast.foundation.organisations.queries import house_of_mail
from houvast.foundation.randomness import Randomness, uuid4
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import LANGUAGES, SOURCE, load_standard
from houvast.foundation.words import time_words

Row = TypeVar("Row", bound=models.Model)
SLUG = re.compile(r"[a-z][a-z0-9-]{1,39}")
FIRST_TEAM = "Aanmeldingen"
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

# Host names are given by who runs the server, by command: with one of another organisation an administrator could
# receive that organisation's residents.
ORGANISATION_FIELDS = frozenset(
    {"name", "service_name", "mail_sender", "sms_sender", "quick_exit_url", "office_name",
     "show_unapproved_translations", "calculating_service"}
)  # fmt: skip
MUNICIPALITY_FIELDS = frozenset(
    {"code", "name", "phone", "sms_number", "mail_address", "anonymous_phone", "theme_brand",
     "theme_brand_dark", "theme_sun", "theme_radius", "equated_days_are_working_days", "valid_until"}
)  # fmt: skip
LOCATION_FIELDS = frozenset({"name", "street", "postcode", "city", "directions", "languages", "valid_until"})
TEAM_FIELDS = frozenset({"name", "municipality_id", "takes_signups", "active"})


@dataclass(frozen=True)
class NewOrganisation:
    """What is needed to begin: a name, a short name for the address, and the municipality that is helped."""

    name: str
    slug: str
    municipality_name: str
    municipality_code: str
    host_name: str = ""
    service_name: str = "Geldhulp"
    demo: bool = False


@dataclass(frozen=True)
class Window:
    """A door is open on a weekday (0 = Monday) from `opens` to `closes`."""

    weekday: int
    opens: dt.time
    closes: dt.time


def create_organisation(wanted: NewOrganisation, clock: Clock, randomness: Randomness) -> Organisation:
    """An empty organisation that works: its municipality, one team for sign-ups, the standard texts and languages.

    Opens its own tenant. Raises BadSlug, Taken.
    """
    if not SLUG.fullmatch(wanted.slug):
        raise BadSlug
    organisation_id = uuid4(randomness)
    with tenant(organisation_id):
        organisation = _save_once(
            Organisation(
                id=organisation_id, slug=wanted.slug, name=wanted.name, host_name=wanted.host_name,
                service_name=wanted.service_name, demo=wanted.demo, created_at=clock.now(),
                show_unapproved_translations=wanted.demo,
            ),
            Taken("Deze korte naam of dit adres is al van een andere organisatie. Kies een andere.", "slug"),
        )  # fmt: skip
        municipality = Municipality.objects.create(
            code=wanted.municipality_code, name=wanted.municipality_name, phone="", valid_from=clock.today()
        )
        Team.objects.create(name=FIRST_TEAM, municipality=municipality, takes_signups=True)
        LanguageOffer.objects.bulk_create(
            LanguageOffer(municipality=municipality, language=code) for code in LANGUAGES if code != SOURCE
        )
        load_standard(clock)
        _write(Actor.system(organisation_id, "command"), clock, "organisation.created", organisation)
    return organisation


def update_organisation(actor: Actor, version: int, values: Mapping[str, Any], clock: Clock) -> Organisation:
    """Change the organisation's own row. Raises Stale, Taken."""
    _allow(actor, Action.CHANGE, clock)
    rows = Organisation.objects.filter(pk=actor.organisation_id)
    return _change(rows, version, _only(values, ORGANISATION_FIELDS), _Act(actor, clock, "organisation.changed"))


def add_municipality(actor: Actor, values: Mapping[str, Any], clock: Clock) -> Municipality:
    """A further municipality to work for, from today on. Raises Taken, MailAddressTaken."""
    _allow(actor, Action.CREATE, clock)
    given = _only(values, MUNICIPALITY_FIELDS)
    _refuse_taken_address(given, None, clock)
    refuse_unreadable_look(given)
    with transaction.atomic():
        made = _save_once(
            Municipality(valid_from=clock.today(), **given),
            Taken("Deze gemeentecode staat er al. Elke gemeente staat er één keer.", "code"),
        )
        LanguageOffer.objects.bulk_create(
            LanguageOffer(municipality=made, language=code) for code in LANGUAGES if code != SOURCE
        )
        _write(actor, clock, "municipality.added", made, given)
    return made


def update_municipality(
    actor: Actor, municipality_id: UUID, version: int, values: Mapping[str, Any], clock: Clock
) -> Municipality:
    """Change a municipality: name, numbers, look. Raises Stale, Taken, MailAddressTaken, Unreadable, NoColour."""
    _allow(actor, Action.CHANGE, clock)
    _refuse_taken_address(values, municipality_id, clock)
    rows = Municipality.objects.filter(pk=municipality_id)
    refuse_unreadable_look({**rows.values(*LOOK).get(), **values})
    return _change(rows, version, _only(values, MUNICIPALITY_FIELDS), _Act(actor, clock, "municipality.changed"))


def _refuse_taken_address(values: Mapping[str, Any], municipality_id: UUID | None, clock: Clock) -> None:
    """The address is asked over all organisations: whoever has it first gets its mail."""
    found = house_of_mail(str(values.get("mail_address") or ""), clock.today())
    if found is not None and found.municipality_id != municipality_id:
        raise MailAddressTaken


def add_location(actor: Actor, municipality_id: UUID, values: Mapping[str, Any], clock: Clock) -> Location:
    """A place where people can come, from today on. Raises Taken."""
    _allow(actor, Action.CREATE, clock)
    given = _only(values, LOCATION_FIELDS)
    with transaction.atomic():
        made = _save_once(
            Location(municipality_id=municipality_id, valid_from=clock.today(), **given),
            Taken("Er is al een locatie met deze naam in deze gemeente. Kies een andere naam."),
        )
        _write(actor, clock, "location.added", made, given)
    return made


def update_location(actor: Actor, location_id: UUID, version: int, values: Mapping[str, Any], clock: Clock) -> Location:
    """Change a place; `valid_until` closes it for good. Raises Stale, Taken."""
    _allow(actor, Action.CHANGE, clock)
    rows = Location.objects.filter(pk=location_id)
    return _change(rows, version, _only(values, LOCATION_FIELDS), _Act(actor, clock, "location.changed"))


def set_hours(
    actor: Actor,
    municipality_id: UUID,
    door: Door,
    windows: Sequence[Window],
    clock: Clock,
    *,
    location_id: UUID | None = None,
) -> None:
    """The whole week of one door, in place of the one before. Raises HoursBackwards, HoursOverlap."""
    _allow(actor, Action.CHANGE, clock)
    _refuse_bad_week(windows)
    with transaction.atomic():
        # One week at a time: two administrators who save together would otherwise mix theirs.
        municipality = Municipality.objects.select_for_update().get(pk=municipality_id)
        here = models.Q(location_id=location_id) if location_id else models.Q(location_id__isnull=True)
        OpeningHours.objects.filter(here, municipality=municipality, door=door).delete()
        OpeningHours.objects.bulk_create(
            OpeningHours(
                municipality=municipality, location_id=location_id, door=door, weekday=one.weekday, opens=one.opens,
                closes=one.closes,
            )
            for one in windows
        )  # fmt: skip
        _write(actor, clock, "hours.changed", municipality, {door.value: windows})


def _refuse_bad_week(windows: Sequence[Window]) -> None:
    before: Window | None = None
    for one in sorted(windows, key=lambda each: (each.weekday, each.opens)):
        day = f"day_{one.weekday}"
        if one.opens >= one.closes:
            raise HoursBackwards(f"{_span(one)} kan niet: de eindtijd moet na de begintijd liggen.", day)
        if before and before.weekday == one.weekday and before.closes > one.opens:
            raise HoursOverlap(
                f"Op {DAYS[one.weekday]} lopen {_span(before)} en {_span(one)} door elkaar. Maak er één tijd van.", day
            )
        before = one


def _span(one: Window) -> str:
    return f"{time_words(one.opens)}-{time_words(one.closes)}"


def offer_languages(
    actor: Actor, municipality_id: UUID, languages: Sequence[str], clock: Clock, phones: Mapping[str, str] | None = None
) -> None:
    """Which languages besides Dutch residents of this municipality may choose, and who speaks them.

    `phones`: language → number (E.164), empty for the general one; None leaves the numbers as they are.
    """
    _allow(actor, Action.CHANGE, clock)
    with transaction.atomic():
        municipality = Municipality.objects.select_for_update().get(pk=municipality_id)
        for code in (code for code in LANGUAGES if code != SOURCE):
            LanguageOffer.objects.update_or_create(
                municipality=municipality,
                language=code,
                defaults={"offered": code in languages, **({} if phones is None else {"phone": phones.get(code, "")})},
            )
        _write(actor, clock, "languages.changed", municipality, {"languages": languages})


def add_team(actor: Actor, values: Mapping[str, Any], clock: Clock) -> Team:
    """A further team. Raises Taken, OneTeamForSignups."""
    _allow(actor, Action.CREATE, clock)
    given = _only(values, TEAM_FIELDS)
    _refuse_second_team(given, None)
    with transaction.atomic():
        made = _save_once(Team(**given), Taken("Er is al een team met deze naam. Kies een andere naam."))
        _write(actor, clock, "team.added", made, given)
    return made


def update_team(actor: Actor, team_id: UUID, version: int, values: Mapping[str, Any], clock: Clock) -> Team:
    """Change a team. Raises Stale, Taken, OneTeamForSignups."""
    _allow(actor, Action.CHANGE, clock)
    given = _only(values, TEAM_FIELDS)
    _refuse_second_team(given, team_id)
    return _change(Team.objects.filter(pk=team_id), version, given, _Act(actor, clock, "team.changed"))


def _refuse_second_team(given: Mapping[str, Any], own_id: UUID | None) -> None:
    if not (given.get("takes_signups") and given.get("active", True)):
        return
    municipality_id = given.get("municipality_id")
    here = models.Q(municipality_id=municipality_id) if municipality_id else models.Q(municipality_id__isnull=True)
    others = Team.objects.filter(here, takes_signups=True, active=True)
    if own_id:
        others = others.exclude(pk=own_id)
    if others.exists():
        raise OneTeamForSignups


def set_postcodes(actor: Actor, municipality_id: UUID, ranges: Sequence[tuple[int, int]], clock: Clock) -> None:
    """The postcode digits of a municipality (1000 to 9999), in place of those before. Raises PostcodesOverlap."""
    _allow(actor, Action.CHANGE, clock)
    for first, last in ranges:
        if not 1000 <= first <= last <= 9999:
            raise SettingError(f"{first}-{last} kan niet. Schrijf een reeks zo: 1000-1099.", "postcodes")
    try:
        with transaction.atomic():
            municipality = Municipality.objects.select_for_update().get(pk=municipality_id)
            MunicipalityPostcodes.objects.filter(municipality=municipality).delete()
            MunicipalityPostcodes.objects.bulk_create(
                MunicipalityPostcodes(municipality=municipality, first=first, last=last) for first, last in ranges
            )
            _write(actor, clock, "postcodes.changed", municipality, {"postcodes": ranges})
    except IntegrityError as taken:
        raise PostcodesOverlap from taken


# How a change is made: rights, state, write, audit -------------------------------------------------------------


@dataclass(frozen=True)
class _Act:
    actor: Actor
    clock: Clock
    name: str


def _allow(actor: Actor, action: Action, clock: Clock) -> None:
    require(actor, action, Thing(Kind.ORGANISATION), clock)


def _only(values: Mapping[str, Any], allowed: frozenset[str]) -> dict[str, Any]:
    unknown = sorted(set(values) - allowed)
    if unknown:
        raise SettingError(f"{unknown[0]} hoort hier niet.")
    return dict(values)


def _change(rows: models.QuerySet[Row], version: int, values: dict[str, Any], act: _Act) -> Row:
    """Conditional update on the version that the form was opened with: one row, or Stale."""
    row = rows.get()
    try:
        with transaction.atomic():
            changed = rows.filter(version=version).update(**values, version=version + 1)
            if changed != 1:
                raise Stale(rows.values_list("version", flat=True).get())
            _write(act.actor, act.clock, act.name, row, values)
    except IntegrityError as taken:
        code = "code" in str(taken.__cause__)
        raise (Taken("Deze gemeentecode staat er al.", "code") if code else Taken()) from taken
    return rows.get()


def _save_once(row: Row, taken: Taken) -> Row:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise taken from error
    return row


def _write(actor: Actor, clock: Clock, action: str, row: models.Model, values: Mapping[str, Any] | None = None) -> None:
    names = tuple(sorted(values or ()))
    audit.changed(actor, clock, action, Seen(row._meta.model_name or "", row.pk, fields=names, classes=("A",)))
