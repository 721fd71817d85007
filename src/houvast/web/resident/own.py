"""R4 on the light level: what now, when, who, must I act? Nothing classed stands on it (security.md 2)."""

import contextlib
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.casework.contact.quiet_period import quiet_now
from houvast.casework.dossier.errors import ClosedDossier, NotClosed, TalkHeld
from houvast.casework.dossier.services import reopen
from houvast.casework.dossier.usual import usual_days
from houvast.casework.letters.services import sent_to
from houvast.casework.letters.talk import own_talk
from houvast.casework.planning.queries import own_appointments
from houvast.casework.planning.services import end_help
from houvast.casework.signup.queries import resident_home
from houvast.foundation.clock import legal_day
from houvast.web import sessions
from houvast.web.doors import door
from houvast.web.kept_input import forget_typed, typed_before
from houvast.web.public.house import spoken
from houvast.web.public.views import forget
from houvast.web.public.words import in_words
from houvast.web.request import Request
from houvast.web.resident.forms import StopForm
from houvast.web.resident.now import delay_of, now_card, road_of
from houvast.web.resident.talk import lines_of

SENT_BY = {"sms": "message-circle", "mail": "mail"}
SENT_AT_HOME, TALK_AT_HOME = 3, 2


@door(resident="N1")
@require_safe
@spoken
def home(request: Request) -> HttpResponse:
    """The road of one resident."""
    mine = resident_home(request.actor, request.clock)
    if mine.stopped:
        return render(request, "resident/stopped.html", {"mine": mine})
    own = own_appointments(request.actor, request.clock)
    quiet = quiet_now(mine.dossier_id, request.clock.today())
    context = {
        "card": now_card(mine, own, quiet.until if quiet else None),
        "late": delay_of(request, mine),
        "road": road_of(request, mine, usual_days(request.clock), own.booked),
        "sent": sent_lines(mine.party_id)[:SENT_AT_HOME],
        "talk": lines_of(own_talk(request.actor, request.clock), request.clock.today())[:TALK_AT_HOME],
        "mine": mine,
    }
    return render(request, "resident/home.html", context)


def sent_lines(party_id: Any) -> list[dict[str, str]]:
    """That there was a message, when and by which way; never what was in it."""
    words = {"sms": _("Wij stuurden je een sms."), "mail": _("Wij stuurden je een e-mail.")}
    return [
        {"icon": SENT_BY.get(row.channel, "mail"), "words": words.get(row.channel, _("Wij stuurden je een bericht.")),
         "day": in_words(legal_day(row.made_at))}
        for row in sent_to(party_id)[:10]
    ]  # fmt: skip


@door(resident="N1")
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def stop(request: Request) -> HttpResponse:
    """Stopping: in own words, and never in one click. Coming back is always possible."""
    mine = resident_home(request.actor, request.clock)
    if mine.stopped:
        return redirect("resident:home")
    if request.method != "POST":
        initial = typed_before(request, StopForm)
        return render(request, "resident/stop.html", {"form": StopForm(initial=initial), "kept": bool(initial)})
    form = StopForm(request.POST)
    if form.is_valid():
        try:
            end_help(request.actor, mine.dossier_id, mine.party_id, form.cleaned_data["words"], request.clock)
        except TalkHeld:
            form.add_error(None, _("Wij praatten al samen. Bel ons, dan ronden wij het samen goed af."))
        except ClosedDossier:
            return redirect("resident:home")
        else:
            forget_typed(request)
            return redirect("resident:home")
    return render(request, "resident/stop.html", {"form": form}, status=400)


@door(resident="N1")
@require_POST
@spoken
def go_on(request: Request) -> HttpResponse:
    """Back again: the same file goes on."""
    actor = request.actor
    with contextlib.suppress(NotClosed):  # pressed twice: it goes on already
        reopen(actor, *actor.own_file, request.clock)
    return redirect("resident:home")


@door(public=True)
@require_POST
def sign_out(request: Request) -> HttpResponse:
    """End the session; the browser forgets what it kept of us."""
    if request.actor.kind == "resident":
        sessions.end(request)
    return forget(redirect("resident:goodbye"))


@door(public=True)
@require_safe
@spoken
def goodbye(request: Request) -> HttpResponse:
    """You are signed out."""
    return render(request, "resident/goodbye.html", {})
