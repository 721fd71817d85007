"""Looking at a whole database at once: every row, every right and every rule, to compare before and after."""

import contextlib
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support import databases

# Oids differ from database to database; names, rights and definitions do not.
CASTS = re.compile(r"::(character varying|text)(\[\])?|[() ]")
RULES = {
    "tables": "SELECT relname, relkind::text, pg_get_userbyid(relowner), relrowsecurity, relforcerowsecurity, "
    "relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    "columns": "SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull, "
    "attidentity::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
    "WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'c')",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "policies": "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies WHERE schemaname = 'public'",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname, pg_get_userbyid(proowner), prosecdef, proacl::text, proconfig::text, md5(prosrc) "
    "FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "defaults": "SELECT defaclrole::regrole::text, defaclobjtype::text, defaclacl::text FROM pg_default_acl",
    "extensions": "SELECT extname FROM pg_extension",
}


def rules_of(name: str) -> dict[str, list[tuple]]:
    """Everything that the migrations made, as sorted rows."""
    with databases.admin(name) as admin:
        return {
            what: sorted(map(_plain, admin.execute(question).fetchall()), key=str) for what, question in RULES.items()
        }


def _plain(row: tuple) -> tuple:
    """Without the casts and brackets that PostgreSQL writes differently the second time it reads its own words."""
    return tuple(CASTS.sub("", part) if isinstance(part, str) else part for part in row)


def rows_of(name: str) -> dict[str, tuple[int, str]]:
    """Of every table the number of its rows and a hash over all of them; of sequences where they stand."""
    with databases.admin(name) as admin:
        found = {}
        for table in databases._tables(admin):
            rows = admin.execute(
                sql.SQL('SELECT t::text FROM public.{} AS t ORDER BY t::text COLLATE "C"').format(sql.Identifier(table))
            ).fetchall()
            found[table] = (len(rows), hashlib.sha256(repr(rows).encode()).hexdigest())
        for sequence, value in admin.execute(
            "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
        ).fetchall():
            found[f"sequence {sequence}"] = (0, str(value))
        return found


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, byte for byte."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@contextlib.contextmanager
def as_role(role: str, name: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(databases.SERVER.conninfo(user=role, database=name)) as connected:
        yield connected
