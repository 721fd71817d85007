"""The page of a rule tells every step with its article, every figure with its source, and an example."""

from datetime import date

import pytest

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import (
    bijstand,
    collection_costs,
    inkomen,
    kwijtschelding,
    pages,
    regelingen,
    settlement,
    toeslagen,
    vtlb,
)
from houvast.rules.toeslagen import childcare

PAGES = {
    pages.beslagvrije_voet: bvv.book,
    pages.vtlb_page: vtlb.book,
    pages.schuldregeling: settlement.book,
    pages.incassokosten: collection_costs.book,
    pages.netto_inkomen: inkomen.book,
    pages.zorgtoeslag: toeslagen.BOOKS["zorgtoeslag"],
    pages.huurtoeslag: toeslagen.BOOKS["huurtoeslag"],
    pages.kinderopvangtoeslag: childcare.book,
    pages.kindgebonden_budget: toeslagen.BOOKS["kindgebonden_budget"],
    pages.bijstand: bijstand.book,
    pages.kwijtschelding: kwijtschelding.book,
    pages.gemeentelijke_regelingen: regelingen.book,
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_every_step_input_and_figure_of_a_rule_is_on_its_page(page):
    text, book = page(), PAGES[page]
    for name in (*book.figures, *book.inputs, *book.parameters):
        assert f"| `{name}` |" in text
    for group in book.figures.values():
        for figure in group:
            assert figure.law in text
            assert figure.words in text
    assert "## Voorbeeld" in text
    assert page() == text


def test_both_forms_of_the_rent_part_stand_with_their_period():
    text = pages.beslagvrije_voet()
    assert "tot en met 2025-12-31" in text
    assert "vanaf 2026-01-01" in text
    assert "0.000000438698" in text


def test_a_figure_between_two_days_shows_both():
    assert pages._period(date(2024, 1, 1), date(2024, 6, 30)) == "2024-01-01 tot en met 2024-06-30"


def test_a_figure_that_is_not_known_says_so():
    entry = bvv.parameters_for(period="2026-07").entry("vtlb.auto_forfait")
    assert pages._value(entry) == "niet bekend"
