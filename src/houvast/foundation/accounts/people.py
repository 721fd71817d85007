"""The list of staff for the administrator: who has which role, who is invited, what waits for a second person."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q

from houvast.foundation.accounts.models import Membership, ProposalState, Role, RoleProposal, StaffAccess
from houvast.foundation.accounts.queries import names_of


@dataclass(frozen=True)
class HeldRole:
    """A role that holds today; `team` is empty where it works for all."""

    membership_id: UUID
    role: str
    team: str

    @property
    def words(self) -> str:
        """ "schuldhulpverlener, team Noord"."""
        label = Role(self.role).label
        return f"{label}, team {self.team}" if self.team else label


@dataclass
class Colleague:
    """Somebody with at least one role today."""

    account_id: UUID
    name: str
    email: str
    has_password: bool
    has_app: bool
    last_login: dt.datetime | None
    off_since: dt.datetime | None = None  # switched off because nobody used it
    roles: list[HeldRole] = field(default_factory=list)


@dataclass(frozen=True)
class Waiting:
    """A special right that waits for a second administrator."""

    proposal_id: UUID
    name: str
    role: str
    proposed_by: UUID
    account_id: UUID
    proposer: str


def staff_on(day: dt.date) -> Sequence[Colleague]:
    """Everybody with a role on a day, by name: three statements."""
    rows = (
        Membership.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)
        .select_related("account", "team")
        .order_by("account__display_name", "account_id", "role")
    )
    found: dict[UUID, Colleague] = {}
    for row in rows:
        account = row.account
        colleague = found.setdefault(
            account.id,
            Colleague(
                account.id, account.display_name, account.email, bool(account.password), False, account.last_login
            ),
        )
        colleague.roles.append(HeldRole(row.id, row.role, row.team.name if row.team else ""))
    totp = Authenticator.objects.filter(user_id__in=list(found), type=Authenticator.Type.TOTP)
    for account_id in totp.values_list("user_id", flat=True):
        found[account_id].has_app = True
    for access in StaffAccess.objects.filter(account_id__in=list(found), off_since__isnull=False):
        found[access.account_id].off_since = access.off_since
    return list(found.values())


def waiting() -> Sequence[Waiting]:
    """Open proposals, oldest first."""
    rows = list(RoleProposal.objects.filter(state=ProposalState.OPEN).select_related("account").order_by("proposed_at"))
    names = names_of(row.proposed_by for row in rows)
    return [
        Waiting(
            row.id,
            row.account.display_name,
            Role(row.role).label,
            row.proposed_by,
            row.account_id,
            names.get(row.proposed_by, ""),
        )
        for row in rows
    ]
