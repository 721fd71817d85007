"""Instants are UTC, legal days are Dutch, and both come from a clock that is passed in."""

import datetime as dt

import pytest

from houvast.foundation import clock, randomness
from houvast.rules.terms import NaiveInstantError


def utc(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (utc(2026, 7, 1, 21, 59), dt.date(2026, 7, 1)),
        (utc(2026, 7, 1, 22, 30), dt.date(2026, 7, 2)),
        (utc(2026, 1, 1, 22, 59, 59), dt.date(2026, 1, 1)),
        (utc(2026, 1, 1, 23, 0), dt.date(2026, 1, 2)),
        (utc(2026, 3, 29, 0, 59), dt.date(2026, 3, 29)),
        (utc(2026, 10, 25, 22, 59), dt.date(2026, 10, 25)),
        (utc(2026, 10, 25, 23, 0), dt.date(2026, 10, 26)),
        (utc(2026, 12, 31, 23, 0), dt.date(2027, 1, 1)),
    ],
)
def test_the_legal_day_is_the_one_on_a_dutch_wall(instant, day):
    assert clock.FixedClock(instant).today() == day


def test_the_system_clock_is_aware_and_in_utc():
    now = clock.SystemClock().now()
    assert now.utcoffset() == dt.timedelta(0)
    assert clock.legal_day(now) <= clock.SystemClock().today()


def test_a_fixed_clock_gives_utc_whatever_zone_it_was_set_in():
    noon = dt.datetime(2026, 7, 1, 12, tzinfo=clock.AMSTERDAM)
    assert clock.FixedClock(noon).now() == utc(2026, 7, 1, 10)
    assert clock.FixedClock(noon).now().tzinfo is dt.UTC


def test_a_fixed_clock_stands_still_until_it_is_moved():
    fixed = clock.FixedClock(utc(2026, 11, 24, 9))
    assert fixed.now() == fixed.now() == utc(2026, 11, 24, 9)
    assert fixed.advance(days=1, hours=2) == utc(2026, 11, 25, 11)
    assert fixed.advance(dt.timedelta(minutes=-1)) == utc(2026, 11, 25, 10, 59)
    fixed.move_to(utc(2026, 1, 2))
    assert fixed.today() == dt.date(2026, 1, 2)


def test_a_naive_moment_is_refused():
    naive = dt.datetime(2026, 11, 24, 9)  # noqa: DTZ001 - this is what must be refused
    for refuse in (clock.FixedClock, clock.legal_day, clock.FixedClock(utc(2026, 1, 1)).move_to):
        with pytest.raises(NaiveInstantError, match="tijdzone"):
            refuse(naive)


def test_an_installed_clock_is_put_back_also_after_an_error():
    before = clock.installed()
    with pytest.raises(RuntimeError), clock.using(clock.FixedClock(utc(2026, 1, 1))) as fixed:
        assert clock.installed() is fixed
        raise RuntimeError
    assert clock.installed() is before


def test_seeded_chance_repeats_and_real_chance_does_not():
    one, two = randomness.SeededRandomness(7), randomness.SeededRandomness(7)
    assert [one.token_bytes(8), one.below(99)] == [two.token_bytes(8), two.below(99)]
    assert randomness.uuid4(one) == randomness.uuid4(two)
    real = randomness.SystemRandomness()
    assert real.token_bytes(16) != real.token_bytes(16)
    assert {real.below(3) for _ in range(200)} == {0, 1, 2}


def test_drawn_signs_leave_out_what_people_mix_up():
    drawn = randomness.crockford(randomness.SeededRandomness("signs"), 4000)
    assert set(drawn) == set(randomness.CROCKFORD)
    assert not set(drawn) & set("ILOU")


def test_drawn_digits_keep_their_leading_zeros():
    row = randomness.SeededRandomness("digits")
    drawn = [randomness.digits(row, 6) for _ in range(500)]
    assert all(len(code) == 6 and code.isdigit() for code in drawn)
    assert any(code.startswith("0") for code in drawn)


def test_installed_randomness_is_put_back():
    before = randomness.installed()
    with randomness.using(randomness.SeededRandomness(1)) as seeded:
        assert randomness.installed() is seeded
    assert randomness.installed() is before
