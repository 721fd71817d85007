"""One household file serves three plans, and says the same as the flat fields."""

from datetime import date

import pytest

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import schemas, vtlb
from houvast.rules.errors import BadInputError
from houvast.rules.household import FIELDS, flatten

DAY = date(2026, 11, 24)
PERIOD = bvv.parameters_for(period="2026-07")
APPLICANT = {
    "role": "applicant",
    "work_hours_week": 32,
    "incomes": [
        {"kind": "loon", "basis": "net", "amount": "1.990,00", "per": "month"},
        {"kind": "vakantiegeld", "basis": "net", "amount": "1200", "per": "year"},
        {"kind": "bijbaan", "basis": "net", "amount": "100", "per": "four_weeks", "seized": False},
        {"kind": "loon", "basis": "gross", "amount": "29000", "per": "year"},
    ],
}
PARTNER = {"role": "partner", "incomes": [{"kind": "ww", "basis": "net", "amount": "500", "per": "month"}]}
CHILDREN = [{"role": "child", "birth_date": day} for day in ("2012-11-24", "2010-01-01", "2008-11-24", "2008-11-25")]
HOUSEHOLD = {
    "day": DAY,
    "municipality": "Voorbeeldstad",
    "persons": [APPLICANT, PARTNER, *CHILDREN, {"role": "co_resident"}],
    "home": {"tenure": "rent", "costs": "750"},
    "premium": "160",
    "allowances": {"zorgtoeslag": "10", "kindgebonden_budget": "200"},
    "seizures": [{"by": "Jansen", "held_back_month": "300", "since": "2026-09-01"}],
    "assets": "0",
}
ALONE = {"persons": [APPLICANT]}


def flat(plan, **changes):
    return flatten({"household": {**HOUSEHOLD, **changes}}, plan, lambda: DAY)


def test_the_vtlb_takes_everybodys_income_the_costs_and_the_children_by_age():
    assert flat("vtlb") == {
        "day": DAY, "situation": "gehuwd_met_kinderen", "taxable_income_year": "29000.00", "rent": "750",
        "net_income_incl_vt": "2698.33", "children": 3, "children_12_15": 1, "children_16_17": 2,
        "work_hours_week": 32, "premium": "160", "zorgtoeslag": "10", "kgb_received": "200",
    }  # fmt: skip


def test_a_seizure_is_checked_from_the_same_file():
    found = flat("beslagcheck")
    assert found["own_net_income_month_incl_vt"] == "2090.00"
    assert found["own_other_unseized_income_month"] == "108.33"
    assert found["partner_unseized_income_month"] == "500.00"
    assert (found["held_back_month"], found["since"], found["until"]) == ("300", "2026-09-01", DAY)
    found.pop("day")
    assert bvv.check_given(found, PERIOD).months == 3


def test_the_three_plans_calculate():
    for plan, calculate in (("vtlb", vtlb.calculate), ("beslagvrije-voet", bvv.calculate)):
        given = flat(plan)
        given.pop("day")
        assert calculate(given, PERIOD)


@pytest.mark.parametrize(
    ("persons", "situation"),
    [
        ([APPLICANT], "alleenstaande"),
        ([APPLICANT, CHILDREN[0]], "alleenstaande_ouder"),
        ([APPLICANT, CHILDREN[2]], "alleenstaande"),
        ([APPLICANT, PARTNER], "gehuwd_zonder_kinderen"),
        ([APPLICANT, PARTNER, CHILDREN[3]], "gehuwd_met_kinderen"),
        ([{"role": "applicant"}], "alleenstaande"),
    ],
)
def test_the_situation_follows_from_who_lives_there(persons, situation):
    for plan in ("vtlb", "beslagvrije-voet"):
        assert flatten({"household": {"persons": persons}}, plan, lambda: DAY)["situation"] == situation


@pytest.mark.parametrize(
    ("home", "found"),
    [
        ({"tenure": "none"}, {"no_brp_address": True}),
        ({"tenure": "institution", "costs": "400"}, {"in_institution": True, "price_due_month": "400"}),
        ({"tenure": "institution"}, {"in_institution": True}),
    ],
)
def test_where_somebody_lives_changes_the_rule(home, found):
    given = flatten({"household": {**ALONE, "home": home}}, "beslagvrije-voet", lambda: DAY)
    assert found.items() <= given.items() and "woonkosten_month" not in given


