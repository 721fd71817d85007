"""Messages of a resident on his own page, and our answers."""

import uuid
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from houvast.casework.dossier.errors import DossierError
from houvast.casework.dossier.page import DossierPage, dossier_page
from houvast.casework.letters.errors import LettersError
from houvast.casework.letters.models import WITH_DAY, Ask, Said
from houvast.casework.letters.questions import PARTS, AnswerCommand, answer
from houvast.casework.letters.talk import Spoken, talk_on
from houvast.web.counsellor import present
from houvast.web.counsellor.dossiers import head_of
from houvast.web.counsellor.lists import CASEWORKERS
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui.forms import HouvastForm
from houvast.web.ui.inputs import BAD_DATE, DATE_FORMATS, DateInput


def _choice(said: Said) -> tuple[str, str]:
    return said.value, f"{said.label} (dag hieronder)" if said in WITH_DAY else str(said.label)


class AnswerForm(HouvastForm):
    """One of a few sentences the resident reads in his own language; more words wait for a talk."""

    said = forms.ChoiceField(label="Antwoord in de taal van de inwoner", choices=[_choice(one) for one in Said])
    day = forms.DateField(
        label="Uiterlijk op",
        widget=DateInput,
        input_formats=DATE_FORMATS,
        required=False,
        error_messages={"invalid": BAD_DATE},
    )
    words = forms.CharField(
        label="Meer woorden",
        help_text="De inwoner leest dit pas na volledig inloggen. Nu ziet hij: bel ons, dan lezen wij het voor.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)


@door(roles=CASEWORKERS)
def talk_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """What the resident wrote, the day we promised, and the answer. For who has the file."""
    page = dossier_page(request.actor, dossier_id, request.clock, lines=1)
    spoken = talk_on(request.actor, dossier_id, page.face.party_id, request.clock)
    posted = request.method == "POST"
    form = AnswerForm(request.POST if posted else None, initial={"form_key": uuid.uuid4()})
    if posted and form.is_valid():
        try:
            answer(request.actor, _command(form, page), request.clock)
        except (LettersError, DossierError) as refusal:
            form.add_error(None, str(refusal.text))
        else:
            messages.success(request, "Het antwoord staat op de pagina van de inwoner. Hij krijgt daar bericht van.")
            return redirect("counsellor:talk", dossier_id)
    today = request.clock.today()
    rows = [_row(one, today) for one in spoken]
    waits = any(one.answer_by and not one.answered for one in spoken)
    context = {"form": form, "rows": rows, "waits": waits, **head_of(request, page, tab="talk")}
    return render(request, "counsellor/talk.html", context, status=422 if form.errors else 200)


def _command(form: AnswerForm, page: DossierPage) -> AnswerCommand:
    given = form.cleaned_data
    return AnswerCommand(
        page.dossier.id, page.face.party_id, given["said"], given["form_key"], given["day"], given["words"]
    )


def _row(one: Spoken, today: Any) -> dict[str, Any]:
    badge = None
    if one.answer_by and not one.answered:
        badge = present.badge(one.answer_by, today, in_working_days=True)
    asked = "Wil gebeld worden" if one.ask == Ask.CALL_ME else "Bericht van de inwoner"
    part = f", {PARTS[one.part_of_day]}" if one.part_of_day in PARTS else ""
    return {"one": one, "title": one.by if one.ours else f"{asked}{part}", "badge": badge}
