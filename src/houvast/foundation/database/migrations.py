"""The fingerprint of all migrations, and bringing a database to it as the owner."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from houvast.foundation.encryption.fields import encrypted_fields

OWNER_ALIAS = "owner"
STATE_TABLE = "houvast_installation"
SEALED_COLUMNS = "sealed_columns"
MIGRATING = "houvast migrations"


def fingerprint() -> str:
    """One hash over the migration files of every installed app: equal hash, equal tables."""
    digest = hashlib.sha256()
    for path in _migration_files():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    # The queue keeps its SQL outside its migration files.
    digest.update(version("procrastinate").encode())
    return digest.hexdigest()[:32]


def _migration_files() -> Iterator[Path]:
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        folder = Path(app.path) / "migrations"
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".sql"})


def stored_fingerprint(alias: str = "default") -> str | None:
    """The hash that the database was last migrated to, or None when it never was."""
    with connections[alias].cursor() as cursor:
        return read_fingerprint(cursor)


def read_fingerprint(cursor: Any) -> str | None:
    """The same, through any cursor."""
    cursor.execute("SELECT to_regclass(%s)", [STATE_TABLE])
    if cursor.fetchone()[0] is None:
        return None
    cursor.execute("SELECT value FROM houvast_installation WHERE key = 'migrations'")
    row = cursor.fetchone()
    return row[0] if row else None


def migrate(verbosity: int = 0) -> None:
    """Migrate as the owner, make the table of the cache, and store the new fingerprint."""
    gc.disable()  # Django makes every model anew for most steps: searching that for garbage takes a fifth of the time
    try:
        call_command("migrate", database=OWNER_ALIAS, interactive=False, verbosity=verbosity)
    finally:
        gc.enable()
    call_command("createcachetable", settings.CACHE_TABLE, database=OWNER_ALIAS, verbosity=verbosity)
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS houvast_installation (key text PRIMARY KEY, value text NOT NULL)")
        cursor.execute("REVOKE INSERT, UPDATE, DELETE ON houvast_installation FROM app_rt")
        # Last the fingerprint: stopped before it, the next time does all of this again.
        for key, value in ((SEALED_COLUMNS, json.dumps(_sealed_columns())), ("migrations", fingerprint())):
            cursor.execute(
                "INSERT INTO houvast_installation VALUES (%s, %s) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [key, value],
            )


def _sealed_columns() -> dict[str, list[str]]:
    """Which columns hold sealed values: the database lets only these be sealed again (encryption/rotation.py)."""
    return {
        model._meta.db_table: sorted(str(field.column) for field in fields)
        for model in apps.get_models()
        if (fields := encrypted_fields(model))
    }


def migrate_when_changed(verbosity: int = 0) -> bool:
    """Migrate only when the files differ from what the database was migrated to. True when it did."""
    with _alone():
        if stored_fingerprint(OWNER_ALIAS) == fingerprint():
            return False
        migrate(verbosity)
        return True


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time. Somebody who was shot has a last step that the database may still be finishing: it is waited for.

    Otherwise the next one reads which steps were done just before that one counts, and makes its tables again.
    """
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("SET lock_timeout = '2min'")
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [MIGRATING])
        cursor.execute("RESET lock_timeout")
    try:
        yield
    finally:
        with connections[OWNER_ALIAS].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [MIGRATING])


def count_anew() -> None:
    """Let the database see how much stands in its tables, after many rows came in at once.

    It does so by itself, but a minute later; until then it may choose ways that are fit for an empty table.
    """
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("ANALYZE")
