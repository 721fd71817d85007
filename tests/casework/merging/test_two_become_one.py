"""Two files of one person become one, and apart again: nothing is lost, nothing is counted twice (1.4)."""

import datetime as dt
import io
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.db import connection
from tests.support.houses import WALL_CLOCK, build_house, later_clock
from tests.support.stories import CHANCE, calls, later, signs_up

from houvast.casework.contact.standing import attempts_in_vain
from houvast.casework.dossier.errors import MergedAway
from houvast.casework.dossier.merges import files_of, same_resident, stays
from houvast.casework.dossier.models import Clock, Dossier, DossierMerge, Event, MergeTrace, Task, Threat
from houvast.casework.dossier.page import dossier_page
from houvast.casework.dossier.rows import faces_of
from houvast.casework.dossier.services import (
    end_on_own_words,
    finish_task,
    open_task,
    owner_of,
    recompute_look_at,
    reopen,
    take_up,
)
from houvast.casework.letters.models import Message
from houvast.casework.letters.queries import sent_to
from houvast.casework.letters.questions import AskCommand, ask
from houvast.casework.letters.talk import open_questions
from houvast.casework.merging.errors import (
    AlreadyMerged,
    BothBooked,
    DifferentBsn,
    MergedFurther,
    NotMerged,
    NotOpen,
    SameFile,
    StaleChoice,
)
from houvast.casework.merging.services import MergeCommand, merge, undo_merge
from houvast.casework.planning.models import Appointment
from houvast.casework.planning.queries import own_appointments, planned_on
from houvast.casework.residents.models import Address, ContactPoint, ContactWish, PersonName
from houvast.casework.residents.services import (
    AddressGiven,
    NameGiven,
    WishesGiven,
    mark_contact_point,
    record_address,
    record_bsn,
    record_name,
    record_wishes,
)
from houvast.casework.residents.standing import standing
from houvast.casework.signup.by_mail import receive_mail
from houvast.casework.signup.codes import give_paper_code, recognise
from houvast.casework.signup.duplicates import possible_duplicates
from houvast.casework.signup.errors import WrongCode
from houvast.casework.signup.mails import mails_of
from houvast.casework.signup.models import ReceivedMail
from houvast.casework.signup.paper import check_paper_code, give_paper_codes
from houvast.casework.signup.queries import queue
from houvast.connections.mail_in import simulator
from houvast.connections.mail_in.reading import read_mail
from houvast.foundation.access.actor import Actor
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.models import AccessRelation, RelationKind
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.documents.models import Document
from houvast.foundation.jobs.models import Intent
from houvast.foundation.tenancy.context import tenant
from houvast.promise.facts import Period, cases_of

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)
FRIDAY = later(WALL_CLOCK, days=-3)


@pytest.fixture
def two(house):
    """Somebody signed up on Friday by web and again on Monday by mail."""
    earlier = signs_up(house, FRIDAY, call_name="Sanne", channel="website")
    newer = signs_up(house, WALL_CLOCK, call_name="S. de Vries", phone="", mail="sanne@voorbeeld.example", wants="mail",
                     channel="mail", threats=("eviction",))  # fmt: skip
    return earlier, newer


def joined(house, stays_on, goes, **choices):
    return merge(house.counsellor, MergeCommand(stays_on.dossier_id, goes.dossier_id, choices), WALL_CLOCK)


def due_days(made):
    return {one.kind: one.due for one in Clock.objects.filter(dossier_id=made.dossier_id)}


def person_of(made):
    return faces_of([made.dossier_id])[made.dossier_id].person_id


def everything(house):
    """All rows of the record, without the versions that count changes and what a merge itself writes."""
    rows = {}
    for model in (Clock, Task, Dossier):
        for row in model.objects.values():
            row.pop("version")
            rows[(model.__name__, row["id"])] = row
    return rows


def test_the_file_that_stays_runs_from_the_earliest_receipt(house, two):
    earlier, newer = two
    before = due_days(earlier)
    joined(house, newer, earlier)  # the later one stays
    after = due_days(newer)
    assert all(after[kind] == day for kind, day in before.items())
    assert "wgs_threat_talk" in after
    contact = Clock.objects.get(dossier_id=newer.dossier_id, kind="belofte_contact")
    assert contact.starts_on == FRIDAY.today()


