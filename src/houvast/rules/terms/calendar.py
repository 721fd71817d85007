"""Holidays of the Algemene termijnenwet and the days that decrees equate with them.

Source: Algemene termijnenwet art. 3 (BWBR0002448). Holidays follow from the law and are computed;
equated days are named by decree and therefore a dated parameter with a source, a status and a horizon.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from dateutil.easter import easter

from houvast.rules import yaml_text
from houvast.rules.terms.errors import BadCalendarError, DayOutOfRangeError, NotALegalDayError

FIRST_YEAR, LAST_YEAR = 1980, 4000
ONE_DAY = timedelta(days=1)

# Algemene termijnenwet art. 3 lid 1 and 2: (days after Easter Sunday, name).
_MOVABLE = (
    (-2, "Goede Vrijdag"),
    (1, "tweede paasdag"),
    (39, "Hemelvaartsdag"),
    (50, "tweede pinksterdag"),
)
# Same article: (month, day, name).
_FIXED = (
    (1, 1, "Nieuwjaarsdag"),
    (5, 5, "Bevrijdingsdag"),
    (12, 25, "eerste kerstdag"),
    (12, 26, "tweede kerstdag"),
)


@dataclass(frozen=True)
class Calendar:
    """The known equated days and the period in which no other equated day can exist.

    ``version`` is stored with every term that was computed with it.
    """

    version: str
    known_from: date
    known_until: date
    equated: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))
    source: str = ""
    status: str = ""

    def knows(self, day: date) -> bool:
        """Whether all equated days on and around ``day`` are known; if not, an answer is provisional."""
        return self.known_from <= day <= self.known_until


def legal_date(day: object) -> date:
    """``day`` itself when it is a plain calendar day in the supported years; refuses all else."""
    if not isinstance(day, date) or isinstance(day, datetime):
        raise NotALegalDayError(day)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DayOutOfRangeError
    return day


@lru_cache(maxsize=256)
def holidays_of(year: int) -> Mapping[date, str]:
    """The holidays of one year with their Dutch names (Algemene termijnenwet art. 3 lid 1 and 2)."""
    sunday = easter(year)
    days = {date(year, month, day): name for month, day, name in _FIXED}
    king = _kings_day(year)
    days[king] = "Koningsdag" if year >= 2014 else "Koninginnedag"
    for offset, name in _MOVABLE:
        day = sunday + timedelta(days=offset)
        # Ascension can fall on 5 May or 30 April: both names then hold for the one day.
        days[day] = f"{days[day]} en {name}" if day in days else name
    return MappingProxyType(dict(sorted(days.items())))


def _kings_day(year: int) -> date:
    """27 April (until 2013: 30 April), or the day before when that is a Sunday."""
    day = date(year, 4, 27 if year >= 2014 else 30)
    return day - ONE_DAY if day.weekday() == 6 else day


def holiday_name(day: date) -> str | None:
    """Dutch name of the holiday of art. 3 lid 1 and 2 on this day, or ``None``. Equated days have none."""
    return holidays_of(legal_date(day).year).get(day)


def is_holiday(day: date) -> bool:
    """Whether ``day`` is a holiday of Algemene termijnenwet art. 3 lid 1 or 2 (equated days are not)."""
    return holiday_name(day) is not None


def is_weekend(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= 5


def read_calendar(text: str, where: str) -> Calendar:
    """A calendar from YAML; refuses unknown or missing fields, days outside the period and double days."""
    raw = yaml_text.load(text)
    needed = {"version", "known_from", "known_until", "unit", "status", "source", "remark", "days"}
    if not isinstance(raw, dict) or set(raw) != needed:
        raise BadCalendarError(where, "de velden zijn niet " + ", ".join(sorted(needed)))
    if raw["unit"] != "day":
        raise BadCalendarError(where, "de eenheid is niet “day”")
    first, last = raw["known_from"], raw["known_until"]
    if type(first) is not date or type(last) is not date or first > last:
        raise BadCalendarError(where, "known_from en known_until zijn geen periode")
    equated: dict[date, str] = {}
    for row in raw["days"]:
        day = _equated_day(row, where)
        if not first <= day <= last:
            raise BadCalendarError(where, f"{day} ligt buiten de bekende periode")
        if day in equated or is_holiday(day) or is_weekend(day):
            raise BadCalendarError(where, f"{day} staat er dubbel in of is al een vrije dag")
        equated[day] = row["name"]
    return Calendar(str(raw["version"]), first, last, MappingProxyType(equated), str(raw["source"]), str(raw["status"]))


def _equated_day(row: Any, where: str) -> date:
    if not isinstance(row, dict) or set(row) != {"day", "name"} or type(row["day"]) is not date:
        raise BadCalendarError(where, f"“{row}” is geen dag met een naam")
    day: date = row["day"]
    return day


def _national() -> Calendar:
    file = resources.files("houvast.rules") / "parameters" / "termijnen" / "gelijkgestelde-dagen.yaml"
    return read_calendar(file.read_text(encoding="utf-8"), file.name)


NATIONAL = _national()
