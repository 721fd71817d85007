"""Says who acts (request.actor) and turns the house's errors into pages."""

import hashlib
import hmac
import logging
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse

from houvast.casework.dossier.merges import stays
from houvast.casework.dossier.services import resident_of
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotAllowed, NotYours
from houvast.foundation.accounts.queries import memberships_on
from houvast.foundation.accounts.unused import note_sign_in
from houvast.foundation.encryption.keys import purpose_key
from houvast.foundation.refusal import Refusal
from houvast.web import sessions
from houvast.web.errors import WebError, error_page
from houvast.web.request import Request

GetResponse = Callable[[Request], HttpResponse]
log = logging.getLogger("houvast.web")


class ActorMiddleware:
    """Staff by their memberships of today, a resident by his session, everybody else anonymous."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if hasattr(request, "organisation"):
            request.actor = actor_of(request)
        return self.get_response(request)

    def process_exception(self, request: Request, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotYours):
            return error_page(request, 404)
        if isinstance(error, NotAllowed):
            return error_page(request, 403)
        if isinstance(error, Refusal):
            return error_page(request, 409, words=str(error.text))
        if isinstance(error, WebError):
            return error_page(request, error.status, retry_after=error.retry_after, words=error.words)
        if isinstance(error, (OperationalError, InterfaceError)):  # too busy, or away: trying again may well succeed
            log.error("database did not answer in time", exc_info=error)
            return error_page(request, 503)
        return None


def actor_of(request: Request) -> Actor:
    """The actor of this request; a session past its time or epoch is ended here."""
    organisation_id, origin = request.organisation.id, origin_of(request)
    if not sessions.still_good(request):
        return Actor.anonymous(organisation_id, origin)
    if request.user.is_authenticated and sessions.has_second_factor(request):
        held = memberships_on(request.user.id, request.clock.today())
        if held:
            if sessions.first_time_in(request):
                note_sign_in(request.user.id, request.clock)
            return Actor(
                kind="staff",
                organisation_id=organisation_id,
                level="staff",
                account_id=request.user.id,
                name=request.user.display_name,
                roles=tuple(dict.fromkeys(one.role for one in held)),
                team_ids=tuple(dict.fromkeys(one.team_id for one in held if one.team_id)),
                channel="desk",
                origin=origin,
            )
    resident = sessions.resident_of(request)
    if resident is not None:
        dossier_id, party_id = _own_file(resident)
        return Actor(
            kind="resident",
            organisation_id=organisation_id,
            level=resident.level,
            dossier_id=dossier_id,
            party_id=party_id,
            origin=origin,
        )
    return Actor.anonymous(organisation_id, origin)


def _own_file(resident: sessions.ResidentSession) -> tuple[UUID, UUID]:
    """The file of the session, or the one in which it went on since."""
    dossier_id = UUID(resident.dossier_id)
    onward = stays(dossier_id)
    return (dossier_id, UUID(resident.party_id)) if onward == dossier_id else (onward, resident_of(onward).id)


def origin_of(request: Request) -> str:
    """A keyed hash of the network address: enough to count with, too little to find somebody."""
    address = request.META.get("REMOTE_ADDR", "")
    hops = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if hops and len(forwarded) >= hops:
        address = forwarded[-hops]
    key = purpose_key("PSEUDONYM_KEY", request.organisation.id, "origin")
    return hmac.new(key, address.encode(), hashlib.sha256).hexdigest()