def test_contact_on_one_of_the_two_was_contact(house, two):
    earlier, newer = two
    calls(house, newer, WALL_CLOCK, "reached")
    joined(house, earlier, newer)
    contact = Clock.objects.get(dossier_id=earlier.dossier_id, kind="belofte_contact")
    assert contact.stopped_on == MONDAY and contact.starts_on == FRIDAY.today()


def test_the_merged_file_leaves_the_lists_and_says_where_it_went(house, two):
    earlier, newer = two
    take_up(house.counsellor, newer.dossier_id, WALL_CLOCK)
    joined(house, earlier, newer)
    assert [row.dossier_id for row in queue(house.counsellor, WALL_CLOCK).rows] == [earlier.dossier_id]
    away = dossier_page(house.counsellor, newer.dossier_id, WALL_CLOCK).went_on_in
    assert (away.number, away.by) == (earlier.number, "Fatma de Boer")
    page = dossier_page(house.counsellor, earlier.dossier_id, WALL_CLOCK)
    assert [one.number for one in page.joined] == [newer.number]
    assert [one.dossier_id for one in page.lines].count(newer.dossier_id) >= 2
    assert owner_of(earlier.dossier_id, WALL_CLOCK) == house.counsellor.account_id
    assert recompute_look_at() == [] and possible_duplicates(house.counsellor, earlier.dossier_id, WALL_CLOCK) == []


def test_nothing_can_be_done_on_a_file_that_went_on_in_another(house, two):
    earlier, newer = two
    joined(house, earlier, newer)
    for verb in (
        lambda: calls(house, newer, WALL_CLOCK, "reached"),
        lambda: take_up(house.counsellor, newer.dossier_id, WALL_CLOCK),
        lambda: reopen(house.counsellor, newer.dossier_id, newer.party_id, WALL_CLOCK),
        lambda: end_on_own_words(house.counsellor, newer.dossier_id, newer.party_id, "nee", WALL_CLOCK),
    ):
        with pytest.raises(MergedAway, match=earlier.number):
            verb()


def test_the_codes_of_both_keep_working_and_lead_to_the_one_that_stays(house, two):
    earlier, newer = two
    paper = give_paper_codes(house.counsellor, newer.dossier_id, newer.party_id, WALL_CLOCK, CHANCE)
    joined(house, earlier, newer)
    for code in (earlier.return_code, paper.return_code):
        found = recognise(house.anonymous, code, WALL_CLOCK)
        assert (found.dossier_id, found.party_id) == (earlier.dossier_id, earlier.party_id)
        assert sorted(way.kind for way in found.ways) == ["mail", "phone"]
    accepted = check_paper_code(house.anonymous, earlier.party_id, paper.second, WALL_CLOCK)
    assert (accepted.dossier_id, accepted.party_id) == (earlier.dossier_id, earlier.party_id)
    give_paper_code(house.counsellor, earlier.dossier_id, earlier.party_id, WALL_CLOCK, CHANCE)
    for code in (earlier.return_code, paper.return_code):
        with pytest.raises(WrongCode):
            recognise(house.anonymous, code, WALL_CLOCK)


def test_tasks_messages_and_tries_are_seen_on_the_file_that_stays(house, two):
    earlier, newer = two
    open_task(house.counsellor, newer.dossier_id, newer.party_id, "bel", "Bel na zes uur", MONDAY, WALL_CLOCK)
    calls(house, newer, WALL_CLOCK, "no_answer")
    joined(house, earlier, newer)
    (task,) = Task.objects.filter(dossier_id=earlier.dossier_id, kind="bel")
    assert task.party_id == earlier.party_id
    assert {row.channel for row in sent_to(earlier.party_id)} == {"sms", "mail"}
    assert attempts_in_vain(earlier.dossier_id) == 1
    assert Dossier.objects.get(pk=earlier.dossier_id).look_at == min(
        MONDAY, Clock.objects.filter(dossier_id=earlier.dossier_id).order_by("plan_by").first().plan_by
    )


