"""The checklist of one household: every allowance with its state, and what granting the missed ones moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from houvast.rules import household as homes
from houvast.rules import toeslagen, trace
from houvast.rules.amount import Amount
from houvast.rules.explained import Note
from houvast.rules.plans import Run
from houvast.rules.tegemoetkomingen.gather import Home, gather, read_home
from houvast.rules.tegemoetkomingen.interaction import Effect, effect
from houvast.rules.tegemoetkomingen.items import Item
from houvast.rules.tegemoetkomingen.rules_of_a_day import Rules

ZERO = Amount(0)
NAMES = ("zorgtoeslag", "huurtoeslag", "kindgebonden_budget")
"""In this order on every checklist."""
ESTIMATE = Note("uitkomst", "D", "een schatting: Dienst Toeslagen beslist. Doe de proefberekening op toeslagen.nl.")
_MONTHS = Note(
    "kindgebonden_budget", "D", "gerekend met de leeftijd van de kinderen op deze dag; de wet telt per hele maand.",
)  # fmt: skip
_NOT_RECEIVED = Note(
    "als_het_is_toegekend", "D", "een toeslag die niet bij het huishouden staat, telt hier als niet ontvangen.",
)  # fmt: skip


@dataclass(frozen=True)
class Checklist:
    """What a household receives, could receive and misses; an estimate, never a decision."""

    rules: Rules
    items: tuple[Item, ...]
    effect: Effect | None

    @property
    def missed_month(self) -> Amount:
        """Missed in a month over all allowances, euro."""
        return sum((item.missed_month for item in self.items), start=ZERO)

    @property
    def missed_year(self) -> Amount:
        """Missed in a year over all allowances, euro."""
        return sum((item.missed_year for item in self.items), start=ZERO)

    @property
    def title(self) -> str:
        """For above a page."""
        return "Tegemoetkomingen"

    @property
    def runs(self) -> list[Run]:
        """The calculations: those of the allowances, then the VTLB as it is."""
        found = [run for item in self.items if item.found for run in item.found.runs]
        return [*found, *(self.effect.before.runs if self.effect else ())]

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is not sure, each once."""
        notes = [ESTIMATE, *(note for item in self.items if item.found for note in item.found.notes)]
        if any(item.name == "kindgebonden_budget" and item.found for item in self.items):
            notes.append(_MONTHS)
        if self.effect is not None:
            notes += [_NOT_RECEIVED, *self.effect.before.notes]
        return tuple(dict.fromkeys(notes))

    def steps(self) -> list[trace.Step]:
        """The explanation, step by step."""
        return [step for run in self.runs for step in trace.steps(run)]

    def outcome(self) -> Mapping[str, object]:
        """What is missed together, every allowance, and what granting them moves."""
        found: dict[str, object] = {
            "mist_maand": self.missed_month.text(),
            "mist_jaar": self.missed_year.text(),
            "tegemoetkomingen": {item.name: item.as_data() for item in self.items},
        }
        if self.effect is not None:
            found["als_het_is_toegekend"] = self.effect.as_data()
        return found

    def plain(self) -> str:
        """What it means for a resident, in plain Dutch that passes the B1 gate."""
        lines = [_PLAIN[item.state].format(
            name=item.name.replace("_", " "), month=item.missed_month.dutch(0), ask=" en ".join(item.ask)
        ) for item in self.items]  # fmt: skip
        if self.missed_month > 0:
            lines.insert(0, f"Je krijgt misschien € {self.missed_month.dutch(0)} per maand te weinig.")
        return "\n".join([*lines, "Dienst Toeslagen beslist. Vraag het daar na."])


_PLAIN = {
    "mist": "Je krijgt misschien {name}. Wij denken € {month} per maand meer dan nu.",
    "krijgt": "Je krijgt {name}. Dat klopt, denken wij.",
    "krijgt te veel": "Je krijgt misschien te veel {name}. Geef het door. Dan hoef je later minder terug te betalen.",
    "geen recht": "Je krijgt geen {name}, denken wij.",
    "vraag na": "Wij weten niet of je {name} krijgt. Wij kijken dat samen met je na.",
}


def calculate(given: Mapping[str, object], rules: Rules) -> Checklist:
    """The checklist of a household: ``household`` as every plan takes it. Which facts the
    allowances ask beside it: :data:`houvast.rules.tegemoetkomingen.FACTS`."""
    home = read_home(given, rules.day)
    received = homes.received(home.fields)
    items = tuple(_item(name, home, None if received is None else received[name], rules) for name in NAMES)
    granted = {item.name: item.estimate or ZERO for item in items if item.state == "mist"}
    return Checklist(rules, items, effect(home, granted, rules.vtlb))


def _item(name: str, home: Home, received: Amount | None, rules: Rules) -> Item:
    gathered = gather(name, home)
    if gathered.no or gathered.needed:
        return Item(name, gathered, received, None)
    return Item(name, gathered, received, toeslagen.calculate(name, gathered.given, rules.allowances))
