"""The second code on paper: for who gave no phone or mail, in place of the digits we would send (security.md 2)."""

import datetime as dt
import hmac
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from houvast.casework.dossier.merges import same_resident
from houvast.casework.dossier.models import Party
from houvast.casework.signup.codes import CodeAccepted, give_paper_code
from houvast.casework.signup.errors import TooManyTries, WrongCode
from houvast.casework.signup.models import OneTimeCode
from houvast.foundation.access.actor import Actor
from houvast.foundation.clock import Clock as WallClock
from houvast.foundation.encryption.one_time_code import (
    TRIES,
    NotAOneTimeCode,
    new_one_time_code,
    one_time_code_digest,
    read_one_time_code,
)
from houvast.foundation.encryption.return_code import IDLE_DAYS
from houvast.foundation.limits.services import hit
from houvast.foundation.randomness import Randomness

PURPOSE = "paper"
# Paper is not bound to a browser: it was handed over in person, and works as long as the return code beside it.
GOOD_FOR = dt.timedelta(days=IDLE_DAYS)
WINDOW = dt.timedelta(minutes=15)


@dataclass(frozen=True)
class PaperCodes:
    """Both codes as they are handed over; readable here and never again."""

    return_code: str
    second: str


def give_paper_codes(
    actor: Actor, dossier_id: UUID, party_id: UUID, clock: WallClock, randomness: Randomness
) -> PaperCodes:
    """A new return code with a second code, on one sheet. Older ones of both kinds stop working."""
    with transaction.atomic():
        code = give_paper_code(actor, dossier_id, party_id, clock, randomness)
        second = new_one_time_code(randomness)
        _on_paper(same_resident(party_id)).update(used_at=clock.now())
        OneTimeCode(
            dossier_id=dossier_id,
            party_id=party_id,
            purpose=PURPOSE,
            code_hash=_digest(actor, party_id, second),
            created_at=clock.now(),
            expires_at=clock.now() + GOOD_FOR,
        ).save(force_insert=True)
    return PaperCodes(code.text(), f"{second[:3]} {second[3:]}")


def check_paper_code(actor: Actor, party_id: UUID, typed: str, clock: WallClock) -> CodeAccepted:
    """The second code of the sheet, behind a right return code: five tries a quarter of an hour."""
    counted = hit(f"code:paper:{party_id}", TRIES, WINDOW, clock)
    if not counted.allowed:
        raise TooManyTries(counted.retry_after)
    try:
        code = read_one_time_code(typed)
    except NotAOneTimeCode:
        raise WrongCode from None
    rows = list(_on_paper(same_resident(party_id)).filter(expires_at__gt=clock.now()))
    right = [hmac.compare_digest(_digest(actor, row.party_id, code), bytes(row.code_hash)) for row in rows]
    if not any(right):
        raise WrongCode
    return CodeAccepted(Party.objects.values_list("dossier_id", flat=True).get(pk=party_id), party_id)


def _on_paper(parties: list[UUID]) -> QuerySet[OneTimeCode]:
    """The sheet of this file, and of a file that went on in it."""
    return OneTimeCode.objects.filter(party_id__in=parties, purpose=PURPOSE, used_at__isnull=True)


def _digest(actor: Actor, party_id: UUID, code: str) -> bytes:
    return one_time_code_digest(actor.organisation_id, PURPOSE, PURPOSE, party_id, code)
