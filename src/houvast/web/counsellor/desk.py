"""Walk-in hours: who is at the desk, since when, and taken by whom."""

import uuid
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from houvast.casework.contact.errors import ContactError
from houvast.casework.dossier.errors import DossierError
from houvast.casework.dossier.page import dossier_page
from houvast.casework.planning.errors import PlanningError
from houvast.casework.planning.walk_in import arrive, here_now, left, spoken, take
from houvast.casework.signup.errors import SignupError
from houvast.casework.signup.services import SignupCommand, SignupRegistered, register_signup
from houvast.foundation.access.actions import Action, Kind, Thing
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.may import may
from houvast.foundation.organisations.models import Location
from houvast.web.counsellor.lists import SIGNUP_ROLES
from houvast.web.doors import door
from houvast.web.municipality import municipality_of
from houvast.web.public.fields import PhoneField
from houvast.web.request import Request
from houvast.web.ui.forms import HouvastForm
from houvast.web.ui.inputs import LANGUAGES
from houvast.web.ui.page import page_of

DONE = {
    "neem": "Jij hebt deze bezoeker nu.",
    "gesproken": "Vastgelegd. De klok staat stil.",
    "eerste-gesprek": "Vastgelegd. Dit was het eerste gesprek: alle klokken staan stil.",
    "weg": "Vastgelegd. Er staat een taak: vriendelijk bellen, uiterlijk de volgende werkdag.",
}


class ArrivalForm(HouvastForm):
    """Somebody new at the desk. A name is enough, and even that may be left out."""

    two_columns = True
    mark_optional = "(mag leeg)"
    call_name = forms.CharField(label="Hoe mogen wij je noemen?", required=False, max_length=100)
    phone = PhoneField(label="Telefoon", required=False)
    language = forms.ChoiceField(label="Taal", choices=LANGUAGES, initial="nl")
    interpreter = forms.BooleanField(label="Tolk nodig", required=False)
    location = forms.ChoiceField(label="Waar", required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice("location").choices = [
            *((str(one.id), one.name) for one in Location.objects.order_by("name")), ("", "Ergens anders"),
        ]  # fmt: skip


@door(roles=SIGNUP_ROLES)
def desk_view(request: Request) -> HttpResponse:
    """The list, and a short form for who is new here. The code to come back is shown once."""
    page_of(request).menu_key = "desk"
    posted = request.method == "POST"
    form = ArrivalForm(request.POST if posted else None, initial={"form_key": uuid.uuid4()})
    made = None
    if posted and form.is_valid():
        try:
            made = _register(request, form)
        except (SignupError, PlanningError, DossierError) as refusal:
            form.add_error(None, str(refusal.text))
        else:
            form = ArrivalForm(initial={"form_key": uuid.uuid4()})
    here = here_now(request.actor, request.clock)
    context = {"form": form, "here": here, "made": made, "waiting": sum(1 for one in here if not one.taken_by)}
    return render(request, "counsellor/desk.html", context, status=422 if form.errors else 200)


def _register(request: Request, form: ArrivalForm) -> SignupRegistered:
    """A sign-up by walking in: the clock runs from now."""
    given = form.cleaned_data
    only = len(request.municipalities) == 1
    location = UUID(given["location"]) if given["location"] else None
    command = SignupCommand(
        channel="walk_in",
        wants="visit",
        form_key=given["form_key"],
        municipality=municipality_of(request),
        municipality_known_by="host" if only or request.municipality_by_host else "unknown",
        phone=given["phone"],
        call_name=given["call_name"],
        language=given["language"],
        interpreter=given["interpreter"],
        location_id=location,
    )
    made = register_signup(request.actor, command, request.clock, request.randomness)
    if not made.repeated:
        _put_on_list(request, made, location)
    return made


def _put_on_list(request: Request, made: SignupRegistered, location: UUID | None) -> None:
    """On the list of the team that takes him, also when who writes him in is of another team."""
    house, thing = request.actor, Thing(Kind.SIGNUP, made.dossier_id, made.party_id)
    if not may(request.actor, Action.CHANGE, thing, request.clock).allowed:
        house = Actor.system(request.organisation.id)
    arrive(house, made.dossier_id, made.party_id, request.clock, location_id=location)


@door(roles=SIGNUP_ROLES)
def arrived_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """Somebody we know is at the desk: only by POST."""
    if request.method == "POST":
        page = dossier_page(request.actor, dossier_id, request.clock, lines=1)
        try:
            arrive(request.actor, dossier_id, page.face.party_id, request.clock)
            messages.success(request, "De inwoner staat op de lijst van de balie.")
        except (PlanningError, DossierError) as refusal:
            messages.warning(request, refusal.text)
        return redirect("counsellor:desk")
    return redirect("counsellor:dossier", dossier_id)


@door(roles=SIGNUP_ROLES)
def step_view(request: Request, walk_in_id: UUID, step: str) -> HttpResponse:
    """Take, spoken, or gone: only by POST."""
    if step not in DONE:
        raise Http404
    if request.method == "POST":
        try:
            _do(request, walk_in_id, step)
            messages.success(request, DONE[step])
        except (PlanningError, ContactError, DossierError) as refusal:
            messages.warning(request, refusal.text)
    return redirect("counsellor:desk")


def _do(request: Request, walk_in_id: UUID, step: str) -> None:
    if step == "neem":
        take(request.actor, walk_in_id, request.clock)
    elif step == "weg":
        left(request.actor, walk_in_id, request.clock)
    else:
        spoken(request.actor, walk_in_id, request.clock, first_talk=step == "eerste-gesprek")
