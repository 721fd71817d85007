"""The keys of this installation, as the settings give them. Each purpose has its own; none is SECRET_KEY.

Settings (read from the environment or a file by houvast.settings, never from the database):

- `HOUVAST_FIELD_KEYS`: dict of key id to 32 bytes; more than one while a rotation runs.
- `HOUVAST_FIELD_KEY_CURRENT`: the id that new values are written with.
- `HOUVAST_INDEX_KEY`: 32 bytes or more, for the keyed indexes of BSN, phone, mail and codes.
- `HOUVAST_RETURN_CODE_KEY`: 32 bytes or more, for return codes and one-time codes.
- `HOUVAST_PSEUDONYM_KEY`: 32 bytes or more, for the pseudonyms in exports.
"""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_LENGTH = 32


def key_from_text(text: str, name: str) -> bytes:
    """The 32 bytes in `text` (base64); ImproperlyConfigured names the setting, never the value."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise ImproperlyConfigured(f"{name} is geen base64. Maak een sleutel van 32 bytes.") from None
    if len(key) != KEY_LENGTH:
        raise ImproperlyConfigured(f"{name} moet {KEY_LENGTH} bytes zijn, dit zijn er {len(key)}.")
    return key


def field_keys_from_text(text: str, name: str = "HOUVAST_FIELD_KEYS") -> dict[str, bytes]:
    """Field keys written as `id=base64,id=base64`, for the environment."""
    keys: dict[str, bytes] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        key_id, equals, value = part.partition("=")
        if not equals or not key_id.strip():
            raise ImproperlyConfigured(f"{name} hoort te zijn: id=base64, met een komma tussen de sleutels.")
        if key_id.strip() in keys:
            raise ImproperlyConfigured(f"{name} noemt sleutel {key_id.strip()} twee keer.")
        keys[key_id.strip()] = key_from_text(value, name)
    return keys


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
