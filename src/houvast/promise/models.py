"""Counts, so that a page never counts live tables. Everything here can be made again from the facts."""

from django.db import models

from houvast.casework.dossier.models import Dossier
from houvast.casework.signup.models import Signup
from houvast.foundation.organisations.models import Municipality, Signpost, Team
from houvast.foundation.tenancy.models import TenantForeignKey, TenantModel


class CountedCase(TenantModel):
    """Where one sign-up stands in the counts: written again whenever a fact about it is recorded.

    `code` says how it stands against every statement (promise.tally); `may_change` = by the passing of days alone.
    The counts below are sums of these rows, so that what is counted and what stands behind it are always the same.
    """

    signup = TenantForeignKey(Signup, related_name="+")
    dossier = TenantForeignKey(Dossier, related_name="+")
    municipality = TenantForeignKey(Municipality, related_name="+")
    team = TenantForeignKey(Team, null=True, related_name="+")
    channel = models.CharField(max_length=16)
    language = models.CharField(max_length=16)
    found_through = models.CharField(max_length=24, blank=True)
    found_at = TenantForeignKey(Signpost, null=True, related_name="+")
    outside_office_hours = models.BooleanField()
    received_on = models.DateField()
    week = models.DateField()  # the Monday
    recorded_on = models.DateField()
    contact_due = models.DateField()
    contact_on = models.DateField(null=True)
    talk_due = models.DateField(null=True)
    talk_on = models.DateField(null=True)
    tries_in_time = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=12)
    may_change = models.BooleanField()

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "signup"], name="counted_case_once")]
        indexes = [
            models.Index(fields=["organisation", "week"], name="counted_case_week"),
            # The list behind a number, newest first: chosen and counted by this index (promise.lists).
            models.Index(
                fields=["organisation", "-received_on", "-signup"],
                include=["id", "dossier", "municipality", "team", "found_at", "channel", "language", "code"],
                name="counted_case_newest",
            ),
            models.Index(
                fields=["organisation", "dossier"], condition=models.Q(may_change=True), name="counted_case_may_change"
            ),
        ]


class DayCount(TenantModel):
    """How the sign-ups of one day and municipality stand against one statement.

    `part` is empty for all of them, or names a part: `channel:phone`, `found:doctor`, `outside:hours`.
    """

    municipality = TenantForeignKey(Municipality, related_name="+")
    day = models.DateField()
    definition = models.CharField(max_length=4)
    part = models.CharField(max_length=40, blank=True, default="")
    kept = models.PositiveIntegerField(default=0)
    at_risk = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)
    not_yet = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "day", "municipality", "definition", "part"], name="day_count_once"
            )
        ]


class WeekCount(TenantModel):
    """The tally (promise.tally) of the sign-ups of one week and municipality.

    `part` is empty for all of them, or names a part: `channel:phone`, `language:ar`, `team:<id>`,
    `place:<id>` (by the website: the spot of the poster or card, without an id none).
    """

    municipality = TenantForeignKey(Municipality, related_name="+")
    week = models.DateField()  # the Monday
    part = models.CharField(max_length=48, blank=True, default="")
    tally = models.JSONField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "week", "municipality", "part"], name="week_count_once")
        ]


class Counting(TenantModel):
    """Until when the counts are right: facts recorded up to `counted_at`, judged on the legal day `judged_on`."""

    counted_at = models.DateTimeField()
    judged_on = models.DateField()

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation"], name="counting_once")]
