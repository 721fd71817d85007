"""Where colleagues may sign in instead: the organisation's own provider of OpenID Connect."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from houvast.foundation.accounts.elsewhere import ProviderGiven, client_of, provider, provider_row, set_provider
from houvast.foundation.accounts.errors import ProviderUnreachable
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.web.beheer.forms import ProviderForm
from houvast.web.beheer.screen import ADMINISTRATORS, Screen, form_page, posted
from houvast.web.doors import door
from houvast.web.request import Request


@door(roles=ADMINISTRATORS, fresh="always")
def provider_view(request: Request) -> HttpResponse:
    """Address, name and secret at the provider; the secret is never shown again."""
    row = provider_row(enabled_only=False)
    initial: dict[str, Any] = {"version": 0, "enabled": False}
    if row is not None:
        names = ("version", "label", "issuer", "client_id", "trusted_acr", "enabled")
        initial = {name: getattr(row, name) for name in names}
    form = ProviderForm(posted(request), initial=initial, has_secret=bool(row and row.client_secret))
    screen = Screen(
        "Inloggen met je eigen dienst",
        reverse("beheer:provider"),
        "people",
        template="beheer/provider.html",
        more={"row": row, "back_address": request.build_absolute_uri(reverse("elsewhere_back"))},
    )

    def save() -> None:
        given = form.values()
        set_provider(request.actor, ProviderGiven(**given), form.cleaned_data["version"] or None, request.clock)

    return form_page(request, screen, form, save)


@door(roles=ADMINISTRATORS, fresh="changes")
@require_POST
def try_provider_view(request: Request) -> HttpResponse:
    """Ask the provider who it is, without anybody signing in."""
    row = provider_row(enabled_only=False)
    if row is None:
        raise Http404
    try:
        messages.success(request, provider().reach(client_of(row)))
    except ProviderUnreachable as trouble:
        messages.error(request, trouble.text)
    audit.changed(request.actor, request.clock, "provider.tried", Seen("staff_provider", row.id, classes=("A",)))
    return redirect("beheer:provider")