def test_what_was_chosen_counts_and_the_safest_wishes_stand(house, two):
    earlier, newer = two
    theirs = standing(PersonName, person_of(newer))
    point = ContactPoint.objects.get(person_id=person_of(earlier), kind="phone")
    mark_contact_point(house.system, point, "unsafe", WALL_CLOCK)
    record_wishes(house.system, person_of(newer), WishesGiven(post_allowed=False, safe_contact=True), WALL_CLOCK)
    record_address(
        house.system, person_of(newer), AddressGiven(postcode="1234AB", city="Stad", secret=True), WALL_CLOCK
    )
    joined(house, earlier, newer, name=theirs.id)
    person = person_of(earlier)
    assert standing(PersonName, person).call_name == "S. de Vries"
    wishes = standing(ContactWish, person)
    assert wishes.safe_contact and not wishes.post_allowed and wishes.phone_allowed
    assert standing(Address, person).secret
    assert {(one.kind, one.state) for one in ContactPoint.objects.filter(person_id=person)} == {
        ("phone", "unsafe"), ("mail", "given"),
    }  # fmt: skip


def test_one_press_undoes_it_and_every_row_is_as_it_was(house, two):
    earlier, newer = two
    take_up(house.colleague, newer.dossier_id, WALL_CLOCK)
    open_task(house.counsellor, newer.dossier_id, newer.party_id, "bel", "Bel na zes uur", MONDAY, WALL_CLOCK)
    open_task(house.counsellor, newer.dossier_id, None, "other_way", "Andere weg", MONDAY, WALL_CLOCK)
    open_task(house.counsellor, earlier.dossier_id, None, "other_way", "Andere weg", MONDAY, WALL_CLOCK)
    before, facts = everything(house), Event.objects.count()
    made = joined(house, newer, earlier, name=standing(PersonName, person_of(earlier)).id)
    assert everything(house) != before
    undo_merge(house.counsellor, made.id, WALL_CLOCK)
    assert everything(house) == before
    assert not Threat.objects.filter(dossier_id=earlier.dossier_id, over=False, superseded_by__isnull=True).exists()
    assert standing(PersonName, person_of(newer)).call_name == "S. de Vries"
    assert Event.objects.count() > facts, "what happened stays told"
    assert stays(earlier.dossier_id) == earlier.dossier_id and files_of(newer.dossier_id) == [newer.dossier_id]
    assert owner_of(earlier.dossier_id, WALL_CLOCK) is None
    with pytest.raises(NotMerged):
        undo_merge(house.counsellor, made.id, WALL_CLOCK)
    joined(house, earlier, newer)
    assert stays(newer.dossier_id) == earlier.dossier_id, "the same two can be merged again"


def test_the_work_of_a_file_without_an_owner_is_the_teams_again_after_undoing(house, two):
    earlier, newer = two
    open_task(house.counsellor, earlier.dossier_id, earlier.party_id, "bel", "Bel na zes uur", MONDAY, WALL_CLOCK)
    take_up(house.counsellor, newer.dossier_id, WALL_CLOCK)
    before = everything(house)
    made = joined(house, earlier, newer)
    assert Task.objects.get(dossier_id=earlier.dossier_id, kind="bel").account_id == house.counsellor.account_id
    undo_merge(house.counsellor, made.id, WALL_CLOCK)
    assert everything(house) == before


def test_contact_after_the_merge_stays_with_the_file_it_was_made_on(house, two):
    earlier, newer = two
    made = joined(house, earlier, newer)
    calls(house, earlier, later_clock(hours=1), "reached", first_talk=True)
    assert Clock.objects.get(kind="wgs_threat_talk").stopped_on == MONDAY
    undo_merge(house.counsellor, made.id, later_clock(hours=2))
    assert Clock.objects.get(dossier_id=earlier.dossier_id, kind="belofte_contact").stopped_on == MONDAY
    assert not Clock.objects.filter(dossier_id=newer.dossier_id, stopped_on__isnull=False).exists()


