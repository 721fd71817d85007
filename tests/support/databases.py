"""Test databases: migrated once per set of migration files, copied for every test process.

The template is migrated as the owner; tests connect as the runtime role, so every rule of row security is real.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import uuid
from collections.abc import Iterator

import psycopg
from django.db import connections
from psycopg import sql

from houvast.foundation.database import migrations, roles
from houvast.foundation.database.embedded import test_server

SERVER = test_server()
KEPT_TEMPLATES = 2
# Rows that migrations wrote are kept aside here, to be put back after a test that really commits.
ASIDE = "rows_of_migrations"
NEVER_EMPTIED = ("django_migrations", migrations.STATE_TABLE)


def admin(database: str = "postgres") -> psycopg.Connection:
    """A superuser's connection, in autocommit."""
    return psycopg.connect(SERVER.conninfo(database=database), autocommit=True)


@contextlib.contextmanager
def own_database(worker: str) -> Iterator[str]:
    """A fresh copy of the migrated database for this process; dropped at the end."""
    SERVER.acquire()
    try:
        template = _template()
        name = f"test_{worker}_{os.getpid()}_{uuid.uuid4().hex[:6]}"
        with admin() as connection:
            _copy(connection, template, name)
        point_django_at(name)
        try:
            yield name
        finally:
            connections.close_all()
            with admin() as connection:
                _drop(connection, name)
    finally:
        SERVER.release(before_stop=_drop_left_overs)


def point_django_at(name: str) -> None:
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
        connections.settings[alias]["NAME"] = name


def _copy(connection: psycopg.Connection, template: str, name: str) -> None:
    connection.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
            sql.Identifier(name), sql.Identifier(template), sql.Identifier(roles.OWNER)
        )
    )
    # Rights on the database itself are not copied along.
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
    connection.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(
            sql.Identifier(name), sql.Identifier(roles.RUNTIME), sql.Identifier(roles.BACKUP)
        )
    )


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _template() -> str:
    name = f"template_{migrations.fingerprint()}"
    with open(SERVER.folder / "template.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one worker migrates, the others wait and copy
        with admin() as connection:
            roles.prepare_server(connection)
            if not roles.database_exists(connection, name):
                half = f"half_{name}"
                _drop(connection, half)
                roles.create_database(connection, half)
                with admin(half) as inside:
                    roles.prepare_database(inside, half)
                point_django_at(half)
                migrations.migrate()
                connections.close_all()
                with admin(half) as inside:
                    _set_aside(inside)
                connection.execute(
                    sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(half), sql.Identifier(name))
                )
    return name


def _drop_left_overs() -> None:
    """When nobody uses the server: databases of runs that were shot, and templates of older migrations."""
    with admin() as connection:
        found = connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE ANY(%s) ORDER BY oid DESC",
            [["test\\_%", "half\\_%", "template\\_%"]],
        ).fetchall()
        names = [name for (name,) in found]
        templates = [name for name in names if name.startswith("template_")]
        for name in [n for n in names if n not in templates] + templates[KEPT_TEMPLATES:]:
            _drop(connection, name)


# --- cleaning up after tests that commit ------------------------------------------------------------------


def _tables(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1"
    ).fetchall()
    return [name for (name,) in rows if name not in NEVER_EMPTIED]


def _filled(connection: psycopg.Connection, schema: str, tables: list[str]) -> list[str]:
    if not tables:
        return []
    parts = [
        sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {}.{})").format(
            sql.Literal(table), sql.Identifier(schema), sql.Identifier(table)
        )
        for table in tables
    ]
    return [name for (name,) in connection.execute(sql.SQL(" UNION ALL ").join(parts)).fetchall()]


def _set_aside(connection: psycopg.Connection) -> None:
    connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(ASIDE)))
    for table in _filled(connection, "public", _tables(connection)):
        connection.execute(
            sql.SQL("CREATE TABLE {}.{} AS TABLE public.{}").format(
                sql.Identifier(ASIDE), sql.Identifier(table), sql.Identifier(table)
            )
        )


def restore(name: str) -> None:
    """Bring the database `name` back to how its migrations left it."""
    with admin(name) as connection, connection.transaction():
        # Triggers (no deletion of audit, foreign keys) do not fire for a replica.
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("SET LOCAL lock_timeout = '10s'")
        aside = {
            table
            for (table,) in connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = %s", [ASIDE]
            ).fetchall()
        }
        for table in _filled(connection, "public", _tables(connection)):
            connection.execute(sql.SQL("DELETE FROM public.{}").format(sql.Identifier(table)))
        for table in sorted(aside):
            columns = connection.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
                "AND NOT attisdropped AND attgenerated = ''",
                [f'public."{table}"'],
            ).fetchall()
            names = sql.SQL(", ").join(sql.Identifier(column) for (column,) in columns)
            connection.execute(
                sql.SQL("INSERT INTO public.{} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {}.{}").format(
                    sql.Identifier(table), names, names, sql.Identifier(ASIDE), sql.Identifier(table)
                )
            )
