"""Bijstand: the norm of a household, what income and assets count, and what assistance fills (Pw art. 19-34)."""

from houvast.rules.bijstand.book import book
from houvast.rules.bijstand.calculation import (
    AGES,
    ASSETS,
    FIELDS,
    HOUSEHOLDS,
    OF_HOME,
    Bijstand,
    asset_test,
    calculate,
    norm_of,
    norm_of_other_period,
    norm_plan,
    parameters_for,
    plan_for,
    values_of,
)

__all__ = [
    "AGES",
    "ASSETS",
    "FIELDS",
    "HOUSEHOLDS",
    "OF_HOME",
    "Bijstand",
    "asset_test",
    "book",
    "calculate",
    "norm_of",
    "norm_of_other_period",
    "norm_plan",
    "parameters_for",
    "plan_for",
    "values_of",
]
