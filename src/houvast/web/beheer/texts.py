"""B3 and B4: languages with their switch, and the texts with versions, state and reading level."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houvast.foundation.organisations import services
from houvast.foundation.organisations.models import LanguageOffer, Municipality
from houvast.foundation.texts.catalogue import KINDS, TextKind
from houvast.foundation.texts.coverage import coverage
from houvast.foundation.texts.models import TextState, TextVersion
from houvast.foundation.texts.services import LANGUAGES, SOURCE, label_states
from houvast.rules import readability
from houvast.web.beheer.forms import LanguagesForm, SwitchForm
from houvast.web.beheer.screen import ADMINISTRATORS, Screen, form_page, posted
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui.page import own_name, page_of

MEDIA = {"sms": "sms", "mail": "e-mail", "card": "kaart", "page": "pagina", "say": "aan de telefoon"}


@door(roles=ADMINISTRATORS)
def languages_view(request: Request) -> HttpResponse:
    """The switch for unapproved translations, the state of the labels, the offer of each municipality."""
    organisation = request.organisation
    form = SwitchForm(
        posted(request),
        initial={"show": organisation.show_unapproved_translations, "version": organisation.version},
    )
    offers = list(LanguageOffer.objects.filter(offered=True).values_list("municipality_id", "language"))
    states = label_states()
    towns = [
        (town, ", ".join(own_name(code) for one, code in offers if one == town.id) or "alleen Nederlands")
        for town in request.municipalities
    ]
    labels = [
        (one, own_name(one.language), TextState(states.get(one.language, TextState.DRAFT)).label) for one in coverage()
    ]
    screen = Screen(
        "Talen",
        reverse("beheer:languages"),
        "languages",
        template="beheer/languages.html",
        more={"towns": towns, "labels": labels},
    )
    return form_page(
        request,
        screen,
        form,
        lambda: services.update_organisation(
            request.actor,
            form.cleaned_data["version"],
            {"show_unapproved_translations": form.cleaned_data["show"]},
            request.clock,
        ),
    )


@door(roles=ADMINISTRATORS)
def offers_view(request: Request, municipality_id: UUID) -> HttpResponse:
    """The languages of one municipality."""
    town = get_object_or_404(Municipality, pk=municipality_id)
    offers = list(LanguageOffer.objects.filter(municipality=town))
    known = {f"phone_{one.language}": one.phone for one in offers}
    form = LanguagesForm(
        posted(request), initial={"languages": [one.language for one in offers if one.offered], **known}
    )
    screen = Screen(f"Talen van {town.name}", reverse("beheer:languages"), "languages")
    return form_page(
        request,
        screen,
        form,
        lambda: services.offer_languages(
            request.actor, town.id, form.cleaned_data["languages"], request.clock, form.phones()
        ),
    )


@dataclass(frozen=True)
class Level:
    """What the B1 gate says of a Dutch text."""

    passes: bool
    score: float
    problems: tuple[str, ...]

    @property
    def icon(self) -> str:
        """The sign before the words."""
        return "circle-check" if self.passes else "triangle-alert"

    @property
    def words(self) -> str:
        """ "B1, score 78", or "nog niet B1"."""
        number = f"{self.score:.0f}" if self.score else ""
        return ("B1" if self.passes else "nog niet B1") + (f", score {number}" if number else "")


@lru_cache(maxsize=512)
def level_of(subject: str, body: str, medium: str) -> Level:
    """The reading level of a text as it stands, with its placeholders as words."""
    plain = body.replace("{", "").replace("}", "").replace("**", "")
    report = readability.check(plain, kind="text")
    about = [readability.check(subject, kind="subject")] if subject else []
    problems = tuple(one.text_nl for each in (report, *about) for one in each.problems)
    return Level(not problems, report.score, problems)


@dataclass(frozen=True)
class TextRow:
    """One text in the list: its newest version per language."""

    kind: TextKind
    medium: str
    states: tuple[tuple[str, str], ...]
    own: bool
    level: Level | None


@door(roles=ADMINISTRATORS)
def texts_view(request: Request) -> HttpResponse:
    """Every text: where it is used, its state per language, its reading level."""
    newest = _newest(TextVersion.objects.filter(valid_from__lte=request.clock.now()))
    rows = [_row(kind, newest) for kind in KINDS.values()]
    page_of(request).menu_key = "texts"
    weak = sum(1 for row in rows if row.level and not row.level.passes)
    return render(request, "beheer/texts.html", {"rows": rows, "weak": weak})


def _newest(rows: Iterable[TextVersion]) -> dict[tuple[str, str], TextVersion]:
    found: dict[tuple[str, str], TextVersion] = {}
    for row in sorted(rows, key=lambda one: (one.standard, -one.valid_from.timestamp(), -one.standard_version)):
        found.setdefault((row.key, row.language), row)
    return found


def _row(kind: TextKind, newest: dict[tuple[str, str], TextVersion]) -> TextRow:
    versions = [newest[kind.key, code] for code in LANGUAGES if (kind.key, code) in newest]
    dutch = newest.get((kind.key, SOURCE))
    return TextRow(
        kind,
        MEDIA.get(kind.medium, kind.medium),
        tuple((one.language, TextState(one.state).label) for one in versions),
        any(not one.standard for one in versions),
        level_of(dutch.subject, dutch.body, kind.medium) if dutch else None,
    )


@door(roles=ADMINISTRATORS)
def text_view(request: Request, key: str) -> HttpResponse:
    """One text: every version in every language, newest first."""
    kind = KINDS.get(key)
    if kind is None:
        raise Http404
    rows = TextVersion.objects.filter(key=key).order_by("language", "standard", "-valid_from", "id")
    versions = [
        {
            "row": row,
            "language": own_name(row.language),
            "code": row.language,
            "state": TextState(row.state).label,
            "level": level_of(row.subject, row.body, kind.medium) if row.language == SOURCE else None,
        }
        for row in sorted(rows, key=lambda one: one.language != SOURCE)
    ]
    page_of(request).menu_key = "texts"
    context = {"kind": kind, "medium": MEDIA.get(kind.medium, kind.medium), "versions": versions}
    return render(request, "beheer/text.html", context)
