"""Who may come in at an address. The URL x role matrix is made from these marks; a view without one fails."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from houvast.foundation.access.errors import NotAllowed
from houvast.foundation.accounts.models import Role
from houvast.web import kept_input, sessions
from houvast.web.homes import home_of
from houvast.web.request import Request

View = Callable[..., HttpResponse]
Fresh = Literal["", "always", "changes"]
PRESS_AGAIN = "Er is niets veranderd. Druk nog een keer op de knop."
ALL_STAFF: tuple[Role, ...] = tuple(Role)


@dataclass(frozen=True)
class Door:
    """public: everybody. resident: a resident's session of this level. roles: staff with one of these roles.

    fresh: what lies behind asks for a second factor of the last ten minutes, for each look or for changes only.
    """

    public: bool = False
    resident: str = ""
    roles: tuple[Role, ...] = ()
    rule_id: str = ""
    fresh: Fresh = ""

    def opens_for(self, roles: tuple[str, ...]) -> bool:
        """Whether staff with these roles come in."""
        return self.public or any(role in self.roles for role in roles)


def door(
    *, public: bool = False, resident: str = "", roles: tuple[Role, ...] = (), fresh: Fresh = ""
) -> Callable[[View], View]:
    """Mark a view with its door, and keep the door."""
    marked = Door(public=public, resident=resident, roles=roles, fresh=fresh)

    def decorate(view: View) -> View:
        @wraps(view)
        def at_the_door(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            response = (
                _turn_away(request, marked)
                or _ask_again(request, marked)
                or _inside(request, marked, lambda: view(request, *args, **kwargs))
            )
            if not marked.public:
                response["Cache-Control"] = "no-store"
            return response

        at_the_door.door = marked  # type: ignore[attr-defined]  # a function's type has no place for it
        return at_the_door

    return decorate


def _turn_away(request: Request, marked: Door) -> HttpResponse | None:
    if marked.public:
        return None
    if marked.resident:
        if request.actor.kind == "resident":
            return None
        if request.method == "POST":
            kept_input.keep_typed(request)  # the session ended while typing: nothing is lost (security.md 12)
        return redirect("resident:come_back")
    if not request.actor.is_staff:
        if request.user.is_authenticated:
            if sessions.has_second_factor(request):
                raise NotAllowed("NO-ROLE")  # signed in, but no role holds (yet): a second administrator must say yes
            return redirect("mfa_activate_totp")  # a password alone opens nothing but setting up the second factor
        return redirect(reverse("account_login") + _and_then(request))
    if not marked.opens_for(request.actor.roles):
        raise NotAllowed("DOOR")
    return None


def _ask_again(request: Request, marked: Door) -> HttpResponse | None:
    """What must not be done from a screen that stands open waits for the second factor, and nothing typed is lost."""
    changes = request.method not in ("GET", "HEAD", "OPTIONS")
    if not marked.fresh or (marked.fresh == "changes" and not changes) or sessions.factor_is_fresh(request):
        return None
    back = request.get_full_path()
    if changes:
        came_from = _page_before(request)
        if came_from and came_from != request.path:  # a lone button on another page
            messages.info(request, PRESS_AGAIN)
            back = came_from
        else:
            kept_input.keep_typed(request, sessions.owner_of(request))
    address = reverse("step_up") + "?" + urlencode({"next": back})
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _page_before(request: Request) -> str:
    """The path of our own page on which the button stood; empty when the browser does not say."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
        return ""
    return urlsplit(before).path


def _and_then(request: Request) -> str:
    """Where to go after signing in: back to the page, or to a form with its words; a lone button is not repeated."""
    if request.method == "POST" and not kept_input.keep_typed(request):
        return ""
    return "?" + urlencode({"next": request.get_full_path()})


def _inside(request: Request, marked: Door, view: Callable[[], HttpResponse]) -> HttpResponse:
    if not marked.roles:
        return view()
    with kept_input.filling(request):
        response = view()
    if kept_input.was_a_button(request, response):
        return redirect(home_of(request.actor.roles))
    kept_input.sent_after_all(request, response)
    return response
