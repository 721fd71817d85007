"""Whether a household may have a scheme of its municipality: likely, to be asked, or not, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from houvast.rules import bijstand, trace
from houvast.rules.amount import Amount
from houvast.rules.dutch import day_in_words
from houvast.rules.explained import Note
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.plans import Plan, Run, build
from houvast.rules.reading import read_amount, read_count, refuse_unknown
from houvast.rules.regelingen.book import book
from houvast.rules.regelingen.scheme import OF_COSTS, Scheme, read

LIKELY, ASK, NO = "waarschijnlijk", "vraag na", "nee"
STALE = timedelta(days=183)
"""A page of a municipality that was looked at longer ago than half a year may be out of date."""
MONEY = ("income_month", "assets", "costs_year")
COUNTS = ("children", "months_low_income", "months_since_last")
FIELDS = (*bijstand.OF_HOME, *MONEY, *COUNTS)
_WANTED = ("income_limit", "income_above", "assets_above", "capacity", "costs_paid", "granted")


@dataclass(frozen=True)
class SchemeResult:
    """One scheme for one household: how sure, why, and the amount in twelve months, with every step."""

    scheme: Scheme
    run: Run
    home: Run
    state: str
    reasons: tuple[str, ...]
    notes: tuple[Note, ...]

    @property
    def title(self) -> str:
        """Name of the scheme."""
        return self.scheme.name

    @property
    def amount(self) -> Amount:
        """What it gives in twelve months, in whole cents; nothing when the answer is no."""
        return Amount(0) if self.state == NO else self.run["granted"]

    def __getitem__(self, name: str) -> Amount:
        return self.run[name]

    @property
    def runs(self) -> list[Run]:
        """The norm, then the scheme."""
        return [self.home, self.run]

    def steps(self) -> list[trace.Step]:
        """The explanation, step by step."""
        return [step for run in self.runs for step in trace.steps(run)]

    def outcome(self) -> Mapping[str, Any]:
        """The scheme, how sure, the amount, the income limit, the reasons and where to apply."""
        return {
            "scheme": self.scheme.name,
            "state": self.state,
            "amount_year": self.amount.text(),
            "income_limit_month": self.run["income_limit"].rounded_half_up(2).text(),
            "reasons": list(self.reasons),
            "where": self.scheme.where,
        }

    def plain(self) -> str:
        """What somebody may get, and where to ask."""
        if self.state == NO or self.amount <= 0:
            return "Je krijgt dit nu waarschijnlijk niet."
        sure = "Je krijgt waarschijnlijk" if self.state == LIKELY else "Je krijgt misschien"
        return f"{sure} € {self.amount.dutch()} in een jaar.\nVraag het aan bij je gemeente."


@lru_cache(maxsize=64)
def plan_for(parameters: ParameterSet) -> Plan:
    """The plan of one half year."""
    return build(book, _WANTED, parameters=parameters, day=parameters.valid_from)


def check(scheme: Scheme, given: Mapping[str, object], parameters: ParameterSet, day: date) -> SchemeResult:
    """One scheme for a household on a day. Fields as :data:`FIELDS`; what is not known is asked, not guessed.

    ``months_low_income``: how long the income is low; ``months_since_last``: since this scheme was last given.
    """
    values, counts = _read(given)
    names = bijstand.OF_HOME if scheme.cost_sharers_count else bijstand.OF_HOME[:-1]
    home = bijstand.norm_of({name: given[name] for name in names if name in given}, parameters)
    run = plan_for(parameters).run(
        {**values, **_settings(scheme, str(given["household"])), "bijstandsnorm": home["norm"]}
    )
    against, unknown = _judge(scheme, given, counts, run)
    state = NO if against else ASK if unknown or scheme.excluded else LIKELY
    return SchemeResult(scheme, run, home, state, (*against, *unknown), _notes(scheme, day))


def figures_for(day: date | None = None, *, period: str | None = None) -> tuple[ParameterSet, date]:
    """The figures of a day or half year, and the day on which the page of the municipality must be fresh."""
    parameters = bijstand.parameters_for(day, period=period)
    return parameters, parameters.valid_from if day is None else day


def check_given(given: Mapping[str, object], figures: tuple[ParameterSet, date]) -> SchemeResult:
    """As :func:`check`, from one file: the household's fields with the ``scheme`` of the municipality."""
    home = {name: value for name, value in given.items() if name != "scheme"}
    return check(read(given.get("scheme")), home, *figures)


def _read(given: Mapping[str, object]) -> tuple[dict[str, Any], dict[str, int | None]]:
    refuse_unknown(given, FIELDS)
    values: dict[str, Any] = {name: read_amount(name, given[name]) for name in MONEY if given.get(name) is not None}
    counts: dict[str, int | None] = {
        name: None if given.get(name) is None else read_count(name, given[name]) for name in COUNTS
    }
    if counts["children"] is not None:
        values["children"] = Amount(counts["children"])
    return values, counts


def _settings(scheme: Scheme, household: str) -> dict[str, object]:
    limits = scheme.asset_limits
    return {
        "income_pct": scheme.income_pct,
        "holiday_allowance_included": scheme.holiday_allowance_included,
        "has_asset_limit": limits is not None,
        "asset_limit": limits[household] if limits else Amount(0),
        "pays_costs": scheme.kind == OF_COSTS,
        "amount_year": scheme.amounts[household],
        "per_child": scheme.per_child,
        "capacity_share": scheme.capacity_share,
        "threshold_year": scheme.threshold_year,
    }


def _judge(
    scheme: Scheme, given: Mapping[str, object], counts: Mapping[str, int | None], run: Run
) -> tuple[list[str], list[str]]:
    """What stands against it, and what must be asked."""
    against, unknown = [], []
    if given["age_group_self"] not in scheme.ages:
        against.append("de leeftijd past niet bij deze regeling")
    if run["income_above"] > 0 and scheme.kind != OF_COSTS:
        against.append("het inkomen is hoger dan de grens")
    if run["assets_above"] > 0:
        against.append("het vermogen is hoger dan de grens")
    if scheme.kind == OF_COSTS and run["costs_paid"] <= 0:
        against.append("de kosten zijn niet hoger dan wat iemand zelf kan betalen")
    for name, needed, short, ask in (
        ("months_low_income", scheme.months_low_income, "het inkomen is nog niet lang genoeg laag",
         "hoelang is het inkomen al laag?"),
        ("months_since_last", scheme.months_between, "de vorige keer is nog niet lang genoeg geleden",
         "wanneer was de vorige keer?"),
    ):  # fmt: skip
        known = counts[name]
        if needed and known is None:
            unknown.append(ask)
        elif needed and known is not None and known < needed:
            against.append(short)
    if scheme.asset_limits is not None and given.get("assets") is None:
        unknown.append("hoeveel vermogen is er?")
    return against, [*unknown, *(f"geldt niet: {one}. Klopt dat?" for one in scheme.excluded)]


def _notes(scheme: Scheme, day: date) -> tuple[Note, ...]:
    seen = day_in_words(scheme.checked_on)
    notes = [Note("scheme", "U", f"bedragen van {scheme.municipality}: {scheme.source}, bekeken op {seen}.")]
    if day - scheme.checked_on > STALE:
        notes.append(Note("checked_on", "U", "dat is meer dan een half jaar geleden. Kijk of het nog klopt."))
    return tuple(notes)
