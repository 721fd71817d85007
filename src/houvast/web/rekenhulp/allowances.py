"""The checklist of allowances as a counsellor sees it: what comes in, what is missed, and what that moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from houvast.foundation.organisations.models import Municipality
from houvast.foundation.organisations.schemes import scheme_of, schemes_on
from houvast.foundation.parameters.queries import agreed, parameters_for
from houvast.rules import bijstand, kwijtschelding, regelingen, sheets
from houvast.rules.amount import Amount
from houvast.rules.dutch import day_in_words
from houvast.rules.tegemoetkomingen import Item, Together, calculate_together, rules_for
from houvast.rules.tegemoetkomingen.items import WHERE
from houvast.web.rekenhulp.allowance_forms import ChecklistForm, beside_of
from houvast.web.rekenhulp.steps import Change
from houvast.web.request import Request
from houvast.web.ui.shapes import Tile

STATES: Final = {
    "mist": "Loopt dit mis",
    "krijgt": "Krijgt dit",
    "krijgt te veel": "Krijgt misschien te veel",
    "geen recht": "Geen recht",
    "vraag na": "Vraag na",
}
TONES: Final = {"mist": "soon", "krijgt te veel": "late", "vraag na": "today", "krijgt": "later", "geen recht": "none"}
SCHEME_TONES: Final = {regelingen.LIKELY: "soon", regelingen.ASK: "today", regelingen.NO: "none"}
NOTHING: Final = "–"


@dataclass(frozen=True)
class Line:
    """One allowance: amounts a month as people read them, how sure, and what to do. `tone` is that of a badge."""

    name: str
    state: str
    tone: str
    received: str
    right: str
    missed: str
    missed_year: str
    until: str
    certainty: str
    why: str
    ask: Sequence[str]
    paper: Sequence[str]


@dataclass(frozen=True)
class SchemeLine:
    """One scheme of the municipality: how sure, what it gives in a year, why (not), where, and who looked when."""

    name: str
    state: str
    tone: str
    amount: str
    reasons: Sequence[str]
    where: str
    source: str


def calculate(request: Request, form: ChecklistForm, given: Mapping[str, Any]) -> Together:
    """The checklist of what the form gave, with the schemes of the chosen municipality on the day."""
    period = form.cleaned_data["period"]
    rules = parameters_for(rules_for, period=period) if period else parameters_for(rules_for, request.clock.today())
    chosen = form.cleaned_data["municipality"]
    schemes = [scheme_of(one) for one in schemes_on(request.clock.today(), UUID(chosen))] if chosen else []
    beside = beside_of(given, schemes)
    day = None if period else rules.day
    if beside.schemes or beside.assistance:
        agreed(bijstand.parameters_for(rules.day), day)
    if beside.assessment is not None:
        agreed(kwijtschelding.parameters_for(rules.day), day)
    return calculate_together({"household": given["household"]}, rules, beside)


def first_municipality(towns: Sequence[Municipality]) -> str:
    """What stands chosen on an empty page."""
    return str(towns[0].id) if towns else ""


def tiles(result: Together) -> list[Tile]:
    """What is missed in a month and a year, and what schemes may give."""
    missed = result.checklist
    given = sum((one.amount for one in result.schemes), start=Amount(0))
    return [
        Tile("Loopt mis per maand", f"€ {missed.missed_month.dutch()}"),
        Tile("Loopt mis per jaar", f"€ {missed.missed_year.dutch()}"),
        Tile("Gemeente, per jaar", f"€ {given.dutch()}", "als de regelingen gelden"),
    ]


def shown(result: Together) -> dict[str, Any]:
    """For the page: the lines, the schemes, what is asked beside them, and what granting moves."""
    return {
        "allowances": [_line(item) for item in result.checklist.items],
        "where": WHERE,
        "schemes": [_scheme(one) for one in result.schemes],
        "beside": _beside(result),
        "effects": _effects(result),
        "unknown": result.unknown,
    }


def sheet_of(result: Together, kicker: str) -> sheets.Sheet:
    """On paper: the lists first, then the words for the resident; the steps stay on the screen and in the file."""
    lines = [_line(item) for item in result.checklist.items]
    rows: tuple[tuple[str, ...], ...] = tuple(
        (one.name, one.state, one.until, one.received, one.right, one.missed) for one in lines
    )
    tables = [sheets.Table("Toeslagen per maand", ("Toeslag", "Stand", "Aanvragen tot en met", "Krijgt", "Recht",
                                                   "Mist"), rows, 3)]  # fmt: skip
    if result.schemes:
        rows = tuple((one.name, one.state, "; ".join(one.reasons), one.amount) for one in map(_scheme, result.schemes))
        tables.append(sheets.Table("Regelingen van de gemeente, per jaar", ("Regeling", "Stand", "Let op", "Bedrag"),
                                   rows, 3))  # fmt: skip
    if beside := _beside(result):
        tables.append(sheets.Table("Ook uitgerekend", ("Wat", "Bedrag"), tuple(beside), 1))
    if effects := _effects(result):
        tables.append(sheets.Table("Als alles is toegekend, per maand", ("Wat", "Nu", "Dan"), tuple(effects), 1))
    ask = [f"{one.name}: vraag na {', '.join(one.ask)}" for one in lines if one.ask]
    made = sheets.sheet_of(result, kicker=kicker)
    missed = result.checklist
    return replace(
        made,
        outcome=f"Dit huishouden loopt € {missed.missed_month.dutch()} per maand mis, denken wij.",
        paragraphs=tuple(result.plain().splitlines()),
        tables=tuple(tables),
        notes=(*ask, *result.unknown, *made.notes),
        good=missed.missed_month <= 0,
    )


def changes(before: Together, after: Together) -> list[Change]:
    """What one change moves, in outcomes: steps may come and go when a fact becomes known."""
    was, is_now = _figures(before), _figures(after)
    return [
        Change(name, was.get(name, NOTHING), is_now.get(name, NOTHING), "")
        for name in dict.fromkeys((*was, *is_now))
        if was.get(name) != is_now.get(name)
    ]


def _figures(result: Together) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in map(_line, result.checklist.items):
        found |= {f"{one.name}: stand": one.state, f"{one.name}: recht": one.right, f"{one.name}: mist": one.missed}
    for scheme in map(_scheme, result.schemes):
        found |= {f"{scheme.name}: stand": scheme.state, f"{scheme.name}: per jaar": scheme.amount}
    found |= dict(_beside(result))
    for name, now, then in _effects(result):
        found |= {f"{name} nu": now, f"{name} na toekenning": then}
    return found


def _line(item: Item) -> Line:
    return Line(
        name=item.title,
        state=STATES[item.state],
        tone=TONES[item.state],
        received=_euro(item.received),
        right=_euro(item.estimate),
        missed=_euro(item.missed_month if item.estimate is not None else None),
        missed_year=_euro(item.missed_year if item.estimate is not None else None),
        until=day_in_words(item.until) if item.until else "",
        certainty=item.certainty,
        why=item.why,
        ask=item.ask,
        paper=item.paper,
    )


def _scheme(one: regelingen.SchemeResult) -> SchemeLine:
    seen = day_in_words(one.scheme.checked_on)
    source = f"{one.scheme.source}, nagelezen op {seen}"
    return SchemeLine(
        one.title, one.state.capitalize(), SCHEME_TONES[one.state], _euro(one.amount), one.reasons, one.scheme.where,
        source,
    )  # fmt: skip


def _beside(result: Together) -> list[tuple[str, str]]:
    found = []
    if result.assistance is not None:
        found.append(("Bijstandsnorm per maand", _euro(result.assistance.norm.rounded_half_up(2))))
        found.append(("Bijstand per maand", _euro(result.assistance.amount)))
    if result.remission is not None:
        found.append(("Kwijtschelding", _euro(result.remission["remission"])))
        found.append(("Zelf te betalen", _euro(result.remission["to_pay"])))
    return found


def _effects(result: Together) -> list[tuple[str, str, str]]:
    effect = result.checklist.effect
    if effect is None:
        return []
    pairs = (("VTLB", effect.vtlb), ("Beslagvrije voet", effect.voet), ("Afloscapaciteit", effect.capacity))
    return [(name, _euro(now), _euro(then)) for name, (now, then) in pairs]


def _euro(amount: Amount | None) -> str:
    return NOTHING if amount is None else f"€ {amount.dutch()}"
