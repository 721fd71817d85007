"""The rights review: each quarter an administrator says of every colleague whether the roles are still right."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.accounts.errors import OwnRights, RolesChanged
from houvast.foundation.accounts.models import Membership, ReviewOutcome, RightsReview, Role, StaffAccess
from houvast.foundation.accounts.queries import names_of
from houvast.foundation.accounts.services import administrators, end_role, live
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import AMSTERDAM, Clock


@dataclass(frozen=True)
class RoleHeld:
    """One role of today, for which team and since which day."""

    membership_id: UUID
    words: str
    since: dt.date


@dataclass(frozen=True)
class Reviewed:
    """One line of the list. `reviewed_at` and `reviewed_by` are of the last review, also one of an earlier quarter."""

    account_id: UUID
    name: str
    email: str
    roles: tuple[RoleHeld, ...]
    last_sign_in: dt.datetime | None
    off_since: dt.datetime | None
    reviewed_at: dt.datetime | None
    reviewed_by: str
    done: bool
    """An administrator decided this quarter on each of these roles: by "klopt nog", or by giving it."""
    new: bool
    """All of them were given this quarter."""

    @property
    def key(self) -> str:
        """Which roles were looked at, for the button: a role given meanwhile makes it another key."""
        return ",".join(sorted(str(one.membership_id) for one in self.roles))


def quarter_of(day: dt.date) -> tuple[int, int]:
    """The year and quarter (1-4) of a day."""
    return day.year, (day.month + 2) // 3


def rights_list(actor: Actor, clock: Clock) -> Sequence[Reviewed]:
    """Every colleague with a role today, those who are not reviewed yet first, then by name."""
    require(actor, Action.LOOK, Thing(Kind.ACCOUNTS), clock)
    held: dict[UUID, list[Membership]] = {}
    for one in live(clock.today()).select_related("account", "team").order_by("account__display_name", "id"):
        held.setdefault(one.account_id, []).append(one)
    access = {one.account_id: one for one in StaffAccess.objects.filter(account_id__in=list(held))}
    said = RightsReview.objects.filter(outcome=ReviewOutcome.STANDS, account_id__in=list(held))
    last = {one.account_id: one for one in said.order_by("account_id", "reviewed_at", "id")}
    names = names_of(one.reviewed_by for one in last.values())
    lines = [_line(rows, access.get(pk), last.get(pk), names, clock) for pk, rows in held.items()]
    return sorted(lines, key=lambda line: line.done)


def to_review(actor: Actor, clock: Clock) -> int:
    """How many colleagues are not looked at this quarter."""
    return sum(not one.done for one in rights_list(actor, clock))


def still_right(actor: Actor, account_id: UUID, looked_at: frozenset[UUID], clock: Clock) -> None:
    """ "Klopt nog". Raises OwnRights while another administrator is there, RolesChanged for an old page."""
    require(actor, Action.CHANGE, Thing(Kind.ACCOUNTS), clock)
    today = clock.today()
    if account_id == actor.account_id and administrators(today, account_id).exists():
        raise OwnRights
    with transaction.atomic():
        stands = frozenset(
            live(today).select_for_update(of=("self",)).filter(account_id=account_id).values_list("id", flat=True)
        )
        if not stands or stands != looked_at:
            raise RolesChanged
        _keep(actor, account_id, ReviewOutcome.STANDS, stands, clock)


def end_at_review(actor: Actor, membership_id: UUID, clock: Clock) -> None:
    """A role that is not right any more ends now, and the review keeps that it did. Raises what end_role raises."""
    with transaction.atomic():
        account_id = Membership.objects.values_list("account_id", flat=True).get(pk=membership_id)
        end_role(actor, membership_id, clock)
        _keep(actor, account_id, ReviewOutcome.ENDED, frozenset({membership_id}), clock)


def _keep(actor: Actor, account_id: UUID, outcome: ReviewOutcome, roles: frozenset[UUID], clock: Clock) -> None:
    if actor.account_id is None:
        raise OwnRights
    RightsReview.objects.create(
        account_id=account_id,
        outcome=outcome,
        roles=sorted(str(one) for one in roles),
        reviewed_by=actor.account_id,
        reviewed_at=clock.now(),
    )
    audit.changed(actor, clock, f"rights.review_{outcome}", Seen("account", account_id, classes=("B",)))


def _line(
    rows: Sequence[Membership],
    access: StaffAccess | None,
    last: RightsReview | None,
    names: dict[UUID, str],
    clock: Clock,
) -> Reviewed:
    account = rows[0].account
    now = quarter_of(clock.today())
    fresh = last is not None and quarter_of(last.reviewed_at.astimezone(AMSTERDAM).date()) == now
    said = set(last.roles) if last is not None and fresh else set()
    given = {str(one.id) for one in rows if quarter_of(one.valid_from) == now}
    all_of_them = {str(one.id) for one in rows}
    return Reviewed(
        account_id=account.id,
        name=account.display_name,
        email=account.email,
        roles=tuple(RoleHeld(one.id, _words(one), one.valid_from) for one in rows),
        last_sign_in=(access.last_sign_in if access else None) or account.last_login,
        off_since=access.off_since if access else None,
        reviewed_at=last.reviewed_at if last else None,
        reviewed_by=names.get(last.reviewed_by, "") if last else "",
        done=all_of_them <= said | given,
        new=all_of_them == given,
    )


def _words(row: Membership) -> str:
    label = Role(row.role).label
    return f"{label}, team {row.team.name}" if row.team else str(label)
