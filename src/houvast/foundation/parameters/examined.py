"""Is a set of figures right, as far as a machine can see: its file, the files around it, and the worked examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from houvast.rules import parameter_sets, yaml_text
from houvast.rules.case_files import allowances, assistance, free, income, protected
from houvast.rules.case_files.runner import Kind, run_case
from houvast.rules.errors import RuleError
from houvast.rules.parameter_sets import Entry, ParameterSet

REMISSION = "kwijtschelding"
KINDS: Final[Mapping[str, Mapping[str, Kind]]] = {
    "vtlb": {**protected.KINDS, **free.KINDS},
    "toeslagen": allowances.KINDS,
    "bijstand": {name: kind for name, kind in assistance.KINDS.items() if name != REMISSION},
    "belasting": income.KINDS,
    "kwijtschelding": {REMISSION: assistance.KINDS[REMISSION]},
}
"""Kinds of worked examples by law."""


@dataclass(frozen=True)
class Examined:
    """`problem`: what is wrong with the files, or empty. Examples: those that failed, how many are `of_period`."""

    problem: str
    passed: int
    failed: tuple[str, ...]
    of_period: int
    unsure: tuple[Entry, ...]

    @property
    def holds(self) -> bool:
        """Nothing speaks against it."""
        return not self.problem and not self.failed


@lru_cache(maxsize=32)
def examine(one: ParameterSet) -> Examined:
    """Look at a set and run every example of its law; about a second the first time."""
    kinds = KINDS[one.law]
    cases = [case for case in _cases() if case["kind"] in kinds]
    outcomes = [run_case(case, one.law, kinds) for case in cases]
    year = one.period[:4]
    return Examined(
        _problem(one.law),
        sum(outcome.state == "passed" for outcome in outcomes),
        tuple(outcome.case for outcome in outcomes if outcome.state == "failed"),
        sum(str(case.get("period", case.get("year", ""))) in (one.period, year) for case in cases),
        tuple(entry for entry in one.entries.values() if entry.status != "confirmed"),
    )


def _problem(law: str) -> str:
    try:
        parameter_sets.all_of(law)
    except RuleError as error:
        return str(error)
    return ""


@lru_cache(maxsize=1)
def _cases() -> list[dict[str, Any]]:
    folder = resources.files("houvast.rules") / "cases"
    texts = [file.read_text(encoding="utf-8") for file in sorted(folder.iterdir(), key=str)]
    return [case for text in texts for case in yaml_text.load(text)["cases"]]
