"""The code with which a resident comes back to a sign-up (security.md 5, row 17).

Sixteen signs of Crockford's base 32 in four groups: `7K3M-Q8ZT-4NHB-X2WD`. The first four are the
*selector*, unique within the organisation and stored readable, to find the row. The other twelve are the
*secret*: 60 bits of chance, of which only an HMAC is stored. Typing is forgiven: capitals, spaces and
dashes do not count, O is 0, I and L are 1.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from houvast.foundation.encryption.keys import purpose_key
from houvast.foundation.randomness import CROCKFORD, Randomness, crockford

SELECTOR: Final = 4
SECRET: Final = 12
GROUP: Final = 4
IDLE_DAYS: Final = 90
"""A code that nobody used for this many days is worth nothing any more (security.md 10)."""

_LAYOUT: Final = dict.fromkeys(" -.\u2010\u2011\u2013\u00a0\u202f\t\r\n", "")
_FORGIVEN: Final = str.maketrans({"O": "0", "I": "1", "L": "1"} | _LAYOUT)


class NotAReturnCode(ValueError):
    """What was typed is not sixteen signs of a code (text key `return_code.form`)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How often a wrong code may be tried before another way in is offered (never "call us" only)."""

    per_selector: int = 5
    selector_window: dt.timedelta = dt.timedelta(minutes=15)
    per_address: int = 20
    address_window: dt.timedelta = dt.timedelta(hours=1)
    per_organisation: int = 2000
    organisation_window: dt.timedelta = dt.timedelta(hours=1)


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class ReturnCode:
    """A code in its two parts.

    Printed by accident it shows its selector only; `text()` is meant for the resident.
    """

    selector: str
    secret: str = field(repr=False)

    def text(self) -> str:
        """The code as it is shown, printed and put in the QR: four groups with dashes."""
        signs = self.selector + self.secret
        return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))

    def __str__(self) -> str:
        return f"{self.selector}-••••-••••-••••"


def new_return_code(randomness: Randomness) -> ReturnCode:
    """A fresh code. The caller stores selector and digest, and draws again when the selector is taken."""
    return ReturnCode(crockford(randomness, SELECTOR), crockford(randomness, SECRET))


def read_return_code(typed: str) -> ReturnCode:
    """The code that somebody typed or scanned; NotAReturnCode if it cannot be one."""
    signs = typed.upper().translate(_FORGIVEN)
    if len(signs) != SELECTOR + SECRET or not set(signs) <= set(CROCKFORD):
        raise NotAReturnCode("De code heeft 16 letters en cijfers. Kijk op je papier of in je bericht.")
    return ReturnCode(signs[:SELECTOR], signs[SELECTOR:])


def return_code_digest(organisation_id: UUID, code: ReturnCode) -> bytes:
    """What is stored of a code.

    HMAC-SHA-256 (32 bytes) over all sixteen signs, with the organisation's own key.
    """
    key = purpose_key("RETURN_CODE_KEY", organisation_id, "return code")
    return hmac.new(key, (code.selector + code.secret).encode(), hashlib.sha256).digest()


def return_code_matches(organisation_id: UUID, code: ReturnCode, stored: bytes | None) -> bool:
    """Whether the typed code is the stored one, in the same time for every wrong one.

    Pass None when no row has the selector: the work is done all the same, so the answer takes as long.
    """
    digest = return_code_digest(organisation_id, code)
    same = hmac.compare_digest(digest, stored if stored is not None else bytes(len(digest)))
    return same and stored is not None


def guess_chance_per_year(live_codes: int, limits: Limits = LIMITS) -> float:
    """The chance that somebody with any number of addresses guesses a live code of an organisation in a year.

    The worst case: all tries the limits allow, all on selectors that exist, the whole year through.
    """
    year = dt.timedelta(days=366)
    by_selector = limits.per_selector * (year / limits.selector_window) * live_codes
    by_brake = limits.per_organisation * (year / limits.organisation_window)
    return min(by_selector, by_brake) / float(len(CROCKFORD) ** SECRET)
