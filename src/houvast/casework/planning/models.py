"""When a talk can be and when it is. The database refuses two talks in one hour; nothing above it has to."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from houvast.casework.dossier.models import InCompartment
from houvast.foundation.accounts.models import Account
from houvast.foundation.organisations.models import Location
from houvast.foundation.tenancy.models import TenantForeignKey, TenantModel, VersionedModel

HOURS = Func(F("starts_at"), F("ends_at"), function="tstzrange")


class Way(models.TextChoices):
    """How we talk."""

    LOCATION = "location", "op locatie"
    PHONE = "phone", "bellen"
    VIDEO = "video", "beeldbellen"


class Interpreter(VersionedModel):
    """Somebody who interprets for us, and the languages he speaks."""

    name = models.CharField(max_length=80)
    languages = ArrayField(models.CharField(max_length=16))

    class Meta(VersionedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="interpreter_name_once")]

    def __str__(self) -> str:
        return self.name


class FreeHours(TenantModel):
    """Hours in which a counsellor, or an interpreter, can talk. Evenings are hours like any other."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    interpreter = TenantForeignKey(Interpreter, null=True, related_name="hours")
    location = TenantForeignKey(Location, null=True, related_name="free_hours")  # empty: by phone or video only
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="free_hours_in_order"),
            models.CheckConstraint(
                condition=Q(account__isnull=False, interpreter__isnull=True)
                | Q(account__isnull=True, interpreter__isnull=False, location__isnull=True),
                name="free_hours_of_one",
            ),
            ExclusionConstraint(
                name="free_hours_account_no_overlap",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("account", RangeOperators.EQUAL),
                    (HOURS, RangeOperators.OVERLAPS),
                ],
                condition=Q(account__isnull=False),
            ),
            ExclusionConstraint(
                name="free_hours_interpreter_no_overlap",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("interpreter", RangeOperators.EQUAL),
                    (HOURS, RangeOperators.OVERLAPS),
                ],
                condition=Q(interpreter__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "starts_at"], name="free_hours_start")]


class AppointmentState(models.TextChoices):
    """Offered → booked → held or no-show. Another slot, "ik kan niet" or a withdrawn offer ends it sooner."""

    OFFERED = "offered", "voorgesteld"
    BOOKED = "booked", "afgesproken"
    HELD = "held", "gesproken"
    NO_SHOW = "no_show", "niet gekomen"
    MOVED = "moved", "verzet"
    CANCELLED = "cancelled", "afgezegd"
    WITHDRAWN = "withdrawn", "niet gekozen"


STEPS: dict[str, tuple[str, ...]] = {
    AppointmentState.OFFERED: (AppointmentState.BOOKED, AppointmentState.WITHDRAWN),
    AppointmentState.BOOKED: (
        AppointmentState.HELD,
        AppointmentState.NO_SHOW,
        AppointmentState.MOVED,
        AppointmentState.CANCELLED,
    ),
    AppointmentState.HELD: (),
    AppointmentState.NO_SHOW: (),
    AppointmentState.MOVED: (),
    AppointmentState.CANCELLED: (),
    AppointmentState.WITHDRAWN: (),
}


class Appointment(InCompartment, VersionedModel):
    """One hour of talk, from offer to what became of it. An offered hour is not kept: only a booked one is."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    interpreter = TenantForeignKey(Interpreter, null=True, related_name="appointments")
    language = models.CharField(max_length=16, blank=True)  # in which an interpreter is needed; empty: none
    location = TenantForeignKey(Location, null=True, related_name="appointments")
    way = models.CharField(max_length=8, choices=Way.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=AppointmentState.choices, default=AppointmentState.OFFERED)
    made_at = models.DateTimeField()
    booked_at = models.DateTimeField(null=True)

    class Meta(VersionedModel.Meta):
        constraints = [
            *InCompartment.Meta.constraints,
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="appointment_in_order"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="appointment_way_known"),
            models.CheckConstraint(condition=Q(state__in=AppointmentState.values), name="appointment_state_known"),
            models.CheckConstraint(
                condition=Q(way="location", location__isnull=False) | Q(~Q(way="location"), location__isnull=True),
                name="appointment_place",
            ),
            models.CheckConstraint(
                condition=Q(interpreter__isnull=False) | Q(language=""), name="appointment_interpreter_there"
            ),
            models.UniqueConstraint(
                fields=["organisation", "dossier"], condition=Q(state="booked"), name="appointment_one_booked"
            ),
            ExclusionConstraint(
                name="appointment_counsellor_once",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("account", RangeOperators.EQUAL),
                    (HOURS, RangeOperators.OVERLAPS),
                ],
                condition=Q(state="booked"),
            ),
            ExclusionConstraint(
                name="appointment_interpreter_once",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("interpreter", RangeOperators.EQUAL),
                    (HOURS, RangeOperators.OVERLAPS),
                ],
                condition=Q(state="booked", interpreter__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "dossier", "starts_at"], name="appointment_dossier"),
            models.Index(fields=["organisation", "starts_at"], condition=Q(state="booked"), name="appointment_to_come"),
        ]


class CalendarFeed(TenantModel):
    """The secret address on which a colleague's own calendar program reads his talks. Only its hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    token_hash = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "token_hash"], name="calendar_feed_token_once"),
            models.UniqueConstraint(
                fields=["organisation", "account"], condition=Q(revoked_at__isnull=True), name="calendar_feed_one_open"
            ),
        ]


class WalkInState(models.TextChoices):
    """Somebody without an appointment: waits → sits with a colleague → spoken to. Or he left."""

    WAITING = "waiting", "wacht"
    TAKEN = "taken", "in gesprek"
    SPOKEN = "spoken", "gesproken"
    LEFT = "left", "weggegaan"


WALK_IN_STEPS: dict[str, tuple[str, ...]] = {
    WalkInState.WAITING: (WalkInState.TAKEN, WalkInState.LEFT),
    WalkInState.TAKEN: (WalkInState.SPOKEN, WalkInState.LEFT),
    WalkInState.SPOKEN: (),
    WalkInState.LEFT: (),
}


class WalkIn(InCompartment, VersionedModel):
    """One visit to the walk-in hours: since when, taken by whom, how it ended."""

    location = TenantForeignKey(Location, null=True, related_name="walk_ins")
    state = models.CharField(max_length=8, choices=WalkInState.choices, default=WalkInState.WAITING)
    arrived_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken_by_id = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(VersionedModel.Meta):
        constraints = [
            *InCompartment.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=WalkInState.values), name="walk_in_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "taken"], ended_at__isnull=True)
                | Q(state__in=["spoken", "left"], ended_at__isnull=False),
                name="walk_in_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["taken", "spoken"]) | Q(taken_by_id__isnull=False), name="walk_in_by_somebody"
            ),
            models.UniqueConstraint(
                fields=["organisation", "dossier"], condition=Q(state__in=["waiting", "taken"]), name="walk_in_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "arrived_at"], condition=Q(state__in=["waiting", "taken"]), name="walk_in_here"
            ),
        ]
