"""The six digits sent to a contact point: good for one browser session, ten minutes and five tries.

Nothing readable is stored: the row keeps the digest made here and nothing else of the code. The
digest is bound to organisation, session, purpose and subject, so a code read over somebody's shoulder is
worthless in another browser, and a code for one contact point does not confirm another.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from typing import Final
from uuid import UUID

from houvast.foundation.encryption.keys import purpose_key
from houvast.foundation.randomness import Randomness, digits

LENGTH: Final = 6
VALID: Final = dt.timedelta(minutes=10)
TRIES: Final = 5

_LAYOUT: Final = str.maketrans(dict.fromkeys(" -.\u00a0\u202f\t\r\n", ""))


class NotAOneTimeCode(ValueError):
    """What was typed is not six digits; the message says what to do (text key `one_time_code.form`)."""


def new_one_time_code(randomness: Randomness) -> str:
    """Six digits, leading zeros included."""
    return digits(randomness, LENGTH)


def read_one_time_code(typed: str) -> str:
    """The six digits as typed; spaces and dashes are forgiven. Digits of other scripts count as digits."""
    signs = typed.translate(_LAYOUT)
    if len(signs) != LENGTH or not signs.isdecimal():
        raise NotAOneTimeCode("De code heeft 6 cijfers. Kijk in je bericht en typ de code over.")
    return "".join(str(int(sign)) for sign in signs)


def session_binding(session_key: str) -> bytes:
    """What is kept of a browser session to bind a code to it.

    A SHA-256, so the row does not open the session.
    """
    if not session_key:
        raise ValueError("a one-time code needs a session that exists")
    return hashlib.sha256(session_key.encode()).digest()


def one_time_code_digest(organisation_id: UUID, session_key: str, purpose: str, subject_id: UUID, code: str) -> bytes:
    """What is stored of a code: HMAC-SHA-256 over the digits and all they are bound to."""
    key = purpose_key("RETURN_CODE_KEY", organisation_id, "one-time code")
    bound = f"{purpose}|{subject_id}|{code}|".encode() + session_binding(session_key)
    return hmac.new(key, bound, hashlib.sha256).digest()
