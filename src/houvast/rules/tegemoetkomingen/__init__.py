"""Which allowances a household receives, is probably entitled to and misses, and what that moves elsewhere."""

from houvast.rules.tegemoetkomingen.calculation import Checklist, calculate
from houvast.rules.tegemoetkomingen.gather import FACTS
from houvast.rules.tegemoetkomingen.interaction import Effect
from houvast.rules.tegemoetkomingen.items import Item
from houvast.rules.tegemoetkomingen.rules_of_a_day import Rules, rules_for
from houvast.rules.tegemoetkomingen.together import Beside, Together, calculate_together

__all__ = [
    "FACTS",
    "Beside",
    "Checklist",
    "Effect",
    "Item",
    "Rules",
    "Together",
    "calculate",
    "calculate_together",
    "rules_for",
]
