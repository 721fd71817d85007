"""One list of everything that must be set up right; connections add their own check (architecture.md 2)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

State = Literal["green", "red", "grey"]


@dataclass(frozen=True)
class CheckResult:
    """State of a connection as the administrator sees it, and what to do by hand meanwhile."""

    name: str
    state: State
    words: str
    manual_way: str = ""
    last_success: dt.datetime | None = None


Check = Callable[[UUID], CheckResult]

_checks: dict[str, Check] = {}


def register_check(name: str, check: Check) -> None:
    """Add a check to the list; a second one with the same name takes its place."""
    _checks[name] = check


Reach = Callable[[], CheckResult]

_reaches: dict[str, Reach] = {}


def register_reach(name: str, reach: Reach) -> None:
    """Add a way to ask, now, whether another system answers; for the one who installs (`houvast check`)."""
    _reaches[name] = reach


def reach_all() -> list[CheckResult]:
    """Every other system, asked one after another. A question that breaks is red, and says so."""
    return [_run(name, lambda _, reach=reach: reach(), UUID(int=0)) for name, reach in sorted(_reaches.items())]  # type: ignore[misc]


def run_all(organisation_id: UUID) -> list[CheckResult]:
    """Every check, in the order of their names. A check that breaks is red, and says so."""
    return [_run(name, check, organisation_id) for name, check in sorted(_checks.items())]


def _run(name: str, check: Check, organisation_id: UUID) -> CheckResult:
    try:
        return check(organisation_id)
    except Exception as trouble:
        return CheckResult(name, "red", f"De controle zelf gaf een fout ({type(trouble).__name__}).")
