"""Small things kept in a session that nobody who reads the session table may read (record.md 2)."""

import base64
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from houvast.foundation.encryption.cipher import CannotDecrypt, Place, keyring
from houvast.web.request import Request

TABLE = "session"


def keep(request: Request, name: str, content: Mapping[str, Any]) -> None:
    """Seal `content` (JSON) under a name in this session."""
    raw = json.dumps(content, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
    request.session[name] = base64.b64encode(keyring().seal(raw, _place(request, name))).decode("ascii")


def kept(request: Request, name: str) -> dict[str, Any] | None:
    """What was kept, or None when there is nothing (any more)."""
    sealed = request.session.get(name)
    if not sealed:
        return None
    try:
        content = keyring().open(base64.b64decode(sealed), _place(request, name))
    except (CannotDecrypt, ValueError):
        return None
    return dict(json.loads(content.decode("utf-8", "surrogatepass")))


def drop(request: Request, name: str) -> None:
    """Forget it."""
    request.session.pop(name, None)


def _place(request: Request, name: str) -> Place:
    return Place(request.organisation.id, TABLE, name, UUID(int=0))
