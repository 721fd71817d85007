"""One household: what it receives, misses, and may have to give back; how sure; and what granting it moves."""

import json
from datetime import date

import pytest

from houvast.rules import readability, render, tegemoetkomingen, vtlb
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError, RuleError
from houvast.rules.household import flatten

DAY = date(2026, 11, 24)
FACTS = {
    "insured": True, "independent_home": True, "registered_brp": True, "receives_kinderbijslag": True,
    "partner_insured": True, "partner_residence_lawful": True, "coresident_residence_lawful": True,
}  # fmt: skip
PARENT = {
    "role": "applicant",
    "birth_date": date(1990, 5, 2),
    "incomes": [
        {"kind": "loon", "basis": "gross", "amount": "24000", "per": "year"},
        {"kind": "loon", "basis": "net", "amount": "1850", "per": "month"},
    ],
}
CHILD = {"role": "child", "birth_date": date(2015, 3, 1)}
PARTNER = {"role": "partner", "birth_date": date(1991, 1, 1), "incomes": []}
LODGER = {"role": "co_resident", "birth_date": date(1980, 1, 1), "incomes": []}
HOME = {
    "persons": [PARENT, CHILD],
    "home": {"tenure": "rent", "costs": "650"},
    "premium": "160",
    "allowances": {"zorgtoeslag": "129"},
    "assets": "500",
    "facts": FACTS,
}

TITLES = ["Tegemoetkomingen", "Zorgtoeslag", "Huurtoeslag", "Kindgebonden budget"]


def gross(amount):
    return [{"kind": "loon", "basis": "gross", "amount": amount, "per": "year"}]


def check(day=DAY, **changes):
    home = {**HOME, **changes}
    given = {"household": {name: value for name, value in home.items() if value is not None}}
    return tegemoetkomingen.calculate(given, tegemoetkomingen.rules_for(day))


def item(found, name):
    return next(one for one in found.items if one.name == name)


def test_a_parent_alone_hears_what_is_missed_until_when_where_and_with_which_paper():
    found = check()
    assert (found.missed_month.text(), found.missed_year.text()) == ("895.00", "10750.00")
    assert [one.state for one in found.items] == ["krijgt", "mist", "mist"]
    assert {one.certainty for one in found.items} == {"zeker"}
    budget = item(found, "kindgebonden_budget")
    # 2580 for the child and 3416 for a parent alone, below the threshold.
    assert (budget.missed_year, budget.missed_month) == (Amount(5996), Amount(499))
    assert budget.until == date(2027, 12, 31)
    assert "brief van de SVB over kinderbijslag" in budget.paper
    assert "toeslagen.nl" in budget.as_data()["waar"]
    assert item(found, "zorgtoeslag").until is None


def test_a_fact_that_was_assumed_makes_it_probable_and_is_asked():
    found = check(facts=None, assets=None)
    rent = item(found, "huurtoeslag")
    assert rent.certainty == "waarschijnlijk"
    assert "het vermogen op 1 januari" in rent.ask
    assert "of iedereen op dit adres in de BRP staat" in rent.ask


def test_without_the_income_there_is_no_sum_but_a_question():
    found = check(persons=[{"role": "applicant"}, CHILD])
    assert {(one.state, one.certainty) for one in found.items} == {("vraag na", "vraag na")}
    assert all("het bruto jaarinkomen van iedereen die meetelt" in one.ask for one in found.items)
    assert all(one.as_data()["recht_maand"] is None and one.why == "" and one.until is None for one in found.items)
    assert all(one.too_much_month == 0 and one.missed_year == 0 and one.paper for one in found.items)
    assert found.missed_month == 0
    assert found.effect is None
    assert "als_het_is_toegekend" not in found.outcome()


@pytest.mark.parametrize(
    ("home", "question"),
    [({}, "of het een huurwoning is"), ({"tenure": "rent"}, "de kale huur per maand")],
)
def test_a_home_that_is_half_known_is_asked_about(home, question):
    assert question in item(check(home=home), "huurtoeslag").ask


def test_an_own_home_gives_no_huurtoeslag_and_no_child_no_budget():
    found = check(home={"tenure": "own"}, persons=[PARENT])
    for name, why in (
        ("huurtoeslag", "het is geen huurwoning"),
        ("kindgebonden_budget", "er is geen kind jonger dan 18 jaar"),
    ):
        one = item(found, name)
        assert (one.state, one.why, one.ask, one.certainty) == ("geen recht", why, (), "zeker")


def test_what_comes_in_above_the_sum_may_be_asked_back():
    found = check(allowances={"zorgtoeslag": "140", "huurtoeslag": "396", "kindgebonden_budget": "499"})
    zorg = item(found, "zorgtoeslag")
    assert (zorg.state, zorg.too_much_month) == ("krijgt te veel", Amount(11))
    assert found.missed_month == 0


def test_too_high_an_income_gives_no_right_and_says_why():
    found = check(persons=[{**PARENT, "incomes": gross("90000")}], allowances={})
    zorg = item(found, "zorgtoeslag")
    assert (zorg.state, zorg.why) == ("geen recht", "het inkomen is te hoog")


