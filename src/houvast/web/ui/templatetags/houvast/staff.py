"""Staff pages: next step, lists, tabs, tables, the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from houvast.web.ui import shapes
from houvast.web.ui.templatetags.houvast.library import library

PROMISE_ICONS = {"kept": "circle-check", "risk": "clock", "broken": "triangle-alert", "open": "circle"}


@library.inclusion_tag("ui/components/safe_bar.html")
def safe_bar(text: str, url: str = "", label: str = "Waarom en wie", stop: bool = False) -> dict[str, object]:
    """`{% safe_bar "Bel niet na 17.00 uur." url %}`: plum, full width, never closable; `stop` for a wrong channel."""
    return {"text": text, "url": url, "label": label, "stop": stop}


@library.inclusion_tag("ui/components/nextstep.html")
def nextstep(step: shapes.NextStep) -> dict[str, object]:
    """`{% nextstep step %}`: next step, who, when, one button."""
    return {"step": step}


@library.inclusion_tag("ui/components/promises.html")
def promises(facts: Sequence[shapes.PromiseFact]) -> dict[str, object]:
    """`{% promises facts %}`: the six promises in one dossier."""
    return {"facts": [(number, fact, PROMISE_ICONS[fact.state]) for number, fact in enumerate(facts, 1)]}


@library.inclusion_tag("ui/components/tasks.html")
def tasks(rows: Sequence[shapes.TaskRow]) -> dict[str, object]:
    """`{% tasks rows %}`: task list to read; ticking off is a form of the screen."""
    return {"rows": rows}


@library.inclusion_tag("ui/components/tiles.html")
def tiles(all_tiles: Sequence[shapes.Tile]) -> dict[str, object]:
    """`{% tiles list %}`: numbers with norm and counts."""
    return {"tiles": all_tiles}


@library.inclusion_tag("ui/components/worklist.html")
def worklist(groups: Sequence[shapes.WorkGroup], caption: str = "Mijn dag", chosen: str = "") -> dict[str, object]:
    """`{% worklist groups %}`: the work list (W1). `chosen` is the address of the row that has the focus."""
    return {"groups": groups, "caption": caption, "chosen": chosen}


@library.inclusion_tag("ui/components/datatable.html")
def datatable(
    columns: Sequence[shapes.Column], rows: Sequence[Sequence[Any]], caption: str, total: Sequence[Any] = ()
) -> dict[str, object]:
    """`{% datatable columns rows "Naam van de tabel" %}`: text at the start, amounts at the end, in its own
    region that scrolls when it must."""
    paired = [list(zip(columns, row, strict=True)) for row in rows]
    return {"columns": columns, "rows": paired, "caption": caption,
            "total": list(zip(columns, total, strict=True)) if total else []}  # fmt: skip


@library.inclusion_tag("ui/components/filters.html")
def filters(items: Sequence[shapes.Filter], label: str = "Filter") -> dict[str, object]:
    """`{% filters items %}`: the filters above a list."""
    return {"items": items, "label": label}


@library.inclusion_tag("ui/components/tabs.html")
def tabs(items: Sequence[shapes.Tab], label: str = "Dossier") -> dict[str, object]:
    """`{% tabs items %}`: the tabs of a dossier."""
    return {"items": items, "label": label}


@library.inclusion_tag("ui/components/facts.html")
def facts(items: Sequence[shapes.Fact]) -> dict[str, object]:
    """`{% facts items %}`: label above value, in a row."""
    return {"items": items}


@library.inclusion_tag("ui/components/log.html")
def log(lines: Sequence[shapes.LogLine]) -> dict[str, object]:
    """`{% log lines %}`: what happened, newest first."""
    return {"lines": lines}


@library.inclusion_tag("ui/components/density.html", takes_context=True)
def density(context: dict[str, Any], url: str, current: str = "") -> dict[str, object]:
    """`{% density url %}`: *Dicht, Gewoon, Ruim* as one small form that posts `density`."""
    page = context.get("page")
    return {"url": url, "current": current or getattr(page, "density", "gewoon"),
            "csrf_token": context.get("csrf_token"), "modes": ("dicht", "gewoon", "ruim")}  # fmt: skip
