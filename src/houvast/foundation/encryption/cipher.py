"""The field cipher: AES-256-GCM, bound to the place where the value stands (security.md 3).

A sealed value is `length of key id (1) · key id · nonce (12) · ciphertext and tag`. The bound data
`tenant|table|field|uuid` is authenticated and not stored: a value copied to another row, field, table or
organisation cannot be opened there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from houvast.foundation import randomness
from houvast.foundation.encryption.keys import KEY_LENGTH

NONCE: Final = 12
TAG: Final = 16
KEY_ID_LIMIT: Final = 32


class CannotDecrypt(Exception):
    """A sealed value cannot be opened: it was changed, stands in another place, or its key is gone.

    The message names the place and the reason, never the value.
    """


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value stands: the data it is bound to."""

    organisation_id: UUID
    table: str
    field: str
    row_id: UUID

    def bound_data(self) -> bytes:
        """`tenant|table|field|uuid`, as the cipher authenticates it."""
        return f"{self.organisation_id}|{self.table}|{self.field}|{self.row_id}".encode()

    def __str__(self) -> str:
        return f"{self.table}.{self.field} van rij {self.row_id}"


class Keyring:
    """The field keys by id. The first is the one that new values are sealed with."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys:
            raise ImproperlyConfigured("FIELD_KEYS is leeg: zonder sleutel kan niets versleuteld worden.")
        for key_id, key in keys.items():
            if not (key_id.isascii() and key_id.isalnum() and len(key_id) <= KEY_ID_LIMIT):
                raise ImproperlyConfigured("Een sleutelnaam is 1 tot 32 letters of cijfers.")
            if len(key) != KEY_LENGTH:
                raise ImproperlyConfigured(f"Veldsleutel {key_id} is geen {KEY_LENGTH} bytes.")
        self.current = next(iter(keys))
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}

    def seal(self, content: bytes, place: Place) -> bytes:
        """`content` sealed with the current key for this place; the same content never gives the same bytes.

        The nonce is always drawn from the operating system, also in a seeded demo: a repeated nonce would
        give the key away.
        """
        nonce = _chance.token_bytes(NONCE)
        sealed = self._ciphers[self.current].encrypt(nonce, content, place.bound_data())
        return bytes([len(self.current)]) + self.current.encode() + nonce + sealed

    def open(self, sealed: bytes, place: Place) -> bytes:
        """The content of a value sealed for this place; CannotDecrypt if it is not that."""
        key_id, body = _split(sealed, place)
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise CannotDecrypt(f"{place}: sleutel {key_id} is hier niet bekend.")
        try:
            return cipher.decrypt(body[:NONCE], body[NONCE:], place.bound_data())
        except InvalidTag:
            raise CannotDecrypt(f"{place}: de waarde is veranderd of hoort op een andere plek.") from None

    def is_current(self, sealed: bytes) -> bool:
        """Whether a sealed value was written with the current key; a rotation rewrites the others."""
        return sealed[1 : 1 + sealed[0]] == self.current.encode() if sealed else False


def keyring() -> Keyring:
    """The keyring of the setting `FIELD_KEYS`; its first key is the current one."""
    return _keyring(tuple(getattr(settings, "FIELD_KEYS", {}).items()))


@lru_cache(maxsize=8)
def _keyring(keys: tuple[tuple[str, bytes], ...]) -> Keyring:
    return Keyring(dict(keys))


def _split(sealed: bytes, place: Place) -> tuple[str, bytes]:
    length = sealed[0] if sealed else 0
    key_id, body = sealed[1 : 1 + length], sealed[1 + length :]
    if not (0 < length <= KEY_ID_LIMIT and key_id.isalnum() and len(body) >= NONCE + TAG):
        raise CannotDecrypt(f"{place}: dit is geen versleutelde waarde.")
    return key_id.decode("ascii"), body


_chance = randomness.SystemRandomness()
