"""A house on Monday 23 November 2026, and the counsellor at her desk."""

import datetime as dt

import pytest
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house, clock_at
from tests.support.stories import signs_up

from houvast.casework.dossier.services import take_up
from houvast.foundation import clock as time_source
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard


@pytest.fixture
def house(db):
    house = build_house()
    with tenant(house.id):
        load_standard(clock_at(dt.date(2026, 1, 1)))
    with time_source.using(WALL_CLOCK):
        yield house


@pytest.fixture
def desk(house):
    return signed_in(house.counsellor)


@pytest.fixture
def file(house):
    """A file the counsellor took up."""
    with tenant(house.id):
        made = signs_up(house, WALL_CLOCK)
        take_up(house.counsellor, made.dossier_id, WALL_CLOCK)
    return made
