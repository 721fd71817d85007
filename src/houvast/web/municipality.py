"""The municipality of a request, for pages that cannot do without one."""

from houvast.foundation.organisations.models import Municipality
from houvast.web.errors import Unavailable
from houvast.web.request import Request


def municipality_of(request: Request) -> Municipality:
    """Who helps here; Unavailable where the organisation has no municipality yet."""
    if request.municipality is None:
        raise Unavailable
    return request.municipality
