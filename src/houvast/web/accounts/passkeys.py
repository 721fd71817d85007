"""Passkeys: sign in with one, give the second factor anew with one, and one's own list of them."""

import datetime as dt
from typing import Any

from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from houvast.foundation.accounts.errors import AccountError, PasskeyGone
from houvast.foundation.accounts.passkeys import (
    Passkey,
    add_passkey,
    passkeys_of,
    remove_passkey,
    rename_passkey,
)
from houvast.foundation.accounts.queries import memberships_on
from houvast.foundation.limits.services import hit
from houvast.web import sessions
from houvast.web.accounts.again import count_try, go_on
from houvast.web.accounts.forms import (
    AgainWithPasskeyForm,
    NewPasskeyForm,
    RenamePasskeyForm,
    SignInWithPasskeyForm,
)
from houvast.web.doors import ALL_STAFF, door
from houvast.web.errors import TooOften
from houvast.web.homes import home_of
from houvast.web.request import Request
from houvast.web.ui.page import page_of

TRIES, WINDOW = 30, dt.timedelta(minutes=5)
NOT_HERE = "Deze toegangssleutel werkt hier niet. Log in met je wachtwoord en je app."
AGAIN_FAILED = "Dit lukte niet. Probeer het nog een keer, of typ de code uit je app."


# --- signing in ---


@door(public=True)
@require_GET
def sign_in_options(request: Request) -> HttpResponse:
    """A challenge for any key of this site; it names no account."""
    return _json(auth.begin_authentication(user=None))


@door(public=True)
@require_POST
def sign_in(request: Request) -> HttpResponse:
    """In with a key alone: it holds both something one has and something one is or knows."""
    if request.actor.is_staff:
        return redirect(home_of(request.actor.roles))  # in already: somebody else signs out first
    counted = hit(f"passkey:{request.actor.origin}", TRIES, WINDOW, request.clock)
    if not counted.allowed:
        raise TooOften(retry_after=counted.retry_after)
    form = SignInWithPasskeyForm(request.POST)
    key = form.cleaned_data["credential"] if form.is_valid() else None
    if key is None or not key.user.is_active or not memberships_on(key.user_id, request.clock.today()):
        messages.error(request, NOT_HERE)
        return redirect("account_login")
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    signed_in = Login(user=key.user, redirect_url=wanted if ours else None)
    onward: HttpResponse = flows.perform_passwordless_login(request, key, signed_in)
    return onward


# --- the second factor anew ---


@door(roles=ALL_STAFF)
@require_GET
def again_options(request: Request) -> HttpResponse:
    """A challenge for one's own keys."""
    return _json(auth.begin_authentication(user=request.user))


@door(roles=ALL_STAFF)
@require_POST
def again(request: Request) -> HttpResponse:
    """The key in place of a code."""
    count_try(request)
    form = AgainWithPasskeyForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(request, AGAIN_FAILED)
        return redirect("step_up")
    form.save()
    return go_on(request, str(Authenticator.Type.WEBAUTHN))


# --- one's own list ---


@door(roles=ALL_STAFF, fresh="always")
@require_GET
def new_options(request: Request) -> HttpResponse:
    """A challenge for a new key, which must ask its owner for finger, face or PIN."""
    return _json(auth.begin_registration(request.user, True))


@door(roles=ALL_STAFF, fresh="always")
def new(request: Request) -> HttpResponse:
    """A further key."""
    posted = request.method == "POST"
    form = NewPasskeyForm(request.POST if posted else None)
    if posted and form.is_valid():
        given = form.cleaned_data
        try:
            add_passkey(request.actor, given["name"], given["credential"], request.clock)
        except AccountError as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, "Je toegangssleutel werkt. Log er de volgende keer mee in.")
            return redirect("accounts:own_account")
    return _page(request, "new_passkey", 422 if posted else 200, form=form)


@door(roles=ALL_STAFF, fresh="changes")
def one(request: Request, key_id: int) -> HttpResponse:
    """The name of one key."""
    key = _own(request, key_id)
    posted = request.method == "POST"
    form = RenamePasskeyForm(request.POST if posted else None, initial={"name": key.name})
    if posted and form.is_valid():
        try:
            rename_passkey(request.actor, key_id, form.cleaned_data["name"], request.clock)
        except PasskeyGone as gone:
            raise Http404 from gone
        messages.success(request, "Bewaard.")
        return redirect("accounts:own_account")
    return _page(request, "passkey", 422 if posted else 200, form=form, key=key)


@door(roles=ALL_STAFF, fresh="changes")
@require_POST
def remove(request: Request, key_id: int) -> HttpResponse:
    """A key that is lost or no longer wanted."""
    try:
        account = remove_passkey(request.actor, key_id, request.clock)
    except PasskeyGone as gone:
        raise Http404 from gone
    request.user = account
    update_session_auth_hash(request, account)
    sessions.start_staff(request)
    messages.success(request, "Deze toegangssleutel werkt niet meer. Op andere schermen ben je uitgelogd.")
    return redirect("accounts:own_account")


def _own(request: Request, key_id: int) -> Passkey:
    for key in passkeys_of(request.actor, request.clock):
        if key.key_id == key_id:
            return key
    raise Http404


def _json(options: dict[str, Any]) -> HttpResponse:
    response = JsonResponse(options)
    response["Cache-Control"] = "no-store"
    return response


def _page(request: Request, name: str, status: int, **context: Any) -> HttpResponse:
    page_of(request).menu_key = "account"
    return render(request, f"accounts/{name}.html", context, status=status)
