"""Each figure of the law changed alone moves what stands below it and nothing else; and each one moves something."""

from dataclasses import replace
from fractions import Fraction

import pytest

from houvast.rules import bijstand, inkomen, kwijtschelding, regelingen
from houvast.rules.amount import Amount

TAX = inkomen.parameters_for(period="2026")
NORMS = bijstand.parameters_for(period="2026-07")
REMISSION = kwijtschelding.parameters_for(period="2026-07")
PEOPLE = [
    {"gross_wage_year": Amount(wage), "other_box1_income_year": Amount(other), "zvw_income_year": Amount(other),
     "aow_age": aow, "born_before_1946": old, "single": True, "young_child": True, "young_disabled": not aow}
    for wage in (9_000, 20_000, 27_000, 40_000, 90_000)
    for other in (0, 5_000, 40_000, 85_000)
    for aow, old in ((False, False), (True, False), (True, True))
]  # fmt: skip
HOMES = [
    {**home, "net_earnings_month_incl_vt": Amount(pay), exemption: True, "bank_balance": Amount(20_000),
     "home_equity": Amount(80_000)}
    for home in (
        *(bijstand.values_of({"household": kind, "age_group_self": own, "has_children": kind[-1] != "e", **more})
          for kind in bijstand.HOUSEHOLDS for own in bijstand.AGES
          for more in ({}, {"cost_sharers_A": 3}, {"in_institution": True}, {"parents_cannot_support": True})),
        *(bijstand.values_of({"household": "gehuwden", "age_group_self": own, "age_group_partner": other,
                              "has_children": child, "cost_sharers_A": 2 if shared else None})
          for own in bijstand.AGES for other in bijstand.AGES for child in (True, False) for shared in (True, False)),
    )
    for pay in (400, 1_900)
    for exemption in ("exemption_25pct_applies", "exemption_12_5pct_applies", "exemption_15pct_applies")
]  # fmt: skip
BILLS = [
    {"has_partner": two, "bijstandsnorm": Amount(1_400), "net_income_month": Amount(2_500), "rent_month": Amount(rent),
     "health_premium_month": Amount(200), "liquid_assets": Amount(4_000), "car_value": Amount(3_350),
     "household_goods": Amount(2_300), "assessment": Amount(9_000)}
    for two in (True, False) for rent in (700, 1_200)
]  # fmt: skip
SCHEMES = [{"bijstandsnorm": Amount(1_400), "income_month": Amount(1_500), "holiday_allowance_included": False}]
ROOMS = {
    "netto": (inkomen, TAX, PEOPLE),
    "bijstand": (bijstand, NORMS, HOMES),
    "kwijtschelding": (kwijtschelding, REMISSION.own, BILLS),
    "regelingen": (regelingen, NORMS, SCHEMES),
}


def below(plan, name):
    """Every figure that uses a parameter, directly or through another figure."""
    reached = {name}
    for figure, _ in plan.figures:
        if reached & set(figure.inputs):
            reached.add(figure.name)
    return reached


@pytest.mark.parametrize("word", ROOMS)
def test_each_figure_of_the_law_moves_what_is_below_it_and_nothing_else(word):
    room, parameters, given = ROOMS[word]
    plan = room.plan_for(parameters)
    before = [plan.run(values) for values in given]
    for name in (name for name in plan.names if name in plan.book.parameters):
        path = plan.book.parameters[name].path
        entry = parameters.entries[path]
        moved = set()
        for factor in (Fraction(101, 100), Fraction(99, 100)):
            changed = {**parameters.entries, path: replace(entry, value=entry.value * factor)}
            other = room.plan_for(replace(parameters, entries=changed))
            for first, values in zip(before, given, strict=True):
                after = other.run(values)
                pairs = zip(plan.names, first.values, after.values, strict=True)
                moved |= {one for one, old, new in pairs if old != new}
        assert moved <= below(plan, name)
        assert moved - {name}, name
