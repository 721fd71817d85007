"""What somebody misses who does not know everything: between which amounts it lies, and what to look up.

Whatever is a range (a varying income, a net amount, a birthday that may still come) is calculated at every end. The
allowances only fall with income, so what somebody may get lies between the smallest and the largest outcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from houvast.rules import bijstand, inkomen
from houvast.rules import household as homes
from houvast.rules.amount import Amount, high
from houvast.rules.estimate import Span
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.tegemoetkomingen.calculation import Checklist, calculate
from houvast.rules.tegemoetkomingen.items import Item
from houvast.rules.tegemoetkomingen.rules_of_a_day import Rules, rules_for
from houvast.rules.tegemoetkomingen.told import LOW, WORK, Told
from houvast.rules.toeslagen.given import last_application_day

ZERO, YEAR = Amount(0), 12
ROUNDING = Amount(1)
"""The tables differ at most 1 euro a month from each other (tegemoetkomingen-toeslagen.md 7)."""
MISSING, MAYBE, HAS, CHECK, TOO_MUCH, NONE, ASK = (
    "missing", "maybe", "has", "check", "too_much", "none", "ask",
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """The figures of one day: allowances and VTLB, the norms of social assistance, and those of net income."""

    rules: Rules
    norms: ParameterSet
    income: ParameterSet


@dataclass(frozen=True)
class Allowance:
    """One allowance over everything that is possible; amounts in whole euros a month unless a name says year.

    ``state``: missing, maybe (perhaps nothing), has, check (has it, amount not told), too_much, none or ask.
    """

    name: str
    state: str
    right: Span | None
    more: Span
    more_year: Span
    too_much: Amount
    ask: tuple[str, ...]
    reason: str
    until: date | None

    @property
    def sure(self) -> bool:
        """Whether every fact is known and the amount is one amount."""
        return not self.ask and self.right is not None and self.right.exact


@dataclass(frozen=True)
class Missed:
    """The whole answer. ``below_norm``: the income looks lower than social assistance; ``None`` = not known.

    ``last_year``: the year before and its last day, while one can still apply for it.
    """

    told: Told
    allowances: tuple[Allowance, ...]
    steps: Checklist
    below_norm: bool | None
    old: bool
    last_year: tuple[int, date] | None

    @property
    def more(self) -> Span:
        """What is surely missed and what may be missed, over all allowances."""
        found = [one.more for one in self.allowances if one.state in (MISSING, MAYBE)]
        return Span(sum((one.low for one in found), start=ZERO), sum((one.high for one in found), start=ZERO))


def figures_for(day: date) -> Figures:
    """The figures of a day; refused when one of the laws has none."""
    return Figures(rules_for(day), bijstand.parameters_for(day), inkomen.parameters_for(day))


def missed(told: Told, figures: Figures, *, last_year: ParameterSet | None = None) -> Missed:
    """The answer. ``last_year``: the figures of the allowances in the year before, when there are any.

    Refuses a year of birth that cannot be, by the name of its field.
    """
    rules = figures.rules
    told.check(rules.day)
    lists = [calculate({homes.KEY: home}, rules) for home in told.households(rules.day, rules.allowances)]
    allowances = tuple(
        _allowance(told, list(items), rules.day) for items in zip(*(one.items for one in lists), strict=True)
    )
    return Missed(
        told=told,
        allowances=allowances,
        steps=lists[0],
        below_norm=_below_norm(told, figures),
        old=_is_old(told.birth_year, rules.day),
        last_year=_still_open(last_year, rules.day),
    )


def _is_old(year: int, day: date) -> bool:
    return day.year - year >= homes.AOW_AGE


def _allowance(told: Told, items: list[Item], day: date) -> Allowance:
    first, name = items[0], items[0].name
    ask = _ask(told, first, day)
    reason = next((one for one in map(_reason, items) if one), "")
    until = first.found.last_application_day if first.found else None
    rights = [one.estimate for one in items if one.estimate is not None]
    unsure_pair = name == "zorgtoeslag" and told.partner_year is not None and reason == "not_insured"
    if len(rights) < len(items) or unsure_pair:
        nothing = Span.of(ZERO)
        return Allowance(name, ASK, None, nothing, nothing, ZERO, ask or ("insured",), "", until)
    right = Span(min(rights), max(rights))
    gets, now = name in told.gets, told.gets.get(name)
    comes = now or ZERO
    more = Span(high(right.low - comes, 0), high(right.high - comes, 0))
    years = [high((one.found.year if one.found and one.found.entitled else ZERO) - comes * YEAR, 0) for one in items]
    state = _state(right, more, gets=gets, now=now)
    too_much = high(comes - right.high, 0)
    return Allowance(name, state, right, more, Span(min(years), max(years)), too_much, ask, reason, until)


def _state(right: Span, more: Span, *, gets: bool, now: Amount | None) -> str:
    if gets and now is None:
        return CHECK if right.high > 0 else TOO_MUCH
    comes = now or ZERO
    if comes > right.high + ROUNDING:
        return TOO_MUCH
    if more.low > (ROUNDING if comes > 0 else ZERO):
        return MISSING
    if comes > 0:
        return HAS
    return MAYBE if more.high > 0 else NONE


def _reason(item: Item) -> str:
    """Why there is no right: the word of the rules, or what the household lacks."""
    if item.gathered.no:
        return "no_rented_home" if item.name == "huurtoeslag" else "no_child_below_18"
    if item.found is None or not item.found.computable or item.found.entitled:
        return ""
    return item.found.reason


def _ask(told: Told, item: Item, day: date) -> tuple[str, ...]:
    """The facts to look up. Ages of others change nothing once one of the adults is 21."""
    if item.gathered.no:
        return ()
    names = dict.fromkeys((*item.gathered.needed, *item.gathered.assumed))
    if min(told.years) < day.year - homes.OLDER:
        names.pop("birth_date", None)
    if item.found is not None and not item.found.computable:
        names["official"] = None
    return tuple(names)


def _below_norm(told: Told, figures: Figures) -> bool | None:
    """Whether the lowest net income is below the norm of social assistance; savings above the border: no."""
    day = figures.rules.day
    if told.income is None or (told.partner_year is not None and told.partner_income is None):
        return None
    if told.savings not in (LOW, None) or told.birth_year > day.year - homes.ADULT:
        return False
    if any(day.year - year < homes.ADULT for year in told.years):
        return None
    lows = [one.gross_year.low for one in (told.income, told.partner_income) if one is not None]
    pairs = zip(told.years, lows, strict=True)
    net = sum((_net_month(told, income, year, figures) for year, income in pairs), start=ZERO)
    return net < bijstand.norm_of(_of_norm(told, day), figures.norms)["norm"]


def _of_norm(told: Told, day: date) -> dict[str, object]:
    """What the norm depends on, without the others at the address: nobody asked how old they are."""
    persons = [*told.adults(date(told.birth_year, 1, 1), None, None), *told.children(day)]
    flat = homes.GATHER["bijstand"]({"persons": persons}, day)
    return {name: flat[name] for name in bijstand.OF_HOME if name in flat}


def _net_month(told: Told, income: Amount, year: int, figures: Figures) -> Amount:
    if income == ZERO:
        return ZERO
    field = "gross_wage_year" if WORK in told.kinds else "other_box1_income_year"
    old = _is_old(year, figures.rules.day)
    person = {field: income.text(), "aow_age": old, "single": told.partner_year is None}
    return inkomen.calculate(person, figures.income).month


def _still_open(last_year: ParameterSet | None, day: date) -> tuple[int, date] | None:
    if last_year is None:
        return None
    last = last_application_day({}, last_year)
    return (last_year.valid_from.year, last) if last >= day else None
