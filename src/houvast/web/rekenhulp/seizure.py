"""Public: "Klopt mijn beslag?" in four short pages. Answers travel in the form; nothing is kept anywhere."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import letters
from houvast.rules.errors import BadInputError, NoParametersError
from houvast.rules.estimate import Estimate, Known, estimate
from houvast.web.doors import door
from houvast.web.public.house import spoken
from houvast.web.rekenhulp.outcome import letter_of, outcome_of, sheet_of
from houvast.web.rekenhulp.paper import pdf
from houvast.web.rekenhulp.rows import carried, law_lines
from houvast.web.rekenhulp.seizure_forms import LAST, known_from, question, said
from houvast.web.request import Request
from houvast.web.ui.page import page_of

HEADINGS = (
    gettext_lazy("Met wie woon je?"),
    gettext_lazy("Wat is je inkomen per maand?"),
    gettext_lazy("Wat is het inkomen per jaar?"),
    gettext_lazy("Hoeveel gaat er elke maand af?"),
)
FIELD_OF = {"held_back_month": ("held", LAST), "situation": ("situation", 1), "in_institution": ("special", 1)}


@door(public=True)
@require_safe
@spoken
def start(request: Request) -> HttpResponse:
    """What this is, what it asks, and that nothing is kept."""
    page_of(request).leave_shown = True
    return render(request, "rekenhulp/start.html", {"count": LAST})


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def ask(request: Request) -> HttpResponse:
    """One question, or the answer after the last. `at` is the page that was filled in, `go` the button."""
    if request.method != "POST":
        return _asked(request, 1, QueryDict(), typed=False)
    data = request.POST
    at = _page_number(data.get("at", ""))
    elsewhere = _other_page(at, data.get("go", "next"))
    if elsewhere:
        return _asked(request, elsewhere, data, typed=False)
    if at < LAST:
        good = question(at, data, typed=True).is_valid()
        return _asked(request, at + 1 if good else at, data, typed=not good)
    answers, wrong = _all_answers(data)
    if wrong:
        return _asked(request, wrong, data, typed=True)
    return _answered(request, data, answers)


def _other_page(at: int, going: str) -> int:
    """The page to show as it was: one back, or the one that somebody changes. 0: go on."""
    if going == "back":
        return max(1, at - 1)
    return _page_number(going.removeprefix("to-")) if going.startswith("to-") else 0


def _page_number(typed: str) -> int:
    return int(typed) if typed in {"1", "2", "3", "4"} else 1


def _all_answers(data: QueryDict) -> tuple[dict[str, Any], int]:
    """Every answer, or the first page that is not right: what comes back from a browser is read anew."""
    answers: dict[str, Any] = {}
    for at in range(1, LAST + 1):
        form = question(at, data, typed=True)
        if not form.is_valid():
            return {}, at
        answers |= form.cleaned_data
    return answers, 0


def _asked(
    request: Request, at: int, data: QueryDict, *, typed: bool, refusal: tuple[str, str] | None = None
) -> HttpResponse:
    form = question(at, data, typed=typed)
    if refusal:
        form.add_error(*refusal)
    wrong = bool(form.errors)
    along = carried(data, at, without=form.base_fields)
    context = {"form": form, "at": at, "count": LAST, "heading": HEADINGS[at - 1], "carried": along}
    return _private(request, f"rekenhulp/question_{at}.html", context, status=400 if wrong else 200)


def _private(request: Request, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    page_of(request).leave_shown = True
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"  # it shows what was typed
    return response


def _calculated(request: Request, answers: dict[str, Any]) -> tuple[Known, Estimate]:
    known = known_from(answers)
    return known, estimate(known, bvv.parameters_for(request.clock.today()))


def _answered(request: Request, data: QueryDict, answers: dict[str, Any]) -> HttpResponse:
    try:
        known, found = _calculated(request, answers)
    except NoParametersError:
        return _private(request, "rekenhulp/no_rules.html", {})
    except BadInputError as refusal:
        return _refused(request, data, refusal)
    outcome = outcome_of(known, found)
    context = {
        "outcome": outcome,
        "law": law_lines(outcome.law),
        "carried": carried(data, LAST),
        "filled": _filled(data),
    }
    return _private(request, "rekenhulp/outcome.html", context)


def _refused(request: Request, data: QueryDict, refusal: BadInputError) -> HttpResponse:
    """Two answers that cannot both be true: back to the page of one of them, with words about it."""
    field, at = FIELD_OF.get(refusal.field, ("held", LAST))
    words = _("Er gaat meer af dan je inkomen. Kijk beide bedragen na.")
    return _asked(request, at, data, typed=True, refusal=(field, words))


def _filled(data: QueryDict) -> list[tuple[int, str, list[tuple[str, str]]]]:
    """Every answer as it was given: number of the page, its heading, and label with answer."""
    return [(at, str(HEADINGS[at - 1]), said(at, data)) for at in range(1, LAST + 1)]


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
    context = {"text": letters.as_text(written), "carried": carried(request.POST, LAST)}
    return _private(request, "rekenhulp/letter.html", context)


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
    answers, wrong = _all_answers(request.POST)
    if wrong:
        return _asked(request, wrong, request.POST, typed=True)
    try:
        return (answers, *_calculated(request, answers))
    except NoParametersError:
        return _private(request, "rekenhulp/no_rules.html", {})
    except BadInputError as refusal:
        return _refused(request, request.POST, refusal)


__all__ = ["ask", "letter", "letter_sheet", "sheet", "start"]
