"""R3: you are signed up. The date, the code, and what you may still tell us if you like."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from houvast.casework.signup.own import change_wishes
from houvast.casework.signup.services import Addition, SignupCommand, SignupRegistered, add_to_signup
from houvast.foundation.access.actor import Actor
from houvast.foundation.limits.services import hit
from houvast.web import sealed
from houvast.web.doors import door
from houvast.web.errors import TooOften
from houvast.web.public.house import house_of, spoken
from houvast.web.public.words import in_words, promise
from houvast.web.request import Request
from houvast.web.resident.forms import HelperForm, HoursForm, LanguageForm, SafeForm, StoryForm
from houvast.web.ui.forms import HouvastForm
from houvast.web.ui.page import page_of
from houvast.web.ui.shapes import NowCard, Way

KEPT = "confirmation"
SHOWN_FOR = dt.timedelta(hours=2)
MORE_AN_HOUR = 60


@dataclass(frozen=True)
class Confirmation:
    """What the page shows. Kept sealed in the session, so that a reload shows it again; two hours long."""

    dossier_id: UUID
    party_id: UUID
    code: str
    call_by: dt.date
    talk_by: dt.date
    urgent: bool
    name: str
    wants: str
    collects: bool
    told: tuple[str, ...] = ()


def keep(request: Request, made: SignupRegistered, command: SignupCommand) -> None:
    """Remember in this browser what was just made."""
    content = {
        "dossier_id": made.dossier_id,
        "party_id": made.party_id,
        "code": made.return_code,
        "call_by": made.call_by.isoformat(),
        "talk_by": made.talk_by.isoformat(),
        "urgent": made.urgent,
        "name": command.call_name,
        "wants": command.wants,
        "collects": command.wants == "post" and command.no_fixed_address,
        "told": [],
        "at": request.clock.now().isoformat(),
    }
    sealed.keep(request, KEPT, content)


def of(request: Request) -> Confirmation | None:
    """What this browser sent less than two hours ago."""
    content = sealed.kept(request, KEPT)
    if content is None or request.clock.now() - dt.datetime.fromisoformat(content["at"]) > SHOWN_FOR:
        return None
    return Confirmation(
        dossier_id=UUID(content["dossier_id"]),
        party_id=UUID(content["party_id"]),
        code=content["code"],
        call_by=dt.date.fromisoformat(content["call_by"]),
        talk_by=dt.date.fromisoformat(content["talk_by"]),
        urgent=content["urgent"],
        name=content["name"],
        wants=content["wants"],
        collects=content["collects"],
        told=tuple(content["told"]),
    )


def _told(request: Request, what: str) -> None:
    content = sealed.kept(request, KEPT) or {}
    content["told"] = sorted({*content.get("told", []), what})
    sealed.keep(request, KEPT, content)


def _actor(request: Request, made: Confirmation) -> Actor:
    """Who just signed up may add to that sign-up from this browser. Nothing of the file is shown to him here."""
    return replace(
        Actor.anonymous(request.organisation.id, request.actor.origin),
        kind="resident",
        level="N1",
        dossier_id=made.dossier_id,
        party_id=made.party_id,
        operation_id=request.actor.operation_id,
    )


@door(public=True)
@require_safe
@spoken
def done(request: Request) -> HttpResponse:
    """The confirmation; loading it again is safe. Without a sign-up in this browser: where to fill in the code."""
    made = of(request)
    if made is None:
        return redirect("resident:come_back")
    page_of(request).leave_shown = True
    context = {
        "made": made,
        "card": _card(made),
        "talk_by": in_words(made.talk_by),
        "ways": _tasks(made),
        "qr": _qr(request, made.code) if made.code else None,
    }
    response = render(request, "public/done.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _card(made: Confirmation) -> NowCard:
    words = promise(made.wants, collects=made.collects)
    return NowCard(lead=words, strong=in_words(made.call_by), day=made.call_by, title=_("Dit gebeurt nu"))


@dataclass(frozen=True)
class Qr:
    """A QR as the path of an SVG: its side in modules, and the dark runs."""

    side: int
    path: str


def _qr(request: Request, code: str) -> Qr:
    """Opens the page to come back with the code filled in. No name, number or date in it."""
    address = request.build_absolute_uri(reverse("resident:come_back_with", args=[code]))
    border = 2
    matrix = segno.make(address, error="m", micro=False).matrix
    runs = [
        f"M{column + border} {row + border}h1v1h-1z"
        for row, line in enumerate(matrix)
        for column, dark in enumerate(line)
        if dark
    ]
    return Qr(len(matrix) + 2 * border, "".join(runs))


# What you may still tell us ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Task:
    """An optional question after the sign-up: its words, and how the answer is kept."""

    title: str | Promise
    icon: str
    form: Callable[..., HouvastForm]
    keep: Callable[[Actor, Any, Request, Confirmation], None]


def _keep_wishes(actor: Actor, form: Any, request: Request, made: Confirmation) -> None:
    change_wishes(actor, form.changes(), request.clock, seen=None, strict=False)


def _keep_addition(actor: Actor, form: Any, request: Request, made: Confirmation) -> None:
    addition: Addition = form.addition()
    add_to_signup(actor, made.dossier_id, made.party_id, addition, request.clock)


TASKS: dict[str, Task] = {
    "taal": Task(gettext_lazy("Mijn taal, of een tolk"), "languages", LanguageForm, _keep_wishes),
    "tijd": Task(gettext_lazy("De beste tijd om te bellen"), "clock", HoursForm, _keep_wishes),
    "veilig": Task(gettext_lazy("Veilig contact"), "shield-check", SafeForm, _keep_wishes),
    "helper": Task(gettext_lazy("Iemand helpt mij"), "users", HelperForm, _keep_addition),
    "verhaal": Task(gettext_lazy("Wat is er aan de hand?"), "message-circle", StoryForm, _keep_addition),
}


def _tasks(made: Confirmation) -> list[Way]:
    done_words = [_("Bewaard. Je mag het nog veranderen.")]
    return [
        Way(
            str(task.title),
            reverse("public:more", args=[name]),
            "check" if name in made.told else task.icon,
            done_words if name in made.told else [],
        )
        for name, task in TASKS.items()
    ]


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def more(request: Request, name: str) -> HttpResponse:
    """One optional question. Each may be skipped; nobody asks why."""
    task = TASKS.get(name)
    if task is None:
        raise Http404
    made = of(request)
    if made is None:
        return redirect("resident:come_back")
    languages = house_of(request).languages
    form = task.form(request.POST if request.method == "POST" else None, languages=languages)
    if request.method == "POST" and form.is_valid():
        counted = hit(f"signup:more:{request.actor.origin}", MORE_AN_HOUR, dt.timedelta(hours=1), request.clock)
        if not counted.allowed:
            raise TooOften(retry_after=counted.retry_after)
        task.keep(_actor(request, made), form, request, made)
        _told(request, name)
        return redirect("public:done")
    page_of(request).leave_shown = True
    context = {"form": form, "title": task.title, "name": name}
    response = render(request, "public/more.html", context, status=400 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response
