"""Dates, times, phone numbers and amounts in words, per language. Pure; nothing reads a clock.

Digits stay Western in every language. Dutch words are those of the house style ("do 26 nov", "10.30").
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date, datetime, time

_DAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    "tr": ("Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar"),
    "pl": ("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"),
    "uk": ("понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота", "неділя"),
    "ti": ("ሰኑይ", "ሰሉስ", "ረቡዕ", "ሓሙስ", "ዓርቢ", "ቀዳም", "ሰንበት"),
}
_MONTHS = {
    "nl": (
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "ar": (
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
        "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ),
    "tr": (
        "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran",
        "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık",
    ),
    "pl": (
        "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
        "lipca", "sierpnia", "września", "października", "listopada", "grudnia",
    ),
    "uk": (
        "січня", "лютого", "березня", "квітня", "травня", "червня",
        "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
    ),
    # Tigrinya months carry the names of another calendar too: its dates are digits (look.md 3).
    "ti": tuple(f"{month:02d}" for month in range(1, 13)),
}  # fmt: skip
_SHORT_DAYS = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "ar": _DAYS["ar"],
    "tr": ("Pzt", "Sal", "Çar", "Per", "Cum", "Cmt", "Paz"),
    "pl": ("pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."),
    "uk": ("пн", "вт", "ср", "чт", "пт", "сб", "нд"),
    "ti": _DAYS["ti"],
}
_SHORT_MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "ar": _MONTHS["ar"],
    "tr": ("Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"),
    "pl": ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"),
    "uk": ("січ", "лют", "бер", "кві", "тра", "чер", "лип", "сер", "вер", "жов", "лис", "гру"),
    "ti": _MONTHS["ti"],
}


@dataclass(frozen=True)
class _Shapes:
    """How a language puts day, month and year together."""

    day: str = "{weekday} {number} {month}"
    day_and_year: str = "{weekday} {number} {month} {year}"
    short_day: str = "{weekday} {number} {month}"
    short_date: str = "{number} {month}"
    date: str = "{number} {month} {year}"


_USUAL = _Shapes()
# In Polish and Ukrainian the weekday stands in brackets: so it never has to bend after the word before it.
_WEEKDAY_LAST = _Shapes(day="{number} {month} ({weekday})", day_and_year="{number} {month} {year} ({weekday})")
_SHAPES = {
    "ar": _Shapes(day="{weekday}، {number} {month}", day_and_year="{weekday}، {number} {month} {year}"),
    "tr": _Shapes(
        day="{number} {month} {weekday}",
        day_and_year="{number} {month} {year} {weekday}",
        short_day="{number} {month} {weekday}",
    ),
    "pl": _WEEKDAY_LAST,
    "uk": _WEEKDAY_LAST,
    "ti": _Shapes(
        day="{weekday} {number}-{month}-{year}",
        day_and_year="{weekday} {number}-{month}-{year}",
        short_day="{weekday} {number}-{month}",
        short_date="{number}-{month}",
        date="{number}-{month}-{year}",
    ),
}


def known_language(language: str) -> str:
    """The language whose words are used: itself, its base, else Dutch."""
    base = language.split("-", maxsplit=1)[0]
    return base if base in _DAYS else "nl"


def _shaped(shape: str, day: date, weekdays: tuple[str, ...], months: tuple[str, ...]) -> str:
    return shape.format(weekday=weekdays[day.weekday()], number=day.day, month=months[day.month - 1], year=day.year)


@functools.lru_cache(maxsize=4096)
def day_words(day: date, language: str = "nl", *, year: bool = False) -> str:
    """ "woensdag 25 november"; with `year` the year follows."""
    code = known_language(language)
    shapes = _SHAPES.get(code, _USUAL)
    return _shaped(shapes.day_and_year if year else shapes.day, day, _DAYS[code], _MONTHS[code])


@functools.lru_cache(maxsize=4096)
def short_day(day: date, language: str = "nl") -> str:
    """ "wo 25 nov"."""
    code = known_language(language)
    return _shaped(_SHAPES.get(code, _USUAL).short_day, day, _SHORT_DAYS[code], _SHORT_MONTHS[code])


@functools.lru_cache(maxsize=4096)
def short_date(day: date, language: str = "nl") -> str:
    """ "25 nov": for a day that is more than a week away."""
    code = known_language(language)
    return _shaped(_SHAPES.get(code, _USUAL).short_date, day, _SHORT_DAYS[code], _SHORT_MONTHS[code])


@functools.lru_cache(maxsize=4096)
def full_date(day: date, language: str = "nl") -> str:
    """ "4 mei 2026"."""
    code = known_language(language)
    return _shaped(_SHAPES.get(code, _USUAL).date, day, _DAYS[code], _MONTHS[code])


def leaf_words(day: date, language: str = "nl") -> tuple[str, str, str]:
    """Weekday, number and month for the calendar leaf ("wo", "25", "nov")."""
    code = known_language(language)
    return _SHORT_DAYS[code][day.weekday()], str(day.day), _SHORT_MONTHS[code][day.month - 1]


@functools.lru_cache(maxsize=2048)
def time_words(moment: time | datetime) -> str:
    """ "10.30", "9.05"."""
    return f"{moment.hour}.{moment.minute:02d}"


@functools.lru_cache(maxsize=4096)
def phone_words(number: str) -> str:
    """A phone number in the groups people read: "06 12 34 56 78", "0123 45 67 89", "+32 470 12 34 56".

    Anything that is not a plain number comes back as it was.
    """
    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    if digits.startswith("+31") and len(digits) == 12:
        digits = "0" + digits[3:]
    if digits.startswith("06") and len(digits) == 10:
        return " ".join((digits[:2], digits[2:4], digits[4:6], digits[6:8], digits[8:]))
    if digits.startswith(("0800", "0900")) and len(digits) in (8, 11):
        return f"{digits[:4]} {digits[4:]}"
    if digits.startswith("0") and len(digits) == 10:
        return " ".join((digits[:4], digits[4:6], digits[6:8], digits[8:]))
    if digits.startswith("+") and len(digits) > 8:
        rest = digits[3:]
        return " ".join([digits[:3], rest[:3], *(rest[i : i + 2] for i in range(3, len(rest), 2))])
    return number


def tel(number: str) -> str:
    """The number for a `tel:` link: digits and a leading plus only."""
    plus = "+" if number.strip().startswith("+") else ""
    return plus + "".join(sign for sign in number if sign.isdigit())


def euro(cents: int, *, whole: bool = False) -> str:
    """ "€ 1.500,15"; `whole` drops the cents ("€ 1.250"). Negative amounts carry "−" and a space."""
    sign = "− " if cents < 0 else ""
    euros, rest = divmod(abs(cents), 100)
    thousands = f"{euros:,}".replace(",", ".")
    return f"{sign}€ {thousands}" if whole else f"{sign}€ {thousands},{rest:02d}"
