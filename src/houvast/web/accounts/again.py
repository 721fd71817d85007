"""`/inloggen/nog-een-keer/`: the second factor anew, before what must not be done from a screen that stands open."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from houvast.foundation.accounts.elsewhere import provider_row
from houvast.foundation.accounts.errors import TooManyPasswords
from houvast.foundation.accounts.own import may_try_again, note_step_up
from houvast.foundation.accounts.passkeys import passkeys_of
from houvast.web import sessions
from houvast.web.accounts import demo
from houvast.web.accounts.forms import SecondStepForm
from houvast.web.doors import ALL_STAFF, door
from houvast.web.errors import TooOften
from houvast.web.homes import home_of
from houvast.web.request import Request


@door(roles=ALL_STAFF)
def step_up(request: Request) -> HttpResponse:
    """A code of the app, or a recovery code; then back to where somebody was."""
    posted = request.method == "POST"
    form = SecondStepForm(request.POST if posted else None, user=request.user)
    if posted:
        count_try(request)
    if posted and form.is_valid():
        form.save()
        return go_on(request, str(form.authenticator.type))
    has_passkey = bool(passkeys_of(request.actor, request.clock))
    shown = {"next": back_to(request), "has_passkey": has_passkey, "elsewhere": provider_row()}
    context = {"form": form, "demo_accounts": demo.accounts(request), **shown}
    return render(request, "accounts/step_up.html", context, status=422 if posted else 200)


def count_try(request: Request) -> None:
    """Too many tries are a page of their own."""
    try:
        may_try_again(request.actor, request.clock)
    except TooManyPasswords as often:
        raise TooOften(often.text, often.retry_after) from often


def go_on(request: Request, means: str) -> HttpResponse:
    """Write it down, and back under a new session key."""
    note_step_up(request.actor, means, request.clock)
    sessions.stepped_up(request)
    return redirect(back_to(request))


def back_to(request: Request) -> str:
    """Our own page that asked for it, or the first page of somebody's work."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return home_of(request.actor.roles)
