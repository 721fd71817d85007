"""One way to show and keep a form of the settings: refused in words, stale with both texts, saved with a message."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from houvast.foundation.accounts.errors import AccountError
from houvast.foundation.accounts.models import Role
from houvast.foundation.organisations.errors import SettingError, Stale
from houvast.web.request import Request
from houvast.web.ui.forms import HouvastForm
from houvast.web.ui.page import page_of

ADMINISTRATORS = (Role.ADMINISTRATOR,)


@dataclass(frozen=True)
class Screen:
    """What stands around a form: `back` is where one goes after saving, or without."""

    heading: str
    back: str
    menu_key: str
    button: str = "Bewaar"
    lead: str = ""
    done: str = "Bewaard."
    template: str = "beheer/edit.html"
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """One field of a page that somebody else saved meanwhile."""

    label: str
    typed: str
    stands: str


def form_page(request: Request, screen: Screen, form: HouvastForm, save: Callable[[], Any]) -> HttpResponse:
    """Show the form, or save it and go back. 422 for what is wrong, 409 for a page that was too old."""
    status = 200
    differences: list[Difference] = []
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                save()
            except Stale as stale:
                status, differences = 409, _compare(form, stale)
            except (SettingError, AccountError) as refusal:
                name = getattr(refusal, "field", "")
                form.add_error(name if name in form.fields else None, refusal.text)
            else:
                messages.success(request, screen.done)
                return redirect(screen.back)
    page_of(request).menu_key = screen.menu_key
    context = {"form": form, "screen": screen, "differences": differences, **screen.more}
    return render(request, screen.template, context, status=status)


def posted(request: Request) -> Any:
    """What was sent, or None on a first look."""
    return request.POST if request.method == "POST" else None


def _compare(form: HouvastForm, stale: Stale) -> list[Difference]:
    """Both texts beside each other; the next press saves over the version that is shown here."""
    form.retype("version", str(stale.version))
    form.add_error(None, stale.text)
    found = []
    for bound in form.visible_fields():
        typed, stands = form.cleaned_data.get(bound.name, bound.value()), form.initial.get(bound.name)
        if typed != stands:
            found.append(Difference(str(bound.label), _words(typed), _words(stands)))
    return found


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "leeg"
    return str(value) if value not in (None, "") else "leeg"
