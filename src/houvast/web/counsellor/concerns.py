"""Worries about somebody who does not know of it: looked into with care, and ended by who looked."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from houvast.casework.dossier.errors import DossierError
from houvast.casework.referrals.concerns import (
    ConcernPage,
    Wants,
    concern_page,
    concern_to_signup,
    end_concern,
    give_back,
    keep_note,
    open_concerns,
    read_reach,
    take_concern,
)
from houvast.casework.referrals.models import ConcernState, EndReason
from houvast.web.counsellor import present
from houvast.web.counsellor.lists import CASEWORKERS
from houvast.web.doors import door
from houvast.web.errors import Conflict
from houvast.web.request import Request
from houvast.web.ui.forms import Chips, HouvastForm
from houvast.web.ui.inputs import LANGUAGES
from houvast.web.ui.page import page_of

DECISIONS = [
    ("note", "Ik kijk nog"),
    ("signup", "De inwoner wil hulp"),
    ("end", "Stoppen"),
    ("back", "Een collega mag kijken"),
]
DONE = {
    "note": "Bewaard.",
    "end": "Gestopt. Niemand krijgt hier bericht van.",
    "back": "Het signaal staat weer open voor een collega.",
}


class DecisionForm(HouvastForm):
    """What was done, and what happens now."""

    mark_optional = "(mag leeg)"

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**8)
    note = forms.CharField(
        label="Wat deed je, en wat hoorde je?", widget=forms.Textarea, max_length=4000,
        error_messages={"required": "Schrijf op wat je deed en hoorde."},
    )  # fmt: skip
    decision = forms.ChoiceField(
        label="Wat gebeurt er nu?", choices=DECISIONS, initial="note",
        widget=Chips(subfields={"end": "reason", "signup": ("call_name", "reach", "language", "interpreter")}),
    )  # fmt: skip
    reason = forms.ChoiceField(label="Waarom stopt het?", choices=[("", "Kies"), *EndReason.choices], required=False)
    call_name = forms.CharField(label="Hoe mogen wij de inwoner noemen?", required=False, max_length=100)
    reach = forms.CharField(label="Telefoon of e-mail van de inwoner", required=False, max_length=254)
    language = forms.ChoiceField(label="Taal", choices=LANGUAGES, initial="nl", required=False)
    interpreter = forms.BooleanField(label="Tolk nodig", required=False)

    def clean(self) -> dict[str, Any]:
        """A stop has a reason; a number or address must be one."""
        cleaned = super().clean()
        if cleaned.get("decision") == "end" and not cleaned.get("reason"):
            self.add_error("reason", "Kies waarom het stopt.")
        typed = (cleaned.get("reach") or "").strip()
        cleaned["value"] = read_reach(typed) if typed else ""
        if cleaned.get("decision") == "signup" and typed and not cleaned["value"]:
            self.add_error("reach", "Dit is geen nummer of e-mailadres. Kijk het na, of laat het leeg.")
        return cleaned

    def wants(self) -> Wants:
        """How the resident is called and reached."""
        given = self.cleaned_data
        value = given["value"]
        return Wants(
            call_name=given["call_name"],
            phone=value if "@" not in value else "",
            mail=value if "@" in value else "",
            language=given["language"] or "nl",
            interpreter=given["interpreter"],
        )


@door(roles=CASEWORKERS)
def concerns_view(request: Request) -> HttpResponse:
    """The list, first due first."""
    page_of(request).menu_key = "queue"
    today = request.clock.today()
    found = open_concerns(request.actor, request.clock)
    rows = [(one, present.badge(one.look_by, today, in_working_days=True)) for one in found]
    return render(request, "counsellor/concerns.html", {"rows": rows})


@door(roles=CASEWORKERS)
def concern_view(request: Request, concern_id: UUID) -> HttpResponse:
    """One worry. Who took it decides; others read."""
    page = concern_page(request.actor, concern_id, request.clock)
    form, status = _form(request, page), 200
    if request.method == "POST":
        if not page.mine:
            raise Conflict("Pak dit signaal eerst zelf op, of kijk wie het nu heeft.")
        status = 422
        if form.is_valid():
            try:
                return _decide(request, concern_id, form)
            except DossierError as refusal:
                form.add_error(None, refusal.text)
                status = 409
    page_of(request).menu_key = "queue"
    look = present.badge(page.concern.look_by, request.clock.today(), in_working_days=True)
    waits = page.concern.state in (ConcernState.NEW, ConcernState.LOOKING)
    context = {"page_data": page, "concern": page.concern, "look": look, "form": form, "open": waits}
    return render(request, "counsellor/concern.html", context, status=status)


@door(roles=CASEWORKERS)
@require_POST
def take_concern_view(request: Request, concern_id: UUID) -> HttpResponse:
    """ "Ik kijk hiernaar"; who is second reads that it was taken."""
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else -1
    try:
        take_concern(request.actor, concern_id, version, request.clock)
    except DossierError as refusal:
        raise Conflict(refusal.text) from refusal
    messages.success(request, "Jij kijkt hiernaar. Er is nog niemand iets verteld.")
    return redirect("counsellor:concern", concern_id)


def _form(request: Request, page: ConcernPage) -> DecisionForm:
    if request.method == "POST":
        return DecisionForm(request.POST)
    concern = page.concern
    first = {
        "version": concern.version, "note": concern.note, "decision": "note", "call_name": concern.about_name,
        "reach": concern.about_reach, "language": "nl",
    }  # fmt: skip
    return DecisionForm(initial=first)


def _decide(request: Request, concern_id: UUID, form: DecisionForm) -> HttpResponse:
    given, actor, clock = form.cleaned_data, request.actor, request.clock
    version, note, decision = given["version"], given["note"], given["decision"]
    if decision == "signup":
        made = concern_to_signup(actor, concern_id, version, form.wants(), note, clock, request.randomness)
        messages.success(request, "Dit is nu een aanmelding, en jij hebt het dossier. Er ging geen bericht uit.")
        return redirect("counsellor:dossier", made.dossier_id)
    if decision == "end":
        end_concern(actor, concern_id, version, given["reason"], note, clock)
    elif decision == "back":
        give_back(actor, concern_id, version, note, clock)
    else:
        keep_note(actor, concern_id, version, note, clock)
    messages.success(request, DONE[decision])
    return redirect("counsellor:concern", concern_id) if decision == "note" else redirect("counsellor:concerns")
