"""The OpenAPI document, and a walk over all it describes: no answer that it does not know, none that is a crash."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as amount_of_work
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks
from tests.support.town import a_town

from houvast.foundation.tenancy.context import tenant
from houvast.rules.calculations import CALCULATIONS

pytestmark = pytest.mark.django_db
DOCUMENT = "/api/v1/openapi.json"
PROMISED = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
WORK = amount_of_work(
    max_examples=15,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def town(db, settings):
    settings.API_A_MINUTE = 1_000_000
    with a_town() as (house, _clock):
        with tenant(house.id):
            house.organisation.calculating_service = True
            house.organisation.save()
        yield house


def test_it_is_openapi_3_and_knows_every_calculation(town, client):
    document = client.get(DOCUMENT, headers={"host": "localhost"}).json()
    OpenAPIV31SpecValidator(document).validate()
    assert set(document["paths"]) == {f"/rekenen/{word}" for word in CALCULATIONS}
    assert document["servers"] == [{"url": "http://localhost/api/v1"}]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize("word", sorted(CALCULATIONS))
def test_every_answer_is_as_the_document_says(town, word, mode):
    for signal in (request_started, request_finished):  # they would end the transaction of the test
        signal.disconnect(close_old_connections)
    try:
        _walk(word, mode)
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def _walk(word, mode):
    schema = schemathesis.openapi.from_wsgi(DOCUMENT, WSGIHandler(), headers={"Host": "localhost"})

    @WORK
    @given(case=schema[f"/rekenen/{word}"]["POST"].as_strategy(generation_mode=mode))
    def walk(case):
        case.call_and_validate(checks=PROMISED)

    walk()
