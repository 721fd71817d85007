"""From a household to a VTLB and an afloscapaciteit, with the status of everything no public source confirms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import trace
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.explained import Note, unconfirmed
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Plan, Run, build
from houvast.rules.reading import read_amount, read_choice, read_count, read_flag, refuse_unknown
from houvast.rules.vtlb.book import book

_WANTED = (
    "voet", "correction_zorg", "correction_woon", "correction_kgb", "correctie_individuele_lasten", "nominaal",
    "vtlb", "afloscapaciteit",
)  # fmt: skip
NORMS = (
    "kgb_max_month", "premium_in_law", "normhuur_in_law", "eigen_risico", "arbeidstoeslag", "pgl_correctie",
    "additions_in_law",
)  # fmt: skip
LINKS = {
    "beslagvrije_voet": ("voet", "own_situation"),
    "compensatiekop": ("voet", "compensatiekop"),
    "premium_in_norm": ("norms", "premium_in_law"),
    "normhuur": ("norms", "normhuur_in_law"),
    "kgb_max": ("norms", "kgb_max_month"),
    "additions": ("norms", "additions_in_law"),
}
"""Inputs of the VTLB that come from a calculation before it, for one household and for columns alike."""
_COSTS = ("premium", "zorgtoeslag", "rent", "huurtoeslag", "kgb_received")
_FOR_BVV = ("situation", "taxable_income_year", "no_brp_address", "in_institution", "price_due_month")
_FOR_KGB = ("children", "children_12_15", "children_16_17")
_OWN_FIELDS = (
    "net_income_incl_vt", "eigen_risico", "eigen_risico_bought_off", "work_hours_week", "partner_work_hours_week",
    "pension_age", "other_corrections", "normhuur", "kgb_max", "premium_in_norm",
)  # fmt: skip
_OWN_COSTS = (*_COSTS, "premium_in_norm", "normhuur", "kgb_max")
_ADDITIONS = ("eigen_risico", "arbeidstoeslag", "pgl_correctie", "reserveringstoeslag")
ALLOWED = frozenset((*_FOR_BVV, *_FOR_KGB, *_COSTS, *_OWN_FIELDS))
PENSION = ("none", "alleenstaande", "gehuwden")


@dataclass(frozen=True)
class VtlbSettings:
    """What the organisation decides where no public source does. ``set_on``: the day it decided.

    Amounts ``None`` = the figure of the parameter file (arbeidstoeslag), or nothing (reserveringstoeslag).
    """

    arbeidstoeslag: Amount | None = None
    reserveringstoeslag: Amount | None = None
    eigen_risico_when_bought_off: bool = True
    negative_reduces_others: bool = True
    cap_95_inside: bool = False
    set_on: date | None = None


DEFAULT_SETTINGS = VtlbSettings()


@dataclass(frozen=True)
class Vtlb:
    """A VTLB per month with every step, the beslagvrije voet and the norms under it, and what is not confirmed."""

    run: Run
    voet: Run | None
    corrections: Mapping[str, Amount]
    notes: tuple[Note, ...]
    norms: Run | None = None

    @property
    def amount(self) -> Amount:
        """The VTLB in whole cents; never below the beslagvrije voet."""
        return self.run["vtlb"]

    @property
    def afloscapaciteit(self) -> Amount:
        """Income less VTLB; never below zero."""
        return self.run["afloscapaciteit"]

    def __getitem__(self, name: str) -> Amount:
        return self.run[name]

    @property
    def runs(self) -> list[Run]:
        """The calculations in order: beslagvrije voet, norms, VTLB."""
        return [run for run in (self.voet, self.norms, self.run) if run is not None]

    def steps(self) -> list[trace.Step]:
        """The explanation: first the beslagvrije voet, then the norms, then the VTLB."""
        return [step for run in self.runs for step in trace.steps(run)]

    def beside(self, official: Mapping[str, Amount]) -> list[tuple[str, Amount, Amount, Amount]]:
        """Another calculator's figures beside ours: step, ours, theirs, difference (theirs less ours)."""
        found = []
        for name, theirs in official.items():
            run = next((run for run in reversed(self.runs) if name in run.plan.places), None)
            if run is None:
                raise BadInputError(name, "deze stap bestaat niet.")
            ours = run[name].rounded_half_up(2)
            found.append((name, ours, theirs, theirs - ours))
        return found


