"""Posters and cards: the spots where they are, the paper to print, and what each spot brings."""

import io
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import segno
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_POST, require_safe

from houvast.foundation.organisations import signposts
from houvast.foundation.organisations.errors import Stale
from houvast.foundation.organisations.models import Municipality, Signpost
from houvast.foundation.paper import PaperError, print_pdf
from houvast.foundation.texts.services import BadText, Chosen, choose_many, paragraphs
from houvast.foundation.texts.services import render as fill_text
from houvast.foundation.words import phone_words
from houvast.promise.numbers import numbers_to_share
from houvast.web.beheer.screen import ADMINISTRATORS, Screen, form_page, posted
from houvast.web.doors import door
from houvast.web.errors import Conflict, Unavailable
from houvast.web.request import Request
from houvast.web.ui.forms import HouvastForm
from houvast.web.ui.page import own_name, page_of

# The languages whose letters our paper has; each poster is in one of them.
LANGUAGES: Final = ("nl", "en", "ar", "tr", "pl", "uk", "ti")
NAMES: Final = {
    "nl": "Nederlands", "en": "Engels", "ar": "Arabisch", "tr": "Turks", "pl": "Pools", "uk": "Oekraïens",
    "ti": "Tigrinya",
}  # fmt: skip
SIZES: Final = {"a4": "Poster (A4)", "a6": "Kaartje (A6)"}
FILES: Final = {"a4": "poster", "a6": "kaartje"}
KEYS: Final = tuple(f"page.poster.{part}" for part in ("question", "lines", "scan", "call"))
FROM_RIGHT: Final = ("ar",)
NOT_APPROVED = "Deze vertaling is nog niet goedgekeurd. Keur eerst de teksten van de poster goed, bij Teksten."


