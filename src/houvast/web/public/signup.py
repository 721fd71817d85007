"""R2: a sign-up in three short pages. Answers stay on the server; GET never changes anything."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from houvast.casework.dossier import clocks
from houvast.casework.signup import drafts
from houvast.casework.signup.drafts import Draft
from houvast.casework.signup.errors import ContactMissing, DraftGone, FormUsedForOtherAnswers, TooManyTries
from houvast.casework.signup.municipality import Responsible, find_municipality
from houvast.casework.signup.services import PostalGiven, SignupCommand, ThreatGiven, register_signup
from houvast.foundation.limits.services import hit
from houvast.foundation.organisations import hours
from houvast.foundation.organisations.models import Location, Municipality
from houvast.foundation.organisations.signposts import signpost_of
from houvast.foundation.words import phone_words
from houvast.rules import terms
from houvast.web.doors import door
from houvast.web.errors import Conflict, TooOften, Unavailable
from houvast.web.municipality import municipality_of
from houvast.web.public import confirmation
from houvast.web.public.forms import (
    THREATS,
    URGENCY,
    HasteForm,
    KeepForm,
    ReachForm,
    SendForm,
    threats_in,
    urgency_in,
)
from houvast.web.public.house import house_of, spoken
from houvast.web.public.page import VIA
from houvast.web.public.views import places
from houvast.web.public.words import here, in_words, promise
from houvast.web.request import Request
from houvast.web.ui.page import page_of
from houvast.web.ui.shapes import SummaryRow

DRAFT = "signup_draft"  # name in the session: the token of what was typed
PAGES_AN_HOUR, SENT_AN_HOUR = 120, 20
AN_HOUR = dt.timedelta(hours=1)
SHOWN_ONCE = ("phone", "text_phone")
# How each way is said back on the check page.
SAID_BACK = {
    "call": gettext_lazy("Bellen"),
    "text": gettext_lazy("App of sms"),
    "mail": gettext_lazy("E-mail"),
    "post": gettext_lazy("Brief"),
    "visit": gettext_lazy("Je komt langs"),
}


def draft_of(request: Request) -> Draft | None:
    """What this browser typed so far."""
    token = request.session.get(DRAFT)
    if not token:
        return None
    try:
        return drafts.open_draft(token, request.clock)
    except DraftGone:
        return None


def _keep(request: Request, answers: Mapping[str, Any]) -> Draft:
    draft = draft_of(request)
    if draft is None:
        draft = drafts.start_draft(here(), request.clock, request.randomness)
        request.session[DRAFT] = draft.token
    return drafts.save_draft(draft, answers, here(), request.clock)


def _not_too_often(request: Request, what: str, limit: int) -> None:
    counted = hit(f"{what}:{request.actor.origin}", limit, AN_HOUR, request.clock)
    if not counted.allowed:
        raise TooOften(retry_after=counted.retry_after)


def _shown(request: Request, template: str, context: dict[str, Any], *, wrong: bool = False) -> HttpResponse:
    page_of(request).leave_shown = True
    response = render(request, template, context, status=400 if wrong else 200)
    response["Cache-Control"] = "no-store"  # it shows what was typed
    return response


@door(public=True)
@require_safe
@spoken
def by_poster(request: Request, code: str) -> HttpResponse:
    """The short address of a poster or card: on to the sign-up, which knows the spot from the address alone."""
    if signpost_of(code) is None:
        return redirect("public:start")
    return redirect(f"{reverse('public:reach')}?{urlencode({VIA: code.strip().lower()})}")


def _with_spot(request: Request, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers, with the spot of the poster where the address names one that is ours."""
    spot = signpost_of(request.GET.get(VIA, ""))
    return answers if spot is None else answers | {"found_at": str(spot)}


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def reach(request: Request) -> HttpResponse:
    """Page 1: how can we reach you?"""
    municipality_of(request)  # somebody helps here
    locations = [one.location for one in places(request)]
    if request.method == "POST":
        _not_too_often(request, "signup:page", PAGES_AN_HOUR)
        form = ReachForm(request.POST, locations=locations)
        if form.is_valid():
            answers = {name: value for name, value in form.cleaned_data.items() if name != "website"}
            kept = _keep(request, _with_spot(request, answers))
            return redirect("public:check" if "urgency" in kept.answers else "public:haste")
        return _shown(request, "public/reach.html", {"form": form, "lead": form.lead()}, wrong=True)
    draft = draft_of(request)
    form = ReachForm(locations=locations, initial=_typed(draft.answers) if draft else None)
    was_away = bool(draft and "urgency" in draft.answers and "way" not in draft.answers)
    return _shown(request, "public/reach.html", {"form": form, "was_away": was_away})


