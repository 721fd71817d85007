"""The administrator looks at the rights of everybody, and lets somebody in again."""

import pytest
from tests.support.houses import WALL_CLOCK

from houvast.foundation.accounts.models import Membership, StaffAccess
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db


def words(answer):
    return answer.content.decode()


def key_of(house):
    with tenant(house.id):
        return str(Membership.objects.get(account_id=house.counsellor.account_id).id)


def test_the_list_says_who_is_to_do_and_remembers_who_looked(house, desk):
    assert "nog naar <b>4</b> collega&#x27;s" in words(desk.get("/beheer/medewerkers/controle/")).replace("'", "&#x27;")
    assert "Nog te doen: 4" in words(desk.get("/beheer/"))
    address = f"/beheer/medewerkers/{house.counsellor.account_id}/klopt-nog/"
    page = words(desk.post(address, {"roles": key_of(house)}, follow=True))
    assert "nog naar <b>3</b>" in page and "door Noor Vink" in page
    with tenant(house.id):
        assert AuditEntry.objects.filter(action="rights.review_stands").count() == 1
        assert AuditEntry.objects.filter(action="rights.looked").count() == 2


@pytest.mark.parametrize("given", ["", "geen id", "00000000-0000-0000-0000-000000000000"])
def test_an_old_page_says_that_the_roles_changed(house, desk, given):
    answer = desk.post(f"/beheer/medewerkers/{house.counsellor.account_id}/klopt-nog/", {"roles": given})
    assert answer.status_code == 409 and "net veranderd" in words(answer)


def test_a_role_ends_from_the_list(house, desk):
    desk.post(f"/beheer/medewerkers/{house.counsellor.account_id}/controle/{key_of(house)}/stoppen/")
    assert "Fatma" not in words(desk.get("/beheer/medewerkers/controle/"))


def test_the_file_has_every_colleague_and_its_roles(house, desk):
    answer = desk.get("/beheer/medewerkers/controle.csv")
    assert answer["Content-Type"].startswith("text/csv") and "store" in answer["Cache-Control"]
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 5 and any("schuldhulpverlener, team Aanmelding;2020-01-01" in line for line in lines)


def test_somebody_whose_access_went_off_is_let_in_again(house, desk):
    with tenant(house.id):
        StaffAccess.objects.create(account_id=house.counsellor.account_id, off_since=WALL_CLOCK.now())
    person = f"/beheer/medewerkers/{house.counsellor.account_id}/"
    assert "toegang uit" in words(desk.get("/beheer/medewerkers/")) and "Zet toegang weer aan" in words(
        desk.get(person)
    )
    page = desk.get(f"{person}aanzetten/")
    assert "schuldhulpverlener, team Aanmelding" in words(page)
    answer = desk.post(f"{person}aanzetten/", {"roles": page.context["key"]}, follow=True)
    assert "kan er weer in" in words(answer) and "Zet toegang weer aan" not in words(answer)
    assert desk.get(f"{person}aanzetten/").status_code == 302
