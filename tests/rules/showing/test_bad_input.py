"""Every field of every input, with everything people and files can put there: an answer or a clear refusal."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import collection_costs, render, schemas, settlement, vtlb
from houvast.rules.errors import RuleError

PARAMETERS = bvv.parameters_for(period="2026-07")
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
}
CALCULATE = {
    "beslagvrije-voet": lambda given: bvv.calculate(given, PARAMETERS),
    "beslagcheck": lambda given: bvv.check_given(given, PARAMETERS),
    "vtlb": lambda given: vtlb.calculate(given, PARAMETERS),
    "voorstel": settlement.offer_given,
    "incassokosten": collection_costs.costs_given,
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


@pytest.mark.parametrize(("word", "field"), FIELDS, ids=[f"{word}: {field}" for word, field in FIELDS])
def test_whatever_stands_in_a_field_there_is_an_answer_or_a_refusal(word, field):
    for value in WRONG:
        answer_or_refusal(word, {**GOOD[word], field: value})


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
