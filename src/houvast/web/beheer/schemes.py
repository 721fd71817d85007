"""B2: the schemes of the municipalities: what they give, to whom, where it stands and who looked when."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houvast.foundation.accounts.queries import names_of
from houvast.foundation.organisations.errors import SchemeRefused, SettingError
from houvast.foundation.organisations.models import SchemeVersion
from houvast.foundation.organisations.schemes import (
    add_scheme,
    change_scheme,
    is_stale,
    look_again,
    scheme_history,
    scheme_list,
    scheme_of,
    stop_scheme,
)
from houvast.web.beheer.scheme_forms import AT, HOMES, KIND_NAMES, ChangeSchemeForm, SchemeForm, initial_of
from houvast.web.beheer.screen import ADMINISTRATORS, Screen, form_page, posted
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui.page import page_of

MENU = "schemes"
DONE = {
    "klopt": "Bijgehouden: jij las dit vandaag na.",
    "stop": "De regeling is gestopt. Wat er stond, blijft te lezen.",
}


@door(roles=ADMINISTRATORS)
def schemes_view(request: Request) -> HttpResponse:
    """Every scheme with what it gives, and which were not looked at for half a year."""
    page_of(request).menu_key = MENU
    today = request.clock.today()
    versions = scheme_list(request.actor, request.clock)
    rows = [(one, KIND_NAMES[one.kind], _gives(one), not one.stopped and is_stale(one, today)) for one in versions]
    context = {"rows": rows, "stale": sum(row[-1] for row in rows), "today": today}
    return render(request, "beheer/schemes.html", context)


@door(roles=ADMINISTRATORS)
def new_scheme_view(request: Request) -> HttpResponse:
    """Write down a further scheme."""
    towns = list(request.municipalities)
    today = request.clock.today()
    initial = {"checked_on": today, "valid_from": today, "municipality_id": str(towns[0].id) if towns else ""}
    form = SchemeForm(posted(request), municipalities=towns, initial=initial)
    screen = Screen(
        "Nieuwe regeling", reverse("beheer:schemes"), MENU, "Voeg toe",
        lead="Schrijf over wat er in de verordening of op de pagina van de gemeente staat. Bij elke uitkomst staat "
             "waar het vandaan komt en wie het wanneer nalas.",
        done="De regeling staat erbij. De checklist van tegemoetkomingen rekent er nu mee.",
    )  # fmt: skip

    def save() -> None:
        with _at_its_field():
            add_scheme(request.actor, form.wanted(), request.clock)

    return form_page(request, screen, form, save)


@door(roles=ADMINISTRATORS)
def scheme_view(request: Request, scheme_id: UUID) -> HttpResponse:
    """One scheme: change it, say that it still holds, stop it, and read what stood before."""
    versions = scheme_history(request.actor, scheme_id, request.clock)
    if not versions:
        raise Http404
    last = versions[0]
    form = ChangeSchemeForm(posted(request), municipalities=list(request.municipalities), initial=initial_of(last))
    names = names_of(one.decided_by for one in versions if one.decided_by)
    screen = Screen(
        last.name, reverse("beheer:schemes"), MENU, template="beheer/scheme.html",
        more={
            "last": last,
            "stale": not last.stopped and is_stale(last, request.clock.today()),
            "versions": [(one, _by(one, names), _gives(one)) for one in versions],
        },
    )  # fmt: skip

    def save() -> None:
        with _at_its_field():
            change_scheme(request.actor, scheme_id, form.cleaned_data["version"], form.wanted(), request.clock)

    return form_page(request, screen, form, save)


@door(roles=ADMINISTRATORS)
@require_POST
def scheme_on_view(request: Request, scheme_id: UUID) -> HttpResponse:
    """It still holds, or it stops."""
    verb = {"klopt": look_again, "stop": stop_scheme}.get(request.POST.get("answer", ""))
    number = request.POST.get("number", "")
    if verb is None or not number.isdecimal() or len(number) > 9:
        raise Http404
    try:
        verb(request.actor, scheme_id, int(number), request.clock)
    except SchemeVersion.DoesNotExist as missing:
        raise Http404 from missing
    except SettingError as refusal:
        messages.warning(request, refusal.text)
        return redirect("beheer:scheme", scheme_id)
    messages.success(request, DONE[request.POST["answer"]])
    return redirect("beheer:schemes")


@contextmanager
def _at_its_field() -> Iterator[None]:
    """A refusal of the rules beside the field of the screen."""
    try:
        yield
    except SchemeRefused as refusal:
        raise SchemeRefused(refusal.text, AT.get(refusal.field, refusal.field)) from refusal


def _by(version: SchemeVersion, names: dict[UUID, str]) -> str:
    """Who wrote it down; the example data has nobody."""
    return names.get(version.decided_by, "") if version.decided_by else "voorbeeld"


def _gives(version: SchemeVersion) -> list[str]:
    """What it comes down to, in a few words each."""
    scheme = scheme_of(version)
    words = [f"tot {(scheme.income_pct * 100).dutch(0)}% van de norm"]
    if version.kind == "bijzondere_bijstand":
        words.append("betaalt kosten")
    words += [f"€ {amount.dutch()} {HOMES[home]}" for home, amount in scheme.amounts.items() if amount > 0]
    if scheme.per_child > 0:
        words.append(f"€ {scheme.per_child.dutch()} per kind")
    return words
