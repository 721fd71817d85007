"""Days and lengths in Dutch words, for explanations."""

from datetime import date

DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_UNITS = {
    "working_days": ("werkdag", "werkdagen"),
    "days": ("dag", "dagen"),
    "weeks": ("week", "weken"),
    "months": ("maand", "maanden"),
    "years": ("jaar", "jaar"),
    "hours": ("uur", "uur"),
}


def day_in_words(day: date) -> str:
    """``woensdag 25 november 2026``."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def length_in_words(length: int, unit: str) -> str:
    """``2 werkdagen``, ``1 week``; a term of nothing is ``meteen``."""
    if length == 0:
        return "meteen"
    one, many = _UNITS[unit]
    return f"{length} {one if length == 1 else many}"
