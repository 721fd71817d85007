"""Inputs that the forms of colleagues share: a day, an hour, a language."""

import datetime as dt

from django import forms

from houvast.foundation.clock import AMSTERDAM
from houvast.web.ui.forms import HouvastForm

# What people speak and read: more than the languages of the screens. Only Dutch has an easy kind.
LANGUAGES = [
    ("nl", "Nederlands"), ("nl-x-makkelijk", "Makkelijk Nederlands"), ("ar", "Arabisch"), ("en", "Engels"),
    ("tr", "Turks"), ("pl", "Pools"), ("uk", "Oekraïens"), ("ti", "Tigrinya"), ("so", "Somalisch"),
    ("fa", "Farsi of Dari"), ("fr", "Frans"), ("es", "Spaans"), ("bg", "Bulgaars"), ("ro", "Roemeens"),
    ("ru", "Russisch"), ("ku", "Koerdisch"),
]  # fmt: skip
INTERPRETED = [(code, name) for code, name in LANGUAGES if not code.startswith("nl")]
DATE_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
BAD_DATE = "Schrijf een datum zo: 25-11-2026."
TIME_FORMATS = ["%H:%M", "%H.%M"]
BAD_TIME = "Schrijf een tijd zo: 9.30."


class DateInput(forms.DateInput):
    """The browser's own date field; without it a plain field that says how to type."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "app-input--short"})


class TimeInput(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M", attrs={"class": "app-input--short"})


class HoursForm(HouvastForm):
    """Hours on one day."""

    day = forms.DateField(
        label="Dag", widget=DateInput, input_formats=DATE_FORMATS, error_messages={"invalid": BAD_DATE}
    )
    start = forms.TimeField(
        label="Van", widget=TimeInput, input_formats=TIME_FORMATS, error_messages={"invalid": BAD_TIME}
    )
    end = forms.TimeField(
        label="Tot", widget=TimeInput, input_formats=TIME_FORMATS, error_messages={"invalid": BAD_TIME}
    )

    def span(self) -> tuple[dt.datetime, dt.datetime]:
        """From when until when, in Amsterdam."""
        given = self.cleaned_data
        start, end = (dt.datetime.combine(given["day"], given[at], tzinfo=AMSTERDAM) for at in ("start", "end"))
        return start, end
