"""The calculations as a service: nothing kept, errors as problems, off unless the organisation offers it."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.town import a_town

from houvast.foundation.tenancy.context import tenant
from houvast.rules import schemas
from houvast.rules.calculations import CALCULATIONS

pytestmark = pytest.mark.django_db
SEIZURE = {
    "situation": "alleenstaande",
    "taxable_income_year": "29000",
    "own_net_income_month_incl_vt": "2090.00",
    "held_back_month": "778.00",
    "months": 4,
    "day": "2026-08-03",
}
CHECK = "/api/v1/rekenen/beslagcheck"


@pytest.fixture
def town(db):
    with a_town() as (house, _clock):
        with tenant(house.id):
            offer(house, on=True)
        yield house


@pytest.fixture
def caller(town):
    return Client(HTTP_HOST="localhost", enforce_csrf_checks=True)


def offer(house, *, on: bool) -> None:
    house.organisation.calculating_service = on
    house.organisation.save()


def ask(caller, given, path=CHECK, **headers):
    body = given if isinstance(given, str | bytes) else json.dumps(given)
    return caller.post(path, body, content_type="application/json", headers=headers)


def problem_of(answer, status):
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["API-Version"] == "1.0.0"
    found = answer.json()
    assert found["status"] == status and found["title"] and found["detail"]
    return found


def test_a_calculation_comes_with_every_step_and_its_law(caller):
    answer = ask(caller, SEIZURE)
    assert answer.status_code == 200 and answer["API-Version"] == "1.0.0" and answer["Cache-Control"] == "no-store"
    found = answer.json()
    assert any("475dc" in step["wet"] for step in found["stappen"])
    assert found["plan"][0].startswith("beslagvrije_voet@") and "vtlb-2026-07" in found["plan"][0]
    assert found["bewijs"]


def test_every_calculation_of_the_command_line_is_offered():
    assert set(CALCULATIONS) == set(schemas.SCHEMAS)


def test_nothing_is_kept_but_the_count_of_calls(caller):
    with CaptureQueriesContext(connection) as asked:
        ask(caller, SEIZURE)
    writes = [one["sql"] for one in asked.captured_queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(writes) == 1 and "limits_ratecounter" in writes[0]
    assert not any("2090" in one["sql"] for one in asked.captured_queries)


def test_it_is_off_unless_the_organisation_offers_it(caller, town):
    with tenant(town.id):
        offer(town, on=False)
    assert problem_of(ask(caller, SEIZURE), 404)["title"] == "Hier is niets"
    problem_of(caller.get("/api/v1/openapi.json"), 404)


def test_a_wrong_field_is_named_in_dutch_and_in_english(caller):
    wrong = {**SEIZURE, "held_back_month": "-5"}
    dutch = problem_of(ask(caller, wrong), 400)
    assert dutch["title"] == "De invoer klopt niet"
    assert dutch["errors"][0]["location"] == "#/held_back_month" and dutch["errors"][0]["detail"] == dutch["detail"]
    answer = ask(caller, wrong, accept_language="en-GB,nl;q=0.5")
    english = problem_of(answer, 400)
    assert english["title"] == "The input is not right" and "held_back_month" in english["detail"]
    assert answer["Content-Language"] == "en"


@pytest.mark.parametrize(
    "body",
    ["[]", "1", "null", "{", '{"a": NaN}', '{"day": "2026-08-03", "day": "2026-01-01"}', b"\xff", "[" * 100_000],
)
def test_what_is_no_object_is_refused(caller, body):
    assert problem_of(ask(caller, body), 400)["title"] == "De invoer is geen JSON"


@pytest.mark.parametrize("name", sorted(SEIZURE))
@pytest.mark.parametrize(
    "value", [None, [], {}, True, "", "x", "NaN", 1e999, -1, "1,234.56", "9" * 400, "\u0000"], ids=repr
)
def test_whatever_stands_in_a_field_is_an_answer_or_a_problem_that_names_it(caller, name, value):
    body = json.dumps({**SEIZURE, name: value}).replace("Infinity", "1e999")
    answer = ask(caller, body)
    if answer.status_code != 200:
        assert name in json.dumps(problem_of(answer, 400))


def test_an_amount_with_decimals_may_be_a_number_and_stays_exact(caller):
    as_text = ask(caller, {**SEIZURE, "held_back_month": "778.10"}).json()["uitkomst"]
    assert ask(caller, {**SEIZURE, "held_back_month": 778.10}).json()["uitkomst"] == as_text


def test_a_day_without_figures_is_refused(caller):
    assert "1999" in problem_of(ask(caller, {**SEIZURE, "day": "1999-01-01"}), 400)["detail"]


def test_other_kinds_of_body_and_other_methods_are_refused(caller):
    answer = caller.post(CHECK, "a=1", content_type="application/x-www-form-urlencoded")
    problem_of(answer, 415)
    answer = caller.get(CHECK)
    problem_of(answer, 405)
    assert answer["Allow"] == "POST"


def test_a_body_of_more_than_a_megabyte_is_refused(caller):
    problem_of(ask(caller, {"x": "a" * 1_100_000}), 413)


def test_who_asks_too_often_hears_when_to_come_back(caller, settings):
    settings.API_A_MINUTE = 2
    ask(caller, SEIZURE)
    ask(caller, SEIZURE)
    answer = ask(caller, SEIZURE)
    problem_of(answer, 429)
    assert 1 <= int(answer["Retry-After"]) <= 60


def test_the_choices_of_the_organisation_count_in_a_vtlb(caller):
    given = {"situation": "alleenstaande", "taxable_income_year": "29000", "net_income_incl_vt": "2090.00"}
    found = ask(caller, {**given, "day": "2026-08-03"}, "/api/v1/rekenen/vtlb").json()
    assert any("ingesteld" in note or "bevestigd" in note for note in found["let_op"])


def test_a_household_may_be_sent_in_place_of_fields(caller):
    household = {
        "day": "2026-08-03",
        "persons": [{"role": "applicant", "incomes": [
            {"kind": "loon", "basis": "net", "amount": "2090.00", "per": "month"},
            {"kind": "loon", "basis": "gross", "amount": "29000", "per": "year"},
        ]}],
    }  # fmt: skip
    answer = ask(caller, {"household": household, "held_back_month": "778.00", "months": 4})
    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        assert "household" in json.dumps(answer.json()) or "errors" in answer.json()
