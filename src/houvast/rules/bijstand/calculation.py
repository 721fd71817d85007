"""From a household to its norm, its asset test and the assistance that fills the gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from houvast.rules import parameter_sets, trace
from houvast.rules.amount import Amount
from houvast.rules.bijstand.book import CAPS_FROM, FROM_2026, book
from houvast.rules.errors import BadInputError, unknown_field
from houvast.rules.explained import Note, shown, unconfirmed
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Plan, Run, build
from houvast.rules.reading import read_choice, read_count, read_input

LAW = "bijstand"
HOUSEHOLDS = ("alleenstaande", "alleenstaande_ouder", "gehuwden")
AGES = ("18_20", "21_to_aow", "aow")
NORM = ("norm", "norm_excl_vt", "norm_pct")
ASSETS = ("limit", "net_assets", "above_limit", "home_equity_above")
WANTED = (*NORM, "exempt", "counted_income", "shortfall", *ASSETS, "passes_cash_test", "bijstand")
SHOWN: Mapping[str, str] = {
    "norm_incl_vt": "norm",
    "norm_excl_vt": "norm_excl_vt",
    "exempt_month": "exempt",
    "counted_income_month": "counted_income",
    "bijstand_month_incl_vt": "bijstand",
    **{name: name for name in ASSETS},
}
"""The outcome: each name that is shown, and its step."""
EXEMPTIONS: Mapping[str, tuple[str, date]] = {
    "exemption_25pct_applies": ("exempt_25pct_max_month", CAPS_FROM),
    "exemption_12_5pct_applies": ("exempt_12_5pct_max_month", CAPS_FROM),
    "exemption_15pct_applies": ("exempt_15pct_max_month", FROM_2026),
}
"""Each exemption, the field for its highest amount, and the day from which the law's own amount is known."""
WORDS = ("household", "age_group_self", "age_group_partner")
FROM_WORDS = (
    "has_partner", "single_parent", "self_young", "self_aow", "partner_young", "partner_aow", "cost_sharing",
    "cost_sharers", "married_norm_month",
)  # fmt: skip
OF_HOME = (*WORDS, "has_children", "cost_sharers_A")
"""The fields that another room needs for the norm of a household."""
FIELDS = (*WORDS, "cost_sharers_A", *(name for name in book.inputs if name not in FROM_WORDS))


@dataclass(frozen=True)
class Bijstand:
    """Norm, income that counts, asset test and assistance per month, with every step."""

    run: Run
    notes: tuple[Note, ...]
    title = "Bijstand"

    @property
    def norm(self) -> Amount:
        """The norm with holiday allowance, not rounded."""
        return self.run["norm"]

    @property
    def amount(self) -> Amount:
        """Assistance in whole cents; nothing when the assets are above the limit."""
        return self.run["bijstand"]

    @property
    def passes(self) -> bool:
        """Whether the assets are within the limit of art. 34."""
        return self.run["above_limit"] <= 0

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
        """Norm, exempt earnings, income that counts, assistance and the asset test."""
        return {**shown(self.run, SHOWN), "passes_cash_test": self.passes}

    def plain(self) -> str:
        """What somebody may expect, and that the municipality decides."""
        if not self.passes:
            return "Je hebt nu te veel geld of spullen voor bijstand. Gaat er geld van af? Reken dan opnieuw."
        if self.amount > 0:
            left = f"Je krijgt misschien € {self.amount.dutch()} bijstand per maand. Het vakantiegeld zit erin."
            return f"{left}\nMeld je snel bij de gemeente. Zij kijkt of het klopt."
        return "Je hebt genoeg inkomen. Je krijgt geen bijstand."


def parameters_for(day: date | None = None, *, period: str | None = None) -> ParameterSet:
    """The figures that hold on a day, or those of a named half year; a clear refusal when there are none."""
    return parameter_sets.of_half_year(LAW, day, period)


@lru_cache(maxsize=64)
def plan_for(parameters: ParameterSet) -> Plan:
    """The plan of one half year."""
    return build(book, WANTED, parameters=parameters, day=parameters.valid_from)


@lru_cache(maxsize=64)
def norm_plan(parameters: ParameterSet) -> Plan:
    """Only the norm of one half year."""
    return build(book, ("norm",), parameters=parameters, day=parameters.valid_from)


def calculate(home: Mapping[str, object], parameters: ParameterSet) -> Bijstand:
    """Assistance of a household. Fields as in the case files; refuses a household that cannot be.

    ``household`` is one of :data:`HOUSEHOLDS`, ``age_group_self`` and ``age_group_partner`` one of :data:`AGES`;
    a partner without an age has that of the other. The highest exempt earnings are given where no source has them.
    """
    values = values_of(home)
    run = plan_for(parameters).run(values)
    _check(values)
    _check_exemptions(values, home, parameters)
    return Bijstand(run, _notes(values, home, parameters))


def norm_of(home: Mapping[str, object], parameters: ParameterSet) -> Run:
    """Only the norm of a household, from its fields; income and assets change nothing."""
    values = values_of(home)
    run = norm_plan(parameters).run(values)
    _check(values)
    return run


