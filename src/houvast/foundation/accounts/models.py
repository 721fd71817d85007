"""Accounts stand outside the organisations; memberships give them a role inside one (record.md 1.2-1.3)."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from houvast.foundation.encryption.fields import EncryptedTextField
from houvast.foundation.organisations.models import Team
from houvast.foundation.tenancy.models import TenantForeignKey, TenantModel, VersionedModel


class Density(models.TextChoices):
    """Row heights of staff lists (look.md 4)."""

    DENSE = "dicht", "dicht"
    NORMAL = "gewoon", "gewoon"
    ROOMY = "ruim", "ruim"


class AccountManager(BaseUserManager["Account"]):
    """Accounts are made by invitation; there is no open registration and no superuser."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """Somebody who signs in as staff; holds nothing about residents."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    # The organisation that invited this person first. Only that one may give new links: another organisation that
    # knows the address could otherwise take the account over.
    made_by = models.UUIDField(null=True)
    # Goes up when roles change or the password is reset: every session made before ends (security.md 11).
    session_epoch = models.PositiveIntegerField(default=1)
    density = models.CharField(max_length=8, choices=Density.choices, default=Density.DENSE)
    shortcuts = models.BooleanField(default=False)  # single-key shortcuts only when switched on (WCAG 2.1.4)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return self.display_name

    @property
    def initials(self) -> str:
        """Two letters for the round mark: first of the first and of the last word."""
        words = self.display_name.split()
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"


class Role(models.TextChoices):
    """Staff roles (record.md 1.3). Residents, volunteers, partners and creditors come in by relation."""

    COUNSELLOR = "counsellor", "schuldhulpverlener"
    TEAM_LEAD = "team_lead", "teamleider"
    QUALITY_OFFICER = "quality_officer", "kwaliteitsfunctionaris"
    ADMINISTRATION = "administration", "administratie"
    FINANCE = "finance", "financieel medewerker"
    ADMINISTRATOR = "administrator", "beheerder"
    AUDITOR = "auditor", "auditor (FG)"


class Membership(TenantModel):
    """A role in one organisation, from-to. One account may have several, also in several organisations."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    role = models.CharField(max_length=16, choices=Role.choices)
    team = TenantForeignKey(Team, null=True, related_name="memberships")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "account"], name="membership_account")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="membership_from_before_until",
            ),
            ExclusionConstraint(
                name="membership_no_overlap",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    ("account", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func(F("valid_from"), F("valid_until"), models.Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]


class Invitation(TenantModel):
    """A one-time link (24 hours) on which somebody sets password and second factor. Only its hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    token_hash = models.BinaryField(max_length=32)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "token_hash"], name="invitation_token_once")]


class ProposalState(models.TextChoices):
    """A special right is proposed by one administrator and given by another."""

    OPEN = "open", "wacht op een tweede beheerder"
    GIVEN = "given", "gegeven"
    REFUSED = "refused", "afgewezen"


class RoleProposal(TenantModel):
    """A special right (administrator, auditor) that waits for a second administrator (security.md 4)."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    role = models.CharField(max_length=16, choices=Role.choices)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ProposalState.choices, default=ProposalState.OPEN)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "account", "role"],
                condition=Q(state="open"),
                name="role_proposal_open_once",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="role_proposal_two_people"
            ),
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="role_proposal_state_known"),
        ]


class StaffAccess(TenantModel):
    """How one account's access to this organisation stands: last used, warned, switched off for not being used."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    last_sign_in = models.DateTimeField(null=True)
    warned_days = models.PositiveSmallIntegerField(default=0)  # the last warning that left: 75 or 85 days unused
    off_since = models.DateTimeField(null=True)
    on_since = models.DateTimeField(null=True)  # the last time an administrator switched it on again
    on_by = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation", "account"], name="staff_access_once")]


class ReviewOutcome(models.TextChoices):
    """What an administrator said of somebody's rights."""

    STANDS = "stands", "klopt nog"
    ENDED = "ended", "rol gestopt"


class RightsReview(TenantModel):
    """An administrator looked at the rights of a colleague; kept as it was said."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    outcome = models.CharField(max_length=8, choices=ReviewOutcome.choices)
    roles = models.JSONField()  # the memberships that were looked at, by id
    reviewed_by = models.UUIDField()
    reviewed_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["organisation", "account", "-reviewed_at"], name="rights_review_latest")]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=ReviewOutcome.values), name="rights_review_outcome_known")
        ]


class StaffProvider(VersionedModel):
    """Where colleagues of this organisation may sign in instead: its own provider of OpenID Connect."""

    label = models.CharField(max_length=40)  # as on the button
    issuer = models.CharField(max_length=200)
    client_id = models.CharField(max_length=200)
    client_secret = EncryptedTextField(blank=True)
    # What the provider says (acr) when somebody gave a second factor there; besides amr "mfa", which always counts.
    trusted_acr = models.CharField(max_length=400, blank=True)
    enabled = models.BooleanField(default=False)
    changed_by = models.UUIDField()
    changed_at = models.DateTimeField()

    class Meta(VersionedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["organisation"], name="staff_provider_once")]


class StaffIdentity(TenantModel):
    """Who somebody is at the provider. A mail address given to somebody else later does not open his account."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    known_since = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["organisation", "issuer", "subject"], name="staff_identity_subject_once"),
            models.UniqueConstraint(fields=["organisation", "issuer", "account"], name="staff_identity_account_once"),
        ]
