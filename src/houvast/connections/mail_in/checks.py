"""Does mail to the sign-up address come in, and when did it last?"""

import socket
from uuid import UUID

from django.conf import settings
from django.db.models import Max

from houvast.casework.signup.models import MailAside, ReceivedMail
from houvast.foundation.checks import CheckResult
from houvast.foundation.organisations.models import Municipality

NAME = "E-mail binnen"
MANUAL = "Lees de mailbox zelf, en leg elke aanmelding vast bij Nieuwe aanmelding."
PATIENCE = 1.0  # seconds


def check(organisation_id: UUID) -> CheckResult:
    """Red without a sign-up address or with a door that does not answer; grey while nothing came in."""
    last = ReceivedMail.objects.aggregate(last=Max("received_at"))["last"]
    missing = list(
        Municipality.objects.filter(mail_address="", valid_until__isnull=True).values_list("name", flat=True)
    )
    if missing:
        words = f"Geen aanmeldadres voor {', '.join(missing)}. Vul het in bij Gemeenten."
        return CheckResult(NAME, "red", words, MANUAL, last)
    addresses = ", ".join(Municipality.objects.filter(valid_until__isnull=True).values_list("mail_address", flat=True))
    where = f"Aanmeldadres: {addresses}."
    if settings.MAIL_IN_PORT and not _answers(settings.MAIL_IN_HOST, settings.MAIL_IN_PORT):
        return CheckResult(NAME, "red", f"De mailpoort antwoordt niet. {where}", MANUAL, last)
    waiting = MailAside.objects.filter(judged_at__isnull=True).count()
    if waiting:
        where += f" Opzij gelegd, nog te bekijken: {waiting}."
    if last is None:
        return CheckResult(NAME, "grey", f"Nog niets binnengekomen. {where}", MANUAL, None)
    return CheckResult(NAME, "green", where, MANUAL, last)


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=PATIENCE) as door:
            door.settimeout(PATIENCE)
            return door.recv(3) == b"220"
    except OSError:
        return False


def reach() -> CheckResult:
    """Whether the door for incoming mail stands open, where one is asked for."""
    if not settings.MAIL_IN_PORT:
        return CheckResult(NAME, "grey", "Alleen uit een map (`houvast post lees`). Zet MAIL_IN_PORT voor SMTP.")
    where = f"{settings.MAIL_IN_HOST}:{settings.MAIL_IN_PORT}"
    if not _answers(settings.MAIL_IN_HOST, settings.MAIL_IN_PORT):
        return CheckResult(NAME, "red", f"{where} antwoordt niet. Start `houvast post luister`.")
    return CheckResult(NAME, "green", f"{where} antwoordt.")
