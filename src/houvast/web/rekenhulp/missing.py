"""Public: "Laat ik geld liggen?" in four short pages. Answers travel in the form; nothing is kept anywhere."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from houvast.rules.errors import BadInputError, NoParametersError
from houvast.web.doors import door
from houvast.web.public.house import spoken
from houvast.web.rekenhulp.asking import Page
from houvast.web.rekenhulp.missing_forms import ASKING
from houvast.web.rekenhulp.missing_outcome import Answer, answer_of, sheet_of
from houvast.web.rekenhulp.missing_told import missing_of
from houvast.web.rekenhulp.paper import pdf
from houvast.web.rekenhulp.rows import law_lines
from houvast.web.rekenhulp.shown import filled_in, private, question_page
from houvast.web.request import Request
from houvast.web.ui.page import page_of

HEADINGS = (
    gettext_lazy("Wie ben je?"),
    gettext_lazy("Over je huis"),
    gettext_lazy("Wat is je inkomen?"),
    gettext_lazy("Wat heb je nu al?"),
)


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def ask(request: Request) -> HttpResponse:
    """One page of questions, or the answer after the last. `at` is the page that was filled in, `go` the button."""
    try:
        if request.method != "POST":
            return _asked(request, Page(1, typed=False), QueryDict())
        turn = ASKING.turn(request.POST, request.clock.today())
        if isinstance(turn, Page):
            return _asked(request, turn, request.POST)
        return _answered(request, turn)
    except NoParametersError:
        return private(request, "rekenhulp/no_rules.html", {})


def _asked(request: Request, page: Page, data: QueryDict, refusal: tuple[str, str] | None = None) -> HttpResponse:
    return question_page(
        request, ASKING, page, data, template="rekenhulp/missing_{}.html", action=reverse("rekenhulp:missing"),
        headings=HEADINGS, refusal=refusal,
    )  # fmt: skip


def _answer(request: Request, answers: dict[str, Any]) -> Answer | HttpResponse:
    """The answer, or the page with a year of birth that cannot be."""
    try:
        return answer_of(missing_of(answers, request.clock.today()), ask_us=reverse("public:reach"))
    except BadInputError as refusal:
        words = _("Dit is voor mensen van 16 jaar of ouder. Kijk het jaar na.")
        return _asked(request, Page(1, typed=True), request.POST, (refusal.field, words))


def _answered(request: Request, answers: dict[str, Any]) -> HttpResponse:
    answer = _answer(request, answers)
    if isinstance(answer, HttpResponse):
        return answer
    context = {
        "answer": answer,
        "law": law_lines(answer.law),
        "carried": ASKING.carried(request.POST, ASKING.last),
        "filled": filled_in(ASKING, HEADINGS, request.POST, request),
    }
    return private(request, "rekenhulp/missing_outcome.html", context)


@door(public=True)
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def sheet(request: Request) -> HttpResponse:
    """The answer on one page of paper. A bare address leads to the start."""
    if request.method != "POST":
        return redirect("rekenhulp:start")
    try:
        answers = ASKING.answers(request.POST, request.clock.today())
        if isinstance(answers, Page):
            return _asked(request, answers, request.POST)
        answer = _answer(request, answers)
    except NoParametersError:
        return private(request, "rekenhulp/no_rules.html", {})
    if isinstance(answer, HttpResponse):
        return answer
    page = page_of(request)
    foot = " ".join(
        one
        for one in (
            _("Dit is hulp bij rekenen. Het is nog geen besluit."),
            f"{page.service}, {page.phone}" if page.phone else "",
        )
        if one
    )
    return pdf(request, "sheet", sheet_of(answer, kicker=page.service, foot=foot).as_data(), "mijn-toeslagen")


__all__ = ["ask", "sheet"]
