"""Allowances (toeslagen): zorgtoeslag, huurtoeslag and kindgebonden budget, as an estimate; never a decision."""

from houvast.rules.toeslagen.borders import (
    assets_above,
    highest_zorgtoeslag_year,
    huurtoeslag_ceiling,
    rent_change,
    zorgtoeslag_ceiling,
)
from houvast.rules.toeslagen.calculation import (
    BOOKS,
    REASONS_NL,
    Allowance,
    calculate,
    parameters_for,
    plan_for,
)
from houvast.rules.toeslagen.childcare import Childcare, calculate_childcare
from houvast.rules.toeslagen.given import FIELDS
from houvast.rules.toeslagen.partner import PartnerTest, partner_test

__all__ = [
    "BOOKS",
    "FIELDS",
    "REASONS_NL",
    "Allowance",
    "Childcare",
    "PartnerTest",
    "assets_above",
    "calculate",
    "calculate_childcare",
    "highest_zorgtoeslag_year",
    "huurtoeslag_ceiling",
    "parameters_for",
    "partner_test",
    "plan_for",
    "rent_change",
    "zorgtoeslag_ceiling",
]
