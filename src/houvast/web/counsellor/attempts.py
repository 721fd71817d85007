"""Writing down a try to reach somebody, and taking a mistake back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from houvast.casework.contact.errors import ContactError
from houvast.casework.contact.services import AttemptCommand, AttemptRecorded, record_attempt, retract_attempt
from houvast.casework.dossier.errors import DossierError
from houvast.casework.dossier.page import DossierPage, dossier_page
from houvast.web.counsellor.dossiers import head_of
from houvast.web.counsellor.forms import AttemptForm
from houvast.web.counsellor.lists import SIGNUP_ROLES
from houvast.web.doors import door
from houvast.web.request import Request


@door(roles=SIGNUP_ROLES)
def attempt_view(request: Request, dossier_id: UUID) -> HttpResponse:
    """Contact vastleggen: at most four clicks."""
    page = dossier_page(request.actor, dossier_id, request.clock, lines=1)
    posted = request.method == "POST"
    form = AttemptForm(request.POST if posted else None, clock=request.clock, points=page.points)
    if posted and form.is_valid():
        try:
            done = record_attempt(request.actor, _command(form, page), request.clock)
        except (ContactError, DossierError) as refusal:
            form.add_error(None, refusal.text)
            return render(request, "counsellor/attempt.html", {"form": form, **head_of(request, page)}, status=409)
        messages.success(request, _words(done))
        if done.objection:
            messages.warning(request, f"Let op. {done.objection} Kies de volgende keer een andere weg.")
        return redirect("counsellor:dossier", dossier_id)
    context = {"form": form, **head_of(request, page)}
    return render(request, "counsellor/attempt.html", context, status=422 if posted else 200)


def _command(form: AttemptForm, page: DossierPage) -> AttemptCommand:
    given = form.cleaned_data
    return AttemptCommand(
        dossier_id=page.dossier.id,
        party_id=page.face.party_id,
        channel=given["channel"],
        outcome=given["outcome"],
        at=given["at"],
        form_key=given["form_key"],
        contact_point_id=UUID(given["contact_point"]) if given["contact_point"] else None,
        note=given["note"],
        with_interpreter=given["with_interpreter"],
        taught_back=given["taught_back"],
        first_talk=given["first_talk"],
        tell=given["tell"],
    )


def _words(done: AttemptRecorded) -> str:
    if done.stopped_clocks:
        return "Vastgelegd. Jullie spraken elkaar: de klok staat stil."
    told = {"sms": " De inwoner krijgt een sms.", "mail": " De inwoner krijgt een e-mail."}.get(done.told, "")
    not_told = f" Geen bericht gestuurd: {done.told}" if done.told and not told else ""
    if done.other_way_asked:
        return f"Vastgelegd. Dit was de derde keer: kies nu een andere weg.{told}{not_told}"
    return f"Vastgelegd. De klok loopt door.{told}{not_told}"


@door(roles=SIGNUP_ROLES)
def retract_view(request: Request, dossier_id: UUID, attempt_id: UUID) -> HttpResponse:
    """This did not happen: only by POST."""
    if request.method == "POST":
        try:
            retract_attempt(request.actor, attempt_id, request.clock)
            messages.success(request, "Ingetrokken. De klokken lopen weer zoals daarvoor.")
        except (ContactError, DossierError) as refusal:
            messages.error(request, refusal.text)
    return redirect("counsellor:dossier", dossier_id)
