"""How Django asks who somebody is."""

from uuid import UUID

from django.contrib.auth.backends import ModelBackend

from houvast.foundation.accounts.models import Account
from houvast.foundation.accounts.queries import account_of


class AccountBackend(ModelBackend):
    """The password check of Django; who signed in is looked up by a statement of our own."""

    def get_user(self, user_id: UUID) -> Account | None:
        """The account of a session; None when it is gone or may not sign in any more."""
        account = account_of(user_id)
        return account if account is not None and self.user_can_authenticate(account) else None
