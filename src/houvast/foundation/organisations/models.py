"""Organisations (tenants), the municipalities they work for, their locations and hours (record.md 1.1)."""

import uuid
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q

from houvast.foundation.tenancy.models import TenantForeignKey, TenantModel, VersionedModel
from houvast.rules.regelingen import KINDS
from houvast.rules.terms import CLOCK_RULES

colour = RegexValidator(r"^#[0-9a-f]{6}$", "Schrijf een kleur als # met zes tekens, bijvoorbeeld #0b5a52.")

MOST_CHOSEN_CENTS = 100_000  # a month: more is a slip of the finger


class Organisation(models.Model):
    """Who gives the help; the tenant. Its own row is visible to itself only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    host_name = models.CharField(max_length=253, blank=True)
    service_name = models.CharField(max_length=60, default="Geldhulp")
    mail_sender = models.EmailField(blank=True)
    sms_sender = models.CharField(max_length=11, blank=True)
    show_unapproved_translations = models.BooleanField(default=False)
    quick_exit_url = models.URLField(default="https://www.example.org/", blank=True)
    address_as_u = models.BooleanField(default=False)
    office_name = models.CharField(max_length=120, blank=True)
    calculating_service = models.BooleanField(default=False)  # /api/v1/rekenen/: nothing is kept there
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["host_name"], condition=~Q(host_name=""), name="organisations_host_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Municipality(VersionedModel):
    """A municipality the organisation works for: law, place and look differ per municipality."""

    code = models.CharField(max_length=4, validators=[RegexValidator(r"^\d{4}$")])
    name = models.CharField(max_length=80)
    host_name = models.CharField(max_length=253, blank=True)
    phone = models.CharField(max_length=16)  # E.164
    sms_number = models.CharField(max_length=16, blank=True)
    mail_address = models.EmailField(blank=True)
    anonymous_phone = models.CharField(max_length=16, blank=True)  # talk without a name first (R1)
    theme_brand = models.CharField(max_length=7, default="#0b5a52", validators=[colour])
    theme_brand_dark = models.CharField(max_length=7, default="#083f3a", validators=[colour])
    theme_sun = models.CharField(max_length=7, default="#f4b740", validators=[colour])
    theme_radius = models.PositiveSmallIntegerField(default=8)
    logo_svg_name = models.CharField(max_length=40, blank=True)
    equated_days_are_working_days = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta(VersionedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="municipality_code_once"),
            models.CheckConstraint(condition=Q(code__regex=r"^\d{4}$"), name="municipality_code_four_digits"),
            models.CheckConstraint(condition=Q(theme_radius__in=[0, 4, 8]), name="municipality_radius_allowed"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="municipality_from_before_until",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MunicipalityPostcodes(TenantModel):
    """A range of postcode digits (1000-1099) that says for which municipality a dossier is."""

    municipality = TenantForeignKey(Municipality, related_name="postcodes")
    first = models.PositiveSmallIntegerField()
    last = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(first__gte=1000, last__lte=9999, first__lte=F("last")), name="postcodes_in_order"
            ),
            ExclusionConstraint(
                name="postcodes_one_municipality",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    (Func(F("first"), F("last") + 1, function="int4range"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


# The clocks a municipality may sharpen, and the longest each may be: that of the law or the Belofte.
LOCAL_TERM_KEYS = ("belofte_contact", "belofte_intake", "wgs_first_talk", "wgs_threat_talk", "local_threat_talk")
LONGEST = {key: CLOCK_RULES[key].length for key in LOCAL_TERM_KEYS}


def _within_the_norm() -> Q:
    """No term is longer than its norm, and no other clock has one."""
    allowed = Q()
    for key, longest in LONGEST.items():
        allowed |= Q(rule_key=key, length__lte=longest)
    return allowed


class LocalTerm(TenantModel):
    """A municipality's own, stricter or extra term for a clock, with its source and from-to."""

    municipality = TenantForeignKey(Municipality, related_name="local_terms")
    rule_key = models.CharField(max_length=40)
    length = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(length__gte=1), name="local_term_positive"),
            models.CheckConstraint(condition=_within_the_norm(), name="local_term_within_the_norm"),
            ExclusionConstraint(
                name="local_term_no_overlap",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("municipality", RangeOperators.EQUAL),
                    ("rule_key", RangeOperators.EQUAL),
                    (
                        Func(F("valid_from"), F("valid_until"), models.Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]


class TermState(models.TextChoices):
    """A local term is proposed by one administrator and takes effect when another agrees (security.md 4)."""

    OPEN = "open", "wacht op een tweede beheerder"
    GIVEN = "given", "bevestigd"
    REFUSED = "refused", "afgewezen"
    WITHDRAWN = "withdrawn", "ingetrokken"
    REPLACED = "replaced", "vervangen voordat het inging"


class LocalTermProposal(TenantModel):
    """A change of a local term, as proposed and decided: also the history. `length` empty = the norm alone again."""

    municipality = TenantForeignKey(Municipality, related_name="term_proposals")
    rule_key = models.CharField(max_length=40)
    length = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=TermState.choices, default=TermState.OPEN)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "municipality", "rule_key"],
                condition=Q(state="open"),
                name="term_proposal_open_once",
            ),
            models.CheckConstraint(condition=Q(state__in=TermState.values), name="term_proposal_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"], decided_by__isnull=True)
                | (
                    Q(state__in=["given", "refused", "replaced"], decided_by__isnull=False)
                    & ~Q(decided_by=F("proposed_by"))
                ),
                name="term_proposal_two_people",
            ),
            models.CheckConstraint(
                condition=Q(length__isnull=True, rule_key__in=LOCAL_TERM_KEYS)
                | (Q(length__gte=1) & _within_the_norm()),
                name="term_proposal_within_the_norm",
            ),
        ]


