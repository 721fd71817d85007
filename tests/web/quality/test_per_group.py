"""Promise 1 per week and group: what stands on the page, in the file and behind each number, and for whom."""

import datetime as dt

import pytest
from tests.support.desks import with_role
from tests.support.houses import WALL_CLOCK, clock_at
from tests.support.stories import calls, later, signs_up
from tests.web.quality.conftest import FRIDAY

from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.tenancy.context import tenant
from houvast.promise.models import Counting
from houvast.promise.services import refresh

pytestmark = pytest.mark.django_db
PAGE, LIST = "/kwaliteit/cijfers/", "/kwaliteit/cijfers/lijst/"


def one_late_of_three(house):
    """Two by web in Dutch, called the same day; one by phone in Arabic, called on the third day."""
    with tenant(house.id):
        for _ in range(2):
            made = signs_up(house, WALL_CLOCK)
            calls(house, made, later(WALL_CLOCK, hours=1), "reached", first_talk=True)
        late = signs_up(house, WALL_CLOCK, actor=house.counsellor, channel="phone", language="ar", call_name="Mina")
        calls(house, late, later(WALL_CLOCK, days=3), "reached")
        refresh(FRIDAY)
    return late


def half_a_year(house, number=120):
    """Enough people in the third quarter of 2026 to tell something to anybody: three of them too late."""
    with tenant(house.id):
        for at in range(number):
            received = clock_at(dt.date(2026, 6, 29) + dt.timedelta(days=at * 13 * 7 // number))
            made = signs_up(house, received, phone=f"+3161122{at:04d}")
            late = dt.timedelta(days=6) if at % 40 == 7 else dt.timedelta(hours=2)
            calls(house, made, later(received, hours=int(late.total_seconds() // 3600)), "reached", first_talk=True)
        Counting.objects.all().delete()  # these came in before the last turn: everything is counted once more
        refresh(FRIDAY)


def text(client, address):
    return client.get(address).content.decode()


def test_an_empty_house_says_that_nothing_was_counted(house):
    page = text(with_role(house, "quality_officer"), PAGE)
    assert "In deze periode is er niets geteld." in page and "tabel.csv" not in page


def test_the_officer_sees_week_channel_and_language_with_median_and_share(house):
    one_late_of_three(house)
    page = text(with_role(house, "quality_officer"), PAGE)
    assert "In week 48 (23 nov) lukte het 2 van de 3 keer: 66%. De norm is 95%." in page
    assert "Arabisch" in page and "telefoon" in page and "website" in page
    assert "Van de 1 die wij niet op tijd spraken, is bij 1 voor de laatste dag niets geprobeerd." in page
    assert "Van 3 aanmeldingen hadden er 2 een eerste gesprek" in page
    assert "0 dagen" in page or "0 dag" in page


def test_a_week_can_be_looked_into(house):
    one_late_of_three(house)
    client = with_role(house, "quality_officer")
    assert "week=2026-11-23" in text(client, PAGE)
    week = text(client, f"{PAGE}?week=2026-11-23")
    assert "week 48 (23 nov)" in week and "23 november 2026 tot en met vandaag" in week
    assert "In deze periode is er niets geteld." in text(client, f"{PAGE}?week=2026-11-09")


def test_behind_each_number_stands_its_list_without_a_name_and_looking_is_written_down(house):
    late = one_late_of_three(house)
    client = with_role(house, "quality_officer")
    page = text(client, f"{LIST}?maat=1.3&stand=niet&deel=language:ar")
    assert late.number in page and "26 november 2026" in page and "Mina" not in page and "Arabisch" in page
    assert late.number not in text(client, f"{LIST}?maat=1.3&stand=niet&deel=language:nl")
    with tenant(house.id):
        assert AuditEntry.objects.filter(action="report.cases", dossier_id=late.dossier_id).count() == 1
    rows = client.get("/kwaliteit/cijfers/lijst.csv?maat=1.3&stand=niet").content.decode("utf-8-sig").splitlines()
    assert rows[1] == f"{late.number};Aanmelding;telefoon;Arabisch;2026-11-23;2026-11-25;2026-11-26;3;0"


def test_the_lists_of_kept_running_and_all_are_as_long_as_the_numbers(house):
    late = one_late_of_three(house)
    client = with_role(house, "quality_officer")
    assert text(client, f"{LIST}?maat=1.3&stand=wel").count("SH-2026-") == 2
    assert text(client, f"{LIST}?maat=1.3b&stand=loopt").count("SH-2026-") == 1
    assert text(client, f"{LIST}?maat=1.3&stand=alle").count("SH-2026-") == 3
    assert "Hier staat niemand achter." in text(client, f"{LIST}?maat=1.4&stand=niet")
    assert late.number in text(client, f"{LIST}?maat=1.3&stand=onzin&deel=team:onzin")


def test_the_file_has_every_group(house):
    one_late_of_three(house)
    content = with_role(house, "quality_officer").get("/kwaliteit/cijfers/tabel.csv").content.decode("utf-8-sig")
    rows = content.splitlines()
    assert rows[0].startswith("soort;groep;maat;aanmeldingen;gehouden")
    assert rows[1] == "totaal;alle aanmeldingen;1.3;3;2;1;0;66%;3;2;2;0;0"
    assert "taal;Arabisch;1.3;1;0;1;0;0%;1;0;0;3;" in rows
    assert sum(row.startswith("week;") for row in rows) == 13


def test_a_past_day_is_counted_as_it_was_known_then(house):
    one_late_of_three(house)
    client = with_role(house, "quality_officer")
    page = text(client, f"{PAGE}?op=2026-11-24")
    assert "Zoals bekend aan het eind van 24 november 2026." in page
    assert "Geteld tot" not in page
    rows = client.get("/kwaliteit/cijfers/tabel.csv?op=2026-11-24").content.decode("utf-8-sig").splitlines()
    assert rows[1].startswith("totaal;alle aanmeldingen;1.3;3;2;0;1;100%")
    assert "Hier staat niemand achter." in text(client, f"{LIST}?maat=1.3&stand=niet&op=2026-11-24")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("2026-11-27", "Kies een dag die voorbij is."), ("morgen", "Schrijf een datum zo"), ("2026-13-01", "Schrijf een")],
)
def test_a_day_that_cannot_be_is_said_and_kept(house, typed, said):
    one_late_of_three(house)
    page = text(with_role(house, "quality_officer"), f"{PAGE}?op={typed}")
    assert said in page and f'value="{typed}"' in page and "lukte het 2 van de 3" in page


@pytest.mark.parametrize("asked", ["maat=9&periode=9999", "week=0001-01-01", "week=x&gemeente=%00", "periode=2026-K9"])
def test_what_makes_no_sense_is_as_if_nothing_was_chosen(house, asked):
    one_late_of_three(house)
    assert with_role(house, "quality_officer").get(f"{PAGE}?{asked}").status_code == 200


@pytest.mark.parametrize("role", ["administrator", "team_lead"])
def test_others_see_only_settled_quarters_without_small_groups_and_no_list_of_other_teams(house, role):
    late = one_late_of_three(house)
    half_a_year(house)
    client = with_role(house, role)
    page = text(client, f"{PAGE}?periode=2026-K3")
    assert "Zo mag iedereen deze cijfers zien." in page and "120" in page
    assert "niet getoond" in page and "97%" not in page  # three were late, so how many were in time is not told
    assert late.number not in page and "lijst/" not in page
    assert "Arabisch" not in page
    assert client.get(f"{PAGE}?week=2026-11-23&op=2026-11-24").status_code == 200
    assert "2026-11-24" not in text(client, f"{PAGE}?op=2026-11-24")


def test_an_administrator_opens_no_list(house):
    one_late_of_three(house)
    client = with_role(house, "administrator")
    assert client.get(LIST).status_code == 403 and client.get("/kwaliteit/cijfers/lijst.csv").status_code == 403


def test_the_officer_can_see_what_may_be_shared(house):
    half_a_year(house)
    client = with_role(house, "quality_officer")
    page = text(client, f"{PAGE}?delen=ja")
    assert "Zo mag iedereen deze cijfers zien." in page and "lijst/" not in page
    shared = client.get("/kwaliteit/cijfers/tabel.csv?delen=ja").content.decode("utf-8-sig").splitlines()
    assert shared[1].startswith("totaal;alle aanmeldingen;1.3;120;;;;")


def test_too_few_to_tell_says_why(house):
    one_late_of_three(house)
    assert "Hier is nog niets over te zeggen." in text(with_role(house, "administrator"), PAGE)


@pytest.mark.parametrize("role", ["counsellor", "administration", "finance", "auditor"])
@pytest.mark.parametrize("address", [PAGE, LIST])
def test_the_door_is_closed_for_other_roles(house, role, address):
    assert with_role(house, role).get(address).status_code == 403


def test_the_page_costs_the_same_for_one_week_and_for_a_year(house, django_assert_max_num_queries):
    half_a_year(house, 20)
    client = with_role(house, "quality_officer")
    client.get(PAGE)
    with django_assert_max_num_queries(16):
        client.get(f"{PAGE}?periode=52")
