"""A visitor of the public tools, in a town that helps."""

import pytest
from django.test import Client
from tests.support.town import a_town


@pytest.fixture
def town(db):
    with a_town() as (house, clock):
        yield house, clock


@pytest.fixture
def visitor(town):
    return Client(HTTP_HOST="localhost")
