"""Signing somebody else up, with his knowledge or as a worry. What one reads afterwards never depends on who is known.

GET never changes anything; what was typed stays on the form; no script is needed.
"""

import datetime as dt
import uuid
from typing import Any, TypeVar

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from houvast.casework.referrals.concerns import ConcernGiven, give_concern
from houvast.casework.referrals.errors import FormUsedBefore
from houvast.casework.referrals.models import Giver
from houvast.casework.referrals.partner import BroughtIn, GiverGiven, bring_in
from houvast.casework.residents.services import WishesGiven
from houvast.casework.signup.errors import FormUsedForOtherAnswers
from houvast.casework.signup.municipality import Responsible, find_municipality
from houvast.casework.signup.services import SignupCommand, ThreatGiven
from houvast.foundation.limits.services import hit
from houvast.foundation.organisations import hours
from houvast.web import sealed
from houvast.web.doors import door
from houvast.web.errors import Conflict, TooOften, Unavailable
from houvast.web.municipality import municipality_of
from houvast.web.partner.forms import ConcernForm, ReferForm, SomebodyElseForm, TogetherForm, WithHimForm
from houvast.web.public.house import house_of, spoken
from houvast.web.public.words import here, in_words
from houvast.web.request import Request
from houvast.web.ui.page import page_of
from houvast.web.ui.shapes import Way

SENT_AN_HOUR, MAILS_AN_HOUR = 10, 3
AN_HOUR = dt.timedelta(hours=1)
KEPT, SHOWN_FOR = "thanks", dt.timedelta(hours=2)

AForm = TypeVar("AForm", bound=SomebodyElseForm)


@door(public=True)
@require_safe
@spoken
def choose(request: Request) -> HttpResponse:
    """Does he know of it? Three ways, as links."""
    ways = [
        Way(
            _("Ja, wij doen dit samen"),
            reverse("partner:together"),
            "users",
            [_("De ander weet dat je dit stuurt. Wij bellen binnen 2 werkdagen.")],
            True,
        ),
        Way(
            _("Nee, de ander weet dit niet"),
            reverse("partner:concern"),
            "search",
            [_("Iemand van ons kijkt er eerst met zorg naar.")],
        ),
        Way(
            _("Ik ben hulpverlener"),
            reverse("partner:refer"),
            "arrow-right",
            [_("Verwijs iemand door, en zie later hoe het gaat.")],
        ),
    ]
    page_of(request).leave_shown = True
    return render(request, "partner/choose.html", {"ways": ways})


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def refer(request: Request) -> HttpResponse:
    """P1: a warm referral by a partner."""
    return _with_him(request, ReferForm, "partner/refer.html")


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def together(request: Request) -> HttpResponse:
    """Family, a neighbour or an employer, together with the resident."""
    return _with_him(request, TogetherForm, "partner/together.html")


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def concern(request: Request) -> HttpResponse:
    """A worry: looked into by a person; no file, no message, and nothing is told of what comes of it."""
    if request.method != "POST":
        return _shown(request, "partner/concern.html", _form(request, ConcernForm))
    _not_too_often(request, "concern:send", SENT_AN_HOUR)
    form = _form(request, ConcernForm)
    if not form.is_valid():
        return _shown(request, "partner/concern.html", form)
    given = form.cleaned_data
    told = ("given_by", "words", "urgent", "about_name", "about_where", "about_reach", "giver_name", "giver_reach")
    try:
        give_concern(
            request.actor,
            ConcernGiven(
                form_key=given["form_key"],
                municipality=_responsible(request, form).municipality,
                **{name: given[name] for name in told},
            ),
            request.clock,
        )
    except FormUsedBefore as clash:
        raise Conflict(_("Dit hebben wij al. Begin opnieuw als je nog iets wilt vertellen.")) from clash
    _keep(request, {"kind": "concern"})
    return redirect("partner:thanks")


