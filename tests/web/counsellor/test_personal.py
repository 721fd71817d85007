"""Birth date, address, BSN and new contact points of a resident on the counsellor's screens."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK
from tests.support.stories import calls

from houvast.casework.contact.models import QuietRelease
from houvast.casework.dossier.models import Event, SearchEntry
from houvast.casework.residents.models import Address, BirthDate, Bsn, ContactPoint
from houvast.casework.residents.services import NEW_POINT_QUIET, add_contact_point
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
BSN, OTHER = "999990019", "999990020"


def at(file, path=""):
    return f"/werk/dossiers/{file.dossier_id}/gegevens/{path}"


def words(answer):
    return answer.content.decode()


def seen(answer):
    return answer.context["form"]["seen"].value() or ""


def test_a_page_without_anything_known_says_that_nothing_is_needed_yet(desk, file):
    page = words(desk.get(at(file)))
    assert "Vraag het pas als het nodig is" in page and "Geen vast adres mag ook" in page
    assert "Toon het hele nummer" not in page


def test_a_birth_date_is_found_by_searching_and_a_correction_keeps_the_old_one(house, desk, file):
    born = {"born_day": "4", "born_month": "5", "born_year": "1988", "seen": ""}
    assert desk.post(at(file, "geboortedatum/"), born).status_code == 302
    with tenant(house.id):
        assert SearchEntry.objects.get().birth_date == dt.date(1988, 5, 4)
    form = desk.get(at(file, "geboortedatum/"))
    better = {"born_day": "", "born_month": "", "born_year": "1987", "seen": seen(form), "reason": "Stond in de brief"}
    page = words(desk.post(at(file, "geboortedatum/"), better, follow=True))
    assert "1987, dag niet bekend" in page and "4 mei 1988" in page and "Wat er eerst stond" in page
    with tenant(house.id):
        assert BirthDate.objects.count() == 2 and SearchEntry.objects.get().birth_date is None
        assert "Stond in de brief" in [one.words for one in Event.objects.filter(kind="birth_date.recorded")]


@pytest.mark.parametrize(
    ("day", "month", "year", "hint"),
    [
        ("31", "2", "1988", "Vul dag, maand en jaar in"), ("", "", "88", "Vul dag, maand en jaar in"),
        ("4", "", "1988", "Vul dag, maand en jaar in"), ("", "", "", "Vul dag, maand en jaar in"),
        ("1", "1", "2030", "kan niet"), ("", "", "1850", "kan niet"), ("een", "mei", "1988", "Vul dag, maand"),
    ],
)  # fmt: skip
def test_a_birth_date_that_cannot_be_is_refused_and_comes_back(house, desk, file, day, month, year, hint):
    answer = desk.post(at(file, "geboortedatum/"), {"born_day": day, "born_month": month, "born_year": year})
    assert answer.status_code == 422 and hint in words(answer) and year in words(answer)
    with tenant(house.id):
        assert not BirthDate.objects.exists()


def test_two_colleagues_correct_at_once_and_the_second_sees_what_stands(house, desk, file):
    first = {"born_day": "", "born_month": "", "born_year": "1980", "seen": ""}
    assert desk.post(at(file, "geboortedatum/"), first).status_code == 302
    second = desk.post(at(file, "geboortedatum/"), {**first, "born_year": "1981"})
    assert second.status_code == 409 and "net veranderd" in words(second)
    again = desk.post(at(file, "geboortedatum/"), {**first, "born_year": "1981", "seen": seen(second)})
    assert again.status_code == 302


def test_an_address_or_no_fixed_address(house, desk, file):
    empty = desk.post(at(file, "adres/"), {"home": "fixed", "street": "Kade 2", "postcode": "", "city": ""})
    assert empty.status_code == 422 and "Vul postcode in" in words(empty) and "Kade 2" in words(empty)
    fixed = {"home": "fixed", "street": "Kade 2", "postcode": "1234 ab", "city": "Voorbeeldstad", "secret": "on"}
    page = words(desk.post(at(file, "adres/"), fixed, follow=True))
    assert "Kade 2, 1234 AB Voorbeeldstad" in page and "geheim adres" in page
    form = desk.get(at(file, "adres/"))
    none = {"home": "none", "street": "", "postcode": "", "city": "", "seen": seen(form), "reason": ""}
    assert "geen vast adres" in words(desk.post(at(file, "adres/"), none, follow=True))
    with tenant(house.id):
        assert Address.objects.count() == 2 and SearchEntry.objects.get().postcode == ""


@pytest.mark.parametrize("typed", ["123456789", "12345", "niets", "1234567890", "999 990 018"])
def test_a_number_that_fails_the_elfproef_is_refused_with_what_to_do(house, desk, file, typed):
    answer = desk.post(at(file, "bsn/"), {"bsn": typed, "seen": ""})
    assert (answer.status_code == 422 and "opnieuw" in words(answer)) or "Typ de 9 cijfers over" in words(answer)
    with tenant(house.id):
        assert not Bsn.objects.exists()


def test_a_bsn_is_masked_and_each_look_is_written_down(house, desk, file):
    page = words(desk.post(at(file, "bsn/"), {"bsn": "9999.90.019", "seen": ""}, follow=True))
    assert "•••••0019" in page and BSN not in page
    with tenant(house.id):
        masked = AuditEntry.objects.filter(action="person.look", object_type="bsn")
        assert masked.count() == 1 and masked.get().classes == ["D"]
        assert not AuditEntry.objects.filter(action="bsn.shown").exists()
    assert BSN in words(desk.post(at(file, "bsn/tonen/")))
    with tenant(house.id):
        assert AuditEntry.objects.get(action="bsn.shown").account_id == house.counsellor.account_id
    assert desk.get(at(file, "bsn/tonen/")).status_code == 405


def test_a_bsn_can_be_corrected_and_put_back(house, desk, file):
    for number in (BSN, OTHER, BSN):
        form = desk.get(at(file, "bsn/"))
        assert BSN not in words(form) and OTHER not in words(form)
        given = {"bsn": number, "seen": seen(form), "reason": "Verkeerd overgetypt"}
        assert desk.post(at(file, "bsn/"), given).status_code == 302
    form = desk.get(at(file, "bsn/"))
    same = desk.post(at(file, "bsn/"), {"bsn": BSN, "seen": seen(form), "reason": ""})
    assert same.status_code == 422 and "staat er al" in words(same)
    with tenant(house.id):
        assert Bsn.objects.count() == 3
        fact = Bsn.objects.earliest("recorded_at")
        with pytest.raises(IntegrityError), transaction.atomic():  # a second first number: the database says no
            Bsn(person_id=fact.person_id, number=OTHER, index=b"x" * 32, holds_on=fact.holds_on,
                recorded_at=fact.recorded_at, recorded_as="staff", channel="desk").save(force_insert=True)  # fmt: skip


def test_who_has_not_the_file_sees_none_of_it(house, file):
    colleague = signed_in(house.colleague)
    for path in ("", "geboortedatum/", "adres/", "bsn/"):
        assert colleague.get(at(file, path)).status_code == 404, path
    assert colleague.post(at(file, "bsn/tonen/")).status_code == 404
    assert colleague.post(at(file, "bsn/"), {"bsn": BSN}).status_code == 404
    assert "Gegevens</a>" not in words(colleague.get(f"/werk/dossiers/{file.dossier_id}/"))


# --- a new contact point ----------------------------------------------------------------------------------------


@pytest.fixture
def point(house, file):
    with tenant(house.id):
        person = ContactPoint.objects.get().person_id
        return add_contact_point(house.system, person, "mail", "nieuw@voorbeeld.example", WALL_CLOCK,
                                 quiet=NEW_POINT_QUIET)  # fmt: skip


def release(file, point):
    return f"/werk/dossiers/{file.dossier_id}/nummers/{point.id}/vrijgeven/"


def spoke(house, file, **more):
    with tenant(house.id):
        calls(house, file, WALL_CLOCK, "reached", **more)


def test_a_new_point_is_released_by_who_spoke_the_resident(house, desk, file, point):
    assert "Geef nu vrij" in words(desk.get(f"/werk/dossiers/{file.dossier_id}/"))
    assert "Spreek de inwoner eerst zelf" in words(desk.get(release(file, point)))
    told = {"reason": "Ik belde het oude nummer en herkende de stem."}
    assert desk.post(release(file, point), told).status_code == 422
    spoke(house, file)
    assert desk.post(release(file, point), {"reason": "kort"}).status_code == 422
    page = words(desk.post(release(file, point), told, follow=True))
    assert "Er kunnen nu codes" in page and "Geef nu vrij" not in page and "vrijgegeven na een gesprek" in page
    with tenant(house.id):
        made = QuietRelease.objects.get()
        assert (made.released_by_id, made.reason) == (house.counsellor.account_id, told["reason"])
        assert ContactPoint.objects.get(pk=point.id).quiet_until == WALL_CLOCK.now()
        assert AuditEntry.objects.filter(action="contact_point.released").count() == 1
    assert desk.get(release(file, point)).status_code == 404
    assert desk.post(release(file, point), told).status_code == 409


def test_a_talk_over_the_new_point_itself_or_of_a_colleague_proves_nothing(house, desk, file, point):
    spoke(house, file, actor=house.colleague)
    spoke(house, file, contact_point_id=point.id)
    spoke(house, file, channel="mail")
    answer = desk.post(release(file, point), {"reason": "Ik herkende de stem meteen."})
    assert answer.status_code == 422 and "Spreek de inwoner eerst zelf" in words(answer)
    with tenant(house.id):
        assert not QuietRelease.objects.exists()


def test_a_colleague_without_the_file_cannot_release(house, file, point):
    spoke(house, file, actor=house.colleague)
    colleague = signed_in(house.colleague)
    assert "Geef nu vrij" not in words(colleague.get(f"/werk/dossiers/{file.dossier_id}/"))
    assert colleague.get(release(file, point)).status_code == 404
    assert colleague.post(release(file, point), {"reason": "Ik herkende de stem meteen."}).status_code in (403, 404)
    with tenant(house.id):
        assert not QuietRelease.objects.exists()
