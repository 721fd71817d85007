"""Mail over SMTP. The Message-ID is made from the key, so a receiver that gets it twice can see it."""

import hashlib
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from houvast.connections.mail.port import Delivered, Parcel
from houvast.foundation.jobs.handlers import Refused, TryLater

TIME_OUT = 10


def message_id(parcel: Parcel) -> str:
    """The same key gives the same Message-ID, always."""
    digest = hashlib.sha256(f"{parcel.organisation_id}|{parcel.key}".encode()).hexdigest()[:32]
    return f"<{digest}@{settings.MAIL_DOMAIN}>"


def send(parcel: Parcel) -> Delivered:
    """Hand one mail to the SMTP server of the settings."""
    number = message_id(parcel)
    mail = EmailMessage(
        parcel.subject,
        parcel.body,
        parcel.sender,
        [parcel.recipient],
        headers={"Message-ID": number, "Auto-Submitted": "auto-generated"},
    )
    connection = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=settings.MAIL_HOST,
        port=settings.MAIL_PORT,
        username=settings.MAIL_USER,
        password=settings.MAIL_PASSWORD,
        use_tls=settings.MAIL_TLS,
        timeout=TIME_OUT,
    )
    try:
        mail.connection = connection
        mail.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        raise Refused("De mailserver neemt dit adres niet aan. Kijk of het klopt.") from refusal
    except (smtplib.SMTPException, OSError) as trouble:
        raise TryLater(f"De mailserver antwoordt niet goed ({type(trouble).__name__}).") from trouble
    return Delivered(number)
