"""The page of promises: numbers with their norm, what stands behind them, and who sees how much."""

import pytest
from tests.support.desks import with_role
from tests.support.houses import WALL_CLOCK
from tests.support.stories import calls, later, signs_up
from tests.web.quality.conftest import FRIDAY

from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.tenancy.context import tenant
from houvast.promise.services import refresh

pytestmark = pytest.mark.django_db


def one_late_of_three(house):
    with tenant(house.id):
        for _ in range(2):
            made = signs_up(house, WALL_CLOCK)
            calls(house, made, later(WALL_CLOCK, hours=1), "reached", first_talk=True)
        late = signs_up(house, WALL_CLOCK, call_name="Mina")
        calls(house, late, later(WALL_CLOCK, days=3), "reached")
        refresh(FRIDAY)
    return late


def test_an_empty_house_says_that_nothing_was_counted(house):
    page = with_role(house, "quality_officer").get("/kwaliteit/").content.decode()
    assert "Er is nog niets geteld." in page and "cijfers.csv" not in page


def test_the_officer_sees_every_statement_with_its_norm(house):
    one_late_of_three(house)
    page = with_role(house, "quality_officer").get("/kwaliteit/").content.decode()
    assert "5 van 6 maten halen de norm." in page and "contact in 2 werkdagen (1.3)" in page
    assert "66%" in page and "norm 95%" in page


def test_behind_a_number_stand_file_team_and_day_and_looking_is_written_down(house):
    late = one_late_of_three(house)
    page = with_role(house, "quality_officer").get("/kwaliteit/1.3/").content.decode()
    assert "Het lukte 2 van de 3 keer. Dat is 66%, de norm is 95%." in page
    assert late.number in page and "Aanmelding" in page and "23 november 2026" in page
    assert "Mina" not in page and str(late.dossier_id) not in page
    with tenant(house.id):
        assert AuditEntry.objects.filter(action="report.cases", dossier_id=late.dossier_id).count() == 1


def test_a_team_lead_can_open_the_files_of_the_team(house):
    late = one_late_of_three(house)
    page = with_role(house, "team_lead").get("/kwaliteit/1.3/").content.decode()
    assert f"/werk/dossiers/{late.dossier_id}/" in page


def test_an_administrator_sees_no_list_and_no_small_numbers(house):
    late = one_late_of_three(house)
    client = with_role(house, "administrator")
    assert "minder dan 10" in client.get("/kwaliteit/").content.decode()
    assert late.number not in client.get("/kwaliteit/1.3/").content.decode()
    assert client.get("/kwaliteit/1.3/lijst.csv").status_code == 404
    assert "66%" not in client.get("/kwaliteit/cijfers.csv").content.decode()


@pytest.mark.parametrize("role", ["counsellor", "administration", "finance", "auditor"])
def test_the_door_is_closed_for_other_roles(house, role):
    assert with_role(house, role).get("/kwaliteit/").status_code == 403


def test_the_files_for_a_spreadsheet(house):
    late = one_late_of_three(house)
    client = with_role(house, "quality_officer")
    numbers = client.get("/kwaliteit/cijfers.csv").content.decode("utf-8-sig").splitlines()
    assert numbers[0].startswith("belofte;naam;maat;norm")
    assert numbers[3] == "1.3;Contact in 2 werkdagen;op tijd gesproken;95%;2;1;0;0;66%"
    cases = client.get("/kwaliteit/1.3/lijst.csv").content.decode("utf-8-sig").splitlines()
    assert cases[1] == f"{late.number};Aanmelding;2026-11-23;3"


@pytest.mark.parametrize("address", ["/kwaliteit/9.9/", "/kwaliteit/9.9/lijst.csv"])
def test_a_statement_that_is_not_measured_is_not_found(house, address):
    assert with_role(house, "quality_officer").get(address).status_code == 404


@pytest.mark.parametrize("asked", ["periode=eeuw", "gemeente=x", "gemeente=%00", "periode=&gemeente="])
def test_a_filter_that_makes_no_sense_is_as_if_nothing_was_chosen(house, asked):
    one_late_of_three(house)
    assert "66%" in with_role(house, "quality_officer").get(f"/kwaliteit/?{asked}").content.decode()


def test_the_pages_cost_the_same_for_one_sign_up_and_for_many(house, django_assert_max_num_queries):
    one_late_of_three(house)
    client = with_role(house, "quality_officer")
    with django_assert_max_num_queries(20):
        client.get("/kwaliteit/")
    with django_assert_max_num_queries(30):
        client.get("/kwaliteit/1.3/")
