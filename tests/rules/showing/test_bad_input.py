"""Every field of every input, with everything people and files can put there: an answer or a clear refusal."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import (
    bijstand,
    collection_costs,
    inkomen,
    kwijtschelding,
    regelingen,
    render,
    schemas,
    settlement,
    tegemoetkomingen,
    toeslagen,
    vtlb,
)
from houvast.rules.errors import RuleError

PARAMETERS = bvv.parameters_for(period="2026-07")
ALLOWANCES = toeslagen.parameters_for(period="2026")
CLAIMS = [{"id": "b", "rank": "preferent", "amount": "1950"}, {"id": "h", "rank": "concurrent", "amount": "7000"}]
SEIZED = {
    "situation": "gehuwd_met_kinderen",
    "taxable_income_year": "42000",
    "own_net_income_month_incl_vt": "2600",
    "held_back_month": "900",
    "months": 3,
}
GOOD = {
    "beslagvrije-voet": {k: v for k, v in SEIZED.items() if k not in ("held_back_month", "months")},
    "beslagcheck": SEIZED,
    "vtlb": {"situation": "gehuwd_met_kinderen", "taxable_income_year": "42000", "net_income_incl_vt": "2600"},
    "voorstel": {"income": "1910", "vtlb": "1760", "claims": CLAIMS},
    "incassokosten": {"principal": "1000", "charged": "200", "day": date(2026, 11, 23), "consumer": True},
    "netto": {"gross_wage_year": "36000", "other_box1_income_year": "9000", "aow_age": True},
    "bijstand": {"household": "gehuwden", "age_group_self": "21_to_aow", "net_earnings_month_incl_vt": "600"},
    "regeling": {
        "household": "gehuwden",
        "age_group_self": "21_to_aow",
        "income_month": "1900",
        "scheme": {
            "municipality": "Voorbeeldstad",
            "kind": "bijzondere_bijstand",
            "name": "n",
            "income_pct": "1.10",
            "amounts": {},
            "where": "balie",
            "source": "verordening",
            "checked_on": "2026-07-01",
        },
    },
    "kwijtschelding": {
        "household": "gehuwden",
        "age_group_self": "21_to_aow",
        "net_income_month": "1900",
        "assessment": "450",
    },
    "tegemoetkomingen": {"household": {"persons": [{"role": "applicant", "incomes": []}]}},
    "zorgtoeslag": {"income_year_applicant": "20000", "partner": True},
    "huurtoeslag": {"income_year_applicant": "20000", "partner": True, "persons_in_household": 4, "rent_month": "700"},
    "kindgebonden-budget": {"income_year_applicant": "20000", "partner": True},
    "kinderopvangtoeslag": {
        "income_year_applicant": "20000",
        "partner": True,
        "children": [{"kind": "dagopvang", "hours_month": "100", "hourly_rate": "10"}],
    },
}
CALCULATE = {
    "beslagvrije-voet": lambda given: bvv.calculate(given, PARAMETERS),
    "beslagcheck": lambda given: bvv.check_given(given, PARAMETERS),
    "vtlb": lambda given: vtlb.calculate(given, PARAMETERS),
    "voorstel": settlement.offer_given,
    "incassokosten": collection_costs.costs_given,
    "netto": lambda given: inkomen.calculate(given, inkomen.parameters_for(period="2026-07")),
    "bijstand": lambda given: bijstand.calculate(given, bijstand.parameters_for(period="2026-07")),
    "regeling": lambda given: regelingen.check_given(given, regelingen.figures_for(period="2026-07")),
    "kwijtschelding": lambda given: kwijtschelding.calculate(given, kwijtschelding.parameters_for(period="2026-07")),
    "tegemoetkomingen": lambda given: tegemoetkomingen.calculate(given, tegemoetkomingen.rules_for(period="2026-07")),
    "zorgtoeslag": lambda given: toeslagen.calculate("zorgtoeslag", given, ALLOWANCES),
    "huurtoeslag": lambda given: toeslagen.calculate("huurtoeslag", given, ALLOWANCES),
    "kinderopvangtoeslag": lambda given: toeslagen.calculate_childcare(given, ALLOWANCES),
    "kindgebonden-budget": lambda given: toeslagen.calculate("kindgebonden_budget", given, ALLOWANCES),
}
WRONG = [
    None, "", " ", "x", "NaN", "Infinity", "1e400", "1,234.56", "1.234,56", "-1", "-0.00", "9" * 400, "\x00", "\ud800",
    "١٢٣", "0", "0.001", "1000000000000", 0, -1, 10**30, True, False, 1.5, float("nan"), float("inf"), [], [None], {},
    {"a": "1"}, {"a": None}, (), b"1", date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), date.min, date.max, object(),
]  # fmt: skip
FIELDS = [(word, field) for word in GOOD for field in schemas.SCHEMAS[word]()["properties"]]


def answer_or_refusal(word, given):
    """The result shown in every way, or the sentence of the refusal."""
    try:
        result = CALCULATE[word](given)
    except RuleError as error:
        assert str(error)
        return str(error)
    render.as_json(result)
    return render.summary(result) + render.plain(result)


NAN = float("nan")
REFUSED = {
    "amount": ["", " ", "x", "NaN", "Infinity", "1e400", "9" * 400, "\x00", "\ud800", True, False, 1.5, NAN,
               float("inf"), [], [None], {}, {"a": "1"}, (), b"1", date(2026, 1, 1), object(), 10**30, -(10**30)],
    "boolean": ["", "ja", "true", 0, 1, -1, 1.0, NAN, [], {}, date(2026, 1, 1), object()],
    "integer": ["", "3", -1, 10**30, 1.5, NAN, True, [], {}, date(2026, 1, 1), object()],
    "enum": ["", "koffie", "NaN", 0, 1.5, NAN, True, [], {}, date(2026, 1, 1), object()],
    "date": ["", "gisteren", "2026-02-30", "25-11-2026", 0, 1.5, NAN, True, [], {}, object()],
    "array": ["", "x", 0, 1.5, NAN, True, {}, object(), [None], [[]], ["x"], []],
    "object": ["", "x", 0, 1.5, NAN, True, [], object()],
}  # fmt: skip
"""What must be refused, by the kind of field that a schema tells: a new field is covered by itself."""


def kind_of(schema):
    """The kind of a field as its schema describes it."""
    if "enum" in schema:
        return "enum"
    if schema.get("format") == "date":
        return "date"
    named = schema["type"]
    return "amount" if named == ["string", "integer"] else named


PROPERTIES = [(word, field, schema) for word in GOOD for field, schema in schemas.SCHEMAS[word]()["properties"].items()]
IDS = [f"{word}: {field}" for word, field, _ in PROPERTIES]
INSIDE = ("id", "rank", "amount", "claims", "a")


@pytest.mark.parametrize(("word", "field", "schema"), PROPERTIES, ids=IDS)
def test_what_a_field_cannot_be_is_refused_by_its_name(word, field, schema):
    if kind_of(schema) == "string":
        return
    for value in REFUSED[kind_of(schema)]:
        if value == [] and kind_of(schema) == "array" and "minItems" not in schema:
            continue
        told = answer_or_refusal(word, {**LONE.get(field, GOOD[word]), field: value})
        names = (field, *INSIDE) if field in ("claims", "other_corrections") else (field,)
        assert any(told.startswith(f"Veld “{name}”: ") for name in names), (value, told)


# Two ways to say how long: the days are looked at only when the number of months is not there.
DAYS = {**{k: v for k, v in SEIZED.items() if k != "months"}, "since": "2026-01-01", "until": "2026-03-01"}
LONE = {"since": DAYS, "until": DAYS}


@pytest.mark.parametrize(("word", "field", "schema"), PROPERTIES, ids=IDS)
def test_an_amount_is_understood_in_dutch_and_refused_in_english_with_a_hint(word, field, schema):
    if kind_of(schema) != "amount":
        return
    told = answer_or_refusal(word, {**GOOD[word], field: "1,234.56"})
    assert told.startswith(f"Veld “{field}”: ")
    assert "Engels" in told
    assert answer_or_refusal(word, {**GOOD[word], field: "1.234,56"}) == answer_or_refusal(
        word, {**GOOD[word], field: "1234.56"}
    )
    assert "twee manieren" in answer_or_refusal(word, {**GOOD[word], field: "1.234"})


@pytest.mark.parametrize(("word", "field", "schema"), PROPERTIES, ids=IDS)
def test_a_negative_or_absurd_amount_is_refused(word, field, schema):
    if kind_of(schema) != "amount":
        return
    for value in ("-0.01", "-1", "999999999999"):
        told = answer_or_refusal(word, {**GOOD[word], field: value})
        assert told.startswith(f"Veld “{field}”: "), (value, told)


@pytest.mark.parametrize(("word", "field"), FIELDS, ids=[f"{word}: {field}" for word, field in FIELDS])
def test_whatever_stands_in_a_field_there_is_an_answer_or_a_refusal(word, field):
    for value in WRONG:
        answer_or_refusal(word, {**GOOD[word], field: value})


CLAIM = schemas.SCHEMAS["voorstel"]()["properties"]["claims"]["items"]["properties"]


@pytest.mark.parametrize("field", CLAIM)
def test_what_a_field_of_a_claim_cannot_be_is_refused_by_its_name(field):
    for value in REFUSED.get(kind_of(CLAIM[field]), []):
        rows = [{**CLAIMS[0], field: value}, CLAIMS[1]]
        told = answer_or_refusal("voorstel", {**GOOD["voorstel"], "claims": rows})
        assert told.startswith(f"Veld “{field}”: "), (value, told)


def many(number, amount="10.00"):
    return [{"id": f"c{n}", "rank": "concurrent", "amount": amount} for n in range(number)]


@pytest.mark.parametrize(
    ("claims", "what"),
    [
        ([], "minstens één schuld"),
        (many(10_001), "meer dan 10000 schulden"),
        (many(3, "0"), "samen zijn nul"),
        ([*many(2), *many(1)], "“c0” staat er twee keer"),
        (many(1, "-5"), "negatief"),
        (many(1, "0.001"), "delen van een cent"),
        (many(1, "99999999999"), "te groot"),
    ],
)
def test_a_list_of_claims_that_cannot_be_is_refused_with_what_to_do(claims, what):
    assert what in answer_or_refusal("voorstel", {**GOOD["voorstel"], "claims": claims})


@pytest.mark.parametrize("claims", [many(10_000), many(1, "10000000"), [*many(2), {**many(3)[2], "amount": 0}]])
def test_many_creditors_large_claims_and_a_claim_of_nothing_are_answered(claims):
    told = answer_or_refusal("voorstel", {**GOOD["voorstel"], "claims": claims})
    assert "pool: " in told


@pytest.mark.parametrize(
    ("word", "change", "field"),
    [
        ("beslagvrije-voet", {"situation": "alleenstaande", "partner_unseized_income_month": "1"},
         "partner_unseized_income_month"),
        ("beslagvrije-voet", {"no_brp_address": True, "in_institution": True}, "in_institution"),
        ("vtlb", {"situation": "alleenstaande", "children": 2}, "children"),
        ("vtlb", {"children": 0}, "children"),
        ("vtlb", {"children": 1, "children_12_15": 2}, "children"),
        ("vtlb", {"situation": "alleenstaande", "partner_work_hours_week": 20}, "partner_work_hours_week"),
        ("vtlb", {"situation": "alleenstaande", "pension_age": "gehuwden"}, "pension_age"),
        ("beslagcheck", {"held_back_month": "2600.01"}, "held_back_month"),
        ("beslagcheck", {"since": "2026-01-01", "until": "2026-03-01"}, "months"),
        ("beslagcheck", {"months": None, "since": "2026-03-01", "until": "2026-01-01"}, "since"),
        ("incassokosten", {"day": date(2012, 6, 30)}, "day"),
        ("incassokosten", {"day": date.min}, "day"),
    ],
)  # fmt: skip
def test_a_household_or_day_that_cannot_be_is_refused_by_name(word, change, field):
    told = answer_or_refusal(word, {**GOOD[word], **change})
    assert told.startswith(f"Veld “{field}”: ") or "geen bedragen" in told, told


@pytest.mark.parametrize("word", GOOD)
def test_a_missing_field_is_asked_for_by_name(word):
    for field in schemas.SCHEMAS[word]()["required"]:
        given_without = {name: value for name, value in GOOD[word].items() if name != field}
        assert f"“{field}”" in answer_or_refusal(word, given_without)


@pytest.mark.parametrize("word", GOOD)
def test_a_good_input_is_answered(word):
    assert "Veld" not in answer_or_refusal(word, GOOD[word])


leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates()
anything = st.recursive(leaves, lambda c: st.lists(c, max_size=3) | st.dictionaries(st.text(max_size=8), c, max_size=3))


@pytest.mark.large
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_any_mess_gives_an_answer_or_a_refusal(word, data):
    names = st.sampled_from(list(schemas.SCHEMAS[word]()["properties"])) | st.text(max_size=8)
    mess = data.draw(st.dictionaries(names, anything, max_size=6))
    answer_or_refusal(word, {**GOOD[word], **mess})


@pytest.mark.parametrize("field", ["id", "rank", "amount", "creditor", "discharged"])
def test_whatever_stands_in_a_claim_there_is_an_answer_or_a_refusal(field):
    for value in WRONG:
        rows = [{**CLAIMS[0], field: value}, CLAIMS[1]]
        answer_or_refusal("voorstel", {**GOOD["voorstel"], "claims": rows})


@pytest.mark.parametrize("field", ["received", "days_given", "names_costs"])
def test_whatever_stands_in_a_letter_there_is_an_answer_or_a_refusal(field):
    letter = {"received": "2026-10-01", "days_given": 14, "names_costs": True}
    for value in WRONG:
        answer_or_refusal("incassokosten", {**GOOD["incassokosten"], "letter": {**letter, field: value}})
