"""A mail to the sign-up address is a call for help with its clock; nothing is lost, no program is answered."""

import dataclasses
import datetime as dt
import io

import pytest
from tests.support.files import A_PDF
from tests.support.houses import later_clock
from tests.support.stories import CHANCE, signs_up
from tests.support.town import a_town

from houvast.casework.dossier.models import Clock, Dossier, Event, Task
from houvast.casework.dossier.services import end_on_own_words
from houvast.casework.letters.models import Message
from houvast.casework.residents.models import ContactPoint, PersonName
from houvast.casework.signup.by_mail import Became, TooManyMails, receive_mail
from houvast.casework.signup.duplicates import possible_duplicates
from houvast.casework.signup.models import MailAside, ReceivedMail, Signup
from houvast.casework.signup.queries import queue
from houvast.connections.mail_in import simulator
from houvast.connections.mail_in.reading import read_mail
from houvast.foundation.documents import services as documents
from houvast.foundation.documents.errors import NotReleased, WrongKind
from houvast.foundation.documents.models import Document
from houvast.foundation.organisations.models import Municipality
from houvast.foundation.tenancy.context import tenant


@pytest.fixture
def town(db, settings, tmp_path):
    settings.DOCUMENT_FOLDER = tmp_path
    with a_town() as (house, clock), tenant(house.id):
        yield house, clock


def comes_in(town, content, clock=None, envelope=simulator.SENDER, **changed):
    house, now = town
    now = clock or now
    mail = read_mail(io.BytesIO(content), now.now(), envelope, len(content))
    return receive_mail(house.municipality.id, dataclasses.replace(mail, **changed), now, CHANCE)


def tasks():
    return sorted(Task.objects.filter(outcome="").values_list("kind", flat=True))


# --- a call for help ---------------------------------------------------------------------------------------------


def test_a_mail_opens_a_file_with_its_words_and_its_clock(town):
    house, clock = town
    assert comes_in(town, simulator.plain()) is Became.SIGNUP
    (row,) = queue(house.counsellor, clock).rows
    assert (row.channel, row.wants, row.reach) == ("mail", "mail", "sanne@voorbeeld.example")
    assert row.face.list_name == "Sanne de Vries" and row.received_at == clock.now()
    assert row.contact.due == dt.date(2026, 11, 25)
    assert "Wilt u mij bellen?" in Signup.objects.get().help_request
    assert "Wilt u mij bellen?" in ReceivedMail.objects.get().words


def test_the_clock_runs_from_receipt_and_not_from_the_reading(town):
    friday = town[1].now() - dt.timedelta(days=3)
    comes_in(town, simulator.plain(), received_at=friday)
    assert Signup.objects.get().received_at == friday
    assert Clock.objects.get(kind="belofte_contact").starts_on == dt.date(2026, 11, 20)
    assert Dossier.objects.get().opened_on == dt.date(2026, 11, 20)


def test_the_sender_gets_one_confirmation_with_the_day_in_neutral_words(town):
    comes_in(town, simulator.plain())
    comes_in(town, simulator.plain("Nog iets vergeten", Message_ID="<2@voorbeeld.example>"))
    (message,) = Message.objects.all()
    assert message.contact_point.value == "sanne@voorbeeld.example"
    assert "woensdag 25 november" in message.body
    assert "schuld" not in f"{message.subject}{message.body}".lower()


