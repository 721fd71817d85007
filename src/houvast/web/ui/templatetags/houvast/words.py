"""Filters: dates, times and numbers in the words of the page."""

from __future__ import annotations

from datetime import date, datetime, time

from houvast.foundation.clock import AMSTERDAM
from houvast.web.ui import words
from houvast.web.ui.page import direction_of, own_name
from houvast.web.ui.templatetags.houvast.library import language, library


@library.filter
def day_words(day: date) -> str:
    """ "woensdag 25 november" in the language of the page."""
    return words.day_words(_as_date(day), language()) if day else ""


@library.filter
def short_day(day: date) -> str:
    """ "wo 25 nov"."""
    return words.short_day(_as_date(day), language()) if day else ""


@library.filter
def full_date(day: date) -> str:
    """ "4 mei 2026"."""
    return words.full_date(_as_date(day), language()) if day else ""


@library.filter
def time_words(moment: time | datetime) -> str:
    """ "10.30"."""
    return words.time_words(_here(moment) if isinstance(moment, datetime) else moment) if moment is not None else ""


@library.filter
def phone_words(number: str) -> str:
    """ "06 12 34 56 78"."""
    return words.phone_words(number) if number else ""


@library.filter
def own_language_name(code: str) -> str:
    """Name of a language in its own script."""
    return own_name(code)


@library.filter
def direction(code: str) -> str:
    """`rtl` or `ltr`."""
    return direction_of(code or "nl")


def _as_date(day: date | datetime) -> date:
    return _here(day).date() if isinstance(day, datetime) else day


def _here(moment: datetime) -> datetime:
    """An instant by the clock on the wall. The record keeps instants in UTC; nobody reads those."""
    return moment.astimezone(AMSTERDAM) if moment.tzinfo else moment
