"""What a file gives is read strictly, and the schema names exactly the fields that are read."""

import json
from datetime import date, datetime

import pytest

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import (
    bijstand,
    collection_costs,
    inkomen,
    kwijtschelding,
    regelingen,
    schemas,
    settlement,
    tegemoetkomingen,
    toeslagen,
    vtlb,
)
from houvast.rules.errors import BadInputError
from houvast.rules.reading import read_day

PARAMETERS = bvv.parameters_for(period="2026-07")
SEIZED = {
    "situation": "alleenstaande",
    "taxable_income_year": "30000",
    "own_net_income_month_incl_vt": "2600",
    "held_back_month": "1200",
    "by": "Deurwaarder Voorbeeld",
}
OFFER = {
    "income": "1910",
    "vtlb": "1760",
    "monthly_rate": "0.00948",
    "assets": "300",
    "term": 18,
    "couple": False,
    "claims": [
        {"id": "b", "creditor": "Belastingdienst", "rank": "preferent", "amount": "1950", "discharged": True},
        {"id": "z", "rank": "concurrent", "amount": "5.626,20", "disputed": False},
    ],
}
COSTS = {"principal": "1000", "charged": "200", "day": date(2026, 11, 23), "consumer": True}
LETTER = {"received": "2026-10-01", "days_given": 14, "names_costs": True}


def test_a_seizure_is_checked_over_months_or_days():
    by_months = bvv.check_given({**SEIZED, "months": 4}, PARAMETERS)
    by_days = bvv.check_given({**SEIZED, "since": "2026-08-24", "until": date(2026, 11, 24)}, PARAMETERS)
    assert by_months.too_much_total == by_days.too_much_total == (by_months.too_much_month * 4)
    assert by_months.by == "Deurwaarder Voorbeeld"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({}, "months"),
        ({"since": "2026-08-24"}, "months"),
        ({"months": 4, "since": "2026-08-24"}, "months"),
        ({"months": 4, "until": "2026-08-24"}, "months"),
        ({"months": 0}, "months"),
        ({"months": 4, "held_back_month": None}, "held_back_month"),
        ({"since": "gisteren", "until": "2026-08-24"}, "since"),
        ({"months": 4, "kleur": "rood"}, "kleur"),
    ],
)
def test_a_seizure_that_cannot_be_read_is_refused_by_field(more, field):
    with pytest.raises(BadInputError) as caught:
        bvv.check_given({**SEIZED, **more}, PARAMETERS)
    assert caught.value.field == field


