"""Keys of rows: in order of time, and never the same."""

import datetime as dt

from houvast.foundation import clock
from houvast.foundation.clock import FixedClock
from houvast.foundation.ids import begin_of_id, new_id

NOON = dt.datetime(2026, 9, 1, 12, 0, 0, 123_456, tzinfo=dt.UTC)


def test_a_key_is_a_uuid_of_version_7_that_tells_its_millisecond():
    with clock.using(FixedClock(NOON)):
        key = new_id()
    assert key.version == 7
    assert key.variant == "specified in RFC 4122"
    assert key.int >> 80 == int(NOON.timestamp() * 1000)
    assert str(key).startswith(begin_of_id(NOON))


def test_later_keys_are_greater():
    keys = []
    for minute in range(5):
        with clock.using(FixedClock(NOON + dt.timedelta(minutes=minute))):
            keys.append(new_id())
    assert keys == sorted(keys)


def test_keys_of_one_moment_differ():
    with clock.using(FixedClock(NOON)):
        assert len({new_id() for _ in range(2_000)}) == 2_000