def test_where_the_file_that_stayed_knew_nothing_a_person_looks_after_undoing(house):
    nameless, named = signs_up(house, FRIDAY, call_name=""), signs_up(house, WALL_CLOCK, call_name="Sanne")
    made = joined(house, nameless, named)
    undo_merge(house.counsellor, made.id, WALL_CLOCK)
    (task,) = Task.objects.filter(dossier_id=nameless.dossier_id)
    assert "naam" in task.what and named.number in task.what
    finish_task(house.counsellor, task.id, task.version, WALL_CLOCK)


def test_who_may_not_change_both_cannot_merge_and_sees_nothing(house, two):
    earlier, newer = two
    with pytest.raises(NotYours):
        merge(house.outsider, MergeCommand(earlier.dossier_id, newer.dossier_id), WALL_CLOCK)
    made = joined(house, earlier, newer)
    with pytest.raises(NotYours):
        undo_merge(house.outsider, made.id, WALL_CLOCK)
    assert AuditEntry.objects.filter(action="dossier.merged", account_id=house.counsellor.account_id).count() == 2


def test_who_is_barred_from_one_is_barred_from_both(house, two):
    earlier, newer = two
    AccessRelation.objects.create(
        dossier_id=newer.dossier_id, kind=RelationKind.BARRED, account_id=house.colleague.account_id,
        valid_from=WALL_CLOCK.now(),
    )  # fmt: skip
    made = joined(house, earlier, newer)
    with pytest.raises(NotYours):
        dossier_page(house.colleague, earlier.dossier_id, WALL_CLOCK)
    undo_merge(house.counsellor, made.id, later_clock(hours=1))
    assert dossier_page(house.colleague, earlier.dossier_id, later_clock(hours=2)).joined == []


def test_what_cannot_be_one_is_refused_and_nothing_changes(house, two):
    earlier, newer = two
    with pytest.raises(SameFile):
        joined(house, earlier, earlier)
    with pytest.raises(StaleChoice):
        joined(house, earlier, newer, name=earlier.party_id)
    record_bsn(house.counsellor, person_of(earlier), "999990019", WALL_CLOCK)
    record_bsn(house.counsellor, person_of(newer), "999990020", WALL_CLOCK)
    with pytest.raises(DifferentBsn):
        joined(house, earlier, newer)
    end_on_own_words(house.counsellor, newer.dossier_id, newer.party_id, "Nee, dank je.", WALL_CLOCK)
    with pytest.raises(NotOpen):
        joined(house, earlier, newer)
    assert not DossierMerge.objects.exists() and not MergeTrace.objects.exists()


def test_a_third_file_goes_along_and_the_last_merge_is_undone_first(house, two):
    earlier, newer = two
    third = signs_up(house, WALL_CLOCK, call_name="Sanne")
    first = joined(house, newer, third)
    joined(house, earlier, newer)
    assert set(files_of(earlier.dossier_id)) == {one.dossier_id for one in (earlier, newer, third)}
    assert stays(third.dossier_id) == earlier.dossier_id
    assert set(same_resident(earlier.party_id)) == {one.party_id for one in (earlier, newer, third)}
    with pytest.raises(MergedFurther, match=earlier.number):
        undo_merge(house.counsellor, first.id, WALL_CLOCK)


def test_who_called_along_two_doors_counts_once_from_the_first_day(house, two):
    earlier, newer = two
    period = Period(FRIDAY.today(), MONDAY)
    assert len(cases_of(period, WALL_CLOCK.now())) == 2
    calls(house, newer, WALL_CLOCK, "reached")
    made = merge(house.counsellor, MergeCommand(newer.dossier_id, earlier.dossier_id), later_clock(hours=1))
    (case,) = cases_of(period, later_clock(hours=1).now())
    assert (case.signup_id, case.number, case.first_contact_on) == (earlier.signup_id, newer.number, MONDAY)
    assert len(cases_of(period, WALL_CLOCK.now())) == 2, "as it was known before"
    undo_merge(house.counsellor, made.id, later_clock(hours=2))
    assert len(cases_of(period, later_clock(hours=2).now())) == 2


