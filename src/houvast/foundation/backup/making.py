"""Making a copy: one moment of the database, then the documents, then the manifest; half a copy has no name."""

from __future__ import annotations

import base64
import datetime as dt
import os
import re
import secrets
import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from psycopg import sql

from houvast.foundation.backup import parts
from houvast.foundation.backup.manifest import DATABASE, DOCUMENTS, Manifest
from houvast.foundation.backup.packing import Packed
from houvast.foundation.backup.parts import Seal
from houvast.foundation.backup.programs import ProgramFailed, Reach, output_of
from houvast.foundation.clock import Clock
from houvast.foundation.database import migrations

OPEN_MARK = "-onversleuteld"
NAMED = re.compile(rf"^houvast-(\d{{8}}T\d{{6}}Z)(?:{OPEN_MARK})?$")
STAMP = "%Y%m%dT%H%M%SZ"
# Their rows are of that day only: sessions end, counters begin again.
WITHOUT_ROWS = ("django_session", "houvast_cache")


class CannotCopy(Exception):
    """No copy was made; the text says why and what to do, in Dutch."""


@dataclass(frozen=True)
class Copy:
    """Where a copy lies, and what it says of itself."""

    folder: Path
    manifest: Manifest


def make(reach: Reach, documents: Path, into: Path, clock: Clock, key: bytes | None) -> Copy:
    """A copy of database and documents in a new folder inside `into`. `reach` is that of the role app_backup.

    Nothing in `into` bears the name of a copy before it is whole. Raises CannotCopy.
    """
    stamp = clock.now().strftime(STAMP)
    target = into / f"houvast-{stamp}{'' if key else OPEN_MARK}"
    half = into / f".half-{secrets.token_hex(8)}"
    try:
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        _remove_halves(into, clock)
        half.mkdir(mode=0o700)
    except OSError as error:
        raise CannotCopy(f"In {into} kan niet geschreven worden ({error.strerror}). Kies een andere map.") from error
    try:
        if target.exists():
            raise CannotCopy(f"{target} is er al. Wacht een seconde en probeer het opnieuw.")
        seal = Seal(key, secrets.token_bytes(16)) if key else None
        manifest = _fill(half, reach, documents, clock, seal)
        half.rename(target)
        _flush(into)
    except ProgramFailed as error:
        raise CannotCopy(str(error)) from error
    except OSError as error:
        raise CannotCopy(f"De kopie lukte niet ({error.strerror}). Is er genoeg ruimte in {into}?") from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return Copy(target, manifest)


def _fill(half: Path, reach: Reach, documents: Path, clock: Clock, seal: Seal | None) -> Manifest:
    with reach.connect() as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        [[moment]] = connection.execute("SELECT pg_export_snapshot()").fetchall()
        without = [f"--exclude-table-data=public.{table}" for table in WITHOUT_ROWS]
        dumped = output_of(
            reach, "pg_dump", "--format=custom", "--schema=public", f"--snapshot={moment}", "--no-password", *without
        )
        database = parts.write(half, DATABASE, dumped, seal)
        rows = {table: 0 if table in WITHOUT_ROWS else _count(connection, table) for table in tables(connection)}
        cursor = connection.cursor()
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        applied = [row[0] for row in cursor.fetchall()]
        fingerprint = migrations.read_fingerprint(cursor) or ""
        postgresql = str(connection.info.parameter_status("server_version"))
    # After the database: every document that has its row there is copied, unless it was destroyed meanwhile.
    packed = Packed(documents)
    kept = parts.write(half, DOCUMENTS, packed, seal)
    manifest = Manifest(
        made_at=clock.now().astimezone(dt.UTC).isoformat(),
        houvast=_version(),
        postgresql=postgresql,
        fingerprint=fingerprint,
        encrypted=seal is not None,
        salt=base64.b64encode(seal.salt).decode() if seal else "",
        documents=packed.count,
        rows=rows,
        migrations=applied,
        parts=[database, kept],
    )
    manifest.write(half)
    return manifest


def tables(connection: Any) -> list[str]:
    """The tables of this database, by name."""
    found = connection.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1"
    )
    return [name for (name,) in found.fetchall()]


def _count(connection: Any, table: str) -> int:
    [[number]] = connection.execute(sql.SQL("SELECT count(*) FROM public.{}").format(sql.Identifier(table))).fetchall()
    return int(number)


def _version() -> str:
    try:
        return version("houvast")
    except PackageNotFoundError:  # run from a checkout
        return "0"


def _flush(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def remove_older(into: Path, days: int, clock: Clock) -> list[str]:
    """Throw away the copies in `into` that are older than `days`, but never the last one. The names that went."""
    named = sorted(path for path in into.iterdir() if NAMED.match(path.name) and path.is_dir())
    oldest = (clock.now() - dt.timedelta(days=days)).strftime(STAMP)
    gone = [path for path in named[:-1] if _stamp(path) < oldest]
    for path in gone:
        shutil.rmtree(path)
    return [path.name for path in gone]


def _remove_halves(into: Path, clock: Clock) -> None:
    """What a copy that was shot left behind; one of today may still be at work."""
    yesterday = (clock.now() - dt.timedelta(days=1)).timestamp()
    for half in into.glob(".half-*"):
        if half.stat().st_mtime < yesterday:
            shutil.rmtree(half, ignore_errors=True)


def _stamp(path: Path) -> str:
    found = NAMED.match(path.name)
    return found.group(1) if found else ""
