"""One page on paper: what stands on it, as plain data. Who draws it is no business of the rules.

:class:`Sheet` is a result on one page: the outcome first, then what it means, the steps, and what is not confirmed.
:class:`Letter` is a letter that somebody signs himself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from houvast.rules import render
from houvast.rules.beslagvrije_voet import BeslagvrijeVoet, SeizureCheck
from houvast.rules.collection_costs import CostsCheck
from houvast.rules.explained import Explained
from houvast.rules.settlement import INSTRUMENTS, Offer, percent
from houvast.rules.trace import Step
from houvast.rules.vtlb import Vtlb

MOST_ROWS = 24
"""Rows of one table that still fit on the page; the line under it says how many there are more."""

DISCLAIMER = "Dit is hulp bij rekenen. Het is nog geen besluit."
TITLES = {
    BeslagvrijeVoet: "Beslagvrije voet",
    SeizureCheck: "Klopt het beslag?",
    Vtlb: "Vrij te laten bedrag (VTLB)",
    Offer: "Voorstel aan schuldeisers",
    CostsCheck: "Kloppen de incassokosten?",
}


@dataclass(frozen=True)
class Table:
    """Columns with their names; the columns from ``amounts_from`` on hold amounts; the last row may be a total."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    amounts_from: int = 99
    has_total: bool = False
    more: str = ""


@dataclass(frozen=True)
class Sheet:
    """A page: title, the outcome in one sentence, paragraphs, tables, notes, and small print at the foot."""

    title: str
    outcome: str
    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    foot: str
    kicker: str = "Houvast"
    notes_title: str = "Let op"
    language: str = "nl"
    direction: str = "ltr"
    good: bool = True

    def as_data(self) -> dict[str, Any]:
        """Only lists, texts and numbers."""
        return asdict(self)


@dataclass(frozen=True)
class Letter:
    """A letter: who writes, to whom, about what, the paragraphs, the amounts, and the close."""

    subject: str
    sender: tuple[str, ...]
    receiver: tuple[str, ...]
    place_and_day: str
    greeting: str
    paragraphs: tuple[str, ...]
    facts: Table
    after: tuple[str, ...]
    close: tuple[str, ...]
    language: str = "nl"
    direction: str = "ltr"

    def as_data(self) -> dict[str, Any]:
        """Only lists, texts and numbers."""
        return asdict(self)


def sheet_of(result: render.Result, *, kicker: str = "Houvast") -> Sheet:
    """A result on one page, in Dutch for a counsellor: outcome, plain words, every step with its article."""
    outcome, *sentences = (*_first(result), *render.plain(result).splitlines())
    return Sheet(
        title=result.title if isinstance(result, Explained) else TITLES[type(result)],
        outcome=outcome,
        paragraphs=(*sentences, *_reasons(result)),
        tables=(*_claims(result), *_steps(result)),
        notes=tuple(render.notes(result)),
        foot=f"{_rules_of(result)} {DISCLAIMER}",
        kicker=kicker,
        good=_good(result),
    )


def _first(result: render.Result) -> tuple[str, ...]:
    """A check begins with its answer; the other results begin with their amount by themselves."""
    if isinstance(result, SeizureCheck):
        too_much = result.too_much_month
        if too_much > 0:
            return (f"Elke maand wordt er € {too_much.dutch()} te veel ingehouden.",)
        return ("Er wordt niet te veel ingehouden.",)
    return ()


def _good(result: render.Result) -> bool:
    return not (isinstance(result, SeizureCheck) and result.too_much_month > 0) and not (
        isinstance(result, CostsCheck) and result.too_much > 0
    )


def _rules_of(result: render.Result) -> str:
    return "Gerekend met " + ", ".join(run.plan.version for run in render.runs(result)) + "."


def _reasons(result: render.Result) -> tuple[str, ...]:
    if isinstance(result, Offer):
        return (f"Soort: {INSTRUMENTS[result.instrument]}. {' '.join(result.reasons)}", *result.amicable.lines)
    return result.reasons if isinstance(result, CostsCheck) else ()


def _steps(result: render.Result) -> tuple[Table, ...]:
    steps = [step for step in render.every_step(result) if step.kind == "figure"]
    columns = ("Stap", "Hoe", "Wet", "Bedrag")
    return (Table("Zo is gerekend", columns, tuple(_step_row(step) for step in steps), 3),)


def _step_row(step: Step) -> tuple[str, ...]:
    return step.nl, step.words, step.law, step.shown


def _claims(result: render.Result) -> tuple[Table, ...]:
    if not isinstance(result, Offer):
        return ()
    largest = sorted(result.rows, key=lambda row: (-row.claim.cents, row.claim.id))[:MOST_ROWS]
    rows = [
        (row.claim.creditor, row.claim.rank, euros(row.claim.cents), euros(row.amicable), euros(row.wsnp))
        for row in largest
    ]
    left = len(result.rows) - len(largest)
    total = ("Samen", "", *(euros(sum(figures)) for figures in _columns(result)))
    return (
        Table(
            "Wat elke schuldeiser krijgt",
            ("Schuldeiser", "Rang", "Schuld", "Ons voorstel", "In de Wsnp"),
            (*rows, total),
            2,
            has_total=True,
            more=f"En {left} schuldeisers met een kleinere schuld." if left else "",
        ),
    )


def _columns(offer: Offer) -> Sequence[Sequence[int]]:
    return (
        [row.claim.cents for row in offer.rows],
        [row.amicable for row in offer.rows],
        [row.wsnp for row in offer.rows],
    )


def euros(cents: int) -> str:
    """Whole cents as ``€ 1.250,00``."""
    whole, rest = divmod(cents, 100)
    return "€ " + f"{whole:,}".replace(",", ".") + f",{rest:02}"


def shares(offer: Offer) -> list[tuple[str, str, str]]:
    """Per rank: its name, the percentage offered and the percentage in the Wsnp; a rank without claims is left out."""
    ranks = (
        ("preferent", offer.amicable.preferent, offer.wsnp.preferent),
        ("concurrent", offer.amicable.concurrent, offer.wsnp.concurrent),
    )
    return [
        (name, f"{percent(ours)}%", f"{percent(wsnp)}%")
        for name, ours, wsnp in ranks
        if ours is not None and wsnp is not None
    ]
