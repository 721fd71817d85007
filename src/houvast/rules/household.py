"""One household file for every plan: persons, incomes, home, premium, allowances, seizure. Gathered into flat fields.

A file gives the household or the flat fields of a plan, never both for one fact. Amounts as everywhere; a person has a
``role`` (applicant, partner, child, co_resident), and perhaps a ``birth_date`` and ``incomes``; a co_resident who rents
by a contract or studies has ``shares_costs: false``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.reading import read_amount, read_choice, read_count, read_day, read_fields, read_flag

KEY = "household"
ON_NORM = ("bijstand", "kwijtschelding", "regeling")
"""Plans in whose flat fields ``household`` is a word (alleenstaande, gehuwden)."""
ROLES = ("applicant", "partner", "child", "co_resident")
BASES = ("gross", "net")
PERIODS = {"month": 12, "four_weeks": 13, "year": 1}
"""How often a year an amount comes (a month 12 times, four weeks 13 times: vtlb.md 2)."""
TENURES = ("rent", "own", "institution", "none")
FIELDS = ("day", "municipality", "persons", "home", "premium", "allowances", "seizures", "assets", "facts")
ALLOWANCES = {"zorgtoeslag": "zorgtoeslag", "huurtoeslag": "huurtoeslag", "kindgebonden_budget": "kgb_received"}
SEIZURE = ("held_back_month", "by", "months", "since", "until")
ADULT = 18
OLDER = 21
SHARER = 27
"""From this age somebody at the same address shares the costs (Pw art. 19a)."""
YOUNG = 12
AOW_AGE = 67
"""AOW-leeftijd in the years 2024 to 2027 (AOW art. 7a)."""
BORN_BEFORE = 1946
WAGE = "loon"
"""Kind of an income that counts as work."""
ZERO = Amount(0)

Flat = dict[str, object]
Person = Mapping[str, object]


def flatten(given: Mapping[str, object], plan: str, today: Callable[[], date]) -> Flat:
    """The flat fields of ``plan`` (the word of its command); without a household the input as it is.

    A plan that takes no household gets its input as it is. ``today`` is asked only when no day is given. Refuses a
    fact that stands in the household and as a flat field as well.
    """
    flat_word = plan in ON_NORM and isinstance(given.get(KEY), str)
    if plan not in GATHER or given.get(KEY) is None or flat_word:
        return dict(given)
    household = read_fields(KEY, given[KEY], ("persons",), FIELDS)
    day = read_day("day", household.get("day") or given.get("day") or today())
    flat: Flat = dict(GATHER[plan](household, day))
    if household.get("day") is not None:
        flat["day"] = day
    rest = {name: value for name, value in given.items() if name != KEY}
    for name in rest:
        if name in flat:
            raise BadInputError(str(name), "dit staat ook in het huishouden. Geef het op één plek.")
    return {**flat, **rest}


def _persons(household: Mapping[str, object]) -> list[Person]:
    listed = household["persons"]
    if not isinstance(listed, list) or not listed:
        raise BadInputError("persons", "geef een lijst met personen.")
    persons = [
        read_fields("persons", one, ("role",), ("birth_date", "incomes", "work_hours_week", "shares_costs"))
        for one in listed
    ]
    roles = [read_choice("role", one["role"], ROLES) for one in persons]
    if roles.count("applicant") != 1 or roles.count("partner") > 1:
        raise BadInputError("role", "er is precies één applicant en ten hoogste één partner.")
    return persons


def _of(persons: list[Person], role: str) -> list[Person]:
    return [one for one in persons if one["role"] == role]


def _ages(persons: list[Person], day: date) -> list[int]:
    ages = []
    for child in _of(persons, "child"):
        if child.get("birth_date") is None:
            raise BadInputError("birth_date", "vul de geboortedatum van elk kind in.")
        born = read_day("birth_date", child["birth_date"])
        if born > day:
            raise BadInputError("birth_date", "een kind is niet later geboren dan de dag van de berekening.")
        ages.append(day.year - born.year - ((day.month, day.day) < (born.month, born.day)))
    return [age for age in ages if age < ADULT]


def _situation(persons: list[Person], day: date) -> str:
    children, partner = bool(_ages(persons, day)), bool(_of(persons, "partner"))
    if partner:
        return "gehuwd_met_kinderen" if children else "gehuwd_zonder_kinderen"
    return "alleenstaande_ouder" if children else "alleenstaande"


def _year(person: Person, basis: str, *, seized: bool | None = None, kind: str | None = None) -> Amount | None:
    """Everything of this basis in a year; ``None`` when nothing is given.

    ``seized`` looks at one side only, ``kind`` at one kind of income.
    """
    listed = person.get("incomes")
    if listed is None:
        return None
    if not isinstance(listed, list):
        raise BadInputError("incomes", "geef een lijst met inkomens.")
    found: Amount | None = None
    for one in listed:
        row = read_fields("incomes", one, ("kind", "basis", "amount", "per"), ("seized",))
        side = read_flag("seized", row["seized"]) if row.get("seized") is not None else True
        times = PERIODS[read_choice("per", row["per"], PERIODS)]
        wanted = seized in (None, side) and kind in (None, row["kind"])
        if read_choice("basis", row["basis"], BASES) == basis and wanted:
            found = (found or ZERO) + read_amount("amount", row["amount"]) * times
    return found


def _month(person: Person, *, seized: bool | None = None) -> Amount | None:
    year = _year(person, "net", seized=seized)
    return None if year is None else (year / 12).rounded_half_up(2)


def _common(household: Mapping[str, object], persons: list[Person], day: date) -> Flat:
    flat: Flat = {"situation": _situation(persons, day)}
    adults = [*_of(persons, "applicant"), *_of(persons, "partner")]
    gross = [year for one in adults if (year := _year(one, "gross")) is not None]
    if gross:
        flat["taxable_income_year"] = _text(sum(gross, start=ZERO))
    home = read_fields("home", household.get("home") or {}, (), ("tenure", "costs"))
    tenure = read_choice("tenure", home["tenure"], TENURES) if home.get("tenure") is not None else ""
    if tenure == "none":
        flat["no_brp_address"] = True
    if tenure == "institution":
        flat["in_institution"] = True
        if home.get("costs") is not None:
            flat["price_due_month"] = home["costs"]
    elif home.get("costs") is not None:
        flat["costs"] = home["costs"]
    return flat


def _voet(household: Mapping[str, object], day: date) -> Flat:
    persons = _persons(household)
    flat = _common(household, persons, day)
    if "costs" in flat:
        flat["woonkosten_month"] = flat.pop("costs")
    applicant, partners = _of(persons, "applicant")[0], _of(persons, "partner")
    amounts = {
        "own_net_income_month_incl_vt": _month(applicant, seized=True),
        "own_other_unseized_income_month": _month(applicant, seized=False),
        "partner_unseized_income_month": _month(partners[0]) if partners else None,
    }
    return flat | {name: _text(amount) for name, amount in amounts.items() if amount is not None}


def _check(household: Mapping[str, object], day: date) -> Flat:
    flat = _voet(household, day)
    listed = household.get("seizures")
    if not isinstance(listed, list) or len(listed) != 1:
        raise BadInputError("seizures", "geef precies één beslag om na te kijken.")
    seizure = read_fields("seizures", listed[0], ("held_back_month",), SEIZURE)
    flat |= {name: value for name, value in seizure.items() if value is not None}
    if "since" in flat and "until" not in flat:
        flat["until"] = day
    return flat


def _vtlb(household: Mapping[str, object], day: date) -> Flat:
    persons = _persons(household)
    flat = _common(household, persons, day)
    if "costs" in flat:
        flat["rent"] = flat.pop("costs")
    adults = [*_of(persons, "applicant"), *_of(persons, "partner")]
    nets = [net for one in adults if (net := _month(one)) is not None]
    if nets:
        flat["net_income_incl_vt"] = _text(sum(nets, start=ZERO))
    ages = _ages(persons, day)
    if ages:
        flat |= {"children": len(ages), "children_12_15": sum(12 <= age <= 15 for age in ages)}
        flat["children_16_17"] = sum(age >= 16 for age in ages)
    for name, one in zip(("work_hours_week", "partner_work_hours_week"), adults, strict=False):
        if one.get("work_hours_week") is not None:
            flat[name] = read_count("work_hours_week", one["work_hours_week"], most=80)
    if household.get("premium") is not None:
        flat["premium"] = household["premium"]
    allowances = read_fields("allowances", household.get("allowances") or {}, (), tuple(ALLOWANCES))
    return flat | {ALLOWANCES[name]: value for name, value in allowances.items() if value is not None}


def _netto(household: Mapping[str, object], day: date) -> Flat:
    """The applicant's year: wage (kind ``loon``) and other gross income; age, partner and children on 1 January."""
    persons = _persons(household)
    applicant, partners = _of(persons, "applicant")[0], _of(persons, "partner")
    wage, all_gross = _year(applicant, "gross", kind=WAGE) or ZERO, _year(applicant, "gross") or ZERO
    flat: Flat = {"gross_wage_year": _text(wage), "other_box1_income_year": _text(all_gross - wage)}
    flat["single"] = not partners
    first = date(day.year, 1, 1)
    if applicant.get("birth_date") is not None:
        born = read_day("birth_date", applicant["birth_date"])
        if born.year + AOW_AGE == day.year:
            what = "in het jaar van de AOW-leeftijd mengt de wet twee tarieven. Reken de maanden apart uit."
            raise BadInputError("birth_date", what)
        flat["aow_age"], flat["born_before_1946"] = born.year + AOW_AGE < day.year, born.year < BORN_BEFORE
    born_before = [c for c in _of(persons, "child") if c.get("birth_date") is None or _born(c) < first]
    young = any(age < YOUNG for age in _ages(born_before, first))
    other = (_year(partners[0], "gross", kind=WAGE) or ZERO) if partners else ZERO
    flat["young_child"] = young and (not partners or wage < other)
    return flat


