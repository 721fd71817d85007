"""One scheme of a municipality as data: its conditions and amounts, where they stand, and when they were looked at.

No amount of a municipality stands in the code: there is no national list, and pages of municipalities lag behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from houvast.rules.amount import Amount
from houvast.rules.bijstand import AGES, HOUSEHOLDS
from houvast.rules.errors import BadInputError
from houvast.rules.reading import read_amount, read_choice, read_count, read_day, read_fields, read_flag

KINDS: Mapping[str, str] = {
    "individuele_inkomenstoeslag": "Pw art. 36",
    "bijzondere_bijstand": "Pw art. 35",
    "studietoeslag": "Pw art. 36b",
    "collectieve_zorgverzekering": "Pw art. 35 lid 3",
    "meedoen": "Gemeentewet; beleid van de gemeente",
}
"""Kinds of schemes with their legal base. Meedoen: stadspas, kindpakket, sport, cultuur."""
OF_COSTS = "bijzondere_bijstand"
"""The kind that pays costs above what somebody can pay, instead of a fixed amount."""
_REQUIRED = ("municipality", "kind", "name", "income_pct", "amounts", "where", "source", "checked_on")
_OPTIONAL = (
    "holiday_allowance_included", "cost_sharers_count", "months_low_income", "months_between", "asset_limits", "ages",
    "per_child", "capacity_share", "threshold_year", "excluded",
)  # fmt: skip
ZERO = Amount(0)


@dataclass(frozen=True)
class Scheme:
    """A scheme as the municipality has set it. Amounts are euros in twelve months, by household.

    ``asset_limits`` ``None`` = no limit. ``months_low_income`` and ``months_between`` 0 = no such condition.
    ``capacity_share``: part of the income above the limit that somebody must pay himself (bijzondere bijstand).
    """

    municipality: str
    kind: str
    name: str
    income_pct: Amount
    amounts: Mapping[str, Amount]
    where: str
    source: str
    checked_on: date
    holiday_allowance_included: bool
    cost_sharers_count: bool
    months_low_income: int
    months_between: int
    asset_limits: Mapping[str, Amount] | None
    ages: tuple[str, ...]
    per_child: Amount
    capacity_share: Amount
    threshold_year: Amount
    excluded: tuple[str, ...]

    @property
    def law(self) -> str:
        """Its legal base."""
        return KINDS[self.kind]


def read(written: object) -> Scheme:
    """A scheme from a file or form; every mistake is refused by the name of its field."""
    given = read_fields("scheme", written, _REQUIRED, _OPTIONAL)
    kind = read_choice("kind", given["kind"], KINDS)
    limits = given.get("asset_limits")
    pct = read_amount("income_pct", given["income_pct"])
    if not Amount(1, 2) <= pct <= Amount(3):
        raise BadInputError("income_pct", "schrijf 110% als 1.10; het getal ligt tussen 0.50 en 3.00.")
    share = _money(given, "capacity_share")
    if share > Amount(1):
        raise BadInputError("capacity_share", "schrijf 35% als 0.35; het getal is niet hoger dan 1.")
    return Scheme(
        municipality=_text(given, "municipality"),
        kind=kind,
        name=_text(given, "name"),
        income_pct=pct,
        amounts=_by_household("amounts", given["amounts"]),
        where=_text(given, "where"),
        source=_text(given, "source"),
        checked_on=read_day("checked_on", given["checked_on"]),
        holiday_allowance_included=_flag(given, "holiday_allowance_included"),
        cost_sharers_count=_flag(given, "cost_sharers_count"),
        months_low_income=read_count("months_low_income", given.get("months_low_income", 0), most=120),
        months_between=read_count("months_between", given.get("months_between", 0), most=120),
        asset_limits=None if limits is None else _by_household("asset_limits", limits),
        ages=_words(given, "ages", AGES) or AGES,
        per_child=_money(given, "per_child"),
        capacity_share=share,
        threshold_year=_money(given, "threshold_year"),
        excluded=_words(given, "excluded"),
    )


def _text(given: Mapping[str, object], name: str) -> str:
    value = given[name]
    if not isinstance(value, str) or not value.strip():
        raise BadInputError(name, "vul dit in als tekst.")
    return value.strip()


def _flag(given: Mapping[str, object], name: str) -> bool:
    value = given.get(name)
    return True if value is None else read_flag(name, value)


def _money(given: Mapping[str, object], name: str) -> Amount:
    value = given.get(name)
    amount = ZERO if value is None else read_amount(name, value)
    if amount < 0:
        raise BadInputError(name, "het bedrag is nul of meer.")
    return amount


def _by_household(name: str, written: object) -> Mapping[str, Amount]:
    """An amount per household; who has none gets nothing of this scheme."""
    given = read_fields(name, written, (), HOUSEHOLDS)
    return {household: _money(given, household) for household in HOUSEHOLDS}


def _words(given: Mapping[str, object], name: str, choices: tuple[str, ...] | None = None) -> tuple[str, ...]:
    listed = given.get(name)
    if listed is None:
        return ()
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise BadInputError(name, "geef een lijst met woorden.")
    return tuple(read_choice(name, one, choices) if choices else one for one in listed)
