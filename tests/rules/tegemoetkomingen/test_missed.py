"""Who does not know everything gets a range in which every household lies that it can be."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houvast.rules import tegemoetkomingen, toeslagen
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError
from houvast.rules.estimate import Span
from houvast.rules.tegemoetkomingen.missed import figures_for, missed
from houvast.rules.tegemoetkomingen.told import Income, Told, borders

DAY = date(2026, 11, 25)
FIGURES = figures_for(DAY)
SURE = {"own_door": True, "registered": True, "insured": True}


def amount(euros):
    return Amount.of(Fraction(euros))


def told(low="16800", high=None, per="year", **changes):
    income = None if low is None else Income(amount(low), amount(high or low), per)
    known = {"birth_year": 1980, "home": "rent", "rent": amount("650"), "gets": {}, **SURE}
    return Told(**{**known, "income": income, **changes})


def one(found, name):
    return next(each for each in found.allowances if each.name == name)


def of(name, **changes):
    return one(missed(told(**changes), FIGURES), name)


@settings(max_examples=60, deadline=None)
@given(
    low=st.integers(0, 60_000), wider=st.integers(0, 30_000), part=st.integers(0, 100), rent=st.integers(0, 1_200),
    ages=st.lists(st.integers(0, 17), max_size=4), partner=st.booleans(),
)  # fmt: skip
def test_every_income_in_between_gives_a_right_in_between(low, wider, part, rent, ages, partner):
    about = {
        "rent": amount(rent), "ages": tuple(ages), "partner_year": 1985 if partner else None,
        "partner_income": Income(amount(0), amount(0)) if partner else None,
    }  # fmt: skip
    whole = missed(told(str(low), str(low + wider), **about), FIGURES)
    inside = missed(told(str(low + wider * part // 100), **about), FIGURES)
    for wide, narrow in zip(whole.allowances, inside.allowances, strict=True):
        assert wide.right.low <= narrow.right.low <= narrow.right.high <= wide.right.high
    assert whole.more.low <= inside.more.low <= inside.more.high <= whole.more.high


@settings(max_examples=40, deadline=None)
@given(income=st.integers(0, 60_000), rent=st.integers(0, 1_200), ages=st.lists(st.integers(0, 17), max_size=3))
def test_with_everything_known_it_is_the_checklist(income, rent, ages):
    asked = told(str(income), rent=amount(rent), ages=tuple(ages), child_benefit=True)
    (home,) = asked.households(DAY, FIGURES.rules.allowances)
    checklist = tegemoetkomingen.calculate({"household": home}, FIGURES.rules)
    found = missed(asked, FIGURES)
    assert [each.right for each in found.allowances] == [Span.of(item.estimate) for item in checklist.items]
    assert found.more == Span.of(checklist.missed_month)


@pytest.mark.parametrize(
    ("per", "low", "high"),
    [("year", "1000", "1000"), ("month", "12000", "12960"), ("four_weeks", "13000", "14040"),
     ("net_month", "12000", "20736")],
)  # fmt: skip
def test_an_amount_a_month_lies_between_without_and_with_holiday_allowance(per, low, high):
    assert Income(amount("1000"), amount("1000"), per).gross_year == Span(amount(low), amount(high))


@pytest.mark.parametrize("savings", ["low", "middle", "high"])
@pytest.mark.parametrize("partner", [False, True])
def test_savings_stand_on_their_side_of_both_borders(savings, partner):
    pair = {"partner_year": 1985, "partner_income": Income(amount(0), amount(0))} if partner else {}
    states = [each.state for each in missed(told(savings=savings, **pair), FIGURES).allowances[:2]]
    assert states == {"low": ["missing", "missing"], "middle": ["missing", "none"], "high": ["none", "none"]}[savings]
    least, most = borders(FIGURES.rules.allowances, partner=partner)
    assert least < most


def test_what_comes_in_is_weighed_with_one_euro_of_room():
    states = {now: of("zorgtoeslag", gets={"zorgtoeslag": amount(now)}).state for now in (127, 128, 129, 130, 131)}
    assert states == {127: "missing", 128: "has", 129: "has", 130: "has", 131: "too_much"}
    assert of("zorgtoeslag", gets={"zorgtoeslag": None}).state == "check"
    assert of("zorgtoeslag", low="90000", gets={"zorgtoeslag": None}).state == "too_much"
    assert of("huurtoeslag", gets={"huurtoeslag": amount("500")}).too_much == amount("106")


def test_a_range_that_ends_at_nothing_is_perhaps():
    found = of("zorgtoeslag", low="30000", high="90000")
    assert (found.state, found.right.low, found.sure) == ("maybe", amount(0), False)
    assert of("zorgtoeslag", low="90000").state == "none"


def test_what_is_not_known_is_asked_and_gives_no_amount():
    found = missed(told(low=None, rent=None, own_door=None, registered=None, savings=None), FIGURES)
    assert [each.state for each in found.allowances] == ["ask", "ask", "none"]
    assert set(one(found, "huurtoeslag").ask) == {
        "income_year", "assets", "rent_month", "independent_home", "registered_brp",
    }  # fmt: skip
    assert found.below_norm is None and found.more == Span.of(amount(0))
    pair = {"partner_year": 1985, "partner_income": Income(amount(0), amount(0)), "insured": False}
    assert of("zorgtoeslag", **pair).state == "ask"
    assert of("huurtoeslag", home="room", rent=None).reason == "no_independent_home"
    assert of("huurtoeslag", home="own", rent=None).reason == "no_rented_home"


def test_others_at_the_address_must_be_allowed_to_live_there():
    found = [of("huurtoeslag", others=count, others_income=amount(0)) for count in (0, 2)]
    assert [each.ask for each in found] == [(), ("coresident_residence_lawful",)]


def test_what_only_the_official_sum_knows_is_asked_there():
    in_2024 = missed(told("26000", birth_year=1950), figures_for(date(2024, 6, 1)))
    assert (one(in_2024, "huurtoeslag").state, one(in_2024, "huurtoeslag").ask) == ("ask", ("official",))


def test_a_birthday_that_may_still_come_gives_both_outcomes():
    assert of("zorgtoeslag", birth_year=2008).right == Span(amount(0), amount(129))
    assert of("zorgtoeslag", birth_year=2007).right.exact
    assert "birth_date" in of("huurtoeslag", birth_year=2005, others=1, others_income=amount(0)).ask


@pytest.mark.parametrize(("changes", "below"), [
    ({}, True), ({"low": "29000", "kinds": ("work",)}, False), ({"low": "0"}, True), ({"savings": "middle"}, False),
    ({"savings": None}, True), ({"birth_year": 2009}, False), ({"birth_year": 1955}, True),
    ({"partner_year": 1985, "partner_income": None}, None),
    ({"partner_year": 2009, "partner_income": Income(amount(0), amount(0))}, None),
    ({"partner_year": 1985, "partner_income": Income(amount("30000"), amount("30000"))}, False),
])  # fmt: skip
def test_an_income_below_the_norm_is_seen_and_what_is_not_known_is_not_guessed(changes, below):
    found = missed(told(**changes), FIGURES)
    assert found.below_norm is below
    assert found.old is (changes.get("birth_year") == 1955)


def test_last_year_is_named_while_it_is_open():
    def last(day):
        year = date(day.year - 1, 12, 31)
        return missed(told(), figures_for(day), last_year=toeslagen.parameters_for(year)).last_year

    assert last(date(2026, 12, 31)) == (2025, date(2026, 12, 31))
    assert last(date(2025, 11, 1)) is None  # 2024 closed on 1 September 2025
    assert missed(told(), FIGURES).last_year is None


@pytest.mark.parametrize(
    ("changes", "field"), [({"birth_year": 2011}, "birth_year"), ({"partner_year": 2012}, "partner_year")]
)
def test_a_child_cannot_ask(changes, field):
    with pytest.raises(BadInputError) as refusal:
        missed(told(**changes), FIGURES)
    assert refusal.value.field == field


def test_a_child_born_on_the_leap_day_has_its_age_on_the_day_before():
    day = date(2024, 2, 29)
    (home,) = told(ages=(4,)).households(day, figures_for(day).rules.allowances)
    assert home["persons"][1]["birth_date"] == date(2020, 2, 28)
