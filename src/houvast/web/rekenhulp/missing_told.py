"""From the answers of "Laat ik geld liggen?" to what the rules take, with the figures in use."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from houvast.foundation.parameters.queries import parameters_for
from houvast.rules import toeslagen
from houvast.rules.errors import NoParametersError
from houvast.rules.parameter_sets import ParameterSet
from houvast.rules.tegemoetkomingen.missed import Missed, figures_for, missed
from houvast.rules.tegemoetkomingen.told import YEAR, Income, Told
from houvast.web.rekenhulp.missing_forms import CHILD_BENEFIT, GETS_AMOUNT, NO, UNKNOWN, YES


def missing_of(answers: Mapping[str, Any], day: date) -> Missed:
    """The answer. Refuses a year of birth that cannot be (BadInputError), and a day without figures in use."""
    return missed(told_of(answers), parameters_for(figures_for, day), last_year=_year_before(day))


def told_of(answers: Mapping[str, Any]) -> Told:
    """The clean values of the four pages as the rules take them."""
    known = {YES: True, NO: False}
    return Told(
        birth_year=answers["birth_year"],
        partner_year=answers["partner_year"],
        income=_income(answers, "income", "income"),
        partner_income=_income(answers, "partner_income", "partner"),
        ages=tuple(answers["ages"] or ()),
        others=answers["others"] or 0,
        others_income=answers.get("others_income"),
        home=answers["home"],
        rent=answers["rent"],
        own_door=known.get(answers["own_door"]),
        registered=known.get(answers["registered"]),
        insured=known.get(answers["insured"]),
        gets={name: answers[field] for name, field in GETS_AMOUNT.items() if name in answers["gets"]},
        child_benefit=CHILD_BENEFIT in answers["gets"],
        savings=None if answers["assets"] == UNKNOWN else answers["assets"],
        kinds=tuple(answers["kinds"]),
    )


def _income(answers: Mapping[str, Any], amount: str, who: str) -> Income | None:
    low = answers.get(amount)
    if low is None:
        return None
    return Income(low, answers.get(f"{who}_high") or low, answers.get(f"{who}_per") or YEAR)


def _year_before(day: date) -> ParameterSet | None:
    try:
        return parameters_for(toeslagen.parameters_for, date(day.year - 1, 12, 31))
    except NoParametersError:
        return None
