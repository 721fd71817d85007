"""Questions about accounts and their memberships."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from houvast.foundation.accounts.models import Account, Membership, StaffAccess
from houvast.foundation.database.by_hand import rows_by_hand
from houvast.foundation.tenancy.context import current_organisation_id


def account_of(account_id: UUID) -> Account | None:
    """Who has this id. By hand, because every page of a colleague asks it."""
    found = rows_by_hand(Account, "WHERE id = %s", [account_id])
    return found[0] if found else None


class Held(NamedTuple):
    """A role somebody has today, and the team it is for."""

    role: str
    team_id: UUID | None


# By hand, because every page of a colleague asks it.
_HELD = """
SELECT role, team_id FROM accounts_membership
WHERE organisation_id = %s AND account_id = %s AND valid_from <= %s AND (valid_until IS NULL OR valid_until >= %s)
AND NOT EXISTS (SELECT FROM accounts_staffaccess a WHERE a.organisation_id = accounts_membership.organisation_id
                AND a.account_id = accounts_membership.account_id AND a.off_since IS NOT NULL)
ORDER BY valid_from, id
"""


def memberships_on(account_id: UUID, day: date) -> list[Held]:
    """The roles an account has in the current organisation on a day; empty = no access here.

    Somebody whose access was switched off for not being used has none, whatever his roles.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [current_organisation_id(), account_id, day, day])
        return [Held(*row) for row in cursor.fetchall()]


def names_of(account_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """What to call these colleagues on a screen, those who left too: one statement, and none when there is nobody."""
    ids = {one for one in account_ids if one}
    return dict(Account.objects.filter(pk__in=ids).values_list("id", "display_name"))


class Colleague(NamedTuple):
    """Somebody who can take a file."""

    account_id: UUID
    name: str


def colleagues_of(day: date, roles: tuple[str, ...] = ("counsellor",)) -> list[Colleague]:
    """Accounts with one of these roles in the current organisation on a day, by name."""
    rows = Membership.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        role__in=roles,
        valid_from__lte=day,
        account__is_active=True,
    )
    off = StaffAccess.objects.filter(off_since__isnull=False).values("account_id")
    return [
        Colleague(account_id, name)
        for account_id, name in rows.exclude(account_id__in=off)
        .order_by("account__display_name", "account_id")
        .values_list("account_id", "account__display_name")
        .distinct()
    ]
