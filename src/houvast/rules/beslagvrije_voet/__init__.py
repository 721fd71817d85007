"""Beslagvrije voet: what a seizure may not touch (art. 475b-475i Rv), and whether a real seizure takes too much."""

from houvast.rules.beslagvrije_voet.book import book
from houvast.rules.beslagvrije_voet.calculation import (
    SITUATIONS,
    BeslagvrijeVoet,
    SeizureCheck,
    calculate,
    check_seizure,
    formula,
    in_institution,
    lid7_threshold,
    low_income,
    months_between,
    parameters_for,
    plan_for,
    settings_status,
    spread,
    without_address,
)
from houvast.rules.beslagvrije_voet.given import check_given
from houvast.rules.beslagvrije_voet.zorgtoeslag import income_ceiling, premium_without_correction, zorgtoeslag_month

__all__ = [
    "SITUATIONS",
    "BeslagvrijeVoet",
    "SeizureCheck",
    "book",
    "calculate",
    "check_given",
    "check_seizure",
    "formula",
    "in_institution",
    "income_ceiling",
    "lid7_threshold",
    "low_income",
    "months_between",
    "parameters_for",
    "plan_for",
    "premium_without_correction",
    "settings_status",
    "spread",
    "without_address",
    "zorgtoeslag_month",
]
