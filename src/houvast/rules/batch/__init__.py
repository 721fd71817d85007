"""The plans over a whole population: which columns they take, which rows they cannot take, and what changes.

A plan joins by one line in ``registry.MODULES``; nothing else knows it by name.
"""

from houvast.rules.batch.fields import Field, FieldKind, field_of
from houvast.rules.batch.plan import BatchPlan, Columns, Objection, Outcome
from houvast.rules.batch.registry import names, plan_named

__all__ = [
    "BatchPlan",
    "Columns",
    "Field",
    "FieldKind",
    "Objection",
    "Outcome",
    "field_of",
    "names",
    "plan_named",
]
