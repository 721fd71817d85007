"""Which pages are made, by which function, and whether those in `docs/` are still the same."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

PAGES: Final[Mapping[str, str]] = {
    "adres-x-rol.md": "houvast.web.matrix:as_markdown",
    "belofte-en-maat.md": "houvast.web.quality.present:as_markdown",
    "gegevensregister.md": "houvast.foundation.register.page:as_markdown",
    "rechten.md": "houvast.web.generated.rights:as_markdown",
    "regel-beslagvrije-voet.md": "houvast.rules.pages:beslagvrije_voet",
    "regel-bijstand.md": "houvast.rules.pages:bijstand",
    "regel-huurtoeslag.md": "houvast.rules.pages:huurtoeslag",
    "regel-incassokosten.md": "houvast.rules.pages:incassokosten",
    "regel-kinderopvangtoeslag.md": "houvast.rules.pages:kinderopvangtoeslag",
    "regel-kindgebonden-budget.md": "houvast.rules.pages:kindgebonden_budget",
    "regel-kwijtschelding.md": "houvast.rules.pages:kwijtschelding",
    "regel-netto-inkomen.md": "houvast.rules.pages:netto_inkomen",
    "regel-regelingen-gemeente.md": "houvast.rules.pages:gemeentelijke_regelingen",
    "regel-schuldregeling.md": "houvast.rules.pages:schuldregeling",
    "regel-vtlb.md": "houvast.rules.pages:vtlb_page",
    "regel-zorgtoeslag.md": "houvast.rules.pages:zorgtoeslag",
    "talen.md": "houvast.web.generated.languages:as_markdown",
    "termijnen.md": "houvast.web.generated.terms:as_markdown",
    "toestanden.md": "houvast.web.generated.states:as_markdown",
}
"""File name in `docs/` -> `module:function` that returns its text."""


def made() -> dict[str, str]:
    """Every page as the code says it now: file name and text, one line break at the end."""
    return {name: _function(where)().rstrip("\n") + "\n" for name, where in PAGES.items()}


def stale(folder: Path) -> list[str]:
    """The file names in `folder` that are missing or tell another story than the code."""
    return [name for name, text in made().items() if _read(folder / name) != text]


def write(folder: Path) -> list[str]:
    """Bring `folder` up to date; returns the file names that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = stale(folder)
    for name, text in made().items():
        if name in changed:
            (folder / name).write_text(text, encoding="utf-8")
    return changed


def _function(where: str) -> Callable[[], str]:
    module, _, name = where.partition(":")
    function: Callable[[], str] = getattr(importlib.import_module(module), name)
    return function


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
