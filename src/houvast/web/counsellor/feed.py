"""The calendar of a colleague in his own calendar program."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houvast.casework.planning.errors import PlanningError
from houvast.casework.planning.feed import FeedGone, FeedTooOften, feed_since, new_feed, read_feed, revoke_feed
from houvast.web.counsellor.lists import SIGNUP_ROLES
from houvast.web.doors import door
from houvast.web.errors import TooOften
from houvast.web.middleware.actor import origin_of
from houvast.web.request import Request
from houvast.web.ui.page import page_of


@door(roles=SIGNUP_ROLES, fresh="changes")
def feed_view(request: Request) -> HttpResponse:
    """Make the secret address (shown once), or revoke it."""
    page_of(request).menu_key = "planning"
    address = ""
    if request.method == "POST" and "weg" in request.POST:
        try:
            revoke_feed(request.actor, request.clock)
            messages.success(request, "Het adres werkt niet meer.")
        except PlanningError as refusal:
            messages.warning(request, refusal.text)
        return redirect("counsellor:feed")
    if request.method == "POST":
        token = new_feed(request.actor, request.clock, request.randomness)
        address = request.build_absolute_uri(reverse("counsellor:calendar", args=[token]))
    context = {"since": feed_since(request.actor), "address": address}
    return render(request, "counsellor/feed.html", context)


@door(public=True)
@require_safe
def calendar_view(request: Request, token: str) -> HttpResponse:
    """The file itself: no session, only the secret in the address."""
    try:
        content = read_feed(token, origin_of(request), request.clock)
    except FeedGone as gone:
        raise Http404 from gone
    except FeedTooOften as often:
        raise TooOften(retry_after=often.retry_after) from often
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="agenda.ics"'
    answer["Cache-Control"] = "no-store"
    return answer
