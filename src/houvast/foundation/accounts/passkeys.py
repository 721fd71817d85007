"""One's own passkeys: a key of a phone, a computer or a stick that replaces password and code together.

The browser's half of the ceremony is checked where the request is; here is what is kept, by whom, and when.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import require
from houvast.foundation.accounts.errors import PasskeyGone, TooManyPasskeys
from houvast.foundation.accounts.models import Account
from houvast.foundation.accounts.services import end_sessions
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import Clock

MOST = 10
NAME_LENGTH = 40
UNNAMED = "Toegangssleutel"


@dataclass(frozen=True)
class Passkey:
    """One key, as its owner named it."""

    key_id: int
    name: str
    added_at: dt.datetime
    used_at: dt.datetime | None


def passkeys_of(actor: Actor, clock: Clock) -> Sequence[Passkey]:
    """One's own keys, oldest first."""
    _require(actor, Action.LOOK, clock)
    rows = _keys(actor).order_by("created_at", "id")
    return [Passkey(row.pk, row.data["name"], row.created_at, row.last_used_at) for row in rows]


def add_passkey(actor: Actor, name: str, credential: Mapping[str, Any], clock: Clock) -> None:
    """Keep a key whose answer to our challenge was right. Raises TooManyPasskeys."""
    _require(actor, Action.CHANGE, clock)
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=actor.account)
        if _keys(actor).count() >= MOST:
            raise TooManyPasskeys
        WebAuthn.add(account, name[:NAME_LENGTH] or UNNAMED, dict(credential))
        _tell(actor, "account.passkey_added", clock)


def rename_passkey(actor: Actor, key_id: int, name: str, clock: Clock) -> None:
    """Another name. Raises PasskeyGone."""
    _require(actor, Action.CHANGE, clock)
    with transaction.atomic():
        row = _one(actor, key_id)
        row.data = {**row.data, "name": name[:NAME_LENGTH] or UNNAMED}
        row.save(update_fields=["data"])
        _tell(actor, "account.passkey_renamed", clock)


def remove_passkey(actor: Actor, key_id: int, clock: Clock) -> Account:
    """The key opens nothing any more, and every session made before ends. Raises PasskeyGone."""
    _require(actor, Action.CHANGE, clock)
    with transaction.atomic():
        _one(actor, key_id).delete()
        end_sessions(actor.account)
        _tell(actor, "account.passkey_removed", clock)
        return Account.objects.get(pk=actor.account)


def _require(actor: Actor, action: Action, clock: Clock) -> None:
    require(actor, action, Thing(Kind.OWN_PROFILE, account_id=actor.account_id), clock)


def _keys(actor: Actor) -> Any:
    return Authenticator.objects.filter(user_id=actor.account, type=Authenticator.Type.WEBAUTHN)


def _one(actor: Actor, key_id: int) -> Authenticator:
    row: Authenticator | None = _keys(actor).select_for_update().filter(pk=key_id).first()
    if row is None:
        raise PasskeyGone
    return row


def _tell(actor: Actor, action: str, clock: Clock) -> None:
    audit.changed(actor, clock, action, Seen("account", actor.account, classes=("B",)))
