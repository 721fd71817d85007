"""Mail over SMTP. The Message-ID is made from the key, so a receiver that gets it twice can see it."""

import hashlib
import smtplib
from email.utils import formataddr

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from houvast.connections.mail.port import OUR_MARK, Delivered, Parcel
from houvast.foundation.jobs.handlers import Refused, TryLater

TIME_OUT = 10
FOR_GOOD = 500  # SMTP: 4xx is "not now", 5xx is "never"
NO_ADDRESS = "De mailserver neemt dit adres niet aan. Kijk of het klopt."


def message_id(parcel: Parcel) -> str:
    """The same key gives the same Message-ID, always."""
    digest = hashlib.sha256(f"{parcel.organisation_id}|{parcel.key}".encode()).hexdigest()[:32]
    return f"<{digest}@{settings.MAIL_DOMAIN}>"


def sender_of(parcel: Parcel) -> str:
    """The mail address of the organisation, or its name before the address of the one sending domain."""
    if "@" in parcel.sender:
        return parcel.sender
    return formataddr((parcel.sender, f"geenantwoord@{settings.MAIL_DOMAIN}"))


def send(parcel: Parcel) -> Delivered:
    """Hand one mail to the SMTP server of the settings."""
    number = message_id(parcel)
    mail = EmailMessage(
        parcel.subject,
        parcel.body,
        sender_of(parcel),
        [parcel.recipient],
        headers={"Message-ID": number, "Auto-Submitted": "auto-generated", OUR_MARK: "1"},
        connection=_connection(),
    )
    try:
        mail.send()
    except BadHeaderError as refusal:
        raise Refused("In het adres of het onderwerp staat een teken dat niet kan.") from refusal
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = [code for code, _ in refusal.recipients.values()]
        raise _verdict(min(codes, default=0), NO_ADDRESS) from refusal
    except smtplib.SMTPAuthenticationError as trouble:
        raise TryLater("De mailserver neemt ons wachtwoord niet aan. Vraag de beheerder.") from trouble
    except smtplib.SMTPResponseException as refusal:
        raise _verdict(refusal.smtp_code, "De mailserver neemt deze e-mail niet aan.") from refusal
    except (smtplib.SMTPException, OSError) as trouble:
        raise TryLater(f"De mailserver antwoordt niet goed ({type(trouble).__name__}).") from trouble
    return Delivered(number)


def _verdict(code: int, refusal: str) -> Refused | TryLater:
    if code >= FOR_GOOD:
        return Refused(refusal)
    return TryLater(f"De mailserver kan nu niet (antwoord {code}).")


def reach() -> None:
    """Greet the server, with TLS and name as set; OSError or SMTPException when that does not go well."""
    connection = _connection()
    connection.open()
    connection.close()


def _connection() -> BaseEmailBackend:
    backend: BaseEmailBackend = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=settings.MAIL_HOST,
        port=settings.MAIL_PORT,
        username=settings.MAIL_USER,
        password=settings.MAIL_PASSWORD,
        use_tls=settings.MAIL_TLS,
        timeout=TIME_OUT,
    )
    return backend
