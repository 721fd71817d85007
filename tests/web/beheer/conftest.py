"""A house on Monday 23 November 2026."""

import pytest
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house

from houvast.foundation import clock as time_source
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard


@pytest.fixture
def house(db):
    house = build_house()
    with tenant(house.id):
        load_standard(WALL_CLOCK)
    with time_source.using(WALL_CLOCK):
        yield house


@pytest.fixture
def desk(house):
    return signed_in(house.administrator)
