"""Parameters of the law: dated YAML files, one per period, each figure with unit, source and status.

A file is named after its first month (``vtlb/2026-07.yaml``). Reading one checks types, units and ranges; reading a
whole law checks gaps, overlaps and figures that are missing in one of the periods.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from houvast.rules import yaml_text
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError, BadParametersError, NoParametersError
from houvast.rules.units import RANGES

STATUS_NL: Mapping[str, str] = {"confirmed": "bevestigd", "derived": "afgeleid", "unconfirmed": "niet bevestigd"}
"""How sure a figure is, and how a screen says so."""
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_HEAD = {"version", "period", "valid_from", "valid_to", "formula_version", "sources"}


@dataclass(frozen=True)
class Entry:
    """One figure of a parameter file. ``value`` ``None`` = not known, so it must be set by the organisation."""

    path: str
    value: Fraction | None
    unit: str
    status: str
    source: str
    note: str

    def dutch(self) -> str:
        """The value as people read it, with the decimals it has: ``1.469,46``, ``0,95``, ``18``; an amount has two."""
        if self.value is None:
            return "niet bekend"
        whole, _, rest = Amount.of(self.value).dutch(12).rstrip("0").partition(",")
        return f"{whole},{rest:0<2}" if rest or self.unit.startswith("eur") else whole


@dataclass(frozen=True, eq=False)
class ParameterSet:
    """All figures of one law in one period, with where each comes from."""

    law: str
    period: str
    valid_from: date
    valid_to: date
    version: str
    formula: str
    entries: Mapping[str, Entry]
    sources: Mapping[str, str]

    @property
    def id(self) -> str:
        """``vtlb-2026-07@2026-11-23``: law, period and version of the file."""
        return f"{self.law}-{self.period}@{self.version}"

    @property
    def fingerprint(self) -> str:
        """Hash over all figures."""
        raw = "\n".join(f"{e.path}={e.value} {e.unit}" for e in self.entries.values())
        return hashlib.sha256(raw.encode()).hexdigest()

    def entry(self, path: str) -> Entry:
        """The figure at a path; refuses a path that is not there."""
        if path not in self.entries:
            raise BadParametersError(f"{self.law}/{self.period}.yaml", f"“{path}” ontbreekt")
        return self.entries[path]

    def amount(self, path: str) -> Amount:
        """The value at a path; refuses a figure that is not known."""
        found = self.amounts.get(path)
        if found is None:
            self.entry(path)
            what = f"“{path}” is niet bekend. Stel het bedrag zelf in, met de bron erbij"
            raise BadParametersError(f"{self.law}/{self.period}.yaml", what)
        return found

    @cached_property
    def amounts(self) -> Mapping[str, Amount]:
        """Every figure that is known, by path."""
        return {path: Amount.of(e.value) for path, e in self.entries.items() if e.value is not None}

    def unit(self, path: str) -> str:
        """The unit at a path."""
        return self.entry(path).unit


def parse(text: str, law: str, where: str) -> ParameterSet:
    """A parameter set from YAML; every mistake is refused with its place in the file."""
    try:
        raw = yaml_text.load(text)
    except yaml.YAMLError as error:
        raise BadParametersError(where, "dit is geen YAML") from error
    if not isinstance(raw, dict) or not set(raw) >= _HEAD:
        raise BadParametersError(where, "de kop mist een van " + ", ".join(sorted(_HEAD)))
    sources = raw["sources"]
    if not isinstance(sources, dict) or not all(isinstance(s, dict) and s.get("title") for s in sources.values()):
        raise BadParametersError(where, "“sources” heeft geen titel per bron")
    first, last = _day(raw["valid_from"], where), _day(raw["valid_to"], where)
    if first > last:
        raise BadParametersError(where, "“valid_to” ligt voor “valid_from”")
    entries: dict[str, Entry] = {}
    _walk({k: v for k, v in raw.items() if k not in _HEAD}, "", where, entries, set(sources))
    titles = {key: str(source["title"]) for key, source in sources.items()}
    return ParameterSet(
        law, str(raw["period"]), first, last, str(raw["version"]), str(raw["formula_version"]), entries, titles
    )


def _day(value: object, where: str) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise BadParametersError(where, f"“{value}” is geen dag") from error


def _walk(node: Any, path: str, where: str, entries: dict[str, Entry], sources: set[str]) -> None:
    if not isinstance(node, dict) or not node:
        raise BadParametersError(where, f"“{path}” is geen bedrag en geen groep")
    if "value" in node:
        entries[path] = _entry(node, path, where, sources)
        return
    for key, child in node.items():
        _walk(child, f"{path}.{key}" if path else str(key), where, entries, sources)


def _entry(node: dict[str, Any], path: str, where: str, sources: set[str]) -> Entry:
    if not {"value", "unit", "status", "source"} <= set(node) <= {"value", "unit", "status", "source", "note"}:
        raise BadParametersError(where, f"“{path}” heeft niet de velden value, unit, status, source, note")
    if node["status"] not in STATUS_NL or node["source"] not in sources:
        raise BadParametersError(where, f"“{path}” heeft een onbekende status of bron")
    unit = node["unit"]
    if unit not in RANGES:
        raise BadParametersError(where, f"“{path}” heeft een onbekende eenheid “{unit}”")
    value = _value(node["value"], path, where)
    if value is None and node["status"] != "unconfirmed":
        raise BadParametersError(where, f"“{path}” heeft geen bedrag maar heet {node['status']}")
    least, most = RANGES[unit]
    if value is not None and not least <= value <= most:
        raise BadParametersError(where, f"“{path}” ligt buiten {least} tot {most} ({unit})")
    return Entry(path, value, unit, node["status"], node["source"], str(node.get("note", "")))


def _value(value: object, path: str, where: str) -> Fraction | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _PLAIN.fullmatch(value):
        raise BadParametersError(where, f"“{path}” is geen tekst met cijfers en een punt, zoals '1250.00'")
    return Fraction(Decimal(value))


def check_periods(sets: list[ParameterSet]) -> None:
    """Periods must follow each other without gap or overlap, and hold the same figures per formula."""
    ordered = sorted(sets, key=lambda s: s.valid_from)
    for before, after in pairwise(ordered):
        where = f"{after.law}/{after.period}.yaml"
        if after.valid_from <= before.valid_to:
            raise BadParametersError(where, f"begint voor {before.period} is afgelopen (overlap)")
        if after.valid_from != before.valid_to + timedelta(days=1):
            raise BadParametersError(where, f"begint later dan {before.period} is afgelopen (gat)")
        other = sorted(set(before.entries) ^ set(after.entries))
        if other and before.formula == after.formula:
            raise BadParametersError(where, f"“{other[0]}” staat er niet net als in {before.period}")


def diff(before: ParameterSet, after: ParameterSet) -> list[tuple[str, Entry | None, Entry | None]]:
    """Figures that differ in value, unit or status: path, before, after. ``None`` = not there."""
    paths = [*before.entries, *(path for path in after.entries if path not in before.entries)]
    found = []
    for path in paths:
        old, new = before.entries.get(path), after.entries.get(path)
        if old is None or new is None or (old.value, old.unit, old.status) != (new.value, new.unit, new.status):
            found.append((path, old, new))
    return found


_beside: list[Path] = []


@contextmanager
def also_in(folder: Path) -> Iterator[None]:
    """Files of a folder (``vtlb/2027-01.yaml`` in it) count too as long as this lasts: to try a set before it ships."""
    _beside.append(folder)
    _forget()
    try:
        yield
    finally:
        _beside.remove(folder)
        _forget()


def _forget() -> None:
    periods.cache_clear()
    of_period.cache_clear()


def _files(law: str) -> dict[str, Traversable]:
    """Every file of a law by its period; one of a folder beside goes before one that came with Houvast."""
    folders: list[Traversable] = [resources.files("houvast.rules") / "parameters" / law, *(f / law for f in _beside)]
    files = [file for folder in folders if folder.is_dir() for file in folder.iterdir()]
    return {file.name.removesuffix(".yaml"): file for file in files if file.name.endswith(".yaml")}


@lru_cache(maxsize=8)
def periods(law: str) -> tuple[str, ...]:
    """Periods of a law that have a file, oldest first."""
    return tuple(sorted(_files(law)))


@lru_cache(maxsize=64)
def of_period(law: str, period: str) -> ParameterSet:
    """The set of one period by its name (``2026-07``); refuses a period without a file."""
    if period not in periods(law):
        raise NoParametersError(law, str(period), ", ".join(periods(law)))
    return parse(_files(law)[period].read_text(encoding="utf-8"), law, f"{law}/{period}.yaml")


def on(law: str, day: date) -> ParameterSet:
    """The set that holds on a day; a clear refusal when there is none, never the nearest one."""
    known = [period for period in periods(law) if f"{period}-01" <= day.isoformat()]
    if known:
        found = of_period(law, known[-1])
        if found.valid_from <= day <= found.valid_to:
            return found
    first, last = of_period(law, periods(law)[0]), of_period(law, periods(law)[-1])
    raise NoParametersError(law, day.isoformat(), f"{first.valid_from} tot en met {last.valid_to}")


def of_half_year(law: str, day: date | None, period: str | None) -> ParameterSet:
    """The set of a law with a file each half year: that of a day, or of a named half year."""
    return on(law, _asked(day)) if period is None else of_period(law, period)


def _asked(day: date | None) -> date:
    if day is None:
        raise BadInputError("day", "geef de dag waarvoor je rekent, of een periode zoals 2026-07.")
    return day


def of_year(law: str, day: date | None, period: str | None) -> ParameterSet:
    """The set of a law with one file a year: of the year of a day, or of ``2026``, ``2026-01`` or ``2026-07``."""
    if period is not None:
        year, _, month = str(period).partition("-")
        return of_period(law, f"{year}-01" if month in ("", "01", "07") else str(period))
    return on(law, _asked(day))


def all_of(law: str) -> list[ParameterSet]:
    """Every set of a law, checked for gaps and overlaps."""
    sets = [of_period(law, period) for period in periods(law)]
    check_periods(sets)
    return sets
