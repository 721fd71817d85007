"""`houvast vtlb FILE` and its sisters: one calculation from a file, explained. Never loads Django."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import render, trace, yaml_text
from houvast.rules.errors import BadInputError, RuleError
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.reading import read_day
from houvast.web.cli.words import say, warn

BAD_INPUT = 2

Calculation = Callable[[Mapping[str, object], ParameterSet], render.Result]


def vtlb_of(words: list[str]) -> int:
    """`houvast vtlb FILE`"""
    return _dated("houvast vtlb", words, _module("houvast.rules.vtlb").calculate)


def beslagvrije_voet(words: list[str]) -> int:
    """`houvast beslagvrije-voet FILE`"""
    return _dated("houvast beslagvrije-voet", words, bvv.calculate)


def beslagcheck(words: list[str]) -> int:
    """`houvast beslagcheck FILE`"""
    return _dated("houvast beslagcheck", words, bvv.check_given)


def voorstel(words: list[str]) -> int:
    """`houvast voorstel FILE`"""
    return _undated("houvast voorstel", words, _module("houvast.rules.settlement").offer_given)


def incassokosten(words: list[str]) -> int:
    """`houvast incassokosten FILE`"""
    return _undated("houvast incassokosten", words, _module("houvast.rules.collection_costs").costs_given)


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=prog)
    parser.add_argument("bestand", help="YAML- of JSON-bestand met de gegevens; - leest wat binnenkomt")
    parser.add_argument("--uitleg", action="store_true", help="toon elke stap met de wet")
    parser.add_argument("--gewoon", action="store_true", help="toon in gewone woorden wat het betekent")
    parser.add_argument("--json", action="store_true", help="antwoord als JSON, met alle stappen en het bewijs")
    parser.add_argument("--pdf", metavar="BESTAND", help="bewaar de uitkomst op één bladzijde als PDF")
    parser.add_argument("--brief", metavar="BESTAND", help="bewaar de brief die erbij hoort als PDF")
    return parser


def _dated(prog: str, words: list[str], calculation: Calculation) -> int:
    parser = _parser(prog)
    parser.add_argument("--periode", help="welke bedragen, bijvoorbeeld 2026-07; anders die van de dag")
    parser.add_argument("--wat-als", action="append", default=[], metavar="VELD=WAARDE", help="verander één gegeven")
    asked = parser.parse_args(words)
    try:
        given = _read(asked.bestand)
        parameters = _parameters(given, asked.periode)
        result = calculation(given, parameters)
        moved = _what_if(result, given, asked.wat_als, lambda changed: calculation(changed, parameters))
        _on_paper(result, asked)
    except RuleError as error:
        warn(str(error))
        return BAD_INPUT
    _show(result, asked)
    for line in moved:
        say(line)
    return 0


def _undated(prog: str, words: list[str], calculation: Callable[[Mapping[str, object]], render.Result]) -> int:
    asked = _parser(prog).parse_args(words)
    try:
        result = calculation(_read(asked.bestand))
        _on_paper(result, asked)
    except RuleError as error:
        warn(str(error))
        return BAD_INPUT
    _show(result, asked)
    return 0


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


def _parameters(given: dict[str, Any], period: str | None) -> ParameterSet:
    """The figures of ``--periode``, or of ``period`` or ``day`` in the file, or of today."""
    written, day = given.pop("period", None), given.pop("day", None)
    if period or written:
        return bvv.parameters_for(period=str(period or written))
    if day is not None:
        return bvv.parameters_for(read_day("day", day))
    return bvv.parameters_for(_module("houvast.foundation.clock").installed().today())


def _what_if(
    result: render.Result,
    given: Mapping[str, object],
    changes: list[str],
    again: Callable[[Mapping[str, object]], render.Result],
) -> list[str]:
    """Lines for every step that moves when the inputs change."""
    if not changes:
        return []
    changed = dict(given)
    for change in changes:
        field, is_there, value = change.partition("=")
        if not is_there:
            raise BadInputError("wat-als", f"“{change}” is geen VELD=WAARDE.")
        changed[field] = {"ja": True, "nee": False}.get(value, int(value) if value.isdecimal() else value)
    lines = ["Wat verandert er:"]
    for before, after in zip(render.runs(result), render.runs(again(changed)), strict=True):
        lines += [f"  {moved.nl}: {moved.before} wordt {moved.after}" for moved in trace.compare(before, after)]
    return lines


def _on_paper(result: render.Result, asked: argparse.Namespace) -> None:
    """The page and the letter, when they are asked for; the typesetter is loaded only then."""
    if asked.pdf or asked.brief:
        _module("houvast.web.cli.paper").print_asked(result, asked.pdf, asked.brief)


def _module(name: str) -> Any:
    """A module that most calls do not need: the shell waits for what is imported."""
    return importlib.import_module(name)


def _show(result: render.Result, asked: argparse.Namespace) -> None:
    if asked.json:
        say(json.dumps(render.as_json(result), ensure_ascii=False, indent=2))
        return
    say(render.plain(result) if asked.gewoon else render.summary(result))
    if asked.uitleg:
        say("\n" + render.table(render.every_step(result)))