def _age(person: Person, day: date) -> int:
    if person.get("birth_date") is None:
        raise BadInputError("birth_date", "vul de geboortedatum van elke volwassene in.")
    born = _born(person)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _age_group(person: Person, day: date) -> str:
    age = _age(person, day)
    if age < ADULT:
        raise BadInputError("birth_date", "wie onder 18 is krijgt geen eigen norm.")
    return "18_20" if age < OLDER else "21_to_aow" if age < AOW_AGE else "aow"


def _norm(household: Mapping[str, object], persons: list[Person], day: date) -> Flat:
    """What the bijstandsnorm depends on: who lives there, ages, and who shares the costs."""
    adults = [*_of(persons, "applicant"), *_of(persons, "partner")]
    children = bool(_ages(persons, day))
    kind = "gehuwden" if len(adults) > 1 else "alleenstaande_ouder" if children else "alleenstaande"
    groups = [_age_group(one, day) for one in adults]
    flat: Flat = {"household": kind, "age_group_self": groups[0], "has_children": children}
    if len(adults) > 1:
        flat["age_group_partner"] = groups[1]
    others = [one for one in _of(persons, "co_resident") if one.get("shares_costs") is not False]
    sharers = sum(_age(one, day) >= SHARER for one in others)
    if sharers:
        flat["cost_sharers_A"] = sharers + sum(group != "18_20" for group in groups)
    return flat


