"""Planning the talk: one's own hours, and the appointment of a file."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from houvast.casework.contact.errors import ContactError
from houvast.casework.dossier.errors import DossierError
from houvast.casework.dossier.models import DelayWhy
from houvast.casework.dossier.page import DossierPage, dossier_page
from houvast.casework.planning.errors import PlanningError
from houvast.casework.planning.hours import EVENING
from houvast.casework.planning.models import Way
from houvast.casework.planning.queries import PlannedRow, own_hours, planned_for, planned_on
from houvast.casework.planning.services import (
    OfferCommand,
    cannot,
    give_hours,
    held,
    no_show,
    offer_slots,
    pick,
    take_hours_back,
)
from houvast.foundation.access.actor import Actor
from houvast.foundation.clock import AMSTERDAM, Clock
from houvast.foundation.organisations.models import Location
from houvast.foundation.words import day_words, time_words
from houvast.web.counsellor.delays import WHY
from houvast.web.counsellor.dossiers import head_of
from houvast.web.counsellor.lists import SIGNUP_ROLES
from houvast.web.doors import door
from houvast.web.request import Request
from houvast.web.ui.forms import HouvastForm
from houvast.web.ui.inputs import INTERPRETED, HoursForm
from houvast.web.ui.page import page_of

VERBS: dict[str, Callable[[Actor, UUID, Clock], object]] = {
    "boek": pick,
    "gesproken": held,
    "niet-gekomen": no_show,
    "kan-niet": cannot,
}
DONE = {
    "boek": "De afspraak staat.",
    "gesproken": "Vastgelegd. De klok staat stil.",
    "niet-gekomen": "Vastgelegd. Er staat een taak: vriendelijk bellen binnen 2 werkdagen.",
    "kan-niet": "Afgezegd. Er staat een taak: nieuwe tijden voorstellen.",
}


# What can be done with an appointment in a state: the step in the address, and the words on its button.
STEPS = {
    "offered": (("boek", "Boek"),),
    "booked": (("gesproken", "Gesproken"), ("niet-gekomen", "Niet gekomen"), ("kan-niet", "Inwoner kan niet")),
}


class OwnHoursForm(HoursForm):
    """Hours of one's own on one day."""

    location = forms.ChoiceField(label="Waar", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(str(one.id), one.name) for one in Location.objects.order_by("name")]
        self.choice("location").choices = [("", "Alleen bellen of beeldbellen"), *places]


class OfferForm(HouvastForm):
    """How and when to talk."""

    instead = forms.ChoiceField(label="Er staat al een afspraak. Gaat die door?", required=False)
    way = forms.ChoiceField(label="Hoe", choices=[(way, label.capitalize()) for way, label in Way.choices])
    language = forms.ChoiceField(label="Tolk", required=False, choices=[("", "Geen tolk nodig"), *INTERPRETED])
    evening = forms.BooleanField(label="Alleen in de avond", required=False)
    why = forms.ChoiceField(label="Later dan 10 dagen: waarom? De inwoner leest dit", choices=WHY, required=False)
    reason = forms.CharField(label="Later dan 10 dagen: toelichting voor collega’s", required=False, max_length=200)

    def __init__(self, *args: Any, booked: PlannedRow | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if booked is None:
            del self.fields["instead"]
        else:
            here = booked.row.starts_at.astimezone(AMSTERDAM)
            words = f"Nee, {day_words(here.date())} {time_words(here)} gaat niet door"
            self.choice("instead").choices = [("", "Ja, dan stel ik geen tijden voor"), (str(booked.row.id), words)]


@door(roles=SIGNUP_ROLES)
def planning_view(request: Request) -> HttpResponse:
    """What is booked with me in four weeks, and the hours I give."""
    form = OwnHoursForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        start, end = form.span()
        place = UUID(form.cleaned_data["location"]) if form.cleaned_data["location"] else None
        try:
            give_hours(request.actor, start, end, request.clock, location_id=place)
        except PlanningError as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, "Je uren staan erbij.")
            return redirect("counsellor:planning")
    page_of(request).menu_key = "planning"
    context = {
        "form": form,
        "planned": planned_for(request.actor, request.clock),
        "hours": own_hours(request.actor, request.clock),
    }
    return render(request, "counsellor/planning.html", context, status=422 if form.errors else 200)


@door(roles=SIGNUP_ROLES)
def hours_gone_view(request: Request, hours_id: UUID) -> HttpResponse:
    """These hours are no longer free; only by POST."""
    if request.method == "POST":
        take_hours_back(request.actor, hours_id, request.clock)
        messages.success(request, "Deze uren zijn weg. Wat al is afgesproken, blijft staan.")
    return redirect("counsellor:planning")


@door(roles=SIGNUP_ROLES)
def appointment_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """Offer hours of my own, and see what became of them."""
    page = dossier_page(request.actor, dossier_id, request.clock, lines=1)
    posted = request.method == "POST"
    standing = planned_on(dossier_id)
    now = request.clock.now()
    booked = next((one for one in standing if one.state == "booked" and one.row.starts_at > now), None)
    form = OfferForm(request.POST if posted else None, booked=booked)
    if posted and form.is_valid():
        try:
            offer_slots(request.actor, _command(request, form, page), request.clock)
        except (PlanningError, DossierError) as refusal:
            form.add_error(None, refusal.text)
        else:
            messages.success(request, "De tijden zijn voorgesteld.")
            return redirect("counsellor:appointment", dossier_id)
    planned = [(one, STEPS.get(one.state, ())) for one in standing]
    context = {"form": form, "planned": planned, **head_of(request, page, tab="appointment")}
    return render(request, "counsellor/appointment.html", context, status=422 if form.errors else 200)


def _command(request: Request, form: OfferForm, page: DossierPage) -> OfferCommand:
    given = form.cleaned_data
    return OfferCommand(
        dossier_id=page.dossier.id,
        party_id=page.face.party_id,
        account_ids=(request.actor.account,),
        way=given["way"],
        language=given["language"],
        from_hour=EVENING if given["evening"] else 0,
        reason=given["reason"],
        why=given["why"] or DelayWhy.BUSY,
        instead_of=UUID(given["instead"]) if given.get("instead") else None,
    )


@door(roles=SIGNUP_ROLES)
def appointment_step_view(request: Request, dossier_id: UUID, appointment_id: UUID, step: str) -> HttpResponse:
    """Book, talked, did not come, cannot: only by POST."""
    if request.method == "POST" and step in VERBS:
        try:
            VERBS[step](request.actor, appointment_id, request.clock)
        except (PlanningError, ContactError, DossierError) as refusal:
            messages.warning(request, refusal.text)
        else:
            messages.success(request, DONE[step])
    return redirect("counsellor:appointment", dossier_id)
