"""The living page of the components, and the style sheet of a municipality's theme."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from houvast.foundation.accounts.models import Role
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui import living, theme
from houvast.web.ui.page import Language, own_name, page_of

A_YEAR = 365 * 24 * 3600
STATES = ("gevuld", "fout", "leeg", "lang")


def theme_of(municipality: Any) -> theme.Theme:
    """The theme in a row of Municipality."""
    return theme.Theme(
        brand=municipality.theme_brand,
        brand_dark=municipality.theme_brand_dark,
        sun=municipality.theme_sun,
        radius=municipality.theme_radius,
    )


@door(public=True)
def theme_css(request: Request, fingerprint: str) -> HttpResponse:
    """`/thema/<hash>.css`: the hash says which of this organisation's municipalities it is; kept for a year."""
    for municipality in getattr(request, "municipalities", ()):
        found = theme_of(municipality)
        if theme.fingerprint(found) == fingerprint:
            response = HttpResponse(theme.css(found), content_type="text/css; charset=utf-8")
            response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
            return response
    raise Http404


def _only_for_makers(request: Request) -> None:
    actor = getattr(request, "actor", None)
    if not (settings.DEBUG or getattr(settings, "DEMO", False) or Role.ADMINISTRATOR in getattr(actor, "roles", ())):
        raise Http404


def _state(request: Request) -> str:
    wanted = request.GET.get("staat", STATES[0])
    if wanted not in STATES:
        raise Http404
    return wanted


@door(public=True)
def index(request: Request) -> HttpResponse:
    """Colours, letters, marks, icons and pictures, with the way to the other pages."""
    _only_for_makers(request)
    return render(request, "ui/living/index.html", {**living.marks(), "states": STATES})


@door(public=True)
def resident_page(request: Request, language: str) -> HttpResponse:
    """Every component of the resident in one language and one state."""
    _only_for_makers(request)
    state = _state(request)
    if language not in living.LANGUAGES:
        raise Http404
    with translation.override(language):
        page = page_of(request)
        page.language = language
        page.leave_shown, page.leave_url = True, page.leave_url or "https://www.example.org/"
        page.languages = tuple(
            Language(code, own_name(code), reverse("ui:resident", args=[code]), code == language)
            for code in living.LANGUAGES
        )
        page.phone = page.phone or living.PHONE
        page.municipality = page.municipality or "Gemeente Voorbeeldstad"
        content = {**living.resident(language, state), "state": state}
        return render(request, "ui/living/resident.html", content)


@door(public=True)
def staff_page(request: Request) -> HttpResponse:
    """Every component of staff in one state."""
    _only_for_makers(request)
    state = _state(request)
    page = page_of(request)
    living.dress_staff(page)
    density = request.GET.get("dichtheid", "dicht")
    page.density = density if density in ("dicht", "gewoon", "ruim") else "dicht"
    return render(request, "ui/living/staff.html", {**living.staff(state), "state": state})
