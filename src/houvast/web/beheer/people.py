"""B5: who works here, with which role; invitations, new links, switching off, and teams."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houvast.foundation.accounts import people, services
from houvast.foundation.accounts.errors import AccountError
from houvast.foundation.accounts.models import Membership, RoleProposal
from houvast.foundation.audit import services as audit
from houvast.foundation.audit.services import Seen
from houvast.foundation.organisations.models import Team
from houvast.foundation.organisations.services import add_team, update_team
from houvast.web.beheer.forms import DecideForm, InviteForm, NewTeamForm, RoleForm, TeamForm
from houvast.web.beheer.screen import ADMINISTRATORS, Screen, form_page, posted
from houvast.web.doors import door
from houvast.web.errors import Conflict
from houvast.web.request import Request
from houvast.web.ui.page import page_of

WAITS = "Deze rol wacht op een tweede beheerder."


@door(roles=ADMINISTRATORS)
def people_view(request: Request) -> HttpResponse:
    """Everybody with a role today, what waits for a second pair of eyes, and the teams."""
    staff = people.staff_on(request.clock.today())
    _looked(request, None)
    page_of(request).menu_key = "people"
    teams = Team.objects.select_related("municipality").order_by("-active", "name")
    context = {"staff": staff, "waiting": people.waiting(), "teams": teams, "me": request.actor.account_id}
    return render(request, "beheer/people.html", context)


@door(roles=ADMINISTRATORS, fresh="always")
def invite_view(request: Request) -> HttpResponse:
    """Somebody new: the link is shown once, to hand over."""
    form = InviteForm(posted(request), teams=_teams())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            invited = services.invite(
                request.actor, given["email"], given["name"], given["role"], request.clock, request.randomness,
                team_id=UUID(given["team"]) if given["team"] else None,
            )  # fmt: skip
        except AccountError as refusal:
            form.add_error(None, refusal.text)
        else:
            return _link_page(request, given["name"], invited.token, waits=invited.waits)
    page_of(request).menu_key = "people"
    screen = Screen("Nieuwe medewerker", reverse("beheer:people"), "people", "Nodig uit")
    status = 422 if request.method == "POST" else 200
    return render(request, "beheer/edit.html", {"form": form, "screen": screen}, status=status)


def _link_page(request: Request, name: str, token: str, *, waits: bool = False) -> HttpResponse:
    link = request.build_absolute_uri(reverse("invitation", args=[token])) if token else ""
    page_of(request).menu_key = "people"
    response = render(request, "beheer/link.html", {"name": name, "link": link, "waits": waits})
    response["Cache-Control"] = "no-store"
    return response


@door(roles=ADMINISTRATORS, fresh="changes")
def person_view(request: Request, account_id: UUID) -> HttpResponse:
    """The roles of one colleague; a further role is given here."""
    colleague = _colleague(request, account_id)
    form = RoleForm(posted(request), teams=_teams())
    screen = Screen(
        colleague.name,
        reverse("beheer:person", args=[account_id]),
        "people",
        "Geef deze rol",
        done="Deze rol geldt nu.",
        template="beheer/person.html",
        more={"colleague": colleague, "is_me": account_id == request.actor.account_id},
    )

    def save() -> None:
        given = form.cleaned_data
        team = UUID(given["team"]) if given["team"] else None
        made = services.give_role(request.actor, account_id, given["role"], request.clock, team_id=team)
        if isinstance(made, RoleProposal):
            messages.info(request, WAITS)

    _looked(request, account_id)
    return form_page(request, screen, form, save)


@door(roles=ADMINISTRATORS, fresh="changes")
@require_POST
def end_role_view(request: Request, account_id: UUID, membership_id: UUID) -> HttpResponse:
    """A role ends now."""
    get_object_or_404(Membership, pk=membership_id, account_id=account_id)
    _try(services.end_role, request.actor, membership_id, request.clock)
    messages.success(request, "Deze rol is gestopt.")
    still_here = any(one.account_id == account_id for one in people.staff_on(request.clock.today()))
    return redirect("beheer:person", account_id) if still_here else redirect("beheer:people")


@door(roles=ADMINISTRATORS, fresh="changes")
@require_POST
def new_link_view(request: Request, account_id: UUID) -> HttpResponse:
    """Password or phone lost: a new one-time link, and the old second step is gone."""
    colleague = _colleague(request, account_id)
    token = _try(services.reset_second_factor, request.actor, account_id, request.clock, request.randomness)
    return _link_page(request, colleague.name, token)


@door(roles=ADMINISTRATORS, fresh="always")
def switch_off_view(request: Request, account_id: UUID) -> HttpResponse:
    """Asks first; then every role here ends."""
    colleague = _colleague(request, account_id)
    if request.method == "POST":
        _try(services.switch_off, request.actor, account_id, request.clock)
        messages.success(request, f"{colleague.name} kan hier niet meer in.")
        return redirect("beheer:people")
    page_of(request).menu_key = "people"
    return render(request, "beheer/switch_off.html", {"colleague": colleague})


@door(roles=ADMINISTRATORS, fresh="changes")
@require_POST
def decide_view(request: Request, proposal_id: UUID) -> HttpResponse:
    """The second administrator says yes or no to a special right."""
    get_object_or_404(RoleProposal, pk=proposal_id)
    form = DecideForm(request.POST)
    if not form.is_valid():
        raise Http404
    yes = form.cleaned_data["answer"] == "ja"
    _try(services.decide_role, request.actor, proposal_id, yes, request.clock)
    messages.success(request, "De rol geldt nu." if yes else "De rol is niet gegeven.")
    return redirect("beheer:people")


@door(roles=ADMINISTRATORS)
def new_team_view(request: Request) -> HttpResponse:
    """A further team."""
    form = NewTeamForm(posted(request), municipalities=_municipalities(request), initial={"active": True})
    screen = Screen("Nieuw team", reverse("beheer:people"), "people", "Voeg toe")
    return form_page(request, screen, form, lambda: add_team(request.actor, form.values(), request.clock))


@door(roles=ADMINISTRATORS)
def team_view(request: Request, team_id: UUID) -> HttpResponse:
    """One team."""
    team = get_object_or_404(Team, pk=team_id)
    initial = {"name": team.name, "municipality": str(team.municipality_id or ""),
               "takes_signups": team.takes_signups, "active": team.active, "version": team.version}  # fmt: skip
    form = TeamForm(posted(request), municipalities=_municipalities(request), initial=initial)
    screen = Screen(f"Team {team.name}", reverse("beheer:people"), "people")
    return form_page(
        request,
        screen,
        form,
        lambda: update_team(request.actor, team.id, form.cleaned_data["version"], form.values(), request.clock),
    )


def _colleague(request: Request, account_id: UUID) -> people.Colleague:
    for one in people.staff_on(request.clock.today()):
        if one.account_id == account_id:
            return one
    raise Http404


def _teams() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Team.objects.filter(active=True).order_by("name").values_list("id", "name")]


def _municipalities(request: Request) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in request.municipalities]


def _looked(request: Request, account_id: UUID | None) -> None:
    audit.looked(request.actor, request.clock, [Seen("account", account_id, fields=("name", "email", "roles"))])


def _try(verb: Any, *given: Any) -> Any:
    """A small button has no form to stand beside: its refusal is a page of its own."""
    try:
        return verb(*given)
    except AccountError as refusal:
        raise Conflict(refusal.text) from refusal
