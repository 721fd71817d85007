"""SMS over HTTP: one JSON POST with an idempotency key, to the one host of the settings."""

import httpx
from django.conf import settings

from houvast.connections.sms.port import Delivered, Offered, Parcel
from houvast.foundation.jobs.handlers import Refused, TryLater

TIME_OUT = 10
OK, ACCEPTED, BAD_REQUEST, TOO_MANY, SERVER_ERROR = 200, 202, 400, 429, 500


def send(parcel: Parcel) -> Delivered | Offered:
    """Hand one SMS to the gateway. 200 = delivered, 202 = taken and still on its way."""
    try:
        answer = httpx.post(
            settings.SMS_GATEWAY_URL,
            json={"to": parcel.recipient, "from": parcel.sender, "text": parcel.body},
            headers={"Authorization": f"Bearer {settings.SMS_GATEWAY_KEY}", "Idempotency-Key": parcel.key},
            timeout=TIME_OUT,
            follow_redirects=False,
        )
    except httpx.HTTPError as trouble:
        raise TryLater(f"De sms-dienst antwoordt niet ({type(trouble).__name__}).") from trouble
    if answer.status_code in (OK, ACCEPTED):
        return _proof(answer)
    if BAD_REQUEST <= answer.status_code < SERVER_ERROR and answer.status_code != TOO_MANY:
        raise Refused(f"De sms-dienst neemt dit nummer niet aan (antwoord {answer.status_code}). Kijk of het klopt.")
    raise TryLater(f"De sms-dienst kan nu niet (antwoord {answer.status_code}).")


def _proof(answer: httpx.Response) -> Delivered | Offered:
    try:
        number = str(answer.json()["id"])
    except (ValueError, KeyError, TypeError) as garbage:
        raise TryLater("De sms-dienst gaf een antwoord dat wij niet begrijpen.") from garbage
    return Delivered(number) if answer.status_code == OK else Offered(number)
