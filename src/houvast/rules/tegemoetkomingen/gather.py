"""From one household to the fields of each allowance, and the facts that nobody gave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from houvast.rules import household as homes
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.household import Person
from houvast.rules.reading import read_choice, read_day, read_fields

FACTS = (
    "partner_residence_lawful", "insured", "partner_insured", "partner_obliged_to_insure", "independent_home",
    "registered_brp", "coresident_residence_lawful", "adapted_home", "acquired_right", "service_costs_items",
    "receives_kinderbijslag", "tax_return_postponed_until", "setting_last_application_date",
)  # fmt: skip
"""What a household may tell under ``facts``: the fields of the allowances by their own names."""
QUESTIONS: Mapping[str, str] = {
    "income_year": "het bruto jaarinkomen van iedereen die meetelt",
    "assets": "het vermogen op 1 januari",
    "insured": "of er een Nederlandse zorgverzekering is",
    "partner_insured": "of de partner een Nederlandse zorgverzekering heeft",
    "partner_residence_lawful": "of de partner hier mag wonen",
    "tenure": "of het een huurwoning is",
    "rent_month": "de kale huur per maand",
    "independent_home": "of de woning een eigen voordeur, keuken, wc en douche heeft",
    "registered_brp": "of iedereen op dit adres in de BRP staat",
    "coresident_residence_lawful": "of iedereen op dit adres hier mag wonen",
    "birth_date": "de geboortedatum",
    "receives_kinderbijslag": "of er kinderbijslag is voor de kinderen",
}
"""A fact that is not known, in the words of the question to ask."""
_SHARED = ("partner_residence_lawful", "tax_return_postponed_until", "setting_last_application_date")
_USED: Mapping[str, tuple[str, ...]] = {
    "zorgtoeslag": (*_SHARED, "insured", "partner_insured", "partner_obliged_to_insure"),
    "huurtoeslag": (
        *_SHARED, "independent_home", "registered_brp", "coresident_residence_lawful", "adapted_home",
        "acquired_right", "service_costs_items",
    ),
    "kindgebonden_budget": (*_SHARED, "receives_kinderbijslag"),
}  # fmt: skip
_ASKED: Mapping[str, tuple[str, ...]] = {
    "zorgtoeslag": ("insured",),
    "huurtoeslag": ("independent_home", "registered_brp"),
    "kindgebonden_budget": ("receives_kinderbijslag",),
}
ZERO = Amount(0)


@dataclass(frozen=True)
class Gathered:
    """What an allowance is calculated from. ``needed``: facts without which there is no sum; ``assumed``: facts that
    were filled in with what is usual; ``no``: why the allowance is not for this household at all, else empty."""

    given: Mapping[str, object]
    needed: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    no: str = ""


@dataclass(frozen=True)
class Home:
    """A household as it was read, with its facts."""

    fields: Mapping[str, object]
    facts: Mapping[str, object]
    day: date
    persons: list[Person]
    ages: list[int]

    @property
    def applicant(self) -> Person:
        """Who asks."""
        return self.role("applicant")[0]

    @property
    def partner(self) -> Person | None:
        """The toeslagpartner, when there is one."""
        return next(iter(self.role("partner")), None)

    def role(self, role: str) -> list[Person]:
        """Everybody with a role."""
        return [one for one in self.persons if one["role"] == role]


def read_home(given: Mapping[str, object], day: date) -> Home:
    """The household of a file (``household``), with the :data:`FACTS` in it; an unknown field is refused by name."""
    read_fields("invoer", given, (homes.KEY,))
    fields = read_fields(homes.KEY, given[homes.KEY], ("persons",), homes.FIELDS)
    persons, ages = homes.everybody(fields, day)
    facts = read_fields("facts", fields.get("facts") or {}, (), FACTS)
    return Home(fields, {name: value for name, value in facts.items() if value is not None}, day, persons, ages)


def gather(name: str, home: Home) -> Gathered:
    """The fields of one allowance, what is needed and not known, and what was assumed."""
    return {"zorgtoeslag": _zorg, "huurtoeslag": _huur, "kindgebonden_budget": _kgb}[name](home)


def _base(name: str, home: Home) -> tuple[dict[str, object], list[str], list[str]]:
    """Partner, incomes, assets and the facts of an allowance; then what is needed, and what is assumed."""
    given: dict[str, object] = {field: home.facts[field] for field in _USED[name] if field in home.facts}
    needed, assumed = [], [field for field in _ASKED[name] if field not in home.facts]
    partner = home.partner
    given["partner"] = partner is not None
    incomes = [homes.gross_year(one) for one in (home.applicant, partner) if one is not None]
    if any(income is None for income in incomes):
        needed.append("income_year")
    for field, income in zip(("income_year_applicant", "income_year_partner"), incomes, strict=False):
        given[field] = (income or ZERO).text()
    if home.fields.get("assets") is not None:
        given["assets_applicant"] = home.fields["assets"]
    else:
        assumed.append("assets")
    if partner is not None and "partner_residence_lawful" not in home.facts:
        assumed.append("partner_residence_lawful")
    return given, needed, assumed


def _zorg(home: Home) -> Gathered:
    given, needed, assumed = _base("zorgtoeslag", home)
    if home.partner is not None and "partner_insured" not in home.facts:
        assumed.append("partner_insured")
    if home.applicant.get("birth_date") is not None:
        given["birth_date"] = home.applicant["birth_date"]
    return Gathered(given, tuple(needed), tuple(assumed))


def _kgb(home: Home) -> Gathered:
    if not home.ages:
        return Gathered({}, no="er is geen kind jonger dan 18 jaar")
    given, needed, assumed = _base("kindgebonden_budget", home)
    given["children_ages"] = home.ages
    return Gathered(given, tuple(needed), tuple(assumed))


def _huur(home: Home) -> Gathered:
    place = read_fields("home", home.fields.get("home") or {}, (), ("tenure", "costs"))
    tenure = None if place.get("tenure") is None else read_choice("tenure", place["tenure"], homes.TENURES)
    if tenure not in (None, "rent"):
        return Gathered({}, no="het is geen huurwoning")
    given, needed, assumed = _base("huurtoeslag", home)
    if tenure is None:
        needed.append("tenure")
    if place.get("costs") is None:
        needed.append("rent_month")
    else:
        given["rent_month"] = place["costs"]
    if home.applicant.get("birth_date") is not None:
        given["birth_date"] = home.applicant["birth_date"]
    others, unknown = _others(home)
    if unknown:
        needed.append("income_year")
    if home.role("co_resident") and "coresident_residence_lawful" not in home.facts:
        assumed.append("coresident_residence_lawful")
    ages = [_age(one, home.day) for one in home.persons]
    if None in ages:
        assumed.append("birth_date")
    known = [age for age in ages if age is not None and age >= homes.ADULT]
    if known:
        given["age_oldest_resident"] = max(known)
    given |= {
        "coresidents": others,
        "persons_in_household": len(home.persons),
        "has_resident_child": bool(home.ages),
        "aow_household": _mostly_pension(home),
    }
    return Gathered(given, tuple(dict.fromkeys(needed)), tuple(assumed))


def _others(home: Home) -> tuple[list[dict[str, object]], bool]:
    """Everybody at the address beside applicant and partner, and whether somebody's income is not known.

    Children below 18 without an income count as persons only.
    """
    found: list[dict[str, object]] = []
    unknown = False
    for one in (*home.role("child"), *home.role("co_resident")):
        is_child = one["role"] == "child"
        age = _age(one, date(home.day.year, 1, 1))
        income = homes.gross_year(one)
        minor = is_child and age is not None and age < homes.ADULT
        unknown = unknown or (income is None and not minor)
        found.append({
            "age_on_1_january": homes.ADULT if age is None else max(age, 0),
            "is_child": is_child,
            "income_year": (income or ZERO).text(),
        })  # fmt: skip
    return found, unknown


def _mostly_pension(home: Home) -> bool:
    """Whether more than half of the income is of people with the AOW age on 1 January."""
    old, everybody = ZERO, ZERO
    for one in home.persons:
        income, age = homes.gross_year(one) or ZERO, _age(one, date(home.day.year, 1, 1))
        everybody += income
        old += income if age is not None and age >= homes.AOW_AGE else ZERO
    return old * 2 > everybody


def _age(person: Person, day: date) -> int | None:
    """Whole years on a day; below zero for a child that is born later in the year."""
    if person.get("birth_date") is None:
        return None
    born = read_day("birth_date", person["birth_date"])
    if person["role"] != "child" and born > day:
        raise BadInputError("birth_date", "deze dag ligt na de dag van de berekening.")
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
