"""The commands of the rules: good answers, clear refusals with exit status 2, and Django is never loaded."""

import json
import re
import subprocess
import sys
from importlib import resources

import pytest

from houvast.rules import schemas, yaml_text
from houvast.web.cli.main import main

VTLB = """
situation: alleenstaande
taxable_income_year: '30000'
net_income_incl_vt: 2.600,00
premium: '160'
rent: '750'
day: 2026-11-24
"""
VOET = """
situation: alleenstaande
taxable_income_year: '30000'
own_net_income_month_incl_vt: '2600'
period: 2026-07
"""
OFFER = """
income: '1910'
vtlb: '1760'
claims:
  - {id: b, creditor: Belastingdienst, rank: preferent, amount: '1950'}
  - {id: h, rank: concurrent, amount: '7000'}
"""
FIGURES = resources.files("houvast.rules") / "parameters" / "vtlb"
OWN = [str(FIGURES / f"{period}.yaml") for period in ("2026-07", "2026-01")]
HOME = "household: alleenstaande\nage_group_self: 21_to_aow\nperiod: 2026-07\n"
SCHEME = """income_month: '1500'
scheme:
  {municipality: Voorbeeldstad, kind: meedoen, name: Pas, income_pct: '1.10', amounts: {alleenstaande: '150'},
   where: balie, source: verordening, checked_on: 2026-07-01}
"""
CHECKLIST = """
household:
  day: 2026-11-24
  persons:
    - {role: applicant, birth_date: 1990-05-02, incomes: [{kind: loon, basis: gross, amount: '24000', per: year}]}
    - {role: child, birth_date: 2015-03-01}
  home: {tenure: rent, costs: '650'}
  allowances: {zorgtoeslag: '129'}
"""
COSTS = "{principal: '1000', charged: '200', day: 2026-11-23, consumer: true}"


@pytest.fixture
def run(tmp_path, capsys):
    """Run a command on a file with this text: exit status, what was said, what was warned."""

    def command(word, text, *more):
        file = tmp_path / "invoer.yaml"
        file.write_text(text, encoding="utf-8")
        status = main([*word.split(), str(file), *more])
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


CARE = "{income_year_applicant: 30000, period: 2026, children: [{kind: dagopvang, hours_month: 100, hourly_rate: 10}]}"
RENT = "{income_year_applicant: '27300', persons_in_household: 1, rent_month: '1015.00', period: 2026-07}"


@pytest.mark.parametrize(
    ("word", "text", "figure"),
    [
        ("vtlb", VTLB, "afloscapaciteit: "),
        ("beslagvrije-voet", VOET, "beslagvrije_voet: 1499.45"),
        ("beslagcheck", VOET + "held_back_month: '1200'\nmonths: 3\n", "too_much_total: 298.35"),
        ("tegemoetkomingen", CHECKLIST, "mist_maand: 895.00"),
        ("tegemoetkomingen", CHECKLIST, "  kindgebonden_budget: stand mist; zekerheid waarschijnlijk; "),
        ("zorgtoeslag", "{income_year_applicant: '35000', period: 2026}", "month_amount: 69.00"),
        ("huurtoeslag", RENT, "month_amount: 436.00"),
        (
            "kindgebonden-budget",
            "{income_year_applicant: '23500', children_ages: [2], day: 2026-05-05}",
            "year_amount: 5996.00",
        ),
        ("kinderopvangtoeslag", CARE, "month_amount: 960.00"),
        ("voorstel", OFFER, "instrument: saneringskrediet"),
        ("incassokosten", COSTS, "too_much: 200.00"),
        ("netto", "{gross_wage_year: '36000', period: 2026-07}", "net_income_year: 31342.25"),
        ("bijstand", HOME + "other_net_income_month_incl_vt: '900'\n", "bijstand_month_incl_vt: 519.46"),
        ("regeling", HOME + SCHEME, "state: waarschijnlijk"),
        ("kwijtschelding", HOME + "net_income_month: '1300'\nassessment: '450'\n", "remission: 450.00"),
    ],
)
def test_a_calculation_from_a_file_answers_and_explains(run, word, text, figure):
    status, said, _ = run(word, text)
    assert (status, figure in said) == (0, True)
    status, said, _ = run(word, text, "--uitleg")
    assert "hoe" in said
    status, said, _ = run(word, text, "--gewoon")
    assert said.startswith(("Je ", "Wij ", "Ze "))
    status, said, _ = run(word, text, "--json")
    assert {"uitkomst", "stappen", "bewijs"} <= set(json.loads(said))


