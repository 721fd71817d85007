"""The first page of the administrator: what is still missing, and how the house is doing."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from houvast.foundation.accounts import people
from houvast.foundation.accounts.models import Role
from houvast.foundation.accounts.reviews import to_review
from houvast.foundation.jobs.services import parked
from houvast.foundation.organisations.models import Door, Location, OpeningHours
from houvast.web.beheer.outside import checks_of
from houvast.web.beheer.screen import ADMINISTRATORS
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui import shapes
from houvast.web.ui.page import page_of


@door(roles=ADMINISTRATORS)
def overview_view(request: Request) -> HttpResponse:
    """What to do first."""
    staff = people.staff_on(request.clock.today())
    checks = checks_of(request)
    red = [one for one in checks if one["state"] == "red"]
    stuck = parked(request.actor, request.clock).count()
    tiles = [
        shapes.Tile("Medewerkers", str(len(staff)), "met een rol vandaag", reverse("beheer:people")),
        shapes.Tile("Gemeenten", str(len(request.municipalities)), "waar wij voor werken",
                    reverse("beheer:municipalities")),
        shapes.Tile("Geparkeerd", str(stuck), "berichten die niet weg konden", reverse("beheer:parked")),
        shapes.Tile("Koppelingen", str(len(red)), "werken niet", reverse("beheer:connections")),
    ]  # fmt: skip
    page_of(request).menu_key = "overview"
    context = {"missing": missing(request, staff), "tiles": tiles, "checks": checks,
               "waiting": people.waiting(), "to_review": to_review(request.actor, request.clock)}  # fmt: skip
    return render(request, "beheer/overview.html", context)


def missing(request: Request, staff: Sequence[people.Colleague]) -> list[shapes.TaskRow]:
    """What a new organisation still has to fill in, in the order of doing."""
    hours = set(OpeningHours.objects.filter(door=Door.PHONE).values_list("municipality_id", flat=True))
    places = set(Location.objects.filter(valid_until__isnull=True).values_list("municipality_id", flat=True))
    found = []
    for town in request.municipalities:
        if not town.phone:
            url = reverse("beheer:municipality", args=[town.id])
            found.append(_task(f"Vul het telefoonnummer van {town.name} in. Inwoners zien het op elke pagina.", url))
        if town.id not in hours:
            url = reverse("beheer:phone_hours", args=[town.id])
            found.append(_task(f"Vul in wanneer jullie bereikbaar zijn voor {town.name}.", url))
        if town.id not in places:
            url = reverse("beheer:new_location", args=[town.id])
            found.append(_task(f"Voeg een locatie toe in {town.name}. Daar kunnen mensen binnenlopen.", url))
    roles = {role.role for one in staff for role in one.roles}
    if Role.COUNSELLOR not in roles:
        found.append(_task("Nodig een schuldhulpverlener uit. Die belt de eerste inwoner.", reverse("beheer:invite")))
    return found


def _task(words: str, url: str) -> shapes.TaskRow:
    return shapes.TaskRow(words, url=url)
