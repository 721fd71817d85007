"""JSON Schema of what each calculation takes: the field names of the case files, with what they mean."""

from __future__ import annotations

from typing import Any

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import bijstand as assistance
from houvast.rules import household, inkomen, regelingen, settlement, tegemoetkomingen, toeslagen, vtlb
from houvast.rules import kwijtschelding as remission
from houvast.rules.beslagvrije_voet.given import SEIZURE_FIELDS
from houvast.rules.collection_costs import given as costs
from houvast.rules.figures import Input
from houvast.rules.settlement import given as offer
from houvast.rules.toeslagen import childcare

Schema = dict[str, Any]

_AMOUNT: Schema = {"type": ["string", "integer"], "examples": ["1250.00", "1.250,00"]}
_FLAG: Schema = {"type": "boolean"}
_DAY: Schema = {"type": "string", "format": "date"}
_TEXT: Schema = {"type": "string"}
_INCOME: dict[str, Schema] = {
    "kind": _TEXT,
    "basis": {"enum": list(household.BASES)},
    "amount": _AMOUNT,
    "per": {"enum": list(household.PERIODS)},
    "seized": {**_FLAG, "description": "er ligt beslag op (zonder dit: ja)"},
}
_VTLB_FLAGS = {
    "no_brp_address": "geen adres in Nederland in de BRP",
    "in_institution": "verblijf in een inrichting",
    "eigen_risico": "het eigen risico telt mee",
    "eigen_risico_bought_off": "het eigen risico is afgekocht in de premie",
}
_VTLB_COUNTS = {
    "children": "kinderen",
    "children_12_15": "kinderen van 12 tot en met 15 jaar",
    "children_16_17": "kinderen van 16 en 17 jaar",
    "work_hours_week": "uren werk per week",
    "partner_work_hours_week": "uren werk van de partner per week",
}
_VTLB_AMOUNTS = (
    "premium", "zorgtoeslag", "rent", "huurtoeslag", "kgb_received", "premium_in_norm", "normhuur", "kgb_max",
)  # fmt: skip


