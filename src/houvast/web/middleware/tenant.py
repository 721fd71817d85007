"""Chooses the organisation by host name and opens its transaction around the whole chain (security.md 7).

A handled error (4xx) commits: its refusal and its rate counter must stay. Anything unexpected (5xx) rolls all
back, and the refusals of that request are written once more.
"""

from collections.abc import Callable

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse

from houvast.foundation import clock as time_source
from houvast.foundation import randomness as chance_source
from houvast.foundation.audit import services as audit
from houvast.foundation.organisations.queries import who_we_are
from houvast.foundation.tenancy.context import Found, tenant_of_host
from houvast.web.errors import error_page
from houvast.web.request import Request

GetResponse = Callable[[Request], HttpResponse]
WITHOUT_TENANT = ("/static/",)


class _RollBack(Exception):
    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        super().__init__(response.status_code)


class TenantMiddleware:
    """Sets request.organisation, .municipality, .municipalities, .clock and .randomness."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.clock = time_source.installed()
        request.randomness = chance_source.installed()
        if request.path.startswith(WITHOUT_TENANT):
            return self.get_response(request)
        try:
            return self._answer(request, request.get_host().rsplit(":", 1)[0].lower())
        except (OperationalError, InterfaceError):
            connection.close()
            return error_page(request, 503)

    def _answer(self, request: Request, host: str) -> HttpResponse:
        audit.start_keeping_refusals()
        bare = host in settings.BARE_HOSTS
        try:
            with tenant_of_host(host, bare=bare) as found:
                if found is None:
                    return error_page(request, 404)
                _furnish(request, found)
                response = self.get_response(request)
                if response.status_code >= 500:
                    raise _RollBack(response)
                return response
        except _RollBack as rolled_back:
            _keep_refusals(host, bare=bare)
            return rolled_back.response


def _furnish(request: Request, found: Found) -> None:
    request.organisation, municipalities = who_we_are(found.organisation_id)
    by_host = [one for one in municipalities if one.id == found.municipality_id]
    request.municipalities = municipalities
    request.municipality = next(iter(by_host or municipalities), None)
    request.municipality_by_host = bool(by_host)


def _keep_refusals(host: str, *, bare: bool) -> None:
    try:
        with tenant_of_host(host, bare=bare):
            audit.rewrite_refusals()
    except DatabaseError:
        connection.close()  # the error page must still go out
