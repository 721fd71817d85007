"""Is SMS set up right, and when did it last work?"""

from uuid import UUID

from django.conf import settings

from houvast.connections.sms.port import KIND
from houvast.connections.state import state_of
from houvast.foundation.checks import CheckResult

MANUAL = "Bel de inwoner, of stuur een e-mail."


def check(organisation_id: UUID) -> CheckResult:
    """Red without a gateway, or with messages that cannot leave; grey while nothing was sent."""
    return state_of("Sms", KIND, MANUAL, local=settings.SMS_PROVIDER == "local", set_up=bool(settings.SMS_GATEWAY_URL))
