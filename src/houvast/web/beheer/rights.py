"""The rights review, and access that went off because nobody used it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from houvast.foundation.accounts import people
from houvast.foundation.accounts.errors import AccountError
from houvast.foundation.accounts.models import Membership
from houvast.foundation.accounts.reviews import Reviewed, end_at_review, quarter_of, rights_list, still_right
from houvast.foundation.accounts.unused import switch_on
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.clock import AMSTERDAM
from houvast.web.beheer.screen import ADMINISTRATORS
from houvast.web.doors import door
from houvast.web.errors import Conflict
from houvast.web.request import Request
from houvast.web.ui.csv_file import as_csv
from houvast.web.ui.page import page_of

MOST_SIGNS = 4000  # of the ids of the roles of one colleague


@door(roles=ADMINISTRATORS)
def review_view(request: Request) -> HttpResponse:
    """Every colleague with roles, teams and last sign-in; who is not looked at this quarter stands first."""
    lines = _lines(request)
    year, quarter = quarter_of(request.clock.today())
    page_of(request).menu_key = "people"
    context = {
        "lines": lines,
        "to_do": sum(not one.done for one in lines),
        "quarter": f"kwartaal {quarter} van {year}",
        "me": request.actor.account_id,
    }
    return render(request, "beheer/review.html", context)


@door(roles=ADMINISTRATORS)
def review_csv(request: Request) -> HttpResponse:
    """The same list as a file."""
    head = (
        "naam",
        "e-mail",
        "rollen",
        "rol sinds",
        "laatst ingelogd",
        "toegang uit sinds",
        "klopt nog gezegd op",
        "door",
    )
    rows = [
        (
            one.name,
            one.email,
            " / ".join(role.words for role in one.roles),
            " / ".join(role.since.isoformat() for role in one.roles),
            _day(one.last_sign_in),
            _day(one.off_since),
            _day(one.reviewed_at),
            one.reviewed_by,
        )
        for one in _lines(request)
    ]
    return as_csv("rollen.csv", head, rows)


@door(roles=ADMINISTRATORS)
@require_POST
def still_right_view(request: Request, account_id: UUID) -> HttpResponse:
    """ "Klopt nog" of the roles that stood on the page."""
    colleague = _colleague(request, account_id)
    _try(still_right, request.actor, account_id, _looked_at(request), request.clock)
    messages.success(request, f"Bewaard: de rollen van {colleague.name} kloppen nog.")
    return redirect("beheer:review")


@door(roles=ADMINISTRATORS, fresh="changes")
@require_POST
def review_end_view(request: Request, account_id: UUID, membership_id: UUID) -> HttpResponse:
    """A role that is not right any more ends now."""
    get_object_or_404(Membership, pk=membership_id, account_id=account_id)
    _try(end_at_review, request.actor, membership_id, request.clock)
    messages.success(request, "Deze rol is gestopt.")
    return redirect("beheer:review")


@door(roles=ADMINISTRATORS, fresh="always")
def switch_on_view(request: Request, account_id: UUID) -> HttpResponse:
    """Shows the roles first; access goes on with exactly these."""
    colleague = _colleague(request, account_id)
    if request.method == "POST":
        _try(switch_on, request.actor, account_id, _looked_at(request), request.clock)
        messages.success(request, f"{colleague.name} kan er weer in.")
        return redirect("beheer:person", account_id)
    if colleague.off_since is None:
        return redirect("beheer:person", account_id)
    page_of(request).menu_key = "people"
    key = ",".join(sorted(str(one.membership_id) for one in colleague.roles))
    return render(request, "beheer/switch_on.html", {"colleague": colleague, "key": key})


def _lines(request: Request) -> list[Reviewed]:
    lines = list(rights_list(request.actor, request.clock))
    seen = Seen("account", None, fields=("name", "email", "roles", "last_sign_in"))
    audit.looked(request.actor, request.clock, [seen], action="rights.looked")
    return lines


def _colleague(request: Request, account_id: UUID) -> people.Colleague:
    for one in people.staff_on(request.clock.today()):
        if one.account_id == account_id:
            return one
    raise Http404


def _looked_at(request: Request) -> frozenset[UUID]:
    """The roles that stood on the page; anything else matches nothing and is told as changed."""
    try:
        return frozenset(UUID(one) for one in request.POST.get("roles", "")[:MOST_SIGNS].split(","))
    except ValueError:
        return frozenset()


def _day(moment: Any) -> str:
    return moment.astimezone(AMSTERDAM).date().isoformat() if moment else ""


def _try(verb: Any, *given: Any) -> None:
    try:
        verb(*given)
    except AccountError as refusal:
        raise Conflict(refusal.text) from refusal
