"""Error pages in the reader's language, with a phone number and a code for the helpdesk (look.md 8).

They need nothing: without a database or organisation the page still comes, only plainer.
"""

from http import HTTPStatus

from django.http import HttpResponse
from django.template.loader import render_to_string

from houvast.web.request import Request
from houvast.web.ui.page import page_for_error

KNOWN = frozenset({400, 403, 404, 409, 413, 429, 500, 503})


class WebError(Exception):
    """An answer other than the page that was asked for; the view or form says why in plain words."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, words: str = "", retry_after: int | None = None) -> None:
        self.words = words
        self.retry_after = retry_after
        super().__init__(words)


class BadInput(WebError):
    """The request could not be read: 400."""


class Conflict(WebError):
    """Somebody else was first, or the page was old: 409, nothing typed is lost."""

    status = HTTPStatus.CONFLICT


class TooLarge(WebError):
    """A body larger than we take: 413."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class TooOften(WebError):
    """Too many tries: 429 with when to come back, and the phone number."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class Unavailable(WebError):
    """Another system is down: 503 with another way."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


def error_page(request: Request, status: int, *, retry_after: int | None = None, words: str = "") -> HttpResponse:
    """The page of an error. A 404 is the same whatever the reason (404-same)."""
    status = int(status) if int(status) in KNOWN else 500
    page = page_for_error(request, status)
    context = {"status": status, "words": words, "reference": _reference(request), "page": page}
    response = HttpResponse(render_to_string(f"{status}.html", context), status=status)
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response


def _reference(request: Request) -> str:
    actor = getattr(request, "actor", None)
    return str(actor.operation_id)[:8].upper() if actor is not None else ""


def bad_request(request: Request, exception: Exception | None = None) -> HttpResponse:
    """handler400"""
    return error_page(request, 400)


def forbidden(request: Request, exception: Exception | None = None) -> HttpResponse:
    """handler403; also the answer to a missing CSRF token."""
    return error_page(request, 403)


def not_found(request: Request, exception: Exception | None = None) -> HttpResponse:
    """handler404"""
    return error_page(request, 404)


def server_error(request: Request) -> HttpResponse:
    """handler500"""
    return error_page(request, 500)


def csrf_failure(request: Request, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: the page was open too long, or cookies are off."""
    return error_page(request, 403, words="csrf")
