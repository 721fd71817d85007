"""R1 and the pages around it: start, where to go, urgent help, explanation, and the texts of the house."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from houvast.foundation.organisations import hours
from houvast.foundation.organisations.models import Door, Location, OpeningHours
from houvast.foundation.texts.models import TextState, TextVersion
from houvast.foundation.texts.services import SOURCE, BadText, Chosen, choose_many, paragraphs, standard_texts
from houvast.foundation.texts.services import render as fill_text
from houvast.foundation.words import phone_words, tel, time_words
from houvast.web.doors import door
from houvast.web.public.house import house_of, spoken
from houvast.web.public.page import CHOSEN
from houvast.web.public.words import (
    DAYS,
    days_words,
    here,
    ltr,
    number_words,
    open_words,
    sentence,
    week_line,
    window_words,
)
from houvast.web.request import Request
from houvast.web.ui.page import own_name, page_of
from houvast.web.ui.shapes import Way

YEAR = 365 * 24 * 3600
Paragraphs = list[list[tuple[str, bool]]]


@dataclass(frozen=True)
class PageText:
    """A text of the organisation, ready for the page; `language` differs when it fell back to Dutch."""

    paragraphs: Paragraphs
    language: str
    unapproved: bool


def page_texts(request: Request, *keys: str) -> dict[str, PageText]:
    """Texts of the organisation by the last part of their key, in one statement."""
    language, show = here(), request.organisation.show_unapproved_translations
    try:
        chosen = choose_many(list(keys), language, request.clock.now(), show_unapproved=show)
    except BadText:  # an organisation that has not loaded its texts yet is open all the same
        chosen = {key: Chosen(_shipped(key), language) for key in keys}
    return {key.rsplit(".", 1)[-1]: _page_text(request, one) for key, one in chosen.items()}


def _shipped(key: str) -> TextVersion:
    """The Dutch text that comes with Houvast, not kept in the record."""
    body = standard_texts(SOURCE)["texts"][key]["body"].strip()
    return TextVersion(key=key, language=SOURCE, state=TextState.APPROVED, body=body)


def _page_text(request: Request, chosen: Chosen) -> PageText:
    phone = number_words(request.municipality.phone) if request.municipality else ""
    filled = fill_text(chosen.version, {"dienst": request.organisation.service_name, "telefoon": phone})
    return PageText(paragraphs(filled.body), filled.language, filled.unapproved)


@door(public=True)
@require_safe
@spoken
def start(request: Request) -> HttpResponse:
    """R1: four ways in, what is urgent, what we do, when we are there."""
    elsewhere = _first_visit(request)
    response: HttpResponse
    if elsewhere:
        response = redirect(elsewhere)
    else:
        page_of(request).leave_shown = True
        response = render(request, "public/start.html", _start_context(request))
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        here() if not elsewhere else elsewhere.strip("/").split("/")[0],
        max_age=YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response


def _first_visit(request: Request) -> str:
    """Where somebody goes who comes to `/` for the first time with another language in the browser (record.md 5)."""
    if request.path != "/" or settings.LANGUAGE_COOKIE_NAME in request.COOKIES or CHOSEN in request.GET:
        return ""
    wanted = _wanted(request)
    if wanted == SOURCE or wanted not in house_of(request).languages:
        return ""
    with translation.override(wanted):
        return reverse("public:start")


def _wanted(request: Request) -> str:
    """The language the browser likes best, by its first part; Dutch when it says nothing."""
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return accepted[0][0].split("-")[0] if accepted and accepted[0][0] != "*" else SOURCE


def _start_context(request: Request) -> dict[str, object]:
    house, today = house_of(request), request.clock.today()
    wanted = _wanted(request)
    texts = page_texts(request, "page.start.intro", "page.start.call", "page.start.talk", "page.start.plan")
    return {
        "texts": texts,
        "ways": _ways(request),
        "steps": [texts["call"], texts["talk"], texts["plan"]],
        "hours": _hours_rows(house.phone_week, today.weekday()),
        "anonymous": request.municipality.anonymous_phone if request.municipality else "",
        "interpreter": not getattr(request, "fell_back", False) and wanted not in (*house.languages, SOURCE),
    }


def _ways(request: Request) -> list[Way]:
    municipality, house = request.municipality, house_of(request)
    ways = []
    if municipality is not None:
        state = hours.state_at(house.phone_week, request.clock.now())
        lines = [line for line in (open_words(state, request.clock.today()),) if line]
        number = phone_words(municipality.phone)
        ways.append(Way(_("Bel"), f"tel:{tel(municipality.phone)}", "phone", lines, True, number))
        if municipality.sms_number:
            sms = number_words(municipality.sms_number)
            words = _("Naar %(number)s. Je hoort van ons binnen 2 werkdagen.") % {"number": sms}
            ways.append(
                Way(_("Stuur een app of sms"), f"sms:{tel(municipality.sms_number)}", "message-circle", [words])
            )
    ways.append(
        Way(
            _("Meld je aan op deze site"),
            reverse("public:reach"),
            "square-pen",
            [_("2 korte vragen. Wij bellen jou. Dag en nacht.")],
        )
    )
    place = next(iter(places(request)), None)
    if place is not None:
        words = f"{ltr(place.location.street)}. {place.walk_in or place.visit}"
        ways.append(Way(_("Kom langs"), reverse("public:where"), "door-open", [words.strip()]))
    return ways


@dataclass(frozen=True)
class HoursRow:
    """A line of the table of hours."""

    days: str
    words: str
    today: bool
    evening: str  # the closing time, when it is in the evening


def _hours_rows(week: hours.Week, today: int) -> list[HoursRow]:
    rows = []
    for one in hours.stretches(week, alone=today):
        is_today = one.first == one.last == today
        days = sentence(days_words(one.first, one.last))
        if is_today:
            days = _("%(day)s (vandaag)") % {"day": sentence(str(DAYS[today]))}
        closes = one.windows[-1][1]
        late = time_words(closes) if closes > hours.EVENING else ""
        words = window_words(one.windows, isolated=False)  # its cell is isolated as a whole
        rows.append(HoursRow(days, words.removesuffix(late) if late else words, is_today, late))
    return rows


@dataclass(frozen=True)
class Place:
    """A place to come to, with its hours in words."""

    location: Location
    walk_in: str
    visit: str
    evening: bool
    languages: tuple[str, ...]


def places(request: Request) -> list[Place]:
    """The places where people can come today, in one statement."""
    if request.municipality is None:
        return []
    today = request.clock.today()
    shown = [request.municipality] if request.municipality_by_host else request.municipalities
    found = Location.objects.filter(municipality__in=shown, valid_from__lte=today)
    rows = house_of(request).hours
    other = [one.id for one in shown if one.id != request.municipality.id]
    if other:
        rows = (*rows, *(row for one in other for row in hours.rows_of(one)))
    return [
        _place(one, rows) for one in found.order_by("name", "id") if one.valid_until is None or one.valid_until >= today
    ]


def _place(location: Location, rows: tuple[OpeningHours, ...]) -> Place:
    walk_in = hours.week_of(rows, Door.WALK_IN, location.id)
    visit = hours.week_of(rows, Door.VISIT, location.id)
    every = [closes for week in (walk_in, visit) for day in week.days for _opens, closes in day]
    return Place(
        location,
        _("Zonder afspraak: %(hours)s") % {"hours": _small(week_line(walk_in))} if walk_in.known else "",
        _("Met afspraak: %(hours)s") % {"hours": _small(week_line(visit))} if visit.known else "",
        any(closes > hours.EVENING for closes in every),
        tuple(own_name(code) for code in location.languages),
    )


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


@door(public=True)
@require_safe
@spoken
def where(request: Request) -> HttpResponse:
    """Where to go: places, walk-in and evening hours, numbers, languages."""
    house = house_of(request)
    context = {
        "places": places(request),
        "hours": _hours_rows(house.phone_week, request.clock.today().weekday()),
        "municipality": request.municipality,
        "languages": page_of(request).languages,
    }
    return render(request, "public/where.html", context)


@door(public=True)
@require_safe
@spoken
def urgent(request: Request) -> HttpResponse:
    """Urgent help: call now."""
    house, now = house_of(request), request.clock.now()
    state = hours.state_at(house.phone_week, now)
    context = {
        "text": page_texts(request, "page.urgent")["urgent"],
        "open_now": state.open,
        "open_words": open_words(state, request.clock.today()),
    }
    return render(request, "public/urgent.html", context)


TITLES = {
    "privacy": gettext_lazy("Zo gaan wij om met jouw gegevens"),
    "accessibility": gettext_lazy("Deze site is er voor iedereen"),
    "complaint": gettext_lazy("Klacht, of ben je het niet eens?"),
}


@door(public=True)
@require_safe
@spoken
def text_page(request: Request, name: str) -> HttpResponse:
    """Privacy, accessibility, complaint: texts of the organisation."""
    text = page_texts(request, f"page.{name}")[name]
    return render(request, "public/text.html", {"title": TITLES[name], "text": text})


@dataclass(frozen=True)
class ExplainedStep:
    """One of the eight steps of the road, with its picture."""

    name: str
    picture: str
    text: PageText
    duration: PageText | None


STEPS = (
    ("signed_up", gettext_lazy("Je meldt je aan"), "hand"),
    ("called", gettext_lazy("Wij bellen je"), "telefoon"),
    ("talk", gettext_lazy("Eerste gesprek"), "tafel"),
    ("plan", gettext_lazy("Jouw plan"), "lijst"),
    ("rest", gettext_lazy("Rust met schuldeisers"), "zandloper"),
    ("proposal", gettext_lazy("Voorstel aan schuldeisers"), "brief"),
    ("repaying", gettext_lazy("Aflossen met hulp"), "trap"),
    ("aftercare", gettext_lazy("Nazorg"), "plant"),
)
WITH_DURATION = ("plan", "rest", "proposal", "repaying", "aftercare")


def usual_durations(request: Request) -> dict[str, PageText]:
    """How long each later step usually takes: the organisation says so in its texts."""
    return page_texts(request, *(f"page.duration.{name}" for name in WITH_DURATION))


@door(public=True)
@require_safe
@spoken
def explain(request: Request) -> HttpResponse:
    """The whole road in eight steps with pictures."""
    texts = page_texts(request, *(f"page.explain.{name}" for name, _title, _picture in STEPS))
    durations = usual_durations(request)
    steps = [ExplainedStep(str(title), picture, texts[name], durations.get(name)) for name, title, picture in STEPS]
    return render(request, "public/explain.html", {"steps": steps})


@door(public=True)
@require_safe
def leave(request: Request) -> HttpResponse:
    """*Deze pagina snel verlaten*: to a neutral page, and this browser forgets us."""
    target = request.organisation.quick_exit_url
    response = redirect(target) if target else redirect("public:start")
    return forget(response)


def forget(response: HttpResponse) -> HttpResponse:
    """Ask the browser to drop what it kept of us, and its session cookie in any case."""
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response["Cache-Control"] = "no-store"
    response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite=settings.SESSION_COOKIE_SAMESITE)
    return response
