"""The estimate of the kinderopvangtoeslag: maxima, percentages, and what is said when they are not known."""

from fractions import Fraction

import pytest

from houvast.rules import readability, toeslagen
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.toeslagen.childcare import shares_at

CARE = {"kind": "dagopvang", "hours_month": "100", "hourly_rate": "10"}


def of(year="2026", **given):
    filled = {"income_year_applicant": "30000", "children": [CARE], **given}
    return toeslagen.calculate_childcare(filled, toeslagen.parameters_for(period=year))


def shares(year, income):
    found = shares_at(Amount.euros(income), toeslagen.parameters_for(period=year))
    return found and tuple(share.text(3) for share in found)


def test_a_low_income_gets_96_percent_of_what_counts():
    found = of()
    assert found.run["exact_month"] == Fraction(960)
    assert found.outcome() == {
        "estimate": True,
        "computable": True,
        "month_amount": "960.00",
        "year_amount": "11520.00",
    }
    assert of(months_of_right=5).run["year"] == 4800
    assert len(found.steps()) == len(found.run.plan.names)


def test_hours_and_rate_count_up_to_their_maximum():
    assert of(children=[{**CARE, "hours_month": "300"}]).run["cost_first_month"] == 2300
    assert of(children=[{**CARE, "hourly_rate": "20"}]).run["cost_first_month"] == Amount.euros("1123")
    found = of(children=[CARE, {**CARE, "kind": "gastouderopvang", "hours_month": "120"}])
    assert found.run["cost_first_month"] == Amount.euros("1018.80")
    assert found.run["cost_next_month"] == 1000


@pytest.mark.parametrize(
    ("year", "income", "found"),
    [
        ("2024", "28298", ("0.960", "0.960")),
        ("2024", "28298.01", ("0.955", "0.956")),
        ("2024", "92434", ("0.625", "0.898")),
        ("2024", "92434.01", None),
        ("2025", "47403", ("0.960", "0.960")),
        ("2025", "159225", ("0.333", "0.670")),
        ("2026", "56412", ("0.960", "0.960")),
        ("2026", "111035", ("0.663", "0.815")),
        ("2026", "165658", ("0.365", "0.670")),
        ("2026", "900000", ("0.365", "0.670")),
    ],
)
def test_the_percentage_falls_with_the_income(year, income, found):
    assert shares(year, income) == found


def test_what_is_not_known_is_not_guessed():
    found = of("2024", income_year_applicant="92435")
    assert found.month is None
    assert found.runs == []
    assert found.outcome() == {"estimate": True, "computable": False}
    assert [note.status for note in found.notes] == ["U"]
    assert {note.status for note in of().notes} == {"U"}


def test_who_does_not_work_gets_nothing_and_the_words_pass_the_gate():
    idle = of(both_work=False)
    assert idle.month == 0
    for found in (of(), idle, of("2024", income_year_applicant="92435")):
        assert readability.check(found.plain()).passes


def test_the_income_of_a_partner_counts():
    both = of(partner=True, income_year_applicant="60000", income_year_partner="40000")
    assert both.run["share_first"] == of(income_year_applicant="100000").run["share_first"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"children": []}, "children"),
        ({"children": None}, "children"),
        ({"children": [CARE] * 16}, "children"),
        ({"children": [{**CARE, "kind": "oppas"}]}, "kind"),
        ({"children": [{**CARE, "hours_month": "745"}]}, "hours_month"),
        ({"children": [{**CARE, "hourly_rate": "-1"}]}, "hourly_rate"),
        ({"children": [{**CARE, "koffie": 1}]}, "koffie"),
        ({"income_year_applicant": None}, "income_year_applicant"),
        ({"income_year_applicant": "-1"}, "income_year_applicant"),
        ({"share_first": "1"}, "share_first"),
        ({"koffie": 1}, "koffie"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(more, field):
    with pytest.raises(BadInputError) as caught:
        of(**more)
    assert caught.value.field == field