class SpotForm(HouvastForm):
    """Where the poster hangs or the cards lie."""

    name = forms.CharField(
        label="Naam van de plek",
        max_length=80,
        help_text="Zo herken je de plek in de cijfers, bijvoorbeeld: Huisarts De Linde.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class NewSpotForm(SpotForm):
    """A further spot, in one of the municipalities."""

    version = None  # type: ignore[assignment]  # Django's way to leave out a field
    municipality = forms.ChoiceField(label="Gemeente", help_text="Van deze gemeente staan naam en telefoonnummer erop.")

    def __init__(self, *args: Any, municipalities: list[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice("municipality").choices = [(str(one.id), one.name) for one in municipalities]


@dataclass(frozen=True)
class Sheet:
    """One thing to print: its size and language, or why it cannot be printed now."""

    label: str
    url: str
    note: str = ""


@door(roles=ADMINISTRATORS)
def posters_view(request: Request) -> HttpResponse:
    """Every spot with its code, and what the spots brought in the settled quarters."""
    page_of(request).menu_key = "posters"
    spots = list(Signpost.objects.select_related("municipality").order_by("valid_until", "name"))
    told = numbers_to_share(request.actor, "", None, request.clock)
    names = {f"place:{one.id}": one.name for one in spots} | {"place:": "website zonder poster of kaartje"}
    brought = [
        (_together([names.get(part, "") for part in group.parts]), group.signups)
        for group in (told.places if told else ())
    ]
    return render(
        request,
        "beheer/posters.html",
        {
            "spots": [(one, _address(request, one, "nl")) for one in spots],
            "brought": sorted(brought, key=lambda row: -(row[1] or 0)),
            "period": told.period if told else None,
        },
    )


def _together(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]} samen"


@door(roles=ADMINISTRATORS)
def new_spot_view(request: Request) -> HttpResponse:
    """A further spot; it gets its own code."""
    form = NewSpotForm(posted(request), municipalities=list(request.municipalities))
    screen = Screen("Nieuwe plek", reverse("beheer:posters"), "posters", "Voeg toe",
                    lead="Elke plek krijgt een eigen code. Zo zie je later hoeveel aanmeldingen er vandaan komen.",
                    done="De plek staat erbij. Print nu een poster of kaartjes.")  # fmt: skip

    def save() -> None:
        town = get_object_or_404(Municipality, pk=form.cleaned_data["municipality"])
        signposts.add_signpost(request.actor, town.id, form.cleaned_data["name"], request.clock, request.randomness)

    return form_page(request, screen, form, save)


@door(roles=ADMINISTRATORS)
def spot_view(request: Request, signpost_id: Any) -> HttpResponse:
    """One spot: its name, and its paper in each language."""
    spot = get_object_or_404(Signpost.objects.select_related("municipality"), pk=signpost_id)
    form = SpotForm(posted(request), initial={"name": spot.name, "version": spot.version})
    screen = Screen(
        spot.name,
        reverse("beheer:posters"),
        "posters",
        template="beheer/spot.html",
        more={"spot": spot, "sheets": _sheets(request, spot), "address": _address(request, spot, "nl")},
    )
    return form_page(
        request,
        screen,
        form,
        lambda: signposts.rename_signpost(
            request.actor, spot.id, form.cleaned_data["version"], form.cleaned_data["name"], request.clock
        ),
    )


@door(roles=ADMINISTRATORS)
@require_POST
def end_spot_view(request: Request, signpost_id: Any) -> HttpResponse:
    """No new paper for this spot; what hangs there keeps working."""
    spot = get_object_or_404(Signpost, pk=signpost_id)
    try:
        version = int(request.POST.get("version", ""))
    except ValueError:
        version = 0
    try:
        signposts.end_signpost(request.actor, spot.id, version, request.clock)
    except Stale as stale:
        messages.warning(request, stale.text)
        return redirect("beheer:spot", spot.id)
    messages.success(request, f"{spot.name} is gestopt. Wat er nog hangt, blijft werken en blijft meetellen.")
    return redirect("beheer:posters")


@door(roles=ADMINISTRATORS)
@require_safe
def paper_view(request: Request, signpost_id: Any, size: str, language: str) -> HttpResponse:
    """The poster or card of a spot as PDF."""
    spot = get_object_or_404(Signpost.objects.select_related("municipality"), pk=signpost_id, valid_until__isnull=True)
    if size not in SIZES or language not in LANGUAGES:
        raise Http404
    texts = _texts(request, language)
    if any(one.fell_back for one in texts.values()):
        raise Conflict(NOT_APPROVED)
    try:
        content = print_pdf("poster", _data(request, spot, size, language, texts), request.clock.today())
    except PaperError as error:
        raise Unavailable from error
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{FILES[size]}-{spot.code}-{language}.pdf"'
    return response


def _sheets(request: Request, spot: Signpost) -> list[Sheet]:
    sheets = []
    for language in LANGUAGES:
        texts = _texts(request, language)
        refused = any(one.fell_back for one in texts.values())
        draft = any(fill_text(one.version, _values(request, spot)).unapproved for one in texts.values())
        for size, label in SIZES.items():
            url = "" if refused else reverse("beheer:poster_paper", args=[spot.id, size, language])
            note = "nog niet goedgekeurd" if refused else "nog niet door een mens nagekeken" if draft else ""
            sheets.append(Sheet(f"{label} in het {NAMES[language]}", url, note))
    return sheets


def _texts(request: Request, language: str) -> dict[str, Chosen]:
    show = request.organisation.show_unapproved_translations
    try:
        return choose_many(list(KEYS), language, request.clock.now(), show_unapproved=show)
    except BadText as trouble:
        raise Conflict(str(trouble)) from trouble


def _values(request: Request, spot: Signpost) -> dict[str, str]:
    return {"dienst": request.organisation.service_name, "telefoon": phone_words(spot.municipality.phone)}


def _data(request: Request, spot: Signpost, size: str, language: str, texts: dict[str, Chosen]) -> dict[str, Any]:
    """What the template takes; the words of the organisation, in the reader's language."""
    filled = {key.rsplit(".", 1)[-1]: fill_text(one.version, _values(request, spot)) for key, one in texts.items()}
    address = _address(request, spot, language)
    lines = [[{"words": words, "bold": bold} for words, bold in one] for one in paragraphs(filled["lines"].body)]
    draft = any(one.unapproved for one in filled.values())
    return {
        "title": f"{filled['question'].body} {request.organisation.service_name} {spot.municipality.name}",
        "language": language,
        "direction": "rtl" if language in FROM_RIGHT else "ltr",
        "size": size,
        "service": f"{request.organisation.service_name} {spot.municipality.name}",
        "headline": filled["question"].body,
        "paragraphs": lines,
        "qr": _qr(address),
        "qr_words": f"{filled['scan'].body} {address}",
        "scan": filled["scan"].body,
        "call": filled["call"].body,
        "address": urlsplit(address).netloc + urlsplit(address).path,
        "phone": phone_words(spot.municipality.phone),
        "foot": f"{own_name(language)} · {spot.name} · {spot.code}",
        "mark": "vertaling nog niet nagekeken" if draft else "",
    }


def _address(request: Request, spot: Signpost, language: str) -> str:
    """The short address in the QR: of the municipality's own host where it has one."""
    with translation.override(language):
        path = reverse("public:poster", args=[spot.code])
    host = spot.municipality.host_name
    return f"https://{host}{path}" if host else request.build_absolute_uri(path)


def _qr(address: str) -> str:
    """The code as a drawing; paper is scratched and folded, so a quarter of it may be lost."""
    drawing = io.BytesIO()
    segno.make(address, error="q", micro=False).save(drawing, kind="svg", scale=4, border=2, xmldecl=False)
    return drawing.getvalue().decode()
