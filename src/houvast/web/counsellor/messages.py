"""A message that could not leave: try again, or take it back with a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from houvast.casework.dossier.page import dossier_page
from houvast.casework.letters.parked import take_back
from houvast.foundation.jobs.queries import ParkedRow, parked_tasks
from houvast.foundation.jobs.services import NoReason, StaleIntent, retry
from houvast.web.counsellor.dossiers import head_of
from houvast.web.counsellor.lists import SIGNUP_ROLES
from houvast.web.doors import door
from houvast.web.errors import Conflict
from houvast.web.posted import version_of
from houvast.web.request import Request
from houvast.web.ui.take_back import TakeBackForm


@door(roles=SIGNUP_ROLES)
def retry_view(request: Request, dossier_id: UUID, intent_id: UUID) -> HttpResponse:
    """A message that could not leave is tried again."""
    if request.method == "POST":
        try:
            retry(request.actor, intent_id, version_of(request), request.clock)
            messages.success(request, "Wij proberen het opnieuw. Dat duurt een paar tellen.")
        except StaleIntent as refusal:
            raise Conflict(refusal.text) from refusal
    return redirect("counsellor:dossier", dossier_id)


@door(roles=SIGNUP_ROLES)
def take_back_view(request: Request, dossier_id: UUID, intent_id: UUID) -> HttpResponse:
    """This message need not leave any more: asks why, and the timeline keeps it."""
    page = dossier_page(request.actor, dossier_id, request.clock, lines=1)
    waiting = [
        one
        for one in parked_tasks(request.actor, request.clock)
        if (one.dossier_id, one.intent_id) == (dossier_id, intent_id)
    ]
    if not waiting and request.method != "POST":
        raise Http404
    form = TakeBackForm(request.POST if request.method == "POST" else None, initial=_version_of(waiting))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                take_back(request.actor, intent_id, given["version"], given["reason"], request.clock)
            except StaleIntent as refusal:
                raise Conflict(refusal.text) from refusal
            except NoReason as refusal:
                form.add_error("reason", refusal.text)
            else:
                messages.success(request, "Dit bericht gaat niet meer weg. Het staat in het dossier met de reden.")
                return redirect("counsellor:dossier", dossier_id)
    lead = f"{waiting[0].what}. {waiting[0].reason}" if waiting else ""
    context = {"form": form, "heading": "Dit bericht hoeft niet meer", "button": "Trek het bericht in", "lead": lead,
               **head_of(request, page)}  # fmt: skip
    return render(request, "counsellor/form.html", context, status=status)


def _version_of(waiting: list[ParkedRow]) -> dict[str, int]:
    return {"version": waiting[0].version} if waiting else {}
