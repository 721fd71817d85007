"""Staff read a mail on its file, and look through what was put aside."""

import io
import uuid

import pytest
from tests.support.desks import signed_in
from tests.support.files import A_PDF
from tests.support.houses import build_house
from tests.support.stories import CHANCE, signs_up
from tests.support.town import a_town

from houvast.casework.dossier.models import Dossier
from houvast.casework.dossier.services import take_up
from houvast.casework.letters.models import Message
from houvast.casework.signup.by_mail import receive_mail
from houvast.casework.signup.models import MailAside, ReceivedMail, Signup
from houvast.connections.mail_in import simulator
from houvast.connections.mail_in.reading import read_mail
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.documents.models import Document
from houvast.foundation.organisations.models import Municipality
from houvast.foundation.tenancy.context import tenant

HOSTILE = "<script>alert(1)</script> {{ 7|add:7 }} Ik bel \u202eniet"


@pytest.fixture
def town(db, settings, tmp_path):
    settings.DOCUMENT_FOLDER = tmp_path
    with a_town() as (house, clock):
        yield house, clock


def comes_in(town, content, envelope=simulator.SENDER):
    house, clock = town
    with tenant(house.id):
        mail = read_mail(io.BytesIO(content), clock.now(), envelope, len(content))
        return receive_mail(house.municipality.id, mail, clock, CHANCE)


def the_file(town, *, taken=True):
    house, clock = town
    with tenant(house.id):
        dossier_id = Dossier.objects.get().id
        if taken:
            take_up(house.counsellor, dossier_id, clock)
    return f"/werk/dossiers/{dossier_id}/"


def test_the_owner_reads_the_mail_on_the_file_and_nothing_in_it_is_run(town):
    comes_in(town, simulator.with_files(("x.exe", b"MZ"), Subject=HOSTILE))
    text = signed_in(town[0].counsellor).get(the_file(town)).content.decode()
    assert "E-mail van de inwoner" in text and "Wilt u mij bellen?" in text
    assert "1 bijlage: op slot" in text and "{{ 7|add:7 }}" in text
    assert "<script>alert" not in text and "\u202e" not in text
    with tenant(town[0].id):
        assert AuditEntry.objects.filter(action="mail.look").count() == 1


def test_the_team_sees_that_there_is_a_sign_up_and_not_its_words(town):
    comes_in(town, simulator.plain())
    text = signed_in(town[0].colleague).get(the_file(town)).content.decode()
    assert "Aanmelding binnen" in text and "Wilt u mij bellen?" not in text


def test_the_queue_says_by_mail_and_how_many_lie_aside(town):
    client = signed_in(town[0].counsellor)
    assert "opzij" not in client.get("/werk/aanmeldingen/").content.decode()
    comes_in(town, simulator.plain())
    comes_in(town, simulator.plain(List_Id="<x>", Message_ID="<2@voorbeeld.example>"))
    text = client.get("/werk/aanmeldingen/").content.decode()
    assert "sanne@voorbeeld.example" in text and ">e-mail<" in text and "1 e-mail ligt opzij" in text


def judge(town, client, **more):
    with tenant(town[0].id):
        aside = MailAside.objects.get()
    return client.post(f"/werk/aanmeldingen/opzij/{aside.id}/", {"version": aside.version, **more})


def test_what_was_put_aside_becomes_a_sign_up_with_its_clock_from_receipt(town):
    house, clock = town
    comes_in(town, simulator.plain(List_Id="<x>"))
    clock.advance(days=1)
    client = signed_in(house.counsellor)
    text = client.get("/werk/aanmeldingen/opzij/").content.decode()
    assert "nieuwsbrief of lijst" in text and "Wilt u mij bellen?" in text
    answer = judge(town, client, besluit="aanmelding")
    with tenant(house.id):
        signup = Signup.objects.get()
        assert answer.url == f"/werk/dossiers/{signup.dossier_id}/"
        assert signup.received_at < clock.now() and signup.channel == "mail"
        assert ReceivedMail.objects.get().signup_id == signup.id
    assert "Niets opzij." in client.get("/werk/aanmeldingen/opzij/").content.decode()
    comes_in(town, simulator.plain(List_Id="<x>"))
    with tenant(house.id):
        assert (Signup.objects.count(), MailAside.objects.count()) == (1, 1)


