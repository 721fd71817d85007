"""The comparison as one HTML page: opens from a disk without a network, prints, has no script.

Style sheet and letters travel inside the page as data, so that it is one file that anybody can be sent.
"""

from __future__ import annotations

import base64
import os
import re
from importlib import resources
from pathlib import Path

from django.template import Context, Engine

from houvast.foundation.clock import installed
from houvast.rules import parameter_sets
from houvast.rules.batch import BatchPlan
from houvast.rules.batch.comparison import Comparison, Share
from houvast.rules.dutch import MONTHS, day_in_words
from houvast.rules.parameter_sets import STATUS_NL, Entry, ParameterSet
from houvast.web.cli.batch import charts
from houvast.web.cli.batch.progress import number
from houvast.web.cli.batch.tables import money, percent, signed
from houvast.web.cli.batch.work import Result


def write(path: Path, plan: BatchPlan, sets: tuple[ParameterSet, ...], result: Result, source: str) -> None:
    """The page in a file, whole or not at all."""
    part = path.with_name(f".{path.name}.deel")
    try:
        part.write_text(render(plan, sets, result, source), encoding="utf-8")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def render(plan: BatchPlan, sets: tuple[ParameterSet, ...], result: Result, source: str) -> str:
    """The page as text."""
    comparison = result.comparison or Comparison(plan.more_is_better)
    here = resources.files("houvast.web.cli.batch") / "templates"
    engine = Engine(debug=False, autoescape=True)
    template = engine.from_string((here / "verschil.html").read_text(encoding="utf-8"))
    before, after = sets
    whole = comparison.whole
    both = zip(plan.sets_beside(before), plan.sets_beside(after), strict=True)
    changes = [_change(*one) for old, new in both for one in parameter_sets.diff(old, new)]
    context = {
        "style": _data("text/css", _style()),
        "icon": _data("image/svg+xml", (resources.files("houvast.web.ui") / "static/ui/logo.svg").read_bytes()),
        "title": headline(whole),
        "plan": plan.title,
        "lead": _lead(plan, before, after),
        "tiles": _tiles(whole),
        "everybody": charts.row(whole) if whole.households else None,
        "track": str(charts.TRACK),
        "histogram": charts.histogram(comparison.bins, whole) if whole.gain + whole.lose else None,
        "divisions": [charts.division(name, comparison.shares(name)) for name in comparison.groups],
        "changes": changes,
        "changed": number(len(changes)),
        "before": period_words(before),
        "after": period_words(after),
        "facts": _facts(plan, sets, result, source),
        "whys": [(why, number(count)) for why, count in sorted(result.whys.items(), key=lambda one: (-one[1], one[0]))],
        "refused": number(result.refused) if result.refused else "",
    }
    return template.render(Context(context))


def _lead(plan: BatchPlan, before: ParameterSet, after: ParameterSet) -> str:
    return f"{plan.main.nl.capitalize()}: de bedragen van {period_words(after)} naast die van {period_words(before)}."


def headline(whole: Share) -> str:
    """The answer in one sentence."""
    if not whole.gain and not whole.lose:
        return f"Voor geen van de {number(whole.households)} huishoudens verandert er iets"
    gain = f"gaan er {number(whole.gain)} op vooruit" if whole.gain else "gaat niemand erop vooruit"
    lose = f"{number(whole.lose)} op achteruit" if whole.lose else "niemand op achteruit"
    return f"Van {number(whole.households)} huishoudens {gain}, en {lose}"


def period_words(one: ParameterSet) -> str:
    """``juli 2026``"""
    return f"{MONTHS[one.valid_from.month - 1]} {one.valid_from.year}"


def _tiles(whole: Share) -> list[tuple[str, str, str, str]]:
    """Kind, label, figure and what stands under it."""
    households = whole.households
    return [
        ("gain", "Gaat erop vooruit", percent(whole.gain, households), _mean(whole.average_gain)),
        ("lose", "Gaat erop achteruit", percent(whole.lose, households), _mean(whole.average_loss)),
        ("same", "Blijft gelijk", percent(whole.same, households), f"{number(whole.same)} huishoudens"),
        ("all", "Gemiddeld over iedereen", signed(whole.average), "per huishouden per maand"),
    ]  # fmt: skip


def _mean(cents: float) -> str:
    return f"gemiddeld {money(cents)} per maand" if cents else "niemand"


def _change(path: str, old: Entry | None, new: Entry | None) -> tuple[str, str, str, str]:
    state = STATUS_NL[new.status] if new else "vervallen"
    return path, _figure(old), _figure(new), state


def _figure(entry: Entry | None) -> str:
    return entry.dutch() if entry else ""


def _facts(plan: BatchPlan, sets: tuple[ParameterSet, ...], result: Result, source: str) -> list[tuple[str, str]]:
    """How it was calculated: what somebody needs to do it again."""
    return [
        ("Berekening", plan.title),
        ("Vergeleken", plan.main.nl),
        ("Bedragen", " en ".join(one.id for each in sets for one in plan.sets_beside(each))),
        ("Huishoudens", f"{number(result.calculated)} uit {source}"),
        ("Gemaakt op", day_in_words(installed().today())),
        ("Kleine groepen", f"Groepen van {charts.FEW} huishoudens tonen geen cijfers."),
    ]


def _style() -> bytes:
    """The style sheet with its letters inside."""
    here = resources.files("houvast.web.cli.batch") / "templates"
    sheet = (here / "verschil.css").read_text(encoding="utf-8")
    fonts = resources.files("houvast.web.ui") / "static/ui/fonts"

    def letters(found: re.Match[str]) -> str:
        return f'url("{_data("font/woff2", (fonts / found[1]).read_bytes())}")'

    return re.sub(r'url\("([\w.-]+\.woff2)"\)', letters, sheet).encode()


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
