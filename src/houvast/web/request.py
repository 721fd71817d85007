"""What a view is given: a request that knows where it came in, who acts, and what time it is."""

from django.http import HttpRequest

from houvast.foundation.access.actor import Actor
from houvast.foundation.accounts.models import Account
from houvast.foundation.clock import Clock
from houvast.foundation.organisations.models import Municipality, Organisation
from houvast.foundation.randomness import Randomness


class Request(HttpRequest):
    """The names that the middleware sets. For the reader and the type check only: none is ever made.

    user is who signed in; where nobody did it is an AnonymousUser, and a door with roles lets nobody in like that.
    """

    actor: Actor
    clock: Clock
    randomness: Randomness
    organisation: Organisation
    municipality: Municipality | None  # none yet: an organisation that is being set up
    municipalities: list[Municipality]
    municipality_by_host: bool
    late: int  # how many late tasks the page counted itself, so that the menu need not ask
    fell_back: str  # the language of the address, where that is not spoken here
    user: Account