def test_what_asks_nothing_leaves_the_list_and_a_second_judgement_is_a_conflict(town):
    comes_in(town, simulator.plain(List_Id="<x>"))
    client = signed_in(town[0].colleague)
    with tenant(town[0].id):
        aside = MailAside.objects.get()
    assert judge(town, client).url == "/werk/aanmeldingen/opzij/"
    address = f"/werk/aanmeldingen/opzij/{aside.id}/"
    assert client.post(address, {"version": aside.version, "besluit": "aanmelding"}).status_code == 409
    assert client.post(address, {"version": "x"}).status_code == 400
    with tenant(town[0].id):
        assert not Dossier.objects.exists()


def test_a_mail_that_is_not_there_and_a_look_by_get_are_refused(town):
    client = signed_in(town[0].counsellor)
    address = f"/werk/aanmeldingen/opzij/{uuid.uuid4()}/"
    assert client.post(address, {"version": "1"}).status_code == 404
    assert client.get(address).status_code == 405
    assert signed_in(town[0].administrator).get("/werk/aanmeldingen/opzij/").status_code in (403, 404)


def test_an_address_that_another_municipality_has_is_refused_and_what_was_typed_stays(town):
    house, _ = town
    other = build_house("anderstad", demo=False)
    with tenant(other.id):
        Municipality.objects.update(mail_address="geld@anderstad.example")
    client = signed_in(house.administrator)
    address = f"/beheer/gemeenten/{house.municipality.id}/"
    typed = {
        "version": "1", "name": "Voorbeeldstad", "code": "9999", "phone": "0123 45 67 89",
        "equated_days_are_working_days": "ja", "mail_address": "geld@anderstad.example",
    }  # fmt: skip
    text = client.post(address, typed).content.decode()
    assert "al van een andere gemeente" in text and "geld@anderstad.example" in text
    client.post(address, {**typed, "mail_address": "hulp@voorbeeldstad.example"})
    with tenant(house.id):
        assert Municipality.objects.get().mail_address == "hulp@voorbeeldstad.example"


def test_beheer_shows_the_address_and_how_it_stands(town):
    house, _ = town
    with tenant(house.id):
        Municipality.objects.update(mail_address="hulp@voorbeeldstad.example")
    text = signed_in(house.administrator).get("/beheer/koppelingen/").content.decode()
    assert "E-mail binnen" in text and "Aanmeldadres: hulp@voorbeeldstad.example" in text


def test_a_mail_of_somebody_else_leaves_the_file_whole_and_opens_one_with_its_clock(town):
    house, clock = town
    with tenant(house.id):
        made = signs_up(house, clock, wants="mail", phone="", mail="sanne@voorbeeld.example")
        take_up(house.counsellor, made.dossier_id, clock)
    clock.advance(hours=1)
    comes_in(town, simulator.with_files(("x.pdf", A_PDF)))
    clock.advance(days=1)
    client = signed_in(house.counsellor)
    base = f"/werk/dossiers/{made.dossier_id}/"
    assert "Dit is van iemand anders" in client.get(base).content.decode()
    with tenant(house.id):
        mail = ReceivedMail.objects.get()
    address = f"{base}e-mail/{mail.id}/apart/"
    assert signed_in(house.colleague).post(address).status_code in (403, 404)
    assert client.post(address).url == "/werk/aanmeldingen/"
    assert client.post(address).status_code == 404
    assert "Wilt u mij bellen?" not in client.get(base).content.decode()
    with tenant(house.id):
        signup = Signup.objects.get(channel="mail")
        moved = ReceivedMail.objects.get()
        assert signup.dossier_id != made.dossier_id and signup.received_at == mail.received_at
        assert (moved.dossier_id, moved.signup_id) == (signup.dossier_id, signup.id)
        assert Document.objects.get().dossier_id == signup.dossier_id
        assert Message.objects.count() == 1
