"""Not reached: a card, one visit, another channel, or leaving somebody in peace until a day."""

import datetime as dt
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from houvast.casework.contact.errors import ContactError
from houvast.casework.contact.unreached import (
    leave_in_peace,
    plan_home_visit,
    try_again,
    unreached,
    write_other_way,
)
from houvast.casework.dossier.errors import DossierError
from houvast.casework.dossier.page import DossierPage, dossier_page
from houvast.casework.letters.cards import ask_card
from houvast.casework.letters.errors import LettersError
from houvast.casework.letters.wishes import NotSendable
from houvast.web.counsellor.dossiers import head_of
from houvast.web.counsellor.lists import SIGNUP_ROLES
from houvast.web.doors import door
from houvast.web.errors import BadInput
from houvast.web.request import Request
from houvast.web.ui.forms import HouvastForm
from houvast.web.ui.inputs import BAD_DATE, DATE_FORMATS, DateInput

DEFAULT_QUIET = dt.timedelta(days=28)
CARD, VISIT, MESSAGE, QUIET, AGAIN = "kaart", "huisbezoek", "bericht", "rust", "weer"
DONE = {
    CARD: "De kaart ligt op de stapel. Print hem bij Post.",
    VISIT: "Er staat een taak: één huisbezoek binnen 5 werkdagen.",
    MESSAGE: "Het bericht gaat weg. Het staat als poging in het dossier.",
    QUIET: "Vastgelegd. Wij laten de inwoner met rust, en daarna staat er een taak.",
    AGAIN: "De rust is voorbij. De klokken tellen weer zoals daarvoor.",
}


class QuietForm(HouvastForm):
    """Until when."""

    also_known = frozenset({"doen"})
    until = forms.DateField(
        label="Met rust tot", widget=DateInput, input_formats=DATE_FORMATS, error_messages={"invalid": BAD_DATE}
    )


@door(roles=SIGNUP_ROLES)
def unreached_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """What was tried and what can still be done. Each button is a form of its own."""
    page = dossier_page(request.actor, dossier_id, request.clock, lines=1)
    doing = request.POST.get("doen", "") if request.method == "POST" else ""
    data = request.POST if doing == QUIET else None
    form = QuietForm(data, initial={"until": request.clock.today() + DEFAULT_QUIET})
    if request.method == "POST" and (doing != QUIET or form.is_valid()):
        try:
            refused = _do(request, page, doing, form)
        except (ContactError, DossierError, LettersError) as refusal:
            refused = str(refusal.text)
        if not refused:
            messages.success(request, DONE[doing])
            return redirect("counsellor:unreached", dossier_id)
        form.add_error(None, refused) if doing == QUIET else messages.warning(request, refused)
        if doing != QUIET:
            return redirect("counsellor:unreached", dossier_id)
    state = unreached(request.actor, dossier_id, page.face.party_id, request.clock)
    context = {"form": form, "state": state, **head_of(request, page)}
    return render(request, "counsellor/unreached.html", context, status=422 if form.errors else 200)


def _do(request: Request, page: DossierPage, doing: str, form: QuietForm) -> str:
    """One of the ways; what is refused in words, or nothing."""
    whom = (request.actor, page.dossier.id, page.face.party_id)
    if doing == CARD:
        made = ask_card(*whom, request.clock)
        return made.reason if isinstance(made, NotSendable) else ""
    if doing == VISIT:
        plan_home_visit(*whom, request.clock)
    elif doing == MESSAGE:
        write_other_way(*whom, _point(request), request.clock)
    elif doing == QUIET:
        leave_in_peace(*whom, form.cleaned_data["until"], request.clock)
    elif doing == AGAIN:
        try_again(*whom, request.clock)
    else:
        raise BadInput
    return ""


def _point(request: Request) -> UUID:
    try:
        return UUID(request.POST.get("punt", ""))
    except ValueError as none:
        raise BadInput from none
