"""Published and worked cases come out to the cent; a file with a mistake fails by name."""

from fractions import Fraction
from importlib import resources

import pytest

from houvast.rules import case_files, yaml_text
from houvast.rules.amount import Amount
from houvast.rules.case_files import allowances
from houvast.rules.case_files.runner import compare

CASES = resources.files("houvast.rules") / "cases"


OURS = [("vtlb.yaml", 56, 1), ("settlement.yaml", 40, 0), ("own.yaml", 21, 0), ("inkomen.yaml", 88, 0),
         ("toeslagen.yaml", 84, 0),
         ("toeslagen-own.yaml", 20, 0)]  # fmt: skip


@pytest.mark.parametrize(("name", "passed", "reference"), OURS)
def test_every_case_of_the_house_comes_out_to_the_cent(name, passed, reference):
    summary = case_files.Summary(case_files.run_text((CASES / name).read_text("utf-8"), name, case_files.KINDS))
    assert [o for o in summary.outcomes if o.state == "failed"] == []
    assert summary.line == f"{passed} passed, 0 failed, {reference} for reference"


def run(kind, given, expected, **more):
    fields = {
        "id": "X",
        "kind": kind,
        "title": "t",
        "provenance": "p",
        "source": "s",
        "input": given,
        "expected": expected,
    }
    return case_files.run_case({**fields, **more}, "file.yaml", case_files.KINDS)


def failed(*args, **more):
    outcome = run(*args, **more)
    assert outcome.state == "failed"
    return outcome.differences


HOME = {"household": "alleenstaande", "age_group_self": "21_to_aow"}
CAPACITY = {"net_income": "1100.00", "vtlb": "900.00"}


def test_a_difference_is_named_with_its_field():
    assert failed("afloscapaciteit", CAPACITY, {"afloscapaciteit": "200.01"}) == (
        "afloscapaciteit: verwacht 200.01, gevonden 200.00",
    )
    assert run("afloscapaciteit", CAPACITY, {"afloscapaciteit": "200.01"}, tolerance="0.01").state == "passed"
    assert failed("afloscapaciteit", CAPACITY, {"afloscapaciteit": "200.02"}, tolerance="0.01")


@pytest.mark.parametrize(
    ("kind", "given", "expected", "more", "what"),
    [
        ("afloscapaciteit", CAPACITY, {"koffie": "1"}, {}, "koffie: dit veld bestaat niet"),
        ("afloscapaciteit", CAPACITY, {"afloscapaciteit": "twee"}, {}, "geen getal"),
        ("afloscapaciteit", CAPACITY, {"afloscapaciteit": 200.0}, {}, "geen getal"),
        ("afloscapaciteit", CAPACITY, {"afloscapaciteit": "NaN"}, {}, "geen getal"),
        ("afloscapaciteit", CAPACITY, {"afloscapaciteit": True}, {}, "verwacht True"),
        ("afloscapaciteit", CAPACITY, {"afloscapaciteit": None}, {}, "verwacht None"),
        ("afloscapaciteit", CAPACITY, {"afloscapaciteit": ["1"]}, {}, "verwacht 1 waarden"),
        ("afloscapaciteit", CAPACITY, {"afloscapaciteit": {"a": "1"}}, {}, "verwacht velden"),
        ("afloscapaciteit", CAPACITY, {"afloscapaciteit": "200"}, {"tolerance": "veel"}, "geen getal"),
        ("afloscapaciteit", CAPACITY, {"afloscapaciteit": "200"}, {"kleur": "rood"}, "“kleur”: dit veld bestaat niet"),
        ("afloscapaciteit", {**CAPACITY, "kleur": "1"}, {}, {}, "“kleur”"),
        ("afloscapaciteit", {"net_income": "1"}, {}, {}, "parts"),
        ("afloscapaciteit", {**CAPACITY, "months": 36, "total_debt": "0"}, {}, {}, "total_debt"),
        ("afloscapaciteit", {"parts": "1", "extra_parts": []}, {}, {}, "parts"),
        ("afloscapaciteit", {"net_income": "1", "vtlb_items": []}, {}, {}, "vtlb_items"),
        ("koffie", {}, {}, {}, "soort “koffie” bestaat niet"),
        ("no_brp_address", {}, {}, {}, "period"),
        ("no_brp_address", {}, {}, {"period": "2021-01"}, "2021-01"),
        ("no_brp_address", [], {}, {"period": "2026-07"}, "velden"),
        ("multiple_seizures", {"beslagvrije_voet": "1", "payments": "1"}, {}, {}, "payments"),
        ("annuity_payment", {"principal": "1", "monthly_rate": "0", "terms": 5}, {}, {}, "terms"),
        ("multiple_seizures", {"beslagvrije_voet": "1"}, {}, {}, "“payments”: dit veld ontbreekt"),
        ("income_tax_year", {"gross_wage_year": "1"}, {}, {}, "“year”: dit veld ontbreekt"),
        ("income_tax_year", {"gross_wage_year": "1"}, {}, {"year": "2021"}, "geen bedragen voor belasting"),
        ("heffingskorting_year", {"credit": "koffie", "income_year": "1"}, {}, {"year": "2026"}, "credit"),
        (
            "aow_net_month",
            {"situation": "partner", "gross_month": "1000", "loonheffingskorting": False},
            {},
            {"year": "2026"},
            "maandtabel",
        ),
        ("bijstandsnorm_month", HOME, {}, {}, "“period”: dit veld ontbreekt"),
        ("bijstandsnorm_month", HOME, {"norm_incl_vt": "1"}, {"period": "2026-07"}, "verwacht 1, gevonden 1419.46"),
        ("kwijtschelding", HOME, {}, {}, "“period”: dit veld ontbreekt"),
        (
            "kostendelersnorm_month",
            {**HOME, "age_group_self": "18_20", "cost_sharers_A": 2, "married_norm_month": "1738.02"},
            {},
            {"period": "2023-07"},
            "onder 21 jaar",
        ),
        (
            "multiple_seizures",
            {"beslagvrije_voet": "1.00", "payments": ["2"]},
            {"shares": "1.00"},
            {},
            "shares: verwacht",
        ),
    ],
)
def test_a_case_with_a_mistake_fails_by_name(kind, given, expected, more, what):
    (line,) = failed(kind, given, expected, **more)
    assert what in line


