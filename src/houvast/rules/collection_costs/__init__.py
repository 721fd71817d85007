"""Collection costs: the legal scale, and whether what is asked is allowed."""

from houvast.rules.collection_costs.book import book
from houvast.rules.collection_costs.calculation import (
    UNCONFIRMED,
    CostsCheck,
    Letter,
    check,
    fine_increases,
    highest,
)

__all__ = ["UNCONFIRMED", "CostsCheck", "Letter", "book", "check", "fine_increases", "highest"]