class VtlbChoice(TenantModel):
    """What the organisation decided where no public source settles a VTLB. A new row each time; the last one holds.

    Amounts in cents a month; empty = the figure of the parameters (arbeidstoeslag), or nothing (reserveringstoeslag).
    """

    arbeidstoeslag_cents = models.PositiveIntegerField(null=True)
    reserveringstoeslag_cents = models.PositiveIntegerField(null=True)
    eigen_risico_when_bought_off = models.BooleanField()
    negative_reduces_others = models.BooleanField()
    cap_95_inside = models.BooleanField()
    source = models.CharField(max_length=200)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="vtlb_choice_has_source"),
            models.CheckConstraint(
                condition=(Q(arbeidstoeslag_cents__isnull=True) | Q(arbeidstoeslag_cents__lte=MOST_CHOSEN_CENTS))
                & (Q(reserveringstoeslag_cents__isnull=True) | Q(reserveringstoeslag_cents__lte=MOST_CHOSEN_CENTS)),
                name="vtlb_choice_in_range",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-decided_at"], name="vtlb_choice_last")]


class SchemeVersion(TenantModel):
    """A scheme of a municipality as somebody wrote it down on a day. A new row for each change; none is taken away.

    Rows with the same `scheme` are one scheme; the highest `number` that holds on a day is what counts. `terms` are
    the conditions and amounts as rules.regelingen.read takes them (amounts as text, euro in twelve months).
    """

    scheme = models.UUIDField()
    number = models.PositiveIntegerField()
    municipality = TenantForeignKey(Municipality, related_name="schemes")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    terms = models.JSONField()
    where = models.CharField(max_length=300)
    source = models.CharField(max_length=300)
    checked_on = models.DateField()
    valid_from = models.DateField()
    stopped = models.BooleanField(default=False)
    decided_by = models.UUIDField(null=True)  # empty: the system, for the example data
    decided_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "scheme", "number"], name="scheme_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="scheme_number_from_one"),
            models.CheckConstraint(condition=Q(kind__in=sorted(KINDS)), name="scheme_kind_known"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(where="") & ~Q(source=""), name="scheme_said_where"),
            models.CheckConstraint(condition=Q(terms__has_keys=["amounts", "income_pct"]), name="scheme_has_terms"),
        ]

    def __str__(self) -> str:
        return self.name


class Location(VersionedModel):
    """A place where people can come: town hall, library, neighbourhood centre."""

    municipality = TenantForeignKey(Municipality, related_name="locations")
    name = models.CharField(max_length=80)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=7)
    city = models.CharField(max_length=80)
    directions = models.CharField(max_length=200, blank=True)
    languages = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta(VersionedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "municipality", "name"], name="location_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Signpost(VersionedModel):
    """A spot where our poster or cards are: a library, a doctor, a food bank. Its code stands in the QR of each.

    The code tells nothing and is no secret. Paper stays on walls for years: a spot that ended is still recognised.
    """

    municipality = TenantForeignKey(Municipality, related_name="signposts")
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=8)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta(VersionedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "municipality", "name"], name="signpost_name_once"),
            models.UniqueConstraint(fields=["organisation", "code"], name="signpost_code_once"),
            models.CheckConstraint(condition=Q(code__regex=r"^[2-9a-z]{5,8}$"), name="signpost_code_plain"),
        ]

    def __str__(self) -> str:
        return self.name


class Door(models.TextChoices):
    """What is open in certain hours."""

    PHONE = "phone", "telefoon"
    WALK_IN = "walk_in", "inloop zonder afspraak"
    VISIT = "visit", "op afspraak"


class OpeningHours(TenantModel):
    """Hours of a door on a weekday (0 = Monday). Phone hours hang on the municipality, others on a location."""

    municipality = TenantForeignKey(Municipality, related_name="hours")
    location = TenantForeignKey(Location, null=True, related_name="hours")
    door = models.CharField(max_length=8, choices=Door.choices)
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_weekday"),
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="hours_open_before_close"),
            models.CheckConstraint(
                condition=Q(door="phone", location__isnull=True) | (~Q(door="phone") & Q(location__isnull=False)),
                name="hours_phone_or_location",
            ),
            models.UniqueConstraint(
                fields=["organisation", "municipality", "location", "door", "weekday", "opens"],
                nulls_distinct=False,
                name="hours_once",
            ),
        ]


class LanguageOffer(TenantModel):
    """A language that residents of this municipality can choose on the screens."""

    municipality = TenantForeignKey(Municipality, related_name="language_offers")
    language = models.CharField(max_length=16)
    offered = models.BooleanField(default=True)
    phone = models.CharField(max_length=16, blank=True)  # E.164: who speaks it; empty = the general number

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "municipality", "language"], name="language_offer_once")
        ]


class Team(VersionedModel):
    """A group of staff that shares work; `takes_signups` is where new sign-ups of a municipality go."""

    name = models.CharField(max_length=80)
    municipality = TenantForeignKey(Municipality, null=True, related_name="teams")
    takes_signups = models.BooleanField(default=False)
    active = models.BooleanField(default=True)

    class Meta(VersionedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="team_name_once"),
            models.UniqueConstraint(
                fields=["organisation", "municipality"],
                condition=Q(takes_signups=True, active=True),
                nulls_distinct=False,
                name="team_one_for_signups",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def themed(municipality: Municipality) -> dict[str, Any]:
    """The values a municipality may change in the look (look.md 2)."""
    return {
        "brand": municipality.theme_brand,
        "brand_dark": municipality.theme_brand_dark,
        "sun": municipality.theme_sun,
        "radius": municipality.theme_radius,
    }
