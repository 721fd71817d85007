"""A new set of figures by the steps of docs/beheer/nieuwe-bedragen.md, with a made-up set for 2027-01."""

from importlib import resources
from pathlib import Path

import pytest

from houvast.web.cli.main import COMMANDS

FIGURES = resources.files("houvast.rules") / "parameters" / "vtlb"
LAST = FIGURES / "2026-07.yaml"
STEPS = Path("docs/beheer/nieuwe-bedragen.md")


@pytest.fixture
def new_year(tmp_path):
    """Step 1: the file of the last period with another head, and a norm that went up."""
    path = tmp_path / "2027-01.yaml"
    text = LAST.read_text(encoding="utf-8")
    for before, after in (
        ("2026-07-01", "2027-01-01"),
        ("2026-12-31", "2027-06-30"),
        ("period: 2026-07", "period: 2027-01"),
        ("period: '2026-07'", "period: '2027-01'"),
        ('period: "2026-07"', 'period: "2027-01"'),
        ("value: '1419.46'", "value: '1469.46'"),
    ):
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_new_file_follows_the_last_one(houvast, new_year):
    status, said, _ = houvast("parameters", "check", LAST, new_year)
    assert status == 0
    assert "2 perioden (2026-07-01 tot en met 2027-06-30)" in said


def test_a_new_file_that_leaves_a_gap_is_refused(houvast, new_year):
    new_year.write_text(new_year.read_text(encoding="utf-8").replace("2027-01-01", "2027-02-01"), encoding="utf-8")
    status, _, warned = houvast("parameters", "check", LAST, new_year)
    assert status == 1
    assert "gat" in warned


def test_the_difference_names_what_changed(houvast, new_year):
    status, said, _ = houvast("parameters", "diff", "2026-07", new_year)
    assert status == 0
    assert "participatiewet.A_art21a_alleenstaande_of_alleenstaande_ouder: 1419.46" in said
    assert "1469.46" in said


def test_the_new_set_shows_what_it_does_before_it_is_in_use(houvast, new_year, tmp_path):
    people, page = tmp_path / "bevolking.parquet", tmp_path / "verschil.html"
    assert houvast("populatie", 300, "-o", people, "--periode", "2026-07")[0] == 0
    status, said, _ = houvast("batch", "vtlb", people, "--verschil", "2026-07", new_year, "-o", page)
    assert status == 0
    assert "€ 47,50" in said
    assert "januari 2027" in page.read_text(encoding="utf-8")
    status, _, warned = houvast("batch", "vtlb", people, "-o", tmp_path / "uit.csv", "--dag", "2027-01-15")
    assert status == 2
    assert "zijn er geen bedragen" in warned


def test_every_command_of_the_steps_exists():
    commands = [line for line in STEPS.read_text(encoding="utf-8").splitlines() if line.startswith("houvast ")]
    assert len(commands) == 6
    for line in commands:
        words = line.split()
        assert words[1] in COMMANDS or " ".join(words[1:3]) in COMMANDS