def test_the_same_mail_twice_is_one_sign_up(town):
    assert comes_in(town, simulator.plain()) is Became.SIGNUP
    assert comes_in(town, b"Received: from x by y\r\n" + simulator.plain()) is Became.AGAIN
    assert (Dossier.objects.count(), ReceivedMail.objects.count(), Message.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("shape", simulator.SHAPES)
def test_every_shape_of_mail_becomes_a_sign_up(town, shape):
    assert comes_in(town, simulator.SHAPES[shape]()) is Became.SIGNUP
    assert ReceivedMail.objects.get().signup_id == Signup.objects.get().id


def test_a_mail_that_names_nobody_is_kept_whole_and_somebody_finds_out(town):
    assert comes_in(town, b"", envelope=None) is Became.SIGNUP
    assert tasks() == ["mail_sender", "mail_unread"]
    assert ReceivedMail.objects.get().original is None  # there is nothing to keep
    assert not ContactPoint.objects.exists() and not Message.objects.exists()


def test_what_was_not_understood_is_kept_as_it_came_on_the_lock(town):
    house, clock = town
    comes_in(town, simulator.SHAPES["not closed"]())
    row = ReceivedMail.objects.get()
    assert not row.understood and tasks() == ["mail_unread"]
    assert row.original.versions.get().true_type == "message/rfc822"
    with pytest.raises(NotReleased):
        documents.open_document(house.system, clock, row.original_id)
    with pytest.raises(WrongKind):
        documents.release(house.system, clock, row.original_id, row.original.version, ground="scanned")


def test_a_mail_that_was_understood_is_not_kept_twice(town):
    comes_in(town, simulator.plain())
    assert not Document.objects.exists() and tasks() == []


def test_a_program_that_writes_for_somebody_makes_a_sign_up_and_gets_no_answer(town):
    assert comes_in(town, simulator.PROGRAMS["web form"][1]()) is Became.SIGNUP
    assert not Message.objects.exists()


def test_a_colleague_who_passes_a_mail_on_is_not_the_resident(town):
    content = simulator.plain(From="Fatma <fatma@voorbeeldstad.example>", Subject="Fwd: hulp")
    assert comes_in(town, content) is Became.SIGNUP
    assert comes_in(town, content.replace(b"a1b2c3", b"d4")) is Became.SIGNUP
    assert not ContactPoint.objects.exists() and not Message.objects.exists() and not PersonName.objects.exists()
    assert tasks() == ["mail_sender", "mail_sender"]


def test_our_own_address_as_sender_is_not_answered(town):
    house, _ = town
    Municipality.objects.filter(pk=house.municipality.id).update(mail_address=simulator.TO)
    comes_in(town, simulator.plain(From=simulator.TO))
    assert not Message.objects.exists() and tasks() == ["mail_sender"]


def test_more_from_one_sender_than_anybody_writes_is_asked_to_come_later(town):
    for number in range(20):
        comes_in(town, simulator.plain(Message_ID=f"<{number}@voorbeeld.example>"))
    with pytest.raises(TooManyMails):
        comes_in(town, simulator.plain(Message_ID="<21@voorbeeld.example>"))


# --- attachments -------------------------------------------------------------------------------------------------


def test_attachments_lie_on_the_lock_whatever_they_are(town):
    comes_in(town, simulator.with_files(("brief.pdf", A_PDF), ("winmail.dat", b"\x78\x9f\x3e\x22"), ("x.exe", b"MZ")))
    kept = [(one.title, one.state, one.versions.get().true_type) for one in Document.objects.order_by("id")]
    assert sorted(kept) == [
        ("brief.pdf", "locked", "application/pdf"),
        ("winmail.dat", "locked", "application/octet-stream"),
        ("x.exe", "locked", "application/octet-stream"),
    ]
    assert (ReceivedMail.objects.get().kept, tasks()) == (3, [])


def test_an_attachment_that_cannot_be_kept_never_stops_a_sign_up(town, settings, tmp_path):
    full = tmp_path / "geen map"
    full.write_bytes(b"")
    settings.DOCUMENT_FOLDER = full
    assert comes_in(town, simulator.with_files(("brief.pdf", A_PDF))) is Became.SIGNUP
    row = ReceivedMail.objects.get()
    assert (row.kept, row.not_kept, row.original) == (0, 1, None) and tasks() == ["mail_unread"]
    assert Message.objects.count() == 1


def test_an_empty_attachment_is_asked_for_and_the_mail_is_kept_as_it_came(town):
    comes_in(town, simulator.with_files(("leeg.pdf", b"")))
    row = ReceivedMail.objects.get()
    assert (row.kept, row.not_kept) == (0, 1) and row.original is not None


# --- somebody we know --------------------------------------------------------------------------------------------


def known(town, **given):
    house, clock = town
    return signs_up(house, clock, wants="mail", phone="", mail="sanne@voorbeeld.example", **given)


def test_a_mail_of_somebody_we_know_goes_to_the_open_file_with_a_task_for_its_owner(town):
    made = known(town)
    assert comes_in(town, simulator.plain(), later_clock(hours=5)) is Became.ADDITION
    (row,) = ReceivedMail.objects.all()
    assert (row.dossier_id, row.signup) == (made.dossier_id, None)
    assert tasks() == ["mail_read"]
    assert Event.objects.filter(kind="mail.received", visible_to__contains=["resident"]).count() == 1
    assert Message.objects.count() == 1  # the confirmation of the sign-up itself


def test_ten_mails_are_one_task(town):
    known(town)
    for number in range(10):
        comes_in(town, simulator.plain(Message_ID=f"<{number}@voorbeeld.example>"))
    assert (tasks(), ReceivedMail.objects.count()) == (["mail_read"], 10)


@pytest.mark.parametrize("unsafe", ["two files", "other name", "unsafe", "wrong", "closed", "forwarded"])
def test_where_it_is_not_safe_a_mail_opens_a_file_of_its_own_that_is_shown_as_possibly_double(town, unsafe):
    house, clock = town
    made = known(town)
    content = simulator.plain()
    if unsafe == "two files":
        known(town)
    elif unsafe == "other name":
        content = simulator.plain(From="Ali Demir <sanne@voorbeeld.example>")
    elif unsafe in ("unsafe", "wrong"):
        ContactPoint.objects.update(state=unsafe)
    elif unsafe == "closed":
        end_on_own_words(house.counsellor, made.dossier_id, made.party_id, "Ik red het zelf", clock)
    else:
        content = simulator.SHAPES["forwarded inline"]()
    assert comes_in(town, content) is Became.SIGNUP
    newest = Signup.objects.get(channel="mail")
    others = [one.dossier_id for one in possible_duplicates(house.counsellor, newest.dossier_id, clock)]
    assert made.dossier_id in others


def test_nothing_is_sent_to_an_address_that_somebody_called_unsafe(town):
    known(town)
    ContactPoint.objects.update(state="unsafe")
    before = Message.objects.count()
    comes_in(town, simulator.plain())
    assert Message.objects.count() == before


def test_what_is_passed_on_from_a_confirmed_address_goes_to_the_file(town):
    known(town)
    ContactPoint.objects.update(state="confirmed")
    assert comes_in(town, simulator.SHAPES["forwarded inline"]()) is Became.ADDITION


# --- what a program wrote ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name, (kind, _) in simulator.PROGRAMS.items() if kind != "form"])
def test_what_asks_for_no_help_is_put_aside_and_never_answered(town, name):
    assert comes_in(town, simulator.PROGRAMS[name][1](), envelope="") is Became.ASIDE
    assert not Dossier.objects.exists() and not Message.objects.exists()
    assert MailAside.objects.get().judged_at is None


def left(proof="<onze@houvast.example>"):
    """Our confirmation left with this number."""
    intent = Message.objects.get().intent
    intent.state, intent.proof, intent.finished_at = "sent", proof, intent.created_at
    intent.save()
    return proof


def test_an_automatic_answer_to_us_stands_on_the_file_and_makes_no_second_one(town):
    made = known(town)
    content = simulator.plain(Auto_Submitted="auto-replied", In_Reply_To=left())
    assert comes_in(town, content, envelope="") is Became.ASIDE
    assert Event.objects.get(kind="mail.automatic").dossier_id == made.dossier_id
    aside = MailAside.objects.get()
    assert aside.dossier_id == made.dossier_id and aside.judged_at is not None
    assert (Dossier.objects.count(), tasks()) == (1, [])


def test_what_answers_us_from_a_new_address_each_time_gets_no_second_answer(town):
    known(town)
    number = left()
    for ticket in range(3):
        content = simulator.plain(From=f"ticket-{ticket}@balie.example", In_Reply_To=number)
        assert comes_in(town, content) is Became.SIGNUP
    assert Message.objects.count() == 1


def test_a_letter_that_is_passed_on_as_an_answer_to_us_goes_to_the_file(town):
    known(town)
    assert comes_in(town, simulator.plain(Subject="Fwd: brief", References=left())) is Became.ADDITION


def test_a_bounce_of_our_mail_asks_somebody_to_call(town):
    made = known(town)
    comes_in(town, simulator.bounce(left()), envelope="")
    assert Event.objects.get(kind="mail.bounced").dossier_id == made.dossier_id and tasks() == ["mail_bounced"]


def test_a_mail_that_is_only_late_asks_nobody(town):
    known(town)
    comes_in(town, simulator.bounce(left(), "delayed", "4.4.1"), envelope="")
    assert tasks() == []
