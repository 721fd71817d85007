"""Net income, assistance and remission join the batch: the same amounts and refusals as one household alone."""

import pytest

from houvast.rules import bijstand, inkomen, kwijtschelding

ROOMS = {"netto": inkomen, "bijstand": bijstand, "kwijtschelding": kwijtschelding}
PEOPLE = {
    "netto": (
        "gross_wage_year,other_box1_income_year,pension_premium_year,aow_age,young_child,zvw_income_year\n"
        "38500,,1200.50,,ja,\n"
        ",21000,,ja,nee,21000\n"
        "81234.56,3000,0,nee,,3000\n"
    ),
    "bijstand": (
        "household,age_group_self,age_group_partner,cost_sharers_A,has_children,net_earnings_month_incl_vt,bank_balance\n"
        "alleenstaande,21_to_aow,,,,412.33,900\n"
        "alleenstaande_ouder,21_to_aow,,2,ja,,\n"
        "gehuwden,21_to_aow,aow,,,,\n"
        "gehuwden,18_20,,,ja,150,\n"
        "gehuwden,aow,18_20,,,,90000\n"
    ),
    "kwijtschelding": (
        "household,age_group_self,age_group_partner,cost_sharers_A,has_children,norm_pct,net_income_month,rent_month,"
        "huurtoeslag_month,liquid_assets,local_extra_liquid,assessment\n"
        "alleenstaande,21_to_aow,,,,1.00,1401.50,700,420,1200,,450\n"
        "gehuwden,21_to_aow,aow,,,0.95,2100,810.25,,,1000,1250.75\n"
        "alleenstaande_ouder,21_to_aow,,3,ja,,1900,650,300,,,600\n"
    ),
}
OUT = {
    "netto": {"netto_net_income_month": "net_income_month", "netto_net_income": "net_income",
              "netto_tax_after": "tax_after"},
    "bijstand": {"bijstand_month": "bijstand", "bijstand_norm": "norm"},
    "kwijtschelding": {"kwijtschelding_remission": "remission", "kwijtschelding_to_pay": "to_pay"},
}  # fmt: skip
WHOLE = ("cost_sharers_A",)


@pytest.mark.parametrize("name", ROOMS)
@pytest.mark.parametrize("period", ["2025-07", "2026-01", "2026-07"])
def test_every_household_of_a_file_gets_what_it_gets_alone(houvast, rows, csv, tmp_path, name, period):
    source, out = csv(PEOPLE[name]), tmp_path / "uit.csv"
    assert houvast("batch", name, source, "-o", out, "--periode", period)[0] == 0
    found = rows(out)
    assert len(found) == PEOPLE[name].count("\n") - 1
    for row, given in zip(found, rows(source), strict=True):
        home = {field: as_given(field, value) for field, value in given.items() if value is not None}
        alone = ROOMS[name].calculate(home, ROOMS[name].parameters_for(period=period))
        for column, step in OUT[name].items():
            assert row[column] == alone[step].rounded_half_up(2).text(), (column, home)


def as_given(field, value):
    """A cell as a file of one household holds it."""
    return {"ja": True, "nee": False}.get(value, int(value) if field in WHOLE else value)


