"""The calculations as the service gives them: by the word of their command, with the fields of their case files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from houvast.foundation.organisations.vtlb_choices import vtlb_settings
from houvast.foundation.parameters.queries import parameters_for
from houvast.rules import household, render, schemas
from houvast.rules.calculations import CALCULATIONS, DAY, PERIOD

WITH_CHOICES = "vtlb"  # what no public source settles, the organisation has chosen
_DATED = {
    PERIOD: {"type": "string", "pattern": r"^\d{4}(-\d{2})?$", "description": "de bedragen van deze periode: 2026-07"},
    DAY: {"type": "string", "format": "date", "description": "de bedragen van deze dag; anders die van vandaag"},
}


def answer_of(word: str, given: Mapping[str, object], today: date) -> dict[str, Any]:
    """The result with every step, as `houvast … --json` prints it. Raises RuleError."""
    calculation = CALCULATIONS[word]
    flat = household.flatten(given, word, lambda: today)
    figures = calculation.figures_for(flat, lambda: today, by=parameters_for)
    choices = (vtlb_settings(),) if word == WITH_CHOICES else ()
    return render.as_json(calculation.run(flat, figures, *choices))


def schema_of(word: str) -> dict[str, Any]:
    """JSON Schema of the body."""
    schema = schemas.whole(word)
    dated = _DATED if CALCULATIONS[word].figures else {}
    schema["properties"] = {name: _with_format(one) for name, one in {**schema["properties"], **dated}.items()}
    return schema


def _with_format(field: dict[str, Any]) -> dict[str, Any]:
    """The API Design Rules want the format beside every name of a date, also where it is a list of them."""
    inside = field.get("items", {}).get("format")
    return {**field, "format": inside} if inside else field
