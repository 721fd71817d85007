"""The words of the register, and how a table of an app is written down in its `register.py`.

    REGISTER = {
        "Address": table(PERSON, "dossier", '''
            street    C  never
            postcode  B  pseudonymised
        '''),
    }

A line is: field, class, export, and where needed what destruction does (`delete` is the default of a table) and
`plain: reason` for a most sensitive field that is not sealed. Fields that a base class brings (id, organisation,
the day a fact holds for) are written once, with the base: `BASES = {Fact: fields("…")}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final


class DataClass(StrEnum):
    """How carefully a value must be handled (security.md 3)."""

    INTERNAL = "A"
    PERSONAL = "B"
    SENSITIVE = "C"
    MOST_SENSITIVE = "D"


class Compartment(StrEnum):
    """Whose a value is: what `may` asks for before it is shown."""

    PARTY = "party"  # one party of a dossier, or joint
    PERSON = "person"  # the person, in every dossier he is a party of
    DOSSIER = "dossier"  # the dossier as a whole
    ACCOUNT = "account"  # one member of staff
    ORGANISATION = "organisation"  # nobody's in particular
    NOBODY = "nobody"  # machinery; says nothing of anybody


class Destruction(StrEnum):
    """What becomes of a value when its term is over."""

    DELETE = "delete"  # goes with its row
    BLANK = "blank"  # emptied; the row stays
    KEEP_COUNT = "keep_count"  # goes, and is counted in what stays
    STAYS = "stays"  # about no person any more once the link is cut, or of the organisation itself


class Export(StrEnum):
    """What an export for research, numbers or another system may hold of it."""

    NEVER = "never"
    PSEUDONYMISED = "pseudonymised"
    OPEN = "open"


PARTY, PERSON, DOSSIER = Compartment.PARTY, Compartment.PERSON, Compartment.DOSSIER
ACCOUNT, ORGANISATION, NOBODY = Compartment.ACCOUNT, Compartment.ORGANISATION, Compartment.NOBODY


@dataclass(frozen=True, slots=True)
class Retention:
    """How long: from which event, for which term, and where that is laid down. Texts are for people, in Dutch.

    `age`: for what goes by itself each night. Without it a person decides, with a second one (security.md 10).
    """

    start: str
    term: str
    source: str
    age: timedelta | None = None


_ARCHIVIST: Final = "uitgangswaarde; vast te stellen door de archivaris"

RETENTION: Final[Mapping[str, Retention]] = {
    "dossier": Retention("afsluiten van het dossier", "5 jaar", _ARCHIVIST),
    "signup_only": Retention("aanmelding waar geen hulp op volgde", "1 jaar", _ARCHIVIST),
    "doubtful_upload": Retention("uploaden", "30 dagen", _ARCHIVIST),
    "mail_aside": Retention("ontvangst", "30 dagen", "als een upload van twijfelachtig nut", timedelta(days=30)),
    "concern": Retention("einde van het signaal", "6 maanden", "beveiligingsontwerp 10", timedelta(days=183)),
    "draft": Retention(
        "laatste wijziging", "14 dagen", "ontwerp aanmelden: bewaren en later verder", timedelta(days=14)
    ),
    "return_code": Retention("laatste gebruik", "90 dagen", "beveiligingsontwerp 10", timedelta(days=90)),
    "one_time_code": Retention("maken", "10 minuten", "beveiligingsontwerp 10", timedelta(minutes=10)),
    "session": Retention(
        "einde van de sessie",
        "meteen; een sessie eindigt na 15 of 30 minuten stilte",
        "beveiligingsontwerp 10",
        timedelta(),
    ),
    "log": Retention("schrijven van de regel", "5 jaar", "beveiligingsontwerp 9; voorbeeld uit de zorg"),
    "delivery": Retention(
        "verzenden", "90 dagen", "bewijs van verzending; daarna volstaat het bericht", timedelta(days=90)
    ),
    "account": Retention("einde van het laatste lidmaatschap", "5 jaar", "zo lang als het log namen moet kunnen geven"),
    "organisation": Retention("einde van het gebruik door de organisatie", "1 jaar", "afspraak met de organisatie"),
    "counter": Retention("begin van het venster", "1 dag", "beveiligingsontwerp 11", timedelta(days=1)),
    "form_key": Retention("gebruik", "7 dagen", "beveiligingsontwerp 8", timedelta(days=7)),
    "job": Retention("klaar", "7 dagen", "ontwerp wachtrij: de opdracht zelf staat bij het dossier"),
    "machinery": Retention("installatie", "zolang Houvast draait", "hoort bij het programma"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A field as it is written in a `register.py`."""

    data_class: DataClass
    export: Export
    destruction: Destruction | None
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is written in a `register.py`."""

    compartment: Compartment
    retention: str
    destruction: Destruction
    lines: Mapping[str, Line]
    ages_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """All that the register says of one field. `plain`: why a most sensitive value is not sealed."""

    data_class: DataClass
    compartment: Compartment
    retention: str
    destruction: Destruction
    export: Export
    plain: str = ""


class WrongLine(ValueError):
    """A line of a `register.py` that cannot be read; the message quotes it."""


def fields(text: str) -> dict[str, Line]:
    """The lines of a table."""
    lines: dict[str, Line] = {}
    for written in filter(None, (line.strip() for line in text.splitlines())):
        name, line = _line(written)
        if name in lines:
            raise WrongLine(f"{name} staat er twee keer")
        lines[name] = line
    return lines


def table(
    compartment: Compartment,
    retention: str,
    text: str,
    *,
    destruction: Destruction = Destruction.DELETE,
    ages_from: tuple[str, ...] = (),
) -> Table:
    """A table: whose its rows are, how long they are kept, and its fields.

    `ages_from` names the fields that say when the term of a row began (the first that is filled), for rows that
    go by themselves; a retention with an age needs it, another cannot have it.
    """
    if retention not in RETENTION:
        raise WrongLine(f"onbekende bewaartermijn: {retention}")
    if bool(ages_from) != (RETENTION[retention].age is not None):
        raise WrongLine(f"{retention}: een termijn die vanzelf afloopt hoort bij een veld waar hij begint, en andersom")
    return Table(compartment, retention, destruction, fields(text), ages_from)


def entry(line: Line, of: Table) -> Entry:
    """What the register says of a field of a table."""
    return Entry(
        line.data_class, of.compartment, of.retention, line.destruction or of.destruction, line.export, line.plain
    )


def _line(written: str) -> tuple[str, Line]:
    front, _, plain = written.partition(" plain: ")
    words = front.split()
    if not 3 <= len(words) <= 4:
        raise WrongLine(f"een regel is: veld, klasse, export, soms vernietiging. Niet: {written}")
    try:
        destruction = Destruction(words[3]) if len(words) == 4 else None
        return words[0], Line(DataClass(words[1]), Export(words[2]), destruction, plain.strip())
    except ValueError as wrong:
        raise WrongLine(f"{wrong}: {written}") from None
