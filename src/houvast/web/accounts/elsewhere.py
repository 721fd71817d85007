"""`/inloggen/elders/`: in by the organisation's own provider, or the second factor anew there."""

import datetime as dt
import hmac
import logging
from uuid import UUID

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from houvast.foundation.accounts.elsewhere import (
    Attempt,
    Claims,
    client_of,
    colleague_of,
    gave_second_factor,
    is_anew,
    provider,
    provider_row,
)
from houvast.foundation.accounts.errors import AccountError, ElsewhereRefused, ProviderUnreachable
from houvast.foundation.accounts.models import Account, StaffProvider
from houvast.foundation.accounts.own import note_step_up
from houvast.foundation.accounts.queries import memberships_on
from houvast.foundation.limits.services import hit
from houvast.web import sealed, sessions
from houvast.web.doors import door
from houvast.web.errors import TooOften
from houvast.web.homes import home_of
from houvast.web.request import Request

log = logging.getLogger("houvast.sign_in")
KEPT, BACKEND = "elsewhere", settings.AUTHENTICATION_BACKENDS[0]
TRIES, WINDOW = 20, dt.timedelta(minutes=5)
HOLDS = dt.timedelta(minutes=10)
AWAY = "De inlogdienst antwoordt nu niet. Log in met je e-mailadres en wachtwoord, of probeer het later."


@door(public=True)
@require_safe
def begin(request: Request) -> HttpResponse:
    """To the provider. A link and not a form: our pages send forms to nobody else."""
    row = _row()
    counted = hit(f"elsewhere:{request.actor.origin}", TRIES, WINDOW, request.clock)
    if not counted.allowed:
        raise TooOften(retry_after=counted.retry_after)
    again = "nog-een-keer" in request.GET and request.actor.is_staff
    if request.actor.is_staff and not again:
        return redirect(home_of(request.actor.roles))
    attempt = Attempt(
        request.build_absolute_uri(reverse("elsewhere_back")),
        *(request.randomness.token_bytes(32).hex() for _ in range(3)),
    )
    try:
        address = provider().begin(client_of(row), attempt, again=again)
    except ProviderUnreachable:
        messages.error(request, AWAY)
        return redirect("step_up" if again else "account_login")
    kept = {
        "state": attempt.state,
        "nonce": attempt.nonce,
        "verifier": attempt.verifier,
        "at": request.clock.now().isoformat(),
        "next": _ours(request, request.GET.get("next", "")),
        "again": str(request.actor.account_id) if again else "",
    }
    sealed.keep(request, KEPT, kept)
    return redirect(address)


@door(public=True)
@require_safe
def back(request: Request) -> HttpResponse:
    """Back from the provider, once: whatever is wrong gets the same words, and the reason goes to the log."""
    row = _row()
    kept = sealed.kept(request, KEPT) or {}
    sealed.drop(request, KEPT)
    try:
        claims = _finish(request, row, kept)
        account = colleague_of(row, claims, request.clock)
        if kept["again"]:
            return _again(request, row, account, claims, kept)
    except AccountError as refusal:
        log.warning("sign-in elsewhere refused", extra={"error": getattr(refusal, "reason", type(refusal).__name__)})
        words = AWAY if isinstance(refusal, ProviderUnreachable) else refusal.text
        messages.error(request, words)
        return redirect("step_up" if kept.get("again") else "account_login")
    return _sign_in(request, account, kept["next"], second=gave_second_factor(row, claims))


def _finish(request: Request, row: StaffProvider, kept: dict[str, str]) -> Claims:
    given, code = request.GET.get("state", ""), request.GET.get("code", "")
    if not kept or not hmac.compare_digest(given.encode("utf-8", "replace"), kept["state"].encode()):
        raise ElsewhereRefused("state")
    # RFC 9207: a provider that names itself in the answer must be the one that was asked.
    if request.GET.get("iss", row.issuer).rstrip("/") != row.issuer:
        raise ElsewhereRefused("issuer of the answer")
    if request.clock.now() - dt.datetime.fromisoformat(kept["at"]) > HOLDS:
        raise ElsewhereRefused("too long ago")
    if not code:
        raise ElsewhereRefused("no code")
    attempt = Attempt(
        request.build_absolute_uri(reverse("elsewhere_back")), kept["state"], kept["nonce"], kept["verifier"]
    )
    return provider().finish(client_of(row), attempt, code, request.clock.now())


def _sign_in(request: Request, account: Account, wanted: str, *, second: bool) -> HttpResponse:
    """With a second factor given there somebody is in; without it our own is asked, or set up first."""
    if not second:
        record_authentication(request, account, method="elsewhere")
        onward: HttpResponse = perform_login(request, Login(user=account, redirect_url=wanted or None))
        return onward
    login(request, account, backend=BACKEND)
    record_authentication(request, account, method="elsewhere")
    record_authentication(request, account, method="mfa", type="elsewhere")
    sessions.start_staff(request)
    return redirect(wanted or home_of([one.role for one in memberships_on(account.id, request.clock.today())]))


def _again(
    request: Request, row: StaffProvider, account: Account, claims: Claims, kept: dict[str, str]
) -> HttpResponse:
    """The same person, signed in there anew with a second factor."""
    same = str(request.actor.account_id) == kept["again"]
    since = dt.datetime.fromisoformat(kept["at"])
    if not (same and gave_second_factor(row, claims) and is_anew(UUID(kept["again"]), account, claims, since)):
        raise ElsewhereRefused("not anew")
    note_step_up(request.actor, "elsewhere", request.clock)
    sessions.stepped_up(request)
    return redirect(kept["next"] or home_of(request.actor.roles))


def _row() -> StaffProvider:
    row = provider_row()
    if row is None:
        raise Http404
    return row


def _ours(request: Request, address: str) -> str:
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}) else ""