def _bijstand(household: Mapping[str, object], day: date) -> Flat:
    persons = _persons(household)
    flat = _norm(household, persons, day)
    adults = [*_of(persons, "applicant"), *_of(persons, "partner")]
    earned = [_year(one, "net", kind=WAGE) or ZERO for one in adults]
    every = [_year(one, "net") or ZERO for one in adults]
    pay = sum(earned, start=ZERO)
    flat["net_earnings_month_incl_vt"] = _text((pay / 12).rounded_half_up(2))
    flat["other_net_income_month_incl_vt"] = _text(((sum(every, start=ZERO) - pay) / 12).rounded_half_up(2))
    home = read_fields("home", household.get("home") or {}, (), ("tenure", "costs"))
    if home.get("tenure") == "institution":
        flat["in_institution"] = True
        flat.pop("cost_sharers_A", None)
    if household.get("assets") is not None:
        flat["bank_balance"] = household["assets"]
    return flat


def _kwijtschelding(household: Mapping[str, object], day: date) -> Flat:
    persons = _persons(household)
    flat = _norm(household, persons, day)
    adults = [*_of(persons, "applicant"), *_of(persons, "partner")]
    flat["net_income_month"] = _text(sum((_month(one) or ZERO for one in adults), start=ZERO))
    home = read_fields("home", household.get("home") or {}, (), ("tenure", "costs"))
    if home.get("tenure") == "institution":
        raise BadInputError("tenure", "voor een inrichting gelden andere bedragen. Vraag wie de aanslag stuurt.")
    allowances = read_fields("allowances", household.get("allowances") or {}, (), tuple(ALLOWANCES))
    found = {
        "rent_month": home.get("costs"),
        "health_premium_month": household.get("premium"),
        "zorgtoeslag_month": allowances.get("zorgtoeslag"),
        "huurtoeslag_month": allowances.get("huurtoeslag"),
        "liquid_assets": household.get("assets"),
    }
    return flat | {name: value for name, value in found.items() if value is not None}


