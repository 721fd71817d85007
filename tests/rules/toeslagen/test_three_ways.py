"""One household, a column of households and plain fractions give the same allowance, in every year."""

import pytest
from tests.rules.toeslagen import homes, twin

from houvast.rules import toeslagen
from houvast.rules.toeslagen import in_columns

ROWS = 10_000


@pytest.mark.parametrize("year", twin.YEARS)
@pytest.mark.parametrize("name", twin.ALLOWANCES)
def test_an_allowance_is_the_same_in_three_ways(name, year):
    parameters = toeslagen.parameters_for(period=year)
    plan = toeslagen.plan_for(name, parameters)
    steps = tuple(figure.name for figure, _ in plan.figures)
    all_of = homes.columns(year, ROWS)
    given = {field: all_of[field] for field in plan.inputs if field in all_of}
    found = in_columns.calculate(name, given, parameters, steps)
    paid = unknown = 0
    for at in range(ROWS):
        home = homes.row(all_of, at)
        run = plan.run({field: home[field] for field in given})
        assert {step: found[step].ratio(at) for step in steps} == {step: run[step].ratio for step in steps}
        if "income_without_factors" in steps and run["income_without_factors"] > 0:
            unknown += 1
            with pytest.raises(LookupError):
                twin.huurtoeslag(year, home)
            continue
        plain = twin.ALLOWANCES[name](year, home)
        assert plain == {step: run[step].ratio for step in plain}
        paid += plain["year"] > 0
    assert paid > ROWS / 20
    assert (unknown > 0) == (name == "huurtoeslag" and year == "2024")
