"""From a household to a VTLB and an afloscapaciteit, with the status of everything no public source confirms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import trace
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Plan, Run, build
from houvast.rules.reading import read_amount, read_choice, read_count, read_flag
from houvast.rules.terms import day_in_words
from houvast.rules.vtlb.book import book

_WANTED = (
    "voet", "correction_zorg", "correction_woon", "correction_kgb", "correctie_individuele_lasten", "nominaal",
    "vtlb", "afloscapaciteit",
)  # fmt: skip
_COSTS = ("premium", "zorgtoeslag", "rent", "huurtoeslag", "kgb_received")
_FOR_BVV = ("situation", "taxable_income_year", "no_brp_address", "in_institution", "price_due_month")
_FOR_KGB = ("children", "children_12_15", "children_16_17")
_OWN_FIELDS = (
    "net_income_incl_vt", "eigen_risico", "eigen_risico_bought_off", "work_hours_week", "partner_work_hours_week",
    "pension_age", "other_corrections", "normhuur", "kgb_max", "premium_in_norm",
)  # fmt: skip
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
class Note:
    """Something in a result that no public source confirms: field, status ``U`` or ``D``, and the sentence."""

    field: str
    status: str
    text_nl: str


@dataclass(frozen=True)
class Vtlb:
    """A VTLB per month with every step, the beslagvrije voet under it, and what is not confirmed."""

    run: Run
    voet: Run | None
    corrections: Mapping[str, Amount]
    notes: tuple[Note, ...]

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

    def steps(self) -> list[trace.Step]:
        """The explanation: first the beslagvrije voet, then the VTLB."""
        return [*(trace.steps(self.voet) if self.voet else []), *trace.steps(self.run)]

    def beside(self, official: Mapping[str, Amount]) -> list[tuple[str, Amount, Amount, Amount]]:
        """Another calculator's figures beside ours: step, ours, theirs, difference (theirs less ours)."""
        found = []
        for name, theirs in official.items():
            if name not in self.run.plan.names:
                raise BadInputError(name, "deze stap bestaat niet.")
            ours = self.run[name].rounded_half_up(2)
            found.append((name, ours, theirs, theirs - ours))
        return found


@lru_cache(maxsize=1)
def plan() -> Plan:
    """The plan from beslagvrije voet to afloscapaciteit; it needs no parameter set of its own."""
    return build(book, _WANTED, day=date(2026, 1, 1))


@lru_cache(maxsize=64)
def _kgb_plan(parameters: ParameterSet) -> Plan:
    return build(book, ("kgb_max_month",), parameters=parameters, day=parameters.valid_from)


@lru_cache(maxsize=64)
def _voet_plan(parameters: ParameterSet) -> Plan:
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
    allowed = (*_FOR_BVV, *_FOR_KGB, *_COSTS, *_OWN_FIELDS)
    for name in household:
        if name not in allowed:
            raise BadInputError(str(name), "dit veld bestaat niet. Haal het weg of verbeter de naam.")
    situation = read_choice("situation", household.get("situation"), bvv.SITUATIONS)
    partner, with_children = bvv.SITUATIONS[situation]
    voet = _voet_plan(parameters).run(_voet_values(household, partner, with_children))
    corrections, notes = _corrections(household, parameters, settings, partner)
    values: dict[str, object] = {
        "net_income_incl_vt": _amount(household, "net_income_incl_vt"),
        "beslagvrije_voet": voet["own_situation"],
        "compensatiekop": voet["compensatiekop"],
        "other_corrections": total(corrections),
        "cap_95_inside": settings.cap_95_inside,
        "negative_reduces_others": settings.negative_reduces_others,
        **_own_costs(household, parameters, partner, with_children),
    }
    known = values["individual_costs_known"]
    more = _method_notes(settings, household, bool(known))
    return Vtlb(plan().run(values), voet, corrections, (*notes, *more))


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


