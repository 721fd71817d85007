"""Finding a setting or a text: the pages of the menu, what belongs to a municipality, places, and the texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from houvast.foundation.organisations.models import Location, Team
from houvast.foundation.texts.catalogue import KINDS
from houvast.foundation.texts.models import TextVersion
from houvast.web.beheer.screen import ADMINISTRATORS
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui.page import page_of

MOST, SHORTEST = 30, 2


@dataclass(frozen=True)
class Place:
    """Something that can be opened: its name, what it is, and further words it is found by."""

    name: str
    kind: str
    url: str
    words: str = ""


# Further words people look for, by the address of the page.
PAGES = {
    "overview": ("Overzicht", "nog te doen stand van zaken"),
    "organisation": ("Organisatie", "naam afzender e-mail sms snel weg aanspreken u je"),
    "theme_here": ("Huisstijl", "kleur kleuren logo hoeken contrast merkkleur accent thema"),
    "municipalities": ("Gemeenten", "gemeentecode telefoonnummer postcode goede vrijdag feestdagen"),
    "places": ("Locaties en tijden", "openingstijden inloop adres balie telefoontijden avond"),
    "interpreters": ("Tolken", "tolk taal talen uren gesprek"),
    "terms": ("Termijnen", "werkdagen dagen klok belofte wgs intake gesprek dreiging crisis"),
    "figures": ("Bedragen", "normen nieuwe bedragen januari juli periode goedkeuren terugdraaien"),
    "vtlb": ("Keuzes voor het VTLB", "vtlb rekenen arbeidstoeslag reserveringstoeslag eigen risico 95% correctie norm"),
    "texts": ("Teksten", "brief sms e-mail pagina b1 versie"),
    "languages": ("Talen", "vertaling nakijken makkelijk arabisch engels turks pools oekraïens tigrinya goedgekeurd"),
    "people": ("Medewerkers en rollen", "collega rol beheerder team uitnodigen toegang"),
    "review": ("Kloppen de rollen nog?", "controle rechten rol kwartaal nakijken toegang uit"),
    "provider": ("Eigen inlogdienst", "inloggen openid connect sso gemeente-account"),
    "sent": ("Verzonden", "berichten uit logboek"),
    "parked": ("Geparkeerd", "bericht mislukt opnieuw"),
    "connections": ("Koppelingen", "sms e-mail verbinding werkt test"),
}
OF_A_TOWN = {
    "municipality": ("Naam en nummers", "telefoonnummer gemeentecode goede vrijdag"),
    "theme": ("Huisstijl", "kleur kleuren hoeken contrast"),
    "phone_hours": ("Telefoontijden", "openingstijden bereikbaar avond"),
    "postcodes": ("Postcodes", "postcode gebied"),
    "offers": ("Talen", "vertaling kiezen"),
}


@door(roles=ADMINISTRATORS)
def search_view(request: Request) -> HttpResponse:
    """Every word that was typed must be found; nothing of residents is searched here."""
    typed = (request.POST if request.method == "POST" else request.GET).get("q", "").replace("\x00", "")[:100].strip()
    asked = len(typed) >= SHORTEST
    found = [one for one in _places(request) if _fits(one, typed)][: MOST + 1] if asked else []
    page_of(request).search_value = typed
    context = {"typed": typed, "asked": asked, "found": found[:MOST], "more": len(found) > MOST}
    return render(request, "beheer/search.html", context, status=200 if asked or not typed else 422)


def _fits(place: Place, typed: str) -> bool:
    everything = f"{place.name} {place.kind} {place.words}".lower()
    return all(word in everything for word in typed.lower().split())


def _places(request: Request) -> Iterator[Place]:
    for name, (label, words) in PAGES.items():
        yield Place(label, "instelling", reverse(f"beheer:{name}"), words)
    for town in request.municipalities:
        for name, (label, words) in OF_A_TOWN.items():
            yield Place(f"{label} van {town.name}", "gemeente", reverse(f"beheer:{name}", args=[town.id]), words)
    for place in Location.objects.filter(valid_until__isnull=True).order_by("name"):
        yield Place(place.name, "locatie", reverse("beheer:location", args=[place.id]), f"{place.street} {place.city}")
    for team in Team.objects.order_by("name"):
        yield Place(f"Team {team.name}", "team", reverse("beheer:team", args=[team.id]))
    bodies: dict[str, list[str]] = {}
    for version in TextVersion.objects.filter(language="nl").only("key", "subject", "body"):
        bodies.setdefault(version.key, []).extend((version.subject, version.body))
    for key, kind in KINDS.items():
        words = f"{key} {' '.join(bodies.get(key, ()))}"
        yield Place(kind.name, "tekst", reverse("beheer:text", args=[key]), words)
