"""Regelingen: what a municipality gives by its own rules (inkomenstoeslag, bijzondere bijstand, and more)."""

from houvast.rules.regelingen.book import book
from houvast.rules.regelingen.calculation import (
    ASK,
    FIELDS,
    LIKELY,
    NO,
    SchemeResult,
    check,
    check_given,
    figures_for,
    plan_for,
)
from houvast.rules.regelingen.scheme import KINDS, Scheme, read

__all__ = [
    "ASK",
    "FIELDS",
    "KINDS",
    "LIKELY",
    "NO",
    "Scheme",
    "SchemeResult",
    "book",
    "check",
    "check_given",
    "figures_for",
    "plan_for",
    "read",
]