def test_without_a_household_nothing_changes_and_missing_facts_may_be_flat():
    assert flatten({"rent": "1"}, "vtlb", lambda: DAY) == {"rent": "1"}
    assert flatten({"household": ALONE}, "voorstel", lambda: DAY) == {"household": ALONE}
    assert flatten({"household": ALONE, "rent": "700"}, "vtlb", lambda: DAY)["rent"] == "700"
    months = {**ALONE, "seizures": [{"held_back_month": "1", "months": 2}]}
    assert "until" not in flatten({"household": months}, "beslagcheck", lambda: DAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"persons": None}, "persons"),
        ({"persons": []}, "persons"),
        ({"persons": [PARTNER]}, "role"),
        ({"persons": [APPLICANT, PARTNER, PARTNER]}, "role"),
        ({"persons": [{"role": "koning"}]}, "role"),
        ({"persons": [APPLICANT, {"role": "child"}]}, "birth_date"),
        ({"persons": [APPLICANT, {"role": "child", "birth_date": "2030-01-01"}]}, "birth_date"),
        ({"persons": [{"role": "applicant", "incomes": "veel"}]}, "incomes"),
        ({"persons": [{**APPLICANT, "incomes": [{**APPLICANT["incomes"][0], "per": "uur"}]}]}, "per"),
        ({"persons": [{**APPLICANT, "incomes": [{**APPLICANT["incomes"][0], "basis": "zwart"}]}]}, "basis"),
        ({"persons": [{**APPLICANT, "incomes": [{**APPLICANT["incomes"][0], "amount": "1,234.56"}]}]}, "amount"),
        ({"home": {"tenure": "kasteel"}}, "tenure"),
        ({"allowances": {"koffie": "1"}}, "koffie"),
        ({"kleur": "rood"}, "kleur"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(changes, field):
    with pytest.raises(BadInputError) as refused:
        flat("vtlb", **changes)
    assert refused.value.field == field


def test_the_schema_shows_both_ways_in():
    schema = schemas.whole("vtlb")
    assert {"required": ["household"]} in schema["anyOf"] and "required" not in schema
    known = schema["properties"]["household"]["properties"]
    assert set(known) == set(FIELDS) and known["persons"]["items"]["required"] == ["role"]
    assert "household" not in schemas.whole("voorstel")["properties"]


def test_one_fact_in_two_places_and_no_or_two_seizures_are_refused():
    with pytest.raises(BadInputError, match="op één plek"):
        flatten({"household": HOUSEHOLD, "rent": "1"}, "vtlb", lambda: DAY)
    for seizures in (None, [], HOUSEHOLD["seizures"] * 2):
        with pytest.raises(BadInputError, match="precies één beslag"):
            flat("beslagcheck", seizures=seizures)


def net_of(persons, day="2026-06-01"):
    given = flatten({"household": {"day": day, "persons": persons}}, "netto", lambda: DAY)
    given.pop("day")
    return given


def gross(kind, amount):
    return {"kind": kind, "basis": "gross", "amount": amount, "per": "year"}


def test_the_net_income_takes_the_gross_incomes_of_the_applicant_and_the_age_on_1_january():
    worker = {"role": "applicant", "incomes": [gross("loon", "24000"), gross("ww", "3000")]}
    child = {"role": "child", "birth_date": "2014-01-01"}
    assert net_of([worker]) == {
        "gross_wage_year": "24000.00", "other_box1_income_year": "3000.00", "single": True, "young_child": False,
    }  # fmt: skip
    assert not net_of([worker, child])["young_child"]
    assert net_of([worker, {**child, "birth_date": "2014-01-02"}])["young_child"]
    assert not net_of([worker, {**child, "birth_date": "2026-01-01"}])["young_child"]
    assert net_of([{"role": "applicant"}])["gross_wage_year"] == "0.00"


def test_with_a_partner_only_the_lower_wage_has_the_credit_for_a_young_child():
    worker = {"role": "applicant", "incomes": [gross("loon", "24000")]}
    child = {"role": "child", "birth_date": "2020-01-01"}
    for amount, least in (("24000.01", True), ("24000", False), ("0", False)):
        partner = {"role": "partner", "incomes": [gross("loon", amount)]}
        found = net_of([worker, partner, child])
        assert (found["single"], found["young_child"]) == (False, least)
    assert not net_of([worker, {"role": "partner"}, child])["young_child"]


def test_the_year_of_the_pension_age_is_refused_and_the_years_around_it_are_known():
    def born(year):
        return {"role": "applicant", "birth_date": f"{year}-06-30", "incomes": [gross("aow", "19000")]}

    assert net_of([born(1960)])["aow_age"] is False
    assert net_of([born(1958)])["aow_age"] is True
    assert net_of([born(1958)])["born_before_1946"] is False
    assert net_of([born(1945)])["born_before_1946"] is True
    with pytest.raises(BadInputError, match="mengt de wet twee tarieven"):
        net_of([born(1959)])


OLD = {"role": "applicant", "birth_date": "1990-06-02", "incomes": APPLICANT["incomes"]}
MATE = {"role": "co_resident", "birth_date": "1999-06-01"}


def home_of(plan, persons, **more):
    given = flatten({"household": {"day": "2026-06-01", "persons": persons, **more}}, plan, lambda: DAY)
    given.pop("day")
    return given


def test_assistance_takes_ages_earnings_money_and_who_shares_the_costs():
    assert home_of("bijstand", [OLD, MATE], assets="900") == {
        "household": "alleenstaande", "age_group_self": "21_to_aow", "has_children": False, "cost_sharers_A": 2,
        "net_earnings_month_incl_vt": "1990.00", "other_net_income_month_incl_vt": "208.33", "bank_balance": "900",
    }  # fmt: skip
    young = {**OLD, "role": "partner", "birth_date": "2005-06-02"}
    couple = home_of("bijstand", [OLD, young, CHILDREN[0], MATE])
    assert (couple["household"], couple["age_group_partner"], couple["cost_sharers_A"]) == ("gehuwden", "18_20", 2)
    assert couple["has_children"]
    assert home_of("bijstand", [{**OLD, "birth_date": "1959-06-01"}, CHILDREN[0]])["age_group_self"] == "aow"
    inside = home_of("bijstand", [OLD, MATE], home={"tenure": "institution"})
    assert inside["in_institution"] and "cost_sharers_A" not in inside


@pytest.mark.parametrize("change", [{"shares_costs": False}, {"birth_date": "1999-06-02"}])
def test_a_tenant_a_student_and_somebody_under_27_share_no_costs(change):
    assert "cost_sharers_A" not in home_of("bijstand", [OLD, {**MATE, **change}])


def test_remission_takes_income_rent_premium_and_allowances():
    more = {"home": HOUSEHOLD["home"], "premium": "160", "allowances": {"huurtoeslag": "200"}, "assets": "1"}
    assert home_of("kwijtschelding", [OLD], **more) == {
        "household": "alleenstaande", "age_group_self": "21_to_aow", "has_children": False,
        "net_income_month": "2198.33", "rent_month": "750", "health_premium_month": "160",
        "huurtoeslag_month": "200", "liquid_assets": "1",
    }  # fmt: skip
    nothing = home_of("kwijtschelding", [{"role": "applicant", "birth_date": "1990-01-01"}])
    assert nothing["net_income_month"] == "0.00"


@pytest.mark.parametrize(
    ("plan", "persons", "more", "field"),
    [
        ("bijstand", [APPLICANT], {}, "birth_date"),
        ("bijstand", [{**OLD, "birth_date": "2010-01-01"}], {}, "birth_date"),
        ("bijstand", [OLD, {"role": "co_resident"}], {}, "birth_date"),
        ("kwijtschelding", [OLD], {"home": {"tenure": "institution"}}, "tenure"),
    ],
)
def test_a_household_without_what_the_norm_needs_is_refused(plan, persons, more, field):
    with pytest.raises(BadInputError) as refused:
        home_of(plan, persons, **more)
    assert refused.value.field == field


def test_where_the_household_is_a_word_it_is_a_flat_field_and_the_schema_shows_both():
    given = {"household": "alleenstaande", "age_group_self": "aow"}
    assert flatten(given, "bijstand", lambda: DAY) == given
    with pytest.raises(BadInputError, match="household"):
        flatten({"household": "alleenstaande"}, "vtlb", lambda: DAY)
    word, whole = schemas.whole("kwijtschelding")["properties"]["household"]["anyOf"]
    assert "gehuwden" in word["enum"] and set(whole["properties"]) == set(FIELDS)


def test_a_scheme_of_the_municipality_takes_income_children_and_assets():
    found = home_of("regeling", [OLD, CHILDREN[0]], assets="1")
    assert (found["income_month"], found["children"], found["assets"]) == ("2198.33", 1, "1")
    assert "assets" not in home_of("regeling", [OLD])
