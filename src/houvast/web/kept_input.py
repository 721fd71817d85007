"""Nothing typed is lost when a session ends meanwhile: it waits, sealed, until the same person is back here.

The words belong to whose session ended: a colleague or another resident at the same browser never sees them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse

from houvast.web import sealed, sessions
from houvast.web.request import Request
from houvast.web.ui.forms import first_values, words_to_fill_in

KEPT = "typed"
MOST_SIGNS = 20_000
NOT_KEPT = ("csrfmiddlewaretoken", "seen", "password", "current", "credential")
BACK_AGAIN = "Wat je al invulde is bewaard. Kijk het na en verstuur het nog een keer."
PRESS_AGAIN = "Je was uitgelogd. Er is niets veranderd: druk nog een keer op de knop."


def keep_typed(request: Request, owner: str = "") -> bool:
    """Keep what was sent to an address behind a door that has just closed; says whether there was anything.

    It belongs to `owner`, or to whose session has just ended.
    """
    owner = owner or sessions.ended_owner(request)
    data = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    size = sum(len(value) for values in data.values() for value in values)
    if not owner or not data or size > MOST_SIGNS:
        return False
    sealed.keep(request, KEPT, {"path": request.path, "data": data, "owner": owner})
    return True


def something_kept(request: Request) -> bool:
    """Whether words wait in this browser, before it is known who is back."""
    return KEPT in request.session


def address_of_typed(request: Request) -> str:
    """Where the kept words of this person belong; empty when there are none."""
    content = _theirs(request)
    return str(content["path"]) if content else ""


def typed_before(request: Request, form_class: type[forms.Form]) -> dict[str, Any]:
    """The kept words of this address, as first values of its form."""
    content = _theirs(request)
    if not content or content["path"] != request.path:
        return {}
    return first_values(form_class.base_fields, content["data"])


def forget_typed(request: Request) -> None:
    """It was sent after all."""
    sealed.drop(request, KEPT)


@contextmanager
def filling(request: Request) -> Iterator[None]:
    """During a first look at an address of staff: every form there begins with the words that were kept for it."""
    content = _theirs(request) if request.method == "GET" else None
    if not content or content["path"] != request.path:
        yield
        return
    messages.info(request, BACK_AGAIN)
    token = words_to_fill_in.set(content["data"])
    try:
        yield
    finally:
        words_to_fill_in.reset(token)


def was_a_button(request: Request, response: HttpResponse) -> bool:
    """Back at an address that only takes a press of a button: there is no form to fill in."""
    if response.status_code != 405 or request.method != "GET" or address_of_typed(request) != request.path:
        return False
    forget_typed(request)
    list(messages.get_messages(request))  # the promise of a filled form does not hold here
    messages.info(request, PRESS_AGAIN)
    return True


def sent_after_all(request: Request, response: HttpResponse) -> None:
    """A form that came through takes its kept words along."""
    if request.method == "POST" and response.status_code < 400 and KEPT in request.session:
        content = sealed.kept(request, KEPT)
        if content and content["path"] == request.path:
            forget_typed(request)


def _theirs(request: Request) -> dict[str, Any] | None:
    if KEPT not in request.session:
        return None
    content = sealed.kept(request, KEPT)
    return content if content and content.get("owner") == sessions.owner_of(request) else None
