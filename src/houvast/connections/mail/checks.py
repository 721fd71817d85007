"""Is mail set up right, and when did it last work?"""

import smtplib
from uuid import UUID

from django.conf import settings

from houvast.connections.mail import real
from houvast.connections.mail.port import KIND
from houvast.connections.state import state_of
from houvast.foundation.checks import CheckResult

MANUAL = "Bel de inwoner, of stuur een brief."


def check(organisation_id: UUID) -> CheckResult:
    """Red without a server, or with mail that cannot leave; grey while nothing was sent."""
    return state_of("E-mail", KIND, MANUAL, local=settings.MAIL_PROVIDER == "local", set_up=bool(settings.MAIL_HOST))


def reach() -> CheckResult:
    """Whether the mail server takes our greeting, our TLS and our password; nothing is sent."""
    if settings.MAIL_PROVIDER == "local":
        return CheckResult("E-mail", "grey", "E-mail blijft hier staan en gaat niet weg (demo).")
    where = f"{settings.MAIL_HOST}:{settings.MAIL_PORT}"
    try:
        real.reach()
    except smtplib.SMTPAuthenticationError:
        return CheckResult(
            "E-mail", "red", f"{where} neemt ons wachtwoord niet aan. Zet MAIL_USER en MAIL_PASSWORD goed."
        )
    except smtplib.SMTPNotSupportedError:
        return CheckResult("E-mail", "red", f"{where} kan geen TLS of aanmelding. Kijk naar MAIL_PORT en MAIL_TLS.")
    except (smtplib.SMTPException, OSError) as trouble:
        return CheckResult(
            "E-mail",
            "red",
            f"{where} antwoordt niet goed ({type(trouble).__name__}). Kijk naar MAIL_HOST en MAIL_PORT.",
        )
    return CheckResult("E-mail", "green", f"{where} antwoordt.")
