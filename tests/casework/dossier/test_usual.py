"""How long a step usually takes here: the middle of our own files, and nothing while there are too few."""

import datetime as dt

import pytest
from tests.support.houses import WALL_CLOCK, build_house
from tests.support.stories import calls, later, signs_up

from houvast.casework.dossier.models import Clock
from houvast.casework.dossier.usual import ENOUGH, Usual, usual_days
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    house = build_house()
    with tenant(house.id):
        yield house


def spoken_after(house, days, count):
    for number in range(count):
        made = signs_up(house, WALL_CLOCK, phone=f"+3161122{days:02}{number:02}")
        calls(house, made, later(WALL_CLOCK, days=days), "reached", first_talk=True)


def test_the_middle_of_our_own_files(house):
    spoken_after(house, 1, 12)
    spoken_after(house, 4, 9)
    assert usual_days(later(WALL_CLOCK, days=5)) == Usual(1, 1)


def test_too_few_files_say_nothing(house):
    spoken_after(house, 1, ENOUGH - 1)
    assert usual_days(later(WALL_CLOCK, days=5)) == Usual(None, None)


def test_who_still_waits_too_long_counts_too(house):
    spoken_after(house, 1, 9)
    for number in range(12):
        signs_up(house, WALL_CLOCK, phone=f"+316112299{number:02}")
    assert usual_days(later(WALL_CLOCK, days=20)).contact == 20


def test_files_of_long_ago_do_not_count(house):
    spoken_after(house, 1, ENOUGH)
    Clock.objects.update(starts_on=dt.date(2025, 1, 1), due=dt.date(2025, 2, 1))
    assert usual_days(later(WALL_CLOCK, days=5)) == Usual(None, None)
