"""`houvast organisatie nieuw`: an empty organisation, and a one-time link for its first administrator."""

from __future__ import annotations

import argparse
from importlib import import_module

from houvast.web.cli.with_django import set_up_django
from houvast.web.cli.words import Refused, say


def new(words: list[str]) -> int:
    """Make the organisation and print the link; nothing is left behind when something is refused."""
    given = _read(words)
    set_up_django()
    # After Django is set up, and not before: these modules have models.
    founding = import_module("houvast.web.founding")
    errors = import_module("houvast.foundation.organisations.errors")
    try:
        founded = founding.found(given)
    except errors.SettingError as refusal:
        raise Refused(refusal.text) from refusal
    say(f"{founded.name} is klaar. De eerste beheerder is {given.beheerder} ({given.mail}).")
    say("Geef deze link zelf aan de beheerder. Hij werkt één keer, en 24 uur lang:")
    say(f"\n  {founded.link}\n")
    say("Daarna vult de beheerder op /beheer/ aan wat er nog mist: telefoonnummer, locaties, tijden, medewerkers.")
    return 0


def _read(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="houvast organisatie nieuw", description=__doc__)
    parser.add_argument("--naam", required=True, help="naam van de organisatie")
    parser.add_argument("--kort", required=True, help="korte naam, wordt deel van het adres: kleine letters en -")
    parser.add_argument("--gemeente", required=True, help="naam van de gemeente waarvoor jullie werken")
    parser.add_argument("--code", required=True, help="gemeentecode van 4 cijfers")
    parser.add_argument("--beheerder", required=True, help="naam van de eerste beheerder")
    parser.add_argument("--mail", required=True, help="e-mailadres van de eerste beheerder")
    parser.add_argument("--adres", default="", help="eigen adres, zoals hulp.gemeente.example")
    parser.add_argument("--poort", default="", help="poort waarop Houvast op deze machine draait, anders PORT of 8000")
    given = parser.parse_args(words)
    if not (given.code.isdigit() and len(given.code) == 4):
        raise Refused(f"{given.code} is geen gemeentecode. Een code heeft 4 cijfers, zoals 0363.")
    if "@" not in given.mail.strip("@"):
        raise Refused(f"{given.mail} is geen e-mailadres.")
    return given
