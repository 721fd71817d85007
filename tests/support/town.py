"""A house that residents can walk into: texts, hours, places and languages, under a clock that stands still."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from houvast.foundation import clock as time_source
from houvast.foundation.clock import FixedClock
from houvast.foundation.organisations.models import (
    Door,
    LanguageOffer,
    Location,
    Municipality,
    OpeningHours,
    Organisation,
)
from houvast.foundation.tenancy.context import tenant
from houvast.foundation.texts.services import load_standard
from tests.support.houses import House, build_house, clock_at

MONDAY = dt.date(2026, 11, 23)
NINE, NOON, FIVE, EIGHT = dt.time(9), dt.time(12), dt.time(17), dt.time(20)


def open_for_residents(house: House, clock: FixedClock) -> House:
    """Texts, phone hours (Tuesday until eight), one place with walk-in mornings, Arabic and English offered."""
    with tenant(house.id):
        load_standard(clock)
        Organisation.objects.filter(pk=house.id).update(show_unapproved_translations=True)
        Municipality.objects.filter(pk=house.municipality.id).update(anonymous_phone="08008115")
        place = Location.objects.create(
            municipality=house.municipality, name="Stadhuis", street="Marktplein 1", postcode="1234 AB",
            city="Voorbeeldstad", languages=["nl", "ar"], valid_from=dt.date(2020, 1, 1),
        )  # fmt: skip
        for weekday in range(5):
            closes = EIGHT if weekday == 1 else FIVE
            OpeningHours.objects.create(
                municipality=house.municipality, door=Door.PHONE, weekday=weekday, opens=NINE, closes=closes
            )
            OpeningHours.objects.create(
                municipality=house.municipality, location=place, door=Door.WALK_IN, weekday=weekday, opens=NINE,
                closes=EIGHT if weekday == 1 else NOON,
            )  # fmt: skip
        for language in ("ar", "en"):
            LanguageOffer.objects.create(municipality=house.municipality, language=language)
    return house


@contextmanager
def a_town(slug: str = "voorbeeldstad", *, hour: int = 10) -> Iterator[tuple[House, FixedClock]]:
    """The house, and the clock everything runs on (Monday 23 November 2026)."""
    clock = clock_at(MONDAY, hour)
    with time_source.using(clock):
        yield open_for_residents(build_house(slug), clock), clock
