"""A browser of the test client in which somebody is signed in, with both steps done."""

from allauth.account.internal.flows import login
from allauth.account.internal.userkit import user_id_to_str
from django.test import Client

from houvast.foundation.access.actor import Actor
from houvast.foundation.accounts.models import Account, Membership
from houvast.foundation.tenancy.context import tenant


def signed_in(actor: Actor, host: str = "localhost") -> Client:
    """The client of a colleague who gave password and code."""
    client = Client(HTTP_HOST=host)
    account = Account.objects.get(pk=actor.account_id)
    client.force_login(account)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password"}, {"method": "mfa", "type": "totp"}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(account)
    session.save()
    return client


def with_role(house, role: str) -> Client:
    """The client of a colleague who has this role and no other."""
    with tenant(house.id):
        Membership.objects.filter(account_id=house.colleague.account_id).update(role=role)
    return signed_in(house.colleague)
