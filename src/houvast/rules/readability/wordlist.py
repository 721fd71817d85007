"""Jargon that residents do not know, with what to write instead. The list is data: ``woordenlijst.yaml``."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from houvast.rules import yaml_text


class BadWordListError(Exception):
    """The word list holds something that is no word with a replacement. The message is Dutch."""


@dataclass(frozen=True)
class Jargon:
    """A word not to use, its other forms, and what to write instead."""

    term: str
    forms: tuple[str, ...]
    instead: str


def read_word_list(text: str, where: str) -> Mapping[str, Jargon]:
    """Every form of every word (lower case) with its entry; refuses a wrong or double entry by name."""
    found: dict[str, Jargon] = {}
    rows = yaml_text.load(text)
    if not isinstance(rows, list):
        raise BadWordListError(f"{where} is geen lijst met woorden. Herstel het bestand.")
    for row in rows:
        entry = _entry(row, where)
        for form in (entry.term, *entry.forms):
            if form in found:
                raise BadWordListError(f"“{form}” staat dubbel in {where}. Haal er één weg.")
            found[form] = entry
    return MappingProxyType(found)


def _entry(row: Any, where: str) -> Jargon:
    right = (
        isinstance(row, dict)
        and set(row) == {"term", "forms", "instead"}
        and isinstance(row["forms"], list)
        and all(isinstance(text, str) and text for text in (row["term"], row["instead"], *row["forms"]))
    )
    if not right:
        raise BadWordListError(f"“{row}” in {where} is geen woord met een ander woord. Herstel de regel.")
    return Jargon(row["term"].lower(), tuple(form.lower() for form in row["forms"]), row["instead"])


@lru_cache(maxsize=1)
def word_list() -> Mapping[str, Jargon]:
    """The list of this house."""
    file = resources.files("houvast.rules.readability") / "woordenlijst.yaml"
    return read_word_list(file.read_text(encoding="utf-8"), file.name)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(word_list(), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])", re.IGNORECASE)


def unexplained(text: str, explained: Collection[str]) -> list[tuple[str, Jargon]]:
    """Jargon in a cleaned text that nobody explained there, as it was written, once per entry.

    A term is explained when the caller says so, when it stands in brackets behind plain words, or when brackets
    with at least two words follow it directly.
    """
    known = {term.lower() for term in explained}
    found: dict[str, tuple[str, Jargon]] = {}
    for match in _pattern().finditer(text):
        entry = word_list()[match.group(1).lower()]
        if known & {entry.term, *entry.forms}:
            continue
        if _in_brackets(text, match.start()) or re.match(r"\s*\([^()\s]+\s[^()]+\)", text[match.end() :]):
            known.add(entry.term)
            continue
        found.setdefault(entry.term, (match.group(1), entry))
    return list(found.values())


def _in_brackets(text: str, at: int) -> bool:
    """Whether a bracket that opened on this line, behind a word, is still open."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line.rfind("(") > line.rfind(")") and bool(line[: line.rfind("(")].strip())