BAD = {
    "geen inkomen": ("netto", "gross_wage_year\n0\n", "gross_wage_year: er is geen loon en geen ander inkomen"),
    "te veel premie": ("netto", "gross_wage_year,pension_premium_year\n100,101\n", "pension_premium_year: dit is meer"),
    "te veel aftrek": ("netto", "gross_wage_year,deductions_year\n100,101\n", "deductions_year: dit is meer dan"),
    "te veel zvw": ("netto", "gross_wage_year,zvw_income_year\n100,101\n", "zvw_income_year: dit is meer dan"),
    "oud zonder aow": ("netto", "gross_wage_year,born_before_1946\n100,ja\n", "aow_age: wie voor 1946"),
    "wajong en aow": ("netto", "gross_wage_year,aow_age,young_disabled\n100,ja,ja\n", "young_disabled: met de AOW"),
    "leeftijd van niemand": (
        "bijstand", "household,age_group_self,age_group_partner\nalleenstaande,aow,aow\n",
        "age_group_partner: zonder partner is er geen leeftijd van een partner",
    ),
    "leeftijd van niemand bij kwijtschelding": (
        "kwijtschelding",
        "household,age_group_self,age_group_partner,net_income_month,assessment\nalleenstaande,aow,aow,1500,300\n",
        "age_group_partner: zonder partner is er geen leeftijd van een partner",
    ),
    "kostendeler in een inrichting": (
        "bijstand", "household,age_group_self,in_institution,cost_sharers_A\nalleenstaande,aow,ja,2\n",
        "cost_sharers_A: in een inrichting zijn er geen kostendelers",
    ),
    "buiten zonder binnen": (
        "bijstand", "household,age_group_self,partner_outside\ngehuwden,aow,ja\n", "partner_outside: dit kan alleen",
    ),
    "partner die er niet is": (
        "bijstand", "household,age_group_self,partner_without_right\nalleenstaande,aow,ja\n",
        "partner_without_right: zonder partner kan dit niet",
    ),
    "te veel tegelijk": (
        "bijstand", "household,age_group_self,partner_without_right,cost_sharers_A\ngehuwden,aow,ja,2\n",
        "partner_without_right: samen met kostendelers",
    ),
    "ouders van een ouder mens": (
        "bijstand", "household,age_group_self,parents_cannot_support\nalleenstaande,aow,ja\n",
        "parents_cannot_support: dit geldt voor wie alleen is",
    ),
    "twee vrijlatingen": (
        "bijstand",
        "household,age_group_self,exemption_25pct_applies,exemption_15pct_applies\nalleenstaande,21_to_aow,ja,ja\n",
        "exemption_25pct_applies: er geldt één vrijlating tegelijk",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_household_that_cannot_be_stands_apart(houvast, rows, csv, tmp_path, case):
    name, text, reason = BAD[case]
    assert houvast("batch", name, csv(text), "-o", tmp_path / "uit.csv", "--periode", "2026-07")[0] == 0
    (row,) = rows(tmp_path / "uit.afgekeurd.csv")
    assert row["reden"].startswith(reason)


HOME = "household,age_group_self"


@pytest.mark.parametrize(
    ("name", "text", "words", "told"),
    [
        ("netto", "gross_wage_year\n30000\n", ("--verschil", "2026-01", "2026-07"), "Vergelijk twee jaren"),
        ("bijstand", f"{HOME},exempt_25pct_max_month\ngehuwden,aow,250\n", ("--periode", "2026-07"), "deze kolom weg"),
        (
            "bijstand",
            f"{HOME},exemption_25pct_applies\ngehuwden,aow,ja\n",
            ("--verschil", "2024-07", "2026-07"),
            "kies perioden vanaf 2025-07",
        ),
        (
            "kwijtschelding",
            f"{HOME},net_income_month,assessment,local_extra_liquid\ngehuwden,aow,1500,300,9000\n",
            ("--periode", "2026-07"),
            "Verbeter deze kolom",
        ),
        ("kwijtschelding", f"{HOME},net_income_month,assessment\ngehuwden,aow,1,1\n", ("--periode", "2026"), "Bekend:"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(houvast, csv, tmp_path, name, text, words, told):
    status, _, warned = houvast("batch", name, csv(text), *words, "-o", tmp_path / "uit.csv")
    assert status == 2
    assert told in warned
    assert not (tmp_path / "uit.csv").exists()


def test_remission_follows_the_norm_of_each_half_year_and_shows_the_figures_of_both_laws(houvast, csv, tmp_path):
    """Given one income around the norm, when the norm rises, then more is remitted, and the page says by which law."""
    source = csv(f"{HOME},net_income_month,rent_month,assessment\nalleenstaande,21_to_aow,1480,200,900\n")
    page = tmp_path / "verschil.html"
    status, said, _ = houvast("batch", "kwijtschelding", source, "--verschil", "2025-07", "2026-07", "-o", page)
    assert status == 0
    assert "kwijtschelding van de aanslag" in said
    text = page.read_text(encoding="utf-8")
    assert "kwijtschelding-2025-01@" in text and "kwijtschelding-2026-01@" in text
    assert "bijstand-2025-07@" in text and "uitgaven_art15.woonlasten_drempel" in text


def test_a_file_of_another_law_is_refused_for_remission(houvast, csv, tmp_path):
    own = kwijtschelding.parameters_for(period="2026-07").own
    lines = ["version: '1'", "period: 2027-01", "valid_from: 2027-01-01", "valid_to: 2027-12-31"]
    lines += ["formula_version: '1'", "sources: {a: {title: eigen}}"]
    entry = own.entry("uitgaven_art15.woonlasten_drempel")
    lines.append(f"drempel: {{value: '250.00', unit: {entry.unit}, status: confirmed, source: a}}")
    path = csv("\n".join(lines), "2027.yaml")
    text = f"{HOME},net_income_month,assessment\ngehuwden,aow,1500,300\n"
    status, _, warned = houvast("batch", "kwijtschelding", csv(text), "--verschil", "2026-07", path)
    assert status == 2
    assert "heeft geen bijstandsnormen" in warned
