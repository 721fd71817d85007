"""The allowances join the batch by their line in the registry: the same amounts as the plan of one household."""

from decimal import Decimal

import pytest

from houvast.rules import batch
from houvast.rules.amount import Amount
from houvast.rules.toeslagen import BOOKS, parameters_for, plan_for


@pytest.mark.parametrize("name", BOOKS)
def test_every_household_of_a_file_gets_what_it_gets_alone(houvast, rows, tmp_path, name):
    source, out = tmp_path / "bevolking.parquet", tmp_path / "uit.parquet"
    assert houvast("populatie", 200, "-o", source, "--periode", "2026-07")[0] == 0
    assert houvast("batch", name, source, "-o", out, "--periode", "2026-07")[0] == 0
    plan = plan_for(name, parameters_for(period="2026-07"))
    fields = {field.name for field in batch.plan_named(name).fields}
    for row in rows(out):
        given = {field: value if isinstance(value, bool) else Amount.of(value)
                 for field, value in row.items() if field in fields & set(plan.inputs)}  # fmt: skip
        run = plan.run(given)
        assert row[f"{name}_month"] == Decimal(run["month"].text())
        assert row[f"{name}_year"] == Decimal(run["year"].text())


BAD = {
    "huurtoeslag": (
        "income_year_applicant,persons_in_household,rent_month,partner\n20000,1,700,ja\n",
        "persons_in_household: er wonen minder mensen dan jij en je partner",
    ),
    "kindgebonden_budget": (
        "income_year_applicant,children,children_12_15\n20000,1,2\n",
        "children: er zijn meer kinderen met een leeftijd dan kinderen",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_household_that_cannot_be_stands_apart(houvast, rows, csv, tmp_path, name):
    text, reason = BAD[name]
    assert houvast("batch", name, csv(text), "-o", tmp_path / "uit.csv", "--periode", "2026")[0] == 0
    assert [row["reden"] for row in rows(tmp_path / "uit.afgekeurd.csv")] == [reason]


def test_a_year_of_which_not_every_amount_is_known_is_refused(houvast, csv, tmp_path):
    text = (
        "income_year_applicant,persons_in_household,rent_month,aow_household,age_oldest_resident\n25000,1,700,ja,70\n"
    )
    status, _, warned = houvast("batch", "huurtoeslag", csv(text), "-o", tmp_path / "uit.csv", "--periode", "2024")
    assert status == 2
    assert "“aow_household”" in warned
