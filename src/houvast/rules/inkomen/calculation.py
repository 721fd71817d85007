"""From gross to net income of one person in a calendar year, with the credits that count and those that are lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from houvast.rules import parameter_sets, trace
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.explained import Note, shown
from houvast.rules.inkomen.book import book
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Plan, Run, build
from houvast.rules.reading import read_input, refuse_unknown
from houvast.rules.units import FLAG

LAW = "belasting"
TAX = ("tax_before", "credits", "tax_after", "credits_unused")
WANTED = (*TAX, "net_income", "net_income_month")
SHOWN: Mapping[str, str] = {
    "net_income_year": "net_income",
    "net_income_month": "net_income_month",
    "tax_before_credits_year": "tax_before",
    "credits_year": "credits",
    "tax_after_credits_year": "tax_after",
    "credits_unused_year": "credits_unused",
    "zvw_year": "zvw",
}
"""The outcome: each name that is shown, and its step."""
CREDITS: Mapping[str, str] = {
    "algemene_heffingskorting": "general_credit",
    "arbeidskorting": "labour_credit",
    "inkomensafhankelijke_combinatiekorting": "combination_credit",
    "ouderenkorting": "elderly_credit",
    "alleenstaande_ouderenkorting": "single_elderly_credit",
    "jonggehandicaptenkorting": "young_disabled_credit",
}
"""Each tax credit and its step."""
ON_WORK = ("arbeidskorting", "inkomensafhankelijke_combinatiekorting")
FIELDS = tuple(name for name in book.inputs if name != "aow_gross_month")


@dataclass(frozen=True)
class Netto:
    """Net income of one person in a year with every step. Amounts are exact; show them in cents."""

    run: Run
    notes: tuple[Note, ...]
    title = "Netto inkomen"

    @property
    def amount(self) -> Amount:
        """Net income in the year, not rounded."""
        return self.run["net_income"]

    @property
    def month(self) -> Amount:
        """One twelfth, not rounded."""
        return self.run["net_income_month"]

    def __getitem__(self, name: str) -> Amount:
        return self.run[name]

    @property
    def runs(self) -> list[Run]:
        """The one calculation."""
        return [self.run]

    def steps(self) -> list[trace.Step]:
        """The explanation, step by step."""
        return trace.steps(self.run)

    def outcome(self) -> Mapping[str, Any]:
        """Net a year and a month, tax, contribution, and the credits that are lost."""
        return shown(self.run, SHOWN)

    def plain(self) -> str:
        """What is left, and what the tax takes."""
        left = f"Je houdt ongeveer € {self.month.dutch()} per maand over. Dat is € {self.amount.dutch()} in een jaar."
        tax = self.run["tax_after"]
        paid = f"Je betaalt € {tax.dutch()} belasting in dat jaar." if tax > 0 else "Je betaalt geen belasting."
        return f"{left}\n{paid}"


def parameters_for(day: date | None = None, *, period: str | None = None) -> ParameterSet:
    """The figures of the year of a day, or of a period: ``2026``, ``2026-01`` or ``2026-07`` all name that year."""
    return parameter_sets.of_year(LAW, day, period)


@lru_cache(maxsize=64)
def plan_for(parameters: ParameterSet) -> Plan:
    """The plan of one year."""
    return build(book, WANTED, parameters=parameters, day=parameters.valid_from)


def calculate(person: Mapping[str, object], parameters: ParameterSet) -> Netto:
    """Net income of one person: fields as in the case files, amounts a year; a field left out is nothing or no.

    Refuses a person without income, and one who cannot be.
    """
    values = _values(person)
    run = plan_for(parameters).run(values)
    _check(values)
    return Netto(run, _notes(values, parameters))


def _check(values: Mapping[str, Any]) -> None:
    """Fields that are right by themselves but cannot be together."""
    income = values["gross_wage_year"] + values["other_box1_income_year"]
    if income <= 0:
        raise BadInputError("gross_wage_year", "vul het bruto loon in, of ander inkomen bij other_box1_income_year.")
    if values["pension_premium_year"] > values["gross_wage_year"]:
        raise BadInputError("pension_premium_year", "de pensioenpremie is niet hoger dan het loon.")
    if values["zvw_income_year"] > income:
        raise BadInputError("zvw_income_year", "dit is niet meer dan loon en ander inkomen samen.")
    if values["deductions_year"] > income:
        raise BadInputError("deductions_year", "de aftrek is niet meer dan loon en ander inkomen samen.")
    if values["born_before_1946"] and not values["aow_age"]:
        raise BadInputError("aow_age", "wie voor 1946 is geboren heeft de AOW-leeftijd.")
    if values["young_disabled"] and values["aow_age"]:
        raise BadInputError("young_disabled", "met de AOW-leeftijd is er geen Wajong meer.")


def tax(person: Mapping[str, object], parameters: ParameterSet) -> Run:
    """Only the tax: before and after credits. Fields as :func:`calculate`; no income is no tax."""
    return plan_for(parameters).run(_values(person))


def credit(name: str, income_year: Amount, parameters: ParameterSet, *, aow_age: bool) -> Amount:
    """One tax credit at an income (work income for arbeids- and combinatiekorting), not rounded.

    Its own conditions (a young child, no partner, Wajong) are taken as met; ``name`` is one of :data:`CREDITS`.
    """
    plan = build(book, (CREDITS[name],), parameters=parameters, day=parameters.valid_from)
    field = "gross_wage_year" if name in ON_WORK else "other_box1_income_year"
    flags = {"aow_age": aow_age, "young_child": True, "single": True, "young_disabled": True}
    return plan.run({field: income_year, **flags})[CREDITS[name]]


def aow_net(gross_month: Amount, parameters: ParameterSet) -> Run:
    """AOW with the loonheffingskorting applied by the SVB: ``aow_zvw_month`` and ``aow_net_month``."""
    plan = build(book, ("aow_zvw_month", "aow_net_month"), parameters=parameters, day=parameters.valid_from)
    return plan.run({"aow_gross_month": gross_month})


def _values(person: Mapping[str, object]) -> dict[str, Any]:
    refuse_unknown(person, FIELDS)
    values: dict[str, Any] = {}
    for name in FIELDS:
        item, given = book.inputs[name], person.get(name)
        nothing = False if item.unit == FLAG else Amount(0)
        values[name] = nothing if given is None else read_input(item, given)
    return values


def _notes(values: Mapping[str, Any], parameters: ParameterSet) -> tuple[Note, ...]:
    notes = [
        Note("net_income", "U", "de aanslag rondt af op hele euro's; hoe precies, staat niet in de wet."),
        Note("gross_wage_year", "D", "tel vakantiegeld en bonus mee: een loonstrook keer twaalf mist die."),
    ]
    unsure = []
    if values["young_child"]:
        unsure.append("inkomensafhankelijke_combinatiekorting.from")
    if values["zvw_income_year"] > 0:
        unsure.append("zvw.max_bijdrage_inkomen")
    if values["born_before_1946"]:
        unsure.append("box1.bracket1_to_born_before_1946")
    for path in unsure:
        if parameters.entry(path).status == "unconfirmed":
            notes.append(Note(path, "U", "dit bedrag is niet bevestigd door een openbare bron."))
    return tuple(notes)
