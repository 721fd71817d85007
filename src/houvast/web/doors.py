"""Who may come in at an address. The URL x role matrix is made from these marks; a view without one fails."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from houvast.foundation.access.errors import NotAllowed
from houvast.foundation.accounts.models import Role
from houvast.web.resident.typed import keep_typed

View = Callable[..., HttpResponse]
ALL_STAFF: tuple[Role, ...] = tuple(Role)


@dataclass(frozen=True)
class Door:
    """public: everybody. resident: a resident's session of this level. roles: staff with one of these roles."""

    public: bool = False
    resident: str = ""
    roles: tuple[Role, ...] = ()
    rule_id: str = ""

    def opens_for(self, roles: tuple[str, ...]) -> bool:
        """Whether staff with these roles come in."""
        return self.public or any(role in self.roles for role in roles)


def door(*, public: bool = False, resident: str = "", roles: tuple[Role, ...] = ()) -> Callable[[View], View]:
    """Mark a view with its door, and keep the door."""
    marked = Door(public=public, resident=resident, roles=roles)

    def decorate(view: View) -> View:
        @wraps(view)
        def at_the_door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            turned_away = _turn_away(request, marked)
            response = turned_away or view(request, *args, **kwargs)
            if not marked.public:
                response["Cache-Control"] = "no-store"
            return response

        at_the_door.door = marked  # type: ignore[attr-defined]
        return at_the_door

    return decorate


def _turn_away(request: HttpRequest, marked: Door) -> HttpResponse | None:
    if marked.public:
        return None
    if marked.resident:
        if request.actor.kind == "resident":
            return None
        if request.method == "POST":
            keep_typed(request)  # the session ended while typing: nothing is lost (security.md 12)
        return redirect("resident:come_back")
    if not request.actor.is_staff:
        if request.user.is_authenticated:  # signed in with a password, but the second factor is still to come
            return redirect("mfa_activate_totp")
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
    if not marked.opens_for(request.actor.roles):
        raise NotAllowed("DOOR")
    return None