def test_a_proposal_is_read_from_its_fields():
    offer = settlement.offer_given(OFFER)
    assert offer.pool.text() == "2771.47"
    assert [row.claim.creditor for row in offer.rows] == ["Belastingdienst", "z"]
    assert settlement.offer_given({**OFFER, "instrument": "schuldbemiddeling"}).is_prognosis


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"income": None}, "income"),
        ({"income": "-1"}, "income"),
        ({"claims": "veel"}, "claims"),
        ({"claims": []}, "claims"),
        ({"claims": ["a"]}, "claims"),
        ({"claims": [{"id": "a", "rank": "eerst", "amount": "1"}]}, "rank"),
        ({"claims": [{"id": "a", "rank": "preferent", "amount": "1,234.56"}]}, "amount"),
        ({"claims": [{"id": "a", "rank": "preferent", "amount": "1", "disputed": "nee"}]}, "disputed"),
        ({"claims": [{"id": "a", "rank": "preferent", "amount": "1"}] * 2}, "id"),
        ({"couple": "nee"}, "couple"),
        ({"term": 0}, "term"),
        ({"monthly_rate": "0.9"}, "monthly_rate"),
        ({"instrument": "loterij"}, "instrument"),
        ({"kleur": "rood"}, "kleur"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused_by_field(more, field):
    with pytest.raises(BadInputError) as caught:
        settlement.offer_given({**OFFER, **more})
    assert caught.value.field == field


def test_collection_costs_are_read_with_their_letter():
    assert collection_costs.costs_given(COSTS).too_much.text() == "200.00"
    assert collection_costs.costs_given({**COSTS, "letter": LETTER}).too_much.text() == "50.00"
    for more in ({"letter": {"received": "2026-10-01"}}, {"day": "vandaag"}, {"consumer": 1}, {"day": 5}):
        with pytest.raises(BadInputError):
            collection_costs.costs_given({**COSTS, **more})


def test_a_moment_is_no_day():
    with pytest.raises(BadInputError, match="2026-11-24"):
        read_day("dag", datetime(2026, 11, 24))  # noqa: DTZ001 - a naive moment is what a file can hold
    assert read_day("dag", "2026-11-24") == date(2026, 11, 24)


HOME = {"household": "gehuwden", "age_group_self": "21_to_aow"}
SCHEME = {
    "municipality": "Voorbeeldstad", "kind": "meedoen", "name": "Pas", "income_pct": "1.10",
    "amounts": {"gehuwden": "150"}, "where": "balie", "source": "verordening", "checked_on": "2026-07-01",
}  # fmt: skip
CARE = {"kind": "dagopvang", "hours_month": "100", "hourly_rate": "10"}
EXAMPLES = {
    "amount": "1",
    "boolean": True,
    "integer": 1,
}


def allowance(name):
    return lambda fields: toeslagen.calculate(name, fields, toeslagen.parameters_for(period="2026"))


CALCULATE = {
    "beslagvrije-voet": lambda fields: bvv.calculate(fields, PARAMETERS),
    "beslagcheck": lambda fields: bvv.check_given(fields, PARAMETERS),
    "vtlb": lambda fields: vtlb.calculate(fields, PARAMETERS),
    "voorstel": settlement.offer_given,
    "bijstand": lambda fields: bijstand.calculate(fields, bijstand.parameters_for(period="2026-07")),
    "kwijtschelding": lambda fields: kwijtschelding.calculate(fields, kwijtschelding.parameters_for(period="2026-07")),
    "regeling": lambda fields: regelingen.check_given(fields, regelingen.figures_for(period="2026-07")),
    "netto": lambda fields: inkomen.calculate(fields, inkomen.parameters_for(period="2026")),
    "tegemoetkomingen": lambda fields: tegemoetkomingen.calculate(fields, tegemoetkomingen.rules_for(period="2026")),
    "incassokosten": collection_costs.costs_given,
    "kinderopvangtoeslag": lambda fields: toeslagen.calculate_childcare(
        fields, toeslagen.parameters_for(period="2026")
    ),
    **{name.replace("_", "-"): allowance(name) for name in toeslagen.BOOKS},
}


def accepted(word, fields):
    """Whether a calculation knows every field: it may refuse the values, but not the names."""
    try:
        CALCULATE[word](fields)
    except BadInputError as error:
        return "bestaat niet" not in str(error)
    return True


@pytest.mark.parametrize("word", schemas.SCHEMAS)
def test_every_field_of_a_schema_is_known_and_no_other(word):
    schema = schemas.SCHEMAS[word]()
    json.dumps(schema)
    assert set(schema["required"]) <= set(schema["properties"])
    assert not schema["additionalProperties"]
    good = {"situation": "alleenstaande", "taxable_income_year": "1", "own_net_income_month_incl_vt": "5"}
    base = {
        "beslagvrije-voet": good,
        "beslagcheck": {**good, "held_back_month": "1", "months": 1},
        "vtlb": {**good, "net_income_incl_vt": "5"},
        "voorstel": {"income": "5", "vtlb": "1", "claims": OFFER["claims"]},
        "incassokosten": COSTS,
        "netto": {"gross_wage_year": "5"},
        "bijstand": HOME,
        "regeling": {**HOME, "income_month": "5", "scheme": SCHEME},
        "kwijtschelding": {**HOME, "net_income_month": "5", "assessment": "1"},
        "tegemoetkomingen": {"household": {"persons": [{"role": "applicant"}]}},
        "zorgtoeslag": {"income_year_applicant": "5"},
        "huurtoeslag": {"income_year_applicant": "5", "persons_in_household": 1, "rent_month": "300"},
        "kindgebonden-budget": {"income_year_applicant": "5"},
        "kinderopvangtoeslag": {"income_year_applicant": "5", "children": [CARE]},
    }[word]
    base = {name: value for name, value in base.items() if name in schema["properties"]}
    assert accepted(word, base)
    for name in schema["properties"]:
        assert accepted(word, {**base, name: base.get(name, "1")}), name
    assert not accepted(word, {**base, "koffie": "1"})
