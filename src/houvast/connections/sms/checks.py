"""Is SMS set up right, and when did it last work?"""

from uuid import UUID

import httpx
from django.conf import settings

from houvast.connections.outgoing import AddressNotSafe
from houvast.connections.sms import real
from houvast.connections.sms.port import KIND
from houvast.connections.state import state_of
from houvast.foundation.checks import CheckResult

MANUAL = "Bel de inwoner, of stuur een e-mail."


def check(organisation_id: UUID) -> CheckResult:
    """Red without a gateway, or with messages that cannot leave; grey while nothing was sent."""
    return state_of("Sms", KIND, MANUAL, local=settings.SMS_PROVIDER == "local", set_up=bool(settings.SMS_GATEWAY_URL))


def reach() -> CheckResult:
    """Whether the gateway answers at all; nothing is sent and no key is given."""
    if settings.SMS_PROVIDER == "local":
        return CheckResult("Sms", "grey", "Sms blijft hier staan en gaat niet weg (demo).")
    if not settings.SMS_GATEWAY_URL:
        return CheckResult("Sms", "grey", "Er gaat geen sms. Zet SMS_GATEWAY_URL en SMS_GATEWAY_KEY als dat wel moet.")
    try:
        real.reach()
    except AddressNotSafe:
        return CheckResult("Sms", "red", "SMS_GATEWAY_URL moet met https:// beginnen.")
    except httpx.HTTPError as trouble:
        return CheckResult(
            "Sms", "red", f"De sms-dienst antwoordt niet ({type(trouble).__name__}). Kijk naar SMS_GATEWAY_URL."
        )
    return CheckResult("Sms", "green", "De sms-dienst antwoordt.")
