"""Behind a partner's own secret link: received, spoken, appointment, with their days. Nothing else, to nobody else."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from houvast.casework.referrals.errors import LinkGone
from houvast.casework.referrals.partner import Followed, confirm, follow
from houvast.foundation.limits.services import hit
from houvast.web.doors import door
from houvast.web.errors import TooOften
from houvast.web.public.house import spoken
from houvast.web.public.words import in_words
from houvast.web.request import Request

LOOKS, WINDOW = 30, dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Step:
    """One of the three: done with its day, or not yet."""

    label: str
    day: str


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def follow_view(request: Request, token: str) -> HttpResponse:
    """Opening the link changes nothing; the button confirms the address. Unknown, ended and over: one and the same."""
    counted = hit(f"partner:link:{request.actor.origin}", LOOKS, WINDOW, request.clock)
    if not counted.allowed:
        raise TooOften(retry_after=counted.retry_after)
    try:
        if request.method == "POST":
            confirm(request.actor, token, request.clock)
            return redirect("partner:follow", token)
        shown = follow(request.actor, token, request.clock)
    except LinkGone as gone:
        raise Http404 from gone
    context = {"confirmed": shown.confirmed, "steps": _steps(shown), "until": in_words(shown.keeps_contact_until)}
    response = render(request, "partner/follow.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _steps(shown: Followed) -> list[Step]:
    days = ((_("Ontvangen"), shown.received_on), (_("Gesproken"), shown.spoken_on))
    steps = [Step(label, in_words(day) if day else "") for label, day in days]
    meets = in_words(shown.appointment_on) if shown.appointment_on else ""
    return [*steps, Step(_("Afspraak gemaakt"), meets)]
