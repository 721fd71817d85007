"""From results of the rules to what the templates show. Knows no request: the dossier uses it as well."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from houvast.rules import render, settlement
from houvast.rules.beslagvrije_voet import BeslagvrijeVoet, SeizureCheck
from houvast.rules.parameter_sets import STATUS_NL
from houvast.rules.plans import Run
from houvast.rules.sheets import euros, shares
from houvast.rules.trace import Moved, Step, compare
from houvast.rules.vtlb import Vtlb
from houvast.web.ui.shapes import Tile

SUMS = frozenset({"beslagvrije_voet", "seizable", "vtlb", "afloscapaciteit", "voet", "own_situation", "pool_loan",
                  "pool_mediation", "net_wsnp", "capacity"})  # fmt: skip
SHOWN_CLAIMS = 200


@dataclass(frozen=True)
class Row:
    """One step of a trace: what, how, the figures it used, the outcome (per month unless it says so), the law."""

    name: str
    how: str
    used: Sequence[tuple[str, str]]
    amount: str
    law: str
    kind: Literal["", "sum", "unsure"]


@dataclass(frozen=True)
class LawFigure:
    """An amount of the law in a calculation: where it stands, value, source, status."""

    path: str
    value: str
    source: str
    status: str


@dataclass(frozen=True)
class Change:
    """A step that moves in a what-if, before and after, and why: its formula in words and its law."""

    name: str
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class Offered:
    """A claim in a proposal: what it gets in ours and in the Wsnp, as people read it."""

    creditor: str
    rank: str
    amount: str
    amicable: str
    wsnp: str
    forgiven: str


def trace_rows(result: render.Result) -> list[Row]:
    """Every calculated step in order."""
    steps = render.every_step(result)
    names = {step.name: step.nl for step in steps}
    unsure = {note.partition(":")[0] for note in render.notes(result)}
    return [_row(step, names, unsure) for step in steps if step.kind == "figure"]


def _row(step: Step, names: dict[str, str], unsure: set[str]) -> Row:
    used = [(names.get(name, name).rpartition(".")[2].replace("_", " "), shown) for name, shown in step.inputs]
    kind: Literal["", "sum", "unsure"] = "sum" if step.name in SUMS else ""
    if unsure & {name for name, _ in step.inputs}:
        kind = "unsure"
    return Row(step.nl, step.words, used, step.shown.removesuffix(" per maand"), step.law, kind)


def law_figures(result: render.Result) -> list[LawFigure]:
    """Every amount of the law that was used, once."""
    found = {step.nl: step for step in render.every_step(result) if step.kind == "parameter"}
    return [LawFigure(path, one.shown, one.source, STATUS_NL[one.status]) for path, one in found.items()]


def changes(before: render.Result, after: render.Result) -> list[Change]:
    """What one change moves, step by step."""
    why = {step.name: f"{step.words} ({step.law})" if step.law else "opgegeven" for step in render.every_step(after)}
    pairs: list[tuple[Run, Run]] = list(zip(render.runs(before), render.runs(after), strict=True))
    moved: list[Moved] = [one for first, second in pairs for one in compare(first, second)]
    return [Change(one.nl, one.before, one.after, why[one.name]) for one in moved]


def tiles(result: render.Result) -> list[Tile]:
    """The three figures that matter."""
    match result:
        case Vtlb():
            income = result["net_income_incl_vt"]
            return [
                Tile("Inkomen", f"€ {income.dutch()}"),
                Tile("− VTLB", f"€ {result.amount.dutch()}"),
                Tile("= Afloscapaciteit", f"€ {result.afloscapaciteit.dutch()}"),
            ]
        case SeizureCheck():
            return [
                Tile("Beslagvrije voet", f"€ {result.voet.amount.dutch()}"),
                Tile("Mag ingehouden worden", f"€ {result.voet.seizable.dutch()}"),
                Tile("Te veel per maand", f"€ {result.too_much_month.dutch()}",
                     f"in {result.months} maanden € {result.too_much_total.dutch()}"),
            ]  # fmt: skip
        case BeslagvrijeVoet():
            return [
                Tile("Eigen inkomen", f"€ {result['own_net_income_month_incl_vt'].dutch()}"),
                Tile("Beslagvrije voet", f"€ {result.amount.dutch()}"),
                Tile("Mag beslagen worden", f"€ {result.seizable.dutch()}"),
            ]
        case settlement.Offer():
            paid = (sum(row.amicable for row in result.rows), sum(row.wsnp for row in result.rows))
            return [
                Tile("Afloscapaciteit", f"€ {result.run['capacity'].dutch()}", "per maand"),
                Tile("Ons voorstel", euros(paid[0]), settlement.INSTRUMENTS[result.instrument]),
                Tile("In de Wsnp", euros(paid[1]), "na de kosten van de bewindvoerder"),
            ]
    return []


def side_by_side(offer: settlement.Offer) -> list[tuple[str, str, str]]:
    """Name, amicable, Wsnp: what both ways give, and the percentages of each rank."""
    paid = (sum(row.amicable for row in offer.rows), sum(row.wsnp for row in offer.rows))
    rows = [("Te verdelen", euros(paid[0]), euros(paid[1]))]
    rows += [(f"{name.capitalize()}e schuldeisers krijgen", ours, wsnp) for name, ours, wsnp in shares(offer)]
    rows.append(("Zekerheid", "verwachting" if offer.is_prognosis else "vast bedrag", "verwachting"))
    return rows


def _figures(row: settlement.Row) -> tuple[int, int, int, int]:
    return row.claim.cents, row.amicable, row.wsnp, row.forgiven


def offered(offer: settlement.Offer) -> tuple[list[Offered], int, Offered]:
    """The claims (the largest, when there are very many), how many are left out, and the totals of all."""
    ordered = offer.rows
    if len(ordered) > SHOWN_CLAIMS:
        ordered = tuple(sorted(ordered, key=lambda row: (-row.claim.cents, row.claim.id))[:SHOWN_CLAIMS])
    rows = [Offered(row.claim.creditor, row.claim.rank, *map(euros, _figures(row))) for row in ordered]
    sums = [sum(figures) for figures in zip(*map(_figures, offer.rows), strict=True)]
    return rows, len(offer.rows) - len(rows), Offered("Samen", "", *map(euros, sums))
