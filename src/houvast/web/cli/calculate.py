"""`houvast vtlb FILE` and its sisters: one calculation from a file, explained. Never loads Django."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from houvast.rules import household, render, trace, yaml_text
from houvast.rules.calculations import CALCULATIONS
from houvast.rules.errors import BadInputError, RuleError
from houvast.rules.reading import read_amount, read_day
from houvast.web.cli.words import Parser, say, warn

BAD_INPUT = 2


def calculate(word: str, words: list[str]) -> int:
    """`houvast WORD FILE`"""
    calculation = CALCULATIONS[word]
    asked = _parser(f"houvast {word}").parse_args(words)
    try:
        given = household.flatten(_read(asked.bestand), word, _today)
        figures = calculation.figures_for(given, _today, asked.periode)
        if not calculation.figures:
            _first_day(given, asked.periode)
        result = calculation.run(given, figures)
        moved = _what_if(result, given, asked.wat_als, lambda changed: calculation.run(changed, figures))
        beside = _beside(result, asked.naast)
        _on_paper(result, asked)
    except RuleError as error:
        warn(str(error))
        return BAD_INPUT
    _show(result, asked, moved, beside)
    return 0


def _parser(prog: str) -> Parser:
    parser = Parser(prog=prog)
    parser.add_argument("bestand", help="YAML- of JSON-bestand met de gegevens; - leest wat binnenkomt")
    parser.add_argument("--uitleg", action="store_true", help="toon elke stap met de wet")
    parser.add_argument("--gewoon", action="store_true", help="toon in gewone woorden wat het betekent")
    parser.add_argument("--json", action="store_true", help="antwoord als JSON, met alle stappen en het bewijs")
    parser.add_argument("--pdf", metavar="BESTAND", help="bewaar de uitkomst op één bladzijde als PDF")
    parser.add_argument("--brief", metavar="BESTAND", help="bewaar de brief die erbij hoort als PDF")
    parser.add_argument("--periode", help="welke bedragen, bijvoorbeeld 2026-07; anders die van de dag")
    parser.add_argument("--wat-als", action="append", default=[], metavar="VELD=WAARDE", help="verander één gegeven")
    parser.add_argument(
        "--naast", action="append", default=[], metavar="STAP=BEDRAG", help="zet er een andere uitkomst naast"
    )
    return parser


def _read(name: str) -> dict[str, Any]:
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        found = yaml_text.load(text)
    except OSError as error:
        raise BadInputError("bestand", f"{name} is niet te lezen ({error.strerror}).") from error
    except (UnicodeDecodeError, yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadInputError("bestand", f"{name} is geen goed YAML- of JSON-bestand.") from error
    if not isinstance(found, dict):
        raise BadInputError("bestand", f"{name} heeft geen velden. Schrijf per regel: veld: waarde.")
    return {str(field): value for field, value in found.items()}


def _today() -> date:
    today: date = _module("houvast.foundation.clock").installed().today()
    return today


def _first_day(given: dict[str, Any], period: str | None) -> None:
    """A calculation that stands on a day takes the first one of ``--periode`` when the file names none."""
    if period:
        day = read_day("periode", f"{period}-01")
        if "consumer" in given:
            given.setdefault("day", day)


def _what_if(
    result: render.Result,
    given: Mapping[str, object],
    changes: list[str],
    again: Callable[[Mapping[str, object]], render.Result],
) -> list[trace.Moved]:
    """Every step that moves when the inputs change."""
    if not changes:
        return []
    changed = dict(given)
    for change in changes:
        field, value = _pair("wat-als", change)
        changed[field] = {"ja": True, "nee": False}.get(value, int(value) if value.isdecimal() else value)
    other = again(changed)
    pairs = zip(render.runs(result), render.runs(other), strict=True)
    moved = [one for before, after in pairs for one in trace.compare(before, after)]
    # What stands outside the steps moves too: the months of a seizure, the instrument of a proposal.
    then = render.outcome(other)
    outside = [
        trace.Moved(name, name, str(value), str(then[name]))
        for name, value in render.outcome(result).items()
        if not isinstance(value, list) and value != then[name] and name not in {one.name for one in moved}
    ]
    return [*moved, *outside]


def _pair(option: str, text: str) -> tuple[str, str]:
    field, is_there, value = text.partition("=")
    if not is_there:
        raise BadInputError(option, f"“{text}” is geen NAAM=WAARDE.")
    return field, value


def _beside(result: render.Result, others: list[str]) -> list[render.Beside]:
    """Another calculator's figures beside ours, step by step."""
    pairs = [_pair("naast", text) for text in others]
    return render.beside(result, {name: read_amount(name, value) for name, value in pairs})


def _on_paper(result: render.Result, asked: argparse.Namespace) -> None:
    """The page and the letter, when they are asked for; the typesetter is loaded only then."""
    if asked.pdf or asked.brief:
        _module("houvast.web.cli.paper").print_asked(result, asked.pdf, asked.brief)


def _module(name: str) -> Any:
    """A module that most calls do not need: the shell waits for what is imported."""
    return importlib.import_module(name)


def _show(
    result: render.Result, asked: argparse.Namespace, moved: list[trace.Moved], beside: list[render.Beside]
) -> None:
    if asked.json:
        shown = render.as_json(result)
        if asked.wat_als:
            shown["wat_als"] = [{"naam": m.name, "eerst": m.before, "dan": m.after} for m in moved]
        if beside:
            shown["naast"] = [one.as_data() for one in beside]
        say(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    say(render.plain(result) if asked.gewoon else render.summary(result))
    if asked.uitleg:
        say("\n" + render.table(render.every_step(result)))
    if asked.wat_als:
        say("Wat verandert er:" if moved else "Er verandert niets.")
    for one in moved:
        say(f"  {one.nl}: {one.before} wordt {one.after}")
    if beside:
        say("Naast elkaar (Houvast, de ander, verschil):")
    for row in beside:
        say(f"  {row.nl}: {row.ours.dutch()}  {row.theirs.dutch()}  {row.difference.dutch()}")
