"""What an allowance does: it falls with income, stops where the law says, and says why there is none."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.toeslagen import homes, twin

from houvast.rules import parameter_sets, toeslagen
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError, NoParametersError
from houvast.rules.toeslagen.common import birthday, first_of_next_month, months_from
from houvast.rules.toeslagen.given import last_application_day, stretches

CENT = Fraction(1, 100)
YEARS = st.sampled_from(twin.YEARS)
INCOMES = st.integers(0, 9_000_000).map(lambda cents: Fraction(cents, 100))
GOOD = {
    "zorgtoeslag": {"income_year_applicant": "26000"},
    "huurtoeslag": {"income_year_applicant": "21000", "persons_in_household": 1, "rent_month": "655"},
    "kindgebonden_budget": {"income_year_applicant": "26000", "children_ages": [4]},
}
NAMES = st.sampled_from(list(GOOD))


def of(name, year="2026", **more):
    return toeslagen.calculate(name, {**GOOD[name], **more}, toeslagen.parameters_for(period=year))


def text(amount):
    return Amount.of(amount).text()


@given(NAMES, YEARS, INCOMES, INCOMES, st.booleans())
def test_an_allowance_is_never_below_zero_and_never_rises_with_income(name, year, one, other, partner):
    less, more = sorted((one, other))
    size = {"persons_in_household": 1 + partner} if name == "huurtoeslag" else {}
    found = [of(name, year, income_year_applicant=text(x), partner=partner, **size) for x in (less, more)]
    assert found[0]["exact_year"] >= found[1]["exact_year"] >= 0
    assert found[0].month >= found[1].month >= 0


@given(NAMES, YEARS, INCOMES)
def test_a_cent_more_income_takes_at_most_what_the_law_takes(name, year, income):
    """No cliff: the law takes a share of the income, except that below 24 euro nothing is paid."""
    before, after = (of(name, year, income_year_applicant=text(x))["exact_year"].ratio for x in (income, income + CENT))
    # Until 2025 the rent that everybody pays is rounded up to a whole cent a month: 12 cents a year at once.
    assert 0 <= before - after <= (CENT if name != "huurtoeslag" or year == "2026" else 12 * CENT + CENT)


@given(YEARS, st.integers(0, 150_000), st.integers(0, 150_000))
def test_a_higher_rent_never_gives_less_up_to_the_maximum(year, one, other):
    most = int(twin.f(twin.RAW[year]["huurtoeslag"]["max_rent"]) * 100)
    low, high = sorted(min(cents, most) for cents in (one, other))
    found = [of("huurtoeslag", year, rent_month=text(Fraction(c, 100)))["exact_year"] for c in (low, high)]
    assert found[0] <= found[1]


@given(YEARS, INCOMES, st.integers(0, 10), st.integers(0, 10))
def test_the_split_of_an_income_over_partners_does_not_matter(year, income, tenths, others):
    cents = int(income * 100)
    splits = [(Fraction(cents * part // 10, 100)) for part in (tenths, others)]
    found = [
        of(
            "zorgtoeslag",
            year,
            partner=True,
            income_year_applicant=text(first),
            income_year_partner=text(income - first),
        )
        for first in splits
    ]
    assert found[0].year == found[1].year


@pytest.mark.parametrize("year", twin.YEARS)
@pytest.mark.parametrize("name", GOOD)
def test_every_border_of_the_law_a_cent_below_at_and_above(name, year):
    plain = {key: numbers[0].item() for key, numbers in homes.columns(year, 1).items()}
    base = {key: value if isinstance(value, bool) else 0 for key, value in plain.items()} | {
        "partner": False, "insured": True, "receives_kinderbijslag": True, "independent_home": True,
        "registered_brp": True, "coresident_residence_lawful": True, "adapted_home": False, "acquired_right": False,
        "aow_household": False, "has_resident_child": False, "months_of_right": 12, "children": 1,
        "persons_in_household": 1, "age_oldest_resident": 40, "rent_month": Fraction(700),
    }  # fmt: skip
    plan = toeslagen.plan_for(name, toeslagen.parameters_for(period=year))
    fields = {"income_year_applicant": "eur_per_year", "assets_applicant": "eur", "rent_month": "eur_per_month"}
    for partner in (False, True):
        for field, unit in fields.items():
            for border in homes.borders(year, unit):
                for value in (border - CENT, border, border + CENT):
                    home = base | {"partner": partner, "persons_in_household": 1 + partner, field: max(value, 0)}
                    given = {key: _whole(one) for key, one in home.items() if key in plan.inputs}
                    run = plan.run(given)
                    assert {step: run[step].ratio for step in ("exact_year", "year", "month")} == {
                        step: value for step, value in twin.ALLOWANCES[name](year, home).items() if step in
                        ("exact_year", "year", "month")}  # fmt: skip


def _whole(value):
    return value if isinstance(value, bool | int) else Amount.of(value)


@pytest.mark.parametrize("year", twin.YEARS)
@pytest.mark.parametrize("partner", [False, True])
def test_the_income_ceilings_are_the_last_euro_with_a_right(year, partner):
    parameters = toeslagen.parameters_for(period=year)
    ceiling = toeslagen.zorgtoeslag_ceiling(partner, parameters).rounded_down(0)
    assert of("zorgtoeslag", year, partner=partner, income_year_applicant=ceiling.text(0)).entitled
    assert (
        of("zorgtoeslag", year, partner=partner, income_year_applicant=(ceiling + 1).text(0)).reason == "below_24_euro"
    )
    home = {"persons_in_household": 1 + partner, "partner": partner, "rent_month": "450.00"}
    last = toeslagen.huurtoeslag_ceiling(home, parameters, ignore_minimum=False)
    assert of("huurtoeslag", year, **home | {"income_year_applicant": last.text(0)}).entitled
    assert not of("huurtoeslag", year, **home | {"income_year_applicant": (last + 1).text(0)}).entitled


@pytest.mark.parametrize(
    ("year", "persons", "ceiling"),
    [("2024", 1, 44098), ("2024", 2, 49250), ("2026", 1, 46594), ("2026", 2, 60034), ("2026", 3, 60731)],
)
def test_the_known_ceilings_of_the_huurtoeslag_come_out(year, persons, ceiling):
    law = twin.RAW[year]["huurtoeslag"]
    home = {"persons_in_household": persons, "rent_month": law["max_rent"]["value"]}
    found = toeslagen.huurtoeslag_ceiling(home, toeslagen.parameters_for(period=year), ignore_minimum=False)
    assert found == ceiling


def test_a_home_without_a_right_has_no_ceiling():
    home = {"persons_in_household": 1, "rent_month": "901.00"}
    with pytest.raises(BadInputError, match="“rent_month”"):
        toeslagen.huurtoeslag_ceiling(home, toeslagen.parameters_for(period="2025"), ignore_minimum=False)


def test_a_lower_rent_takes_its_share_of_the_allowance_away():
    home = {"income_year_applicant": "20000", "persons_in_household": 1}
    parameters = toeslagen.parameters_for(period="2026")
    # From 800 to 713.02 at 40%, and on to 700 at 65%: 43.255, half up.
    assert toeslagen.rent_change(home, "800", "700", parameters).text() == "43.26"
    assert toeslagen.rent_change(home, "700", "800", parameters).text() == "-43.26"
    assert toeslagen.highest_zorgtoeslag_year(False, parameters) == Fraction(2119) - Fraction(1912, 100_000) * 29736


def test_service_costs_count_up_to_a_maximum_each_and_together():
    found = of("huurtoeslag", "2025", service_costs_items=["10", "15", "0", "5"])
    assert found["rekenhuur"] == 655 + 27
    assert of("huurtoeslag", "2025", service_costs_items=["20"] * 4)["rekenhuur"] == 655 + 48
    assert of("huurtoeslag", "2026", service_costs_items=["20"] * 4)["rekenhuur"] == 655


def test_an_allowance_tells_about_itself():
    found = of("kindgebonden_budget")
    assert found.title == "Kindgebonden budget"
    assert found.outcome()["month_amount"] == "499.00"
    assert "499" in found.plain()
    assert "het inkomen is te hoog" in of("zorgtoeslag", income_year_applicant="60000").plain()


@pytest.mark.parametrize(
    ("name", "more", "reason"),
    [
        ("zorgtoeslag", {"birth_date": "2009-05-05"}, "below_18"),
        ("zorgtoeslag", {"insured": False}, "not_insured"),
        ("zorgtoeslag", {"partner": True, "partner_insured": False}, "partner_not_insured"),
        ("zorgtoeslag", {"partner": True, "partner_residence_lawful": False}, "partner_residence"),
        ("zorgtoeslag", {"partner_residence_lawful": False}, "none"),
        ("zorgtoeslag", {"assets_applicant": "146011.01"}, "assets_too_high"),
        ("zorgtoeslag", {"income_year_applicant": "60000"}, "income_too_high"),
        ("zorgtoeslag", {"income_year_applicant": "40900"}, "below_24_euro"),
        ("zorgtoeslag", {"application_date": "2028-01-01"}, "application_too_late"),
        ("zorgtoeslag", {"application_date": "2027-12-31"}, "none"),
        ("huurtoeslag", {"birth_date": "2009-05-05"}, "below_18"),
        ("huurtoeslag", {"independent_home": False}, "no_independent_home"),
        ("huurtoeslag", {"registered_brp": False}, "not_registered"),
        ("huurtoeslag", {"coresident_residence_lawful": False}, "coresident_residence"),
        ("huurtoeslag", {"assets_applicant": "38480"}, "assets_too_high"),
        ("huurtoeslag", {"rent_month": "202.52"}, "rent_below_base_rent"),
        ("huurtoeslag", {"income_year_applicant": "60000"}, "income_too_high"),
        ("huurtoeslag", {"rent_month": "203.52"}, "below_24_euro"),
        ("huurtoeslag", {"application_date": "2028-01-01"}, "application_too_late"),
        ("kindgebonden_budget", {"receives_kinderbijslag": False}, "no_kinderbijslag"),
        ("kindgebonden_budget", {"children_ages": [18]}, "no_child_below_18"),
        ("kindgebonden_budget", {"children_ages": None}, "no_child_below_18"),
        ("kindgebonden_budget", {"partner": True, "partner_residence_lawful": False}, "partner_residence"),
        ("kindgebonden_budget", {"assets_applicant": "200000"}, "assets_too_high"),
        ("kindgebonden_budget", {"income_year_applicant": "200000"}, "income_too_high"),
        ("kindgebonden_budget", {"income_year_applicant": "108500"}, "below_24_euro"),
    ],
)
def test_the_reason_says_why_there_is_no_right(name, more, reason):
    found = of(name, **more)
    assert (found.reason, found.entitled) == (reason, reason == "none")
    assert (found.in_year > 0) == (found.entitled or reason == "application_too_late")
    assert toeslagen.REASONS_NL[reason]


def test_a_coresident_counts_with_income_and_assets_of_its_own():
    child = {"age_on_1_january": 20, "is_child": True, "income_year": "6218", "assets_1_january": "38479"}
    alone, young = (
        of("huurtoeslag", persons_in_household=2),
        of("huurtoeslag", persons_in_household=2, coresidents=[child]),
    )
    assert young["rekeninkomen"] == alone["rekeninkomen"]
    assert young.run["exact_year"] == alone.run["exact_year"]
    more = of("huurtoeslag", persons_in_household=2, coresidents=[{**child, "income_year": "6219"}])
    assert more["rekeninkomen"] - alone["rekeninkomen"] == 1
    older = of("huurtoeslag", persons_in_household=2, coresidents=[{**child, "age_on_1_january": 23}])
    assert older["rekeninkomen"] - alone["rekeninkomen"] == 6218
    other = of("huurtoeslag", persons_in_household=2, coresidents=[{"age_on_1_january": 40, "income_year": "1"}])
    assert other["rekeninkomen"] - alone["rekeninkomen"] == 1
    rich = of("huurtoeslag", persons_in_household=2, coresidents=[{**child, "assets_1_january": "38479.01"}])
    assert rich.reason == "assets_too_high"


def test_months_count_from_the_month_after():
    assert first_of_next_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert birthday(date(2008, 2, 29), 20) == date(2028, 2, 29)
    assert [months_from(date(2026, 1, 1), year) for year in (2025, 2026, 2027)] == [0, 12, 12]
    assert months_from(date(2026, 12, 1), 2026) == 1
    assert of("zorgtoeslag", birth_date="2008-12-01").months == 0
    assert of("zorgtoeslag", birth_date="2008-11-30").months == 1
    assert of("zorgtoeslag", birth_date="1990-11-30").months == 12


def test_children_cut_the_year_where_an_age_passes():
    found = stretches({"children_birth_dates": ["2014-05-10", "2008-09-01", "2027-01-01"]}, 2026)
    assert [(s.months, s.children, s.children_12_15, s.children_16_17) for s in found] == [
        (5, 2, 0, 1), (4, 2, 1, 1), (3, 1, 1, 0)]  # fmt: skip
    allowance = of("kindgebonden_budget", children_ages=None, children_birth_dates=["2014-05-10", "2008-09-01"])
    assert len(allowance.runs) == 3
    assert allowance.months == 12
    assert len(allowance.steps()) == 3 * len(allowance.run.plan.names)
    years = [2 * 2580 + 964, 2 * 2580 + 724 + 964, 2580 + 724]
    exact = sum(Fraction(m, 12) * (y + 3416) for m, y in zip((5, 4, 3), years, strict=True))
    assert allowance.year == int(exact + Fraction(1, 2))


def test_the_last_day_to_apply_is_a_setting_and_says_so():
    newest, oldest = toeslagen.parameters_for(period="2026"), toeslagen.parameters_for(period="2024")
    assert last_application_day({}, newest) == date(2027, 12, 31)
    assert last_application_day({}, oldest) == date(2025, 9, 1)
    assert last_application_day({"tax_return_postponed_until": "2025-01-01"}, oldest) == date(2025, 9, 1)
    assert last_application_day({"setting_last_application_date": "2027-09-01"}, newest) == date(2027, 9, 1)
    status = {note.field: note.status for note in of("zorgtoeslag").notes}
    assert status["setting_last_application_date"] == "U"
    assert status["zorgtoeslag.standard_premium"] == "D"
    own = of("zorgtoeslag", setting_last_application_date="2027-09-01").notes
    assert any("zelf ingesteld" in note.text_nl for note in own)
    assert "setting_last_application_date" not in {note.field for note in of("zorgtoeslag", "2024").notes}


def test_what_cannot_be_calculated_is_said_and_not_guessed():
    old = {"aow_household": True, "age_oldest_resident": 70}
    assert of("huurtoeslag", "2024", **old, income_year_applicant="22025").computable
    found = of("huurtoeslag", "2024", **old, income_year_applicant="22025.01")
    assert not found.computable
    assert not found.entitled
    assert "year_amount" not in found.outcome()
    assert "niet berekenen" in found.plain()
    assert of("huurtoeslag", "2025", **old, income_year_applicant="26000").computable


def test_the_figures_shared_with_the_seizure_rules_are_equal():
    pairs = {
        "zorgtoeslag.standard_premium": "zorgtoeslag.S_standaardpremie",
        "zorgtoeslag.taper_pct": "zorgtoeslag.E_afbouw_pct",
        "zorgtoeslag.norm_pct_single": "zorgtoeslag.norm_pct_alleenstaande",
        "zorgtoeslag.norm_pct_partners": "zorgtoeslag.norm_pct_partners",
        "zorgtoeslag.threshold_income": "zorgtoeslag.D_whole_euros",
        "common.smallest_year_paid": "zorgtoeslag.smallest_year_paid",
        "huurtoeslag.max_rent": "huurtoeslag.H_max_huurgrens",
        "huurtoeslag.max_rent_young": "huurtoeslag.H_max_huurgrens_young",
        "kindgebonden_budget.taper_pct": "kindgebonden_budget.K_afbouw_pct",
        "kindgebonden_budget.per_child": "kindgebonden_budget.max_per_child",
        "kindgebonden_budget.extra_child_12_15": "kindgebonden_budget.extra_12_15",
        "kindgebonden_budget.extra_child_16_17": "kindgebonden_budget.extra_16_17",
        "kindgebonden_budget.single_parent_extra": "kindgebonden_budget.single_parent_extra",
    }
    for seizure in parameter_sets.all_of("vtlb"):
        ours = toeslagen.parameters_for(seizure.valid_from)
        for own, other in pairs.items():
            assert ours.amount(own) == seizure.amount(other), (own, seizure.period)


def test_a_year_without_figures_is_refused():
    with pytest.raises(NoParametersError, match="2023"):
        toeslagen.parameters_for(date(2023, 5, 5))
    assert toeslagen.parameters_for(date(2025, 5, 5)).period == "2025-01"


@pytest.mark.parametrize(
    ("name", "more", "field"),
    [
        ("zorgtoeslag", {"income_year_applicant": None}, "income_year_applicant"),
        ("zorgtoeslag", {"income_year_applicant": "-0.01"}, "income_year_applicant"),
        ("zorgtoeslag", {"income_year_applicant": "10000000.01"}, "income_year_applicant"),
        ("zorgtoeslag", {"income_year_applicant": "1,234.56"}, "income_year_applicant"),
        ("zorgtoeslag", {"income_year_applicant": 12.5}, "income_year_applicant"),
        ("zorgtoeslag", {"income_year_partner": "1"}, "partner"),
        ("zorgtoeslag", {"assets_partner": "1"}, "partner"),
        ("zorgtoeslag", {"partner": "ja"}, "partner"),
        ("zorgtoeslag", {"months_of_right": 3}, "months_of_right"),
        ("zorgtoeslag", {"koffie": 1}, "koffie"),
        ("zorgtoeslag", {"birth_date": "gisteren"}, "birth_date"),
        ("zorgtoeslag", {"birth_date": "2027-01-01"}, "birth_date"),
        ("zorgtoeslag", {"application_date": 5}, "application_date"),
        ("huurtoeslag", {"persons_in_household": 0}, "persons_in_household"),
        ("huurtoeslag", {"persons_in_household": "1"}, "persons_in_household"),
        ("huurtoeslag", {"partner": True}, "persons_in_household"),
        ("huurtoeslag", {"rent_month": None}, "rent_month"),
        ("huurtoeslag", {"age_oldest_resident": 131}, "age_oldest_resident"),
        ("huurtoeslag", {"service_costs_items": "12"}, "service_costs_items"),
        ("huurtoeslag", {"service_costs_items": ["1"] * 5}, "service_costs_items"),
        ("huurtoeslag", {"service_costs_items": ["-1"]}, "service_costs_items"),
        ("huurtoeslag", {"coresidents": "veel"}, "coresidents"),
        ("huurtoeslag", {"coresidents": [{"age_on_1_january": 4}] * 31}, "coresidents"),
        ("huurtoeslag", {"coresidents": [{"is_child": True}]}, "age_on_1_january"),
        ("huurtoeslag", {"coresidents": [{"age_on_1_january": 4, "income_year": "-1"}]}, "income_year"),
        ("huurtoeslag", {"coresidents": [{"age_on_1_january": 4, "is_child": 1}]}, "is_child"),
        ("huurtoeslag", {"coresidents": [{"age_on_1_january": 4, "koffie": 1}]}, "koffie"),
        ("kindgebonden_budget", {"children_ages": 4}, "children_ages"),
        ("kindgebonden_budget", {"children_ages": [4] * 31}, "children_ages"),
        ("kindgebonden_budget", {"children_ages": [-1]}, "children_ages"),
        ("kindgebonden_budget", {"children_birth_dates": ["2020-01-01"]}, "children_ages"),
        ("kindgebonden_budget", {"children_ages": None, "children_birth_dates": "x"}, "children_birth_dates"),
        ("kindgebonden_budget", {"children_ages": None, "children_birth_dates": ["x"]}, "children_birth_dates"),
        ("kindgebonden_budget", {"children_ages": None, "children_birth_dates": ["2020-01-01"] * 31},
         "children_birth_dates"),
        ("kindgebonden_budget", {"no_other_allowance": "ja"}, "no_other_allowance"),
        ("kindgebonden_budget", {"children": 3}, "children"),
    ],
)  # fmt: skip
def test_an_input_that_cannot_be_is_refused_by_its_field(name, more, field):
    with pytest.raises(BadInputError) as caught:
        of(name, **more)
    assert caught.value.field == field


def assets(allowance, **given):
    return toeslagen.assets_above(allowance, given, toeslagen.parameters_for(period="2026"))


def test_the_test_of_the_assets_says_how_much_is_too_much():
    assert assets("zorgtoeslag", assets_applicant="146012.50") == Fraction(3, 2)
    assert assets("zorgtoeslag", partner=True, assets_applicant="184633") == 0
    grown = [{"age_on_1_january": 24, "assets_1_january": "38480"}]
    assert assets("huurtoeslag", assets_applicant="1", coresidents=grown) == 1
    minor = [{"age_on_1_january": 3, "is_child": True, "assets_1_january": "38480"}]
    assert assets("huurtoeslag", assets_applicant="1", coresidents=minor) == 2
    assert assets("kindgebonden_budget", coresidents=[]) == 0
    for allowance, field, more in (("koffie", "allowance", {}), ("zorgtoeslag", "coresidents", {"coresidents": grown}),
                                   ("huurtoeslag", "rent_month", {"rent_month": "1"})):  # fmt: skip
        with pytest.raises(BadInputError) as caught:
            assets(allowance, **more)
        assert caught.value.field == field
