"""Deadlines in words, beside the plain words of days, times and amounts (houvast.foundation.words)."""

from __future__ import annotations

from datetime import date, time

from houvast.foundation.words import (
    day_words,
    euro,
    full_date,
    known_language,
    leaf_words,
    phone_words,
    short_date,
    short_day,
    tel,
    time_words,
)
from houvast.web.ui.shapes import DeadlineBadge

__all__ = [
    "DeadlineBadge",
    "day_words",
    "euro",
    "full_date",
    "known_language",
    "leaf_words",
    "phone_words",
    "short_date",
    "short_day",
    "tel",
    "time_words",
]

_BADGE = {
    "nl": {
        "today": "vandaag", "tomorrow": "morgen", "none": "geen termijn", "until": "pauze tot {}",
        "day": "1 dag te laat", "days": "{} dagen te laat",
        "workday": "1 werkdag te laat", "workdays": "{} werkdagen te laat",
    },
    "en": {
        "today": "today", "tomorrow": "tomorrow", "none": "no date", "until": "paused until {}",
        "day": "1 day late", "days": "{} days late",
        "workday": "1 working day late", "workdays": "{} working days late",
    },
    "ar": {
        "today": "اليوم", "tomorrow": "غدًا", "none": "بلا موعد", "until": "متوقف حتى {}",
        "day": "متأخر يوم 1", "days": "متأخر {} أيام",
        "workday": "متأخر يوم عمل 1", "workdays": "متأخر {} أيام عمل",
    },
    "tr": {
        "today": "bugün", "tomorrow": "yarın", "none": "tarih yok", "until": "{} tarihine kadar ara",
        "day": "1 gün gecikti", "days": "{} gün gecikti",
        "workday": "1 iş günü gecikti", "workdays": "{} iş günü gecikti",
    },
    "pl": {
        "today": "dzisiaj", "tomorrow": "jutro", "none": "brak terminu", "until": "przerwa do {}",
        "day": "1 dzień po terminie", "days": "{} dni po terminie",
        "workday": "1 dzień roboczy po terminie", "workdays": "dni robocze po terminie: {}",
    },
    "uk": {
        "today": "сьогодні", "tomorrow": "завтра", "none": "немає терміну", "until": "пауза до {}",
        "day": "запізнення 1 день", "days": "запізнення {} дн.",
        "workday": "запізнення 1 робочий день", "workdays": "запізнення {} роб. дн.",
    },
    "ti": {
        "today": "ሎሚ", "tomorrow": "ጽባሕ", "none": "ዕለት የለን", "until": "ክሳብ {} ተቋሪጹ",
        "day": "1 መዓልቲ ደንጉዩ", "days": "{} መዓልቲ ደንጉዩ",
        "workday": "1 መዓልቲ ስራሕ ደንጉዩ", "workdays": "{} መዓልቲ ስራሕ ደንጉዩ",
    },
}  # fmt: skip


def percent(share: float, digits: int = 0) -> str:
    """ "94%", or "14,41%" with two digits."""
    return f"{share * 100:.{digits}f}%".replace(".", ",")


def deadline_badge(
    due: date | None,
    today: date,
    *,
    at: time | None = None,
    late_by: int | None = None,
    working_days_left: int | None = None,
    in_working_days: bool = False,
    language: str = "nl",
) -> DeadlineBadge:
    """The badge of one date, seen on `today`.

    due                 the last good day; None = no term runs
    at                  an hour on that day ("vandaag 10.30")
    late_by             how many days (or working days) late, when the caller counts them by the calendar of the
                        term; else calendar days are counted here
    working_days_left   how many working days are left, when the caller knows; else calendar days are taken
    in_working_days     the term counts in working days: "1 werkdag te laat"
    """
    words = _BADGE[known_language(language)]
    if due is None:
        return DeadlineBadge("none", words["none"])
    if due < today:
        count = late_by if late_by is not None else (today - due).days
        if count <= 0:  # past its day, yet no working day has gone by: it must be done today
            return DeadlineBadge("today", words["today"])
        key = ("workday" if in_working_days else "day") + ("" if count == 1 else "s")
        return DeadlineBadge("late", words[key].format(count))
    if due == today:
        return DeadlineBadge("today", words["today"] + (f" {time_words(at)}" if at else ""))
    ahead = (due - today).days
    left = working_days_left if working_days_left is not None else ahead
    text = words["tomorrow"] if ahead == 1 else short_day(due, language) if ahead < 7 else short_date(due, language)
    if at:
        text = f"{text} {time_words(at)}"
    return DeadlineBadge("soon" if left <= 3 else "later", text)


def paused_badge(until: date, language: str = "nl") -> DeadlineBadge:
    """ "pauze tot 3 feb"."""
    return DeadlineBadge("paused", _BADGE[known_language(language)]["until"].format(short_date(until, language)))
