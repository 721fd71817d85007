"""Who is somebody's toeslagpartner, rule by rule."""

import pytest

from houvast.rules import toeslagen
from houvast.rules.errors import BadInputError
from houvast.rules.toeslagen.partner import FLAGS, TOGETHER

HOME = {"same_address": True}
FAMILY = {**HOME, "first_degree_relatives": True, "child_together": True}


@pytest.mark.parametrize("fact", TOGETHER)
def test_one_fact_at_one_address_is_enough_and_no_address_is_never(fact):
    found = toeslagen.partner_test({**HOME, fact: True})
    assert found.is_partner
    assert found.why == TOGETHER[fact]
    assert found.unsure == (fact == "minor_child_at_address")
    assert not toeslagen.partner_test({fact: True}).is_partner


@pytest.mark.parametrize(
    ("given", "is_partner"),
    [
        (HOME, False),
        ({}, False),
        ({"married": True}, True),
        ({"married": True, "allowance": "huurtoeslag"}, False),
        ({"married": True, "allowance": "huurtoeslag", **HOME}, True),
        ({"married": True, "petition_for_divorce": True}, False),
        ({"married": True, "petition_for_divorce": True, **HOME}, True),
        ({**HOME, "minor_child_at_address": True, "written_sublease": True}, False),
        ({**HOME, "minor_child_at_address": True, "written_sublease": True, "partner_last_year": True}, True),
        ({**FAMILY, "youngest_age_on_1_january": 26}, False),
        ({**FAMILY, "youngest_age_on_1_january": 27}, True),
        ({**HOME, "first_degree_relatives": True}, False),
        ({**HOME, "child_together": None}, False),
    ],
)
def test_the_rules_of_the_law_decide(given, is_partner):
    found = toeslagen.partner_test(given)
    assert found.is_partner is is_partner
    assert found.why
    assert found.law


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"koffie": True}, "koffie"),
        ({"allowance": "bijstand"}, "allowance"),
        (FAMILY, "youngest_age_on_1_january"),
        ({**FAMILY, "youngest_age_on_1_january": "27"}, "youngest_age_on_1_january"),
        *[({flag: "ja"}, flag) for flag in FLAGS],
    ],
)
def test_what_cannot_be_read_is_refused_by_its_field(given, field):
    with pytest.raises(BadInputError) as caught:
        toeslagen.partner_test(given)
    assert caught.value.field == field
