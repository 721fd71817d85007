"""SMS over HTTP: one JSON POST with an idempotency key, to the one host of the settings."""

from http import HTTPStatus

import httpx
from django.conf import settings

from houvast.connections.outgoing import AddressNotSafe, client_for
from houvast.connections.sms.port import Delivered, Offered, Parcel
from houvast.foundation.jobs.handlers import Refused, TryLater

# Answers that say nothing about this message: our key is wrong, it is busy with this key, or it is too much at once.
NOT_ABOUT_THE_MESSAGE = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.CONFLICT,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
}
LONGEST_PROOF = 100


def send(parcel: Parcel) -> Delivered | Offered:
    """Hand one SMS to the gateway. 200 = delivered, 202 = taken and still on its way."""
    try:
        with client_for(settings.SMS_GATEWAY_URL) as client:
            answer = client.post(
                settings.SMS_GATEWAY_URL,
                json={"to": parcel.recipient, "from": parcel.sender, "text": parcel.body},
                headers={"Authorization": f"Bearer {settings.SMS_GATEWAY_KEY}", "Idempotency-Key": parcel.key},
            )
    except AddressNotSafe as unsafe:
        raise TryLater("Het adres van de sms-dienst is niet goed ingesteld. Vraag de beheerder.") from unsafe
    except httpx.HTTPError as trouble:
        raise TryLater(f"De sms-dienst antwoordt niet ({type(trouble).__name__}).") from trouble
    return _read(answer)


def reach() -> int:
    """Knock at the gateway without a message; its answer, whatever that is. httpx.HTTPError when there is none."""
    with client_for(settings.SMS_GATEWAY_URL) as client:
        return client.options(settings.SMS_GATEWAY_URL).status_code


def _read(answer: httpx.Response) -> Delivered | Offered:
    if answer.status_code in (HTTPStatus.OK, HTTPStatus.ACCEPTED):
        number = _number(answer)
        return Delivered(number) if answer.status_code == HTTPStatus.OK else Offered(number)
    if answer.is_client_error and answer.status_code not in NOT_ABOUT_THE_MESSAGE:
        raise Refused(f"De sms-dienst neemt dit nummer niet aan (antwoord {answer.status_code}). Kijk of het klopt.")
    raise TryLater(f"De sms-dienst kan nu niet (antwoord {answer.status_code}).")


def _number(answer: httpx.Response) -> str:
    try:
        number = answer.json()["id"]
    except (ValueError, KeyError, TypeError, RecursionError) as garbage:
        raise TryLater("De sms-dienst gaf een antwoord dat wij niet begrijpen.") from garbage
    if not isinstance(number, (str, int)) or not 0 < len(str(number)) <= LONGEST_PROOF:
        raise TryLater("De sms-dienst gaf een antwoord dat wij niet begrijpen.")
    return str(number)
