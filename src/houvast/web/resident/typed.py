"""Nothing typed is lost when a session ends meanwhile: it waits, sealed, until the same browser is back."""

from typing import Any

from django import forms
from django.http import HttpRequest

from houvast.web import sealed

KEPT = "typed"
MOST_SIGNS = 20_000


def keep_typed(request: HttpRequest) -> None:
    """Keep what was sent to an address behind a door that has just closed."""
    data = {name: values for name, values in request.POST.lists() if name not in ("csrfmiddlewaretoken", "seen")}
    size = sum(len(value) for values in data.values() for value in values)
    if data and size <= MOST_SIGNS:
        sealed.keep(request, KEPT, {"path": request.path, "data": data})


def address_of_typed(request: HttpRequest) -> str:
    """Where the kept words belong; empty when there are none."""
    content = sealed.kept(request, KEPT)
    return str(content["path"]) if content else ""


def typed_before(request: HttpRequest, form_class: type[forms.Form]) -> dict[str, Any]:
    """The kept words of this address, as first values of its form."""
    content = sealed.kept(request, KEPT)
    if not content or content["path"] != request.path:
        return {}
    initial: dict[str, Any] = {}
    for name, values in content["data"].items():
        each = form_class.base_fields.get(name)
        if isinstance(each, forms.MultipleChoiceField):
            initial[name] = values
        elif each is not None and values:
            initial[name] = values[-1]
    return initial


def forget_typed(request: HttpRequest) -> None:
    """It was sent after all."""
    sealed.drop(request, KEPT)
