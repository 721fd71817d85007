"""Net income from gross: income tax in box 1, tax credits, Zvw contribution (Wet IB 2001, Zvw)."""

from houvast.rules.inkomen.book import book
from houvast.rules.inkomen.calculation import (
    CREDITS,
    FIELDS,
    SHOWN,
    Netto,
    aow_net,
    calculate,
    credit,
    parameters_for,
    plan_for,
    tax,
)

__all__ = [
    "CREDITS",
    "FIELDS",
    "SHOWN",
    "Netto",
    "aow_net",
    "book",
    "calculate",
    "credit",
    "parameters_for",
    "plan_for",
    "tax",
]
