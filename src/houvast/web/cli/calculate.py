"""`houvast vtlb FILE` and its sisters: one calculation from a file, explained. Never loads Django."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from houvast.foundation import clock
from houvast.foundation.paper import PaperError, print_pdf
from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import collection_costs, letters, render, schemas, settlement, sheets, terms, trace, vtlb, yaml_text
from houvast.rules.errors import BadInputError, RuleError
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.reading import read_day
from houvast.web.cli.words import say, warn

BAD_INPUT = 2

Calculation = Callable[[Mapping[str, object], ParameterSet], render.Result]


def vtlb_of(words: list[str]) -> int:
    """`houvast vtlb FILE`"""
    return _dated("houvast vtlb", words, vtlb.calculate)


def beslagvrije_voet(words: list[str]) -> int:
    """`houvast beslagvrije-voet FILE`"""
    return _dated("houvast beslagvrije-voet", words, bvv.calculate)


def beslagcheck(words: list[str]) -> int:
    """`houvast beslagcheck FILE`"""
    return _dated("houvast beslagcheck", words, bvv.check_given)


def voorstel(words: list[str]) -> int:
    """`houvast voorstel FILE`"""
    return _undated("houvast voorstel", words, settlement.offer_given)


def incassokosten(words: list[str]) -> int:
    """`houvast incassokosten FILE`"""
    return _undated("houvast incassokosten", words, collection_costs.costs_given)


def termijn(words: list[str]) -> int:
    """`houvast termijn RULE DAY`: when a clock is due, and why. Without a rule: the list of clocks."""
    parser = argparse.ArgumentParser(prog="houvast termijn")
    parser.add_argument("termijn", nargs="?", help="welke termijn, bijvoorbeeld belofte_contact")
    parser.add_argument("dag", nargs="?", help="de dag waarop hij begint, bijvoorbeeld 2026-11-24")
    parser.add_argument("--json", action="store_true", help="antwoord als JSON")
    asked = parser.parse_args(words)
    if asked.termijn is None:
        width = max(map(len, terms.CLOCK_RULES)) + 2
        for key, rule in terms.CLOCK_RULES.items():
            say(f"{key:<{width}}{rule.name_nl}: {terms.length_in_words(rule.length, rule.unit)} ({rule.source})")
        return 0
    try:
        start = read_day("dag", asked.dag) if asked.dag else clock.installed().today()
        due = terms.due(asked.termijn, start)
    except (RuleError, terms.TermError) as error:
        warn(str(error))
        return BAD_INPUT
    if asked.json:
        shown = {
            "dag": due.day.isoformat(),
            "plan_voor": due.plan_by.isoformat(),
            "voorlopig": due.provisional,
            "regel": due.rule_version,
            "kalender": due.calendar_version,
            "uitleg": list(due.steps),
        }
        say(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        say("\n".join(due.steps))
    return 0


def schema(words: list[str]) -> int:
    """`houvast schema PLAN`: the JSON Schema of what a calculation takes."""
    parser = argparse.ArgumentParser(prog="houvast schema")
    parser.add_argument("plan", choices=sorted(schemas.SCHEMAS))
    asked = parser.parse_args(words)
    say(json.dumps(schemas.SCHEMAS[asked.plan](), ensure_ascii=False, indent=2))
    return 0


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
    return bvv.parameters_for(clock.installed().today() if day is None else read_day("day", day))


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
    today = clock.installed().today()
    if asked.pdf:
        _print(asked.pdf, "sheet", sheets.sheet_of(result).as_data(), today)
    if asked.brief:
        match result:
            case bvv.SeizureCheck() if result.too_much_month > 0:
                letter = letters.to_bailiff(result, today)
            case collection_costs.CostsCheck() if result.too_much > 0:
                letter = letters.to_collector(result, today)
            case _:
                raise BadInputError("brief", "er is niets te veel gevraagd of ingehouden, dus is er geen brief.")
        _print(asked.brief, "letter", letter.as_data(), today)


def _print(name: str, template: str, data: Mapping[str, Any], today: date) -> None:
    try:
        Path(name).write_bytes(print_pdf(template, data, today))
    except PaperError as error:
        raise BadInputError("pdf", f"de bladzijde kon niet worden gemaakt ({error}).") from error
    except OSError as error:
        raise BadInputError("pdf", f"{name} is niet te schrijven ({error.strerror}).") from error


def _show(result: render.Result, asked: argparse.Namespace) -> None:
    if asked.json:
        say(json.dumps(render.as_json(result), ensure_ascii=False, indent=2))
        return
    say(render.plain(result) if asked.gewoon else render.summary(result))
    if asked.uitleg:
        say("\n" + render.table(render.every_step(result)))
