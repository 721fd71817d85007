"""`houvast audit verify`: does the log still hold every line as it was written?"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from houvast.web.cli import database
from houvast.web.cli.with_django import set_up_django
from houvast.web.cli.words import Parser, Refused, say, warn


def verify(words: list[str]) -> int:
    """Compute every chain again, against the heads that were handed out; 1 when something does not fit."""
    parser = Parser(prog="houvast audit verify")
    parser.add_argument("--hoofden", type=Path, action="append", default=[], help="nog een bestand met hoofden")
    asked = parser.parse_args(words)
    set_up_django()
    heads = import_module("houvast.foundation.audit.heads")
    settings = import_module("django.conf").settings
    missing = [path for path in asked.hoofden if not path.is_file()]
    if missing:
        raise Refused(f"{missing[0]} is er niet. Wijs een bestand {heads.NAME} aan.")
    handed_out = []
    for path in (Path(settings.HANDOUT_FOLDER) / heads.NAME, *asked.hoofden):
        try:
            handed_out += heads.read(path)
        except heads.NotHeads as trouble:
            raise Refused(f"{path}: {trouble}. Neem een ander bestand.") from trouble
    with database.own_server():
        return _verify_each(handed_out)


def _verify_each(handed_out: list[Any]) -> int:
    verifying = import_module("houvast.foundation.audit.verifying")
    clock = import_module("houvast.foundation.clock").installed()
    known = import_module("houvast.foundation.organisations.queries").every_organisation()
    wrong = 0
    for organisation_id in known:
        found = verifying.verify(organisation_id, handed_out, clock)
        if not found.findings:
            say(f"{organisation_id}: {found.lines} regels, alles klopt.")
        for finding in found.findings[: verifying.MOST_TOLD]:
            warn(f"{organisation_id}, regel {finding.number}: {finding.words}")
        more = len(found.findings) - verifying.MOST_TOLD
        if more > 0:
            warn(f"{organisation_id}: en nog {more} bevindingen.")
        wrong += len(found.findings)
    for name in sorted({head.organisation for head in handed_out} - {str(one) for one in known}):
        warn(f"{name}: deze organisatie is weg, met haar hele logboek.")
        wrong += 1
    if not handed_out:
        warn("Er zijn geen hoofden om mee te vergelijken: of het eind is afgekapt, is zo niet te zien.")
    return 1 if wrong else 0