def _regeling(household: Mapping[str, object], day: date) -> Flat:
    persons = _persons(household)
    flat = _norm(household, persons, day)
    adults = [*_of(persons, "applicant"), *_of(persons, "partner")]
    flat["income_month"] = _text(sum((_month(one) or ZERO for one in adults), start=ZERO))
    flat["children"] = len(_ages(persons, day))
    if household.get("assets") is not None:
        flat["assets"] = household["assets"]
    return flat


def _whole(household: Mapping[str, object], day: date) -> Flat:
    """The household as it is: a checklist reads persons and home itself."""
    return {KEY: dict(household)}


def _born(person: Person) -> date:
    return read_day("birth_date", person["birth_date"])


def _text(amount: Amount) -> str:
    return amount.text()


GATHER: Mapping[str, Callable[[Mapping[str, object], date], Flat]] = {
    "vtlb": _vtlb,
    "beslagvrije-voet": _voet,
    "beslagcheck": _check,
    "netto": _netto,
    "bijstand": _bijstand,
    "kwijtschelding": _kwijtschelding,
    "regeling": _regeling,
    "tegemoetkomingen": _whole,
}
"""What gathers the flat fields of a plan, by the word of its command."""


def everybody(household: Mapping[str, object], day: date) -> tuple[list[Person], list[int]]:
    """The persons of a household, and the ages on ``day`` of the children below 18."""
    persons = _persons(household)
    return persons, _ages(persons, day)


def gross_year(person: Person) -> Amount | None:
    """Gross income in a year; ``None`` = nobody said. An empty list of incomes is no income."""
    return ZERO if person.get("incomes") == [] else _year(person, "gross")


def received(household: Mapping[str, object]) -> dict[str, Amount] | None:
    """The allowances that come in each month, by name; ``None`` = nobody said. One left out is not received."""
    if household.get("allowances") is None:
        return None
    given = read_fields("allowances", household["allowances"], (), tuple(ALLOWANCES))
    found = {}
    for name in ALLOWANCES:
        found[name] = ZERO if given.get(name) is None else read_amount(name, given[name])
        if found[name] < ZERO:
            raise BadInputError(name, "het bedrag is niet negatief.")
    return found
