"""R13: how we may reach you: language, channel, hours, safe contact, a new number."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from houvast.casework.signup import codes
from houvast.casework.signup.errors import NoWayToSendCode, TooManyTries, WishesChanged, WrongCode
from houvast.casework.signup.own import OwnWishes, change_wishes, give_new_point, own_wishes, use_confirmed_point
from houvast.web import sealed
from houvast.web.doors import door
from houvast.web.errors import TooOften
from houvast.web.kept_input import forget_typed, typed_before
from houvast.web.public.house import house_of, spoken
from houvast.web.public.words import ltr
from houvast.web.request import Request
from houvast.web.resident.come_back import demo_code
from houvast.web.resident.forms import (
    HOURS,
    SAFE,
    ChannelForm,
    HoursForm,
    LanguageForm,
    NewPointForm,
    OneTimeForm,
    SafeForm,
)
from houvast.web.ui.page import own_name
from houvast.web.ui.shapes import SummaryRow

NEW_POINT = "new_point"
CONFIRM = "confirm_point"


@dataclass(frozen=True)
class Wish:
    """One thing to change: its title and form."""

    title: str | Promise
    form: Callable[..., Any]
    lead: str | Promise = ""


WISHES: dict[str, Wish] = {
    "taal": Wish(gettext_lazy("Mijn taal, of een tolk"), LanguageForm),
    "kanaal": Wish(gettext_lazy("Zo bereiken jullie mij"), ChannelForm),
    "tijd": Wish(gettext_lazy("De beste tijd om te bellen"), HoursForm),
    "veilig": Wish(
        gettext_lazy("Veilig contact"),
        SafeForm,
        gettext_lazy("Leest of luistert er iemand mee? Zeg het ons. Dan houden wij daar altijd rekening mee."),
    ),
}


@door(resident="N1")
@require_safe
@spoken
def overview(request: Request) -> HttpResponse:
    """What we may and may not do, each with *Wijzig*."""
    mine = own_wishes(request.actor, request.clock)
    return render(request, "resident/wishes.html", {"rows": _rows(mine), "saved": request.GET.get("bewaard") == "ja"})


def _rows(mine: OwnWishes) -> list[SummaryRow]:
    wishes = mine.wishes
    language = own_name(wishes.language)
    spoken_words = _("%(language)s, met tolk") % {"language": language} if wishes.interpreter else language
    hours = [str(words) for value, words in HOURS if value in wishes.hours]
    refused = [str(words) for value, words in SAFE if not getattr(wishes, _field(value))]
    return [
        SummaryRow(_("Taal"), spoken_words, _change("taal")),
        SummaryRow(_("Zo bereiken wij je"), _way_words(mine), _change("kanaal")),
        SummaryRow(_("Beste tijd"), "; ".join(hours) or _("Elk moment is goed"), _change("tijd")),
        SummaryRow(_("Dit doen wij niet"), "; ".join(refused) or _("Alles mag"), _change("veilig")),
    ]


def _field(value: str) -> str:
    return f"{value.removeprefix('no_')}_allowed"


def _change(name: str) -> str:
    return reverse("resident:change_wish", args=[name])


def _way_words(mine: OwnWishes) -> str:
    wishes = mine.wishes
    if wishes.comes_by:
        return _("Je komt langs")
    point = next((one for one in mine.points if one.id == wishes.contact_point_id), None)
    if point is None:
        return _("Per brief") if wishes.preferred == "post" else _("Nog niet gekozen")
    words = {"phone": _("Bellen naar %(end)s"), "text": _("App of sms naar %(end)s")}
    if point.kind == "mail":
        return _("E-mail naar %(end)s") % {"end": ltr(point.masked)}
    return words.get(wishes.preferred, words["phone"]) % {"end": ltr(point.masked)}


def _form(request: Request, wish: Wish, mine: OwnWishes, data: Any = None, **initial: Any) -> Any:
    more: dict[str, Any] = {"languages": house_of(request).languages}
    if wish.form is ChannelForm:
        more["points"] = mine.points
    first = {**wish.form.initial_of(mine.wishes), "seen": mine.fact_id, **initial}  # type: ignore[attr-defined]
    return wish.form(data, initial=first, **more)


@door(resident="N1")
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def change(request: Request, name: str) -> HttpResponse:
    """Change one thing. When somebody changed it meanwhile, the page says so and shows both."""
    wish = WISHES.get(name)
    if wish is None:
        raise Http404
    mine = own_wishes(request.actor, request.clock)
    context = {"title": wish.title, "lead": wish.lead, "name": name}
    if request.method != "POST":
        kept = typed_before(request, wish.form)  # type: ignore[arg-type]
        form = _form(request, wish, mine, **kept)
        return render(request, "resident/change.html", {**context, "form": form, "kept": bool(kept)})
    form = _form(request, wish, mine, request.POST)
    if not form.is_valid():
        return render(request, "resident/change.html", {**context, "form": form}, status=400)
    try:
        change_wishes(request.actor, form.changes(), request.clock, seen=form.cleaned_data["seen"])
    except WishesChanged as changed:
        return _show_both(request, wish, context, str(changed.text))
    forget_typed(request)
    return redirect(f"{reverse('resident:wishes')}?bewaard=ja")


def _show_both(request: Request, wish: Wish, context: dict[str, Any], words: str) -> HttpResponse:
    """409: what stands now, and below it what was typed, ready to be sent again."""
    now = own_wishes(request.actor, request.clock)
    data = request.POST.copy()
    data["seen"] = str(now.fact_id or "")
    form = _form(request, wish, now, data)
    return render(request, "resident/change.html", {**context, "form": form, "conflict": words, "rows": _now(now)},
                  status=409)  # fmt: skip


def _now(mine: OwnWishes) -> list[SummaryRow]:
    return [SummaryRow(row.label, row.value) for row in _rows(mine)]


@door(resident="N1")
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def new_point(request: Request) -> HttpResponse:
    """A new number or mail address: first a code to it."""
    if request.method != "POST":
        kept = typed_before(request, NewPointForm)
        return render(request, "resident/new_point.html", {"form": NewPointForm(initial=kept), "kept": bool(kept)})
    form = NewPointForm(request.POST)
    if form.is_valid():
        try:
            point = give_new_point(
                request.actor, form.cleaned_data["kind"], form.value(), str(request.session.session_key),
                request.clock, request.randomness,
            )  # fmt: skip
        except NoWayToSendCode as none:
            form.add_error(None, str(none.text))
        except TooManyTries as often:
            raise TooOften(str(often.text), retry_after=often.retry_after) from often
        else:
            forget_typed(request)
            sealed.keep(request, NEW_POINT, {"id": point.id})
            return redirect("resident:confirm_point")
    return render(request, "resident/new_point.html", {"form": form}, status=400)


@door(resident="N1")
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def confirm_point(request: Request) -> HttpResponse:
    """The digits that went to the new number or address."""
    content = sealed.kept(request, NEW_POINT)
    if content is None:
        return redirect("resident:new_point")
    actor = request.actor
    _, party_id = actor.own_file
    form = OneTimeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            codes.check_one_time_code(
                actor, party_id, form.cleaned_data["digits"], str(request.session.session_key), request.clock,
                purpose=CONFIRM,
            )  # fmt: skip
            use_confirmed_point(actor, UUID(content["id"]), request.clock)
        except WrongCode as wrong:
            form.add_error("digits", str(wrong.text))
        except TooManyTries as often:
            raise TooOften(str(often.text), retry_after=often.retry_after) from often
        else:
            sealed.drop(request, NEW_POINT)
            return redirect(f"{reverse('resident:wishes')}?bewaard=ja")
    context = {"form": form, "demo_code": demo_code(request, party_id)}
    return render(request, "resident/confirm_point.html", context, status=400 if form.errors else 200)
