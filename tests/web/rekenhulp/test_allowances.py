"""The checklist of allowances at the desk: a household in rows, what it misses, and what that moves."""

import io
import json

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house

from houvast.foundation import clock as time_source
from houvast.foundation.organisations.schemes import SchemeWanted, add_scheme
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
PAGE = "/werk/rekenhulp/tegemoetkomingen/"
ALONE = {
    "people": "2", "p0_birth_date": "1990-05-05", "p0_gross_year": "19.200", "p0_net_month": "1.450",
    "tenure": "rent", "rent_costs": "650", "premium": "160", "assets": "0", "insured": "ja",
    "independent_home": "ja", "registered_brp": "ja", "zorgtoeslag": "0", "huurtoeslag": "0",
    "kindgebonden_budget": "0",
}  # fmt: skip
CHILD = {"p1_role": "child", "p1_birth_date": "2018-02-03"}


@pytest.fixture
def house(db):
    with time_source.using(WALL_CLOCK):
        yield build_house()


@pytest.fixture
def desk(house):
    return signed_in(house.counsellor)


def add_one(house, **changed):
    written = {
        "kind": "individuele_inkomenstoeslag", "name": "Inkomenstoeslag", "income_pct": "1.10",
        "amounts": {"alleenstaande": "410.00", "alleenstaande_ouder": "520.00"}, "where": "Werk en inkomen",
        "source": "Beleidsregel 2026", "checked_on": WALL_CLOCK.today(), "months_low_income": 36,
    }  # fmt: skip
    with tenant(house.id):
        add_scheme(
            house.administrator, SchemeWanted(house.municipality.id, written | changed, WALL_CLOCK.today()), WALL_CLOCK
        )


def post(desk, **changes):
    return desk.post(PAGE, {k: v for k, v in {**ALONE, **changes}.items() if v is not None})


def words(answer):
    return answer.content.decode()


def outcome(desk, **changes):
    return json.loads(post(desk, do="json", **changes).content)["uitkomst"]


def test_an_empty_page_says_what_will_come(desk):
    page = words(desk.get(PAGE))
    assert "Hier komt de uitkomst" in page and "Wie vraagt hulp" in page and "Nog een persoon" in page


def test_what_is_missed_is_told_by_allowance_with_until_when_where_and_which_paper(desk):
    page = words(post(desk))
    for one in ("Loopt dit mis", "Zorgtoeslag", "Huurtoeslag", "Mijn toeslagen op toeslagen.nl", "huurcontract"):
        assert one in page, one
    for one in ("31 december 2027", "Zo komt het bedrag tot stand", "Als alles is toegekend", "Afloscapaciteit"):
        assert one in page, one


def test_the_file_gives_the_same_as_the_rules(desk):
    found = outcome(desk)
    zorg = found["tegemoetkomingen"]["zorgtoeslag"]
    assert zorg["stand"] == "mist" and zorg["zekerheid"] == "zeker"
    assert zorg["mist_maand"] == zorg["recht_maand"] and float(zorg["recht_maand"]) > 0
    assert found["tegemoetkomingen"]["kindgebonden_budget"]["waarom_niet"] == "er is geen kind jonger dan 18 jaar"
    assert set(found["als_het_is_toegekend"]) == {"vtlb", "beslagvrije_voet", "afloscapaciteit"}


def test_people_stand_in_rows_and_one_more_keeps_what_was_typed(desk):
    more = words(post(desk, do="person", p0_gross_year="nog niet af"))
    assert "Persoon 3" in more and 'value="nog niet af"' in more and "app-errors" not in more
    assert 'name="people" value="3"' in more
    found = outcome(desk, people="3", p1_role="partner", p1_birth_date="1991-01-01", p1_gross_year="0", p2_role="child",
                    p2_birth_date="2018-02-03", receives_kinderbijslag="ja")  # fmt: skip
    assert found["tegemoetkomingen"]["kindgebonden_budget"]["stand"] == "mist"


