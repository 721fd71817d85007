"""Public: "Klopt mijn beslag?" in four short pages. Answers travel in the form; nothing is kept anywhere."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from houvast.foundation.parameters.queries import parameters_for
from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import letters
from houvast.rules.errors import BadInputError, NoParametersError
from houvast.rules.estimate import Estimate, Known, estimate
from houvast.web.doors import door
from houvast.web.public.house import spoken
from houvast.web.rekenhulp.asking import Page
from houvast.web.rekenhulp.outcome import letter_of, outcome_of, sheet_of
from houvast.web.rekenhulp.paper import pdf
from houvast.web.rekenhulp.rows import law_lines
from houvast.web.rekenhulp.seizure_forms import ASKING, known_from
from houvast.web.rekenhulp.shown import filled_in, private, question_page
from houvast.web.request import Request
from houvast.web.ui.page import page_of

HEADINGS = (
    gettext_lazy("Met wie woon je?"),
    gettext_lazy("Wat is je inkomen per maand?"),
    gettext_lazy("Wat is het inkomen per jaar?"),
    gettext_lazy("Hoeveel gaat er elke maand af?"),
)
FIELD_OF = {"held_back_month": ("held", ASKING.last), "situation": ("situation", 1), "in_institution": ("special", 1)}


@door(public=True)
@require_safe
@spoken
def start(request: Request) -> HttpResponse:
    """What this is, what it asks, and that nothing is kept."""
    page_of(request).leave_shown = True
    return render(request, "rekenhulp/start.html", {"count": ASKING.last})


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def ask(request: Request) -> HttpResponse:
    """One question, or the answer after the last. `at` is the page that was filled in, `go` the button."""
    if request.method != "POST":
        return _asked(request, Page(1, typed=False), QueryDict())
    turn = ASKING.turn(request.POST)
    return _asked(request, turn, request.POST) if isinstance(turn, Page) else _answered(request, request.POST, turn)


def _asked(request: Request, page: Page, data: QueryDict, refusal: tuple[str, str] | None = None) -> HttpResponse:
    return question_page(
        request, ASKING, page, data, template="rekenhulp/question_{}.html", action=reverse("rekenhulp:seizure"),
        headings=HEADINGS, refusal=refusal,
    )  # fmt: skip


def _calculated(request: Request, answers: dict[str, Any]) -> tuple[Known, Estimate]:
    known = known_from(answers)
    return known, estimate(known, parameters_for(bvv.parameters_for, request.clock.today()))


def _answered(request: Request, data: QueryDict, answers: dict[str, Any]) -> HttpResponse:
    try:
        known, found = _calculated(request, answers)
    except NoParametersError:
        return private(request, "rekenhulp/no_rules.html", {})
    except BadInputError as refusal:
        return _refused(request, data, refusal)
    outcome = outcome_of(known, found)
    context = {
        "outcome": outcome,
        "law": law_lines(outcome.law),
        "carried": ASKING.carried(data, ASKING.last),
        "filled": filled_in(ASKING, HEADINGS, data, request),
    }
    return private(request, "rekenhulp/outcome.html", context)


def _refused(request: Request, data: QueryDict, refusal: BadInputError) -> HttpResponse:
    """Two answers that cannot both be true: back to the page of one of them, with words about it."""
    field, at = FIELD_OF.get(refusal.field, ("held", ASKING.last))
    words = _("Er gaat meer af dan je inkomen. Kijk beide bedragen na.")
    return _asked(request, Page(at, typed=True), data, (field, words))


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def sheet(request: Request) -> HttpResponse:
    """The answer on one page of paper."""
    ready = _ready(request)
    if isinstance(ready, HttpResponse):
        return ready
    _answers, known, found = ready
    page = page_of(request)
    outcome = outcome_of(known, found)
    foot = _("Dit is hulp bij rekenen. Het is nog geen besluit.") + (
        f" {page.service}, {page.phone}" if page.phone else ""
    )
    data = sheet_of(outcome, kicker=page.service, foot=foot).as_data()
    return pdf(request, "sheet", data, "mijn-beslag")


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def letter(request: Request) -> HttpResponse:
    """The letter to the bailiff as text, to copy or to print."""
    ready = _ready(request)
    if isinstance(ready, HttpResponse):
        return ready
    answers, known, found = ready
    written = letter_of(known, found, answers["by"], request.clock.today())
    context = {"text": letters.as_text(written), "carried": ASKING.carried(request.POST, ASKING.last)}
    return private(request, "rekenhulp/letter.html", context)


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def letter_sheet(request: Request) -> HttpResponse:
    """The same letter as PDF."""
    ready = _ready(request)
    if isinstance(ready, HttpResponse):
        return ready
    answers, known, found = ready
    data = letter_of(known, found, answers["by"], request.clock.today()).as_data()
    return pdf(request, "letter", data, "brief-deurwaarder")


def _ready(request: Request) -> HttpResponse | tuple[dict[str, Any], Known, Estimate]:
    """All answers calculated; else the page where something is missing. A bare address leads to the start."""
    if request.method != "POST":
        return redirect("rekenhulp:start")
    answers = ASKING.answers(request.POST)
    if isinstance(answers, Page):
        return _asked(request, answers, request.POST)
    try:
        return (answers, *_calculated(request, answers))
    except NoParametersError:
        return private(request, "rekenhulp/no_rules.html", {})
    except BadInputError as refusal:
        return _refused(request, request.POST, refusal)


__all__ = ["ask", "letter", "letter_sheet", "sheet", "start"]
