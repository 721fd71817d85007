"""How the sign-in library behaves here: no open registration, brakes on user and network together, no mail."""

import datetime as dt
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError

from houvast.foundation.accounts.queries import memberships_on
from houvast.foundation.limits.services import count, hit
from houvast.web.homes import home_of
from houvast.web.request import Request

TRIES, WINDOW = 6, dt.timedelta(minutes=5)
WRONG = "E-mailadres en wachtwoord horen niet bij elkaar. Probeer het nog een keer."
TOO_OFTEN = "Te vaak geprobeerd. Wacht 5 minuten, of vraag je beheerder om een nieuwe link."


class SignInAdapter(DefaultAccountAdapter):
    """Accounts come by invitation only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: Request) -> bool:
        """Never: somebody is invited, or has no account."""
        return False

    def get_login_redirect_url(self, request: Request) -> str:
        """The first page of somebody's own work."""
        return home_of([one.role for one in memberships_on(request.user.id, request.clock.today())])

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Setting up a second factor is open only while there is none, and then nothing else is."""
        return False

    def pre_authenticate(self, request: Request, **credentials: Any) -> None:
        """Stop guessing one account from one network. Never the account alone: an attacker must not lock it."""
        if count(_bucket(request, credentials), WINDOW, request.clock) >= TRIES:
            raise ValidationError(TOO_OFTEN, code="too_many_login_attempts")

    def authenticate(self, request: Request, **credentials: Any) -> Any:
        """Somebody without a role here gets the answer of a wrong password: who works elsewhere stays unknown."""
        user = super().authenticate(request, **credentials)
        if user is None or memberships_on(user.pk, request.clock.today()):
            return user
        self.authentication_failed(request, **credentials)
        return None

    def authentication_failed(self, request: Request, **credentials: Any) -> None:
        """Count a wrong try."""
        hit(_bucket(request, credentials), TRIES, WINDOW, request.clock)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing but letters.send sends (record.md 5)."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say it themselves, in Dutch."""


def _bucket(request: Request, credentials: dict[str, Any]) -> str:
    email = str(credentials.get("email", "")).strip().lower()
    return f"sign-in:{email}:{request.actor.origin}"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Names in the authenticator app."""

    def get_totp_label(self, user: Any) -> str:
        """The mail address, so that somebody with two accounts can tell them apart."""
        return str(user.email)

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """Whose passkey it is, as the person's own device shows it."""
        return {"id": user_pk_to_url_str(user).encode(), "display_name": user.display_name, "name": user.email}
