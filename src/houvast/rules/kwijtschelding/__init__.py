"""Kwijtschelding: what of a local tax somebody need not pay (URI 1990 art. 11-16)."""

from houvast.rules.kwijtschelding.book import book
from houvast.rules.kwijtschelding.calculation import (
    FIELDS,
    REFUSED_WHEN,
    SHOWN,
    Kwijtschelding,
    Sets,
    calculate,
    parameters_for,
    plan_for,
)

__all__ = [
    "FIELDS",
    "REFUSED_WHEN",
    "SHOWN",
    "Kwijtschelding",
    "Sets",
    "book",
    "calculate",
    "parameters_for",
    "plan_for",
]
