"""Made-up households: the same for a seed, near the published shares, and nobody's name or number."""

from collections import Counter

import duckdb
import pytest

from houvast.rules import beslagvrije_voet as bvv
from houvast.web.cli.batch import population

ROWS = population.BLOCK


@pytest.fixture(scope="module")
def many():
    """One block of columns."""
    return population.households(1, 0, bvv.parameters_for(period="2026-07"))


def test_a_seed_gives_the_same_households_again_and_another_seed_gives_others(houvast, tmp_path):
    made = {}
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        path = tmp_path / f"{name}.csv"
        assert houvast("populatie", 50, "--zaad", seed, "-o", path, "--periode", "2026-07")[0] == 0
        made[name] = path.read_bytes()
    assert made["a"] == made["b"] != made["c"]


def test_a_small_population_is_the_beginning_of_a_large_one(houvast, rows, tmp_path):
    small, large = tmp_path / "klein.parquet", tmp_path / "groot.parquet"
    for path, count in ((small, 40), (large, ROWS + 10)):
        assert houvast("populatie", count, "-o", path, "--periode", "2026-07")[0] == 0
    found = rows(large)
    assert rows(small) == found[:40]
    assert [row["huishouden"] for row in found] == list(range(1, ROWS + 11))


@pytest.mark.parametrize(("column", "shares"), [
    ("age_group", population.AGES), ("income_kind", population.KINDS), ("home", population.HOMES),
])  # fmt: skip
def test_groups_come_as_often_as_published(many, column, shares):
    counted = Counter(many[column].tolist())
    for place, share in enumerate(shares.values()):
        assert counted[place] / ROWS == pytest.approx(share, abs=0.01)


def test_couples_children_and_low_incomes_come_as_often_as_published(many):
    assert (many["situation"] >= 2).mean() == pytest.approx(0.24, abs=0.01)
    assert (many["children"] > 0).mean() == pytest.approx(0.45, abs=0.01)
    minimum_wage = 2_294.40 * 12 * 1.08 * 100
    own = many["own_net_income_month_incl_vt"] <= population._net_month(minimum_wage)
    assert own.mean() == pytest.approx(0.65, abs=0.05)


@pytest.mark.parametrize("plan", ["vtlb", "beslagvrije_voet"])
def test_no_household_is_refused(houvast, tmp_path, plan):
    path = tmp_path / "bevolking.parquet"
    assert houvast("populatie", 5_000, "-o", path, "--periode", "2026-07")[0] == 0
    status, said, _ = houvast("batch", plan, path, "-o", tmp_path / "uit.parquet", "--periode", "2026-07")
    assert status == 0
    assert "afgekeurd" not in said


def test_there_is_nobody_in_it(houvast, tmp_path):
    path = tmp_path / "bevolking.parquet"
    houvast("populatie", 10, "-o", path)
    names = set(duckdb.read_parquet(str(path)).columns)
    assert not {"bsn", "naam", "name", "adres", "birth_date"} & names
    kinds = dict(
        zip(duckdb.read_parquet(str(path)).columns, map(str, duckdb.read_parquet(str(path)).types), strict=True)
    )
    assert {name for name, kind in kinds.items() if kind == "VARCHAR"} == set(population.WORDS)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("0", "-o", "UIT"), "een aantal tussen 1 en 20.000.000"),
        (("99999999999", "-o", "UIT"), "een aantal tussen"),
        (("10", "-o", "UIT", "--zaad", "-1"), "0 of meer"),
        (("10", "-o", "uit.xlsx"), "Gebruik .parquet of .csv"),
        (("10", "-o", "/bestaat/niet/uit.csv"), "de map"),
        (("10", "-o", "UIT", "--periode", "1999-01"), "zijn er geen bedragen"),
        (("tien", "-o", "UIT"), "Schrijf hem zo"),
        (("10",), "Schrijf hem zo"),
    ],
)
def test_what_cannot_be_is_told_in_dutch_with_status_2(houvast, tmp_path, words, told):
    status, _, warned = houvast("populatie", *(tmp_path / "uit.csv" if word == "UIT" else word for word in words))
    assert status == 2
    assert told in warned
    assert not (tmp_path / "uit.csv").exists()


def test_a_population_that_is_there_already_stays_until_somebody_says_so(houvast, tmp_path):
    path = tmp_path / "uit.csv"
    path.write_text("oud", encoding="utf-8")
    status, _, warned = houvast("populatie", 10, "-o", path)
    assert status == 2
    assert "--overschrijf" in warned
    assert path.read_text(encoding="utf-8") == "oud"
    assert houvast("populatie", 10, "-o", path, "--overschrijf")[0] == 0
