"""From a household and an open assessment to what may be remitted, as an estimate: the tax office decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from houvast.rules import bijstand, parameter_sets, trace
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError, unknown_field
from houvast.rules.explained import Note, shown, unconfirmed
from houvast.rules.kwijtschelding.book import book
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Plan, Run, build
from houvast.rules.reading import read_input

LAW = "kwijtschelding"
OUT = (
    "cost_of_living", "payment_capacity", "capacity_to_use", "free_liquid_assets", "assets_counted", "remission",
    "to_pay",
)  # fmt: skip
SHOWN: Mapping[str, str] = {
    "cost_of_living_month": "cost_of_living",
    "payment_capacity_year": "payment_capacity",
    "capacity_to_use_year": "capacity_to_use",
    "free_liquid_assets": "free_liquid_assets",
    "assets_counted": "assets_counted",
    "remission": "remission",
    "to_pay": "to_pay",
}
"""The outcome: each name that is shown, and its step."""
OWN = tuple(name for name in book.inputs if name not in ("has_partner", "bijstandsnorm"))
FIELDS = (*bijstand.OF_HOME, *OWN)
EXTRA = {
    "alleenstaande": "vermogen_art12.local_extra_max_alleenstaande",
    "alleenstaande_ouder": "vermogen_art12.local_extra_max_alleenstaande_ouder",
    "gehuwden": "vermogen_art12.local_extra_max_gehuwden",
}
REFUSED_WHEN = (
    "er gegevens ontbreken of de aangifte niet is gedaan",
    "de schuld door eigen schuld is ontstaan",
    "een ander voor de aanslag kan betalen of zekerheid is gesteld",
    "er bezwaar loopt, of de aanslag voorlopig is",
    "er een faillissement of Wsnp loopt zonder akkoord",
    "het inkomen snel hoger wordt",
)
"""When there is no remission whatever the sum says (art. 8 and 18): asked of the counsellor, not reckoned."""


@dataclass(frozen=True)
class Sets:
    """The figures of remission with the norms that hold on the same day."""

    own: ParameterSet
    norms: ParameterSet


@dataclass(frozen=True)
class Kwijtschelding:
    """What may be remitted of one assessment, with every step; first the norm, then the remission."""

    run: Run
    home: Run
    notes: tuple[Note, ...]
    title = "Kwijtschelding"

    @property
    def amount(self) -> Amount:
        """What may be remitted, in whole cents."""
        return self.run["remission"]

    @property
    def to_pay(self) -> Amount:
        """What is left of the assessment."""
        return self.run["to_pay"]

    def __getitem__(self, name: str) -> Amount:
        return self.run[name]

    @property
    def runs(self) -> list[Run]:
        """The norm, then the remission."""
        return [self.home, self.run]

    def steps(self) -> list[trace.Step]:
        """The explanation, step by step."""
        return [step for run in self.runs for step in trace.steps(run)]

    def outcome(self) -> Mapping[str, Any]:
        """Cost of living, capacity, free and counted assets, remission, and what is left to pay."""
        return shown(self.run, SHOWN)

    def plain(self) -> str:
        """What somebody may ask for, and where."""
        if self.to_pay <= 0:
            return "Je hoeft deze aanslag misschien niet te betalen. Vraag het bij wie de aanslag stuurt."
        if self.amount > 0:
            part = f"Je hoeft misschien € {self.amount.dutch()} niet te betalen. Je betaalt dan nog"
            return f"{part} € {self.to_pay.dutch()}.\nVraag het bij wie de aanslag stuurt."
        return "Je krijgt waarschijnlijk niets kwijt. Kun je het niet in één keer betalen? Vraag of het in delen mag."


def parameters_for(day: date | None = None, *, period: str | None = None) -> Sets:
    """The figures of the year of a day or half year, with the norms of that day or half year."""
    if period is not None and "-" not in str(period):
        raise BadInputError("periode", "noem het halve jaar, zoals 2026-07: de norm verandert in juli.")
    return Sets(parameter_sets.of_year(LAW, day, period), bijstand.parameters_for(day, period=period))


@lru_cache(maxsize=64)
def plan_for(parameters: ParameterSet) -> Plan:
    """The plan of one year."""
    return build(book, OUT, parameters=parameters, day=parameters.valid_from)


def calculate(given: Mapping[str, object], sets: Sets) -> Kwijtschelding:
    """Remission of one assessment. Fields as in the case files; refuses a household or setting that cannot be."""
    values = _values(given)
    home = bijstand.norm_of({name: given[name] for name in bijstand.OF_HOME if name in given}, sets.norms)
    values |= {"has_partner": given["household"] == "gehuwden", "bijstandsnorm": home["norm"]}
    run = plan_for(sets.own).run(values)
    most = sets.own.amount(EXTRA[str(given["household"])])
    if run["local_extra_liquid"] > most:
        raise BadInputError("local_extra_liquid", f"de wet laat voor dit huishouden hoogstens {most.dutch()} toe.")
    return Kwijtschelding(run, home, _notes(given))


def _values(given: Mapping[str, object]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in FIELDS:
            raise unknown_field(name)
        if name in OWN and value is not None:
            values[name] = read_input(book.inputs[name], value)
    return values


def _notes(given: Mapping[str, object]) -> tuple[Note, ...]:
    notes = []
    if given.get("norm_pct") is None:
        notes.append(Note("norm_pct", "U", "wij rekenen met 100% van de norm. Kijk in de verordening: 90 tot 100%."))
    notes += [
        Note(
            "rent_threshold", "D", "drempel en grens komen uit de Wht; kantoren rekenen soms met iets andere bedragen."
        ),
        Note("norm_premium", "D", "de premie in de norm is het bedrag van art. 23 lid 2 Pw."),
        Note(
            "car_free", "D", "een auto tot 3.350 euro is vrij volgens de Leidraad; de regeling zelf noemt 2.269 euro."
        ),
    ]
    if given.get("cost_sharers_A") is not None:
        notes.append(unconfirmed("cost_sharers_A", None))
    if given.get("household_goods") is not None:
        notes.append(unconfirmed("household_goods_whole", None))
    notes.append(Note("remission", "C", f"geen kwijtschelding als {'; als '.join(REFUSED_WHEN)}."))
    notes.append(Note("assessment", "C", "is de aanslag al betaald? Vraag het binnen drie maanden na de betaling."))
    return tuple(notes)
