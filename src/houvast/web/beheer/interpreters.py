"""Interpreters: who they are, what they speak, and when they are free."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houvast.casework.planning.errors import NameTaken, NothingSpoken, PlanningError
from houvast.casework.planning.models import Interpreter
from houvast.casework.planning.queries import interpreters
from houvast.casework.planning.services import add_interpreter, give_interpreter_hours, take_interpreter_hours_back
from houvast.foundation.organisations.errors import SettingError
from houvast.web.beheer.screen import ADMINISTRATORS, Screen, form_page, posted
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui.forms import ChipsMultiple, HouvastForm
from houvast.web.ui.inputs import INTERPRETED, LANGUAGES, HoursForm
from houvast.web.ui.page import page_of

FIELD_OF = {NameTaken: "name", NothingSpoken: "languages"}


class InterpreterForm(HouvastForm):
    """Who, and in which languages."""

    name = forms.CharField(label="Naam", max_length=80)
    languages = forms.MultipleChoiceField(label="Talen", choices=INTERPRETED, widget=ChipsMultiple)


@door(roles=ADMINISTRATORS)
def interpreters_view(request: Request) -> HttpResponse:
    """Everybody who interprets, with what is still free."""
    page_of(request).menu_key = "interpreters"
    names = dict(LANGUAGES)
    rows = [
        (row, ", ".join(names.get(code, code) for code in row.interpreter.languages))
        for row in interpreters(request.actor, request.clock)
    ]
    return render(request, "beheer/interpreters.html", {"rows": rows})


@door(roles=ADMINISTRATORS)
def new_interpreter_view(request: Request) -> HttpResponse:
    """Somebody new."""
    form = InterpreterForm(posted(request))
    screen = Screen("Nieuwe tolk", reverse("beheer:interpreters"), "interpreters", "Voeg toe",
                    done="De tolk staat erbij. Geef nu de uren op waarop die kan.")  # fmt: skip

    def save() -> None:
        try:
            add_interpreter(request.actor, form.cleaned_data["name"], form.cleaned_data["languages"], request.clock)
        except PlanningError as refusal:
            raise SettingError(refusal.text, FIELD_OF.get(type(refusal), "")) from refusal

    return form_page(request, screen, form, save)


@door(roles=ADMINISTRATORS)
def interpreter_hours_view(request: Request, interpreter_id: UUID) -> HttpResponse:
    """Hours in which this interpreter can come along."""
    who = get_object_or_404(Interpreter, pk=interpreter_id)
    form = HoursForm(posted(request))
    screen = Screen(f"Uren van {who.name}", reverse("beheer:interpreters"), "interpreters", "Zet erbij",
                    done="De uren staan erbij.")  # fmt: skip

    def save() -> None:
        start, end = form.span()
        try:
            give_interpreter_hours(request.actor, who.id, start, end, request.clock)
        except PlanningError as refusal:
            raise SettingError(refusal.text) from refusal

    return form_page(request, screen, form, save)


@door(roles=ADMINISTRATORS)
@require_POST
def interpreter_hours_gone_view(request: Request, hours_id: UUID) -> HttpResponse:
    """These hours are no longer free."""
    take_interpreter_hours_back(request.actor, hours_id, request.clock)
    messages.success(request, "Deze uren zijn weg. Wat al is afgesproken, blijft staan.")
    return redirect("beheer:interpreters")