THREADS = 16


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_who_merge_the_same_two_one_wins_and_the_others_see_it():
    house = build_house()
    with tenant(house.id):
        first, second = signs_up(house, FRIDAY), signs_up(house, WALL_CLOCK)
    ready = threading.Barrier(THREADS)

    def press(number):
        pair = (first, second) if number % 2 else (second, first)
        try:
            ready.wait()
            with tenant(house.id):
                joined(house, *pair)
            return "won"
        except AlreadyMerged as seen:
            return seen.text
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        said = list(pool.map(press, range(THREADS)))
    assert said.count("won") == 1
    assert all("is net samengevoegd en gaat verder in" in one for one in said if one != "won")
    with tenant(house.id):
        assert DossierMerge.objects.count() == 1
        assert Dossier.objects.filter(closed_on__isnull=True).count() == 1


def test_the_name_of_a_file_that_was_corrected_after_the_merge_keeps_the_correction(house, two):
    earlier, newer = two
    made = joined(house, earlier, newer, name=standing(PersonName, person_of(newer)).id)
    record_name(house.counsellor, person_of(earlier), NameGiven(call_name="Sanne", surname="Smit"), WALL_CLOCK)
    undo_merge(house.counsellor, made.id, WALL_CLOCK)
    assert standing(PersonName, person_of(earlier)).surname == "Smit"


# What a merge does with each table that hangs on a file. A new table must say where it stands.
GOES_ALONG = {
    "Clock", "Task", "Appointment", "ReceivedMail", "Question", "Answer", "AccessRelation",
}  # fmt: skip
STAYS_AND_IS_SHOWN = {"Event", "Message", "ContactAttempt", "Signup", "DossierMerge", "QuietPeriod", "Referral",
                     "AllowanceFact"}  # fmt: skip
RECORDED_ANEW = {"Threat", "SearchEntry"}
LEADS_ON = {"ReturnCode", "OneTimeCode"}
COUNTED_AGAIN = {"CountedCase"}  # the counts follow from the facts
STAYS_WHERE_IT_IS = {
    "Party",  # the person of the file that goes; the chosen facts are recorded on the one that stays
    "Ending",  # only open files are merged
    "WalkIn",  # a visit that was
    "Card",  # one that waits is withdrawn at the print, because its file ended
    "Consent",  # given to one who knows one file
    "SignupAddition", "Concern", "QuietRelease", "NotTheSamePerson", "MailAside",
}  # fmt: skip


def test_every_table_that_hangs_on_a_file_has_its_place_in_a_merge():
    hang = {
        model.__name__
        for model in apps.get_models()
        for one in model._meta.local_fields
        if one.is_relation and one.related_model is Dossier
    }
    decided = GOES_ALONG | STAYS_AND_IS_SHOWN | RECORDED_ANEW | LEADS_ON | COUNTED_AGAIN | STAYS_WHERE_IT_IS
    assert hang - decided == set()


def test_a_question_of_the_resident_waits_on_the_file_that_stays_and_goes_back(house, two):
    earlier, newer = two
    resident = Actor(
        kind="resident", organisation_id=house.id, level="N1", dossier_id=newer.dossier_id, party_id=newer.party_id
    )
    ask(resident, AskCommand("message", uuid.uuid4(), "Mag ik later komen?"), WALL_CLOCK)
    made = joined(house, earlier, newer)
    assert len(open_questions(earlier.dossier_id)) == 1 and open_questions(newer.dossier_id) == []
    undo_merge(house.counsellor, made.id, WALL_CLOCK)
    assert len(open_questions(newer.dossier_id)) == 1 and open_questions(earlier.dossier_id) == []


def test_the_queue_says_when_the_first_of_the_two_came_in_and_counts_the_tries_of_both(house, two):
    earlier, newer = two
    calls(house, earlier, WALL_CLOCK, "no_answer")
    joined(house, newer, earlier)
    calls(house, newer, later_clock(hours=1), "no_answer")
    (row,) = queue(house.counsellor, later_clock(hours=1)).rows
    assert (row.dossier_id, row.received_at, row.channel) == (newer.dossier_id, FRIDAY.now(), "website")
    assert row.attempts == 2


