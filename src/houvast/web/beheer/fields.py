"""Fields of the settings: numbers, mail addresses, hours and postcodes as people write them."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from houvast.casework.residents.errors import UnreadableMail, UnreadablePhone
from houvast.casework.residents.reading import read_mail, read_phone
from houvast.foundation.organisations.services import DAYS, Window
from houvast.foundation.words import phone_words, time_words
from houvast.web.ui.forms import HouvastForm

SPAN = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*(?:-|–|tot)\s*(\d{1,2})(?:[.:](\d{2}))?")
BAD_HOURS = "Schrijf tijden zo: 9.00-12.00, 13.00-17.00. Laat leeg als het dicht is."
RANGE = re.compile(r"(\d{4})(?:\s*(?:-|–|t/m)\s*(\d{4}))?")


class PhoneField(forms.CharField):
    """A phone number, kept as E.164."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        """The number, or what to write."""
        typed: str = super().clean(value)
        if not typed:
            return ""
        try:
            return read_phone(typed)
        except UnreadablePhone:
            raise ValidationError("Dit nummer kan niet. Schrijf het zo: 012 345 67 89.", code="phone") from None

    def prepare_value(self, value: Any) -> Any:
        """As people write it."""
        return phone_words(value) if isinstance(value, str) and value.startswith("+") else value


class MailField(forms.CharField):
    """A mail address in lower case."""

    widget = forms.TextInput(attrs={"type": "email", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        """The address, or what is wrong."""
        typed: str = super().clean(value)
        if not typed:
            return ""
        try:
            return read_mail(typed)
        except UnreadableMail:
            raise ValidationError("Dit e-mailadres klopt nog niet. Schrijf het zo: naam@voorbeeld.nl.") from None


class HoursField(forms.CharField):
    """The windows of one day: "9.00-12.00, 13.00-17.00"; empty is closed."""

    def __init__(self, weekday: int, **kwargs: Any) -> None:
        self.weekday = weekday
        super().__init__(required=False, max_length=80, label=DAYS[weekday].capitalize(), **kwargs)

    def clean(self, value: Any) -> list[Window]:
        """The windows, or how to write them."""
        typed: str = super().clean(value).strip().lower()
        if typed in ("", "dicht", "gesloten", "-"):
            return []
        windows = []
        for part in re.split(r"\s*(?:,|;| en )\s*", typed.strip(" ,;")):
            found = SPAN.fullmatch(part)
            if not found:
                raise ValidationError(BAD_HOURS, code="hours")
            first_hour, first_minute, last_hour, last_minute = found.groups()
            windows.append(Window(self.weekday, _time(first_hour, first_minute), _time(last_hour, last_minute)))
        return windows


def _time(hour: str, minute: str | None) -> dt.time:
    try:
        return dt.time(int(hour), int(minute or 0))
    except ValueError:
        raise ValidationError(BAD_HOURS, code="hours") from None


class WeekForm(HouvastForm):
    """The week of one door."""

    two_columns = True

    day_0, day_1, day_2, day_3, day_4, day_5, day_6 = (HoursField(day) for day in range(7))

    def windows(self) -> list[Window]:
        """All windows of the week."""
        return [one for day in range(7) for one in self.cleaned_data[f"day_{day}"]]


def week_words(windows: list[Window]) -> dict[str, str]:
    """First values of the form, from the rows that stand."""
    words: dict[str, list[str]] = {}
    for one in sorted(windows, key=lambda each: (each.weekday, each.opens)):
        words.setdefault(f"day_{one.weekday}", []).append(f"{time_words(one.opens)}-{time_words(one.closes)}")
    return {day: ", ".join(parts) for day, parts in words.items()}


def read_ranges(typed: str) -> list[tuple[int, int]]:
    """ "1000-1099, 1200" as pairs; raises ValidationError."""
    ranges = []
    for part in filter(None, re.split(r"[\s]*[,;\n]+[\s]*", typed.strip())):
        found = RANGE.fullmatch(part)
        if not found:
            raise ValidationError(f"{part} kan niet. Schrijf een reeks zo: 1000-1099, en zet er komma's tussen.")
        ranges.append((int(found[1]), int(found[2] or found[1])))
    return ranges
