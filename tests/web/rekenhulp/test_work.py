"""A counsellor's calculations: every step, what-if, side by side, PDF and JSON; bad input refused by name."""

import io
import json

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house, clock_at
from tests.support.town import MONDAY

from houvast.foundation import clock as time_source

pytestmark = pytest.mark.django_db
VTLB, VOET, OFFER = "/werk/rekenhulp/", "/werk/rekenhulp/beslagvrije-voet/", "/werk/rekenhulp/voorstel/"
GIVEN = {
    VTLB: {
        "situation": "alleenstaande", "net_income_incl_vt": "2.090,00", "taxable_income_year": "29.000",
        "rent": "700", "premium": "150", "zorgtoeslag": "100",
    },
    VOET: {
        "situation": "alleenstaande", "own_net_income_month_incl_vt": "2.090", "taxable_income_year": "29.000",
        "held_back_month": "778", "months": "4", "by": "Deurwaarder Jansen",
    },
    OFFER: {
        "income": "1.910", "vtlb": "1.760",
        "claims": "Belastingdienst; 1.950,00; preferent\nWebwinkel; 412,35\nVerhuurder; 7.000; concurrent",
    },
}  # fmt: skip


@pytest.fixture
def desk(db):
    with time_source.using(WALL_CLOCK):
        yield signed_in(build_house().counsellor)


def post(desk, path, **changes):
    return desk.post(path, {k: v for k, v in {**GIVEN[path], **changes}.items() if v is not None})


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (VTLB, ["= Afloscapaciteit", "correctie individuele lasten", "Niet zeker. Laat een collega meekijken."]),
        (VOET, ["€ 161,92", "in 4 maanden € 647,68", "Rv 475dc", "Brief aan de deurwaarder"]),
        (OFFER, ["Minnelijk naast Wsnp", "saneringskrediet", "Webwinkel", "Vervalt"]),
    ],
)
def test_each_calculation_shows_its_answer_and_every_step(desk, path, words):
    assert "Hier komt de uitkomst" in desk.get(path).content.decode()
    response = post(desk, path)
    page = response.content.decode()
    assert response.status_code == 200
    for one in words:
        assert one in page


@pytest.mark.parametrize("path", [VTLB, VOET, OFFER])
def test_each_is_there_as_pdf_and_as_json(desk, path):
    paper = post(desk, path, do="pdf")
    reader = pypdf.PdfReader(io.BytesIO(paper.content))
    assert len(reader.pages) == 1 and "Dit is hulp bij rekenen." in reader.pages[0].extract_text().replace("\n", " ")
    found = json.loads(post(desk, path, do="json").content)
    assert found["stappen"] and found["bewijs"]


def test_the_letter_comes_only_with_a_seizure_that_takes_too_much(desk):
    letter = post(desk, VOET, do="letter")
    assert letter["Content-Type"] == "application/pdf"
    assert "647,68" in pypdf.PdfReader(io.BytesIO(letter.content)).pages[0].extract_text()
    assert post(desk, VOET, do="letter", held_back_month="1").headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("path", "field", "value", "words"),
    [
        (VTLB, "net_income_incl_vt", "2.190", ["€ 2.090,00 per maand", "€ 2.190,00 per maand", "inkomen min VTLB"]),
        (VTLB, "eigen_risico", "ja", ["nominaal bedrag"]),
        (VOET, "situation", "Alleenstaande ouder", ["kinddeel"]),
        (OFFER, "assets", "1000", ["te verdelen bij een krediet"]),
        (VTLB, "rent", "700", ["Er verandert niets."]),
    ],
)
def test_one_change_shows_which_steps_move_and_why(desk, path, field, value, words):
    page = post(desk, path, what_field=field, what_value=value, do="what").content.decode()
    for one in words:
        assert one in page


def test_a_change_that_cannot_be_keeps_the_answer(desk):
    for field, value in (("rent", "1,234.56"), ("eigen_risico", "misschien"), ("children", "3")):
        page = post(desk, VTLB, what_field=field, what_value=value).content.decode()
        assert "app-errors" in page and "= Afloscapaciteit" in page


def test_the_official_result_stands_beside_ours(desk):
    page = post(desk, VTLB, official_vtlb="2.000").content.decode()
    assert "Naast de officiële calculator" in page and "Verschil" in page


def test_claims_are_pasted_from_a_spreadsheet(desk):
    pasted = "Kenmerk\tSchuldeiser\tBedrag\tPreferent\nA1\tBelastingdienst\t€ 1.950,00\tja\nA2\tBank\t7000.50\t\n\n"
    page = post(desk, OFFER, claims=pasted).content.decode()
    assert "€ 1.950,00" in page and "€ 7.000,50" in page


def test_ten_thousand_claims_are_calculated_and_the_largest_shown(desk):
    many = "\n".join(f"Schuldeiser {n}; {n},00" for n in range(1, 10_001))
    page = post(desk, OFFER, claims=many).content.decode()
    assert "En 9800 schuldeisers met een kleinere schuld." in page
    assert post(desk, OFFER, claims=many + "\nNog een; 1").status_code == 422


