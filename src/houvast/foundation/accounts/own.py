"""One's own means to sign in: password, app, recovery codes. Each change asks the password of now (security.md 11).

A change ends every session made before; the screen on which it was made goes on with a new one.
"""

import datetime as dt
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, validate_totp_code
from django.db import transaction

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.accounts.errors import SamePassword, TooManyPasswords, WrongAppCode, WrongPassword
from houvast.foundation.accounts.models import Account
from houvast.foundation.accounts.services import end_sessions
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock
from houvast.foundation.limits.services import hit

TRIES, WINDOW = 5, dt.timedelta(minutes=15)


@dataclass(frozen=True)
class SignInMeans:
    """What somebody signs in with: since when the app, and how many recovery codes are left."""

    app_since: dt.datetime | None
    app_used: dt.datetime | None
    codes_left: int


def sign_in_means(actor: Actor, clock: Clock) -> SignInMeans:
    """One's own means. One statement."""
    require(actor, Action.LOOK, Thing(Kind.OWN_PROFILE, account_id=actor.account_id), clock)
    found = {one.type: one for one in Authenticator.objects.filter(user_id=actor.account_id)}
    app, codes = found.get(Authenticator.Type.TOTP), found.get(Authenticator.Type.RECOVERY_CODES)
    return SignInMeans(
        app_since=app.created_at if app else None,
        app_used=app.last_used_at if app else None,
        codes_left=len(RecoveryCodes(codes).get_unused_codes()) if codes else 0,
    )


def change_password(actor: Actor, current: str, new: str, clock: Clock) -> Account:
    """Another password. Raises WrongPassword, TooManyPasswords, SamePassword. The form checked its strength."""
    account = _step_up(actor, current, clock)
    if account.check_password(new):
        raise SamePassword
    with transaction.atomic():
        account.set_password(new)
        account.save(update_fields=["password"])
        return _done(actor, account, "account.password_changed", clock)


def renew_app(actor: Actor, current: str, secret: str, code: str, clock: Clock) -> Account:
    """Codes come from a new app from now on; the old app and the old recovery codes stop working.

    Raises WrongPassword, TooManyPasswords, WrongAppCode.
    """
    account = _step_up(actor, current, clock)
    if not validate_totp_code(secret, code.replace(" ", "")):
        raise WrongAppCode
    with transaction.atomic():
        Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.WEBAUTHN).delete()
        TOTP.activate(account, secret)
        RecoveryCodes.activate(account)
        return _done(actor, account, "account.app_renewed", clock)


def renew_recovery_codes(actor: Actor, current: str, clock: Clock) -> Account:
    """New recovery codes; the old ones stop working. Raises WrongPassword, TooManyPasswords."""
    account = _step_up(actor, current, clock)
    with transaction.atomic():
        Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
        RecoveryCodes.activate(account)
        return _done(actor, account, "account.codes_renewed", clock)


def may_try_again(actor: Actor, clock: Clock) -> None:
    """Count a try at the second factor on an open session. Raises TooManyPasswords."""
    counted = hit(f"step_up:{actor.account_id}", TRIES, WINDOW, clock)
    if not counted.allowed:
        raise TooManyPasswords(counted.retry_after)


def note_step_up(actor: Actor, means: str, clock: Clock) -> None:
    """The second factor was given anew; `means` says which: totp, recovery_codes, webauthn or a provider."""
    audit.changed(
        actor, clock, "session.stepped_up", Seen("account", actor.account_id, fields=(means,), classes=("A",))
    )


def _step_up(actor: Actor, current: str, clock: Clock) -> Account:
    require(actor, Action.CHANGE, Thing(Kind.OWN_PROFILE, account_id=actor.account_id), clock)
    counted = hit(f"own_password:{actor.account_id}", TRIES, WINDOW, clock)
    if not counted.allowed:
        raise TooManyPasswords(counted.retry_after)
    account = Account.objects.get(pk=actor.account)
    if not account.check_password(current):
        raise WrongPassword
    return account


def _done(actor: Actor, account: Account, action: str, clock: Clock) -> Account:
    end_sessions(account.id)
    audit.changed(actor, clock, action, Seen("account", account.id, classes=("B",)))
    return Account.objects.get(pk=account.pk)
