"""Relations that open one file to somebody, and emergency access (security.md 4, architecture.md 2).

The dossier and party live a floor higher; here they are ids. Dossier's migration adds the references.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from houvast.foundation.accounts.models import Account
from houvast.foundation.organisations.models import Team
from houvast.foundation.tenancy.models import TenantForeignKey, TenantModel


class RelationKind(models.TextChoices):
    """What opens (or bars) a file. Own file needs no row: a resident's session names its party."""

    ASSIGNED = "assigned", "toegewezen"
    TEAM = "team", "team"
    CONSENT = "consent", "toestemming"
    CLAIM = "claim", "vordering"
    OVERSIGHT = "oversight", "toezicht"
    BARRED = "barred", "afgeschermd"  # own interest, or shielded from this colleague by the resident


class AccessRelation(TenantModel):
    """Who may reach a dossier (or one compartment of it), in which way, from when until when."""

    dossier_id = models.UUIDField()
    party_id = models.UUIDField(null=True)  # a compartment; empty = every compartment the kind allows
    kind = models.CharField(max_length=12, choices=RelationKind.choices)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    team = TenantForeignKey(Team, null=True, related_name="+")
    partner_id = models.UUIDField(null=True)  # helping organisation or named volunteer (consent)
    claim_id = models.UUIDField(null=True)
    token_hash = models.BinaryField(max_length=32, null=True)  # creditor's token, never the token itself
    stand_in = models.BooleanField(default=False)
    purposes = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    data_groups = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["organisation", "dossier_id", "kind"], name="relation_dossier"),
            models.Index(
                fields=["organisation", "account", "kind"],
                condition=Q(account__isnull=False),
                include=["dossier_id", "valid_from", "valid_until"],
                name="relation_account_files",
            ),
            models.Index(
                fields=["organisation", "kind", "valid_from"],
                include=["dossier_id", "account", "team", "party_id", "stand_in", "valid_until"],
                name="relation_begun",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="relation_from_before_until",
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind__in=["assigned", "barred", "oversight"], account__isnull=False)
                    | Q(kind="team", team__isnull=False)
                    | Q(kind="consent", partner_id__isnull=False, valid_until__isnull=False)
                    | Q(kind="claim", token_hash__isnull=False, claim_id__isnull=False)
                ),
                name="relation_names_who",
            ),
            models.UniqueConstraint(
                fields=["organisation", "dossier_id", "account", "kind"],
                condition=Q(valid_until__isnull=True, account__isnull=False),
                name="relation_account_open_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "dossier_id"],
                condition=Q(valid_until__isnull=True, kind="assigned", stand_in=False, party_id__isnull=True),
                name="relation_one_owner",
            ),
            models.UniqueConstraint(
                fields=["organisation", "dossier_id", "team"],
                condition=Q(valid_until__isnull=True, kind="team"),
                name="relation_team_open_once",
            ),
        ]


class BreakGlass(TenantModel):
    """Emergency access to one file for 30 minutes, with a reason others will read (security.md 4)."""

    dossier_id = models.UUIDField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    reason = models.CharField(max_length=24)
    explanation = models.CharField(max_length=500)
    second_account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "account", "starts_at"], name="break_glass_account")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="break_glass_ends"),
            models.CheckConstraint(condition=Q(explanation__regex=r"^.{20,}$"), name="break_glass_explained"),
        ]
