"""The database of this installation, seen through a connection of the running program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from houvast.foundation import startup
from houvast.foundation.checks import CheckResult
from houvast.foundation.clock import Clock
from houvast.foundation.database import roles

OLDEST = 150000  # as PostgreSQL counts: 15.0
MOST_APART = dt.timedelta(seconds=5)
SILENT = dt.timedelta(seconds=60)
PREPARE = "Draai `houvast database voorbereiden --beheerder URL`."


def database(cursor: Any, clock: Clock) -> Iterator[CheckResult]:
    """Each thing that must be right, in the order in which it is put right."""
    yield version(cursor)
    yield roles_there(cursor)
    yield _objections("Rechten", startup.rights_objections(cursor), "De rol kan niet meer dan nodig.")
    behind = startup.version_objections(cursor)
    yield _objections("Migraties", behind, "De tabellen horen bij deze versie.")
    yield _objections("Scheiding", startup.separation_objections(cursor), "Elke tabel houdt organisaties uit elkaar.")
    if behind:
        yield CheckResult("Logboek", "grey", "Pas na te kijken als de tabellen bij deze versie horen.")
    else:
        yield _objections("Logboek", startup.audit_objections(cursor), "Alleen bij te schrijven.")
    yield quiet_log(cursor)
    yield same_time(cursor, clock)
    if not behind:
        yield workers(cursor, clock)


def _objections(name: str, found: list[str], fine: str) -> CheckResult:
    return CheckResult(name, "red", " ".join(found)) if found else CheckResult(name, "green", fine)


def version(cursor: Any) -> CheckResult:
    """PostgreSQL 15 or newer."""
    number, told = _one(cursor, "SELECT current_setting('server_version_num')::int, current_setting('server_version')")
    if number < OLDEST:
        return CheckResult("PostgreSQL", "red", f"Dit is {told}; nodig is 15 of nieuwer. Werk de server bij.")
    return CheckResult("PostgreSQL", "green", told)


def roles_there(cursor: Any) -> CheckResult:
    """The roles, each with the powers it must have and no other."""
    cursor.execute(_ROLES, [list(roles.ATTRIBUTES)])
    found = {name: tuple(powers) for name, *powers in cursor.fetchall()}
    missing = [name for name in roles.ATTRIBUTES if name not in found]
    if missing:
        return CheckResult("Rollen", "red", f"Deze rollen zijn er niet: {', '.join(missing)}. {PREPARE}")
    wrong = [name for name, attributes in roles.ATTRIBUTES.items() if found[name] != _powers(attributes)]
    if wrong:
        return CheckResult("Rollen", "red", f"Deze rollen kunnen te veel of te weinig: {', '.join(wrong)}. {PREPARE}")
    return CheckResult("Rollen", "green", ", ".join(roles.ATTRIBUTES))


_ROLES = """
SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = ANY(%s)
"""


def _powers(attributes: str) -> tuple[bool, ...]:
    words = attributes.split()
    return tuple(word in words for word in ("LOGIN", "SUPERUSER", "BYPASSRLS", "CREATEDB", "CREATEROLE"))


def quiet_log(cursor: Any) -> CheckResult:
    """The server writes errors down without the row or the values that they were about."""
    wrong = [
        name
        for name, wanted in roles.QUIET_LOG.items()
        if _one(cursor, "SELECT setting FROM pg_settings WHERE name = %s", [name])[0] != wanted
    ]
    if wrong:
        return CheckResult(
            "Serverlogboek",
            "red",
            f"PostgreSQL schrijft gegevens van mensen in zijn logboek ({', '.join(wrong)}). {PREPARE}",
        )
    return CheckResult("Serverlogboek", "green", "Zonder gegevens van mensen.")


def same_time(cursor: Any, clock: Clock) -> CheckResult:
    """The clock of this machine against that of the database."""
    apart = abs(_one(cursor, "SELECT clock_timestamp()")[0] - clock.now())
    if apart > MOST_APART:
        return CheckResult(
            "Klok", "red", f"Deze machine en de database schelen {int(apart.total_seconds())} s. Zet op beide NTP aan."
        )
    return CheckResult("Klok", "green", "Gelijk met de database.")


def workers(cursor: Any, clock: Clock) -> CheckResult:
    """Whether somebody does the jobs; before the first start nobody does."""
    [alive] = _one(
        cursor, "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > %s", [clock.now() - SILENT]
    )
    if not alive:
        return CheckResult("Werker", "grey", "Er draait er geen; berichten gaan niet weg. Start `houvast werker`.")
    return CheckResult("Werker", "green", f"{alive} aan het werk.")


def _one(cursor: Any, question: str, values: list[Any] | None = None) -> tuple[Any, ...]:
    cursor.execute(question, values)
    row: tuple[Any, ...] = cursor.fetchone()
    return row
