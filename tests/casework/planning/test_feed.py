"""The calendar of a colleague on a secret address: what is planned, nothing of whom, and only while he works here."""

import datetime as dt
import uuid

import pytest
from tests.support.houses import WALL_CLOCK
from tests.support.stories import signs_up

from houvast.casework.planning.calendar import CalendarEntry, calendar
from houvast.casework.planning.errors import NoFeed
from houvast.casework.planning.feed import TRIES, FeedGone, FeedTooOften, feed_since, new_feed, read_feed, revoke_feed
from houvast.casework.planning.services import OfferCommand, cannot, give_hours, offer_slots, pick
from houvast.foundation.accounts.models import Account, Membership
from houvast.foundation.clock import AMSTERDAM
from houvast.foundation.randomness import SeededRandomness

pytestmark = pytest.mark.django_db
CHANCE = SeededRandomness("feed")
TUESDAY = dt.date(2026, 12, 1)


@pytest.fixture
def booked(house):
    start, end = (dt.datetime.combine(TUESDAY, dt.time(hour), tzinfo=AMSTERDAM) for hour in (9, 12))
    give_hours(house.counsellor, start, end, WALL_CLOCK)
    sanne = signs_up(house, WALL_CLOCK, call_name="Sanne")
    command = OfferCommand(sanne.dossier_id, sanne.party_id, (house.counsellor.account_id,), "phone")
    return pick(house.counsellor, offer_slots(house.counsellor, command, WALL_CLOCK)[0].id, WALL_CLOCK)


def test_it_says_when_and_how_and_nothing_of_whom(house, booked):
    file = read_feed(new_feed(house.counsellor, WALL_CLOCK, CHANCE), "here", WALL_CLOCK)
    assert "DTSTART:20261201T080000Z" in file and "SUMMARY:Gesprek" in file and "DESCRIPTION:Bellen" in file
    assert not any(word in file for word in ("Sanne", "SH-2026", "0611223344", "schuld"))
    assert str(booked.dossier_id) not in file


def test_what_is_cancelled_is_gone_from_the_calendar(house, booked):
    token = new_feed(house.counsellor, WALL_CLOCK, CHANCE)
    cannot(house.counsellor, booked.id, WALL_CLOCK)
    assert "BEGIN:VEVENT" not in read_feed(token, "here", WALL_CLOCK)


def test_a_new_address_ends_the_old_one_and_revoking_ends_it_for_good(house):
    first = new_feed(house.counsellor, WALL_CLOCK, CHANCE)
    second = new_feed(house.counsellor, WALL_CLOCK, CHANCE)
    with pytest.raises(FeedGone):
        read_feed(first, "here", WALL_CLOCK)
    assert read_feed(second, "here", WALL_CLOCK)
    revoke_feed(house.counsellor, WALL_CLOCK)
    assert feed_since(house.counsellor) is None
    for token in (second, "", "x" * 48, "\ud800"):
        with pytest.raises(FeedGone):
            read_feed(token, "here", WALL_CLOCK)
    with pytest.raises(NoFeed):
        revoke_feed(house.counsellor, WALL_CLOCK)


def test_who_no_longer_works_here_has_no_calendar(house):
    token = new_feed(house.counsellor, WALL_CLOCK, CHANCE)
    Membership.objects.filter(account_id=house.counsellor.account_id).update(valid_until=dt.date(2026, 11, 20))
    with pytest.raises(FeedGone):
        read_feed(token, "here", WALL_CLOCK)


def test_an_account_that_is_off_has_no_calendar(house):
    token = new_feed(house.counsellor, WALL_CLOCK, CHANCE)
    Account.objects.filter(pk=house.counsellor.account_id).update(is_active=False)
    with pytest.raises(FeedGone):
        read_feed(token, "here", WALL_CLOCK)


def test_who_guesses_addresses_is_told_to_wait(house):
    for _ in range(TRIES):
        with pytest.raises(FeedGone):
            read_feed("x", "there", WALL_CLOCK)
    with pytest.raises(FeedTooOften):
        read_feed("x", "there", WALL_CLOCK)


def test_long_lines_are_folded_whole_and_signs_of_the_format_are_escaped():
    start = dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)
    entry = CalendarEntry(uuid.uuid4(), start, start, "موعد " * 20, "Stadhuis, Marktplein 1; zaal\n2")
    file = calendar([entry], start)
    assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))
    assert "LOCATION:Stadhuis\\, Marktplein 1\\; zaal\\n2" in file.replace("\r\n ", "")
    assert "موعد " * 20 in file.replace("\r\n ", "")
