"""The agreement on one set of figures, from proposal to withdrawal."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from houvast.foundation.tenancy.models import TenantModel

APPROVED = Q(approved_by__isnull=False, approved_at__isnull=False)
NOT_APPROVED = Q(approved_by__isnull=True, approved_at__isnull=True)
NOT_WITHDRAWN = Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, withdrawn_reason="")
STANDING = Q(approved_by__isnull=False, withdrawn_at__isnull=True)
OPEN = Q(approved_by__isnull=True, withdrawn_at__isnull=True)


class ParameterActivation(TenantModel):
    """A set of figures that may count from a day on. One person proposes it, another approves it.

    `fingerprint` is that of the file as both saw it: another file under the same name does not count. A row only goes
    forward (proposed, approved, withdrawn) and nothing else of it changes; a trigger sees to that.
    """

    law = models.CharField(max_length=20)
    period = models.CharField(max_length=7)
    file_version = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    valid_from = models.DateField()
    valid_to = models.DateField()
    starts_on = models.DateField()
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=NOT_APPROVED | (APPROVED & ~Q(approved_by=F("proposed_by"))),
                name="parameter_activation_two_people",
            ),
            models.CheckConstraint(
                condition=NOT_WITHDRAWN
                | (Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="parameter_activation_withdrawn_why",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__gte=F("valid_from"), starts_on__lte=F("valid_to")),
                name="parameter_activation_starts_inside",
            ),
            models.UniqueConstraint(
                fields=["organisation", "law", "period"], condition=OPEN, name="parameter_activation_open_once"
            ),
            ExclusionConstraint(
                name="parameter_activation_one_a_day",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("law", RangeOperators.EQUAL),
                    (
                        Func(F("starts_on"), F("valid_to"), models.Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=STANDING,
            ),
        ]
