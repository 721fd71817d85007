"""VTLB: what somebody keeps during a debt scheme, and what is left to repay with."""

from houvast.rules.explained import Note
from houvast.rules.vtlb.book import book
from houvast.rules.vtlb.calculation import (
    DEFAULT_SETTINGS,
    PENSION,
    Vtlb,
    VtlbSettings,
    calculate,
    from_amounts,
    norms_plan,
    plan,
    total,
    voet_plan,
)

__all__ = [
    "DEFAULT_SETTINGS",
    "PENSION",
    "Note",
    "Vtlb",
    "VtlbSettings",
    "book",
    "calculate",
    "from_amounts",
    "norms_plan",
    "plan",
    "total",
    "voet_plan",
]
