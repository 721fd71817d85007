"""A file of households gets the same cents as one household, in slices as in one piece; bad rows stand apart."""

import os
import subprocess
import sys
from decimal import Decimal
from importlib import resources

import duckdb
import pytest

from houvast.rules import batch, vtlb
from houvast.rules import beslagvrije_voet as bvv

THREE = """situation,taxable_income_year,own_net_income_month_incl_vt,partner_unseized_income_month,gemeente
alleenstaande,30000.00,2150.00,,Voorbeeld
gehuwd_met_kinderen,"45.000,50",3100,€ 500,Voorbeeld
Alleenstaande_ouder , 20000 ,"1.900,00",,Elders
"""
HEAD = "situation,taxable_income_year,own_net_income_month_incl_vt,partner_unseized_income_month"
BAD = f"""{HEAD},in_institution,no_brp_address
alleenstaande,abc,2150.00,,,
alleenstaande,1.234,2150.00,,,
alleenstaande,"1,234.00",2150.00,,,
alleenstaande,12.345,2150.00,,,
buitenaards,100,2150.00,,,
,100,2150.00,,,
alleenstaande,100,,,,
alleenstaande,-1,2150.00,,,
alleenstaande,100,2150.00,100,,
alleenstaande,100,2150.00,,ja,ja
alleenstaande,100,2150.00,,misschien,
alleenstaande,100,2150.00,,nee,waar
"""


def one_by_one(plan, row, period):
    """The same row through the calculation of one household."""
    parameters = bvv.parameters_for(period=period)
    known = {field.name for field in batch.plan_named(plan).fields}
    home = {name: value for name, value in row.items() if name in known and value is not None}
    if plan == "vtlb":
        corrections = home.pop("other_corrections")
        result = vtlb.calculate(text(home) | {"other_corrections": {"overig": str(corrections)}}, parameters)
        return {"vtlb": result.amount, "afloscapaciteit": result.afloscapaciteit}
    result = bvv.calculate(text(home), parameters)
    return {"beslagvrije_voet": result.amount, "seizable": result.seizable}


def text(row):
    """Amounts as a file gives them."""
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in row.items()}


@pytest.fixture
def population(houvast, tmp_path):
    """Six hundred made-up households."""
    path = tmp_path / "bevolking.parquet"
    assert houvast("populatie", 600, "--zaad", 7, "-o", path, "--periode", "2026-07")[0] == 0
    return path


@pytest.mark.parametrize("period", ["2025-07", "2026-07"])
@pytest.mark.parametrize("plan", ["vtlb", "beslagvrije_voet"])
def test_every_household_of_a_file_gets_what_it_gets_alone(houvast, rows, population, tmp_path, plan, period):
    out = tmp_path / "uit.parquet"
    status, said, _ = houvast("batch", plan, population, "-o", out, "--periode", period)
    assert status == 0
    assert "600 huishoudens" in said
    found = rows(out)
    assert len(found) == 600
    for row in found:
        for name, amount in one_by_one(plan, row, period).items():
            assert row[name] == Decimal(amount.text()), row


def test_slices_give_the_same_as_one_piece(houvast, population, tmp_path):
    whole, parts = tmp_path / "heel.csv", tmp_path / "delen.csv"
    assert houvast("batch", "vtlb", population, "-o", whole, "--periode", "2026-07")[0] == 0
    assert houvast("batch", "vtlb", population, "-o", parts, "--periode", "2026-07", "--per-keer", 7)[0] == 0
    assert parts.read_bytes() == whole.read_bytes()


def test_a_comparison_in_slices_is_that_of_one_piece(houvast, population, tmp_path):
    words = ("batch", "beslagvrije_voet", population, "--verschil", "2025-07", "2026-07", "--groep", "home")
    whole = houvast(*words)
    assert whole[0] == 0
    assert houvast(*words, "--per-keer", 11) == whole


def test_csv_is_read_with_dutch_and_plain_amounts(houvast, rows, csv, tmp_path):
    out = tmp_path / "uit.csv"
    status, said, _ = houvast("batch", "beslagvrije-voet", csv(THREE), "-o", out, "--periode", "2026-07")
    assert status == 0
    assert [row["beslagvrije_voet"] for row in rows(out)] == ["1499.45", "1885.68", "1348.49"]
    assert [row["gemeente"] for row in rows(out)] == ["Voorbeeld", "Voorbeeld", "Elders"]
    assert "spelen geen rol: gemeente." in said
    assert not (tmp_path / "uit.afgekeurd.csv").exists()


