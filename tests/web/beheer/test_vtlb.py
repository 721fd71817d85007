"""What the organisation decides where no public source settles a VTLB, and what a calculation says about it."""

import pytest
from django.db import IntegrityError, connection, transaction
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, later_clock

from houvast.foundation import clock as time_source
from houvast.foundation.organisations.models import VtlbChoice
from houvast.foundation.tenancy.context import tenant

PAGE, CHOOSE = "/beheer/vtlb/", "/beheer/vtlb/kiezen/"
GIVEN = {
    "arbeidstoeslag": "91,50", "reserveringstoeslag": "", "eigen_risico_when_bought_off": "nee",
    "negative_reduces_others": "ja", "cap_95_inside": "nee", "source": "Beleidsregel schuldhulp 2026",
}  # fmt: skip
CALCULATION = {
    "situation": "alleenstaande", "net_income_incl_vt": "2.090,00", "taxable_income_year": "29.000",
    "work_hours_week": "32",
}  # fmt: skip


def words(answer):
    return answer.content.decode()


def test_as_long_as_nothing_is_chosen_the_page_says_so_and_shows_what_is_used(desk):
    page = words(desk.get(PAGE))
    assert "Jullie hebben nog niets gekozen." in page and "het bedrag uit de normen" in page and CHOOSE in page


def test_a_choice_is_kept_with_its_source_and_used_by_the_next_calculation(house, desk):
    counsellor = signed_in(house.counsellor)
    before = words(counsellor.post("/werk/rekenhulp/", CALCULATION))
    assert "de organisatie heeft nog niets ingesteld" in before and "91,50" not in before
    assert desk.post(CHOOSE, GIVEN).status_code == 302
    page = words(desk.get(PAGE))
    assert "€ 91,50" in page and "Beleidsregel schuldhulp 2026" in page and "23 november 2026" in page
    after = words(counsellor.post("/werk/rekenhulp/", CALCULATION))
    assert "door de organisatie ingesteld op maandag 23 november 2026" in after and "91,50" in after


def test_the_last_choice_holds_and_the_one_before_stays_to_be_read(house, desk):
    desk.post(CHOOSE, GIVEN)
    with time_source.using(later_clock(minutes=1)):
        desk.post(CHOOSE, GIVEN | {"arbeidstoeslag": "", "source": "Nieuw rapport"})
    page = words(desk.get(PAGE))
    assert page.count("app-fold") == 2 and "Nieuw rapport" in page and "Beleidsregel schuldhulp 2026" in page
    assert 'value="91,50"' not in words(desk.get(CHOOSE))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"source": ""}, "Waar staat dit?"),
        ({"arbeidstoeslag": "1,234.56"}, "schrijf de punt en de komma andersom"),
        ({"arbeidstoeslag": "-1"}, "vul een bedrag in van 0 tot 1.000 euro"),
        ({"reserveringstoeslag": "1.000,01"}, "vul een bedrag in van 0 tot 1.000 euro"),
        ({"cap_95_inside": "misschien"}, "cap_95_inside"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_kept(house, desk, changed, said):
    answer = desk.post(CHOOSE, GIVEN | {"source": "Het rapport"} | changed)
    assert answer.status_code == 422 and said in words(answer)
    assert ('value="Het rapport"' in words(answer)) == ("source" not in changed)
    with tenant(house.id):
        assert not VtlbChoice.objects.exists()


def test_the_same_again_is_no_decision(house, desk):
    desk.post(CHOOSE, GIVEN)
    again = desk.post(CHOOSE, GIVEN | {"source": "Nog een keer"})
    assert again.status_code == 422 and "Dit geldt al." in words(again)
    with tenant(house.id):
        assert VtlbChoice.objects.count() == 1


def test_the_database_keeps_every_decision_as_it_was(house, desk):
    desk.post(CHOOSE, GIVEN)
    with tenant(house.id):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            VtlbChoice.objects.update(cap_95_inside=True)
        with pytest.raises(IntegrityError, match="vtlb_choice_in_range"), transaction.atomic():
            VtlbChoice(
                arbeidstoeslag_cents=100_001, eigen_risico_when_bought_off=True, negative_reduces_others=True,
                cap_95_inside=True, source="x", decided_by=house.administrator.account_id, decided_at=WALL_CLOCK.now(),
            ).save(force_insert=True)  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM audit_auditentry WHERE action = 'vtlb.chosen'")
            assert cursor.fetchone() == (1,)


def test_only_an_administrator_chooses(house):
    assert signed_in(house.counsellor).get(CHOOSE).status_code in (403, 404)