@pytest.mark.parametrize(
    ("path", "changes", "words"),
    [
        (VTLB, {"situation": None}, "Situatie: kies er een."),
        (VTLB, {"situation": "kasteel"}, "Kies een van de antwoorden."),
        (VTLB, {"net_income_incl_vt": ""}, "Netto inkomen: vul een bedrag in."),
        (VTLB, {"net_income_incl_vt": "NaN"}, "Netto inkomen: dit is geen bedrag."),
        (VTLB, {"net_income_incl_vt": "-1"}, "Netto inkomen: vul een bedrag in van 0"),
        (VTLB, {"rent": "1,234.56"}, "Huur of woonkosten: schrijf de punt en de komma andersom."),
        (VTLB, {"children": "2"}, "Kinderen: het aantal kinderen past niet bij de situatie."),
        (VTLB, {"children": "veel"}, "Kinderen: vul een heel getal in van 0 tot 30."),
        (VTLB, {"pension_age": "gehuwden"}, "Pensioenleeftijd: zonder partner"),
        (VTLB, {"other_corrections": "los bedrag"}, "Andere correcties: regel 1: schrijf naam; bedrag."),
        (VTLB, {"other_corrections": "a; 1\na; 2"}, "staat er twee keer"),
        (VTLB, {"other_corrections": "a; x"}, "regel 1, bedrag"),
        (VTLB, {"period": "1999-01"}, "Kies een van de antwoorden."),
        (VOET, {"partner_unseized_income_month": "100"}, "Inkomen partner: zonder partner is er geen inkomen"),
        (VOET, {"held_back_month": "9000"}, "niet hoger dan het inkomen"),
        (VOET, {"months": "0"}, "het getal moet tussen 1 en 600 liggen"),
        (VOET, {"no_brp_address": "on", "in_institution": "on"}, "In een inrichting: kies"),
        (OFFER, {"claims": ""}, "Schulden: vul minstens één schuld in."),
        (OFFER, {"claims": "Bank 100"}, "regel 1: zet een tab of een puntkomma"),
        (OFFER, {"claims": "Bank; 1,234.56"}, "regel 1, bedrag: “1,234.56” lijkt Engels geschreven."),
        (OFFER, {"claims": "Bank; 5,123"}, "regel 1, bedrag"),
        (OFFER, {"claims": "Bank; 5.1234"}, "heeft meer dan twee cijfers na de komma"),
        (OFFER, {"claims": "; 100"}, "regel 1, schuldeiser: vul een naam in."),
        (OFFER, {"claims": "Bank; 100; misschien"}, "regel 1, rang: schrijf preferent of concurrent."),
        (OFFER, {"claims": "Bank; -5"}, "regel 1, bedrag: een schuld is niet negatief."),
        (OFFER, {"claims": "Bank; 99999999999"}, "Schulden: "),
        (OFFER, {"claims": "Bank; 0"}, "alle schulden samen zijn nul"),
        (OFFER, {"claims": "naam; bedrag"}, "staat geen schuld"),
        (OFFER, {"claims": "naam;bedrag;kenmerk\nA;1;x\nB;2;x"}, "schuld “x” staat er twee keer in"),
        (OFFER, {"term": "0"}, "Looptijd in maanden: vul een heel getal in van 1 tot 360."),
        (OFFER, {"monthly_rate": "7"}, "Rente per maand (%): vul een bedrag in van 0 tot 5"),
        (OFFER, {"vreemd": "1"}, "Deze pagina is veranderd."),
    ],
)
def test_bad_input_is_refused_by_name_and_kept(desk, path, changes, words):
    response = post(desk, path, **changes)
    page = response.content.decode()
    assert response.status_code == 422 and words in page
    for field, typed in changes.items():
        if field in ("net_income_incl_vt", "rent", "children") and typed:
            assert f'value="{typed}"' in page


def test_a_day_without_figures_is_refused_at_the_period_and_another_period_works(db):
    desk = signed_in(build_house().counsellor)
    with time_source.using(clock_at(MONDAY.replace(year=2031), 10)):
        desk = signed_in(build_house("elders").counsellor, "elders.localhost")
        response = post(desk, VTLB)
        assert response.status_code == 422 and "zijn er geen bedragen voor vtlb" in response.content.decode()
        assert post(desk, VTLB, period="2026-07").status_code == 200


@pytest.mark.parametrize(("path", "more"), [(VTLB, 1), (VOET, 0), (OFFER, 0)])  # 1: what the organisation chose
def test_a_screen_costs_the_same_few_statements_empty_and_filled(desk, path, more):
    desk.get(path)
    counts = []
    for ask in (lambda: desk.get(path), lambda: post(desk, path)):
        with CaptureQueriesContext(connection) as queries:
            ask()
        counts.append(len([q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert counts[0] + more == counts[1] <= 12
