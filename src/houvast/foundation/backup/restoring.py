"""Putting a copy back: everything is checked first, then all of it is replaced in one transaction, or nothing is.

What was destroyed after the copy was made is destroyed again before anybody may come in, sessions are ended, and what
stood ready to leave is held until somebody has looked: it may have left after the copy was made.
"""

from __future__ import annotations

import base64
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from houvast.foundation.backup import manifest as manifests
from houvast.foundation.backup import parts, programs
from houvast.foundation.backup.making import tables
from houvast.foundation.backup.manifest import DATABASE, DOCUMENTS, Manifest, NotACopy
from houvast.foundation.backup.packing import unpack
from houvast.foundation.backup.parts import Seal
from houvast.foundation.backup.programs import ProgramFailed, Reach
from houvast.foundation.database.roles import OWNER, RUNTIME, SEARCH


class CannotRestore(Exception):
    """Nothing was changed; the text says why and what to do, in Dutch."""


@dataclass(frozen=True)
class Target:
    """Where it goes: the database as its owner, and the folder of documents."""

    owner: Reach
    documents: Path


def check(folder: Path, key: bytes | None, known_migrations: set[str]) -> Manifest:
    """Whether this copy can be put back by this version: every byte is read. Raises NotACopy or CannotRestore."""
    manifest = manifests.read(folder)
    for part in manifest.parts:
        parts.check(folder, part)
    manifest.part(DATABASE), manifest.part(DOCUMENTS)
    if manifest.encrypted and key is None:
        raise CannotRestore("Deze kopie is versleuteld. Zet BACKUP_KEY (of BACKUP_KEY_FILE) op de sleutel van toen.")
    newer = [name for name in manifest.migrations if name not in known_migrations]
    if newer:
        raise CannotRestore(
            f"Deze kopie is van een nieuwere Houvast (stap {newer[-1]} is hier niet bekend). "
            "Zet eerst die versie neer, of een latere."
        )
    return manifest


def restore(folder: Path, manifest: Manifest, target: Target, key: bytes | None, *, over_data: bool) -> None:
    """Replace database and documents by those of the copy. Raises CannotRestore or NotACopy; then nothing changed.

    With data in the database or documents in the folder it refuses, unless `over_data`.
    """
    _refuse_when_in_use(target.owner)
    if not over_data:
        _refuse_over_data(target)
    seal = Seal(key, base64.b64decode(manifest.salt)) if manifest.encrypted and key else None
    for left in target.documents.parent.glob(f".{target.documents.name}-*"):  # by one that was shot
        shutil.rmtree(left, ignore_errors=True)
    beside = target.documents.with_name(f".{target.documents.name}-{secrets.token_hex(8)}")
    try:
        found = unpack(parts.read(folder, manifest.part(DOCUMENTS), seal), beside)
        if found != manifest.documents:
            raise NotACopy(
                f"De kopie noemt {manifest.documents} documenten en heeft er {found}. Neem een andere kopie."
            )
        _replace_database(folder, manifest, target.owner, seal)
        _swap(beside, target.documents)
    except ProgramFailed as error:
        raise CannotRestore(f"Terugzetten lukte niet, en er is niets veranderd. {error}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _refuse_when_in_use(owner: Reach) -> None:
    try:
        with owner.connect() as connection:
            [[busy]] = connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = %s", [RUNTIME]
            ).fetchall()
    except psycopg.OperationalError as error:
        raise CannotRestore(
            "De database is niet te bereiken. Draai eerst `houvast database voorbereiden`, en zet DATABASE_OWNER_URL."
        ) from error
    if busy:
        raise CannotRestore(
            f"Houvast draait nog ({busy} verbindingen). Stop web, werker en post, en probeer het opnieuw."
        )


def _refuse_over_data(target: Target) -> None:
    with target.owner.connect() as connection:
        if tables(connection):
            raise CannotRestore(
                "In deze database staan al tabellen. Terugzetten gooit alles weg wat er nu in staat. "
                "Is dat de bedoeling, voeg dan --over-gegevens-heen toe."
            )
    if target.documents.is_dir() and any(target.documents.iterdir()):
        raise CannotRestore(
            f"In {target.documents} staan al documenten. Is het de bedoeling dat die weggaan, "
            "voeg dan --over-gegevens-heen toe."
        )


def _replace_database(folder: Path, manifest: Manifest, owner: Reach, seal: Seal | None) -> None:
    # pg_restore reads forth and back, so the plain dump stands on disk a moment, for its owner only.
    with tempfile.TemporaryDirectory(prefix="houvast-") as kept:
        dump = Path(kept) / DATABASE
        dump.touch(mode=0o600)
        with dump.open("wb") as file:
            for block in parts.read(folder, manifest.part(DATABASE), seal):
                file.write(block)
        words = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--no-password")
        programs.feed(owner, "psql", _script(owner, dump), *words)


def _script(owner: Reach, dump: Path) -> Iterator[bytes]:
    yield b"SET lock_timeout = '10s'; SET client_min_messages = warning;\n"
    # A new table gets the default rights on top of those that the copy gives it: the log could be changed again.
    # The copy brings the default rights back at its end.
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        default = f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public"
        yield f"{default} REVOKE ALL ON {kind} FROM {RUNTIME}, {SEARCH};\n".encode()
    with owner.connect() as connection:
        for statement in emptying(connection):
            yield statement.as_bytes(connection) + b";\n"
    yield from programs.script_of(dump)


def emptying(connection: psycopg.Connection[Any]) -> list[sql.Composed]:
    """Dropping everything of ours in the schema; extensions and the schema itself stay, they are the superuser's."""
    return [
        # Each name was quoted by the database itself.
        sql.SQL("DROP {} IF EXISTS {} CASCADE").format(sql.SQL(kind), sql.SQL(name))
        for kind, name in connection.execute(_OURS).fetchall()
    ]


_OURS = """
SELECT kind, 'public.' || name FROM (
    SELECT oid, 'pg_class'::regclass AS class, relnamespace AS space, quote_ident(relname) AS name, CASE relkind
        WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind
    FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S')
    UNION ALL
    SELECT oid, 'pg_proc'::regclass, pronamespace,
        quote_ident(proname) || '(' || pg_get_function_identity_arguments(oid) || ')', 'ROUTINE'
    FROM pg_proc
    UNION ALL
    SELECT oid, 'pg_type'::regclass, typnamespace, quote_ident(typname), 'TYPE'
    FROM pg_type WHERE typtype IN ('e', 'd', 'r')
        OR EXISTS (SELECT 1 FROM pg_class WHERE pg_class.oid = typrelid AND relkind = 'c')
) AS ours
WHERE space = 'public'::regnamespace
  AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE classid = class AND objid = ours.oid AND deptype = 'e')
ORDER BY array_position(ARRAY['TABLE', 'VIEW', 'MATERIALIZED VIEW', 'SEQUENCE', 'ROUTINE', 'TYPE'], kind), name
"""


def _swap(fresh: Path, place: Path) -> None:
    old = place.with_name(f".{place.name}-oud-{secrets.token_hex(8)}")
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def missing_rows(backup: Reach, manifest: Manifest) -> list[str]:
    """The tables that do not hold as many rows as the copy says; as the role that sees every organisation."""
    with backup.connect() as connection:
        found = {}
        for table in tables(connection):
            question = sql.SQL("SELECT count(*) FROM public.{}").format(sql.Identifier(table))
            [[found[table]]] = connection.execute(question).fetchall()
    return [table for table, rows in manifest.rows.items() if found.get(table) != rows]
