"""The pages of questions as answers to a request: never kept by a browser, with the button to leave quickly."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from houvast.web.rekenhulp.asking import Asking, Page
from houvast.web.request import Request
from houvast.web.ui.page import page_of


def private(request: Request, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page that shows what was typed."""
    page_of(request).leave_shown = True
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def question_page(
    request: Request, asking: Asking, page: Page, data: QueryDict, *, template: str, action: str,
    headings: Sequence[object], refusal: tuple[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    """One page of questions. `template` has a place for its number; `refusal` is a field and what is wrong with it."""
    form = asking.question(page.at, data, typed=page.typed, day=request.clock.today())
    if refusal:
        form.add_error(*refusal)
    context = {
        "form": form,
        "at": page.at,
        "count": asking.last,
        "heading": headings[page.at - 1],
        "carried": asking.carried(data, page.at, without=form.base_fields),
        "action": action,
    }
    return private(request, template.format(page.at), context, status=400 if form.errors else 200)


def filled_in(
    asking: Asking, headings: Sequence[object], data: QueryDict, request: Request
) -> list[tuple[int, str, list[tuple[str, str]]]]:
    """Every answer as it was given: number of the page, its heading, and label with answer."""
    day = request.clock.today()
    return [(at, str(headings[at - 1]), asking.said(at, data, day)) for at in range(1, asking.last + 1)]
