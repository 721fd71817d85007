"""Lists: my day (W1), the queue, crisis, search (W13). Parse, ask, show."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from houvast.casework.dossier.queries import GROUPS, DayPlace, my_day
from houvast.casework.dossier.search import TooShort, search
from houvast.casework.referrals.concerns import beside_the_queue
from houvast.casework.signup.queries import Place, queue
from houvast.foundation.accounts.models import Account, Density, Role
from houvast.foundation.jobs.queries import parked_tasks
from houvast.foundation.words import day_words
from houvast.web.counsellor import present
from houvast.web.counsellor.queue import TAKE_UP_FORM, rows_of
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui import shapes
from houvast.web.ui.page import page_of

CASEWORKERS = (Role.COUNSELLOR, Role.TEAM_LEAD)
SIGNUP_ROLES = (Role.COUNSELLOR, Role.TEAM_LEAD, Role.ADMINISTRATION)
PAGE = 50


@door(roles=CASEWORKERS)
def my_day_view(request: Request) -> HttpResponse:
    """W1: who first?"""
    group = request.GET.get("groep", "")
    group = group if group in GROUPS else ""
    after = DayPlace.read(request.GET.get("na", ""))
    day = my_day(request.actor, request.clock, group=group, after=after, limit=PAGE)
    today = request.clock.today()
    request.late = day.counts["late"]
    page_of(request).menu_key = "my_day"
    return render(
        request,
        "counsellor/my_day.html",
        {
            "groups": present.work_groups(day, today),
            "filters": present.day_filters(day, group),
            "heading": day_words(today).capitalize(),
            "total": day.total,
            "urgent": day.counts["late"] + day.counts["today"],
            "next_due": day.next_due,
            "next": present.next_page(group, day.further) if day.further else "",
            "beyond": after is not None and not day.rows,
            "parked": parked_tasks(request.actor, request.clock, limit=5) if not group and after is None else [],
        },
    )


def page_number(request: Request) -> int:
    """The page asked for, from 1; anything that is not one is the first."""
    typed = request.GET.get("pagina", "")
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 1


@door(roles=tuple(Role))
def density_view(request: Request) -> HttpResponse:
    """Keep the height of rows for this person."""
    density = request.POST.get("density", "")
    if request.method == "POST" and density in Density.values:
        Account.objects.filter(pk=request.actor.account).update(density=density)
    return redirect(safe_back(request))


def safe_back(request: Request) -> str:
    """Where a small button was pressed, if that is one of our own pages."""
    came_from = request.META.get("HTTP_REFERER", "")
    own = f"{request.scheme}://{request.get_host()}/"
    return came_from.removeprefix(own[:-1]) if came_from.startswith(own) else "/werk/"


@door(roles=SIGNUP_ROLES)
def queue_view(request: Request) -> HttpResponse:
    """The sign-ups that wait for contact or a first talk."""
    return _queue(request, only_crisis=False)


@door(roles=SIGNUP_ROLES)
def crisis_view(request: Request) -> HttpResponse:
    """Only those with a threat."""
    return _queue(request, only_crisis=True)


def _queue(request: Request, *, only_crisis: bool) -> HttpResponse:
    after = Place.read(request.GET.get("na", ""))
    page = queue(request.actor, request.clock, after=after, only_crisis=only_crisis, limit=PAGE)
    page_of(request).menu_key = "queue"
    aside, concerns = beside_the_queue()
    context: dict[str, Any] = {
        "rows": rows_of(page.rows, request.clock.today()) if page.rows else "",
        "take_up_form": TAKE_UP_FORM,
        "tiles": _tiles(page.tiles),
        "open": page.tiles.open,
        "without_owner": page.tiles.without_owner,
        "more": page.more.text() if page.more else "",
        "only_crisis": only_crisis,
        "further": after is not None,
        "aside": aside,
        "concerns": concerns if set(CASEWORKERS) & set(request.actor.roles) else 0,
    }
    return render(request, "counsellor/queue.html", context)


def _tiles(tiles: Any) -> list[shapes.Tile]:
    by = f"gesprek uiterlijk {day_words(tiles.crisis_by)}" if tiles.crisis_by else "geen crisis nu"
    return [
        shapes.Tile("Open aanmeldingen", str(tiles.open), "tot het eerste gesprek"),
        shapes.Tile("Zonder eigenaar", str(tiles.without_owner), "pak er een op"),
        shapes.Tile("Sinds vrijdag 17.00 uur", str(tiles.since_closing), f"{tiles.in_weekend} in het weekend"),
        shapes.Tile("Crisis", str(tiles.crisis), by),
    ]


@door(roles=SIGNUP_ROLES)
def search_view(request: Request) -> HttpResponse:
    """W13. Asked by POST, so that no name or number stands in an address."""
    typed = request.POST.get("q", "")[:100] if request.method == "POST" else ""
    context: dict[str, Any] = {"typed": typed, "asked": bool(typed.strip())}
    page_of(request).search_value = typed
    if typed.strip():
        try:
            result = search(request.actor, typed.replace("\x00", ""), request.clock)
        except TooShort as refusal:
            context["too_short"] = refusal.text
            return render(request, "counsellor/search.html", context, status=422)
        context |= {"result": result, "hits": result.hits}
    return render(request, "counsellor/search.html", context)


def tell(request: Request, words: str) -> None:
    """A short message on the next page."""
    messages.success(request, words)