def test_what_if_shows_what_moves(run):
    _, said, _ = run("vtlb", VTLB, "--wat-als", "rent=800", "--wat-als", "eigen_risico=ja")
    assert "huur of woonkosten: € 750,00 per maand wordt € 800,00 per maand" in said
    _, said, _ = run("beslagcheck", VOET + "held_back_month: '1200'\nmonths: 3\n", "--wat-als", "months=4")
    assert said.endswith("Wat verandert er:\n  too_much_total: 298.35 wordt 397.80\n")
    _, said, _ = run("voorstel", OFFER, "--wat-als", "capacity_will_change=ja")
    assert "instrument: saneringskrediet wordt schuldbemiddeling" in said
    _, said, _ = run("vtlb", VTLB, "--wat-als", "rent=750")
    assert said.endswith("Er verandert niets.\n")
    _, said, _ = run("vtlb", VTLB, "--wat-als", "rent=800", "--json")
    assert {"naam": "rent", "eerst": "€ 750,00 per maand", "dan": "€ 800,00 per maand"} in json.loads(said)["wat_als"]
    status, _, warned = run("vtlb", VTLB, "--wat-als", "rent")
    assert (status, "NAAM=WAARDE" in warned) == (2, True)


def test_another_calculator_stands_beside_ours_step_by_step(run):
    _, said, _ = run("beslagvrije-voet", VOET, "--naast", "beslagvrije_voet=1.500,00", "--naast", "base=1348.49")
    assert "  beslagvrije voet: 1.499,45  1.500,00  0,55\n  basis: 1.348,49  1.348,49  0,00\n" in said
    _, said, _ = run("beslagvrije-voet", VOET, "--naast", "beslagvrije_voet=1500", "--json")
    assert json.loads(said)["naast"] == [
        {"naam": "beslagvrije_voet", "omschrijving": "beslagvrije voet", "houvast": "1499.45", "ander": "1500.00",
         "verschil": "0.55"}
    ]  # fmt: skip
    status, _, warned = run("beslagvrije-voet", VOET, "--naast", "koffie=1")
    assert (status, "“koffie”" in warned) == (2, True)
    status, _, warned = run("beslagvrije-voet", VOET, "--naast", "base=1,234.56")
    assert (status, "Engels" in warned) == (2, True)


