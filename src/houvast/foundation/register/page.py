"""The register as a page for `docs/`: what an organisation shows its data protection officer."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Final

from houvast.foundation.register.entries import RETENTION, Compartment, Destruction, Entry, Export
from houvast.foundation.register.registry import Key, is_sealed, register

_COMPARTMENTS: Final[Mapping[Compartment, str]] = {
    Compartment.PARTY: "de betrokkene, of het hele dossier (gezamenlijk)",
    Compartment.PERSON: "de persoon",
    Compartment.DOSSIER: "het dossier",
    Compartment.ACCOUNT: "de medewerker",
    Compartment.ORGANISATION: "de organisatie",
    Compartment.NOBODY: "niemand",
}
_DESTRUCTIONS: Final[Mapping[Destruction, str]] = {
    Destruction.DELETE: "weg",
    Destruction.BLANK: "leeg, de regel blijft",
    Destruction.KEEP_COUNT: "weg, het aantal blijft",
    Destruction.STAYS: "blijft",
}
_EXPORTS: Final[Mapping[Export, str]] = {
    Export.NEVER: "nooit",
    Export.PSEUDONYMISED: "onder pseudoniem",
    Export.OPEN: "open",
}
_INTRO: Final = """\
# Gegevensregister

Dit register is gemaakt uit de code: uit `register.py` naast de tabellen van elke kamer. Pas het niet met de hand
aan. Een veld zonder regel laat de tests falen.

Klasse A is intern, B persoonlijk, C gevoelig en D zeer gevoelig. *Versleuteld* betekent: per veld versleuteld, en
vast aan organisatie, tabel, veld en regel. Wat klasse D is en niet per veld versleuteld, heeft een reden onder de
tabel. Al het andere staat achter rijbeveiliging en op een versleutelde schijf.
"""


def as_markdown() -> str:
    """The whole register: retention first, then each table."""
    parts = [_INTRO, _retention_table()]
    for label, rows in groupby(register().items(), key=lambda item: item[0][0]):
        parts.append(_table(label, list(rows)))
    return "\n".join(parts)


def _retention_table() -> str:
    rows = [f"| {key} | {kept.start} | {kept.term} | {kept.source} |" for key, kept in RETENTION.items()]
    return "\n".join(["## Bewaartermijnen", "", "| Naam | Begint bij | Termijn | Bron |", _line(4), *rows, ""])


def _table(label: str, rows: list[tuple[Key, Entry]]) -> str:
    first = rows[0][1]
    lines = [
        f"## {label}",
        "",
        f"Van: {_COMPARTMENTS[first.compartment]}. Bewaartermijn: {first.retention}.",
        "",
        "| Veld | Klasse | Versleuteld | Bij vernietigen | Bij export |",
        _line(5),
    ]
    lines += [_row(key, said) for key, said in rows]
    reasons = [f"- `{name}` is niet versleuteld: {said.plain}." for (_, name), said in rows if said.plain]
    return "\n".join([*lines, "", *reasons, *([""] if reasons else [])])


def _row(key: Key, said: Entry) -> str:
    sealed = "ja" if is_sealed(*key) else ""
    after = _DESTRUCTIONS[said.destruction]
    return f"| {key[1]} | {said.data_class} | {sealed} | {after} | {_EXPORTS[said.export]} |"


def _line(columns: int) -> str:
    return "|" + " --- |" * columns