def test_rows_that_cannot_be_stand_apart_with_their_reason(houvast, rows, csv, tmp_path):
    out = tmp_path / "uit.csv"
    status, said, _ = houvast("batch", "beslagvrije_voet", csv(BAD), "-o", out, "--periode", "2026-07")
    assert status == 0
    assert "11 rijen zijn afgekeurd" in said
    assert len(rows(out)) == 1
    apart = {int(row["rij"]): row["reden"] for row in rows(tmp_path / "uit.afgekeurd.csv")}
    assert sorted(apart) == list(range(1, 12))
    amount = "taxable_income_year: dit is geen bedrag in hele centen"
    assert [apart[n] for n in (1, 2, 3, 4)] == [amount] * 4
    assert apart[5] == "situation: dit is geen van de keuzes"
    assert apart[6] == "situation: hier ontbreekt een waarde"
    assert apart[7] == "own_net_income_month_incl_vt: hier ontbreekt een waarde"
    assert apart[8] == "taxable_income_year: het getal moet tussen 0 en 100.000.000 liggen"
    assert apart[9] == "partner_unseized_income_month: zonder partner is er geen inkomen van een partner"
    assert apart[10] == "in_institution: kies: in een inrichting, of zonder adres in de BRP"
    assert apart[11] == "in_institution: antwoord met ja of nee"


def test_a_file_with_only_bad_rows_gives_an_empty_output_with_its_columns(houvast, rows, csv, tmp_path):
    only_bad = "\n".join(BAD.splitlines()[:3])
    out = tmp_path / "uit.parquet"
    assert houvast("batch", "beslagvrije_voet", csv(only_bad), "-o", out, "--periode", "2026-07")[0] == 0
    assert rows(out) == []
    assert "seizable" in duckdb.read_parquet(str(out)).columns
    assert len(rows(tmp_path / "uit.afgekeurd.parquet")) == 2


def test_an_old_file_of_bad_rows_goes_when_there_are_none_any_more(houvast, csv, tmp_path):
    out, aside = tmp_path / "uit.csv", tmp_path / "uit.afgekeurd.csv"
    aside.write_text("oud", encoding="utf-8")
    words = ("batch", "beslagvrije_voet", csv(THREE), "-o", out, "--periode", "2026-07")
    status, _, warned = houvast(*words)
    assert status == 2
    assert "--overschrijf" in warned
    assert houvast(*words, "--overschrijf")[0] == 0
    assert not aside.exists()


VTLB_HEAD = "situation,taxable_income_year,net_income_incl_vt,children,children_12_15"
VTLB_BAD = f"""{VTLB_HEAD},partner_work_hours_week,pension_age
alleenstaande_ouder,20000,1900,1,2,,
alleenstaande,20000,1900,2,,,
alleenstaande,20000,1900,,,12,
alleenstaande,20000,1900,,,,gehuwden
alleenstaande,20000,1900,1.5,,,
"""


def test_the_vtlb_refuses_the_same_households_as_alone(houvast, rows, csv, tmp_path):
    out = tmp_path / "uit.csv"
    assert houvast("batch", "vtlb", csv(VTLB_BAD), "-o", out, "--periode", "2026-07")[0] == 0
    reasons = [row["reden"] for row in rows(tmp_path / "uit.afgekeurd.csv")]
    assert reasons == [
        "children: er zijn meer kinderen met een leeftijd dan kinderen",
        "children: het aantal kinderen past niet bij de situatie",
        "partner_work_hours_week: zonder partner zijn er geen uren van een partner",
        "pension_age: zonder partner is dit “alleenstaande” of “none”",
        "children: dit is geen heel getal",
    ]


def made_of(path, question):
    """A Parquet file of a question to the database."""
    duckdb.sql(f"COPY ({question}) TO '{path}' (FORMAT parquet)")
    return path


