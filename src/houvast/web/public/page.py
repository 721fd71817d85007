"""Fills the page object with the public facts of the house (setting HOUVAST_PAGE_FILLERS)."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, resolve, reverse
from django.urls.exceptions import Resolver404
from django.utils import translation

from houvast.foundation.organisations.models import Municipality
from houvast.foundation.words import phone_words, tel
from houvast.web.public.house import house_of, speak
from houvast.web.public.words import week_line
from houvast.web.request import Request
from houvast.web.ui import theme
from houvast.web.ui.page import STAFF_PATHS, Language, PageContext, own_name
from houvast.web.ui.views import theme_of

VIA = "via"  # ?via=<code>: the poster or card somebody came by; in the address, so that nothing is kept in a browser
CHOSEN = "taal"  # ?taal=nl: this language was chosen by hand, so `/` does not ask the browser


def fill(request: Request, page: PageContext) -> None:
    """Names, phone, hours, links, languages and theme. Staff pages get no hours and no languages."""
    organisation = getattr(request, "organisation", None)
    if organisation is None:
        return
    page.organisation, page.service, page.demo = organisation.name, organisation.service_name, organisation.demo
    municipality = request.municipality
    if municipality is not None:
        page.municipality = _place(request, municipality)
        page.phone, page.phone_tel = phone_words(municipality.phone), tel(municipality.phone)
        page.theme_url = theme.address(theme_of(municipality))
    if request.path.startswith(STAFF_PATHS):
        return
    speak(request)
    page.language = translation.get_language() or "nl"
    house = house_of(request)
    page.hours = week_line(house.phone_week) if house.phone_week.known else ""
    page.home_url = reverse("public:start")
    page.accessibility_url, page.privacy_url = reverse("public:accessibility"), reverse("public:privacy")
    page.complaint_url, page.code_url = reverse("public:complaint"), reverse("resident:come_back")
    page.leave_url = reverse("public:leave") if organisation.quick_exit_url else ""
    if getattr(request, "fell_back", False):
        page.flags |= {"interpreter"}
    page.unreviewed = page.language in house.unreviewed
    asked = getattr(request, "fell_back", "") or page.language
    page.speaker_phone = house.speaker(asked) or (municipality.phone if municipality is not None else "")
    page.languages = languages_of(request)


def _place(request: Request, municipality: Municipality) -> str:
    if not request.municipality_by_host and len(request.municipalities) > 1:
        return str(request.organisation.name)
    name = str(municipality.name)
    return name if name.lower().startswith("gemeente") else f"Gemeente {name}"


def languages_of(request: Request) -> tuple[Language, ...]:
    """This page in every offered language; the start page where an address has no twin."""
    current = translation.get_language() or "nl"
    return tuple(
        Language(code, own_name(code), _in_language(request, code), code == current)
        for code in house_of(request).languages
    )


def _in_language(request: Request, code: str) -> str:
    with translation.override(code):
        try:
            match = getattr(request, "resolver_match", None) or resolve(request.path_info)
            url = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except (NoReverseMatch, Resolver404):
            url = reverse("public:start")
        if url == reverse("public:start"):
            return f"{url}?{CHOSEN}={code}"
        via = request.GET.get(VIA, "") if url == reverse("public:reach") else ""
        return f"{url}?{urlencode({VIA: via})}" if via else url
