"""The `houvast` command: a table of words -> function, imported only when it is called.

So `houvast vtlb` and the other rules never load Django, and a new command is one line here.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass

from houvast.rules.calculations import CALCULATIONS
from houvast.web.cli.words import Refused, say, warn


@dataclass(frozen=True)
class Command:
    """Where the function is (``module:function``), and what it does, in one line for the list.

    `about`: which of several it is, for a function that serves more.
    """

    where: str
    does: str
    about: str = ""


COMMANDS: dict[str, Command] = {
    "start": Command("houvast.web.cli.start:start", "Start Houvast op deze machine, met voorbeeldgegevens."),
    "web": Command("houvast.web.cli.web:serve", "Dien de bladzijden op, bij een eigen PostgreSQL."),
    "werker": Command("houvast.web.cli.worker:work", "Voer de klussen uit: berichten versturen, nachtwerk."),
    "migreren": Command("houvast.web.cli.database:migrate", "Breng de database naar deze versie van Houvast."),
    "check": Command("houvast.web.cli.check:check", "Kijk na of alles klopt om te draaien, en wat je anders doet."),
    "database voorbereiden": Command(
        "houvast.web.cli.database:prepare", "Maak de rollen en rechten op een eigen PostgreSQL, of toon de SQL."
    ),
    "audit verify": Command("houvast.web.cli.audit:verify", "Kijk na of het logboek nog elke regel heeft."),
    "backup": Command("houvast.web.cli.backup:backup", "Maak een kopie van alles, in een map."),
    "restore": Command(
        "houvast.web.cli.backup:restore", "Zet een kopie terug, en vernietig opnieuw wat vernietigd was."
    ),
    "sleutels vernieuwen": Command(
        "houvast.web.cli.keys:renew", "Versleutel alles opnieuw met de eerste sleutel van FIELD_KEYS."
    ),
    "demo laden": Command("houvast.web.demo.command:load", "Laad de verzonnen voorbeeldgemeente, één keer."),
    "organisatie nieuw": Command(
        "houvast.web.cli.organisation:new", "Maak een lege organisatie en een link voor de eerste beheerder."
    ),
    "post lees": Command("houvast.web.cli.mail_in:read", "Maak aanmeldingen van de e-mail in een maildir."),
    "post luister": Command("houvast.web.cli.mail_in:listen", "Neem e-mail aan over SMTP, als aanmelding."),
    "docs": Command("houvast.web.cli.docs:make", "Maak de bladzijden van docs/ die uit de code komen."),
    "database starten": Command("houvast.web.cli.database:start", "Start alleen de meegeleverde database."),
    "database stoppen": Command("houvast.web.cli.database:stop", "Stop de meegeleverde database."),
    **{word: Command("houvast.web.cli.calculate:calculate", one.does, word) for word, one in CALCULATIONS.items()},
    "termijn": Command("houvast.web.cli.terms:termijn", "Reken een termijn uit, of toon alle termijnen."),
    "schema": Command("houvast.web.cli.terms:schema", "Toon welke velden een berekening vraagt."),
    "batch": Command("houvast.web.cli.batch.command:run", "Reken een heel bestand met huishoudens door, of vergelijk."),
    "populatie": Command("houvast.web.cli.batch.population:run", "Maak een verzonnen bevolking om mee te rekenen."),
    "cases": Command("houvast.web.cli.lawbooks:cases", "Reken voorbeelden na en toon elk verschil."),
    "parameters check": Command("houvast.web.cli.lawbooks:check_parameters", "Kijk de bedragen van de wet na."),
    "parameters diff": Command("houvast.web.cli.lawbooks:diff_parameters", "Toon wat er tussen perioden veranderde."),
    "database wissen": Command("houvast.web.cli.database:wipe", "Gooi alle gegevens van deze map weg."),
}


def main(words: list[str] | None = None) -> int:
    """Run the command that `words` begin with; the exit code is what it returns."""
    words = sys.argv[1:] if words is None else words
    if not words or words[0] in {"help", "hulp", "-h", "--help"}:
        say(overview())
        return 0
    for length in (2, 1):
        command = COMMANDS.get(" ".join(words[:length]))
        if command and len(words) >= length:
            return run(command, words[length:])
    warn(f"`houvast {' '.join(words)}` bestaat niet.\n\n{overview()}")
    return 2


def run(command: Command, words: list[str]) -> int:
    """Import and call; what somebody can solve is told in words, the rest is an error of ours."""
    module, _, name = command.where.partition(":")
    function: Callable[..., int] = getattr(importlib.import_module(module), name)
    try:
        return function(command.about, words) if command.about else function(words)
    except Refused as refusal:
        warn(str(refusal))
        return 1


def overview() -> str:
    """The list of commands."""
    width = max(map(len, COMMANDS)) + 2
    lines = [f"  {words:<{width}}{command.does}" for words, command in sorted(COMMANDS.items())]
    return "Houvast, software voor schuldhulp. Opdrachten:\n\n" + "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
