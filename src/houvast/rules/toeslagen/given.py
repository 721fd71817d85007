"""What a file or form gives for an allowance: reading it, and bringing lists and days back to sums and counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from houvast.rules.amount import Amount, low
from houvast.rules.errors import BadInputError, unknown_field
from houvast.rules.figures import Book
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.reading import read_amount, read_count, read_day, read_fields, read_flag, read_input
from houvast.rules.toeslagen.common import birthday, first_of_next_month, months_as_adult

Values = dict[str, Amount | bool]
ZERO = Amount(0)
APPLYING = ("application_date", "tax_return_postponed_until", "setting_last_application_date")
_COMMON = ("partner", "income_year_applicant", "income_year_partner", "assets_applicant", "assets_partner",
           "partner_residence_lawful", "application_date", "tax_return_postponed_until",
           "setting_last_application_date")  # fmt: skip
FIELDS: Mapping[str, tuple[str, ...]] = {
    "zorgtoeslag": (*_COMMON, "insured", "partner_insured", "partner_obliged_to_insure", "birth_date"),
    "huurtoeslag": (*_COMMON, "coresident_residence_lawful", "birth_date", "persons_in_household",
                    "age_oldest_resident", "has_resident_child", "adapted_home", "acquired_right", "aow_household",
                    "rent_month", "service_costs_items", "independent_home", "registered_brp", "coresidents"),
    "kindgebonden_budget": (*_COMMON, "children_ages", "children_birth_dates", "receives_kinderbijslag",
                            "no_other_allowance"),
}  # fmt: skip
"""Fields of a household for each allowance."""
CORESIDENT = ("age_on_1_january", "is_child", "income_year", "assets_1_january")
LISTS = ("coresidents", "service_costs_items", "children_ages", "children_birth_dates")
MOST = 30


def read_inputs(book: Book, given: Mapping[str, object], own: Iterable[str], hidden: Iterable[str]) -> Values:
    """The plain inputs of a plan; ``own``: fields that are read elsewhere; ``hidden``: inputs nobody may give."""
    elsewhere, closed = set(own), set(hidden)
    values: Values = {}
    for name, value in given.items():
        if name in elsewhere or value is None:
            continue
        if name not in book.inputs or name in closed:
            raise unknown_field(name)
        item = book.inputs[name]
        if item.unit == "count":
            values[name] = Amount(read_count(name, value, least=int(item.lowest), most=int(item.highest)))
        else:
            values[name] = read_input(item, value)
    if not values.get("partner") and any(values.get(f"{what}_partner", ZERO) != ZERO for what in
                                         ("income_year", "assets")):  # fmt: skip
        raise BadInputError("partner", "zonder partner is er geen inkomen of vermogen van een partner.")
    return values


def months_of_right(given: Mapping[str, object], parameters: ParameterSet) -> int:
    """Months after the one in which the applicant became an adult; 12 when no birth date is given."""
    if given.get("birth_date") is None:
        return 12
    born = read_day("birth_date", given["birth_date"])
    if born > parameters.valid_to:
        raise BadInputError("birth_date", "deze dag ligt na het jaar van de berekening.")
    adult = int(parameters.amount("common.adult_age").ratio)
    return months_as_adult(born, adult, parameters.valid_from.year)


def last_application_day(given: Mapping[str, object], parameters: ParameterSet) -> date:
    """Until when one may apply: the setting, else the figure of the year; later with a postponed tax return."""
    if given.get("setting_last_application_date") is not None:
        last = read_day("setting_last_application_date", given["setting_last_application_date"])
    else:
        month, day = (int(parameters.amount(f"common.last_application_{part}").ratio) for part in ("month", "day"))
        last = date(parameters.valid_from.year + 1, month, day)
    if given.get("tax_return_postponed_until") is not None:
        last = max(last, read_day("tax_return_postponed_until", given["tax_return_postponed_until"]))
    return last


def applied_too_late(given: Mapping[str, object], parameters: ParameterSet) -> bool:
    """Whether the application came after the last day; without a day of application it is in time."""
    last = last_application_day(given, parameters)
    day = given.get("application_date")
    return day is not None and read_day("application_date", day) > last


@dataclass(frozen=True)
class Coresidents:
    """Others at the address: how many, the income that counts, and assets."""

    count: int
    income: Amount
    highest_assets: Amount
    assets_of_minors: Amount
    with_child: bool


def coresidents(listed: object, parameters: ParameterSet) -> Coresidents:
    """The others at the address, as sums. A resident child below 23 has an exempt part of its income; the assets of a
    minor child count with its parent."""
    if listed is None:
        return Coresidents(0, ZERO, ZERO, ZERO, False)
    if not isinstance(listed, list) or len(listed) > MOST:
        raise BadInputError("coresidents", f"geef een lijst met ten hoogste {MOST} medebewoners.")
    exempt = parameters.amount("common.exempt_income_resident_child")
    below = parameters.amount("common.exempt_income_resident_child_below_age")
    adult = parameters.amount("common.adult_age")
    income, most, minors, child = ZERO, ZERO, ZERO, False
    for one in listed:
        row = read_fields("coresidents", one, ("age_on_1_january",), CORESIDENT)
        age = Amount(read_count("age_on_1_january", row["age_on_1_january"], most=130))
        is_child = read_flag("is_child", row["is_child"]) if row.get("is_child") is not None else False
        earned, assets = _positive(row, "income_year"), _positive(row, "assets_1_january")
        income += earned - (low(earned, exempt) if is_child and age < below else ZERO)
        if is_child and age < adult:
            minors += assets
        else:
            most = max(most, assets)
        child = child or is_child
    return Coresidents(len(listed), income, most, minors, child)


def _positive(row: Mapping[str, object], name: str) -> Amount:
    value = row.get(name)
    amount = ZERO if value is None else read_amount(name, value)
    if amount < 0:
        raise BadInputError(name, "het bedrag is niet negatief.")
    return amount


def service_costs(listed: object, parameters: ParameterSet) -> Amount:
    """The service costs that count: each of four items up to its maximum, and together up to theirs."""
    if listed is None:
        return ZERO
    if not isinstance(listed, list) or len(listed) > 4:
        raise BadInputError("service_costs_items", "geef een lijst met ten hoogste vier bedragen.")
    most = parameters.amount("huurtoeslag.service_costs_max_per_item")
    amounts = [read_amount("service_costs_items", item) for item in listed]
    if any(amount < 0 for amount in amounts):
        raise BadInputError("service_costs_items", "een bedrag is niet negatief.")
    total = sum((low(amount, most) for amount in amounts), start=ZERO)
    return low(total, parameters.amount("huurtoeslag.service_costs_max_total"))


@dataclass(frozen=True)
class Stretch:
    """Months of a year in which the same children count, from the first month on."""

    months: int
    children: int
    children_12_15: int
    children_16_17: int


def stretches(given: Mapping[str, object], year: int) -> list[Stretch]:
    """The year cut into months with equal children, from ``children_ages`` or ``children_birth_dates``."""
    ages, born = given.get("children_ages"), given.get("children_birth_dates")
    if ages is not None and born is not None:
        raise BadInputError("children_ages", "geef leeftijden of geboortedagen van de kinderen, niet allebei.")
    if born is None:
        return [Stretch(12, *_counts(_ages("children_ages", ages)))]
    if not isinstance(born, list) or len(born) > MOST:
        raise BadInputError("children_birth_dates", f"geef een lijst met ten hoogste {MOST} dagen.")
    days = [read_day("children_birth_dates", day) for day in born]
    found: list[Stretch] = []
    for month in range(1, 13):
        counts = _counts([_age_in(day, date(year, month, 1)) for day in days])
        if found and counts == (found[-1].children, found[-1].children_12_15, found[-1].children_16_17):
            found[-1] = Stretch(found[-1].months + 1, *counts)
        else:
            found.append(Stretch(1, *counts))
    return found


def _ages(name: str, listed: object) -> list[int]:
    if listed is None:
        return []
    if not isinstance(listed, list) or len(listed) > MOST:
        raise BadInputError(name, f"geef een lijst met ten hoogste {MOST} leeftijden.")
    return [read_count(name, age, most=130) for age in listed]


def _age_in(born: date, first: date) -> int:
    """The age that counts in a month: an age counts from the month after the birthday; -1 = not there yet."""
    age = -1
    if born > first:
        return age
    for passed in range(19):
        if first_of_next_month(birthday(born, passed)) <= first:
            age = passed
    return age


def _counts(ages: list[int]) -> tuple[int, int, int]:
    young = [age for age in ages if 0 <= age < 18]
    return len(young), sum(12 <= age <= 15 for age in young), sum(age >= 16 for age in young)
