"""A house in which work can be done, from the inside: its standard texts are there."""

import datetime as dt

import pytest
from tests.support.houses import build_house, clock_at

from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard


@pytest.fixture
def house(db):
    house = build_house()
    with tenant(house.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
        yield house
