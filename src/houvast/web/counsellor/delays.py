"""It takes longer: why, the new day, and the resident told today."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from houvast.casework.contact.delays import DelayCommand, delay
from houvast.casework.contact.errors import ContactError
from houvast.casework.dossier import clocks
from houvast.casework.dossier.errors import DossierError
from houvast.casework.dossier.models import DelayWhy
from houvast.casework.dossier.page import DossierPage, dossier_page
from houvast.foundation.words import day_words
from houvast.web.counsellor.dossiers import head_of
from houvast.web.counsellor.lists import SIGNUP_ROLES
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui.forms import HouvastForm, OptionChecks
from houvast.web.ui.inputs import BAD_DATE, DATE_FORMATS, DateInput

# A quiet period has its own page: its reason is not chosen here.
WHY = [(why.value, why.label) for why in DelayWhy if why != DelayWhy.QUIET]


class DelayForm(HouvastForm):
    """Which running terms, why, until when."""

    kinds = forms.MultipleChoiceField(label="Wat duurt langer?", choices=(), widget=OptionChecks())
    why = forms.ChoiceField(label="Waarom? De inwoner leest dit in zijn taal", choices=WHY)
    new_day = forms.DateField(
        label="Nieuwe dag", widget=DateInput, input_formats=DATE_FORMATS, error_messages={"invalid": BAD_DATE}
    )
    words = forms.CharField(label="Toelichting voor collega’s", required=False, max_length=200)

    def __init__(self, *args: Any, page: DossierPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = {one.kind.removeprefix(clocks.LOCAL): one for one in page.clocks if one.stopped_on is None}
        self.choice("kinds").choices = [
            (kind, f"{clocks.words_of(kind).name} (uiterlijk {day_words(one.due)})") for kind, one in running.items()
        ]


@door(roles=SIGNUP_ROLES)
def delay_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """Put running terms off. The terms themselves keep counting as they did."""
    page = dossier_page(request.actor, dossier_id, request.clock, lines=1)
    posted = request.method == "POST"
    form = DelayForm(request.POST if posted else None, page=page)
    if posted and form.is_valid():
        given = form.cleaned_data
        command = DelayCommand(
            dossier_id, page.face.party_id, tuple(given["kinds"]), given["why"], given["new_day"], given["words"]
        )
        try:
            delay(request.actor, command, request.clock)
        except (ContactError, DossierError) as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, "Vastgelegd. De inwoner hoort vandaag de nieuwe dag, of jij krijgt een beltaak.")
            return redirect("counsellor:dossier", dossier_id)
    context = {
        "form": form,
        "heading": "Het duurt langer",
        "lead": "De termijn zelf verandert niet: of wij op tijd waren, blijft te zien.",
        "button": "Leg het uitstel vast",
        **head_of(request, page),
    }
    return render(request, "counsellor/form.html", context, status=422 if form.errors else 200)
