"""The citizen service number (BSN): checked before it is stored, found by a keyed index, shown masked.

Elfproef: Regeling burgerservicenummer. Numbers that begin with 9999 are the test range: no real person has
one, so the demo and the tests use only those and production refuses them.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final
from uuid import UUID

from django.conf import settings
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn as stdnum_bsn

from houvast.foundation.encryption.keys import purpose_key

LENGTH: Final = 9
SHOWN: Final = 4
TEST_RANGE: Final = "9999"
_LAYOUT: Final = {ord(sign): None for sign in " .-\u00a0\u202f"}


class NotABsn(ValueError):
    """What was typed cannot be a BSN; the message says in Dutch what to do."""


class NeedsConfirmation(ValueError):
    """Eight digits: it may be a BSN without its leading zero. `suggestion` is the nine digits to confirm."""

    def __init__(self, suggestion: str) -> None:
        super().__init__(
            f"Een BSN heeft 9 cijfers, dit zijn er 8. Is het {suggestion}? Controleer het en bevestig het."
        )
        self.suggestion = suggestion


def read_bsn(typed: str, *, zero_confirmed: bool = False) -> str:
    """The nine digits of a BSN as somebody typed it (spaces, dots and dashes are forgiven).

    Raises NotABsn, or NeedsConfirmation for eight digits that are right with a zero in front, unless
    `zero_confirmed` says that a person looked at the suggestion.
    """
    digits = typed.translate(_LAYOUT)
    if not (digits.isascii() and digits.isdigit()):
        raise NotABsn("Een BSN bestaat alleen uit cijfers. Typ de 9 cijfers over van het identiteitsbewijs.")
    if len(digits) == LENGTH - 1 and _passes("0" + digits):
        if not zero_confirmed:
            raise NeedsConfirmation("0" + digits)
        digits = "0" + digits
    if len(digits) != LENGTH:
        raise NotABsn(f"Een BSN heeft 9 cijfers, dit zijn er {len(digits)}. Kijk het na en typ het opnieuw.")
    if not _passes(digits):
        raise NotABsn("Dit nummer kan geen BSN zijn. Misschien zijn er cijfers verwisseld. Typ het opnieuw.")
    if is_test_number(digits) and not settings.TEST_BSN_ALLOWED:
        raise NotABsn("Dit is een testnummer. Gebruik het BSN van het identiteitsbewijs.")
    return digits


def is_test_number(bsn: str) -> bool:
    """Whether nine digits lie in the test range 9999xxxxx."""
    return bsn.startswith(TEST_RANGE)


def masked_bsn(bsn: str) -> str:
    """Five dots and the last four digits. Showing all of it is an own, logged action."""
    return "•" * (LENGTH - SHOWN) + bsn[-SHOWN:]


def bsn_index(organisation_id: UUID, bsn: str) -> bytes:
    """HMAC-SHA-256 over the nine digits with the organisation's own key: unique per (organisation, index)."""
    if len(bsn) != LENGTH or not (bsn.isascii() and bsn.isdigit()):
        raise NotABsn("Een BSN heeft 9 cijfers.")
    key = purpose_key("BSN_INDEX_KEY", organisation_id, "bsn")
    return hmac.new(key, bsn.encode(), hashlib.sha256).digest()


def _passes(digits: str) -> bool:
    try:
        stdnum_bsn.validate(digits)
    except ValidationError:
        return False
    return len(digits) == LENGTH
