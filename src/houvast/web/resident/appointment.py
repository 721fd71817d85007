"""The talk on *Mijn*: choose an hour, another one, or "ik kan niet" without a question."""

import datetime as dt
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from houvast.casework.planning.calendar import CalendarEntry, calendar
from houvast.casework.planning.errors import NotPlanned, SlotTaken
from houvast.casework.planning.models import Way
from houvast.casework.planning.queries import AppointmentRow, own_appointments
from houvast.casework.planning.services import cannot, none_fits, pick
from houvast.foundation.clock import AMSTERDAM, legal_day
from houvast.foundation.words import time_words
from houvast.web.doors import door
from houvast.web.public.house import spoken
from houvast.web.public.words import in_words, ltr, sentence
from houvast.web.request import Request


@door(resident="N1")
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def appointment(request: Request) -> HttpResponse:
    """One page without JavaScript; each button is a form of its own."""
    trouble = ""
    if request.method == "POST":
        try:
            _done(request)
        except SlotTaken:
            trouble = _("Deze tijd is net bezet. Kies een andere tijd.")
        except NotPlanned:
            trouble = _("Deze tijd kan niet meer. Kies een andere tijd, of bel ons.")
        else:
            return redirect("resident:appointment")
    own = own_appointments(request.actor, request.clock)
    context = {
        "trouble": trouble,
        "booked": shown_of(own.booked) if own.booked else None,
        "offered": [shown_of(one) for one in own.offered],
    }
    return render(request, "resident/appointment.html", context, status=409 if trouble else 200)


def _done(request: Request) -> None:
    actor = request.actor
    if "none" in request.POST:
        if actor.dossier_id is None or actor.party_id is None:
            raise NotPlanned
        none_fits(actor, actor.dossier_id, actor.party_id, request.clock)
        return
    verb = cannot if "cannot" in request.POST else pick
    try:
        wanted = UUID(request.POST.get("cannot") or request.POST.get("pick") or "")
    except ValueError as none:
        raise NotPlanned from none
    verb(request.actor, wanted, request.clock)


def shown_day(one: AppointmentRow) -> dt.date:
    """The day of an appointment on the wall here."""
    return legal_day(one.starts_at)


def shown_of(one: AppointmentRow) -> dict[str, object]:
    """An appointment in words of the page's language."""
    start = one.starts_at.astimezone(AMSTERDAM)
    how = {Way.PHONE: _("Wij bellen jou"), Way.VIDEO: _("Wij praten met beeld")}
    when = _("%(day)s om %(time)s") % {"day": in_words(start.date()), "time": ltr(time_words(start))}
    return {
        "id": str(one.id),
        "when": sentence(when),
        "moment": when,
        "day": start.date(),
        "how": how.get(Way(one.way), ""),
        "place": one.place,
        "interpreter": one.with_interpreter,
        "who": one.with_whom.split()[0] if one.with_whom else "",
    }


@door(resident="N1")
@require_safe
@spoken
def calendar_file(request: Request) -> HttpResponse:
    """The booked hour for the resident's own calendar, in words that say nothing of what it is about."""
    booked = own_appointments(request.actor, request.clock).booked
    if booked is None:
        raise Http404
    place = str(shown_of(booked)["place"])
    entry = CalendarEntry(booked.id, booked.starts_at, booked.ends_at, _("De afspraak"), place)
    answer = HttpResponse(calendar([entry], request.clock.now()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    return answer
