"""Showing a result: a table for counsellors, plain Dutch for residents, and JSON with the articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from houvast.rules.amount import Amount
from houvast.rules.beslagvrije_voet import BeslagvrijeVoet, SeizureCheck
from houvast.rules.collection_costs import CostsCheck
from houvast.rules.errors import BadInputError
from houvast.rules.explained import Explained
from houvast.rules.plans import Run
from houvast.rules.receipt import take
from houvast.rules.settlement import INSTRUMENTS, Offer
from houvast.rules.trace import Step, steps
from houvast.rules.vtlb import Vtlb

Result = BeslagvrijeVoet | SeizureCheck | Vtlb | Offer | CostsCheck | Explained


def table(found: Sequence[Step]) -> str:
    """Every calculated step in columns: name, outcome, formula in words, law."""
    rows = [(step.nl, step.shown, step.words, step.law) for step in found if step.kind == "figure"]
    head = ("stap", "uitkomst", "hoe", "wet")
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (head, *rows)]
    return "\n".join(line.rstrip() for line in lines)


def as_json(run_result: Result) -> dict[str, Any]:
    """Outcome, every step with article and source, notes, and the receipt; amounts are exact fractions as text."""
    found = runs(run_result)
    return {
        "uitkomst": outcome(run_result),
        "plan": [run.plan.version for run in found],
        "stappen": [_step(step) for run in found for step in steps(run)],
        "let_op": notes(run_result),
        "bewijs": [take(run).to_json() for run in found],
    }


def runs(result: Result) -> list[Run]:
    """The calculations under a result, in order; a VTLB of a household stands on its beslagvrije voet."""
    match result:
        case SeizureCheck():
            return [result.voet.run]
        case Vtlb() | Explained():
            return result.runs
    return [result.run]


@dataclass(frozen=True)
class Beside:
    """A step of ours beside that of another calculator, in whole cents; the difference is theirs less ours."""

    name: str
    nl: str
    ours: Amount
    theirs: Amount

    @property
    def difference(self) -> Amount:
        """Theirs less ours."""
        return self.theirs - self.ours

    def as_data(self) -> dict[str, str]:
        """Texts in euro with two decimals."""
        return {
            "naam": self.name,
            "omschrijving": self.nl,
            "houvast": self.ours.text(),
            "ander": self.theirs.text(),
            "verschil": self.difference.text(),
        }


def beside(result: Result, others: Mapping[str, Amount]) -> list[Beside]:
    """What another calculator found for some steps, beside ours; refuses a step that is not there by name."""
    ours = {step.name: step for step in every_step(result) if step.den}
    found = []
    for name, theirs in others.items():
        if name not in ours:
            raise BadInputError(name, "deze stap bestaat niet. Kijk met --uitleg of --json welke er zijn.")
        mine = ours[name].number, ours[name].den
        found.append(Beside(name, ours[name].nl, Amount(*mine).rounded_half_up(2), theirs))
    return found


def every_step(result: Result) -> list[Step]:
    """All steps of all calculations under a result."""
    return [step for run in runs(result) for step in steps(run)]


def _step(step: Step) -> dict[str, Any]:
    value = step.value if isinstance(step.value, bool) else str(step.value.ratio)
    return {
        "soort": step.kind,
        "naam": step.name,
        "omschrijving": step.nl,
        "waarde": value,
        "eenheid": step.unit,
        "getoond": step.shown,
        "invoer": dict(step.inputs),
        "formule": step.words,
        "wet": step.law,
        "bron": step.source,
        "status": step.status,
    }


def outcome(result: Result) -> Mapping[str, Any]:
    """The main figures in euro with two decimals."""
    match result:
        case BeslagvrijeVoet():
            return {"beslagvrije_voet": result.amount.text(), "seizable": result.seizable.text()}
        case SeizureCheck():
            return {
                "beslagvrije_voet": result.voet.amount.text(),
                "seizable": result.voet.seizable.text(),
                "held_back_month": result.held_month.text(),
                "too_much_month": result.too_much_month.text(),
                "too_much_total": result.too_much_total.text(),
            }
        case Vtlb():
            return {"vtlb": result.amount.text(), "afloscapaciteit": result.afloscapaciteit.text()}
        case CostsCheck():
            return {
                "charged": result.charged.text(),
                "allowed": result.allowed.text(),
                "too_much": result.too_much.text(),
            }
        case Offer():
            return _offer(result)
    return result.outcome()


def _offer(offer: Offer) -> dict[str, Any]:
    def euros(cents: int) -> str:
        return f"{cents // 100}.{cents % 100:02}"

    rows = [
        {
            "id": row.claim.id,
            "creditor": row.claim.creditor,
            "rank": row.claim.rank,
            "amount": euros(row.claim.cents),
            "amicable": euros(row.amicable),
            "wsnp": euros(row.wsnp),
            "forgiven": euros(row.forgiven),
            "remains": euros(row.remains),
        }
        for row in offer.rows
    ]
    return {
        "instrument": offer.instrument,
        "reasons": list(offer.reasons),
        "prognosis": offer.is_prognosis,
        "pool": offer.pool.text(),
        "amicable_better": offer.amicable_better,
        "claims": rows,
    }


def notes(result: Result) -> list[str]:
    """What no public source confirms in this result."""
    if isinstance(result, Vtlb | Explained):
        return [f"{note.field}: {note.text_nl}" for note in result.notes]
    return list(result.notes) if isinstance(result, CostsCheck) else []


def plain(result: Result) -> str:
    """What it means for a resident, in plain Dutch that passes the B1 gate."""
    match result:
        case BeslagvrijeVoet():
            return _plain_voet(result)
        case SeizureCheck():
            return f"{_plain_voet(result.voet)}\n{_plain_seizure(result)}"
        case Vtlb():
            return _plain_vtlb(result)
        case CostsCheck():
            return _plain_costs(result)
        case Offer():
            return _plain_offer(result)
    return result.plain()


def _plain_voet(voet: BeslagvrijeVoet) -> str:
    keep = f"Je houdt elke maand € {voet.amount.dutch()}. Dat geld is voor jou. De deurwaarder komt er niet aan."
    if voet.seizable > 0:
        return f"{keep}\nVan de rest mag hij € {voet.seizable.dutch()} per maand pakken."
    return f"{keep}\nHij mag nu niets van je pakken."


def _plain_seizure(check: SeizureCheck) -> str:
    if check.too_much_month > 0:
        return (
            f"Hij pakt nu € {check.held_month.dutch()} per maand. Dat is € {check.too_much_month.dutch()} te veel. "
            f"In {check.months} maanden is dat € {check.too_much_total.dutch()}. Vraag dat geld terug. "
            "Wij helpen je met een brief."
        )
    return f"Hij pakt nu € {check.held_month.dutch()} per maand. Dat mag."


def _plain_vtlb(result: Vtlb) -> str:
    keep = f"Je houdt elke maand € {result.amount.dutch()} om van te leven."
    if result.afloscapaciteit > 0:
        return f"{keep}\nMet de rest betaal je je schulden. Dat is € {result.afloscapaciteit.dutch()} per maand."
    return f"{keep}\nEr is nu geen geld over voor je schulden. Dat is niet erg. Wij kijken wat wel kan."


def _plain_costs(check: CostsCheck) -> str:
    asked = f"Ze vragen € {check.charged.dutch()} extra."
    if check.too_much > 0:
        return f"{asked} Dat is te veel. Je hoeft € {check.allowed.dutch()} te betalen. Wij helpen je met een brief."
    return f"{asked} Dat mag."


def _plain_offer(offer: Offer) -> str:
    paid = sum(row.amicable for row in offer.rows)
    known = "Dit bedrag kan nog anders worden." if offer.is_prognosis else "Dit bedrag staat vast."
    if offer.instrument == "betalingsregeling":
        return "Je kunt alles betalen. Wij maken een plan met jou. Je betaalt elke maand een deel."
    if not paid:
        return "Je kunt nu niets betalen. Wij vragen of je schulden weg mogen. Zeggen zij ja? Dan ben je vrij."
    return (
        f"Wij bieden samen € {paid // 100:,}".replace(",", ".")
        + f",{paid % 100:02} aan. {known} Zeggen zij ja? Dan hoef je de rest niet te betalen."
    )


def summary(result: Result) -> str:
    """The main figures as lines, for a terminal."""
    found = outcome(result)
    lines = [line for name, value in found.items() for line in _lines(name, value)]
    if isinstance(result, Offer):
        lines[0] = f"instrument: {INSTRUMENTS[result.instrument]}"
        lines += [f"  {reason}" for reason in (*result.reasons, *result.amicable.lines)]
        lines += [
            f"  {row['creditor']} ({row['rank']}) {row['amount']}: {row['amicable']} (in de Wsnp {row['wsnp']})"
            for row in found["claims"]
        ]
    if isinstance(result, CostsCheck):
        lines += [f"  {reason}" for reason in result.reasons]
    return "\n".join([*lines, *(f"Let op: {note}" for note in notes(result))])


def _lines(name: str, value: object) -> list[str]:
    """A figure as one line; figures that belong together one a line under their name. A proposal tells its own list."""
    if isinstance(value, Mapping):
        return [f"{name}:", *(f"  {part}: {_together(found)}" for part, found in value.items())]
    return [] if isinstance(value, list) else [f"{name}: {value}"]


def _together(value: object) -> str:
    """Only what is filled in, on one line."""
    if not isinstance(value, Mapping):
        return str(value)
    shown = {name: ", ".join(part) if isinstance(part, list) else part for name, part in value.items()}
    return "; ".join(f"{name.replace('_', ' ')} {part}" for name, part in shown.items() if part not in (None, ""))


__all__ = [
    "Beside",
    "Result",
    "as_json",
    "beside",
    "every_step",
    "notes",
    "outcome",
    "plain",
    "runs",
    "summary",
    "table",
]
