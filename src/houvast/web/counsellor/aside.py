"""Mail that was put aside: a person looks, and says whether it asks for help."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from houvast.casework.signup.mail_apart import own_file
from houvast.casework.signup.mail_aside import StaleAside, asks_nothing, make_signup, to_judge
from houvast.web.counsellor.lists import SIGNUP_ROLES
from houvast.web.doors import door
from houvast.web.errors import Conflict
from houvast.web.posted import version_of
from houvast.web.request import Request
from houvast.web.ui.page import page_of

WRITTEN_WORDS = {
    "automatic": "automatisch antwoord",
    "bounce": "bericht van een mailserver",
    "list": "nieuwsbrief of lijst",
    "loop": "onze eigen e-mail, teruggekomen",
}


@door(roles=SIGNUP_ROLES)
def aside_view(request: Request) -> HttpResponse:
    """The list, oldest first."""
    page_of(request).menu_key = "queue"
    rows = [(one, WRITTEN_WORDS.get(one.written, one.written)) for one in to_judge(request.actor, request.clock)]
    return render(request, "counsellor/aside.html", {"rows": rows})


@door(roles=SIGNUP_ROLES)
@require_POST
def judge_view(request: Request, aside_id: UUID) -> HttpResponse:
    """One of the two buttons; a stale page is a conflict."""
    version = version_of(request)
    try:
        if request.POST.get("besluit") == "aanmelding":
            made = make_signup(request.actor, aside_id, version, request.clock, request.randomness)
            messages.success(request, "Dit is nu een aanmelding. De klok loopt vanaf de dag dat de e-mail binnenkwam.")
            return redirect("counsellor:dossier", made.dossier_id)
        asks_nothing(request.actor, aside_id, version, request.clock)
    except StaleAside as refusal:
        raise Conflict(refusal.text) from refusal
    messages.success(request, "Weg van de lijst.")
    return redirect("counsellor:aside")


@door(roles=SIGNUP_ROLES)
@require_POST
def apart_view(request: Request, dossier_id: UUID, mail_id: UUID) -> HttpResponse:
    """This mail is of somebody else: it gets a file of its own."""
    own_file(request.actor, dossier_id, mail_id, request.clock, request.randomness)
    messages.success(request, "De e-mail is van dit dossier af en staat als eigen aanmelding bij Aanmeldingen.")
    return redirect("counsellor:queue")
