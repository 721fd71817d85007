"""From the answers of "Laat ik geld liggen?" to what each allowance can be. Knows the rules, never a request or words.

Whatever is a range (a varying income, a net amount, a birthday that may still come) is calculated at every end. The
allowances only fall with income, so what somebody may get lies between the smallest and the largest outcome.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from houvast.foundation.parameters.queries import parameters_for
from houvast.rules import bijstand, household, inkomen, tegemoetkomingen, toeslagen
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError, NoParametersError
from houvast.rules.estimate import Span, taxable_year, with_holiday_allowance
from houvast.rules.tegemoetkomingen import Checklist
from houvast.rules.toeslagen.given import last_application_day
from houvast.web.rekenhulp.missing_forms import (
    CHILD_BENEFIT,
    FOUR_WEEKS,
    GETS_AMOUNT,
    HIGH,
    MIDDLE,
    MONTH,
    NET_MONTH,
    NO,
    PARTNER,
    UNKNOWN,
    WORK,
    YES,
    borders,
)

ZERO, YEAR = Amount(0), 12
TIMES = {MONTH: 12, FOUR_WEEKS: 13}
WITH_HOLIDAY = Amount(108, 100)
"""A gross month without and with a holiday allowance of 8%."""
ROUNDING = Amount(1)
"""The tables differ at most 1 euro a month from each other (tegemoetkomingen-toeslagen.md 7)."""
LEAST_AGE = 16
TENURES = {"rent": "rent", "room": "rent", "own": "own", "other": "none"}
MISSING, MAYBE, HAS, CHECK, TOO_MUCH, NONE, ASK = (
    "missing", "maybe", "has", "check", "too_much", "none", "ask",
)  # fmt: skip


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
class Missing:
    """The whole answer. ``below_norm``: the income looks lower than social assistance; ``None`` = not known."""

    allowances: tuple[Allowance, ...]
    steps: Checklist
    day: date
    below_norm: bool | None
    old: bool
    kinds: tuple[str, ...]
    has_children: bool
    gets_child_benefit: bool
    last_year: tuple[int, date] | None

    @property
    def more(self) -> Span:
        """What is surely missed and what may be missed, over all allowances."""
        found = [one.more for one in self.allowances if one.state in (MISSING, MAYBE)]
        return Span(sum((one.low for one in found), start=ZERO), sum((one.high for one in found), start=ZERO))


def missing_of(answers: Mapping[str, Any], day: date) -> Missing:
    """The answer. Refuses a year of birth that cannot be, by the name of its field."""
    _check(answers, day)
    rules = parameters_for(tegemoetkomingen.rules_for, day)
    lists = [tegemoetkomingen.calculate({"household": home}, rules) for home in homes(answers, day)]
    allowances = tuple(_allowance(answers, [one.items[at] for one in lists], day) for at in range(len(lists[0].items)))
    return Missing(
        allowances=allowances,
        steps=lists[0],
        day=day,
        below_norm=_below_norm(answers, day),
        old=_is_old(answers["birth_year"], day),
        kinds=tuple(answers["kinds"]),
        has_children=bool(answers["ages"]),
        gets_child_benefit=CHILD_BENEFIT in answers["gets"],
        last_year=_last_year(day),
    )


def _check(answers: Mapping[str, Any], day: date) -> None:
    for name in ("birth_year", "partner_year"):
        if answers[name] is not None and answers[name] > day.year - LEAST_AGE:
            raise BadInputError(name, "het geboortejaar is te laat.")


def _is_old(year: int, day: date) -> bool:
    return day.year - year >= household.AOW_AGE


def homes(answers: Mapping[str, Any], day: date) -> Iterator[dict[str, Any]]:
    """Every household that these answers can be, the poorest and oldest first."""
    own, partner = gross_year(answers, "income"), gross_year(answers, "partner")
    for born, mine, theirs in product(
        _birthdays(answers["birth_year"], day), own.ends if own else (None,), partner.ends if partner else (None,)
    ):
        yield _home(answers, day, born, mine, theirs)


def _birthdays(year: int, day: date) -> tuple[date, ...]:
    """The first day of the year, and the last where a birthday this year changes what somebody may have."""
    turns = year in (day.year - household.ADULT, day.year - household.OLDER)
    return (date(year, 1, 1), date(year, 12, 31)) if turns else (date(year, 1, 1),)


def gross_year(answers: Mapping[str, Any], who: str) -> Span | None:
    """Between what the gross year income of ``income`` or ``partner`` lies; ``None`` = not known."""
    low = answers.get("income" if who == "income" else "partner_income")
    if low is None:
        return None
    high = answers.get(f"{who}_high") or low
    per = answers.get(f"{who}_per")
    if per in TIMES:
        return Span(low * TIMES[per], (high * TIMES[per] * WITH_HOLIDAY).rounded_half_up(2))
    if per == NET_MONTH:
        return taxable_year([with_holiday_allowance(Span(low, high))])
    return Span(low, high)


def _home(
    answers: Mapping[str, Any], day: date, born: date, own: Amount | None, theirs: Amount | None
) -> dict[str, Any]:
    kind = household.WAGE if answers["kinds"] == [WORK] else "overig"
    people = answers["people"]
    persons: list[dict[str, Any]] = [{"role": "applicant", "birth_date": born, **_incomes(own, kind)}]
    if PARTNER in people:
        persons.append({
            "role": "partner", "birth_date": date(answers["partner_year"], 1, 1), **_incomes(theirs, "overig"),
        })  # fmt: skip
    persons += [{"role": "child", "birth_date": _years_before(day, age)} for age in answers["ages"] or ()]
    for number in range(answers["others"] or 0):
        income = answers.get("others_income") if number == 0 else ZERO
        persons.append({"role": "co_resident", **_incomes(income, "overig")})
    home: dict[str, Any] = {
        "persons": persons,
        "home": {"tenure": TENURES[answers["home"]]},
        "facts": _facts(answers),
    }
    if answers["rent"] is not None:
        home["home"]["costs"] = answers["rent"].text()
    elif answers["home"] == "room":
        home["home"]["costs"] = "0"  # a room gives no right, whatever it costs
    assets = _assets(answers, day)
    return home if assets is None else {**home, "assets": assets.text()}


def _incomes(amount: Amount | None, kind: str) -> dict[str, Any]:
    if amount is None:
        return {}
    if amount == ZERO:
        return {"incomes": []}
    return {"incomes": [{"kind": kind, "basis": "gross", "amount": amount.text(), "per": "year"}]}


def _years_before(day: date, years: int) -> date:
    """The youngest somebody of this age can be."""
    leap = (day.month, day.day) == (2, 29)
    return date(day.year - years, day.month, 28 if leap else day.day)


def _assets(answers: Mapping[str, Any], day: date) -> Amount | None:
    if answers["assets"] == UNKNOWN:
        return None
    least, most = borders(day, partner=PARTNER in answers["people"])
    return {MIDDLE: least + 1, HIGH: most + 1}.get(answers["assets"], ZERO)


def _facts(answers: Mapping[str, Any]) -> dict[str, bool]:
    """What was answered with yes or no; what was not is asked."""
    facts = {}
    if answers["insured"] in (YES, NO):
        facts["insured"] = answers["insured"] == YES
        if PARTNER in answers["people"]:
            facts["partner_insured"] = facts["insured"]
    if answers["registered"] in (YES, NO):
        facts["registered_brp"] = answers["registered"] == YES
    if answers["home"] == "room":
        facts["independent_home"] = False
    elif answers["own_door"] in (YES, NO):
        facts["independent_home"] = answers["own_door"] == YES
    if CHILD_BENEFIT in answers["gets"]:
        facts["receives_kinderbijslag"] = True
    return facts


def _allowance(answers: Mapping[str, Any], items: list[tegemoetkomingen.Item], day: date) -> Allowance:
    first, name = items[0], items[0].name
    ask = _ask(answers, first, day)
    reason = next((one for one in map(_reason, items) if one), "")
    until = first.found.last_application_day if first.found else None
    estimates = [one.estimate for one in items]
    rights = [one for one in estimates if one is not None]
    if len(rights) < len(items) or (name == "zorgtoeslag" and PARTNER in answers["people"] and reason == "not_insured"):
        nothing = Span.of(ZERO)
        return Allowance(name, ASK, None, nothing, nothing, ZERO, ask or ("insured",), "", until)
    right = Span(min(rights), max(rights))
    gets, now = name in answers["gets"], answers[GETS_AMOUNT[name]]
    comes = now or ZERO
    more = Span(_above(right.low, comes), _above(right.high, comes))
    years = [_above(one.found.year if one.found and one.found.entitled else ZERO, comes * YEAR) for one in items]
    state = _state(right, more, gets=gets, now=now)
    return Allowance(
        name, state, right, more, Span(min(years), max(years)), _above(comes, right.high), ask, reason, until
    )


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


def _reason(item: tegemoetkomingen.Item) -> str:
    """Why there is no right: the word of the rules, or what the household lacks."""
    if item.gathered.no:
        return "no_rented_home" if item.name == "huurtoeslag" else "no_child_below_18"
    if item.found is None or not item.found.computable or item.found.entitled:
        return ""
    return item.found.reason


def _ask(answers: Mapping[str, Any], item: tegemoetkomingen.Item, day: date) -> tuple[str, ...]:
    """The facts to look up. Ages of others change nothing once one of the adults is 21."""
    if item.gathered.no:
        return ()
    names = dict.fromkeys((*item.gathered.needed, *item.gathered.assumed))
    years = [one for one in (answers["birth_year"], answers["partner_year"]) if one is not None]
    if min(years) < day.year - household.OLDER:
        names.pop("birth_date", None)
    if item.found is not None and not item.found.computable:
        names["official"] = None
    return tuple(names)


def _above(amount: Amount, other: Amount) -> Amount:
    over = amount - other
    return over if over > 0 else ZERO


def _below_norm(answers: Mapping[str, Any], day: date) -> bool | None:
    """Whether the lowest net income is below the norm of social assistance; savings above it, or study: no."""
    own, partner = gross_year(answers, "income"), gross_year(answers, "partner")
    if own is None or (PARTNER in answers["people"] and partner is None):
        return None
    if answers["assets"] in (MIDDLE, HIGH) or answers["birth_year"] > day.year - household.ADULT:
        return False
    adults = [(answers["birth_year"], own.low)]
    if partner is not None:
        adults.append((answers["partner_year"], partner.low))
    if any(day.year - year < household.ADULT for year, _ in adults):
        return None
    net = sum((_net_month(answers, income, year, day) for year, income in adults), start=ZERO)
    fields = _norm_fields(answers, [year for year, _ in adults], day)
    return net < bijstand.norm_of(fields, parameters_for(bijstand.parameters_for, day))["norm"]


def _norm_fields(answers: Mapping[str, Any], years: list[int], day: date) -> dict[str, object]:
    groups = [
        "aow" if _is_old(year, day) else "21_to_aow" if day.year - year >= household.OLDER else "18_20"
        for year in years
    ]
    children = bool(answers["ages"])
    kind = "gehuwden" if len(years) > 1 else "alleenstaande_ouder" if children else "alleenstaande"
    fields: dict[str, object] = {"household": kind, "age_group_self": groups[0], "has_children": children}
    return fields | ({"age_group_partner": groups[1]} if len(groups) > 1 else {})


def _net_month(answers: Mapping[str, Any], income: Amount, year: int, day: date) -> Amount:
    if income == ZERO:
        return ZERO
    field = "gross_wage_year" if WORK in answers["kinds"] else "other_box1_income_year"
    person = {field: income.text(), "aow_age": _is_old(year, day), "single": PARTNER not in answers["people"]}
    return inkomen.calculate(person, parameters_for(inkomen.parameters_for, day)).month


def _last_year(day: date) -> tuple[int, date] | None:
    """The year before, while one can still apply for it."""
    try:
        figures = parameters_for(toeslagen.parameters_for, date(day.year - 1, 12, 31))
    except NoParametersError:
        return None
    last = last_application_day({}, figures)
    return (day.year - 1, last) if last >= day else None