def test_forms_of_the_capacity_and_kinds_without_a_public_case():
    assert (
        run(
            "afloscapaciteit", {"parts": ["1", "2"], "extra_parts": ["3"]}, {"vtlb": "3", "vtlb_with_extras": "6"}
        ).state
        == "passed"
    )
    assert run("afloscapaciteit", {**CAPACITY, "months": 18}, {"total_capacity": "3600"}).state == "passed"
    given = {"cost": "160", "allowance": "80", "included_in_norm": "47"}
    assert run("correction_arithmetic", given, {"correction": "33.00"}).state == "passed"
    given = {"situation": "alleenstaande", "net_income_incl_vt": "1308.45", "apply_eigen_risico": True}
    assert run("benefit_level_afloscapaciteit", given, {"vtlb": "1275.11"}, period="2024-07").state == "passed"
    given = {"monthly_capacity_start": "150", "term": 18, "from_month": 7, "new_monthly_capacity": "260"}
    assert run("income_change_mediation", given, {"extra_for_creditors": "1320", "pool": "4020"}).state == "passed"
    given = {"beslagvrije_voet": "100.00", "payments": ["100.00", "100.00", "100.00"]}
    assert run("multiple_seizures", given, {"shares": ["33.33"] * 3, "seizable": ["66.67"] * 3}).state == "passed"
    given = {"situation": "alleenstaande", "net_income_incl_vt": "100.10", "apply_eigen_risico": False}
    shown = {"beslagvrije_voet": "95.10", "afloscapaciteit": "5.01"}
    assert run("benefit_level_afloscapaciteit", given, shown, period="2024-07").state == "passed"
    assert run("reference_only", {}, {}).state == "reference"
    assert run("reference_only", {}, {}, note="n", period=None).state == "reference"


@pytest.mark.parametrize("text", ["[", "- 1", "cases: 5", ""])
def test_a_file_that_holds_no_cases_is_one_failure(text):
    (outcome,) = case_files.run_text(text, "file.yaml", case_files.KINDS)
    assert (outcome.case, outcome.state) == ("file.yaml", "failed")


@pytest.mark.parametrize("case", [5, {}, {"id": "X"}])
def test_a_case_that_is_no_case_fails(case):
    assert case_files.run_case(case, "file.yaml", case_files.KINDS).state == "failed"


def test_a_found_value_is_shown_as_text():
    assert case_files.show(Amount.euros("36.0023")) == "36.0023"
    assert case_files.show(True) == "True"


def test_yes_no_and_nothing_are_compared_as_they_are():
    assert list(compare({"a": True, "b": None}, {"a": True, "b": None}, Fraction(0))) == []


def test_every_kind_and_every_field_of_it_is_used_by_a_case_of_the_house():
    used: dict[str, set[str]] = {}
    for name, _, _ in OURS:
        for case in yaml_text.load((CASES / name).read_text("utf-8"))["cases"]:
            used.setdefault(case["kind"], set()).update(case.get("input") or {})
    # A household of an allowance has the same fields in every kind: shown once is enough.
    shown = {field for name in allowances.KINDS for field in used.get(name, set())}
    for name, kind in case_files.KINDS.items():
        known = used.get(name, set()) | (shown if name in allowances.KINDS else set())
        assert {*kind.required, *kind.optional} - known <= LEFT_OUT.get(name, set()), name
        assert name in used, name


# Costs are a setting of the municipality that is 0 unless it decides otherwise; two kinds show them.
LEFT_OUT = {"zero_offer": {"costs"}}


def test_a_case_without_input_is_a_case_with_an_empty_one():
    assert run("no_brp_address", None, {"beslagvrije_voet": "963.20"}, period="2026-07").state == "passed"
