"""What somebody told who does not know everything, and every household that it can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from houvast.rules import household as homes
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.estimate import HOLIDAY_SHARE, Span, taxable_year, with_holiday_allowance
from houvast.rules.parameter_sets import ParameterSet

ZERO, ONE = Amount(0), Amount(1)
YEAR, MONTH, FOUR_WEEKS, NET_MONTH = "year", "month", "four_weeks", "net_month"
RENT, ROOM, OWN, OTHER = "rent", "room", "own", "other"
TENURES = {RENT: "rent", ROOM: "rent", OWN: "own", OTHER: "none"}
LOW, MIDDLE, HIGH = "low", "middle", "high"
WORK = "work"
LEAST_AGE = 16
"""Nobody younger asks for himself."""


@dataclass(frozen=True)
class Income:
    """An income of one person in euro, before tax but for ``net_month``; ``high`` is above ``low`` when it varies."""

    low: Amount
    high: Amount
    per: str = YEAR

    @property
    def gross_year(self) -> Span:
        """Between what the gross income of a year lies: a month or four weeks may have a holiday allowance on top."""
        if self.per == NET_MONTH:
            return taxable_year([with_holiday_allowance(Span(self.low, self.high))])
        if self.per == YEAR:
            return Span(self.low, self.high)
        times = homes.PERIODS[self.per]
        return Span(self.low * times, (self.high * times * (ONE + HOLIDAY_SHARE)).rounded_half_up(2))


@dataclass(frozen=True)
class Told:
    """The answers. ``None`` = not known; of the partner: there is none (``partner_year``).

    ``ages``: of the children below 18. ``others``: how many of 18 or older live there as well, ``others_income`` is
    what they earn together in a year. ``rent``: bare rent a month. ``savings``: below both borders, between, or above.
    ``gets``: what comes in now by allowance, a month; ``None`` = an amount that nobody said. ``kinds``: where the
    income comes from, as words of the asker; only :data:`WORK` counts here.
    """

    birth_year: int
    income: Income | None
    home: str
    gets: Mapping[str, Amount | None]
    partner_year: int | None = None
    partner_income: Income | None = None
    ages: tuple[int, ...] = ()
    others: int = 0
    others_income: Amount | None = None
    rent: Amount | None = None
    own_door: bool | None = None
    registered: bool | None = None
    insured: bool | None = None
    child_benefit: bool = False
    savings: str | None = LOW
    kinds: tuple[str, ...] = ()

    @property
    def years(self) -> list[int]:
        """Years of birth of the adults."""
        return [self.birth_year, *([] if self.partner_year is None else [self.partner_year])]

    def check(self, day: date) -> None:
        """Refuses a year of birth that cannot be, by the name of its field."""
        for name, year in (("birth_year", self.birth_year), ("partner_year", self.partner_year)):
            if year is not None and year > day.year - LEAST_AGE:
                raise BadInputError(name, "het geboortejaar is te laat.")

    def households(self, day: date, allowances: ParameterSet) -> Iterator[dict[str, Any]]:
        """Every household that this can be, the oldest and poorest first."""
        own_ends, partner_ends = _ends(self.income), _ends(self.partner_income)
        for born, own, theirs in product(_birthdays(self.birth_year, day), own_ends, partner_ends):
            yield self._household(day, allowances, born, own, theirs)

    def _household(
        self, day: date, allowances: ParameterSet, born: date, own: Amount | None, theirs: Amount | None
    ) -> dict[str, Any]:
        found: dict[str, Any] = {
            "persons": [*self.adults(born, own, theirs), *self.children(day), *self._others()],
            "home": {"tenure": TENURES[self.home]},
            "facts": self._facts(),
        }
        if self.rent is not None:
            found["home"]["costs"] = self.rent.text()
        elif self.home == ROOM:
            found["home"]["costs"] = "0"  # a room gives no right, whatever it costs
        if self.savings is not None:
            found["assets"] = self._assets(allowances).text()
        return found

    def adults(self, born: date, own: Amount | None, theirs: Amount | None) -> list[dict[str, Any]]:
        """Who asks, and the partner, with gross incomes a year."""
        kind = homes.WAGE if self.kinds == (WORK,) else "overig"
        found: list[dict[str, Any]] = [{"role": "applicant", "birth_date": born, **_earns(own, kind)}]
        if self.partner_year is not None:
            partner_born = date(self.partner_year, 1, 1)
            found.append({"role": "partner", "birth_date": partner_born, **_earns(theirs, "overig")})
        return found

    def children(self, day: date) -> list[dict[str, Any]]:
        """The children, each as young as somebody of that age can be."""
        return [{"role": "child", "birth_date": _years_before(day, age)} for age in self.ages]

    def _others(self) -> list[dict[str, Any]]:
        """Together they earn what the first of them earns here."""
        incomes = [self.others_income, *(ZERO for _ in range(1, self.others))][: self.others]
        return [{"role": "co_resident", **_earns(one, "overig")} for one in incomes]

    def _assets(self, allowances: ParameterSet) -> Amount:
        least, most = borders(allowances, partner=self.partner_year is not None)
        return {LOW: ZERO, MIDDLE: least + 1, HIGH: most + 1}[str(self.savings)]

    def _facts(self) -> dict[str, bool]:
        """What was told; what was not is asked."""
        told = {
            "insured": self.insured,
            "partner_insured": self.insured if self.partner_year is not None else None,
            "registered_brp": self.registered,
            "independent_home": False if self.home == ROOM else self.own_door,
            "receives_kinderbijslag": self.child_benefit or None,
        }
        return {name: value for name, value in told.items() if value is not None}


def _ends(income: Income | None) -> tuple[Amount | None, ...]:
    return income.gross_year.ends if income else (None,)


def borders(allowances: ParameterSet, *, partner: bool) -> tuple[Amount, Amount]:
    """Savings above which huurtoeslag stops, and above which the other two stop, in euro."""
    least = "huurtoeslag.asset_limit_partners" if partner else "huurtoeslag.asset_limit_per_person"
    most = "zorgtoeslag.asset_limit_partners" if partner else "zorgtoeslag.asset_limit_single"
    return allowances.amount(least), allowances.amount(most)


def _birthdays(year: int, day: date) -> tuple[date, ...]:
    """The first day of the year, and the last where a birthday this year changes what somebody may have."""
    turns = year in (day.year - homes.ADULT, day.year - homes.OLDER)
    return (date(year, 1, 1), date(year, 12, 31)) if turns else (date(year, 1, 1),)


def _years_before(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return date(day.year - years, day.month, 28 if leap else day.day)


def _earns(amount: Amount | None, kind: str) -> dict[str, Any]:
    if amount is None:
        return {}
    if amount == ZERO:
        return {"incomes": []}
    return {"incomes": [{"kind": kind, "basis": "gross", "amount": amount.text(), "per": "year"}]}
