"""Between which amounts the answer lies, for who does not know everything."""

from itertools import product

import pytest

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.estimate import Known, Span, estimate, taxable_year, with_holiday_allowance

PERIOD = bvv.parameters_for(period="2026-07")
ALONE = ("alleenstaande",)
NET, YEAR = Span.of(Amount(2090)), Span.of(Amount(29000))


def euros(span):
    return span and (span.low.text(), span.high.text())


def test_who_knows_everything_gets_one_amount():
    found = estimate(Known(ALONE, NET, YEAR, held=Amount(778), months=4), PERIOD)
    assert euros(found.voet) == ("1473.92", "1473.92") and found.verdict == "too_much"
    assert euros(found.too_much) == ("161.92", "161.92") and euros(found.too_much_total) == ("647.68", "647.68")


@pytest.mark.parametrize(
    ("held", "verdict"), [("616.08", "right"), ("616.09", "too_much"), ("0", "right"), ("2090", "too_much")]
)
def test_one_cent_decides(held, verdict):
    assert estimate(Known(ALONE, NET, YEAR, held=Amount.euros(held)), PERIOD).verdict == verdict


def test_a_year_income_that_is_not_known_gives_a_range_and_no_total_without_months():
    found = estimate(Known(ALONE, NET, held=Amount(500)), PERIOD)
    assert euros(found.voet) == ("1385.72", "1843.21") and found.verdict == "maybe"
    assert euros(found.seizable) == ("246.79", "704.28") and found.too_much_total is None


def test_without_an_income_only_what_may_be_kept_is_told():
    found = estimate(Known(ALONE, None, held=Amount(300)), PERIOD)
    assert found.verdict == "unknown" and found.seizable is None and found.too_much is None
    assert euros(found.voet) == ("1348.49", "2208.48")
    assert estimate(Known(ALONE, NET, YEAR), PERIOD).verdict == "unknown"


def test_every_household_that_is_possible_lies_inside():
    """Whatever the truth turns out to be, the answer for it is between both ends."""
    known = Known(tuple(bvv.SITUATIONS), Span(Amount(1500), Amount(2000)), held=Amount(200))
    found = estimate(known, PERIOD)
    for situation, net, share in product(bvv.SITUATIONS, (1500, 1730, 2000), ("1", "1.2", "1.6")):
        year = Amount(net * 12) * Amount.euros(share)
        true = bvv.calculate(
            {
                "situation": situation, "taxable_income_year": year.text(),
                "own_net_income_month_incl_vt": str(net),
            },
            PERIOD,
        )  # fmt: skip
        assert found.voet.low <= true.amount <= found.voet.high


def test_a_partner_counts_only_where_there_is_one():
    together = Known(("gehuwd_met_kinderen",), NET, YEAR, partner=Span.of(Amount(800)))
    assert estimate(together, PERIOD).lowest["deduction_partner"] == Amount(800)
    alone = Known(ALONE, NET, YEAR, partner=Span.of(Amount(800)))
    assert estimate(alone, PERIOD).lowest["deduction_partner"] == Amount(0)


def test_a_place_to_stay_and_other_income_go_along():
    special = {"in_institution": True, "price_due_month": "500"}
    found = estimate(Known(ALONE, NET, YEAR, special=special, other=Amount(100)), PERIOD)
    assert found.lowest["own_other_unseized_income_month"] == Amount(100)
    assert found.voet.high < Amount(900)


def test_holiday_pay_of_unknown_size_widens_the_income():
    assert euros(with_holiday_allowance(NET)) == ("2090.00", "2257.20")
    assert euros(taxable_year([NET])) == ("25080.00", "40128.00")
    assert euros(taxable_year([Span(Amount(4000), Amount(5000))])) == ("48000.00", "120000.00")


@pytest.mark.parametrize(
    ("known", "field"),
    [
        (Known((), NET), "situation"),
        (Known(("kasteel",), NET), "situation"),
        (Known(ALONE, NET, held=Amount(3000)), "held_back_month"),
    ],
)
def test_what_cannot_be_is_refused_by_name(known, field):
    with pytest.raises(BadInputError) as refused:
        estimate(known, PERIOD)
    assert refused.value.field == field
