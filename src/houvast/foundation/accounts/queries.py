"""Questions about accounts and their memberships."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from houvast.foundation.accounts.models import Membership


class Held(NamedTuple):
    """A role somebody has today, and the team it is for."""

    role: str
    team_id: UUID | None


def memberships_on(account_id: UUID, day: date) -> list[Held]:
    """The roles an account has in the current organisation on a day; empty = no access here."""
    rows = Membership.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=day), account_id=account_id, valid_from__lte=day
    ).order_by("valid_from", "id")
    return [Held(role, team_id) for role, team_id in rows.values_list("role", "team_id")]


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
    return [
        Colleague(account_id, name)
        for account_id, name in rows.order_by("account__display_name", "account_id")
        .values_list("account_id", "account__display_name")
        .distinct()
    ]
