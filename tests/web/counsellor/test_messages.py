"""What a counsellor reads after an unwanted try, and what he does with a message that cannot leave."""

import uuid

import pytest
from tests.support.desks import signed_in
from tests.support.houses import WALL_CLOCK
from tests.support.stories import signs_up

from houvast.casework.dossier.models import Event
from houvast.casework.dossier.services import take_up
from houvast.casework.residents.services import WishesGiven
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.jobs.models import Intent
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db


def taken(house, **given):
    with tenant(house.id):
        made = signs_up(house, WALL_CLOCK, **given)
        take_up(house.counsellor, made.dossier_id, WALL_CLOCK)
    return made


def parked(house, made):
    with tenant(house.id):
        Intent.objects.update(state="parked", attempts=8, last_error="Het nummer bestaat niet.")
        return Intent.objects.get(dossier_id=made.dossier_id)


def test_who_did_what_the_resident_had_not_wanted_reads_it_at_once(house, desk):
    made = taken(house, wishes=WishesGiven(voicemail_allowed=False))
    tried = {
        "form_key": str(uuid.uuid4()), "channel": "phone", "outcome": "voicemail", "on_day": "2026-11-23",
        "at_time": "09:30", "contact_point": "", "note": "",
    }  # fmt: skip
    page = desk.post(f"/werk/dossiers/{made.dossier_id}/contact/", tried, follow=True).content.decode()
    assert "Let op. De inwoner wil geen voicemail." in page and "Kies de volgende keer een andere weg." in page
    tried |= {"form_key": str(uuid.uuid4()), "outcome": "no_answer"}
    page = desk.post(f"/werk/dossiers/{made.dossier_id}/contact/", tried, follow=True).content.decode()
    assert "Kies de volgende keer een andere weg." not in page


def test_a_parked_message_is_taken_back_with_a_reason_that_the_file_keeps(house, desk):
    made = taken(house)
    intent = parked(house, made)
    address = f"/werk/dossiers/{made.dossier_id}/berichten/{intent.id}/intrekken/"
    assert address in desk.get(f"/werk/dossiers/{made.dossier_id}/").content.decode()
    assert "Het nummer bestaat niet." in desk.get(address).content.decode()
    for reason in ("", "   "):
        refused = desk.post(address, {"version": intent.version, "reason": reason})
        assert refused.status_code == 422 and "waarom dit bericht niet meer hoeft" in refused.content.decode()
    page = desk.post(address, {"version": intent.version, "reason": "Ik heb gebeld."}, follow=True).content.decode()
    assert "gaat niet meer weg" in page and "Dit kon niet weg" not in page and "Ik heb gebeld." in page
    with tenant(house.id):
        assert Intent.objects.get().state == "cancelled" and Intent.objects.get().cancelled_because == "Ik heb gebeld."
        assert Event.objects.filter(kind="message.taken_back").count() == 1
        assert AuditEntry.objects.filter(action="intent.cancelled").count() == 1
    assert desk.post(address, {"version": intent.version, "reason": "Nog eens."}).status_code == 409
    assert desk.get(address).status_code == 404


def test_a_message_of_another_file_or_another_teams_is_not_there(house, desk):
    made, other = taken(house), taken(house, phone="+31687654321")
    intent = parked_of(house, other)
    address = f"/werk/dossiers/{made.dossier_id}/berichten/{intent.id}/intrekken/"
    assert desk.get(address).status_code == 404
    theirs = f"/werk/dossiers/{other.dossier_id}/berichten/{intent.id}/intrekken/"
    outsider = signed_in(house.outsider)
    assert (
        outsider.get(theirs).status_code == outsider.post(theirs, {"version": 1, "reason": "Nee."}).status_code == 404
    )


def parked_of(house, made):
    with tenant(house.id):
        Intent.objects.filter(dossier_id=made.dossier_id).update(state="parked", attempts=8)
        return Intent.objects.get(dossier_id=made.dossier_id)


def test_the_administrator_takes_it_back_too(house):
    made = taken(house)
    intent = parked(house, made)
    desk = signed_in(house.administrator)
    address = f"/beheer/geparkeerd/{intent.id}/intrekken/"
    assert address in desk.get("/beheer/geparkeerd/").content.decode()
    assert desk.post(address, {"version": intent.version, "reason": ""}).status_code == 422
    assert desk.post(address, {"version": intent.version, "reason": "Het nummer is fout."}).status_code == 302
    assert desk.post(address, {"version": intent.version, "reason": "Nog eens."}).status_code == 409
    assert desk.get(address).status_code == 404
    with tenant(house.id):
        assert Intent.objects.get().state == "cancelled"
