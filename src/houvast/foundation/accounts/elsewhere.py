"""Signing in at the organisation's own provider (OpenID Connect): what we need of it, and whom we let in by it.

Only colleagues who have an account here already, by a mail address that the provider has confirmed. Nobody gets an
account by it. A connection says how to ask (`register_provider`).
"""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import IntegrityError, transaction

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.accounts.errors import ElsewhereRefused
from houvast.foundation.accounts.models import Account, StaffIdentity, StaffProvider
from houvast.foundation.accounts.queries import memberships_on
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock
from houvast.foundation.organisations.errors import Stale
from houvast.foundation.tenancy.context import current_organisation_id

STEP_UP_SKEW = dt.timedelta(minutes=1)
MFA = "mfa"  # RFC 8176


@dataclass(frozen=True)
class Client:
    """Who we are at a provider."""

    issuer: str
    client_id: str
    client_secret: str


@dataclass(frozen=True)
class Attempt:
    """One try to sign in; only the browser that began it can end it."""

    redirect_uri: str
    state: str
    nonce: str
    verifier: str  # PKCE


@dataclass(frozen=True)
class Claims:
    """What the provider says, checked: its signature, for us, of now, in answer to this attempt."""

    subject: str
    email: str
    email_confirmed: bool
    methods: tuple[str, ...]
    context: str
    signed_in_at: dt.datetime | None


class Provider(Protocol):
    """How a connection asks. Each raises ProviderUnreachable."""

    def begin(self, client: Client, attempt: Attempt, *, again: bool) -> str:
        """The address at the provider to send the browser to; `again` asks the person to sign in anew."""

    def finish(self, client: Client, attempt: Attempt, code: str, now: dt.datetime) -> Claims:
        """The claims behind a code. Raises ElsewhereRefused for whatever must not be believed."""

    def reach(self, client: Client) -> str:
        """In words for the administrator what the provider answers, without anybody signing in."""


@dataclass(frozen=True)
class ProviderGiven:
    """What the administrator fills in; an empty secret keeps the one that stands."""

    label: str
    issuer: str
    client_id: str
    client_secret: str
    trusted_acr: str
    enabled: bool


_providers: list[Provider] = []


def register_provider(provider: Provider) -> None:
    """A connection says: I speak with providers."""
    _providers[:] = [provider]


def provider() -> Provider:
    """The connection that speaks with providers."""
    return _providers[0]


def provider_row(*, enabled_only: bool = True) -> StaffProvider | None:
    """The provider of this organisation, if it has one."""
    rows = StaffProvider.objects.filter(enabled=True) if enabled_only else StaffProvider.objects.all()
    return rows.first()


def client_of(row: StaffProvider) -> Client:
    """Who we are there."""
    return Client(row.issuer, row.client_id, row.client_secret)


def set_provider(actor: Actor, given: ProviderGiven, version: int | None, clock: Clock) -> StaffProvider:
    """Set up or change the provider. Raises Stale when somebody else saved meanwhile."""
    require(actor, Action.CHANGE, Thing(Kind.ACCOUNTS), clock)
    with transaction.atomic():
        row = StaffProvider.objects.select_for_update().first()
        if (row.version if row else None) != version:
            raise Stale(row.version if row else 1)
        row = row or StaffProvider(version=0)
        row.label, row.issuer, row.client_id = given.label, given.issuer.rstrip("/"), given.client_id
        row.client_secret = given.client_secret or (row.client_secret if version else "")
        row.trusted_acr, row.enabled = given.trusted_acr, given.enabled
        row.changed_by, row.changed_at, row.version = actor.account, clock.now(), row.version + 1
        row.save()
        fields = ("issuer", "client_id", "enabled", *(("client_secret",) if given.client_secret else ()))
        audit.changed(actor, clock, "provider.set", Seen("staff_provider", row.id, fields=fields, classes=("A",)))
    return row


def gave_second_factor(row: StaffProvider, claims: Claims) -> bool:
    """Only when the provider says so itself."""
    return MFA in claims.methods or (bool(claims.context) and claims.context in row.trusted_acr.split())


def colleague_of(row: StaffProvider, claims: Claims, clock: Clock) -> Account:
    """The colleague whom these claims let in; his identity there is kept at the first time.

    Raises ElsewhereRefused: no confirmed address, no account or role here, or the address of somebody else by now.
    """
    if not claims.email_confirmed or not claims.email:
        raise ElsewhereRefused("mail address not confirmed")
    account = Account.objects.filter(email=claims.email.strip().lower(), is_active=True).first()
    if account is None or not memberships_on(account.id, clock.today()):
        raise ElsewhereRefused("nobody of here")
    known = StaffIdentity.objects.filter(issuer=row.issuer, account=account).first()
    if known is not None and known.subject != claims.subject:
        raise ElsewhereRefused("another person with this address")
    with transaction.atomic():
        if known is None:
            _know(row, account, claims, clock)
        actor = Actor.system(current_organisation_id())
        audit.changed(actor, clock, "session.elsewhere", Seen("account", account.id, classes=("B",)))
    return account


def is_anew(account_id: UUID, account: Account, claims: Claims, since: dt.datetime) -> bool:
    """Whether the same person signed in there anew after `since`, for the second factor anew."""
    return account.id == account_id and claims.signed_in_at is not None and claims.signed_in_at >= since - STEP_UP_SKEW


def _know(row: StaffProvider, account: Account, claims: Claims, clock: Clock) -> None:
    try:
        with transaction.atomic():
            StaffIdentity.objects.create(
                account=account, issuer=row.issuer, subject=claims.subject, known_since=clock.now()
            )
    except IntegrityError as taken:
        raise ElsewhereRefused("known as somebody else") from taken
