"""Spots of posters: each its own code that is never used twice and never stops working."""

import pytest
from tests.support.houses import WALL_CLOCK, build_house

from houvast.foundation.access.errors import NotAllowed, NotYours
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.organisations.errors import Stale, Taken
from houvast.foundation.organisations.models import Signpost
from houvast.foundation.organisations.signposts import (
    ALPHABET,
    add_signpost,
    end_signpost,
    rename_signpost,
    signpost_of,
)
from houvast.foundation.randomness import SeededRandomness
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
CHANCE = SeededRandomness("plekken")


@pytest.fixture
def house():
    house = build_house()
    with tenant(house.id):
        yield house


def add(house, name="Huisarts De Linde", chance=CHANCE):
    return add_signpost(house.administrator, house.municipality.id, name, WALL_CLOCK, chance)


def test_a_spot_gets_a_code_that_is_easy_to_type_and_is_found_by_it_however_it_is_typed(house):
    spot = add(house)
    assert len(spot.code) == 5 and set(spot.code) <= set(ALPHABET) and not set(spot.code) & set("01loi")
    assert signpost_of(f" {spot.code.upper()} ") == spot.id
    assert AuditEntry.objects.filter(action="signpost.added").count() == 1


@pytest.mark.parametrize("code", ["", "x", "zzzzz", "abc\0d", "ab/cd", "a" * 500, "АБВГД"])
def test_an_unknown_code_is_nobodys(house, code):
    add(house)
    assert signpost_of(code) is None


def test_two_spots_never_share_a_code(house):
    first = add(house, "Bibliotheek", SeededRandomness("gelijk"))
    second = add(house, "Voedselbank", SeededRandomness("gelijk"))
    assert first.code != second.code


def test_the_same_name_twice_in_a_municipality_is_refused_in_words(house):
    add(house)
    with pytest.raises(Taken, match="met deze naam"):
        add(house)
    other = add(house, "Bibliotheek")
    with pytest.raises(Taken):
        rename_signpost(house.administrator, other.id, other.version, "Huisarts De Linde", WALL_CLOCK)


def test_a_new_name_keeps_the_code_and_an_old_page_does_not_overwrite(house):
    spot = add(house)
    renamed = rename_signpost(house.administrator, spot.id, spot.version, "Huisarts De Eik", WALL_CLOCK)
    assert (renamed.name, renamed.code) == ("Huisarts De Eik", spot.code)
    with pytest.raises(Stale):
        rename_signpost(house.administrator, spot.id, spot.version, "Huisarts De Beuk", WALL_CLOCK)


def test_a_spot_that_ended_is_still_recognised(house):
    spot = add(house)
    assert end_signpost(house.administrator, spot.id, spot.version, WALL_CLOCK).valid_until == WALL_CLOCK.today()
    assert signpost_of(spot.code) == spot.id


def test_only_an_administrator_may(house):
    for who in (house.counsellor, house.anonymous):
        with pytest.raises((NotYours, NotAllowed)):
            add_signpost(who, house.municipality.id, "Huisarts", WALL_CLOCK, CHANCE)
    assert not Signpost.objects.exists()


def test_the_code_of_another_organisation_is_unknown_here():
    ours, theirs = build_house(), build_house("andersdorp")
    with tenant(theirs.id):
        code = add(theirs).code
    with tenant(ours.id):
        assert signpost_of(code) is None
