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
    AlreadyDecided,
    AlreadyMember,
    InvitationGone,
    KeptElsewhere,
    LastAdministrator,
    NeedsSecondPerson,
)
from houvast.foundation.accounts.models import (
    Account,
    Density,
    Invitation,
    Membership,
    ProposalState,
    Role,
    RoleProposal,
    StaffAccess,
)
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock
from houvast.foundation.randomness import Randomness
from houvast.foundation.tenancy.context import current_organisation_id

INVITATION_HOURS = 24
SPECIAL = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


@dataclass(frozen=True)
class Invited:
    """`token` goes into the link and is kept nowhere; empty when the person signs in with a known account."""

    account_id: UUID
    token: str
    waits: bool = False  # the role waits for a second administrator


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
    """Give somebody a role and a one-time link.

    Somebody who already signs in at another organisation keeps that password and gets no link: a link would let
    this organisation take the account over.
    """
    require(actor, Action.CREATE, Thing(Kind.ACCOUNTS), clock)
    with transaction.atomic():
        account, _ = Account.objects.get_or_create(
            email=email.strip().lower(),
            defaults={"display_name": name, "created_at": clock.now(), "made_by": actor.organisation_id},
        )
        given = give_role(actor, account.id, role, clock, team_id=team_id)
        token = new_link(account.id, clock, randomness) if _may_have_link(account, actor.organisation_id) else ""
        audit.changed(actor, clock, "account.invited", Seen("account", account.id, classes=("B",)))
    return Invited(account.id, token, waits=isinstance(given, RoleProposal))


def _may_have_link(account: Account, organisation_id: UUID | None) -> bool:
    """Somebody who never chose a password, or whose account this organisation made."""
    return account.made_by == organisation_id or not account.password or not account.has_usable_password()


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
        if not _may_have_link(account, invitation.organisation_id):
            raise InvitationGone
        account.set_password(password)
        account.session_epoch = F("session_epoch") + 1
        account.save(update_fields=["password", "session_epoch"])
        Authenticator.objects.filter(user=account).delete()
        system = Actor.system(current_organisation_id())
        audit.changed(system, clock, "account.password_set", Seen("account", account.id, classes=("B",)))
    return Account.objects.get(pk=account.pk)


def give_role(
    actor: Actor, account_id: UUID, role: str, clock: Clock, *, team_id: UUID | None = None
) -> Membership | RoleProposal:
    """A role from today on. A special right is proposed, and given by a second administrator when there is one.

    Raises AlreadyMember, NeedsSecondPerson (special rights cannot be given to oneself).
    """
    require(actor, Action.CHANGE, Thing(Kind.ACCOUNTS), clock)
    if role in SPECIAL and account_id == actor.account_id:
        raise NeedsSecondPerson
    today = clock.today()
    if live(today).filter(account_id=account_id, role=role).exists():
        raise AlreadyMember
    if role in SPECIAL and actor.account_id and administrators(today, actor.account_id, account_id).exists():
        return _propose(actor, actor.account_id, account_id, role, clock)
    return _give(actor, account_id, role, clock, team_id)


def _give(actor: Actor, account_id: UUID, role: str, clock: Clock, team_id: UUID | None) -> Membership:
    membership = Membership.objects.create(account_id=account_id, role=role, team_id=team_id, valid_from=clock.today())
    end_sessions(account_id)
    audit.changed(actor, clock, "role.given", Seen("membership", membership.id, fields=(role,), classes=("A",)))
    return membership


def _propose(actor: Actor, by: UUID, account_id: UUID, role: str, clock: Clock) -> RoleProposal:
    proposal, _ = RoleProposal.objects.get_or_create(
        account_id=account_id,
        role=role,
        state=ProposalState.OPEN,
        defaults={"proposed_by": by, "proposed_at": clock.now()},
    )
    audit.changed(actor, clock, "role.proposed", Seen("role_proposal", proposal.id, fields=(role,), classes=("A",)))
    return proposal


def decide_role(actor: Actor, proposal_id: UUID, yes: bool, clock: Clock) -> None:
    """The second pair of eyes: another administrator than the proposer, and not who gets the right."""
    require(actor, Action.CHANGE, Thing(Kind.ACCOUNTS), clock)
    with transaction.atomic():
        proposal = RoleProposal.objects.select_for_update().get(pk=proposal_id)
        if proposal.state != ProposalState.OPEN:
            raise AlreadyDecided
        if actor.account_id in (proposal.proposed_by, proposal.account_id):
            raise NeedsSecondPerson("Vraag een andere beheerder om hier ja of nee te zeggen.")
        RoleProposal.objects.filter(pk=proposal_id).update(
            state=ProposalState.GIVEN if yes else ProposalState.REFUSED,
            decided_by=actor.account_id,
            decided_at=clock.now(),
        )
        if yes and not live(clock.today()).filter(account_id=proposal.account_id, role=proposal.role).exists():
            _give(actor, proposal.account_id, proposal.role, clock, None)
        what = "role.confirmed" if yes else "role.refused"
        audit.changed(actor, clock, what, Seen("role_proposal", proposal_id, fields=(proposal.role,), classes=("A",)))


def switch_off(actor: Actor, account_id: UUID, clock: Clock) -> None:
    """Somebody leaves: every role here ends and open sessions stop. Another organisation's roles are not ours."""
    require(actor, Action.CHANGE, Thing(Kind.ACCOUNTS), clock)
    with transaction.atomic():
        for membership in live(clock.today()).filter(account_id=account_id).order_by("id"):
            end_role(actor, membership.id, clock)
        Invitation.objects.filter(account_id=account_id, used_at__isnull=True).update(used_at=clock.now())
        RoleProposal.objects.filter(account_id=account_id, state=ProposalState.OPEN).delete()
        audit.changed(actor, clock, "account.switched_off", Seen("account", account_id, classes=("B",)))


def end_role(actor: Actor, membership_id: UUID, clock: Clock) -> None:
    """The role ends now: yesterday was its last whole day, and open sessions stop. The last administrator stays."""
    require(actor, Action.CHANGE, Thing(Kind.ACCOUNTS), clock)
    with transaction.atomic():
        membership = Membership.objects.select_for_update().get(pk=membership_id)
        others = administrators(clock.today(), membership.account_id)
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
        if not _may_have_link(_of_here(account_id, clock), actor.organisation_id):
            raise KeptElsewhere
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


def live(today: dt.date) -> QuerySet[Membership]:
    """The roles that hold on a day."""
    return Membership.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today), valid_from__lte=today)


def administrators(today: dt.date, *but: UUID) -> QuerySet[Membership]:
    """Other administrators who can be the second pair of eyes."""
    rows = live(today).filter(role=Role.ADMINISTRATOR, account__is_active=True)
    off = StaffAccess.objects.filter(off_since__isnull=False).values("account_id")
    return rows.exclude(account_id__in=but).exclude(account__password="").exclude(account_id__in=off)


def _of_here(account_id: UUID, clock: Clock) -> Account:
    """The account of somebody with a role here today; another organisation's does not exist."""
    if not live(clock.today()).filter(account_id=account_id).exists():
        raise Account.DoesNotExist
    return Account.objects.get(pk=account_id)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