def _count(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def _object(title: str, properties: dict[str, Schema], required: tuple[str, ...]) -> Schema:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _of_input(item: Input) -> Schema:
    kind = _FLAG if item.unit == "flag" else _AMOUNT
    return {**kind, "description": item.nl}


def _situation() -> Schema:
    return {"enum": list(bvv.SITUATIONS), "description": "huishouden"}


def beslagvrije_voet() -> Schema:
    """Input of ``houvast beslagvrije-voet``."""
    taken = {n: _of_input(i) for n, i in bvv.book.inputs.items() if n not in ("has_partner", "has_children")}
    needed = ("situation", "taxable_income_year", "own_net_income_month_incl_vt")
    return _object("beslagvrije voet", {"situation": _situation(), **taken}, needed)


def beslagcheck() -> Schema:
    """Input of ``houvast beslagcheck``: the same, and the seizure."""
    own = beslagvrije_voet()
    seizure: dict[str, Schema] = {
        "held_back_month": {**_AMOUNT, "description": "ingehouden per maand"},
        "by": {**_TEXT, "description": "wie inhoudt"},
        "months": {**_count(1, 600), "description": "hoeveel maanden al"},
        "since": {**_DAY, "description": "eerste dag van het beslag"},
        "until": {**_DAY, "description": "tot en met deze dag"},
    }
    assert set(seizure) == set(SEIZURE_FIELDS)  # noqa: S101 - two lists of one thing
    return _object("beslagcheck", {**own["properties"], **seizure}, (*own["required"], "held_back_month"))


def vtlb_input() -> Schema:
    """Input of ``houvast vtlb``."""
    properties: dict[str, Schema] = {
        "situation": _situation(),
        "taxable_income_year": _of_input(bvv.book.inputs["taxable_income_year"]),
        "net_income_incl_vt": _of_input(vtlb.book.inputs["net_income_incl_vt"]),
        "price_due_month": _of_input(bvv.book.inputs["price_due_month"]),
        **{name: _of_input(vtlb.book.inputs[name]) for name in _VTLB_AMOUNTS},
        **{name: {**_FLAG, "description": nl} for name, nl in _VTLB_FLAGS.items()},
        **{name: {**_count(0, 80 if "hours" in name else 30), "description": nl} for name, nl in _VTLB_COUNTS.items()},
        "pension_age": {"enum": list(vtlb.PENSION), "description": "wie heeft de pensioenleeftijd"},
        "other_corrections": {
            "type": "object",
            "additionalProperties": _AMOUNT,
            "description": "andere correcties: naam en bedrag",
        },
    }
    return _object("vtlb", properties, ("situation", "taxable_income_year", "net_income_incl_vt"))


def voorstel() -> Schema:
    """Input of ``houvast voorstel``."""
    claim = _object(
        "schuld",
        {
            "id": _TEXT,
            "creditor": _TEXT,
            "rank": {"enum": list(settlement.RANKS)},
            "amount": _AMOUNT,
            **dict.fromkeys(offer.CLAIM_FLAGS, _FLAG),
        },
        offer.CLAIM_REQUIRED,
    )
    properties: dict[str, Schema] = {
        "income": _AMOUNT,
        "vtlb": _AMOUNT,
        "claims": {"type": "array", "minItems": 1, "maxItems": 10_000, "items": claim},
        "monthly_rate": {**_AMOUNT, "description": "rente per maand als deel: 0.00948"},
        "term": _count(1, 360),
        "instrument": {"enum": list(settlement.INSTRUMENTS)},
        **dict.fromkeys(offer.AMOUNTS, _AMOUNT),
        **dict.fromkeys(offer.FLAGS, _FLAG),
    }
    return _object("voorstel", properties, offer.REQUIRED)


def incassokosten() -> Schema:
    """Input of ``houvast incassokosten``."""
    letter = _object("brief", {"received": _DAY, "days_given": _count(0, 365), "names_costs": _FLAG}, costs.LETTER)
    properties: dict[str, Schema] = {
        "principal": _AMOUNT,
        "charged": _AMOUNT,
        "day": _DAY,
        "consumer": _FLAG,
        "vat_not_reclaimable": _FLAG,
        "letter": letter,
    }
    return _object("incassokosten", properties, costs.REQUIRED)


def netto() -> Schema:
    """Input of ``houvast netto``."""
    properties = {name: _of_input(inkomen.book.inputs[name]) for name in inkomen.FIELDS}
    return _object("netto", properties, ())


_OF_HOME: dict[str, Schema] = {
    "household": {"enum": list(assistance.HOUSEHOLDS), "description": "huishouden"},
    "age_group_self": {"enum": list(assistance.AGES), "description": "leeftijd"},
    "age_group_partner": {"enum": list(assistance.AGES), "description": "leeftijd van de partner"},
    "cost_sharers_A": {**_count(1, 15), "description": "hoeveel mensen de kosten delen, jij en je partner mee"},
}


def bijstand() -> Schema:
    """Input of ``houvast bijstand``."""
    inputs = assistance.book.inputs
    properties = {name: _OF_HOME.get(name) or _of_input(inputs[name]) for name in assistance.FIELDS}
    return _object("bijstand", properties, ("household", "age_group_self"))


def kwijtschelding() -> Schema:
    """Input of ``houvast kwijtschelding``."""
    inputs = {**assistance.book.inputs, **remission.book.inputs}
    properties = {name: _OF_HOME.get(name) or _of_input(inputs[name]) for name in remission.FIELDS}
    return _object("kwijtschelding", properties, ("household", "age_group_self", "net_income_month", "assessment"))


def regeling() -> Schema:
    """Input of ``houvast regeling``: the household's fields and the scheme of the municipality."""
    per_home = {"type": "object", "properties": dict.fromkeys(assistance.HOUSEHOLDS, _AMOUNT)}
    words: Schema = {"type": "array", "items": _TEXT}
    scheme: dict[str, Schema] = {
        **dict.fromkeys(("municipality", "name", "where", "source"), _TEXT),
        "kind": {"enum": list(regelingen.KINDS)},
        "checked_on": _DAY,
        **dict.fromkeys(("income_pct", "capacity_share", "per_child", "threshold_year"), _AMOUNT),
        **dict.fromkeys(("amounts", "asset_limits"), per_home),
        **dict.fromkeys(("holiday_allowance_included", "cost_sharers_count"), _FLAG),
        **dict.fromkeys(("months_low_income", "months_between"), _count(0, 120)),
        "ages": {"type": "array", "items": {"enum": list(assistance.AGES)}},
        "excluded": words,
    }
    needed = ("municipality", "kind", "name", "income_pct", "amounts", "where", "source", "checked_on")
    inputs = {**assistance.book.inputs, **regelingen.book.inputs}
    properties: dict[str, Schema] = {
        name: _OF_HOME.get(name) or _of_input(inputs[name]) for name in regelingen.FIELDS if name in _OF_HOME | inputs
    }
    counts = {"children": "kinderen", "months_low_income": "hoeveel maanden het inkomen al laag is",
              "months_since_last": "hoeveel maanden geleden deze regeling er was"}  # fmt: skip
    properties |= {name: {**_count(0, 1200), "description": nl} for name, nl in counts.items()}
    properties["scheme"] = _object("regeling van de gemeente", scheme, needed)
    return _object("regeling", properties, ("household", "age_group_self", "income_month", "scheme"))


def checklist() -> Schema:
    """Input of ``houvast tegemoetkomingen``: the household alone."""
    return _object("tegemoetkomingen", {household.KEY: _household()}, (household.KEY,))


def _facts() -> Schema:
    """What the allowances ask beside persons, home and incomes."""
    inputs = {name: item for book in toeslagen.BOOKS.values() for name, item in book.inputs.items()}
    lists: dict[str, Schema] = {
        "service_costs_items": {"type": "array", "maxItems": 4, "items": _AMOUNT, "description": "servicekosten"},
        "tax_return_postponed_until": {**_DAY, "description": "uitstel voor de aangifte tot en met deze dag"},
        "setting_last_application_date": {**_DAY, "description": "instelling: laatste dag om aan te vragen"},
    }
    return _object("feiten", {n: lists.get(n) or _of_input(inputs[n]) for n in tegemoetkomingen.FACTS}, ())


_CORESIDENT: dict[str, Schema] = {
    "age_on_1_january": {**_count(0, 130), "description": "leeftijd op 1 januari"},
    "is_child": {**_FLAG, "description": "kind van een bewoner"},
    "income_year": {**_AMOUNT, "description": "inkomen in het jaar"},
    "assets_1_january": {**_AMOUNT, "description": "vermogen op 1 januari"},
}
_ALLOWANCE_LISTS: dict[str, Schema] = {
    "coresidents": {
        "type": "array",
        "maxItems": 30,
        "items": _object("medebewoner", _CORESIDENT, ("age_on_1_january",)),
        "description": "anderen op het adres",
    },
    "service_costs_items": {"type": "array", "maxItems": 4, "items": _AMOUNT, "description": "servicekosten"},
    "children_ages": {
        "type": "array", "maxItems": 30, "items": _count(0, 130), "description": "leeftijden van de kinderen",
    },
    "children_birth_dates": {
        "type": "array", "maxItems": 30, "items": _DAY, "description": "geboortedagen van de kinderen",
    },
}  # fmt: skip
_ALLOWANCE_DAYS = {
    "birth_date": "geboortedag van de aanvrager",
    "application_date": "dag van de aanvraag",
    "tax_return_postponed_until": "tot wanneer de aangifte mag wachten",
    "setting_last_application_date": "instelling: laatste dag om aan te vragen",
}


def _allowance_field(name: str, field: str) -> Schema:
    """A field of an allowance: a list, a day, or an input of its plan."""
    if field in _ALLOWANCE_LISTS:
        return _ALLOWANCE_LISTS[field]
    if field in _ALLOWANCE_DAYS:
        return {**_DAY, "description": _ALLOWANCE_DAYS[field]}
    if field == "no_other_allowance":
        return {**_FLAG, "description": "er loopt geen andere toeslag"}
    item = toeslagen.BOOKS[name].inputs[field]
    if item.unit == "count":
        return {**_count(int(item.lowest), int(item.highest)), "description": item.nl}
    return _of_input(item)


def _allowance(name: str) -> dict[str, Schema]:
    return {field: _allowance_field(name, field) for field in toeslagen.FIELDS[name]}


def zorgtoeslag() -> Schema:
    """Input of ``houvast zorgtoeslag``."""
    return _object("zorgtoeslag", _allowance("zorgtoeslag"), ("income_year_applicant",))


def huurtoeslag() -> Schema:
    """Input of ``houvast huurtoeslag``."""
    required = ("income_year_applicant", "persons_in_household", "rent_month")
    return _object("huurtoeslag", _allowance("huurtoeslag"), required)


def kindgebonden_budget() -> Schema:
    """Input of ``houvast kindgebonden-budget``."""
    return _object("kindgebonden budget", _allowance("kindgebonden_budget"), ("income_year_applicant",))


def kinderopvangtoeslag() -> Schema:
    """Input of ``houvast kinderopvangtoeslag``."""
    child: dict[str, Schema] = {
        "kind": {"enum": list(childcare.KINDS), "description": "soort opvang"},
        "hours_month": {**_AMOUNT, "description": "uren per maand"},
        "hourly_rate": {**_AMOUNT, "description": "prijs per uur"},
    }
    children: Schema = {
        "type": "array",
        "minItems": 1,
        "maxItems": childcare.MOST_CHILDREN,
        "items": _object("kind in de opvang", child, childcare.CHILD),
    }
    plain = (name for name in childcare.FIELDS if name != "children")
    properties = {name: _of_input(childcare.book.inputs[name]) for name in plain}
    properties["months_of_right"] = {**_count(0, 12), "description": "maanden met opvang in dit jaar"}
    required = ("income_year_applicant", "children")
    return _object("kinderopvangtoeslag", {**properties, "children": children}, required)


SCHEMAS = {
    "beslagvrije-voet": beslagvrije_voet,
    "beslagcheck": beslagcheck,
    "vtlb": vtlb_input,
    "voorstel": voorstel,
    "incassokosten": incassokosten,
    "netto": netto,
    "bijstand": bijstand,
    "kwijtschelding": kwijtschelding,
    "regeling": regeling,
    "tegemoetkomingen": checklist,
    "zorgtoeslag": zorgtoeslag,
    "huurtoeslag": huurtoeslag,
    "kindgebonden-budget": kindgebonden_budget,
    "kinderopvangtoeslag": kinderopvangtoeslag,
}
"""Schema of each plan by the word of its command."""


def whole(word: str) -> Schema:
    """The schema of a plan with both ways in: its flat fields, or a household with what that leaves out."""
    flat = SCHEMAS[word]()
    if word not in household.GATHER:
        return flat
    required = flat.pop("required")
    word_too = flat["properties"].get(household.KEY)
    flat["properties"][household.KEY] = {"anyOf": [word_too, _household()]} if word_too else _household()
    return {**flat, "anyOf": [{"required": required}, {"required": [household.KEY]}]}


def _household() -> Schema:
    incomes = {"type": "array", "items": _object("inkomen", _INCOME, ("kind", "basis", "amount", "per"))}
    person: dict[str, Schema] = {
        "role": {"enum": list(household.ROLES)},
        "birth_date": _DAY,
        "work_hours_week": _count(0, 80),
        "incomes": incomes,
        "shares_costs": {**_FLAG, "description": "deelt de kosten (zonder dit: ja, vanaf 27 jaar)"},
    }
    home: dict[str, Schema] = {"tenure": {"enum": list(household.TENURES)}, "costs": _AMOUNT}
    months = _count(1, 600)
    seizure: dict[str, Schema] = {
        "held_back_month": _AMOUNT, "by": _TEXT, "months": months, "since": _DAY, "until": _DAY,
    }  # fmt: skip
    properties: dict[str, Schema] = {
        "day": _DAY,
        "municipality": _TEXT,
        "persons": {"type": "array", "minItems": 1, "items": _object("persoon", person, ("role",))},
        "home": _object("woning", home, ()),
        "premium": {**_AMOUNT, "description": "premie zorgverzekering per maand"},
        "allowances": _object("toeslagen per maand", dict.fromkeys(household.ALLOWANCES, _AMOUNT), ()),
        "seizures": {"type": "array", "items": _object("beslag", seizure, ("held_back_month",))},
        "assets": {**_AMOUNT, "description": "vermogen"},
        "facts": _facts(),
    }
    return _object("huishouden", properties, ("persons",))
