"""Who is somebody's toeslagpartner (Awir art. 3; AWR art. 5a)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from houvast.rules.errors import BadInputError
from houvast.rules.reading import read_choice, read_count, read_flag, refuse_unknown

TOGETHER = {
    "cohabitation_contract": "een contract van de notaris om samen te wonen",
    "child_together": "een kind samen",
    "owned_home_together": "samen een koopwoning",
    "pension_partner": "partner voor een pensioen",
    "partner_last_year": "vorig jaar ook toeslagpartner",
    "minor_child_at_address": "een kind jonger dan 18 van een van jullie op het adres",
}
"""What makes two adults at one address partners, in the order of the law."""
FLAGS = ("married", "same_address", *TOGETHER, "first_degree_relatives", "written_sublease", "petition_for_divorce")
RELATIVES_FROM = 27
"""Parent and child are only partners when both were this old on 1 January."""
ALLOWANCES = ("zorgtoeslag", "huurtoeslag", "kindgebonden_budget", "kinderopvangtoeslag")


@dataclass(frozen=True)
class PartnerTest:
    """Whether two people are toeslagpartners, why, and the article. ``unsure``: a bill may change it."""

    is_partner: bool
    why: str
    law: str
    unsure: bool = False


def partner_test(given: Mapping[str, object]) -> PartnerTest:
    """The test for two people. Fields as in the case files: flags (default false), ``allowance``, and
    ``youngest_age_on_1_january`` when parent and child are asked about."""
    refuse_unknown(given, (*FLAGS, "allowance", "youngest_age_on_1_january"))
    allowance = read_choice("allowance", given.get("allowance", "zorgtoeslag"), ALLOWANCES)
    facts = {name: read_flag(name, given[name]) for name in FLAGS if given.get(name) is not None}
    if facts.get("married"):
        return _married(facts, allowance)
    if not facts.get("same_address"):
        return PartnerTest(False, "jullie wonen niet op één adres en zijn niet getrouwd", "Awir art. 3")
    found = next((name for name in TOGETHER if facts.get(name) and not _sublease(name, facts)), None)
    if found is None:
        return PartnerTest(False, "samen wonen alleen is niet genoeg", "Awir art. 3 lid 2")
    if facts.get("first_degree_relatives") and not _both_old_enough(given):
        return PartnerTest(False, "ouder en kind zijn pas partners als ze allebei 27 jaar of ouder zijn", "Awir art. 3")
    return PartnerTest(True, TOGETHER[found], "Awir art. 3 lid 2", unsure=found == "minor_child_at_address")


def _married(facts: Mapping[str, bool], allowance: str) -> PartnerTest:
    together = facts.get("same_address", False)
    if allowance == "huurtoeslag" and not together:
        return PartnerTest(False, "jullie staan niet op één adres", "Wht art. 1a lid 3")
    if facts.get("petition_for_divorce") and not together:
        return PartnerTest(False, "de scheiding is gevraagd en jullie wonen niet samen", "AWR art. 5a")
    return PartnerTest(True, "jullie zijn getrouwd", "Awir art. 3 lid 1")


def _sublease(name: str, facts: Mapping[str, bool]) -> bool:
    """A written lease on business terms takes the rule on a minor child away."""
    return name == "minor_child_at_address" and facts.get("written_sublease", False)


def _both_old_enough(given: Mapping[str, object]) -> bool:
    age = given.get("youngest_age_on_1_january")
    if age is None:
        raise BadInputError("youngest_age_on_1_january", "vul in hoe oud de jongste was op 1 januari.")
    return read_count("youngest_age_on_1_january", age, most=130) >= RELATIVES_FROM
