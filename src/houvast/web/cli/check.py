"""`houvast check`: everything the one who installs wants to know, one line each, with what to do next.

Green is right, red is wrong, grey is not known or a choice. The exit status is 1 when anything is red.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from houvast.foundation.database.embedded import data_folder
from houvast.foundation.installation import machine
from houvast.web.cli import database
from houvast.web.cli.with_django import set_up_django
from houvast.web.cli.words import Parser, Refused, say

WORDS = {"green": "groen", "red": "rood", "grey": "grijs"}
WIDTH = 18


def check(words: list[str]) -> int:
    """Look at everything; nothing is changed. 1 when something is red."""
    Parser(prog="houvast check").parse_args(words)
    results = []
    for one in everything():
        results.append(one)
        say(f"{WORDS[one.state]:<6}{one.name:<{WIDTH}}{one.words}")
    red = sum(one.state == "red" for one in results)
    say(
        "\nAlles wat nodig is, klopt."
        if not red
        else f"\n{red} rood: los dat eerst op, en draai `houvast check` opnieuw."
    )
    return 1 if red else 0


def everything() -> Iterator[Any]:
    """Every check in order; what cannot be asked because something before it is wrong, is grey."""
    result = import_module("houvast.foundation.checks").CheckResult
    try:
        set_up_django()
    except Refused as refusal:
        yield from machine.machine(data_folder())
        yield result("Instellingen", "red", str(refusal))
        yield result("Database", "grey", "Pas na te kijken als de instellingen kloppen.")
        return
    settings = import_module("django.conf").settings
    chosen = import_module("houvast.foundation.installation.chosen")
    yield from machine.machine(data_folder(), Path(settings.DOCUMENT_FOLDER))
    yield from chosen.of_settings(settings)
    yield chosen.of_copies(settings, import_module("houvast.foundation.clock").installed())
    with database.own_server():
        yield from _of_database(result, chosen)
    yield from import_module("houvast.foundation.checks").reach_all()


def _of_database(result: Any, chosen: Any) -> Iterator[Any]:
    connections = import_module("django.db")
    asked = import_module("houvast.foundation.installation.database")
    clock = import_module("houvast.foundation.clock").installed()
    try:
        with connections.connection.cursor() as cursor:
            found = list(asked.database(cursor, clock))
        yield from found
        if not any(one.name == "Migraties" and one.state == "red" for one in found):
            yield from chosen.of_organisations()
    except connections.Error as trouble:
        yield result(
            "Database", "red", f"De database antwoordt niet ({type(trouble).__name__}). "
            "Draait PostgreSQL, en klopt DATABASE_URL (machine, poort, naam, wachtwoord)?",
        )  # fmt: skip
