"""R4 on the light level: what now, when, who, must I act? Nothing classed stands on it (security.md 2)."""

import contextlib
import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.casework.dossier.errors import ClosedDossier, NotClosed, TalkHeld
from houvast.casework.dossier.services import end_on_own_words, reopen
from houvast.casework.letters.services import sent_to
from houvast.casework.signup.queries import ResidentHome, resident_home
from houvast.foundation.clock import legal_day
from houvast.rules import terms
from houvast.web import sessions
from houvast.web.doors import door
from houvast.web.kept_input import forget_typed, typed_before
from houvast.web.public.house import spoken
from houvast.web.public.views import STEPS, forget, usual_durations
from houvast.web.public.words import in_words, number_words, promise, sentence
from houvast.web.resident.forms import StopForm
from houvast.web.ui.shapes import Delay, NowCard, RoadStep, StepState

SENT_BY = {"sms": "message-circle", "mail": "mail"}


@door(resident="N1")
@require_safe
@spoken
def home(request: HttpRequest) -> HttpResponse:
    """The road of one resident."""
    mine = resident_home(request.actor, request.clock)
    if mine.stopped:
        return render(request, "resident/stopped.html", {"mine": mine})
    context = {
        "card": now_card(mine),
        "late": delay_of(request, mine),
        "road": road_of(request, mine),
        "sent": sent_lines(mine.party_id),
        "mine": mine,
    }
    return render(request, "resident/home.html", context)


def now_card(mine: ResidentHome) -> NowCard:
    """What happens now: we call, or we talk."""
    button, url = _("Kies een beste tijd"), reverse("resident:change_wish", args=["tijd"])
    if mine.called_on is None and mine.contact is not None and mine.talked_on is None:
        if mine.late:
            return NowCard(lead=_("Wij hadden je al moeten bellen. Wij doen dat nu zo snel mogelijk."), button=button,
                           button_url=url)  # fmt: skip
        words, day = promise(mine.wants), mine.contact.due
        return NowCard(lead=words, strong=in_words(day), day=day, button=button, button_url=url)
    if mine.talked_on is None and mine.talk is not None:
        words = _("Wij praten samen, uiterlijk")
        return NowCard(lead=words, strong=in_words(mine.talk.due), day=mine.talk.due, rest=_("Neem niets mee."),
                       button=button, button_url=url)  # fmt: skip
    return NowCard(lead=_("Wij maken samen een plan."), strong=_("Wij bellen je als er iets is."))


def delay_of(request: HttpRequest, mine: ResidentHome) -> Delay | None:
    """Only if true: what we promised and did not do, and the new date. The reason is ours, never the resident's."""
    if not mine.late or mine.contact is None:
        return None
    today = request.clock.today()
    new_day = mine.contact.delay_new_day or terms.add_working_days(today, 1)
    phone = number_words(request.municipality.phone) if request.municipality else ""
    promised = _("Wij zouden uiterlijk %(day)s contact met je hebben. Dat is ons niet gelukt. Sorry.")
    return Delay(
        promised=promised % {"day": in_words(mine.contact.due)},
        why=_("Dat ligt aan ons, niet aan jou."),
        who=_("Wij bellen jou. Bellen mag ook: %(phone)s.") % {"phone": phone},
        new_date=_("Uiterlijk %(day)s") % {"day": in_words(max(new_day, today))},
    )


def road_of(request: HttpRequest, mine: ResidentHome) -> list[RoadStep]:
    """The eight steps: done with its day, now with who does what, later with its latest day or usual duration."""
    at = 3 if mine.talked_on else 2 if mine.called_on else 1
    durations = usual_durations(request)
    lines = {
        "signed_up": sentence(in_words(mine.signed_up_on)),
        "called": _by(mine.called_on, mine.contact.due if mine.contact and not mine.late else None),
        "talk": _by(mine.talked_on, mine.talk.due if mine.talk else None),
    }
    who = {"called": _("Wij doen dit."), "talk": _("Je hoeft niets mee te nemen.")}
    steps = []
    for number, (name, title, _picture) in enumerate(STEPS):
        state: StepState = "done" if number < at else "now" if number == at else "later"
        line = lines.get(name) or _plain(durations.get(name))
        says_who = state == "now" or (name == "talk" and state == "later")
        shown = who.get(name, _("Wij doen dit samen.")) if says_who else ""
        name_now = _("Je bent aangemeld") if number == 0 else str(title)
        steps.append(RoadStep(name_now, state, line, shown))
    return steps


def _by(done: dt.date | None, due: dt.date | None) -> str:
    if done:
        return sentence(in_words(done))
    return _("Uiterlijk %(day)s.") % {"day": in_words(due)} if due else _("Zo snel mogelijk.")


def _plain(text: Any) -> str:
    return " ".join(words for block in text.paragraphs for words, _bold in block) if text else ""


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
def stop(request: HttpRequest) -> HttpResponse:
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
            end_on_own_words(request.actor, mine.dossier_id, mine.party_id, form.cleaned_data["words"], request.clock)
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
def go_on(request: HttpRequest) -> HttpResponse:
    """Back again: the same file goes on."""
    actor = request.actor
    with contextlib.suppress(NotClosed):  # pressed twice: it goes on already
        reopen(actor, actor.dossier_id, actor.party_id, request.clock)
    return redirect("resident:home")


@door(public=True)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; the browser forgets what it kept of us."""
    if request.actor.kind == "resident":
        sessions.end(request)
    return forget(redirect("resident:goodbye"))


@door(public=True)
@require_safe
@spoken
def goodbye(request: HttpRequest) -> HttpResponse:
    """You are signed out."""
    return render(request, "resident/goodbye.html", {})
