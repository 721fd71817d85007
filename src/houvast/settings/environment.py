"""Reading the environment: typed, once, and with a refusal that names the variable and what to do."""

from __future__ import annotations

import base64
import binascii
import json
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

env = Env()

KEY_BYTES = 32
_MAKE_ONE = "Maak een sleutel met `openssl rand -base64 32`."


def read(kind: str, name: str, default: Any = ...) -> Any:
    """The variable `name` as `kind` (str, int, bool, list), or `default`; refuses what does not fit."""
    reader = getattr(env, kind)
    try:
        return reader(name) if default is ... else reader(name, default)
    except EnvError as error:
        raise ImproperlyConfigured(
            f"De instelling {name} ontbreekt of klopt niet ({error}). Zet de omgevingsvariabele {name} goed "
            "en start opnieuw; docs/beheer/installeren.md noemt wat erin hoort."
        ) from error


def secret(name: str) -> str:
    """A secret from `name`, or from the file that `name`_FILE points at. Never has a default."""
    direct, file = os.environ.get(name), os.environ.get(f"{name}_FILE")
    if direct and file:
        raise ImproperlyConfigured(f"{name} en {name}_FILE staan allebei. Haal er een weg en start opnieuw.")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"{name}_FILE wijst naar {file}, maar dat bestand is niet te lezen ({error.strerror}). "
                "Zet het bestand klaar, of wijs een ander aan."
            ) from error
    if not direct:
        raise ImproperlyConfigured(
            f"Het geheim {name} ontbreekt. Zet {name}, of zet {name}_FILE op een bestand waar het in staat."
        )
    return direct


def given(name: str) -> bool:
    """Whether the secret `name` was set, directly or by a file."""
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))


def key(name: str, text: str) -> bytes:
    """A key of 32 bytes, written as base64."""
    try:
        value = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ImproperlyConfigured(f"{name} is geen base64. {_MAKE_ONE}") from error
    if len(value) != KEY_BYTES:
        raise ImproperlyConfigured(f"{name} is {len(value)} bytes lang en moet {KEY_BYTES} zijn. {_MAKE_ONE}")
    return value


def keys(name: str, text: str) -> dict[str, bytes]:
    """Named keys as JSON, ``{"k2": "base64", "k1": "base64"}``; the first one is for new values."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise ImproperlyConfigured(f'{name} is geen JSON van de vorm {{"k1": "sleutel in base64"}}.') from error
    if not isinstance(found, dict) or not found:
        raise ImproperlyConfigured(f'{name} moet minstens één sleutel hebben: {{"k1": "sleutel in base64"}}.')
    return keys_of(name, found)


def keys_of(name: str, found: dict[str, str]) -> dict[str, bytes]:
    """Named keys from their base64 texts, in the same order."""
    return {str(key_id): key(f"{name}[{key_id}]", str(value)) for key_id, value in found.items()}


# Values travel apart from the statement, and a statement that comes back is not read and planned anew: a third of
# what the database does for a page. Between here and the database only a pooler that keeps prepared statements.
PREPARED = {"server_side_binding": True, "prepare_threshold": 2}


def database(name: str, url: str, **options: Any) -> dict[str, Any]:
    """One entry of DATABASES from ``postgresql://user:password@host:port/name``."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/") or not parts.username:
        raise ImproperlyConfigured(
            f"{name} is geen adres van een PostgreSQL-database. "
            f"Schrijf het als {name}=postgresql://gebruiker:wachtwoord@machine:5432/naam."
        )
    extra = dict(parse_qsl(parts.query))
    unknown = set(extra) - {"host", "sslmode", "sslrootcert"}
    if unknown:
        raise ImproperlyConfigured(f"{name} kent achter het vraagteken alleen host, sslmode en sslrootcert.")
    host = extra.pop("host", parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or ""),
        "OPTIONS": {**extra, **options, **PREPARED},
        "CONN_MAX_AGE": 0,
        # A connection that died with the server is replaced before it is used.
        "CONN_HEALTH_CHECKS": True,
    }


def local_secrets(folder: Path) -> dict[str, Any]:
    """The secrets of this machine's own `make run`: made once, in `folder`/secrets for its owner only."""
    path = folder / "secrets"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "FIELD_KEYS": {"k1": _fresh_key()},
            **{name: _fresh_key() for name in ("BSN_INDEX_KEY", "RETURN_CODE_KEY", "PSEUDONYM_KEY")},
        }
        half = folder / f"secrets.{os.getpid()}"
        half.touch(mode=0o600)
        half.write_text(json.dumps(fresh, indent=1))
        try:
            # A link, not a rename: of two that start at once the first one's secrets stay.
            os.link(half, path)
        except FileExistsError:
            pass
        finally:
            half.unlink()
    try:
        kept: dict[str, Any] = json.loads(path.read_text())
    except (OSError, json.JSONDecodeError) as error:
        raise ImproperlyConfigured(
            f"De geheimen in {path} zijn niet te lezen ({error}). Zet een kopie terug. "
            "Zijn het alleen voorbeeldgegevens? Draai dan `make reset`."
        ) from error
    return kept


def _fresh_key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
