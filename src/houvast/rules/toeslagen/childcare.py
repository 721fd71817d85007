"""Kinderopvangtoeslag, an estimate only (Wet kinderopvang art. 1.5-1.9): the table of percentages is known in part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from houvast.rules import trace
from houvast.rules.amount import Amount, low, where
from houvast.rules.errors import BadInputError
from houvast.rules.explained import Note
from houvast.rules.figures import Book, Input
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Plan, Run, build
from houvast.rules.reading import read_amount, read_choice, read_fields
from houvast.rules.toeslagen.common import (
    INCOMES,
    MONTHS,
    PARTNER,
    SMALLEST,
    TOP,
    ZERO,
    joint_income,
    month_as_shown,
    over_the_months,
    to_be_paid,
)
from houvast.rules.toeslagen.given import read_inputs

_KO = "kinderopvangtoeslag"
KINDS = ("dagopvang", "buitenschoolse_opvang", "gastouderopvang")
CHILD = ("kind", "hours_month", "hourly_rate")
FIELDS = ("partner", "income_year_applicant", "income_year_partner", "both_work", "months_of_right", "children")
MOST_CHILDREN = 15
MOST_HOURS = Amount(744)
MOST_RATE = Amount(100)

book = Book(
    _KO,
    "1",
    "Wet kinderopvang art. 1.5-1.9; Besluit kinderopvangtoeslag",
    inputs=(
        PARTNER[0],
        *INCOMES,
        Input("both_work", "flag", "jij en je partner werken of volgen een opleiding", True),
        Input("cost_first_month", "eur_per_month", "kosten die meetellen, kind met de meeste uren", None, ZERO, TOP),
        Input("cost_next_month", "eur_per_month", "kosten die meetellen, andere kinderen samen", ZERO, ZERO, TOP),
        Input("share_first", "fraction", "percentage voor het kind met de meeste uren", None, ZERO, Fraction(1)),
        Input("share_next", "fraction", "percentage voor de andere kinderen", None, ZERO, Fraction(1)),
        MONTHS,
    ),
    parameters=SMALLEST,
)
figure = book.figure
figure("Awir art. 7 en 8", unit="eur_per_year", nl="jaarinkomen samen", words="inkomen van jou en je partner samen")(
    joint_income
)


@figure(
    "Wet kinderopvang art. 1.6 en 1.7",
    unit="eur_per_month",
    nl="kinderopvangtoeslag per maand, niet afgerond",
    words="kosten die meetellen keer het percentage bij dit inkomen; niets als een van jullie niet werkt",
)
def exact_month(
    cost_first_month: Any, cost_next_month: Any, share_first: Any, share_next: Any, both_work: Any
) -> Any:  # fmt: skip
    return where(both_work, cost_first_month * share_first + cost_next_month * share_next, 0)


@figure(
    "Awir art. 14",
    unit="eur_per_year",
    nl="kinderopvangtoeslag over dit jaar",
    words="bedrag per maand keer de maanden met opvang, in hele euro's; onder 24 euro per jaar krijg je niets",
)
def year(exact_month: Any, months_of_right: Any, minimum_year_amount: Any) -> Any:
    return to_be_paid(over_the_months(exact_month.per_year(), months_of_right), minimum_year_amount)


@figure(
    "praktijk van Dienst Toeslagen",
    unit="eur_per_month",
    nl="kinderopvangtoeslag per maand",
    words="bedrag per maand in hele euro's, naar beneden",
)
def month(year: Any, exact_month: Any) -> Any:
    return month_as_shown(year, exact_month)


@dataclass(frozen=True)
class Childcare:
    """An estimate of the kinderopvangtoeslag: ``run`` is ``None`` when the percentage at this income is not known."""

    run: Run | None
    notes: tuple[Note, ...]
    title = "Kinderopvangtoeslag"

    @property
    def runs(self) -> list[Run]:
        """The one calculation, if there is one."""
        return [] if self.run is None else [self.run]

    @property
    def month(self) -> Amount | None:
        """Whole euros a month."""
        return None if self.run is None else self.run["month"]

    def steps(self) -> list[trace.Step]:
        """The explanation, step by step."""
        return [step for run in self.runs for step in trace.steps(run)]

    def outcome(self) -> Mapping[str, Any]:
        """Month and year, or that they cannot be said."""
        found: dict[str, Any] = {"estimate": True, "computable": self.run is not None}
        if self.run is not None:
            found |= {"month_amount": self.run["month"].text(), "year_amount": self.run["year"].text()}
        return found

    def plain(self) -> str:
        """What it means for a resident: a rough estimate, and what to do."""
        ask = "Dienst Toeslagen beslist. Vraag het daar na."
        if self.run is None:
            return f"Geld voor de opvang van je kind: wij weten niet hoe veel je krijgt. {ask}"
        if self.run["month"] > 0:
            amount = self.run["month"].dutch(0)
            return f"Je krijgt misschien kinderopvangtoeslag. Wij denken € {amount} per maand. {ask}"
        return f"Je krijgt nu geen kinderopvangtoeslag, denken wij. {ask}"


@lru_cache(maxsize=64)
def _plan(parameters: ParameterSet) -> Plan:
    return build(book, ("joint_income", "exact_month", "year", "month"), parameters=parameters,
                 day=parameters.valid_from)  # fmt: skip


def calculate_childcare(given: Mapping[str, object], parameters: ParameterSet) -> Childcare:
    """Kinderopvangtoeslag of a household. ``children``: rows of ``kind`` (of :data:`KINDS`), ``hours_month`` and
    ``hourly_rate``; the one with the most hours is the first child of the law."""
    hidden = ("cost_first_month", "cost_next_month", "share_first", "share_next")
    values = read_inputs(book, given, ("children",), hidden)
    costs = _costs(given.get("children"), parameters)
    if "income_year_applicant" not in values:
        raise BadInputError("income_year_applicant", "vul in: jouw inkomen in het hele jaar.")
    own, other = (Amount.of(values.get(name, 0)) for name in ("income_year_applicant", "income_year_partner"))
    income = joint_income(bool(values.get("partner")), own, other)
    shares = shares_at(income, parameters)
    if shares is None:
        known = "het percentage bij dit inkomen is niet bekend: gebruik de proefberekening van Dienst Toeslagen"
        return Childcare(None, (Note("share_first", "U", known),))
    first, *others = costs
    run = _plan(parameters).run({
        **values, "cost_first_month": first, "cost_next_month": sum(others, start=Amount(0)),
        "share_first": shares[0], "share_next": shares[1],
    })  # fmt: skip
    return Childcare(run, _NOTES)


_NOTES = (
    Note("share_first", "U", "een ruwe schatting: van de tabel met percentages is niet elke regel bekend"),
    Note("share_next", "U", "het laagste percentage voor een tweede kind is niet bevestigd"),
    Note("application_date", "U", "vraag aan binnen drie maanden na de maand waarin de opvang begon"),
)


def _costs(listed: object, parameters: ParameterSet) -> list[Amount]:
    """What counts a month for each child, most hours first: hours and rate up to their maximum."""
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_CHILDREN:
        raise BadInputError("children", f"geef een lijst met 1 tot {MOST_CHILDREN} kinderen.")
    most_hours = parameters.amount(f"{_KO}.max_hours_per_child_month")
    found = []
    for child in listed:
        row = read_fields("children", child, CHILD)
        kind = read_choice("kind", row["kind"], KINDS)
        hours = _within("hours_month", row["hours_month"], MOST_HOURS)
        rate = low(_within("hourly_rate", row["hourly_rate"], MOST_RATE),
                   parameters.amount(f"{_KO}.max_hourly_rate.{kind}"))  # fmt: skip
        found.append((hours, low(hours, most_hours) * rate))
    return [cost for _, cost in sorted(found, key=lambda one: (one[0].ratio, one[1].ratio), reverse=True)]


def _within(field: str, value: object, most: Amount) -> Amount:
    amount = read_amount(field, value)
    if not 0 <= amount <= most:
        raise BadInputError(field, f"het getal ligt tussen 0 en {most.dutch(0)}.")
    return amount


def shares_at(income: Amount, parameters: ParameterSet) -> tuple[Amount, Amount] | None:
    """The share of the costs for the first and for every next child; ``None`` = not known at this income.

    From the rows of the table where the file has them; else on a line between the two known ends, to a tenth of a
    per cent, which is a rough stand-in.
    """
    rows = sorted({path.split(".")[2] for path in parameters.entries if path.startswith(f"{_KO}.table.")})
    for row in rows:
        if income <= parameters.amount(f"{_KO}.table.{row}.up_to"):
            return parameters.amount(f"{_KO}.table.{row}.first"), parameters.amount(f"{_KO}.table.{row}.next")
    if rows:
        return None
    names = ("share_most", "most_up_to_income", "share_least_first", "least_from_income", "share_least_next")
    most, start, first, end, other = (parameters.amount(f"{_KO}.{name}") for name in names)
    part = low(Amount.of(max(income - start, Amount(0))), end - start) / (end - start)
    lines = [most - (most - least) * part for least in (first, other)]
    return lines[0].rounded_half_up(3), lines[1].rounded_half_up(3)
