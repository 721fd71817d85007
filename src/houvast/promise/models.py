"""Counts per day, so that a page never counts live tables. Everything here can be made again from the facts."""

from django.db import models

from houvast.foundation.organisations.models import Municipality
from houvast.foundation.tenancy.models import TenantForeignKey, TenantModel


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


class Counting(TenantModel):
    """Until when the counts are right: facts recorded up to `counted_at`, judged on the legal day `judged_on`."""

    counted_at = models.DateTimeField()
    judged_on = models.DateField()

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation"], name="counting_once")]