def test_when_nobody_said_what_is_received_that_is_asked_too():
    found = check(allowances=None)
    assert all("of deze toeslag er al is" in one.ask for one in found.items)
    assert item(found, "zorgtoeslag").missed_month == Amount(129)
    assert item(found, "zorgtoeslag").as_data()["ontvangt_maand"] is None


def test_a_partner_and_others_at_the_address_count():
    alone = item(check(), "huurtoeslag").estimate
    worker = {**LODGER, "incomes": gross("20000")}
    grown = {"role": "child", "birth_date": date(2000, 1, 1), "incomes": gross("20000")}
    for other in (worker, grown, {**PARTNER, "incomes": gross("20000")}):
        assert item(check(persons=[PARENT, CHILD, other]), "huurtoeslag").estimate < alone
    unknown = item(check(persons=[PARENT, {"role": "co_resident"}]), "huurtoeslag")
    assert unknown.state == "vraag na"
    both = check(persons=[PARENT, PARTNER], facts=None)
    assert "of de partner een Nederlandse zorgverzekering heeft" in item(both, "zorgtoeslag").ask
    assert "of de partner hier mag wonen" in item(both, "zorgtoeslag").ask
    lodged = item(check(persons=[PARENT, {**LODGER, "birth_date": None}], facts=None), "huurtoeslag")
    assert "de geboortedatum" in lodged.ask
    assert "of iedereen op dit adres hier mag wonen" in lodged.ask


def test_a_young_applicant_without_a_known_day_of_birth_is_taken_as_grown_up():
    one = item(check(persons=[{**PARENT, "birth_date": None}]), "huurtoeslag")
    assert one.state == "mist"
    assert "de geboortedatum" in one.ask


def test_a_pensioner_alone_in_2024_is_sent_to_the_official_calculation():
    old = {**PARENT, "birth_date": date(1950, 1, 1), "incomes": gross("26000")}
    rent = item(check(date(2024, 9, 1), persons=[old]), "huurtoeslag")
    assert (rent.state, rent.certainty, rent.why) == ("vraag na", "vraag na", "")
    assert "de uitkomst van de proefberekening van Dienst Toeslagen" in rent.ask
    assert rent.until == date(2025, 9, 1)


def test_granting_what_is_missed_moves_the_vtlb_and_the_capacity_but_not_the_beslagvrije_voet():
    found = check()
    (now, then), (_, capacity) = found.effect.vtlb, found.effect.capacity
    assert then < now
    assert capacity == max(Amount(1850) - then, Amount(0))
    assert found.effect.voet[0] == found.effect.voet[1]


def test_the_vtlb_after_is_that_of_the_same_file_with_the_allowances_in_it():
    found = check()
    granted = {one.name: one.estimate.text() for one in found.items}
    flat = flatten({"household": {**HOME, "allowances": granted}}, "vtlb", lambda: DAY)
    assert vtlb.calculate(flat, tegemoetkomingen.rules_for(DAY).vtlb).amount == found.effect.vtlb[1]


def test_nothing_missed_moves_nothing():
    found = check(allowances={"zorgtoeslag": "129", "huurtoeslag": "396", "kindgebonden_budget": "499"})
    assert found.effect.vtlb[0] == found.effect.vtlb[1]
    assert [one.state for one in found.items] == ["krijgt"] * 3


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"persons": [{"role": "applicant"}]},
        {"allowances": {"zorgtoeslag": "300"}},
        {"home": {"tenure": "own"}},
        {"persons": [PARENT, PARTNER], "facts": None},
    ],
)
def test_a_checklist_is_shown_in_every_way_and_its_words_pass_the_gate(changes):
    found = check(**changes)
    report = readability.check(render.plain(found))
    assert report.passes, report.problems
    shown = json.dumps(render.as_json(found), ensure_ascii=False)
    assert '"mist_jaar"' in shown
    assert "huurtoeslag: stand" in render.summary(found)
    assert [found.title, *(one.title for one in found.items)] == TITLES
    assert "uitkomst" in {note.field for note in found.notes}
    assert len(found.steps()) == len(render.every_step(found))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"allowances": {"zorgtoeslag": "-1"}}, "zorgtoeslag"),
        ({"allowances": {"toeslag": "1"}}, "toeslag"),
        ({"facts": {"rijk": True}}, "rijk"),
        ({"facts": {"insured": "ja"}}, "insured"),
        ({"assets": "-1"}, "assets_applicant"),
        ({"persons": []}, "persons"),
        ({"persons": [{**PARENT, "birth_date": date(2026, 12, 1)}]}, "birth_date"),
        ({"home": {"tenure": "tent"}}, "tenure"),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_the_field(changes, field):
    with pytest.raises(BadInputError) as refusal:
        check(**changes)
    assert str(refusal.value).startswith(f"Veld “{field}”: ")


def test_a_day_or_a_period_gives_the_figures_and_without_one_it_is_refused():
    assert tegemoetkomingen.rules_for(period="2026").day == date(2026, 1, 1)
    assert tegemoetkomingen.rules_for(period="2026-07").allowances.period == "2026-01"
    for wrong in ({}, {"day": date(2031, 1, 1)}, {"period": "2031"}, {"period": "nu"}):
        with pytest.raises(RuleError):
            tegemoetkomingen.rules_for(**wrong)