def _own_costs(
    household: Mapping[str, object], parameters: ParameterSet, partner: bool, with_children: bool
) -> dict[str, object]:
    """Own costs with what the norm already holds; ``individual_costs_known`` says whether all parts are there."""
    z = "gehuwden" if partner else "alleenstaande"
    kind = "meerpersoons" if partner or with_children else "eenpersoons"
    counts = {name: read_count(name, household.get(name, 0), most=30) for name in _FOR_KGB}
    if counts["children"] < counts["children_12_15"] + counts["children_16_17"]:
        raise BadInputError("children", "er zijn meer kinderen met een leeftijd dan kinderen.")
    if bool(counts["children"]) != with_children and household.get("children") is not None:
        raise BadInputError("children", "het aantal kinderen past niet bij de situatie.")
    single_parent = with_children and not partner
    kgb = _kgb_plan(parameters).run({**counts, "single_parent": single_parent})["kgb_max_month"]
    values: dict[str, object] = {
        "premium_in_norm": parameters.amount(f"participatiewet.art23_inrichting.lid2_zorgpremie_{z}"),
        "normhuur": parameters.amount(f"huurtoeslag.{kind}.J_basishuur"),
        "kgb_max": kgb,
    }
    for name in (*_COSTS, *values):
        if household.get(name) is not None:
            values[name] = read_amount(name, household[name])
    needed = ["premium", "rent"]
    if with_children:
        needed += ["kgb_received", "children"]
    values["individual_costs_known"] = all(household.get(name) is not None for name in needed)
    return values


def _corrections(
    household: Mapping[str, object], parameters: ParameterSet, settings: VtlbSettings, partner: bool
) -> tuple[dict[str, Amount], list[Note]]:
    """The additions of the report's chapter 4 and the corrections that were typed in, each by name."""
    found: dict[str, Amount] = {}
    notes: list[Note] = []
    other = household.get("other_corrections", {})
    if not isinstance(other, Mapping):
        raise BadInputError("other_corrections", "geef per correctie een naam en een bedrag.")
    _eigen_risico(household, parameters, settings, found, notes)
    _work(household, parameters, settings, found, notes)
    pension = read_choice("pension_age", household.get("pension_age", "none"), PENSION)
    if pension == "gehuwden" and not partner:
        raise BadInputError("pension_age", "zonder partner is dit “alleenstaande” of “none”.")
    if pension != "none":
        found["pgl_correctie"] = parameters.amount(f"vtlb.pgl_correctie_{pension}")
        notes.append(Note("pgl_correctie", "D", "bedrag door ons berekend naar de regel van de NVVK (juli 2021)."))
    if household.get("in_institution") and settings.reserveringstoeslag is not None:
        found["reserveringstoeslag"] = settings.reserveringstoeslag
        notes.append(_unconfirmed("reserveringstoeslag", settings))
    for name, value in other.items():
        if str(name) in found:
            raise BadInputError(str(name), "deze correctie telt al mee. Haal hem hier weg.")
        found[str(name)] = read_amount(str(name), value)
    return found, notes


def _eigen_risico(
    household: Mapping[str, object],
    parameters: ParameterSet,
    settings: VtlbSettings,
    found: dict[str, Amount],
    notes: list[Note],
) -> None:
    if not read_flag("eigen_risico", household.get("eigen_risico", False)):
        return
    bought_off = read_flag("eigen_risico_bought_off", household.get("eigen_risico_bought_off", False))
    if bought_off:
        notes.append(_unconfirmed("eigen_risico", settings))
    if not bought_off or settings.eigen_risico_when_bought_off:
        found["eigen_risico"] = parameters.amount("vtlb.eigen_risico_correctie")


def _work(
    household: Mapping[str, object],
    parameters: ParameterSet,
    settings: VtlbSettings,
    found: dict[str, Amount],
    notes: list[Note],
) -> None:
    least = parameters.amount("vtlb.arbeidstoeslag_min_hours")
    hours = [read_count(n, household.get(n, 0), most=80) for n in ("work_hours_week", "partner_work_hours_week")]
    workers = sum(Amount(one) > least for one in hours)
    if workers:
        each = settings.arbeidstoeslag or parameters.amount("vtlb.arbeidstoeslag")
        found["arbeidstoeslag"] = each * workers
        notes.append(_unconfirmed("arbeidstoeslag", settings))


def _unconfirmed(field: str, settings: VtlbSettings) -> Note:
    when = (
        f"door de organisatie ingesteld op {day_in_words(settings.set_on)}"
        if settings.set_on
        else "de waarde van Houvast is gebruikt; de organisatie heeft nog niets ingesteld"
    )
    return Note(field, "U", f"niet bevestigd door een openbare bron; {when}.")


def _method_notes(settings: VtlbSettings, household: Mapping[str, Any], known: bool) -> list[Note]:
    notes = [_unconfirmed("cap_95_inside", settings)]
    if known:
        notes.append(_unconfirmed("negative_reduces_others", settings))
        if household.get("normhuur") is None:
            notes.append(_unconfirmed("normhuur", settings))
    return notes
