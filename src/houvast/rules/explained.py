"""A result that tells about itself: what came out, in which words, from which calculations, and what is not sure.

The showing (``render``, ``sheets``) asks for nothing else, so a new room needs no change there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, runtime_checkable

from houvast.rules.dutch import day_in_words
from houvast.rules.plans import Run


@dataclass(frozen=True)
class Note:
    """Something in a result that no public source confirms: field, status ``U`` or ``D``, and the sentence.

    Status ``C`` is for what the law says but a sum cannot decide.
    """

    field: str
    status: str
    text_nl: str


def unconfirmed(field: str, set_on: date | None, what: str = "") -> Note:
    """The note on a setting that no public source confirms: who decided it, and when. ``what``: which choice."""
    when = (
        f"door de organisatie ingesteld op {day_in_words(set_on)}"
        if set_on
        else "de waarde van Houvast is gebruikt; de organisatie heeft nog niets ingesteld"
    )
    choice = f"{what}: " if what else ""
    return Note(field, "U", f"{choice}niet bevestigd door een openbare bron; {when}.")


def shown(run: Run, names: Mapping[str, str]) -> dict[str, Any]:
    """Steps of a run in euro with two decimals, under the names of an outcome."""
    return {name: run[step].rounded_half_up(2).text() for name, step in names.items()}


@runtime_checkable
class Explained(Protocol):
    """What every newer result has."""

    @property
    def title(self) -> str:
        """Name of the rule, for above a page."""
        ...

    @property
    def runs(self) -> list[Run]:
        """The calculations under it, in order."""
        ...

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is not sure."""
        ...

    def outcome(self) -> Mapping[str, Any]:
        """The main figures in euro with two decimals, by name."""
        ...

    def plain(self) -> str:
        """What it means, in plain Dutch that passes the B1 gate."""
        ...