@lru_cache(maxsize=1)
def plan() -> Plan:
    """The plan from beslagvrije voet to afloscapaciteit; it needs no parameter set of its own."""
    return build(book, _WANTED, day=date(2026, 1, 1))


@lru_cache(maxsize=64)
def norms_plan(parameters: ParameterSet) -> Plan:
    """What the norm of a period holds already, and the additions of the method."""
    return build(book, NORMS, parameters=parameters, day=parameters.valid_from)


@lru_cache(maxsize=64)
def voet_plan(parameters: ParameterSet) -> Plan:
    """The beslagvrije voet of a household, without the rules on a seizure."""
    return build(bvv.book, ("own_situation", "compensatiekop"), parameters=parameters, day=parameters.valid_from)


def from_amounts(values: Mapping[str, object], corrections: Mapping[str, Amount]) -> Vtlb:
    """A VTLB from amounts that are known already, beslagvrije voet included."""
    read = {name: read_amount(name, value) for name, value in values.items()}
    read["other_corrections"] = total(corrections)
    return Vtlb(plan().run(read), None, dict(corrections), ())


def calculate(
    household: Mapping[str, object], parameters: ParameterSet, settings: VtlbSettings = DEFAULT_SETTINGS
) -> Vtlb:
    """The VTLB of a household. Fields as in the case files; an unknown or impossible one is refused by name.

    The beslagvrije voet is that of the whole household, without the rules on a seizure. The own costs count only
    when premium, rent and (with children) kindgebonden budget are all given.
    """
    refuse_unknown(household, ALLOWED)
    situation = read_choice("situation", household.get("situation"), bvv.SITUATIONS)
    partner, with_children = bvv.SITUATIONS[situation]
    voet = voet_plan(parameters).run(_voet_values(household, partner, with_children))
    norms = norms_plan(parameters).run(_norm_values(household, settings, partner, with_children))
    others = _others(household)
    before = {"voet": voet, "norms": norms}
    values: dict[str, object] = {
        "net_income_incl_vt": _amount(household, "net_income_incl_vt"),
        "other_corrections": total(others),
        "cap_95_inside": settings.cap_95_inside,
        "negative_reduces_others": settings.negative_reduces_others,
        "individual_costs_known": _costs_known(household, with_children),
        **{name: before[run][source] for name, (run, source) in LINKS.items()},
    }
    for name in _OWN_COSTS:
        if household.get(name) is not None:
            values[name] = read_amount(name, household[name])
    corrections = _corrections(norms, others)
    notes = [*_addition_notes(corrections, household, settings), *_method_notes(settings, household, values)]
    return Vtlb(plan().run(values), voet, corrections, tuple(notes), norms)


def total(corrections: Mapping[str, Amount]) -> Amount:
    """The sum of corrections."""
    return sum(corrections.values(), start=Amount(0))


def _amount(household: Mapping[str, object], name: str) -> Amount:
    if household.get(name) is None:
        raise BadInputError(name, "dit veld ontbreekt. Vul het in.")
    return read_amount(name, household[name])


def _voet_values(household: Mapping[str, object], partner: bool, children: bool) -> dict[str, object]:
    values: dict[str, object] = {
        "has_partner": partner,
        "has_children": children,
        "taxable_income_year": _amount(household, "taxable_income_year"),
    }
    for name in ("no_brp_address", "in_institution"):
        if name in household:
            values[name] = read_flag(name, household[name])
    if "price_due_month" in household:
        values["price_due_month"] = read_amount("price_due_month", household["price_due_month"])
    return values


