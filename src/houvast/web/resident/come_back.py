"""N1: the return code, then six digits to a known contact point (security.md 2)."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from houvast.casework.signup import codes
from houvast.casework.signup.codes import Recognised
from houvast.casework.signup.errors import NoWayToSendCode, TooManyTries, WrongCode
from houvast.casework.signup.paper import check_paper_code
from houvast.web import sealed, sessions
from houvast.web.doors import door
from houvast.web.errors import TooOften
from houvast.web.kept_input import address_of_typed, something_kept
from houvast.web.public.house import spoken
from houvast.web.public.words import in_words
from houvast.web.request import Request
from houvast.web.resident.forms import CodeForm, OneTimeForm, PaperForm, WayForm

RECOGNISED = "recognised"
GOOD_FOR = dt.timedelta(minutes=15)


def _shown(request: Request, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def code(request: Request, code: str = "") -> HttpResponse:
    """Fill in the code. An address with a code in it (the QR) only fills the field."""
    if request.method != "POST":
        ended = request.session.get("ended", False)
        context = {
            "form": CodeForm(initial={"code": code[:60]}),
            "ended": ended,
            "kept": something_kept(request),
        }
        return _shown(request, "resident/come_back.html", context)
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            found = codes.recognise(request.actor, form.cleaned_data["code"], request.clock)
        except WrongCode as wrong:
            form.add_error("code", str(wrong.text))
        except TooManyTries as often:
            raise TooOften(str(often.text), retry_after=often.retry_after) from often
        else:
            _remember(request, found)
            return redirect("resident:choose_way")
    return _shown(request, "resident/come_back.html", {"form": form}, status=400)


def _remember(request: Request, found: Recognised, sent_to: UUID | None = None) -> None:
    content = {
        "dossier_id": found.dossier_id,
        "party_id": found.party_id,
        "at": request.clock.now().isoformat(),
        "sent_to": sent_to,
    }
    sealed.keep(request, RECOGNISED, content)


def _remembered(request: Request) -> tuple[Recognised, bool] | None:
    """The file whose return code was right in this browser, and whether digits were sent."""
    content = sealed.kept(request, RECOGNISED)
    if content is None or request.clock.now() - dt.datetime.fromisoformat(content["at"]) > GOOD_FOR:
        return None
    try:
        found = codes.recognised_again(UUID(content["dossier_id"]), UUID(content["party_id"]), request.clock)
    except WrongCode:
        return None
    return found, content["sent_to"] not in (None, "None")


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def choose(request: Request) -> HttpResponse:
    """We have your sign-up, by when we call, our number; and where the digits may go."""
    remembered = _remembered(request)
    if remembered is None:
        return redirect("resident:come_back")
    found, _sent = remembered
    if not found.ways:
        return _by_paper(request, found)
    form = WayForm(request.POST if request.method == "POST" else None, ways=found.ways)
    if request.method == "POST" and form.is_valid():
        try:
            point = UUID(form.cleaned_data["way"])
            codes.send_one_time_code(request.actor, found, point, _session_key(request), request.clock,
                                     request.randomness)  # fmt: skip
        except NoWayToSendCode as none:
            form.add_error("way", str(none.text))
        except TooManyTries as often:
            raise TooOften(str(often.text), retry_after=often.retry_after) from often
        else:
            _remember(request, found, point)
            return redirect("resident:digits")
    context = {
        "form": form,
        "found": found,
        "call_by": in_words(found.call_by) if found.call_by and not found.called else "",
    }
    return _shown(request, "resident/choose_way.html", context, status=400 if form.errors else 200)


def _by_paper(request: Request, found: Recognised) -> HttpResponse:
    """Who gave no phone or mail has a second code on the sheet from the desk."""
    form = PaperForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            right = check_paper_code(request.actor, found.party_id, form.cleaned_data["digits"], request.clock)
        except WrongCode as wrong:
            form.add_error("digits", str(wrong.text))
        except TooManyTries as often:
            raise TooOften(str(often.text), retry_after=often.retry_after) from often
        else:
            return _enter(request, right.dossier_id, right.party_id)
    context = {
        "form": form,
        "found": found,
        "call_by": in_words(found.call_by) if found.call_by and not found.called else "",
    }
    return _shown(request, "resident/choose_way.html", context, status=400 if form.errors else 200)


def _session_key(request: Request) -> str:
    if not request.session.session_key:
        request.session.create()
    return str(request.session.session_key)


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def digits(request: Request) -> HttpResponse:
    """The six digits open *Mijn*."""
    remembered = _remembered(request)
    if remembered is None or not remembered[1]:
        return redirect("resident:come_back" if remembered is None else "resident:choose_way")
    found = remembered[0]
    form = OneTimeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            right = codes.check_one_time_code(
                request.actor, found.party_id, form.cleaned_data["digits"], _session_key(request), request.clock
            )
        except WrongCode as wrong:
            form.add_error("digits", str(wrong.text))
        except TooManyTries as often:
            raise TooOften(str(often.text), retry_after=often.retry_after) from often
        else:
            return _enter(request, right.dossier_id, right.party_id)
    context = {"form": form, "demo_code": demo_code(request, found.party_id)}
    return _shown(request, "resident/digits.html", context, status=400 if form.errors else 200)


def _enter(request: Request, dossier_id: UUID, party_id: UUID) -> HttpResponse:
    sealed.drop(request, RECOGNISED)
    request.session.pop("ended", None)
    sessions.start_resident(request, sessions.ResidentSession(str(dossier_id), str(party_id), "N1"))
    return redirect(address_of_typed(request) or "resident:home")


def demo_code(request: Request, party_id: UUID) -> str:
    """On the demo of this machine only: the digits just sent, because no real phone rings."""
    host = request.get_host().rsplit(":", 1)[0]
    on_this_machine = host in settings.BARE_HOSTS or host.endswith(".localhost")
    if not (settings.DEMO and request.organisation.demo and on_this_machine):
        return ""
    return codes.last_code_for_demo(party_id)
