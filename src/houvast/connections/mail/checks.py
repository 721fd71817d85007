"""Is mail set up right, and when did it last work?"""

from uuid import UUID

from django.conf import settings

from houvast.connections.mail.port import KIND
from houvast.connections.state import state_of
from houvast.foundation.checks import CheckResult

MANUAL = "Bel de inwoner, of stuur een brief."


def check(organisation_id: UUID) -> CheckResult:
    """Red without a server, or with mail that cannot leave; grey while nothing was sent."""
    return state_of("E-mail", KIND, MANUAL, local=settings.MAIL_PROVIDER == "local", set_up=bool(settings.MAIL_HOST))
