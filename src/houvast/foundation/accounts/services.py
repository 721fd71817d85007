"""Inviting staff, giving and ending roles. Every change ends the sessions it concerns (security.md 11)."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F, Q, QuerySet

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.accounts.errors import (
    AlreadyMember,
    InvitationGone,
    LastAdministrator,
    NeedsSecondPerson,
)
from houvast.foundation.accounts.models import Account, Density, Invitation, Membership, Role
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock
from houvast.foundation.randomness import Randomness
from houvast.foundation.tenancy.context import current_organisation_id

INVITATION_HOURS = 24
SPECIAL = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


@dataclass(frozen=True)
class Invited:
    """`token` goes into the link and is kept nowhere."""

    account_id: UUID
    token: str


def invite(
    actor: Actor,
    email: str,
    name: str,
    role: str,
    clock: Clock,
    randomness: Randomness,
    *,
    team_id: UUID | None = None,
) -> Invited:
    """Give somebody a role and a one-time link. A known account (another organisation's too) keeps its password."""
    require(actor, Action.CREATE, Thing(Kind.ACCOUNTS), clock)
    with transaction.atomic():
        account, _ = Account.objects.get_or_create(
            email=email.strip().lower(), defaults={"display_name": name, "created_at": clock.now()}
        )
        give_role(actor, account.id, role, clock, team_id=team_id)
        token = new_link(account.id, clock, randomness)
        audit.changed(actor, clock, "account.invited", Seen("account", account.id, classes=("B",)))
    return Invited(account.id, token)


def new_link(account_id: UUID, clock: Clock, randomness: Randomness) -> str:
    """A fresh one-time link; earlier ones of this account stop working."""
    Invitation.objects.filter(account_id=account_id, used_at__isnull=True).update(used_at=clock.now())
    token = randomness.token_bytes(32).hex()
    Invitation.objects.create(
        account_id=account_id,
        token_hash=_hash(token),
        created_at=clock.now(),
        expires_at=clock.now() + dt.timedelta(hours=INVITATION_HOURS),
    )
    return token


def open_invitation(token: str, clock: Clock) -> Invitation:
    """The invitation behind a link; InvitationGone for unknown, used and old ones alike."""
    found = Invitation.objects.select_related("account").filter(
        token_hash=_hash(token), used_at__isnull=True, expires_at__gt=clock.now()
    )
    invitation = found.first()
    if invitation is None:
        raise InvitationGone
    return invitation


def accept_invitation(token: str, password: str, clock: Clock) -> Account:
    """Set the password. The second factor is set up right after, before anything else opens."""
    with transaction.atomic():
        invitation = open_invitation(token, clock)
        used = Invitation.objects.filter(pk=invitation.pk, used_at__isnull=True).update(used_at=clock.now())
        if used != 1:
            raise InvitationGone
        account = invitation.account
        account.set_password(password)
        account.session_epoch = F("session_epoch") + 1
        account.save(update_fields=["password", "session_epoch"])
        Authenticator.objects.filter(user=account).delete()
        system = Actor.system(current_organisation_id())
        audit.changed(system, clock, "account.password_set", Seen("account", account.id, classes=("B",)))
    return Account.objects.get(pk=account.pk)


def give_role(actor: Actor, account_id: UUID, role: str, clock: Clock, *, team_id: UUID | None = None) -> Membership:
    """A role from today on. Special rights cannot be given to oneself."""
    require(actor, Action.CHANGE, Thing(Kind.ACCOUNTS), clock)
    if role in SPECIAL and account_id == actor.account_id:
        raise NeedsSecondPerson
    today = clock.today()
    if _live(today).filter(account_id=account_id, role=role).exists():
        raise AlreadyMember
    membership = Membership.objects.create(account_id=account_id, role=role, team_id=team_id, valid_from=today)
    end_sessions(account_id)
    audit.changed(actor, clock, "role.given", Seen("membership", membership.id, fields=(role,), classes=("A",)))
    return membership


def end_role(actor: Actor, membership_id: UUID, clock: Clock) -> None:
    """The role ends now: yesterday was its last whole day, and open sessions stop. The last administrator stays."""
    require(actor, Action.CHANGE, Thing(Kind.ACCOUNTS), clock)
    with transaction.atomic():
        membership = Membership.objects.select_for_update().get(pk=membership_id)
        others = _live(clock.today()).filter(role=Role.ADMINISTRATOR).exclude(account_id=membership.account_id)
        if membership.role == Role.ADMINISTRATOR and not others.exists():
            raise LastAdministrator
        yesterday = clock.today() - dt.timedelta(days=1)
        if membership.valid_from > yesterday:
            membership.delete()  # given and taken on one day: it held on no whole day
        else:
            Membership.objects.filter(pk=membership_id).update(valid_until=yesterday)
        end_sessions(membership.account_id)
        audit.changed(actor, clock, "role.ended", Seen("membership", membership_id, classes=("A",)))


def reset_second_factor(actor: Actor, account_id: UUID, clock: Clock, randomness: Randomness) -> str:
    """Somebody lost phone and codes: a new one-time link, on which password and second factor are set anew."""
    require(actor, Action.CHANGE, Thing(Kind.ACCOUNTS), clock)
    with transaction.atomic():
        Authenticator.objects.filter(user_id=account_id).delete()
        end_sessions(account_id)
        audit.changed(actor, clock, "account.second_factor_reset", Seen("account", account_id, classes=("B",)))
        return new_link(account_id, clock, randomness)


def set_preferences(actor: Actor, density: str, shortcuts: bool, clock: Clock) -> None:
    """Row height and single-key shortcuts of one's own screens."""
    require(actor, Action.CHANGE, Thing(Kind.OWN_PROFILE, account_id=actor.account_id), clock)
    if density in Density.values:
        Account.objects.filter(pk=actor.account).update(density=density, shortcuts=shortcuts)


def end_sessions(account_id: UUID) -> None:
    """All sessions made before now stop at their next request."""
    Account.objects.filter(pk=account_id).update(session_epoch=F("session_epoch") + 1)


def _live(today: dt.date) -> QuerySet[Membership]:
    return Membership.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today), valid_from__lte=today)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
