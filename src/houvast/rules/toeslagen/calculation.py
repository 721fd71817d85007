"""From a household to zorgtoeslag, huurtoeslag and kindgebonden budget, with the reason when there is no right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from houvast.rules import parameter_sets, trace
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.explained import Note
from houvast.rules.figures import Book
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Plan, Run, build
from houvast.rules.reading import read_flag
from houvast.rules.toeslagen import given as reading
from houvast.rules.toeslagen import huurtoeslag, kindgebonden_budget, zorgtoeslag

LAW = "toeslagen"
ZERO = Amount(0)
BOOKS: Mapping[str, Book] = {
    "zorgtoeslag": zorgtoeslag.book,
    "huurtoeslag": huurtoeslag.book,
    "kindgebonden_budget": kindgebonden_budget.book,
}
REASONS_NL: Mapping[str, str] = {
    "none": "er is recht",
    "below_18": "je bent dit jaar nog geen 18",
    "not_insured": "je hebt geen Nederlandse zorgverzekering",
    "partner_not_insured": "je partner moet een zorgverzekering hebben en heeft die niet",
    "partner_residence": "je partner mag hier niet wonen",
    "coresident_residence": "iemand op je adres mag hier niet wonen",
    "assets_too_high": "er is te veel spaargeld of ander vermogen op 1 januari",
    "income_too_high": "het inkomen is te hoog",
    "below_24_euro": "het bedrag is minder dan 24 euro per jaar",
    "rent_too_high": "de huur is te hoog",
    "rent_below_base_rent": "de huur is te laag",
    "no_independent_home": "de woning is niet zelfstandig",
    "not_registered": "niet iedereen staat op dit adres in de BRP",
    "no_kinderbijslag": "er is geen kinderbijslag",
    "no_child_below_18": "er is geen kind jonger dan 18 jaar",
    "application_too_late": "de aanvraag is te laat",
}
"""Why there is no right, by the word in the result."""
_NOT_COMPUTABLE = Note(
    "income_without_factors", "U", "voor een alleenstaande met AOW-leeftijd in 2024 zijn de factoren boven het minimum "
    "niet bekend: gebruik de proefberekening van Dienst Toeslagen",
)  # fmt: skip
_WANTED: Mapping[str, tuple[str, ...]] = {
    "zorgtoeslag": ("assets_above_limit", "by_income", "exact_year", "year", "month", "period_amount"),
    "huurtoeslag": (
        "assets_above_limit", "coresident_above_limit", "rent_too_high", "lowest_base_rent", "by_income",
        "income_without_factors", "exact_year", "year", "month", "period_amount",
    ),
    "kindgebonden_budget": ("assets_above_limit", "by_income", "exact_year", "over_months", "year", "month"),
    "zorgtoeslag_borders": ("highest_year", "income_ceiling"),
    "zorgtoeslag_assets": ("assets_above_limit",),
    "huurtoeslag_assets": ("assets_above_limit", "coresident_above_limit"),
    "kindgebonden_budget_assets": ("assets_above_limit",),
}  # fmt: skip


@dataclass(frozen=True)
class Allowance:
    """One allowance over one year, an estimate: amounts, the reason without a right, what is not confirmed, and steps.

    ``year`` and ``month`` are for a whole year of right; ``in_year`` is over the months with a right. Whole euros.
    """

    name: str
    runs: list[Run]
    months: int
    reason: str
    last_application_day: date
    notes: tuple[Note, ...]

    @property
    def run(self) -> Run:
        """The last calculation: the one the amounts come from."""
        return self.runs[-1]

    @property
    def computable(self) -> bool:
        """Whether the law's figures for this household are known."""
        return _NOT_COMPUTABLE not in self.notes

    @property
    def entitled(self) -> bool:
        """Whether there is a right to be paid."""
        return self.reason == "none" and self.computable

    @property
    def year(self) -> Amount:
        """The allowance of a whole year, whole euros."""
        return self.run["year"]

    @property
    def month(self) -> Amount:
        """The allowance of a month as the tables show it, whole euros."""
        return self.run["month"]

    @property
    def in_year(self) -> Amount:
        """The allowance over the months of this year with a right, whole euros."""
        return self.run["period_amount" if "period_amount" in self.run.plan.places else "year"]

    def __getitem__(self, name: str) -> Amount:
        return self.run[name]

    @property
    def title(self) -> str:
        """Name of the allowance, for above a page."""
        return self.name.replace("_", " ").capitalize()

    def outcome(self) -> Mapping[str, object]:
        """Whether there is a right and why not; amounts in euro when they can be calculated."""
        found: dict[str, object] = {
            "allowance": self.name,
            "entitled": self.entitled,
            "reason": self.reason,
            "computable": self.computable,
            "last_application_day": self.last_application_day.isoformat(),
        }
        if self.computable:
            amounts = {"year_amount": self.year, "month_amount": self.month, "in_year": self.in_year}
            found |= {name: amount.text() for name, amount in amounts.items()} | {"months_of_right": self.months}
        return found

    def plain(self) -> str:
        """What it means for a resident, in plain Dutch that passes the B1 gate."""
        name = self.name.replace("_", " ")
        ask = "Dienst Toeslagen beslist. Vraag het daar na."
        if not self.computable:
            return f"Wij kunnen jouw {name} niet berekenen. {ask}"
        if self.entitled:
            return f"Je krijgt misschien {name}. Wij denken € {self.month.dutch(0)} per maand. {ask}"
        return f"Je krijgt nu geen {name}, denken wij. Dit is waarom: {REASONS_NL[self.reason]}. {ask}"

    def steps(self) -> list[trace.Step]:
        """The explanation, step by step."""
        return [step for run in self.runs for step in trace.steps(run)]