@pytest.mark.parametrize(
    ("amount", "kept"),
    [
        ("30000::INTEGER", True), ("30000.10::DOUBLE", True), ("30000.10::FLOAT", False), ("'nan'::DOUBLE", False),
        ("30000.105::DOUBLE", False), ("30000.1::DECIMAL(8, 1)", True), ("30000.101::DECIMAL(9, 3)", False),
        ("30000.100::DECIMAL(9, 3)", True), ("1e20::DOUBLE", False), ("9223372036854775807::BIGINT", False),
        ("NULL", False), ("'30.000,10'", True),
    ],
)  # fmt: skip
def test_amounts_of_every_kind_are_read_exactly_or_set_apart(houvast, rows, tmp_path, amount, kept):
    question = (
        f"SELECT 'alleenstaande' AS situation, {amount} AS taxable_income_year, 2000 AS own_net_income_month_incl_vt"
    )
    source, out = made_of(tmp_path / "in.parquet", question), tmp_path / "uit.parquet"
    assert houvast("batch", "beslagvrije_voet", source, "-o", out, "--periode", "2026-07")[0] == 0
    assert len(rows(out)) == int(kept)
    assert (tmp_path / "uit.afgekeurd.parquet").exists() is not kept


def test_a_column_with_the_name_of_an_outcome_stays_as_it_was(houvast, rows, csv, tmp_path):
    text = "situation,taxable_income_year,own_net_income_month_incl_vt,seizable\nalleenstaande,30000,2150,oud\n"
    out = tmp_path / "uit.csv"
    assert houvast("batch", "beslagvrije_voet", csv(text), "-o", out, "--periode", "2026-07")[0] == 0
    assert rows(out)[0]["seizable"] == "oud"
    assert rows(out)[0]["berekend_seizable"] == "650.55"


def test_a_comparison_can_keep_both_amounts_of_every_household(houvast, rows, csv, tmp_path):
    out = tmp_path / "uit.csv"
    words = ("batch", "beslagvrije_voet", csv(THREE), "--verschil", "2026-01", "2026-07", "-o", out)
    status, said, _ = houvast(*words)
    assert status == 0
    first = rows(out)[0]
    assert first["beslagvrije_voet_verschil"] == "17.06"
    before, after = Decimal(first["beslagvrije_voet_van"]), Decimal(first["beslagvrije_voet_naar"])
    assert after - before == Decimal("17.06")
    assert "alle huishoudens" in said


def test_groups_are_counted_by_the_words_of_a_column(houvast, csv):
    status, said, _ = houvast(
        "batch", "beslagvrije_voet", csv(THREE), "--verschil", "2026-01", "2026-07", "--groep", "gemeente"
    )
    assert status == 0
    assert "Voorbeeld" in said
    assert "Elders" in said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("bestaat_niet", "IN", "-o", "UIT"), "Kies een van: vtlb"),
        (("vtlb", "IN", "-o", "UIT"), "“net_income_incl_vt”: deze kolom ontbreekt"),
        (("beslagvrije_voet", "weg.csv", "-o", "UIT"), "is niet te vinden"),
        (("beslagvrije_voet", "weg.xlsx", "-o", "UIT"), "Gebruik .parquet of .csv"),
        (("beslagvrije_voet", "IN", "-o", "uit.xlsx"), "Gebruik .parquet of .csv"),
        (("beslagvrije_voet", "IN"), "-o uit.parquet"),
        (("beslagvrije_voet", "IN", "-o", "/bestaat/niet/uit.csv"), "de map"),
        (("beslagvrije_voet", "IN", "-o", "IN", "--overschrijf"), "hetzelfde bestand"),
        (("beslagvrije_voet", "IN", "-o", "UIT", "--periode", "1999-01"), "zijn er geen bedragen"),
        (("beslagvrije_voet", "IN", "-o", "UIT", "--dag", "1999-01-01"), "zijn er geen bedragen"),
        (("beslagvrije_voet", "IN", "-o", "UIT", "--dag", "morgen"), "is geen dag"),
        (("beslagvrije_voet", "IN", "-o", "UIT", "--dag", "2026-07-01", "--periode", "2026-07"), "niet allebei"),
        (("beslagvrije_voet", "IN", "-o", "UIT", "--periode", "weg.yaml"), "is niet te lezen"),
        (("beslagvrije_voet", "IN", "-o", "uit.html"), "hoort bij --verschil"),
        (("beslagvrije_voet", "IN", "-o", "UIT", "--groep", "gemeente"), "hoort bij --verschil"),
        (("beslagvrije_voet", "IN", "--verschil", "2026-01", "2026-07", "--periode", "2026-01"), "laat --periode"),
        (("beslagvrije_voet", "IN", "--verschil", "2026-01", "2026-07", "--groep", "koffie"), "“koffie” is er niet"),
        (("beslagvrije_voet", "IN", "-o", "UIT", "--per-keer", "0"), "1 of meer"),
        (("beslagvrije_voet",), "Schrijf hem zo"),
    ],
)
def test_what_cannot_be_is_told_in_dutch_with_status_2(houvast, csv, tmp_path, words, told):
    source = csv(THREE)
    names = {"IN": source, "UIT": tmp_path / "uit.csv"}
    status, _, warned = houvast("batch", *(names.get(word, word) for word in words))
    assert (status, told in warned) == (2, True), warned
    assert not (tmp_path / "uit.csv").exists()
    assert source.read_text(encoding="utf-8") == THREE


