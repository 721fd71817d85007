"""A town whose doors are open: what every face of the site is tested in, unless a room has a house of its own."""

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
