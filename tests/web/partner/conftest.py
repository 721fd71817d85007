import pytest
from tests.support.town import a_town


@pytest.fixture
def town(db):
    with a_town() as (house, clock):
        yield house, clock


@pytest.fixture
def house(town):
    return town[0]


@pytest.fixture
def clock(town):
    return town[1]