def test_a_column_of_the_wrong_kind_is_refused_before_a_row_is_read(houvast, tmp_path):
    question = "SELECT DATE '2026-01-01' AS situation, 1 AS taxable_income_year, 2 AS own_net_income_month_incl_vt"
    source = made_of(tmp_path / "in.parquet", question)
    status, _, warned = houvast("batch", "beslagvrije_voet", source, "-o", tmp_path / "uit.csv")
    assert status == 2
    assert "“situation”: deze kolom is van de soort DATE" in warned
    assert "gehuwd_met_kinderen" in warned


@pytest.mark.parametrize("name", ["kapot.parquet", "kapot.csv"])
def test_a_file_that_is_something_else_is_refused(houvast, tmp_path, name):
    (tmp_path / name).write_bytes(b"\x00\xff\xfe geen tabel \x80" * 50)
    status, _, warned = houvast("batch", "beslagvrije_voet", tmp_path / name, "-o", tmp_path / "uit.csv")
    assert status == 2
    assert "kapot" in warned or "kolom" in warned


def test_columns_with_strange_names_are_only_names(houvast, rows, csv, tmp_path):
    text = 'situation,taxable_income_year,own_net_income_month_incl_vt,"a""b; DROP"\nalleenstaande,30000,2150,x\n'
    out = tmp_path / "uit.csv"
    assert houvast("batch", "beslagvrije_voet", csv(text, "o'brien.csv"), "-o", out, "--periode", "2026-07")[0] == 0
    assert rows(out)[0]['a"b; DROP'] == "x"


def test_groups_of_too_many_words_are_no_groups(houvast, csv):
    lines = [f"alleenstaande,30000,2150,woord{n}" for n in range(40)]
    text = "\n".join(["situation,taxable_income_year,own_net_income_month_incl_vt,straat", *lines])
    status, _, warned = houvast(
        "batch", "beslagvrije_voet", csv(text), "--verschil", "2026-01", "2026-07", "--groep", "straat"
    )
    assert status == 2
    assert "meer dan 30 waarden" in warned


def test_an_own_file_of_figures_is_compared_before_it_is_in_use(houvast, csv, tmp_path):
    """In January: what does the new set do, before anybody switches it on."""
    text = (resources.files("houvast.rules") / "parameters" / "vtlb" / "2026-07.yaml").read_text(encoding="utf-8")
    own = csv(text.replace("value: '1419.46'", "value: '1469.46'"), "2027-01.yaml")
    status, said, _ = houvast("batch", "beslagvrije_voet", csv(THREE), "--verschil", "2026-07", own)
    assert status == 0
    assert "+ € 47,50" in said


def test_the_commands_for_one_household_do_not_load_what_a_batch_needs():
    code = (
        "import sys\nfrom houvast.web.cli.main import main\nmain(['vtlb', 'weg.yaml'])\nmain(['cases'])\n"
        "assert not {'duckdb', 'numpy', 'django'} & set(sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": "src"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    assert done.returncode == 0, done.stderr
