"""A house on Friday 27 November 2026: a week in which people signed up is behind it."""

import datetime as dt

import pytest
from tests.support.houses import build_house, clock_at

from houvast.foundation import clock as time_source
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard

FRIDAY = clock_at(dt.date(2026, 11, 27))


@pytest.fixture
def house(db):
    house = build_house()
    with tenant(house.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
    with time_source.using(FRIDAY):
        yield house
