"""The keys of this installation, as the settings give them. Each purpose has its own; none is SECRET_KEY.

Settings (read from the environment or a file by houvast.settings, never from the database):

- `FIELD_KEYS`: dict of key id to 32 bytes; the first is for new values, the others are there to read old ones.
- `BSN_INDEX_KEY`: for the keyed indexes of BSN, phone, mail and IBAN.
- `RETURN_CODE_KEY`: for return codes and one-time codes.
- `PSEUDONYM_KEY`: for the pseudonyms in exports.
"""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_LENGTH = 32


def purpose_key(setting: str, organisation_id: UUID, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose inside one organisation, derived from the secret in `setting`.

    Derived (HKDF-SHA-256), so that the same phone number or BSN has another index in every organisation and
    nobody who holds one organisation's index can compare it with another's.
    """
    return _derived(_secret(setting), organisation_id, purpose)


@lru_cache(maxsize=4096)
def _derived(secret: bytes, organisation_id: UUID, purpose: str) -> bytes:
    info = f"houvast|{purpose}|{organisation_id}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=KEY_LENGTH, salt=None, info=info).derive(secret)


def _secret(setting: str) -> bytes:
    secret = getattr(settings, setting, None)
    if isinstance(secret, str):
        secret = secret.encode()
    if not isinstance(secret, bytes) or len(secret) < KEY_LENGTH:
        raise ImproperlyConfigured(f"{setting} ontbreekt of is korter dan {KEY_LENGTH} bytes.")
    return secret
