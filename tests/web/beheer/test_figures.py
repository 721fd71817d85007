"""New figures of the law: looked at beside the old ones, proposed, approved by another, and taken back."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.desks import signed_in
from tests.support.figures import new_year
from tests.support.houses import clock_at, member

from houvast.foundation import clock as time_source
from houvast.foundation.accounts.models import Role
from houvast.foundation.organisations.models import Organisation
from houvast.foundation.parameters.models import ParameterActivation
from houvast.foundation.tenancy.context import tenant

PAGE, VTLB, ALLOWANCES = "/beheer/bedragen/", "/beheer/bedragen/vtlb/2027-01/", "/beheer/bedragen/toeslagen/2027-01/"
CALCULATION = {"situation": "alleenstaande", "net_income_incl_vt": "2.090,00", "taxable_income_year": "29.000"}
BODY = {"situation": "alleenstaande", "taxable_income_year": "29000", "net_income_incl_vt": "2090"}


@pytest.fixture
def second(house):
    with tenant(house.id):
        other = member("Karel Bos", Role.ADMINISTRATOR, None, "voorbeeldstad")
    return signed_in(other)


@pytest.fixture
def january(tmp_path):
    with new_year(tmp_path):
        yield


def words(answer):
    return answer.content.decode()


def last(house, law="vtlb"):
    with tenant(house.id):
        return ParameterActivation.objects.filter(law=law).latest("proposed_at", "id")


def agree(house, desk, second, page, law):
    assert desk.post(page, {"starts_on": "1-1-2027"}).status_code == 302
    assert second.post(f"{PAGE}{last(house, law).id}/goedkeuren/").status_code == 302


def test_the_list_says_of_each_period_whether_it_is_in_use(desk, january):
    page = words(desk.get(PAGE))
    assert "Beslagvrije voet en VTLB" in page and "in gebruik sinds 1 juli 2026" in page and "vanaf het begin" in page
    assert "klaar om voor te stellen" in page and VTLB in page and "voorbij" in page


def test_the_page_of_a_set_shows_what_changed_what_is_unsure_and_whether_the_examples_hold(desk, january):
    page = words(desk.get(VTLB))
    assert "participatiewet.A_art21a_alleenstaande_of_alleenstaande_ouder" in page
    assert "1.419,46 (gelezen in de bron)" in page and "1.469,46 (gelezen in de bron)" in page
    assert "sluit aan op de perioden ernaast" in page and "voorbeelden van deze wet komen uit" in page
    assert "Geen ervan gaat over deze periode" in page and "niet zelf gelezen in de bron" in page
    old = words(desk.get("/beheer/bedragen/vtlb/2026-07/"))
    assert "gaan over deze periode of dit jaar" in old and "Stel voor" not in old


@pytest.mark.parametrize("address", ["vtlb/2031-01", "verzonnen/2026-07"])
def test_a_set_that_does_not_exist_is_not_found(desk, address):
    assert desk.get(f"{PAGE}{address}/").status_code == 404


def test_from_proposal_to_the_calculation_and_back(house, desk, second, january):
    counsellor = signed_in(house.counsellor)
    assert desk.post(VTLB, {"starts_on": "1-1-2027"}).status_code == 302
    mine = words(desk.get(VTLB))
    assert "Jij stelde dit voor" in mine and "Keur goed" not in mine
    refused = desk.post(f"{PAGE}{last(house).id}/goedkeuren/")
    assert refused.status_code == 409 and "Vraag een andere beheerder" in words(refused)
    assert "Keur goed" in words(second.get(VTLB))
    assert second.post(f"{PAGE}{last(house).id}/goedkeuren/").status_code == 302
    page = words(desk.get(PAGE))
    assert "gaat in op 1 januari 2027" in page and "goedgekeurd door Karel Bos" in page
    with time_source.using(clock_at(dt.date(2027, 1, 5))):
        counsellor, desk = signed_in(house.counsellor), signed_in(house.administrator)
        waiting = counsellor.post("/werk/rekenhulp/", CALCULATION)
        assert waiting.status_code == 422 and "voor toeslagen zijn er, maar nog niet in gebruik" in words(waiting)
        agree(house, desk, signed_in_again(house, "Petra Zon"), ALLOWANCES, "toeslagen")
        assert counsellor.post("/werk/rekenhulp/", CALCULATION).status_code == 200
        address = f"{PAGE}{last(house).id}/intrekken/"
        assert desk.post(address, {"reason": ""}).status_code == 422
        assert desk.post(address, {"reason": "De norm klopt niet."}).status_code == 302
        assert "ingetrokken door" in words(desk.get(PAGE)) and "De norm klopt niet." in words(desk.get(VTLB))
        assert counsellor.post("/werk/rekenhulp/", CALCULATION).status_code == 422
        again = desk.post(address, {"reason": "Nog eens."})
        assert again.status_code == 422 and "Hierover is al beslist" in words(again)


def signed_in_again(house, name):
    with tenant(house.id):
        other = member(name, Role.ADMINISTRATOR, None, "voorbeeldstad")
    return signed_in(other)


@pytest.mark.parametrize(
    ("day", "hint"),
    [("31-12-2026", "Kies een dag van 1 januari 2027 tot en met 30 juni 2027"), ("31-02-2027", "Schrijf een datum zo"),
     ("", "Vul dit in")],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused_in_words(house, desk, january, day, hint):
    answer = desk.post(VTLB, {"starts_on": day})
    assert answer.status_code == 422 and hint in words(answer)
    with tenant(house.id):
        assert not ParameterActivation.objects.exists()


def test_the_service_goes_by_it_too(house, client, january):
    with tenant(house.id):
        Organisation.objects.update(calculating_service=True)
    body = BODY | {"day": "2027-01-05"}
    address = "/api/v1/rekenen/beslagvrije-voet"
    answer = client.post(address, body, content_type="application/json", HTTP_HOST="localhost")
    assert answer.status_code == 400 and "nog niet in gebruik" in words(answer)


def test_the_list_costs_the_same_however_much_was_decided(house, desk, second, january):
    with CaptureQueriesContext(connection) as one:
        desk.get(PAGE)
    for page, law in ((VTLB, "vtlb"), (ALLOWANCES, "toeslagen")):
        agree(house, desk, second, page, law)
    with CaptureQueriesContext(connection) as more:
        desk.get(PAGE)
    assert len(more) <= len(one) + 1  # the names of who decided


def test_only_administrators_come_in(house):
    for address in (PAGE, VTLB):
        assert signed_in(house.counsellor).get(address).status_code in (403, 404)
