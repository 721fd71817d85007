"""What left the house, what could not, and whether the ways out are set up right (B6)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houvast.casework.letters.parked import take_back
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.may import require
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.checks import run_all
from houvast.foundation.clock import AMSTERDAM
from houvast.foundation.jobs.models import Intent, IntentState, LocalDelivery
from houvast.foundation.jobs.queries import KIND_WORDS
from houvast.foundation.jobs.services import NoReason, StaleIntent, parked, retry
from houvast.foundation.organisations.errors import SettingError
from houvast.foundation.words import full_date, time_words
from houvast.web.beheer.screen import ADMINISTRATORS, Screen, form_page, posted
from houvast.web.doors import door
from houvast.web.errors import BadInput, Conflict
from houvast.web.posted import version_of
from houvast.web.request import Request
from houvast.web.ui.page import page_of
from houvast.web.ui.take_back import TakeBackForm

PAGE = 50
KINDS = {"mail": "e-mail", "sms": "sms"}


@dataclass(frozen=True)
class SentLine:
    """One thing that left or waits. Recipient and words are only there in the demo."""

    kind: str
    state: str
    made: str
    left: str
    recipient: str = ""
    subject: str = ""
    body: str = ""


@door(roles=ADMINISTRATORS)
def sent_view(request: Request) -> HttpResponse:
    """What was sent: state, kind and time; in the demo also the words (security.md 4)."""
    require(request.actor, Action.LOOK, Thing(Kind.SENT), request.clock)
    before = _moment(request.GET.get("voor", ""))
    rows = Intent.objects.order_by("-created_at", "id")
    if before:
        rows = rows.filter(created_at__lt=before)
    intents = list(rows[: PAGE + 1])
    shown, more = intents[:PAGE], intents[PAGE:]
    words = _deliveries(request, shown) if settings.DEMO and request.organisation.demo else {}
    page_of(request).menu_key = "sent"
    context = {
        "lines": [_line(one, words.get(one.id)) for one in shown],
        "more": shown[-1].created_at.isoformat() if more else "",
        "with_words": settings.DEMO and request.organisation.demo,
        "further": before is not None,
    }
    return render(request, "beheer/sent.html", context)


def _deliveries(request: Request, intents: list[Intent]) -> dict[UUID, LocalDelivery]:
    """What the local provider kept; looking at it is written down, one statement for the page."""
    found = {one.intent_id: one for one in LocalDelivery.objects.filter(intent__in=intents)}
    seen = [
        Seen("message", one.object_id, dossier_id=one.dossier_id, fields=("recipient", "subject", "body"))
        for one in intents
        if one.id in found
    ]
    audit.looked(request.actor, request.clock, seen, action="sent.looked")
    return found


def _line(intent: Intent, delivery: LocalDelivery | None) -> SentLine:
    kind, state = KINDS.get(intent.kind, intent.kind), IntentState(intent.state).label
    made, left = _when(intent.created_at), _when(intent.finished_at) if intent.state == IntentState.SENT else ""
    if delivery is None:
        return SentLine(kind, state, made, left)
    return SentLine(kind, state, made, left, delivery.recipient, delivery.subject, delivery.body)


def _when(moment: dt.datetime | None) -> str:
    if moment is None:
        return ""
    here = moment.astimezone(AMSTERDAM)
    return f"{full_date(here.date())} {time_words(here.time())}"


def _moment(text: str) -> dt.datetime | None:
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        raise BadInput("Deze plek in de lijst bestaat niet. Ga terug naar het begin van de lijst.") from None
    if moment.tzinfo is None:
        raise BadInput("Deze plek in de lijst bestaat niet. Ga terug naar het begin van de lijst.")
    return moment


@door(roles=ADMINISTRATORS)
def parked_view(request: Request) -> HttpResponse:
    """What could not leave, with the reason and a button to try again."""
    rows = parked(request.actor, request.clock)[:PAGE]
    lines = [
        {
            "id": one.id,
            "version": one.version,
            "kind": KINDS.get(one.kind, one.kind),
            "since": _when(one.finished_at),
            "attempts": one.attempts,
            "reason": one.last_error or "De reden is niet bekend.",
        }
        for one in rows
    ]
    page_of(request).menu_key = "parked"
    return render(request, "beheer/parked.html", {"lines": lines})


@door(roles=ADMINISTRATORS)
@require_POST
def retry_view(request: Request, intent_id: UUID) -> HttpResponse:
    """Try again: once, however often it is pressed."""
    get_object_or_404(Intent, pk=intent_id)
    try:
        retry(request.actor, intent_id, version_of(request), request.clock)
    except StaleIntent as stale:
        raise Conflict(stale.text) from stale
    messages.success(request, "Wij proberen het opnieuw. Kijk bij Verzonden of het lukt.")
    return redirect("beheer:parked")


@door(roles=ADMINISTRATORS)
def take_back_view(request: Request, intent_id: UUID) -> HttpResponse:
    """This message need not leave any more: asks why."""
    intent = get_object_or_404(Intent, pk=intent_id)
    if request.method == "GET" and intent.state != IntentState.PARKED:
        raise Http404
    form = TakeBackForm(posted(request), initial={"version": intent.version})
    what = KIND_WORDS.get(intent.kind, "Een bericht")
    screen = Screen(
        "Dit bericht hoeft niet meer", reverse("beheer:parked"), "parked", "Trek het bericht in",
        lead=f"{what} kon niet weg. {intent.last_error}", done="Dit bericht gaat niet meer weg.",
    )  # fmt: skip

    def save() -> None:
        given = form.cleaned_data
        try:
            take_back(request.actor, intent_id, given["version"], given["reason"], request.clock)
        except StaleIntent as stale:
            raise Conflict(stale.text) from stale
        except NoReason as empty:
            raise SettingError(empty.text, "reason") from empty

    return form_page(request, screen, form, save)


@door(roles=ADMINISTRATORS)
def connections_view(request: Request) -> HttpResponse:
    """Every connection: green, red or grey, when it last worked, and what to do by hand meanwhile."""
    require(request.actor, Action.LOOK, Thing(Kind.CONNECTIONS), request.clock)
    page_of(request).menu_key = "connections"
    return render(request, "beheer/connections.html", {"checks": checks_of(request)})


ICONS = {"green": "circle-check", "red": "triangle-alert", "grey": "circle"}
STATES = {"green": "werkt", "red": "werkt niet", "grey": "nog niet gebruikt"}


def checks_of(request: Request) -> list[dict[str, Any]]:
    """The checks as a page shows them."""
    return [
        {
            "name": one.name,
            "state": one.state,
            "state_words": STATES[one.state],
            "icon": ICONS[one.state],
            "words": one.words,
            "manual": one.manual_way,
            "last": _when(one.last_success),
        }
        for one in run_all(request.organisation.id)
    ]
