"""Klopt mijn beslag? as the server answers: nothing stored, nothing in an address, bad input refused by name."""

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
    "situation": "alleenstaande", "net": "2.090,00", "holiday": "no", "year": "29.000", "held": "778", "months": "4",
    "by": "Deurwaarder Jansen", "at": "4", "go": "next",
}  # fmt: skip
CHECK, LETTER = "/rekenhulp/beslag/", "/rekenhulp/beslag/brief/"
WRITES = ("INSERT", "UPDATE", "DELETE")


def answer(visitor, path=CHECK, **changes):
    given = {name: value for name, value in {**ALL, **changes}.items() if value is not None}
    return visitor.post(path, given)


def text_of(response):
    reader = pypdf.PdfReader(io.BytesIO(response.content))
    assert len(reader.pages) == 1
    return reader.pages[0].extract_text().replace("\u00a0", " ")


def test_the_answer_says_how_much_is_too_much(visitor):
    page = answer(visitor).content.decode()
    assert "Elke maand € 161,92 te weinig" in page and "€ 647,68" in page
    assert "Rv 475dc" in page and "Regels van 1 juli 2026." in page


def test_nothing_is_stored_and_nothing_stands_in_an_address(visitor):
    answer(visitor)
    with CaptureQueriesContext(connection) as queries:
        for path in (CHECK, "/rekenhulp/beslag/blad/", LETTER, LETTER + "blad/"):
            response = answer(visitor, path)
            assert response.status_code == 200 and response["Cache-Control"] == "no-store"
    assert [q["sql"] for q in queries if q["sql"].startswith(WRITES)] == []
    assert "__Host-houvast" not in visitor.cookies and "sessionid" not in visitor.cookies


def test_every_page_costs_the_same_few_statements(visitor):
    answer(visitor)
    counts = set()
    for changes in ({}, {"at": "1"}, {"situation": "unknown", "year": None, "year_unknown": "on", "partner": "0"}):
        with CaptureQueriesContext(connection) as queries:
            assert answer(visitor, **changes).status_code == 200
        counts.add(len([q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert len(counts) == 1 and counts.pop() <= 9


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("net", "1,234.56", "Netto per maand: schrijf de punt en de komma andersom."),
        ("net", "veel", "Netto per maand: dit is geen bedrag."),
        ("net", "-5", "Netto per maand: vul een bedrag in van 0 tot 100.000 euro."),
        ("net", "NaN", "Netto per maand: dit is geen bedrag."),
        ("net", "1e9", "Netto per maand: dit is geen bedrag."),
        ("net", "12,345", "Netto per maand: schrijf de punt en de komma andersom."),
        ("net", "1.5.5", "Netto per maand: dit is geen bedrag."),
        ("year", "99999999999", "Inkomen per jaar: vul een bedrag in van 0 tot 10.000.000 euro."),
        ("year", "20000.001", "Inkomen per jaar: er staan meer dan 2 cijfers na de komma."),
        ("year", "", "Vul het bedrag in, of kies"),
        ("situation", "kasteel", "Kies een van de antwoorden."),
        ("months", "drie", "Hoeveel maanden: vul een heel getal in, zoals 3."),
        ("months", "0", "Hoeveel maanden: vul 1 of meer in."),
        ("months", "601", "Hoeveel maanden: dit is te veel."),
        ("held", "5000", "Er gaat meer af dan je inkomen."),
        ("by", "x" * 81, "Dit is te lang."),
        ("by", "a\x00b", "Er staat een teken in dat wij niet kunnen lezen."),
        ("vreemd", "1", "Deze pagina is veranderd."),
    ],
)
def test_bad_input_is_refused_by_name_and_kept(visitor, field, typed, words):
    response = answer(visitor, **{field: typed})
    page = response.content.decode()
    assert response.status_code == 400 and words in page
    if field != "vreemd" and typed and "\x00" not in typed and field != "situation":
        assert f'value="{typed}"' in page


@pytest.mark.parametrize("typed", ["2.090", "2090", "2090,00", "2.090,00", "€ 2.090", "2090.00", " 2090 "])
def test_amounts_are_read_as_people_type_them(visitor, typed):
    assert "€ 161,92" in answer(visitor, net=typed).content.decode()


def test_who_does_not_know_gets_a_range_and_what_to_look_up(visitor):
    page = answer(visitor, year=None, year_unknown="on").content.decode()
    assert "Elke maand € 73 tot € 532 te weinig" in page and "kijk op je jaaropgave" in page
    page = answer(visitor, held=None, held_unknown="on", holiday="unknown").content.decode()
    assert "Dit mag jij altijd houden" in page and "wat er elke maand af gaat" in page
    page = answer(visitor, net=None, net_unknown="on").content.decode()
    assert "Elke maand € 1.473,92" in page


def test_a_place_to_stay_and_no_address_have_their_own_amount(visitor):
    page = answer(visitor, special="no_address", held="1500").content.decode()
    assert "Je staat niet op een adres." in page and "€ 963,20" in page
    page = answer(visitor, special="institution", price="500").content.decode()
    assert "met geld voor jezelf erbij" in page
    assert answer(visitor, special="institution").status_code == 400
    assert answer(visitor, special=["institution", "no_address"], price="5").status_code == 400


def test_holiday_pay_is_spread_over_the_year(visitor):
    page = answer(visitor, holiday="yes", holiday_year="1.200").content.decode()
    assert "€ 716,08" in page  # a hundred a month more may be taken
    assert "Misschien" in answer(visitor, holiday="yes", held="700").content.decode()


def test_the_letter_asks_back_what_was_too_much(visitor):
    page = answer(visitor, LETTER).content.decode()
    assert "Aan: Deurwaarder Jansen" in page and "€ 647,68" in page
    assert "Te veel per maand € 161,92 per maand" in text_of(answer(visitor, LETTER + "blad/"))
    assert "alles wat u te veel hebt ingehouden" in answer(visitor, LETTER, months=None).content.decode()
    page = answer(visitor, LETTER, year=None, year_unknown="on").content.decode()
    assert "Wilt u mijn beslagvrije voet opnieuw uitrekenen?" in page and "€ 1.385 tot € 1.844 per maand" in page


def test_the_sheet_says_what_the_page_says_also_in_arabic(visitor):
    assert "Elke maand € 161,92 te weinig" in text_of(answer(visitor, "/rekenhulp/beslag/blad/"))
    assert "161,92" in text_of(answer(visitor, "/ar/rekenhulp/beslag/blad/"))


@pytest.mark.parametrize("path", [LETTER, LETTER + "blad/", "/rekenhulp/beslag/blad/"])
def test_paper_without_answers_leads_back(visitor, path):
    assert visitor.get(path).headers["Location"] == "/rekenhulp/"
    assert answer(visitor, path, net="x").status_code == 400
    assert answer(visitor, path, held="5000").status_code == 400


def test_going_back_and_changing_keeps_everything(visitor):
    page = answer(visitor, go="back").content.decode()
    assert 'id="id_year"' in page and 'value="29.000"' in page and 'name="held" value="778"' in page
    assert 'id="id_net"' in answer(visitor, go="to-2").content.decode()
    assert 'id="id_situation_0"' in answer(visitor, go="to-9", at="banaan").content.decode()


def test_a_day_without_figures_of_the_law_is_told_with_what_to_do(visitor):
    with time_source.using(clock_at(MONDAY.replace(year=2031), 10)):
        page = answer(visitor).content.decode()
        assert "Wij kunnen nu niet rekenen" in page and "Bel ons." in page
        assert "Wij kunnen nu niet rekenen" in answer(visitor, LETTER).content.decode()
