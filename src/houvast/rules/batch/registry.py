"""Which plans take a population. A new one is one line here: its word on the command line, and where it stands."""

from __future__ import annotations

from importlib import import_module

from houvast.rules.batch.plan import BatchPlan
from houvast.rules.errors import BadInputError

MODULES: dict[str, str] = {
    "vtlb": "houvast.rules.vtlb.in_columns:BATCH",
    "beslagvrije_voet": "houvast.rules.beslagvrije_voet.in_columns:BATCH",
    "zorgtoeslag": "houvast.rules.toeslagen.in_columns:ZORGTOESLAG",
    "huurtoeslag": "houvast.rules.toeslagen.in_columns:HUURTOESLAG",
    "netto": "houvast.rules.inkomen.in_columns:BATCH",
    "bijstand": "houvast.rules.bijstand.in_columns:BATCH",
    "kwijtschelding": "houvast.rules.kwijtschelding.in_columns:BATCH",
    "kindgebonden_budget": "houvast.rules.toeslagen.in_columns:KINDGEBONDEN_BUDGET",
}
"""The word of a plan, and where its plan for populations stands. It is imported only when it is asked for."""


def names() -> tuple[str, ...]:
    """The words of the plans."""
    return tuple(MODULES)


def plan_named(name: str) -> BatchPlan:
    """The plan of a word (``-`` counts as ``_``); an unknown one is refused with the words that exist."""
    word = name.replace("-", "_")
    if word not in MODULES:
        raise BadInputError("plan", f"“{name}” bestaat niet. Kies een van: {', '.join(MODULES)}.")
    module, _, place = MODULES[word].partition(":")
    plan: BatchPlan = getattr(import_module(module), place)
    return plan
