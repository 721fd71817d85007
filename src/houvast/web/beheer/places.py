"""Where people can come, and when the doors are open."""

import datetime as dt
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houvast.foundation.organisations import services
from houvast.foundation.organisations.hours import stretches, week_of
from houvast.foundation.organisations.models import Door, Location, Municipality, OpeningHours
from houvast.foundation.organisations.services import DAYS, Window
from houvast.foundation.words import time_words
from houvast.web.beheer.fields import WeekForm, week_words
from houvast.web.beheer.forms import LocationForm, NewLocationForm
from houvast.web.beheer.screen import ADMINISTRATORS, Screen, form_page, posted
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui.page import page_of

LOCATION = ("name", "street", "postcode", "city", "directions", "languages", "version")
DOORS = {"inloop": Door.WALK_IN, "afspraak": Door.VISIT}
HOW = "Schrijf tijden zo: 9.00-12.00, 13.00-17.00. Laat leeg als het die dag dicht is."


@door(roles=ADMINISTRATORS)
def places_view(request: Request) -> HttpResponse:
    """Every municipality with its phone hours and its places."""
    rows = list(OpeningHours.objects.all())
    locations = list(Location.objects.filter(valid_until__isnull=True).order_by("name"))
    towns = [
        {
            "municipality": town,
            "phone": _lines(rows, town.id, Door.PHONE, None),
            "locations": [
                {
                    "row": place,
                    "walk_in": _lines(rows, town.id, Door.WALK_IN, place.id),
                    "visit": _lines(rows, town.id, Door.VISIT, place.id),
                }
                for place in locations
                if place.municipality_id == town.id
            ],
        }
        for town in request.municipalities
    ]
    page_of(request).menu_key = "places"
    return render(request, "beheer/places.html", {"towns": towns})


def _lines(rows: list[OpeningHours], municipality_id: UUID, opened: Door, location_id: UUID | None) -> list[str]:
    """ "maandag t/m vrijdag 9.00-17.00", one line per run of days."""
    week = week_of([row for row in rows if row.municipality_id == municipality_id], opened, location_id)
    lines = []
    for stretch in stretches(week):
        days = (
            DAYS[stretch.first] if stretch.first == stretch.last else f"{DAYS[stretch.first]} t/m {DAYS[stretch.last]}"
        )
        spans = ", ".join(f"{time_words(opens)}-{time_words(closes)}" for opens, closes in stretch.windows)
        lines.append(f"{days} {spans}")
    return lines


@door(roles=ADMINISTRATORS)
def phone_hours_view(request: Request, municipality_id: UUID) -> HttpResponse:
    """When somebody picks up the phone."""
    town = get_object_or_404(Municipality, pk=municipality_id)
    return _week_page(request, town, Door.PHONE, None, f"Telefoontijden van {town.name}")


@door(roles=ADMINISTRATORS)
def location_hours_view(request: Request, location_id: UUID, door_name: str) -> HttpResponse:
    """When a place is open, without or with an appointment."""
    place = get_object_or_404(Location.objects.select_related("municipality"), pk=location_id)
    if door_name not in DOORS:
        raise Http404
    words = "Inloop" if door_name == "inloop" else "Op afspraak"
    return _week_page(request, place.municipality, DOORS[door_name], place.id, f"{words}: {place.name}")


def _week_page(
    request: Request, town: Municipality, opened: Door, location_id: UUID | None, heading: str
) -> HttpResponse:
    stands = [
        Window(row.weekday, row.opens, row.closes)
        for row in OpeningHours.objects.filter(municipality=town, door=opened)
        if row.location_id == location_id
    ]
    form = WeekForm(posted(request), initial=week_words(stands))
    screen = Screen(heading, reverse("beheer:places"), "places", lead=HOW)
    return form_page(
        request,
        screen,
        form,
        lambda: services.set_hours(
            request.actor, town.id, opened, form.windows(), request.clock, location_id=location_id
        ),
    )


@door(roles=ADMINISTRATORS)
def new_location_view(request: Request, municipality_id: UUID) -> HttpResponse:
    """A further place."""
    town = get_object_or_404(Municipality, pk=municipality_id)
    form = NewLocationForm(posted(request), initial={"city": town.name, "languages": ["nl"]})
    screen = Screen(f"Nieuwe locatie in {town.name}", reverse("beheer:places"), "places", "Voeg toe")
    return form_page(
        request, screen, form, lambda: services.add_location(request.actor, town.id, form.values(), request.clock)
    )


@door(roles=ADMINISTRATORS)
def location_view(request: Request, location_id: UUID) -> HttpResponse:
    """Name and address of a place; it can be closed for good."""
    place = get_object_or_404(Location, pk=location_id)
    closing = request.method == "POST" and "close" in request.POST
    form = ClosableLocationForm(posted(request), initial={name: getattr(place, name) for name in LOCATION})
    screen = Screen(
        place.name,
        reverse("beheer:places"),
        "places",
        template="beheer/location.html",
        more={"location": place},
        done="Deze locatie is gesloten. Inwoners zien haar niet meer." if closing else "Bewaard.",
    )

    def save() -> None:
        yesterday = request.clock.today() - dt.timedelta(days=1)  # its last whole day: from now on nobody sees it
        values = {"valid_until": yesterday} if closing else form.values()
        services.update_location(request.actor, place.id, form.cleaned_data["version"], values, request.clock)

    return form_page(request, screen, form, save)


class ClosableLocationForm(LocationForm):
    """A place, with the button that closes it."""

    also_known = frozenset({"close"})
