"""Laat ik geld liggen? as the server answers: nothing stored, nothing in an address, the same few statements."""

import io

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.houses import clock_at
from tests.support.town import MONDAY

from houvast.foundation import clock as time_source

pytestmark = pytest.mark.django_db
ALL = {
    "birth_year": "1980", "people": "alone", "home": "rent", "own_door": "yes", "rent": "650", "registered": "yes",
    "kinds": "benefit", "income": "16.800", "income_per": "year", "gets": "zorgtoeslag", "zorg_now": "129",
    "assets": "low", "insured": "yes", "at": "4", "go": "next",
}  # fmt: skip
TOOL, SHEET = "/rekenhulp/toeslagen/", "/rekenhulp/toeslagen/blad/"
WRITES = ("INSERT", "UPDATE", "DELETE")


def answer(visitor, path=TOOL, **changes):
    return visitor.post(path, {name: value for name, value in {**ALL, **changes}.items() if value is not None})


def text_of(response):
    reader = pypdf.PdfReader(io.BytesIO(response.content))
    assert len(reader.pages) == 1
    return reader.pages[0].extract_text().replace("\u00a0", " ")


def test_the_start_names_both_tools(visitor):
    page = visitor.get("/rekenhulp/").content.decode()
    assert 'href="/rekenhulp/beslag/"' in page and f'href="{TOOL}"' in page


def test_the_answer_says_how_much_until_when_and_where(visitor):
    response = answer(visitor)
    page = response.content.decode()
    assert response.status_code == 200 and "€ 394 per maand" in page and "€ 4.732 per jaar" in page
    assert "tot en met 31 december 2027" in page and 'href="https://www.toeslagen.nl/"' in page
    assert "Bijzondere bijstand" in page and "Regels van 1 januari 2026." in page and "Wht art. 13" in page


def test_nothing_is_stored_and_every_page_costs_the_same_few_statements(visitor):
    answer(visitor)
    counts = set()
    changes = ({}, {"at": "1"}, {"at": "3"}, {"people": "children", "ages": "4, 9", "income": "1"}, {"go": "to-2"})
    for each in changes:
        with CaptureQueriesContext(connection) as queries:
            response = answer(visitor, **each)
        assert response.status_code == 200 and response["Cache-Control"] == "no-store"
        assert [q["sql"] for q in queries if q["sql"].startswith(WRITES)] == []
        counts.add(len([q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert len(counts) == 1 and counts.pop() <= 9
    assert "sessionid" not in visitor.cookies and "__Host-houvast" not in visitor.cookies


def test_a_changed_hidden_answer_leads_back_to_its_page_with_what_was_typed(visitor):
    response = answer(visitor, rent="1,234.56")
    page = response.content.decode()
    assert response.status_code == 400 and 'value="1,234.56"' in page and "andersom" in page
    assert 'name="birth_year" value="1980"' in page  # the other answers still travel along
    assert answer(visitor, vreemd="1").status_code == 400
    assert answer(visitor, income="\x00").status_code == 400


def test_a_year_of_birth_that_cannot_be_is_told_at_its_field(visitor):
    for path in (TOOL, SHEET):
        response = answer(visitor, path, birth_year="2020")
        assert response.status_code == 400 and "16 jaar of ouder" in response.content.decode()


def test_going_back_and_changing_keeps_everything(visitor):
    page = answer(visitor, go="back").content.decode()
    assert 'id="id_income"' in page and 'value="16.800"' in page and 'name="rent" value="650"' in page
    assert 'id="id_birth_year"' in answer(visitor, go="to-9", at="banaan").content.decode()
    page = answer(visitor, go="to-4", people="partner", partner_year="1980").content.decode()
    assert "€ 76.958 of minder" in page and "Meer dan € 184.633" in page


def test_the_sheet_says_what_the_page_says_also_in_arabic(visitor):
    said = text_of(answer(visitor, SHEET))
    assert "€ 394 per maand" in said and "Bijzondere bijstand" in said
    assert "394" in text_of(answer(visitor, f"/ar{SHEET}"))
    assert visitor.get(SHEET).headers["Location"] == "/rekenhulp/"
    assert answer(visitor, SHEET, gets=None).status_code == 400


def test_a_day_without_figures_of_the_law_is_told_with_what_to_do(visitor):
    with time_source.using(clock_at(MONDAY.replace(year=2031), 10)):
        for path in (TOOL, SHEET):
            assert "Wij kunnen nu niet rekenen" in answer(visitor, path).content.decode()