def _typed(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as somebody would type them."""
    shown = dict(answers)
    for name in SHOWN_ONCE:
        shown[name] = phone_words(shown.get(name, ""))
    return shown


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def haste(request: Request) -> HttpResponse:
    """Page 2: is it urgent? An answer is never needed."""
    phone = municipality_of(request).phone
    if request.method == "POST":
        _not_too_often(request, "signup:page", PAGES_AN_HOUR)
        form = HasteForm(request.POST, phone=phone)
        if form.is_valid():
            kept = _keep(request, {"urgency": form.cleaned_data["urgency"]})
            return redirect("public:check" if "way" in kept.answers else "public:reach")
        return _shown(request, "public/haste.html", {"form": form}, wrong=True)
    draft = draft_of(request)
    if draft is None or "way" not in draft.answers:
        return redirect("public:reach")
    form = HasteForm(phone=phone, initial={"urgency": draft.answers.get("urgency", [])})
    return _shown(request, "public/haste.html", {"form": form})


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def check(request: Request) -> HttpResponse:
    """Page 3: is this right? Sends it, once."""
    municipality_of(request)  # somebody helps here
    if request.method == "POST":
        return _send(request)
    draft = draft_of(request)
    if draft is None or "way" not in draft.answers:
        return redirect("public:done" if confirmation.of(request) else "public:reach")
    if "urgency" not in draft.answers:
        return redirect("public:haste")
    form = SendForm(municipalities=_asked(request, draft), initial={"form_key": uuid.uuid4()})
    return _shown(request, "public/check.html", _check_context(request, draft, form))


def _send(request: Request) -> HttpResponse:
    draft = draft_of(request)
    if draft is None or "way" not in draft.answers:
        # Sent before (a double tap), or away for longer than we keep what was typed.
        return redirect("public:done" if confirmation.of(request) else "public:reach")
    form = SendForm(request.POST, municipalities=_asked(request, draft))
    if not form.is_valid():
        return _shown(request, "public/check.html", _check_context(request, draft, form), wrong=True)
    _not_too_often(request, "signup:send", SENT_AN_HOUR)
    responsible = _responsible(request, draft, form.municipality_id())
    command = _command(request, draft, responsible, form)
    try:
        made = register_signup(request.actor, command, request.clock, request.randomness)
    except FormUsedForOtherAnswers as clash:
        raise Conflict(str(clash.text)) from clash
    except ContactMissing:
        return redirect("public:reach")
    if not made.repeated:
        drafts.finish_draft(draft.id, made.signup_id)
        request.session.pop(DRAFT, None)
        confirmation.keep(request, made, command)
    return redirect("public:done")


def _command(request: Request, draft: Draft, responsible: Responsible, form: SendForm) -> SignupCommand:
    answers = draft.answers
    way = answers["way"]
    wanted = list(answers.get("urgency", []))
    in_week = hours.state_at(house_of(request).phone_week, request.clock.now())
    return SignupCommand(
        channel="website",
        wants=way,
        form_key=form.cleaned_data["form_key"],
        municipality=responsible.municipality,
        municipality_known_by=responsible.known_by,
        phone=answers["phone"] if way == "call" else answers["text_phone"] if way == "text" else "",
        mail=answers["mail"] if way == "mail" else "",
        postal=_postal(answers),
        no_fixed_address=way == "post" and bool(answers.get("no_fixed_address")),
        call_name=answers.get("call_name", ""),
        threats=tuple(ThreatGiven(kind) for kind in threats_in(wanted)),
        urgency=urgency_in(wanted),
        language=here(),
        found_through=form.cleaned_data.get("found_through", ""),
        location_id=_location(answers),
        found_at_id=UUID(answers["found_at"]) if answers.get("found_at") else None,
        outside_office_hours=not in_week.open,
    )


def _postal(answers: Mapping[str, Any]) -> PostalGiven | None:
    if answers["way"] != "post" or answers.get("no_fixed_address"):
        return None
    return PostalGiven(answers["street"], answers.get("postcode", ""), answers.get("city", ""))


def _location(answers: Mapping[str, Any]) -> UUID | None:
    chosen = answers.get("location") if answers["way"] == "visit" else ""
    return UUID(chosen) if chosen else None


def _responsible(request: Request, draft: Draft, answered: UUID | None = None) -> Responsible:
    answers = draft.answers
    found = find_municipality(
        request.municipalities,
        by_host=request.municipality if request.municipality_by_host else None,
        location_id=_location(answers),
        postcode=answers.get("postcode", "") if answers["way"] == "post" else "",
        answered=answered,
    )
    if found is None:
        raise Unavailable
    return found


def _asked(request: Request, draft: Draft) -> list[Municipality]:
    """The municipalities to choose from, only when host, place and postcode do not say it."""
    return list(request.municipalities) if _responsible(request, draft).known_by == "unknown" else []


def _check_context(request: Request, draft: Draft, form: SendForm) -> dict[str, Any]:
    answers = draft.answers
    municipality = _responsible(request, draft).municipality
    call_by = terms.due(clocks.CONTACT, request.clock.today(), settings=clocks.settings_of(municipality)).day
    words = promise(answers["way"], collects=bool(answers.get("no_fixed_address")))
    return {
        "form": form,
        "rows": _rows(answers),
        "promise": f"{words} {in_words(call_by)}.",
        "urgent": bool(threats_in(answers.get("urgency", []))),
    }


def _rows(answers: Mapping[str, Any]) -> list[SummaryRow]:
    way, page_one = answers["way"], reverse("public:reach")
    rows = [SummaryRow(_("Zo bereiken wij je"), str(SAID_BACK[way]), page_one)]
    if way in ("call", "text"):
        number = phone_words(answers["phone" if way == "call" else "text_phone"])
        rows.append(SummaryRow(_("Op nummer"), number, page_one, ltr=True))
    elif way == "mail":
        rows.append(SummaryRow(_("Op e-mailadres"), answers["mail"], page_one, ltr=True))
    elif way == "post":
        rows.append(SummaryRow(_("Op adres"), _address(answers), page_one))
    elif location_id := _location(answers):
        place = Location.objects.filter(pk=location_id).first()
        rows.append(SummaryRow(_("Waar"), f"{place.name}, {place.street}" if place else "", page_one))
    name = answers.get("call_name") or _("Niet ingevuld. Dat geeft niet.")
    rows.append(SummaryRow(_("Zo noemen wij je"), name, page_one))
    rows.append(SummaryRow(_("Is er haast?"), _haste_words(answers.get("urgency", [])), reverse("public:haste")))
    return rows


def _address(answers: Mapping[str, Any]) -> str:
    if answers.get("no_fixed_address"):
        return _("Geen vast adres")
    town = " ".join(part for part in (answers.get("postcode", ""), answers.get("city", "")) if part)
    return ", ".join(part for part in (answers["street"], town) if part)


def _haste_words(urgency: list[str]) -> str:
    kinds = threats_in(urgency)
    if kinds:
        return ", ".join(str(dict(THREATS)[kind]) for kind in kinds)
    return str(dict(URGENCY)[urgency_in(urgency)])


# Later -------------------------------------------------------------------------------------------------


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def keep_for_later(request: Request) -> HttpResponse:
    """Send me a link with which I go on within 14 days."""
    draft = draft_of(request)
    if draft is None:
        return redirect("public:reach")
    if request.method != "POST":
        return _shown(request, "public/later.html", {"form": KeepForm(initial=_later_initial(draft))})
    form = KeepForm(request.POST)
    if not form.is_valid():
        return _shown(request, "public/later.html", {"form": form}, wrong=True)
    link = request.build_absolute_uri(reverse("public:resume", args=[draft.token]))
    try:
        drafts.send_draft_link(
            draft,
            form.cleaned_data["way"],
            form.destination(),
            link,
            municipality_of(request),
            request.actor.origin,
            request.clock,
        )
    except TooManyTries as often:
        raise TooOften(retry_after=often.retry_after) from often
    return redirect("public:kept")


def _later_initial(draft: Draft) -> dict[str, str]:
    answers = draft.answers
    phone = answers.get("phone") or answers.get("text_phone") or ""
    return {"way": "mail" if answers.get("way") == "mail" else "sms", "phone": phone_words(phone),
            "mail": answers.get("mail", "")}  # fmt: skip


@door(public=True)
@require_http_methods(["GET", "HEAD"])
@spoken
def kept(request: Request) -> HttpResponse:
    """The link is on its way."""
    return _shown(request, "public/kept.html", {})


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def resume(request: Request, token: str) -> HttpResponse:
    """The link of a message: shows a button; pressing it brings the answers back. Opening the link changes nothing."""
    try:
        draft = drafts.open_draft(token, request.clock)
    except DraftGone:
        return _shown(request, "public/link_gone.html", {}, wrong=False)
    if request.method == "POST":
        request.session[DRAFT] = draft.token
        ready = "public:check" if "urgency" in draft.answers else "public:haste"
        return redirect(ready if "way" in draft.answers else "public:reach")
    return _shown(request, "public/resume.html", {})