def norm_of_other_period(married_norm_month: Amount, count: int, *, couple: bool) -> Amount:
    """The cost sharer norm from a norm for two of a period without figures, not rounded."""
    plan = build(book, ("norm_of_other_period",), day=date(2026, 1, 1))
    values = {"married_norm_month": married_norm_month, "cost_sharers": Amount(count), "has_partner": couple}
    return plan.run(values)["norm_of_other_period"]


def asset_test(home: Mapping[str, object], parameters: ParameterSet) -> Run:
    """Only the asset test: ``limit``, ``net_assets``, ``above_limit``, ``home_equity_above``."""
    plan = build(book, ASSETS, parameters=parameters, day=parameters.valid_from)
    return plan.run(values_of({"age_group_self": "21_to_aow", **home}))


def values_of(home: Mapping[str, object]) -> dict[str, Any]:
    """The inputs of the plan from the fields of a file."""
    values: dict[str, Any] = {}
    for name, value in home.items():
        if name not in FIELDS:
            raise unknown_field(name)
        if value is None or name in WORDS:
            continue
        if name == "cost_sharers_A":
            values |= {"cost_sharing": True, "cost_sharers": Amount(read_count(name, value, least=1, most=15))}
            continue
        values[name] = read_input(book.inputs[name], value)
    kind = read_choice("household", home.get("household"), HOUSEHOLDS)
    values |= {"has_partner": kind == "gehuwden", "single_parent": kind == "alleenstaande_ouder"}
    own = read_choice("age_group_self", home.get("age_group_self"), AGES)
    values |= {"self_young": own == "18_20", "self_aow": own == "aow"}
    written = home.get("age_group_partner")
    if written is not None and kind != "gehuwden":
        raise BadInputError("age_group_partner", "zonder partner is er geen leeftijd van een partner.")
    if kind == "gehuwden":
        other = own if written is None else read_choice("age_group_partner", written, AGES)
        values |= {"partner_young": other == "18_20", "partner_aow": other == "aow"}
    return values


def _check(values: Mapping[str, Any]) -> None:
    """Fields that are right by themselves but cannot be together."""
    if values.get("in_institution") and values.get("cost_sharing"):
        raise BadInputError("cost_sharers_A", "in een inrichting zijn er geen kostendelers.")
    if values.get("partner_outside") and not (values.get("in_institution") and values["has_partner"]):
        raise BadInputError("partner_outside", "dit kan alleen als één van twee in een inrichting is.")
    if values.get("partner_without_right"):
        if not values["has_partner"]:
            raise BadInputError("partner_without_right", "zonder partner kan dit niet.")
        if values.get("cost_sharing") or values.get("in_institution"):
            raise BadInputError("partner_without_right", "samen met kostendelers of een inrichting: vraag de gemeente.")
    if values.get("parents_cannot_support") and (not values["self_young"] or values["has_partner"]):
        raise BadInputError("parents_cannot_support", "dit geldt voor wie alleen is en 18 tot en met 20 jaar.")


def _check_exemptions(values: Mapping[str, Any], home: Mapping[str, object], parameters: ParameterSet) -> None:
    chosen = [name for name in EXEMPTIONS if values.get(name)]
    if len(chosen) > 1:
        raise BadInputError(chosen[1], "er geldt één vrijlating tegelijk. Kies er één.")
    for name, (field, known_from) in EXEMPTIONS.items():
        known, given = parameters.valid_from >= known_from, home.get(field) is not None
        if known and given:
            raise BadInputError(field, "voor deze periode staat het bedrag in de wet. Laat dit veld weg.")
        if name in chosen and not known and not given:
            raise BadInputError(field, "voor deze periode is het bedrag niet bekend. Vul het hoogste bedrag in.")


def _notes(values: Mapping[str, Any], home: Mapping[str, object], parameters: ParameterSet) -> tuple[Note, ...]:
    notes = [Note("norm_excl_vt", "U", "vakantiegeld is hier 5% van de norm; de tekst van de wet zegt 4,8%.")]
    notes += [unconfirmed(field, None) for field, _ in EXEMPTIONS.values() if home.get(field) is not None]
    if any(values.get(name) for name in EXEMPTIONS):
        notes.append(Note("exempt", "C", "een vrijlating is tijdelijk en niet voor wie jonger is dan 27 jaar."))
    if parameters.valid_from >= FROM_2026:
        notes.append(Note("art34a_in_force", "U", "art. 34a en 34b Pw zijn niet toegepast: de ingang is niet zeker."))
    if parameters.valid_from < FROM_2026 and values.get("bank_balance", Amount(0)) > 0:
        notes.append(Note("bank_balance", "C", "tot 2026 telt het vermogen aan het begin van de bijstand."))
    if values.get("lowering_month", Amount(0)) > 0:
        notes.append(unconfirmed("lowering_month", None))
    if values.get("measure_share", Amount(0)) > 0:
        notes.append(unconfirmed("measure_share", None))
    return tuple(notes)
