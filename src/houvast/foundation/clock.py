"""Time, passed in (security.md 1.6, record.md 15).

An *instant* is an aware `datetime` in UTC; a *legal day* is a `date` as a calendar on a wall in the
Netherlands shows it (Europe/Amsterdam). Verbs and queries take a `Clock` as an argument. Only the outermost
layer (middleware, command line, workers) asks `installed()`; nothing else reads the machine's clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from houvast.rules.terms import NaiveInstantError, legal_day
from houvast.rules.terms.counting import AMSTERDAM

__all__ = ["AMSTERDAM", "Clock", "FixedClock", "SystemClock", "install", "installed", "legal_day", "monday_of", "using"]


@runtime_checkable
class Clock(Protocol):
    """What tells the time: an instant for what happened, a legal day for what is due."""

    def now(self) -> dt.datetime:
        """The instant, aware and in UTC."""

    def today(self) -> dt.date:
        """The legal day in Europe/Amsterdam."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> dt.datetime:
        """The instant, aware and in UTC."""
        return dt.datetime.now(dt.UTC)

    def today(self) -> dt.date:
        """The legal day in Europe/Amsterdam."""
        return legal_day(self.now())


class FixedClock:
    """A clock that stands still until it is told to move; for tests, the demo and a past day done again."""

    def __init__(self, instant: dt.datetime) -> None:
        self._instant = _aware(instant).astimezone(dt.UTC)

    def now(self) -> dt.datetime:
        """The instant at which the clock stands, aware and in UTC."""
        return self._instant

    def today(self) -> dt.date:
        """The legal day in Europe/Amsterdam at which the clock stands."""
        return legal_day(self._instant)

    def move_to(self, instant: dt.datetime) -> None:
        """Put the clock at `instant` (aware), forward or back."""
        self._instant = _aware(instant).astimezone(dt.UTC)

    def advance(
        self, step: dt.timedelta | None = None, /, *, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0
    ) -> dt.datetime:
        """Let time pass and return the new instant. A day is 24 hours, also when the clocks change."""
        self._instant += (step or dt.timedelta()) + dt.timedelta(
            days=days, hours=hours, minutes=minutes, seconds=seconds
        )
        return self._instant


def monday_of(day: dt.date) -> dt.date:
    """The first day of the week of a day."""
    return day - dt.timedelta(days=day.weekday())


def _aware(instant: dt.datetime) -> dt.datetime:
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise NaiveInstantError
    return instant


_installed: Clock = SystemClock()


def installed() -> Clock:
    """The clock of this process. For middleware, the command line and workers; others get it passed in."""
    return _installed


def install(clock: Clock) -> Clock:
    """Make `clock` the clock of this process and return the one it replaces, so that it can be put back."""
    global _installed
    replaced, _installed = _installed, clock
    return replaced


@contextmanager
def using(clock: Clock) -> Iterator[Clock]:
    """Install `clock` for the length of a block and put the old one back, whatever happens."""
    replaced = install(clock)
    try:
        yield clock
    finally:
        install(replaced)