def test_a_mail_that_came_back_is_work_on_the_file_that_stays(house, two, tmp_path, settings):
    settings.DOCUMENT_FOLDER = tmp_path
    earlier, newer = two
    joined(house, earlier, newer)
    sent = Message.objects.filter(dossier_id=newer.dossier_id)
    Intent.objects.filter(pk__in=sent.values("intent_id")).update(proof="<1@houvast.example>")
    content = simulator.bounce("<1@houvast.example>")
    came_back = read_mail(io.BytesIO(content), WALL_CLOCK.now(), "", len(content))
    receive_mail(house.municipality.id, came_back, WALL_CLOCK, CHANCE)
    assert Task.objects.filter(dossier_id=earlier.dossier_id, kind="mail_bounced", outcome="").exists()


def booked_on(house, made, days):
    starts = later(WALL_CLOCK, days=days)
    return Appointment.objects.create(
        dossier_id=made.dossier_id, party_id=made.party_id, account_id=house.counsellor.account_id, way="phone",
        starts_at=starts.now(), ends_at=later(starts, hours=1).now(), state="booked", made_at=WALL_CLOCK.now(),
    )  # fmt: skip


def test_a_booked_talk_goes_along_and_back_and_two_of_them_are_settled_first(house, two):
    earlier, newer = two
    talk = booked_on(house, newer, 3)
    made = joined(house, earlier, newer)
    assert [one.row.id for one in planned_on(earlier.dossier_id)] == [talk.id]
    own = Actor(
        kind="resident", organisation_id=house.id, level="N1", dossier_id=earlier.dossier_id, party_id=earlier.party_id
    )
    assert own_appointments(own, WALL_CLOCK).booked.id == talk.id
    undo_merge(house.counsellor, made.id, WALL_CLOCK)
    assert [one.row.id for one in planned_on(newer.dossier_id)] == [talk.id]
    booked_on(house, earlier, 4)
    with pytest.raises(BothBooked):
        joined(house, earlier, newer)
    assert DossierMerge.objects.count() == 2, "the one that was undone, and its undoing"


def test_mails_and_documents_go_along_whole_and_back(house, tmp_path, settings):
    settings.DOCUMENT_FOLDER = tmp_path
    content = simulator.with_files(("brief.pdf", b"%PDF-1.4 x"))
    mail = read_mail(io.BytesIO(content), WALL_CLOCK.now(), simulator.SENDER, len(content))
    receive_mail(house.municipality.id, mail, WALL_CLOCK, CHANCE)
    by_mail = Dossier.objects.get().id
    web = signs_up(house, FRIDAY)
    take_up(house.counsellor, web.dossier_id, WALL_CLOCK)
    made = merge(house.counsellor, MergeCommand(web.dossier_id, by_mail), WALL_CLOCK)
    assert [one.opened_it for one in mails_of(house.counsellor, web.dossier_id, WALL_CLOCK)] == [True]
    (document,) = Document.objects.all()
    assert (document.dossier_id, document.party_id, document.state) == (web.dossier_id, web.party_id, "locked")
    undo_merge(house.counsellor, made.id, WALL_CLOCK)
    assert Document.objects.get().dossier_id == by_mail == ReceivedMail.objects.get().dossier_id
    assert mails_of(house.counsellor, web.dossier_id, WALL_CLOCK) == []


def test_a_mail_of_somebody_known_goes_to_the_file_that_stays(house, two, tmp_path, settings):
    settings.DOCUMENT_FOLDER = tmp_path
    earlier, newer = two
    joined(house, earlier, newer)
    content = simulator.plain("Nog iets", From="sanne@voorbeeld.example")
    mail = read_mail(io.BytesIO(content), WALL_CLOCK.now(), "sanne@voorbeeld.example", len(content))
    receive_mail(house.municipality.id, mail, WALL_CLOCK, CHANCE)
    assert ReceivedMail.objects.get().dossier_id == earlier.dossier_id