def parameters_for(day: date | None = None, *, period: str | None = None) -> ParameterSet:
    """The figures of the year of a day, or of a period: ``2026``, ``2026-01`` or ``2026-07`` all name that year."""
    return parameter_sets.of_year(LAW, day, period)


@lru_cache(maxsize=64)
def plan_for(name: str, parameters: ParameterSet) -> Plan:
    """The plan of an allowance in a year, or of its borders or its test of the assets alone (``NAME_assets``)."""
    book = BOOKS[name.removesuffix("_assets").removesuffix("_borders")]
    return build(book, _WANTED[name], parameters=parameters, day=parameters.valid_from)


def calculate(name: str, given: Mapping[str, object], parameters: ParameterSet) -> Allowance:
    """An allowance of a household; ``name`` is one of :data:`BOOKS`. Fields as in the case files."""
    return _CALCULATE[name](given, parameters)


def calculate_zorgtoeslag(given: Mapping[str, object], parameters: ParameterSet) -> Allowance:
    """Zorgtoeslag of a single person or a couple."""
    values = reading.read_inputs(zorgtoeslag.book, given, ("birth_date", *reading.APPLYING), ("months_of_right",))
    months = reading.months_of_right(given, parameters)
    run = plan_for("zorgtoeslag", parameters).run({**values, "months_of_right": Amount(months)})
    partner = bool(values.get("partner"))
    reasons = {
        "below_18": months == 0,
        "not_insured": values.get("insured") is False,
        "partner_not_insured": _uninsured(values) and bool(values.get("partner_obliged_to_insure", True)),
        "partner_residence": partner and values.get("partner_residence_lawful") is False,
        "assets_too_high": run["assets_above_limit"] > 0,
        **_amounts(run),
        "application_too_late": reading.applied_too_late(given, parameters),
    }
    return _allowance("zorgtoeslag", [run], months, reasons, given, parameters)


def _uninsured(values: Mapping[str, Amount | bool]) -> bool:
    return bool(values.get("partner")) and values.get("partner_insured") is False


def _amounts(run: Run) -> dict[str, bool]:
    return {"income_too_high": run["by_income"] <= 0, "below_24_euro": run["year"] <= 0}


def calculate_huurtoeslag(given: Mapping[str, object], parameters: ParameterSet) -> Allowance:
    """Huurtoeslag of a home."""
    run, months = _huur_run(given, parameters)
    values = dict(zip(run.plan.names, run.values, strict=True))
    reasons = {
        "below_18": months == 0,
        "no_independent_home": not values["independent_home"],
        "not_registered": not values["registered_brp"],
        "partner_residence": bool(values["partner"]) and not values["partner_residence_lawful"],
        "coresident_residence": not values["coresident_residence_lawful"],
        "rent_too_high": run["rent_too_high"] > 0,
        "assets_too_high": run["assets_above_limit"] > 0 or run["coresident_above_limit"] > 0,
        "rent_below_base_rent": run["rent_counted"] <= run["lowest_base_rent"],
        **_amounts(run),
        "application_too_late": reading.applied_too_late(given, parameters),
    }
    return _allowance("huurtoeslag", [run], months, reasons, given, parameters)


