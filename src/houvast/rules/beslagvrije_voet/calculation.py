"""From a household to a beslagvrije voet, and from a seizure to what is taken too much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import isqrt

from houvast.rules import parameter_sets, trace
from houvast.rules.amount import Amount
from houvast.rules.beslagvrije_voet.book import UNTIL_2025, book
from houvast.rules.errors import BadInputError, unknown_field
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Plan, Run, build
from houvast.rules.reading import read_choice, read_input

LAW = "vtlb"

SITUATIONS: Mapping[str, tuple[bool, bool]] = {
    "alleenstaande": (False, False),
    "alleenstaande_ouder": (False, True),
    "gehuwd_zonder_kinderen": (True, False),
    "gehuwd_met_kinderen": (True, True),
}
"""Household of art. 475da: partner, children."""

_WANTED = (
    "base", "zorg_deel", "huur_deel", "kgb_deel", "compensatiekop", "formula_before_cap", "after_475da",
    "own_situation", "after_raises", "deduction_partner", "after_475db", "cap_475dc", "beslagvrije_voet", "seizable",
)  # fmt: skip


@dataclass(frozen=True)
class BeslagvrijeVoet:
    """The outcome of art. 475d-475e Rv per month, with every step. Amounts are exact; show them in cents."""

    run: Run

    @property
    def amount(self) -> Amount:
        """The beslagvrije voet in whole cents."""
        return self.run["beslagvrije_voet"]

    @property
    def seizable(self) -> Amount:
        """What may be seized of the own income, never below zero."""
        return self.run["seizable"]

    @property
    def compensatiekop(self) -> Amount:
        """The three parts for lost allowances together, not rounded."""
        return self.run["compensatiekop"]

    def __getitem__(self, name: str) -> Amount:
        return self.run[name]

    def steps(self) -> list[trace.Step]:
        """The explanation, step by step."""
        return trace.steps(self.run)


@lru_cache(maxsize=64)
def plan_for(parameters: ParameterSet) -> Plan:
    """The plan of one period."""
    return build(book, _WANTED, parameters=parameters, day=parameters.valid_from)


@lru_cache(maxsize=64)
def _formula_plan(parameters: ParameterSet) -> Plan:
    names = ("base", "zorg_deel", "huur_deel", "kgb_deel", "formula_before_cap", "after_475da")
    return build(book, names, parameters=parameters, day=parameters.valid_from)


def parameters_for(day: date | None = None, *, period: str | None = None) -> ParameterSet:
    """The figures that hold on a day, or those of a named period; a clear refusal when there are none."""
    return parameter_sets.of_half_year(LAW, day, period)


def calculate(household: Mapping[str, object], parameters: ParameterSet) -> BeslagvrijeVoet:
    """The beslagvrije voet of a household. Fields as in the case files; refuses a household that cannot be.

    ``situation`` is one of :data:`SITUATIONS`; amounts are text (``'1250.00'`` or ``1.250,00``) or whole numbers.
    """
    values = _values(household)
    alone = not values["has_partner"]
    if alone and values.get("partner_unseized_income_month", Amount(0)) != Amount(0):
        raise BadInputError("partner_unseized_income_month", "zonder partner is er geen inkomen van een partner.")
    if values.get("no_brp_address") and values.get("in_institution"):
        raise BadInputError("in_institution", "kies: in een inrichting, of zonder adres in de BRP.")
    return BeslagvrijeVoet(plan_for(parameters).run(values))


def formula(household: Mapping[str, object], parameters: ParameterSet) -> Run:
    """Only art. 475da: ``formula_before_cap``, its four parts, and ``after_475da``."""
    return _formula_plan(parameters).run(_values(household))


def _values(household: Mapping[str, object]) -> dict[str, Amount | bool]:
    situation = read_choice("situation", household.get("situation"), SITUATIONS)
    partner, children = SITUATIONS[situation]
    values: dict[str, Amount | bool] = {"has_partner": partner, "has_children": children}
    for name, value in household.items():
        if name == "situation":
            continue
        if name not in book.inputs or name in ("has_partner", "has_children"):
            raise unknown_field(name)
        values[name] = read_input(book.inputs[name], value)
    return values


def without_address(parameters: ParameterSet) -> Amount:
    """Beslagvrije voet of somebody without an address in the BRP (art. 475da lid 4), in cents."""
    plan = build(book, ("without_brp",), parameters=parameters, day=parameters.valid_from)
    return plan.run({})["without_brp"].rounded_half_up(2)


def in_institution(couple: bool, price_due_month: Amount, parameters: ParameterSet) -> Amount:
    """Beslagvrije voet of a resident of an institution (art. 475e lid 2), in cents."""
    plan = build(book, ("institution",), parameters=parameters, day=parameters.valid_from)
    return plan.run({"has_partner": couple, "price_due_month": price_due_month})["institution"].rounded_half_up(2)


def low_income(net_incl_vt: Amount) -> tuple[Amount, Amount]:
    """The 95% rule of art. 475dc alone: what is protected and what may be seized, in cents."""
    protected = (net_incl_vt * Amount(95, 100)).rounded_half_up(2)
    return protected, net_incl_vt - protected


def spread(voet: Amount, payments: list[Amount]) -> list[Amount]:
    """One beslagvrije voet over several payments that are seized, by size (art. 475c lid 5), in cents.

    The shares add up to the voet: left-over cents go to the largest remainders, then to the first payment.
    """
    total = sum((p.ratio for p in payments), start=Amount(0).ratio)
    if total <= 0 or any(p < 0 for p in payments):
        raise BadInputError("payments", "geef betalingen van nul of meer, samen meer dan nul.")
    if voet.ratio * 100 % 1 or voet > Amount.of(total):
        raise BadInputError("beslagvrije_voet", "de voet is in hele centen en niet hoger dan de betalingen samen.")
    exact = [voet.ratio * 100 * p.ratio / total for p in payments]
    cents = [int(x) for x in exact]
    left = int(voet.ratio * 100) - sum(cents)
    for place in sorted(range(len(exact)), key=lambda i: (cents[i] - exact[i], i))[:left]:
        cents[place] += 1
    return [Amount(c, 100) for c in cents]


def lid7_threshold(multi: bool, parameters: ParameterSet) -> Amount:
    """Year income at which the gross rent function reaches the ceiling of lid 9, in cents (art. 475da lid 7)."""
    kind = "huurtoeslag.meerpersoons" if multi else "huurtoeslag.eenpersoons"
    ceiling = parameters.amount("huurtoeslag.maximale_normhuur_lid9").ratio
    if parameters.valid_from > UNTIL_2025:
        start = parameters.amount(f"{kind}.minimum_income_point").ratio
        return Amount.of(start + 12 * ceiling / parameters.amount(f"{kind}.afbouw_share").ratio).rounded_half_up(2)
    a, b = parameters.amount(f"{kind}.factor_a").ratio, parameters.amount(f"{kind}.factor_b").ratio
    # The root of a C^2 + b C = N, half up to the cent, in whole numbers: C >= x is a x^2 + b x <= N.
    inside = b * b + 4 * a * ceiling
    scale = 10**30
    root = isqrt(inside.numerator * scale**2 // inside.denominator)
    return ((Amount(root, scale) - Amount.of(b)) / Amount.of(2 * a)).rounded_half_up(2)


@dataclass(frozen=True)
class SeizureCheck:
    """Whether a seizure takes too much, and the facts for a letter to the bailiff."""

    voet: BeslagvrijeVoet
    held_month: Amount
    months: int
    by: str

    @property
    def too_much_month(self) -> Amount:
        """Held back above what may be seized, per month; never below zero."""
        over = self.held_month - self.voet.seizable
        return over if over > 0 else Amount(0)

    @property
    def too_much_total(self) -> Amount:
        """Over all months."""
        return self.too_much_month * self.months

    def facts(self) -> dict[str, str]:
        """What the letter says: amounts in Dutch notation, months, who holds back, and the period of the rules."""
        parameters = self.voet.run.plan.parameters
        assert parameters is not None  # noqa: S101 - plan_for() always has a set
        return {
            "beslagvrije_voet": self.voet.amount.dutch(),
            "mag_beslagen_worden": self.voet.seizable.dutch(),
            "ingehouden": self.held_month.dutch(),
            "te_veel_per_maand": self.too_much_month.dutch(),
            "te_veel_totaal": self.too_much_total.dutch(),
            "maanden": str(self.months),
            "door": self.by,
            "periode": parameters.period,
            "wet": book.law,
        }


def check_seizure(voet: BeslagvrijeVoet, held_month: Amount, months: int, by: str) -> SeizureCheck:
    """Compare what is held back a month with what may be. ``months``: how long already, 1 or more."""
    if held_month < 0 or held_month > voet["own_net_income_month_incl_vt"]:
        raise BadInputError("held_back_month", "het bedrag is niet negatief en niet hoger dan het inkomen.")
    if not 1 <= months <= 600:
        raise BadInputError("months", "het aantal maanden is 1 of meer.")
    return SeizureCheck(voet, held_month, months, by)


def months_between(since: date, until: date) -> int:
    """Number of paydays of whole months from ``since`` up to and including ``until``, at least 1."""
    if until < since:
        raise BadInputError("since", "het beslag begint niet in de toekomst.")
    return (until.year - since.year) * 12 + until.month - since.month + 1


def settings_status() -> tuple[tuple[str, str, str], ...]:
    """Settings that no public source confirms: field, status, and what it is."""
    return (
        ("parts_not_below_zero", "U", "een negatief huurdeel of kinddeel telt als nul: onze lezing"),
        ("raise_may_pass_maximum", "U", "de verhoging van lid 5 mag boven het maximum: onze lezing"),
        ("housing_raise_lid7_month", "U", "de hoogte volgt uit een besluit dat nog niet is gelezen"),
        ("country_factor", "U", "de factoren per land staan in een besluit dat nog niet is gevonden"),
    )
