"""`houvast database …` and `houvast migreren`."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import psycopg

from houvast.foundation.database import migrations, roles
from houvast.foundation.database.embedded import (
    SUPERUSER,
    EmbeddedDatabaseError,
    EmbeddedServer,
    application_server,
    data_folder,
    test_server,
)
from houvast.web.cli.with_django import leave_the_database, set_up_django, uses_embedded_server
from houvast.web.cli.words import Refused, say

NAME = "houvast"


def bring_up() -> EmbeddedServer:
    """The embedded server with its roles and database, held until `release`."""
    server = application_server()
    try:
        server.acquire()
    except EmbeddedDatabaseError as error:
        raise Refused(str(error)) from error
    prepare_embedded(server)
    return server


@contextlib.contextmanager
def own_server() -> Iterator[None]:
    """The embedded server for as long as the block lasts, where there is none of one's own; nothing stays connected."""
    server = bring_up() if uses_embedded_server() else None
    try:
        yield
    finally:
        leave_the_database()
        if server:
            server.release()


def prepare_embedded(server: EmbeddedServer) -> None:
    """The roles and the database of a server that runs; a second time changes nothing."""
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        roles.prepare_server(connection)
        roles.create_database(connection, NAME)
    with psycopg.connect(server.conninfo(database=NAME), autocommit=True) as connection:
        roles.prepare_database(connection, NAME)


def migrate(words: list[str]) -> int:
    """Bring the database to this version, as the owner."""
    argparse.ArgumentParser(prog="houvast migreren").parse_args(words)
    set_up_django()

    with own_server():
        changed = migrations.migrate_when_changed(verbosity=1)
    say("De database is bijgewerkt." if changed else "De database was al bij.")
    return 0


def prepare(words: list[str]) -> int:
    """Roles, database and default rights on a PostgreSQL of one's own, or the SQL to do it oneself."""
    parser = argparse.ArgumentParser(prog="houvast database voorbereiden")
    parser.add_argument("--beheerder", metavar="URL", help="adres van een superuser; zonder dit wordt de SQL getoond")
    parser.add_argument("--naam", default=NAME, help="naam van de database (houvast)")
    asked = parser.parse_args(words)
    passwords = {
        role: unquote(urlsplit(os.environ[variable]).password or "")
        for role, variable in ((roles.RUNTIME, "DATABASE_URL"), (roles.OWNER, "DATABASE_OWNER_URL"))
        if os.environ.get(variable) and urlsplit(os.environ[variable]).password
    }
    if not asked.beheerder:
        _show(asked.naam)
        return 0
    try:
        with psycopg.connect(asked.beheerder, autocommit=True) as connection:
            if connection.info.server_version < 150000:
                raise Refused("Deze PostgreSQL is te oud. Houvast heeft versie 15 of nieuwer nodig.")
            roles.prepare_server(connection, passwords)
            roles.create_database(connection, asked.naam)
        with psycopg.connect(asked.beheerder, dbname=asked.naam, autocommit=True) as connection:
            roles.prepare_database(connection, asked.naam)
    except psycopg.Error as error:
        raise Refused(
            f"PostgreSQL weigerde: {error.diag.message_primary or str(error).strip()}\n"
            "Klopt het adres, en is dit een superuser? Zonder --beheerder toont deze opdracht de SQL, "
            "zodat een ander die kan uitvoeren."
        ) from error
    say(f"De rollen en de database {asked.naam} staan klaar. Draai nu: houvast migreren")
    without = [role for role in (roles.RUNTIME, roles.OWNER) if role not in passwords]
    if without:
        say(f"Er is geen wachtwoord gezet voor {' en '.join(without)}; zet dat zelf, of zet DATABASE_URL en "
            "DATABASE_OWNER_URL met een wachtwoord en draai dit opnieuw.")  # fmt: skip
    return 0


def _show(name: str) -> None:
    say("-- Als superuser, op een PostgreSQL van 15 of nieuwer. Zet daarna zelf de wachtwoorden:")
    say(f"--   ALTER ROLE {roles.RUNTIME} PASSWORD '...'; ALTER ROLE {roles.OWNER} PASSWORD '...';")
    for statement in roles.server_statements():
        say(statement.as_string() + ";")
    say(roles.create_database_statement(name).as_string() + ";")
    say(f'\\connect "{name}"')
    for statement in roles.database_statements(name):
        say(statement.as_string() + ";")


def start(words: list[str]) -> int:
    """Start only the embedded server and say how to reach it."""
    argparse.ArgumentParser(prog="houvast database starten").parse_args(words)
    server = bring_up()
    say(f"De database draait. Kijken kan met: psql -h {server.socket_folder} -U {SUPERUSER} {NAME}")
    return 0


def stop(words: list[str]) -> int:
    """Stop the embedded server."""
    argparse.ArgumentParser(prog="houvast database stoppen").parse_args(words)
    server = application_server()
    was_running = server.is_running()
    server.stop_now()
    say("De database is gestopt." if was_running else "De database draaide niet.")
    return 0


def wipe(words: list[str]) -> int:
    """Throw away everything of this data folder: database, documents, secrets, test databases."""
    parser = argparse.ArgumentParser(prog="houvast database wissen")
    parser.add_argument("--ja", action="store_true", help="zonder dit gebeurt er niets")
    asked = parser.parse_args(words)
    folder = data_folder()
    if not uses_embedded_server():
        raise Refused(
            "DATABASE_URL wijst naar een eigen PostgreSQL. Die wist Houvast nooit; doe dat daar zelf, met de hand."
        )
    if not asked.ja:
        raise Refused(f"Dit gooit alles in {folder} weg, ook de sleutels. Weet je het zeker? Voeg dan --ja toe.")
    for server in (application_server(), test_server()):
        server.destroy()
    shutil.rmtree(folder, ignore_errors=True)
    say(f"Alles in {folder} is weg. De volgende start maakt het opnieuw.")
    return 0