def _norm_values(
    household: Mapping[str, object], settings: VtlbSettings, partner: bool, with_children: bool
) -> dict[str, object]:
    """What the norms and additions depend on: children, work, pension age, eigen risico."""
    values: dict[str, object] = {"has_partner": partner, "has_children": with_children}
    counts = {name: read_count(name, household.get(name, 0), most=30) for name in _FOR_KGB}
    if counts["children"] < counts["children_12_15"] + counts["children_16_17"]:
        raise BadInputError("children", "er zijn meer kinderen met een leeftijd dan kinderen.")
    if bool(counts["children"]) != with_children and household.get("children") is not None:
        raise BadInputError("children", "het aantal kinderen past niet bij de situatie.")
    values |= counts
    for name in ("work_hours_week", "partner_work_hours_week"):
        values[name] = read_count(name, household.get(name, 0), most=80)
    if values["partner_work_hours_week"] and not partner:
        raise BadInputError("partner_work_hours_week", "zonder partner zijn er geen uren van een partner.")
    pension = read_choice("pension_age", household.get("pension_age", "none"), PENSION)
    if pension == "gehuwden" and not partner:
        raise BadInputError("pension_age", "zonder partner is dit “alleenstaande” of “none”.")
    values["pension_single"], values["pension_couple"] = pension == "alleenstaande", pension == "gehuwden"
    bought_off = read_flag("eigen_risico_bought_off", household.get("eigen_risico_bought_off", False))
    counts_too = read_flag("eigen_risico", household.get("eigen_risico", False))
    values["eigen_risico_counts"] = counts_too and (not bought_off or settings.eigen_risico_when_bought_off)
    if settings.arbeidstoeslag is not None:
        values["own_arbeidstoeslag"], values["arbeidstoeslag_set"] = True, settings.arbeidstoeslag
    if household.get("in_institution") and settings.reserveringstoeslag is not None:
        values["reserveringstoeslag"] = settings.reserveringstoeslag
    return values


def _costs_known(household: Mapping[str, object], with_children: bool) -> bool:
    """Whether all parts of the own costs are there."""
    needed = ("premium", "rent", "kgb_received", "children") if with_children else ("premium", "rent")
    return all(household.get(name) is not None for name in needed)


def _others(household: Mapping[str, object]) -> dict[str, Amount]:
    """The corrections that were typed in, each by name; not those that the method counts itself."""
    other = household.get("other_corrections", {})
    if not isinstance(other, Mapping):
        raise BadInputError("other_corrections", "geef per correctie een naam en een bedrag.")
    return {str(name): read_amount(str(name), value) for name, value in other.items()}


def _corrections(norms: Run, others: Mapping[str, Amount]) -> dict[str, Amount]:
    """Every addition and correction by name."""
    found = {name: norms[name] for name in _ADDITIONS}
    found = {name: amount for name, amount in found.items() if amount.num}
    for name in others:
        if name in found:
            raise BadInputError(name, "deze correctie telt al mee. Haal hem hier weg.")
    return {**found, **others}


def _addition_notes(
    corrections: Mapping[str, Amount], household: Mapping[str, object], settings: VtlbSettings
) -> list[Note]:
    notes = []
    if household.get("eigen_risico") and household.get("eigen_risico_bought_off"):
        notes.append(unconfirmed("eigen_risico", settings.set_on))
    if "arbeidstoeslag" in corrections:
        notes.append(unconfirmed("arbeidstoeslag", settings.set_on))
    if "pgl_correctie" in corrections:
        notes.append(Note("pgl_correctie", "D", "bedrag door ons berekend naar de regel van de NVVK (juli 2021)."))
    if "reserveringstoeslag" in corrections:
        notes.append(unconfirmed("reserveringstoeslag", settings.set_on))
    return notes


def _method_notes(settings: VtlbSettings, household: Mapping[str, object], values: Mapping[str, object]) -> list[Note]:
    notes = [unconfirmed("cap_95_inside", settings.set_on)]
    if values["individual_costs_known"]:
        notes.append(unconfirmed("negative_reduces_others", settings.set_on))
        if household.get("normhuur") is None:
            notes.append(unconfirmed("normhuur", settings.set_on))
    return notes
