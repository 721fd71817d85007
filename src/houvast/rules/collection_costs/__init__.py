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
from houvast.rules.collection_costs.given import costs_given

__all__ = ["UNCONFIRMED", "CostsCheck", "Letter", "book", "check", "costs_given", "fine_increases", "highest"]
