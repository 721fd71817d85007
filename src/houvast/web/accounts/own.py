"""`/werk/account/`: one's own screens and one's own means to sign in."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from houvast.foundation.accounts.errors import (
    AccountError,
    SamePassword,
    TooManyPasswords,
    WrongAppCode,
)
from houvast.foundation.accounts.models import Account, Role
from houvast.foundation.accounts.own import change_password, renew_app, renew_recovery_codes, sign_in_means
from houvast.foundation.accounts.passkeys import passkeys_of
from houvast.foundation.accounts.services import set_preferences
from houvast.web import sessions
from houvast.web.accounts.forms import ChangePasswordForm, NewAppForm, PreferencesForm, StepUpForm
from houvast.web.accounts.qr import qr_answer
from houvast.web.doors import door
from houvast.web.errors import TooOften
from houvast.web.request import Request
from houvast.web.ui.forms import HouvastForm
from houvast.web.ui.page import page_of

NEW_SECRET = "new_app_secret"  # noqa: S105 - the name of a place in the session
STAFF = tuple(Role)
FIELD_OF: dict[type[AccountError], str] = {SamePassword: "password", WrongAppCode: "code"}


@door(roles=STAFF)
def own_account(request: Request) -> HttpResponse:
    """Row height and shortcuts, and what somebody signs in with."""
    posted = request.method == "POST"
    initial = {"density": request.user.density, "shortcuts": request.user.shortcuts}
    form = PreferencesForm(request.POST if posted else None, initial=initial)
    if posted and form.is_valid():
        given = form.cleaned_data
        set_preferences(request.actor, given["density"], given["shortcuts"], request.clock)
        messages.success(request, "Bewaard.")
        return redirect("accounts:own_account")
    means = sign_in_means(request.actor, request.clock)
    keys = passkeys_of(request.actor, request.clock)
    return _page(request, "own_account", form, 422 if posted else 200, means=means, passkeys=keys)


@door(roles=STAFF, fresh="always")
def password_view(request: Request) -> HttpResponse:
    """Another password; every other screen of this account has to sign in again."""
    form = ChangePasswordForm(_posted(request), account=request.user)

    def change() -> Account:
        given = form.cleaned_data
        return change_password(request.actor, given["current"], given["password"], request.clock)

    done = _try(request, form, change)
    if done:
        messages.success(request, "Je nieuwe wachtwoord geldt nu. Op andere schermen ben je uitgelogd.")
        return redirect("accounts:own_account")
    return _page(request, "password", form, 200 if form.data == {} else 422)


@door(roles=STAFF, fresh="always")
def app_view(request: Request) -> HttpResponse:
    """A new phone: the codes come from its app from now on."""
    secret = request.session.get(NEW_SECRET)
    if not secret:
        secret = request.session[NEW_SECRET] = generate_totp_secret()
    form = NewAppForm(_posted(request))

    def renew() -> Account:
        given = form.cleaned_data
        return renew_app(request.actor, given["current"], secret, given["code"], request.clock)

    if _try(request, form, renew):
        del request.session[NEW_SECRET]
        messages.success(request, "Je nieuwe app werkt. De oude app en de oude herstelcodes werken niet meer.")
        return _show_codes(request)
    return _page(request, "app", form, 200 if form.data == {} else 422, secret=secret)


@door(roles=STAFF)
def app_qr_view(request: Request) -> HttpResponse:
    """The secret of the app that is being set up, as a picture; only in the session that makes it."""
    secret = request.session.get(NEW_SECRET)
    if not secret:
        raise Http404
    return qr_answer(request, secret)


@door(roles=STAFF, fresh="always")
def codes_view(request: Request) -> HttpResponse:
    """New recovery codes, shown once."""
    form = StepUpForm(_posted(request))

    def renew() -> Account:
        return renew_recovery_codes(request.actor, form.cleaned_data["current"], request.clock)

    if _try(request, form, renew):
        messages.success(request, "Dit zijn je nieuwe herstelcodes. De oude werken niet meer.")
        return _show_codes(request)
    return _page(request, "codes", form, 200 if form.data == {} else 422)


def _try(request: Request, form: HouvastForm, change: Callable[[], Account]) -> bool:
    """Do it, and go on with a fresh session; a refusal stands at its field. Too many tries are a page of their own."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        account = change()
    except TooManyPasswords as often:
        raise TooOften(often.text, often.retry_after) from often
    except AccountError as refusal:
        form.add_error(FIELD_OF.get(type(refusal), "current"), refusal.text)
        return False
    request.user = account
    update_session_auth_hash(request, account)
    sessions.start_staff(request)
    return True


def _show_codes(request: Request) -> HttpResponse:
    kept = Authenticator.objects.get(user=request.user, type=Authenticator.Type.RECOVERY_CODES)
    wrapped = RecoveryCodes(kept)
    codes = wrapped.get_unused_codes()
    wrapped.mark_as_viewed()
    return _page(request, "new_codes", None, 200, codes=codes)


def _posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _page(request: Request, name: str, form: HouvastForm | None, status: int, **more: Any) -> HttpResponse:
    page_of(request).menu_key = "account"
    response = render(request, f"accounts/{name}.html", {"form": form, **more}, status=status)
    response["Cache-Control"] = "no-store"
    return response