def test_there_are_never_more_rows_than_fit(desk):
    page = words(post(desk, people="12", do="person"))
    assert "Persoon 12" in page and "Persoon 13" not in page and "Nog een persoon" not in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"p0_gross_year": "1,234.56"}, "schrijf de punt en de komma andersom"),
        ({"p0_net_month": "-3"}, "vul een bedrag in van 0 tot"),
        ({"p1_role": "child"}, "Vul de geboortedatum van het kind in."),
        ({"p1_birth_date": "2018-02-03"}, "Kies wie dit is, of maak de rij leeg."),
        ({"people": "3", "p1_role": "partner", "p2_role": "partner"}, "Er is hooguit één partner."),
        ({"p1_role": "child", "p1_birth_date": "2026-12-01"}, "een kind is niet later geboren"),
        ({"p1_role": "baas"}, "Kies een van de antwoorden."),
        ({"p0_work_hours_week": "81"}, "vul een heel getal in van 0 tot 80"),
        ({"p0_birth_date": "31-02-1990"}, "Schrijf een datum zo"),
        ({"p5_role": "child"}, "Deze pagina is veranderd."),
        ({"municipality": "elders"}, "Kies een van de antwoorden."),
        ({"period": "2019-01"}, "Kies een van de antwoorden."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, changed, said):
    answer = post(desk, **{"rent_costs": "651,25"} | changed)
    assert answer.status_code == 422 and said in words(answer) and 'value="651,25"' in words(answer)


def test_what_is_not_known_is_asked_and_never_guessed_as_certain(desk):
    found = outcome(desk, insured=None, tenure=None, zorgtoeslag=None, huurtoeslag=None, kindgebonden_budget=None)
    zorg, huur = (found["tegemoetkomingen"][name] for name in ("zorgtoeslag", "huurtoeslag"))
    assert zorg["zekerheid"] == "waarschijnlijk" and "of deze toeslag er al is" in zorg["vraag_na"]
    assert huur["stand"] == "vraag na" and "of het een huurwoning is" in huur["vraag_na"]


def test_the_schemes_of_the_chosen_municipality_are_checked_beside_it(house, desk):
    add_one(house)
    chosen = str(house.municipality.id)
    page = words(post(desk, municipality=chosen))
    assert "Inkomenstoeslag" in page and "hoelang is het inkomen al laag?" in page and "Beleidsregel 2026" in page
    (scheme,) = outcome(desk, municipality=chosen, months_low_income="40", p0_net_month="1.200")["regelingen"]
    assert scheme["state"] == "waarschijnlijk" and scheme["amount_year"] == "410.00"
    assert outcome(desk)["regelingen"] == []
    assert "Er staan geen regelingen om na te kijken." in words(post(desk))


def test_without_ages_the_schemes_say_what_is_needed(house, desk):
    add_one(house)
    page = words(post(desk, municipality=str(house.municipality.id), p0_birth_date=None))
    assert "de regelingen van de gemeente: vul de geboortedatum van elke volwassene in." in page


def test_assistance_and_remission_are_reckoned_when_asked(desk):
    page = words(post(desk, assistance="on", assessment="300", p0_net_month="900"))
    assert "Bijstandsnorm per maand" in page and "Kwijtschelding" in page
    assert "Bijstandsnorm" not in words(post(desk))


def test_what_one_change_moves_is_told_also_when_a_fact_becomes_known(desk):
    page = words(post(desk, do="what", what_field="rent_costs", what_value="450"))
    assert "Huurtoeslag: recht" in page
    known = words(post(desk, rent_costs=None, do="what", what_field="rent_costs", what_value="450"))
    assert "Huurtoeslag: stand" in known and "Vraag na" in known
    wrong = words(post(desk, do="what", what_field="rent_costs", what_value="veel"))
    assert "dit is geen bedrag" in wrong and "Toeslagen per maand" in wrong


def test_it_can_be_kept_on_paper(house, desk):
    add_one(house)
    answer = post(desk, do="pdf", municipality=str(house.municipality.id), **CHILD)
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    assert "Checklist tegemoetkomingen" in text and "Inkomenstoeslag" in text and "Zorgtoeslag" in text


def test_the_schemes_cost_one_statement_however_many_there_are(house, desk):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert post(desk, municipality=str(house.municipality.id)).status_code == 200
        return len(queries)

    add_one(house)
    asked()  # the first request of a session writes more
    one = asked()
    for number in range(5):
        add_one(house, name=f"Regeling {number}")
    assert asked() == one


def test_only_who_calculates_has_the_page(house):
    assert signed_in(house.administrator).get(PAGE).status_code in (403, 404)
