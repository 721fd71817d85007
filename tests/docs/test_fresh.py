"""What docs/ tells is what the code does: a page that is out of date fails here."""

import pytest
from tests.support.docs import FOLDER

from houvast.web.cli import docs
from houvast.web.generated import pages, rights, states, terms


def test_no_page_of_docs_is_out_of_date():
    assert pages.stale(FOLDER) == [], "draai `houvast docs` en leg de bladzijden vast"


def test_the_same_code_makes_the_same_pages():
    assert pages.made() == pages.made()


def test_a_missing_page_and_a_changed_page_are_found_and_made_again(tmp_path):
    assert pages.write(tmp_path) == list(pages.PAGES)
    assert pages.stale(tmp_path) == []
    first, second = list(pages.PAGES)[:2]
    (tmp_path / first).unlink()
    (tmp_path / second).write_text((tmp_path / second).read_text() + "met de hand erbij\n")
    assert pages.stale(tmp_path) == [first, second]
    assert pages.write(tmp_path) == [first, second]
    assert pages.write(tmp_path) == []


def test_the_command_says_which_page_is_out_of_date(tmp_path, capsys):
    assert docs.make(["--map", str(tmp_path), "--nakijken"]) == 1
    assert "gegevensregister.md" in capsys.readouterr().err
    assert docs.make(["--map", str(tmp_path)]) == 0
    assert docs.make(["--map", str(tmp_path), "--nakijken"]) == 0
    assert "Alles is bij" in capsys.readouterr().out


def test_every_table_of_steps_has_its_diagram():
    page = states.as_markdown()
    assert {machine.where for machine in states.machines()} >= {
        "documents: DocumentState",
        "jobs: IntentState",
        "residents: ContactState",
    }
    assert "locked --> released" in page
    assert "destroyed --> [*]" in page
    assert "waiting --> sent" in page


def test_a_table_of_steps_that_forgets_a_state_is_refused():
    machine = states.machines()[0]
    steps = dict(list(machine.steps.items())[1:])
    with pytest.raises(states.LooseState):
        states.check(states.Machine(machine.where, machine.states, steps), "STEPS")


def test_every_rule_of_the_decision_table_is_on_the_page():
    page = rights.as_markdown()
    assert "| SH-2 | schuldhulpverlener | toegewezen |" in page
    assert "† | partner of vrijwilliger | toestemming |" in page


def test_every_clock_has_its_line_with_a_source():
    page = terms.as_markdown()
    assert "| wet | 8 weken" in page
    assert "2 werkdagen" in page
