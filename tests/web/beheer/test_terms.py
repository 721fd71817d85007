"""A municipality's own terms: proposed by one, confirmed by another, never longer than the norm."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK, build_house, clock_at, member
from tests.support.stories import signs_up

from houvast.casework.dossier.models import Clock
from houvast.foundation import clock as time_source
from houvast.foundation.accounts.models import Role
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.organisations.models import LocalTerm, LocalTermProposal
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(house):
    with tenant(house.id):
        other = member("Karel Bos", Role.ADMINISTRATOR, None, "voorbeeldstad")
    return signed_in(other)


def words(answer):
    return answer.content.decode()


def address(house, key="belofte_contact"):
    return f"/beheer/gemeenten/{house.municipality.id}/termijnen/{key}/"


def wish(length=1, day="2026-11-25", **more):
    return {"own": "own", "length": str(length), "valid_from": day, "source": "Beleidsplan 2027", **more}


def proposal(house):
    with tenant(house.id):
        return f"/beheer/termijnen/voorstellen/{LocalTermProposal.objects.get(state='open').id}/"


def test_the_norm_stands_beside_and_one_administrator_reads_that_a_second_is_needed(desk):
    page = words(desk.get("/beheer/termijnen/"))
    assert "2 werkdagen" in page and "NVVK Belofte 1.3" in page and "4 weken" in page and "Wgs art. 4 lid 1" in page
    assert "Er is geen tweede beheerder" in page and "Overal geldt de norm" in page


def test_a_term_holds_for_signups_from_its_day_after_a_second_administrator_agreed(house, desk, second):
    assert desk.post(address(house), wish()).status_code == 302
    assert "wacht op een tweede beheerder" in words(desk.get("/beheer/termijnen/"))
    with tenant(house.id):
        assert not LocalTerm.objects.exists()
    assert second.post(proposal(house), {"answer": "ja"}).status_code == 302
    page = words(second.get("/beheer/termijnen/"))
    assert "1 werkdag vanaf 25 november 2026" in page and "bevestigd" in page and "Karel Bos" in page
    with tenant(house.id):
        signs_up(house, WALL_CLOCK)
        assert not Clock.objects.filter(kind__startswith="local:").exists()
        signs_up(house, clock_at(dt.date(2026, 11, 25)), phone="+31687654321")
        assert Clock.objects.get(kind="local:belofte_contact").due == dt.date(2026, 11, 26)
        done = set(AuditEntry.objects.filter(action__startswith="term.").values_list("action", flat=True))
        assert done == {"term.proposed", "term.confirmed"}


def test_who_proposed_does_not_confirm_and_may_take_it_back(house, desk, second):
    desk.post(address(house), wish())
    waits = proposal(house)
    assert desk.post(waits, {"answer": "ja"}).status_code == 409
    assert second.post(waits, {"answer": "intrekken"}).status_code == 409
    assert desk.post(waits, {"answer": "misschien"}).status_code == 404
    assert desk.post(waits, {"answer": "intrekken"}).status_code == 302
    assert second.post(waits, {"answer": "ja"}).status_code == 409
    with tenant(house.id):
        assert not LocalTerm.objects.exists() and LocalTermProposal.objects.get().state == "withdrawn"


def test_a_refused_proposal_stays_in_the_history_and_changes_nothing(house, desk, second):
    desk.post(address(house), wish())
    assert second.post(proposal(house), {"answer": "nee"}).status_code == 302
    page = words(desk.get("/beheer/termijnen/"))
    assert "afgewezen" in page and "Beleidsplan 2027" in page
    with tenant(house.id):
        assert not LocalTerm.objects.exists()


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        (wish(3), "Langer mag niet van NVVK Belofte 1.3"), (wish(0), "Kies 1 tot en met 2 werkdagen"),
        (wish("twee"), "Schrijf een heel getal"), (wish(""), "Vul in hoe lang"),
        (wish(1, "2026-11-20"), "Deze dag is voorbij"), (wish(1, "31-02-2027"), "Schrijf een datum zo"),
        (wish(1, source=""), "Vul dit in"), (wish(own="norm"), "Dit geldt al"),
        (wish(verzonnen="veld"), "Deze pagina is veranderd"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words_and_comes_back(house, desk, given, hint):
    answer = desk.post(address(house), given)
    assert answer.status_code == 422 and hint in words(answer)
    with tenant(house.id):
        assert not LocalTermProposal.objects.exists()


def test_one_change_of_a_term_waits_at_a_time(house, desk):
    desk.post(address(house), wish())
    again = desk.post(address(house), wish())
    assert again.status_code == 422 and "Er wacht al een voorstel" in words(again)
    assert desk.get(address(house, "wgs_decision")).status_code == 404


def test_a_later_change_closes_the_one_before_and_the_norm_can_come_back(house, desk, second):
    for given in (wish(9), wish(7, "2026-12-01"), wish(5, "2026-12-01"), wish(own="norm", length="", day="2026-12-10")):
        assert desk.post(address(house, "belofte_intake"), given).status_code == 302
        assert second.post(proposal(house), {"answer": "ja"}).status_code == 302
    with tenant(house.id):
        found = list(LocalTerm.objects.order_by("valid_from").values_list("length", "valid_from", "valid_until"))
    assert found == [
        (9, dt.date(2026, 11, 25), dt.date(2026, 11, 30)), (5, dt.date(2026, 12, 1), dt.date(2026, 12, 9)),
    ]  # fmt: skip
    assert "vervangen voordat het inging" in words(desk.get("/beheer/termijnen/"))


def test_a_yes_after_the_first_day_holds_from_that_day_on(house, desk):
    desk.post(address(house), wish(1, "2026-11-24"))
    with time_source.using(clock_at(dt.date(2026, 11, 27))):
        fresh = signed_in(house_second(house))
        assert fresh.post(proposal(house), {"answer": "ja"}).status_code == 302
    with tenant(house.id):
        assert LocalTerm.objects.get().valid_from == dt.date(2026, 11, 27)


def house_second(house):
    with tenant(house.id):
        return member("Petra Zon", Role.ADMINISTRATOR, None, "voorbeeldstad")


@pytest.mark.parametrize(("key", "length"), [("belofte_contact", 3), ("wgs_first_talk", 5), ("wgs_decision", 1)])
def test_the_database_refuses_a_term_beyond_the_norm(house, key, length):
    with tenant(house.id):
        with pytest.raises(IntegrityError), transaction.atomic():
            LocalTerm.objects.create(
                municipality=house.municipality, rule_key=key, length=length, source="nergens",
                valid_from=dt.date(2027, 1, 1),
            )  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            LocalTermProposal.objects.create(
                municipality=house.municipality, rule_key=key, length=length, source="nergens",
                valid_from=dt.date(2027, 1, 1), proposed_by=house.administrator.account_id,
                proposed_at=WALL_CLOCK.now(),
            )  # fmt: skip


def test_another_organisations_municipality_is_not_there(house, desk):
    other = build_house("elders", demo=False)
    assert desk.get(address(other)).status_code == desk.post(address(other), wish()).status_code == 404
