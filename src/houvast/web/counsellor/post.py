"""The pile: cards for letter boxes, printed together."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from houvast.casework.letters.cards import batches, pages_of, print_pile, waiting_cards, withdraw_card
from houvast.casework.letters.errors import LettersError
from houvast.foundation.paper import PaperError, print_pdf
from houvast.web.counsellor.lists import SIGNUP_ROLES
from houvast.web.doors import door
from houvast.web.errors import Unavailable
from houvast.web.request import Request
from houvast.web.ui.page import page_of


@door(roles=SIGNUP_ROLES)
def post_view(request: Request) -> HttpResponse:
    """What waits and what was printed; numbers only. By POST the pile is printed."""
    if request.method == "POST":
        try:
            batch = print_pile(request.actor, request.clock)
        except LettersError as refusal:
            messages.warning(request, str(refusal.text))
        else:
            words = "kaart" if batch.pages == 1 else "kaarten"
            messages.success(request, f"{batch.pages} {words} klaar om te printen.")
        return redirect("counsellor:post")
    page_of(request).menu_key = "post"
    context = {
        "waiting": waiting_cards(request.actor, request.clock),
        "batches": batches(request.actor, request.clock),
    }
    return render(request, "counsellor/post.html", context)


@door(roles=SIGNUP_ROLES)
def pages_view(request: Request, batch_id: UUID) -> HttpResponse:
    """The pages as PDF: the same each time, but for who may get no post any more."""
    try:
        data = pages_of(request.actor, batch_id, request.clock)
        content = print_pdf("cards", data, request.clock.today())
    except PaperError as error:
        raise Unavailable from error
    except LettersError as refusal:
        messages.warning(request, str(refusal.text))
        return redirect("counsellor:post")
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="kaarten.pdf"'
    return response


@door(roles=SIGNUP_ROLES)
def withdraw_view(request: Request, card_id: UUID) -> HttpResponse:
    """This card need not go: only by POST."""
    if request.method == "POST":
        try:
            withdraw_card(request.actor, card_id, request.clock)
            messages.success(request, "De kaart gaat niet weg. Het staat in het dossier.")
        except LettersError as refusal:
            messages.warning(request, str(refusal.text))
    return redirect("counsellor:post")
