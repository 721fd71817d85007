"""`houvast termijn` and `houvast schema`: clocks and fields, in words. Never loads Django."""

from __future__ import annotations

import json

from houvast.foundation import clock
from houvast.rules import schemas, terms
from houvast.rules.errors import RuleError
from houvast.rules.reading import read_day
from houvast.web.cli.words import Parser, say, warn

BAD_INPUT = 2


def termijn(words: list[str]) -> int:
    """`houvast termijn RULE DAY`: when a clock is due, and why. Without a rule: the list of clocks."""
    parser = Parser(prog="houvast termijn")
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
    parser = Parser(prog="houvast schema")
    parser.add_argument("plan", choices=sorted(schemas.SCHEMAS))
    asked = parser.parse_args(words)
    say(json.dumps(schemas.whole(asked.plan), ensure_ascii=False, indent=2))
    return 0
