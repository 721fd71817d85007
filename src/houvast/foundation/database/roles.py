"""The roles of the database, the same on the embedded server and on a real one.

=============  =================================================================================
app_owner      owns the database; migrations only
app_rt         the running program: no superuser, no bypass of row security, no CREATE, no TRUNCATE
app_search     cannot sign in; owns only the search functions, which policies do not bind
app_audit      cannot sign in; the right to add to and read the audit tables
app_backup     reads everything, for copies; writes nothing
=============  =================================================================================
"""

from __future__ import annotations

from typing import Any

from psycopg import Connection, sql

OWNER, RUNTIME, SEARCH, AUDIT, BACKUP = "app_owner", "app_rt", "app_search", "app_audit", "app_backup"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin", "btree_gist")

# An error of the database shows the row or the values it was about: none of that may reach the server's log.
QUIET_LOG = {
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_parameter_max_length": "0",
}

ATTRIBUTES = {
    OWNER: "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE",
    RUNTIME: "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT",
    SEARCH: "NOLOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE",
    AUDIT: "NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE",
    BACKUP: "LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE",
}


def server_statements(passwords: dict[str, str] | None = None) -> list[sql.Composed]:
    """What a superuser runs once per server: the roles. Running it again changes nothing."""
    statements: list[sql.Composed] = []
    for role, attributes in ATTRIBUTES.items():
        name = sql.Identifier(role)
        create = sql.SQL("CREATE ROLE {}").format(name).as_string()
        statements += [
            # CREATE ROLE has no IF NOT EXISTS; two starters at once may both try.
            sql.SQL("DO {}").format(
                sql.Literal(f"BEGIN {create}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END")
            ),
            sql.SQL("ALTER ROLE {} WITH {}").format(name, sql.SQL(attributes)),
        ]
        if passwords and role in passwords:
            statements.append(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(passwords[role])))
    statements += [
        # So that a migration may hand a search function to its owner.
        sql.SQL("GRANT {} TO {}").format(sql.Identifier(SEARCH), sql.Identifier(OWNER)),
        sql.SQL("GRANT pg_read_all_data TO {}").format(sql.Identifier(BACKUP)),
    ]
    return statements


def create_database_statement(database: str) -> sql.Composed:
    """The database itself, sorted by code point: names are sorted by a stored key (stack.md 5)."""
    return sql.SQL(
        "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
    ).format(sql.Identifier(database), sql.Identifier(OWNER))


def database_statements(database: str) -> list[sql.Composed]:
    """What a superuser runs once per database, connected to it: extensions and default rights."""
    name, owner, runtime = sql.Identifier(database), sql.Identifier(OWNER), sql.Identifier(RUNTIME)
    search, backup = sql.Identifier(SEARCH), sql.Identifier(BACKUP)
    default = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public ").format(owner)
    return [
        *(sql.SQL("CREATE EXTENSION IF NOT EXISTS {} SCHEMA public").format(sql.Identifier(e)) for e in EXTENSIONS),
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(name, runtime, backup),
        *(
            sql.SQL("ALTER DATABASE {} SET {} = {}").format(name, sql.SQL(setting), sql.Literal(value))
            for setting, value in QUIET_LOG.items()
        ),
        sql.SQL("ALTER SCHEMA public OWNER TO {}").format(owner),
        sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC").format(),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}, {}, {}, {}").format(
            runtime, search, backup, sql.Identifier(AUDIT)
        ),
        # To become the owner of a function a role must be able to make one; nobody can sign in as this role.
        sql.SQL("GRANT CREATE ON SCHEMA public TO {}").format(search),
        default + sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}").format(runtime),
        default + sql.SQL("GRANT USAGE, SELECT ON SEQUENCES TO {}").format(runtime),
        default + sql.SQL("GRANT EXECUTE ON FUNCTIONS TO {}").format(runtime),
        default + sql.SQL("GRANT SELECT ON TABLES TO {}").format(search),
    ]


def prepare_server(connection: Connection[Any], passwords: dict[str, str] | None = None) -> None:
    """Make or repair the roles. `connection` is a superuser's, in autocommit.

    One at a time: two that change the same role at once are refused by the server.
    """
    connection.execute("SELECT pg_advisory_lock(hashtextextended('houvast roles', 0))")
    try:
        for statement in server_statements(passwords):
            connection.execute(statement)
    finally:
        connection.execute("SELECT pg_advisory_unlock(hashtextextended('houvast roles', 0))")


def database_exists(connection: Connection[Any], database: str) -> bool:
    """Whether the server already has this database."""
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is not None


def create_database(connection: Connection[Any], database: str) -> None:
    """Make the database for its owner, unless it is there. `connection` is a superuser's, in autocommit."""
    if not database_exists(connection, database):
        connection.execute(create_database_statement(database))


def prepare_database(connection: Connection[Any], database: str) -> None:
    """Extensions and default rights. `connection` is a superuser's to this very database, in autocommit."""
    for statement in database_statements(database):
        connection.execute(statement)
