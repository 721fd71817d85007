"""Where somebody's work begins: the first page after signing in, by role."""

from collections.abc import Collection

from django.urls import reverse

from houvast.foundation.accounts.models import Role

HOMES: tuple[tuple[str, str], ...] = (
    (Role.COUNSELLOR, "counsellor:my_day"),
    (Role.TEAM_LEAD, "counsellor:my_day"),
    (Role.ADMINISTRATION, "counsellor:queue"),
    (Role.ADMINISTRATOR, "beheer:overview"),
    (Role.QUALITY_OFFICER, "quality:overview"),
    (Role.QUALITY_OFFICER, "quality:overview"),
)
ELSEWHERE = "accounts:own_account"  # a role whose screens are still to come


def home_of(roles: Collection[str]) -> str:
    """The address of the first role in the list that somebody has."""
    return reverse(next((name for role, name in HOMES if role in roles), ELSEWHERE))