@door(public=True)
@require_safe
@spoken
def thanks(request: Request) -> HttpResponse:
    """What happens now; loading it again is safe. The same words whoever it was about."""
    kept = sealed.kept(request, KEPT)
    if kept is None or request.clock.now() - dt.datetime.fromisoformat(kept["at"]) > SHOWN_FOR:
        return redirect("partner:choose")
    call_by = kept.get("call_by")
    context = {"kind": kept["kind"], "call_by": in_words(dt.date.fromisoformat(call_by)) if call_by else ""}
    response = render(request, "partner/thanks.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _with_him(request: Request, form_class: type[WithHimForm], template: str) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, template, _form(request, form_class))
    _not_too_often(request, "referral:send", SENT_AN_HOUR)
    form = _form(request, form_class)
    if not form.is_valid():
        return _shown(request, template, form)
    giver = _giver(form)
    if giver.mail:
        _not_too_often(request, f"referral:mail:{giver.mail}", MAILS_AN_HOUR, of_everybody=True)
    try:
        made = bring_in(
            request.actor, _command(request, form, giver), giver, lambda token: _link(request, token), request.clock,
            request.randomness,
        )  # fmt: skip
    except FormUsedForOtherAnswers as clash:
        raise Conflict(_("Dit hebben wij al. Begin opnieuw als je nog iets wilt vertellen.")) from clash
    return _done(request, giver, made)


def _done(request: Request, giver: GiverGiven, made: BroughtIn) -> HttpResponse:
    kind = "refer" if giver.given_by == Giver.PARTNER else "through" if giver.through_him else "together"
    _keep(request, {"kind": kind, "call_by": made.call_by.isoformat()})
    return redirect("partner:thanks")


def _link(request: Request, token: str) -> str:
    return request.build_absolute_uri(reverse("partner:follow", args=[token]))


def _form(request: Request, form_class: type[AForm]) -> AForm:
    municipality_of(request)  # somebody helps here
    choose = not request.municipality_by_host and len(request.municipalities) > 1
    asked = list(request.municipalities) if choose else []
    posted = request.POST if request.method == "POST" else None
    initial = None if posted is not None else {"form_key": uuid.uuid4()}
    return form_class(posted, clock=request.clock, municipalities=asked, initial=initial)


def _shown(request: Request, template: str, form: SomebodyElseForm) -> HttpResponse:
    page_of(request).leave_shown = True
    response = render(request, template, {"form": form}, status=400 if form.is_bound else 200)
    response["Cache-Control"] = "no-store"  # it shows what was typed
    return response


def _keep(request: Request, content: dict[str, Any]) -> None:
    sealed.keep(request, KEPT, {**content, "at": request.clock.now().isoformat()})


def _not_too_often(request: Request, what: str, limit: int, *, of_everybody: bool = False) -> None:
    bucket = what if of_everybody else f"{what}:{request.actor.origin}"
    counted = hit(bucket, limit, AN_HOUR, request.clock)
    if not counted.allowed:
        raise TooOften(retry_after=counted.retry_after)


def _giver(form: WithHimForm) -> GiverGiven:
    given = form.cleaned_data
    return GiverGiven(
        given_by=given.get("given_by") or Giver.PARTNER.value,
        name=given["name"],
        organisation_name=given.get("organisation_name", ""),
        mail=given.get("own_mail", ""),
        phone=given["own_phone"],
        words=given["words"],
        keeps_contact_until=given.get("keeps_contact_until"),
        language=here(),
        through_him=given["way"] == "through",
    )


def _command(request: Request, form: WithHimForm, giver: GiverGiven) -> SignupCommand:
    given, responsible = form.cleaned_data, _responsible(request, form)
    phone, mail = form.reach()
    in_week = hours.state_at(house_of(request).phone_week, request.clock.now())
    return SignupCommand(
        channel="referral" if giver.given_by == Giver.PARTNER else "third_person",
        wants=given["way"] if given["way"] in ("call", "text", "mail") else "call",
        form_key=given["form_key"],
        municipality=responsible.municipality,
        municipality_known_by=responsible.known_by,
        phone=phone,
        mail=mail,
        call_name=given["call_name"],
        threats=tuple(ThreatGiven(kind) for kind in given["urgency"]),
        language=given["language"],
        interpreter=given["interpreter"],
        wishes=_wishes(given),
        outside_office_hours=not in_week.open,
        way_unknown=giver.through_him,
    )


def _wishes(given: dict[str, Any]) -> WishesGiven | None:
    """What we may not do, from the first message on; None leaves the wishes to the chosen way."""
    closed = set(given["not_these"])
    if not closed:
        return None
    return WishesGiven(
        preferred={"call": "phone", "text": "text", "mail": "mail"}.get(given["way"], ""),
        phone_allowed="phone" not in closed,
        voicemail_allowed="voicemail" not in closed,
        text_allowed="text" not in closed,
        mail_allowed="mail" not in closed,
        post_allowed="post" not in closed,
        safe_contact=True,
        language=given["language"],
        interpreter=given["interpreter"],
    )


def _responsible(request: Request, form: SomebodyElseForm) -> Responsible:
    found = find_municipality(
        request.municipalities,
        by_host=request.municipality if request.municipality_by_host else None,
        answered=form.municipality_id(),
    )
    if found is None:
        raise Unavailable
    return found
