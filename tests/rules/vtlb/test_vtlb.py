"""The VTLB stands on the beslagvrije voet, never under it, and says what is not confirmed."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.beslagvrije_voet import twin

from houvast.rules import beslagvrije_voet as bvv
from houvast.rules import receipt, vtlb
from houvast.rules.amount import Amount
from houvast.rules.errors import BadInputError

PARAMETERS = bvv.parameters_for(period="2026-07")
HOME = {
    "situation": "alleenstaande_ouder",
    "taxable_income_year": "30000",
    "net_income_incl_vt": "2.150,00",
    "premium": "160",
    "zorgtoeslag": "120",
    "rent": "750",
    "huurtoeslag": "300",
    "kgb_received": "450",
    "children": 2,
    "children_12_15": 1,
}
money = st.integers(0, 300_000).map(lambda cents: Fraction(cents, 100))


def calculate(settings=vtlb.DEFAULT_SETTINGS, drop=(), **more):
    fields = {name: value for name, value in {**HOME, **more}.items() if name not in drop}
    return vtlb.calculate(fields, PARAMETERS, settings)


def text(value):
    return Amount.of(value).text()


@given(money, money, money, money, money, money, money, money, money, money, st.integers(-100_000, 100_000))
def test_from_amounts_agrees_with_plain_sums(income, voet, kop, p, zt, pin, rent, ht, nh, kmax, other):
    values = dict(zip(
        ("net_income_incl_vt", "beslagvrije_voet", "compensatiekop", "premium", "zorgtoeslag", "premium_in_norm",
         "rent", "huurtoeslag", "normhuur", "kgb_max"),
        map(text, (income, voet, kop, p, zt, pin, rent, ht, nh, kmax)), strict=True,
    ))  # fmt: skip
    extra = Fraction(other, 100)
    found = vtlb.from_amounts(values, {"x": Amount.of(extra)})
    nominal = (p - zt - pin) + (rent - ht - nh) + kmax - kop + extra
    kept = voet + max(Fraction(0), nominal)
    assert found.amount.ratio == kept
    assert found.afloscapaciteit.ratio == max(Fraction(0), income - kept)
    assert found.voet is None
    assert len(found.steps()) == len(found.run.plan.names)


@given(st.sampled_from(twin.PERIODS), st.sampled_from(sorted(bvv.SITUATIONS)), money, money, money)
def test_a_household_never_keeps_less_than_its_voet(period, situation, income, premium, rent):
    fields = {
        "situation": situation,
        "taxable_income_year": text(income * 12),
        "net_income_incl_vt": text(income),
        "premium": text(premium),
        "rent": text(rent),
    }
    if situation in ("alleenstaande_ouder", "gehuwd_met_kinderen"):
        fields |= {"children": 1, "kgb_received": "0"}
    found = vtlb.calculate(fields, bvv.parameters_for(period=period))
    voet = twin.parts(period, situation, income * 12)
    assert found["beslagvrije_voet"].ratio == voet["after_475da"]
    assert found.amount.ratio >= twin.half_up(voet["after_475da"])
    assert found.afloscapaciteit.ratio == max(Fraction(0), income - found.amount.ratio)


def test_a_single_parent_with_work_sees_every_part():
    found = calculate(eigen_risico=True, work_hours_week=24)
    assert found.amount.text() == "1998.55"
    assert found.afloscapaciteit.text() == "151.45"
    assert {name: amount.text() for name, amount in found.corrections.items()} == {
        "eigen_risico": "32.08",
        "arbeidstoeslag": "50.69",
    }
    # 2 children, one of 12 to 15, single parent: (2 x 2580 + 724 + 3416) / 12
    assert found["kgb_max"] == Amount(9300, 12)
    assert [note.field for note in found.notes] == [
        "arbeidstoeslag",
        "cap_95_inside",
        "negative_reduces_others",
        "normhuur",
    ]
    names = [step.name for step in found.steps()]
    assert names.index("own_situation") < names.index("vtlb")


def test_own_costs_count_only_when_all_parts_are_known():
    assert calculate(drop=("rent",))["correctie_individuele_lasten"] == 0
    assert calculate(drop=("kgb_received",))["correctie_individuele_lasten"] == 0
    assert calculate(drop=("children", "children_12_15"))["correctie_individuele_lasten"] == 0
    assert [note.field for note in calculate(drop=("rent",)).notes] == ["cap_95_inside"]


def test_figures_of_the_norm_may_be_given_by_hand():
    found = calculate(normhuur="210", kgb_max="800", premium_in_norm="50")
    assert (found["normhuur"], found["kgb_max"], found["premium_in_norm"]) == (Amount(210), Amount(800), Amount(50))
    assert "normhuur" not in [note.field for note in found.notes]


def test_a_negative_correction_takes_from_the_rest_unless_the_setting_says_no():
    low = {"rent": "200", "kgb_received": "775", "other_corrections": {"reiskosten": "100"}}
    assert calculate(**low)["nominaal"] < 0
    kept = calculate(vtlb.VtlbSettings(negative_reduces_others=False), **low)
    assert kept["nominaal"] == Amount(100)


def test_the_95_percent_rule_counts_inside_only_by_setting():
    poor = {"net_income_incl_vt": "1000"}
    assert calculate(**poor)["voet"] > Amount(950)
    assert calculate(vtlb.VtlbSettings(cap_95_inside=True), **poor)["voet"] == Amount(950)


def test_a_setting_of_the_organisation_is_named_with_its_day():
    settings = vtlb.VtlbSettings(arbeidstoeslag=Amount(60), set_on=date(2026, 9, 1))
    found = calculate(settings, work_hours_week=19)
    assert found.corrections["arbeidstoeslag"] == Amount(60)
    assert found.notes[0].text_nl == (
        "niet bevestigd door een openbare bron; door de organisatie ingesteld op dinsdag 1 september 2026."
    )


def test_eighteen_hours_of_work_is_not_more_than_eighteen():
    assert "arbeidstoeslag" not in calculate(work_hours_week=18).corrections
    both = {"situation": "gehuwd_met_kinderen", "work_hours_week": 19, "partner_work_hours_week": 40}
    assert calculate(**both).corrections["arbeidstoeslag"] == Amount.euros("101.38")


def test_the_own_risk_bought_off_follows_the_setting():
    bought = {"eigen_risico": True, "eigen_risico_bought_off": True}
    assert "eigen_risico" in calculate(**bought).corrections
    assert "eigen_risico" not in calculate(vtlb.VtlbSettings(eigen_risico_when_bought_off=False), **bought).corrections
    assert "eigen_risico" in [note.field for note in calculate(**bought).notes]


def test_pension_age_and_an_institution_add_their_own_parts():
    old = calculate(situation="alleenstaande", drop=("children", "children_12_15"), pension_age="alleenstaande")
    assert old.corrections["pgl_correctie"].text() == "159.49"
    couple = calculate(situation="gehuwd_met_kinderen", pension_age="gehuwden")
    assert couple.corrections["pgl_correctie"].text() == "140.89"
    settings = vtlb.VtlbSettings(reserveringstoeslag=Amount(75))
    inside = calculate(settings, in_institution=True, price_due_month="400")
    assert inside.corrections["reserveringstoeslag"] == Amount(75)
    assert "reserveringstoeslag" not in calculate(settings, in_institution=False).corrections
    assert "reserveringstoeslag" not in calculate(in_institution=True).corrections


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"situation": "samen"}, "situation"),
        ({"net_income_incl_vt": None}, "net_income_incl_vt"),
        ({"taxable_income_year": None}, "taxable_income_year"),
        ({"children": 0}, "children"),
        ({"children": 1, "children_12_15": 1, "children_16_17": 1}, "children"),
        ({"children": 31}, "children"),
        ({"situation": "alleenstaande"}, "children"),
        ({"work_hours_week": 81}, "work_hours_week"),
        ({"pension_age": "gehuwden"}, "pension_age"),
        ({"pension_age": "ja"}, "pension_age"),
        ({"eigen_risico": 1}, "eigen_risico"),
        ({"other_corrections": ["1"]}, "other_corrections"),
        ({"other_corrections": {"reis": "x"}}, "reis"),
        ({"eigen_risico": True, "other_corrections": {"eigen_risico": "32.08"}}, "eigen_risico"),
        ({"rent": "1,234.56"}, "rent"),
        ({"premium": "-1"}, "premium"),
        ({"in_institution": "ja"}, "in_institution"),
        ({"salaris": "1"}, "salaris"),
    ],
)
def test_a_household_that_cannot_be_is_refused_by_field(more, field):
    with pytest.raises(BadInputError) as caught:
        calculate(**more)
    assert caught.value.field == field


def test_another_calculator_stands_beside_ours_step_by_step():
    found = calculate()
    (line,) = found.beside({"vtlb": found.amount + Amount(10)})
    assert line == ("vtlb", found.amount, found.amount + Amount(10), Amount(10))
    with pytest.raises(BadInputError, match="bestaat niet"):
        found.beside({"koffie": Amount(1)})


def test_a_stored_vtlb_repeats_to_the_cent():
    found = calculate()
    kept = receipt.from_json(receipt.take(found.run).to_json())
    assert receipt.repeat(kept, vtlb.plan()).values == found.run.values