def _huur_run(given: Mapping[str, object], parameters: ParameterSet) -> tuple[Run, int]:
    own = ("birth_date", "coresidents", "service_costs_items", *reading.APPLYING)
    hidden = ("months_of_right", "service_costs", "coresidents_income_year", "coresidents_assets_most")
    values = reading.read_inputs(huurtoeslag.book, given, own, hidden)
    months = reading.months_of_right(given, parameters)
    others = reading.coresidents(given.get("coresidents"), parameters)
    persons = values.get("persons_in_household", Amount(1))
    if persons < 1 + bool(values.get("partner")) + others.count:
        raise BadInputError("persons_in_household", "er wonen minder mensen dan jij, je partner en je medebewoners.")
    values |= {
        "months_of_right": Amount(months),
        "service_costs": reading.service_costs(given.get("service_costs_items"), parameters),
        "coresidents_income_year": others.income,
        "coresidents_assets_most": others.highest_assets,
        "has_resident_child": bool(values.get("has_resident_child")) or others.with_child,
        "assets_applicant": Amount.of(values.get("assets_applicant", ZERO)) + others.assets_of_minors,
    }
    return plan_for("huurtoeslag", parameters).run(values), months


def calculate_kindgebonden_budget(given: Mapping[str, object], parameters: ParameterSet) -> Allowance:
    """Kindgebonden budget; one run for each stretch of months with the same children."""
    own = ("children_ages", "children_birth_dates", "no_other_allowance", *reading.APPLYING)
    hidden = ("months_of_right", "earlier_months", "children", "children_12_15", "children_16_17")
    values = reading.read_inputs(kindgebonden_budget.book, given, own, hidden)
    plan = plan_for("kindgebonden_budget", parameters)
    before, runs, months = ZERO, [], 0
    for stretch in reading.stretches(given, parameters.valid_from.year):
        children = {
            "children": Amount(stretch.children),
            "children_12_15": Amount(stretch.children_12_15),
            "children_16_17": Amount(stretch.children_16_17),
            "months_of_right": Amount(stretch.months),
        }
        runs.append(plan.run({**values, **children, "earlier_months": before}))
        before = runs[-1]["over_months"]
        months += stretch.months if stretch.children else 0
    alone = given.get("no_other_allowance")
    must_apply = alone is not None and read_flag("no_other_allowance", alone)
    reasons = {
        "no_kinderbijslag": values.get("receives_kinderbijslag") is False,
        "no_child_below_18": months == 0,
        "partner_residence": bool(values.get("partner")) and values.get("partner_residence_lawful") is False,
        "assets_too_high": runs[-1]["assets_above_limit"] > 0,
        "income_too_high": before <= 0,
        "below_24_euro": runs[-1]["year"] <= 0,
        "application_too_late": reading.applied_too_late(given, parameters) and must_apply,
    }
    return _allowance("kindgebonden_budget", runs, months, reasons, given, parameters)


def _allowance(
    name: str, runs: list[Run], months: int, reasons: Mapping[str, bool], given: Mapping[str, object],
    parameters: ParameterSet,
) -> Allowance:  # fmt: skip
    reason = next((word for word, holds in reasons.items() if holds), "none")
    last = reading.last_application_day(given, parameters)
    return Allowance(name, runs, months, reason, last, _notes(runs[-1], given, parameters))


def _notes(run: Run, given: Mapping[str, object], parameters: ParameterSet) -> tuple[Note, ...]:
    """What no public source confirms in this result."""
    found: list[Note] = []
    window = parameters.entry("common.last_application_month")
    if given.get("setting_last_application_date") is not None:
        found.append(Note("setting_last_application_date", "U", "de laatste dag om aan te vragen is zelf ingesteld"))
    elif window.status == "unconfirmed":
        text = "de laatste dag om aan te vragen volgt uit een wetsvoorstel; volgens de oude regel was het 1 september"
        found.append(Note("setting_last_application_date", "U", text))
    if "income_without_factors" in run.plan.places and run["income_without_factors"] > 0:
        found.append(_NOT_COMPUTABLE)
    used = {parameter.path for name, parameter in run.plan.book.parameters.items() if name in run.plan.places}
    for path in sorted(used):
        if parameters.entry(path).status == "derived":
            found.append(Note(path, "D", "dit bedrag is afgeleid, niet gelezen in de regeling zelf"))
    return tuple(found)


_CALCULATE = {
    "zorgtoeslag": calculate_zorgtoeslag,
    "huurtoeslag": calculate_huurtoeslag,
    "kindgebonden_budget": calculate_kindgebonden_budget,
}
