"""Keyed indexes: finding a row by an exact phone number, mail address or code without storing it readable.

Each is HMAC-SHA-256 (32 bytes) with a key of its own per organisation and kind, so that equal numbers
cannot be recognised between organisations, nor a phone number tried out by who has only the database. Both
sides, storing and searching, pass the same normal form; what is not in that form is refused, because a
silent miss would hide a double sign-up.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from typing import Final
from uuid import UUID

from houvast.foundation.encryption.keys import purpose_key

_E164: Final = re.compile(r"\+[1-9][0-9]{5,14}")
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")


class NotNormal(ValueError):
    """The value is not in the form that is indexed; the message says which form that is."""


def phone_index(organisation_id: UUID, number: str) -> bytes:
    """Index of a phone number in E.164 (`+31612345678`, no spaces)."""
    if not _E164.fullmatch(number):
        raise NotNormal("Een telefoonnummer wordt gezocht als + landnummer en cijfers, zonder spaties.")
    return _index(organisation_id, "phone", number)


def mail_index(organisation_id: UUID, address: str) -> bytes:
    """Index of a mail address; capitals and spaces around it do not count."""
    normal = unicodedata.normalize("NFKC", address).strip().casefold()
    if not _MAIL.fullmatch(normal):
        raise NotNormal("Een mailadres heeft één @ en geen spaties.")
    return _index(organisation_id, "mail", normal)


def iban_index(organisation_id: UUID, iban: str) -> bytes:
    """Index of an IBAN; spaces and capitals do not count."""
    normal = "".join(iban.split()).upper()
    if not (normal.isascii() and normal.isalnum() and 15 <= len(normal) <= 34):
        raise NotNormal("Een IBAN heeft 15 tot 34 letters en cijfers.")
    return _index(organisation_id, "iban", normal)


def _index(organisation_id: UUID, kind: str, normal: str) -> bytes:
    key = purpose_key("BSN_INDEX_KEY", organisation_id, kind)
    return hmac.new(key, normal.encode(), hashlib.sha256).digest()