@pytest.mark.parametrize("words", [["vtlb"], ["vtlb", "x", "--koffie"], ["schema", "koffie"], ["termijn", *"abc"]])
def test_a_command_that_is_not_written_well_is_told_in_dutch(words, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert "Schrijf hem zo: houvast " in capsys.readouterr().err


def test_every_calculation_takes_a_period_and_refuses_one_that_is_not_there(run):
    for word, text in (("vtlb", VTLB), ("beslagvrije-voet", VOET), ("voorstel", OFFER), ("incassokosten", COSTS)):
        assert run(word, text, "--periode", "2026-07")[0] == 0
        status, _, warned = run(word, text, "--periode", "ooit")
        assert (status, "ooit" in warned) == (2, True)
    assert run("vtlb", VTLB, "--periode", "2031-01")[0] == 2
    undated = COSTS.replace("day: 2026-11-23, ", "")
    assert run("incassokosten", undated)[0] == 2
    assert run("incassokosten", undated, "--periode", "2026-07")[0] == 0


@pytest.mark.parametrize(("word", "text"), [("vtlb", VTLB), ("beslagvrije-voet", VOET), ("voorstel", OFFER),
                                            ("incassokosten", COSTS)])  # fmt: skip
def test_every_field_with_anything_wrong_ends_with_status_2_and_its_name(run, word, text):
    good = yaml_text.load(text)
    for field, schema in schemas.SCHEMAS[word]()["properties"].items():
        for wrong in ("NaN", "1,234.56", -1, 1.5, [1], {"x": None}, True):
            if schema.get("type") == "string" or (wrong is True and schema.get("type") == "boolean"):
                continue
            changed = {**good, field: wrong}
            status, said, warned = run(word, json.dumps(changed, default=str))
            assert (status, said) == (2, ""), (field, wrong)
            assert warned.startswith("Veld “"), (field, wrong, warned)


@pytest.mark.parametrize(
    ("text", "more", "what"),
    [
        ("a: [", (), "geen goed YAML"),
        ("- 1", (), "heeft geen velden"),
        ("", (), "heeft geen velden"),
        (VTLB.replace("'750'", "1,234.56"), (), "Engels"),
        (VTLB.replace("'750'", ".nan"), (), "aanhalingstekens"),
        (VTLB.replace("2026-11-24", "2031-01-01"), (), "nieuwe bedragen"),
        (VTLB.replace("2026-11-24", "ooit"), (), "geen dag"),
        (VTLB, ("--periode", "2021-01"), "2021-01"),
        (VTLB.replace("situation", "situatie"), (), "situatie"),
    ],
)
def test_bad_input_is_told_in_dutch_with_status_2(run, text, more, what):
    status, said, warned = run("vtlb", text, *more)
    assert (status, said) == (2, "")
    assert what in warned


def test_a_proposal_with_bad_input_is_refused_too(run):
    status, _, warned = run("voorstel", "income: '1'")
    assert (status, "vtlb" in warned) == (2, True)


def test_a_file_that_is_not_there_and_text_that_comes_in(capsys, monkeypatch, tmp_path):
    assert main(["vtlb", str(tmp_path / "niets.yaml")]) == 2
    assert "niet te lezen" in capsys.readouterr().err
    file = tmp_path / "in.yaml"
    file.write_text(VTLB)
    with file.open() as text:
        monkeypatch.setattr(sys, "stdin", text)
        assert main(["vtlb", "-"]) == 0


def test_a_term_is_counted_and_explained(capsys):
    assert main(["termijn", "belofte_contact", "2026-12-23"]) == 0
    assert "Uiterlijk maandag 28 december 2026." in capsys.readouterr().out
    assert main(["termijn", "belofte_contact", "2026-12-23", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["dag"] == "2026-12-28"
    assert main(["termijn"]) == 0
    assert "wgs_threat_talk" in capsys.readouterr().out
    assert main(["termijn", "koffie", "2026-12-23"]) == 2
    assert main(["termijn", "belofte_contact", "morgen"]) == 2
    assert main(["termijn", "belofte_contact"]) == 0


def test_the_schema_of_a_plan_is_json(capsys):
    assert main(["schema", "vtlb"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "vtlb"


def test_the_cases_of_the_house_pass_and_a_wrong_one_fails(run, capsys):
    assert main(["cases"]) == 0
    assert re.fullmatch(r"\d{3,} passed, 0 failed, 1 for reference\n", capsys.readouterr().out)
    case = (
        "cases: [{id: X, kind: fine_increases, title: t, provenance: p, source: s, "
        "input: {fine: '100'}, expected: {after_first: '151'}}]"
    )
    status, said, _ = run("cases", case)
    assert (status, said) == (
        1,
        "X.after_first: verwacht 151, gevonden 150.00\n0 passed, 1 failed, 0 for reference\n".replace("X.", "X: "),
    )
    assert main(["cases", "/bestaat/niet.yaml"]) == 1


def test_parameters_are_checked_and_compared(capsys):
    assert main(["parameters", "check"]) == 0
    assert "vtlb: 6 perioden" in capsys.readouterr().out
    assert main(["parameters", "check", *OWN]) == 0
    assert "eigen bestanden: 2 perioden (2026-01-01 tot en met 2026-12-31)" in capsys.readouterr().out
    assert main(["parameters", "check", OWN[0], OWN[0]]) == 1
    assert "overlap" in capsys.readouterr().err
    assert main(["parameters", "check", "/bestaat/niet.yaml"]) == 1
    assert main(["parameters", "diff", "2026-01", "2026-07"]) == 0
    assert "1401.50 (confirmed) → 1419.46 (confirmed)" in capsys.readouterr().out
    assert main(["parameters", "diff", "2025-07", "2026-01"]) == 0
    assert "huurtoeslag.eenpersoons.factor_a: 0.000000438698 (derived) → -" in capsys.readouterr().out
    assert main(["parameters", "diff", "2026-01", "2031-01"]) == 2


def test_the_rules_never_load_django():
    script = (
        "import sys\nfrom houvast.web.cli.main import main\n"
        "assert main(['cases']) == 0\nassert main(['termijn']) == 0\nassert main(['schema', 'vtlb']) == 0\n"
        "assert 'django' not in sys.modules"
    )
    done = subprocess.run(  # noqa: S603 - our own Python on our own words
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, env={"PYTHONPATH": "src"}
    )
    assert done.returncode == 0, done.stderr


def test_the_page_and_the_letter_are_kept_as_pdf(run, tmp_path):
    page, letter = tmp_path / "blad.pdf", tmp_path / "brief.pdf"
    text = VOET + "held_back_month: '1200'\nmonths: 3\n"
    status, _, _ = run("beslagcheck", text, "--pdf", str(page), "--brief", str(letter))
    assert status == 0 and page.read_bytes().startswith(b"%PDF") and letter.read_bytes().startswith(b"%PDF")
    status, _, _ = run("incassokosten", COSTS, "--brief", str(letter))
    assert status == 0 and letter.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("word", "text", "options", "field"),
    [
        ("beslagcheck", VOET + "held_back_month: '1'\nmonths: 3\n", ("--brief", "x.pdf"), "brief"),
        ("vtlb", VTLB, ("--brief", "x.pdf"), "brief"),
        ("vtlb", VTLB, ("--pdf", "/bestaat/niet/x.pdf"), "pdf"),
    ],
)
def test_paper_that_cannot_be_made_is_refused_by_name(run, word, text, options, field):
    status, _, warned = run(word, text, *options)
    assert status == 2 and f"“{field}”" in warned


HOUSEHOLD = """
household:
  day: 2026-11-24
  persons:
    - role: applicant
      incomes:
        - {kind: loon, basis: net, amount: '2090', per: month}
        - {kind: loon, basis: gross, amount: '29000', per: year}
  seizures:
    - {by: Deurwaarder Jansen, held_back_month: '778', months: 4}
"""


@pytest.mark.parametrize(
    ("word", "figure"),
    [("vtlb", "vtlb: 1473.92"), ("beslagvrije-voet", "beslagvrije_voet: 1473.92"), ("beslagcheck", "647.68")],
)
def test_one_household_file_serves_three_commands(run, word, figure):
    status, said, warned = run(word, HOUSEHOLD)
    assert (status, warned) == (0, "") and figure in said
    status, _, warned = run(word, HOUSEHOLD + "situation: alleenstaande\n")
    assert status == 2 and "“situation”" in warned and "op één plek" in warned
