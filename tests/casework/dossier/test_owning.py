"""A file has one owner; it ends before a talk only on the resident's own words, and always opens again."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from tests.support.houses import WALL_CLOCK, build_house
from tests.support.stories import calls, later, signs_up

from houvast.casework.dossier import clocks
from houvast.casework.dossier.errors import AlreadyTaken, ClosedDossier, NotClosed, OwnWordsMissing, StaleTask, TalkHeld
from houvast.casework.dossier.models import Clock, Dossier, Ending, Event, Task, Threat
from houvast.casework.dossier.page import dossier_page
from houvast.casework.dossier.queries import my_day
from houvast.casework.dossier.services import (
    end_on_own_words,
    finish_task,
    hand_over,
    open_task,
    owner_of,
    recompute_look_at,
    record_threat,
    reopen,
    take_up,
)
from houvast.casework.signup.queries import queue
from houvast.foundation.access.errors import NotYours
from houvast.foundation.access.models import AccessRelation, RelationKind
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db

THREADS, ROUNDS = 16, 3


@pytest.fixture
def house():
    house = build_house()
    with tenant(house.id):
        yield house


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_colleagues_at_once_one_gets_the_file_and_the_others_read_who():
    house = build_house()
    for _ in range(ROUNDS):
        with tenant(house.id):
            made = signs_up(house, WALL_CLOCK)
        outcomes = all_at_once(house, made.dossier_id)
        assert outcomes.count("taken") == 1
        assert set(outcomes) == {"taken", "Fatma de Boer"} or set(outcomes) == {"taken", "Joris Mol"}
        with tenant(house.id):
            assert AccessRelation.objects.filter(dossier_id=made.dossier_id, kind=RelationKind.ASSIGNED).count() == 1
            assert Event.objects.filter(dossier_id=made.dossier_id, kind="signup.taken").count() == 1


def all_at_once(house, dossier_id):
    ready = threading.Barrier(THREADS)

    def take(number):
        actor = house.counsellor if number % 2 else house.colleague
        try:
            ready.wait()
            with tenant(house.id):
                take_up(actor, dossier_id, WALL_CLOCK)
        except AlreadyTaken as second:
            return second.name
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(take, range(THREADS)))


def test_the_table_itself_knows_one_owner_at_a_time(house):
    made = signs_up(house, WALL_CLOCK)
    take_up(house.counsellor, made.dossier_id, WALL_CLOCK)
    second = {"dossier_id": made.dossier_id, "kind": RelationKind.ASSIGNED, "account_id": house.colleague.account_id}
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessRelation.objects.create(valid_from=WALL_CLOCK.now(), **second)
    AccessRelation.objects.create(valid_from=WALL_CLOCK.now(), stand_in=True, **second)
    assert owner_of(made.dossier_id, WALL_CLOCK) == house.counsellor.account_id


def test_no_relation_begins_before_its_file(house):
    made = signs_up(house, WALL_CLOCK)
    early = WALL_CLOCK.now() - dt.timedelta(seconds=1)
    with pytest.raises(IntegrityError, match="before its file"), transaction.atomic():
        AccessRelation.objects.create(
            dossier_id=made.dossier_id, kind=RelationKind.ASSIGNED, account_id=house.colleague.account_id,
            valid_from=early,
        )  # fmt: skip
    with pytest.raises(IntegrityError, match="after a relation"), transaction.atomic():
        Dossier.objects.update(opened_at=WALL_CLOCK.now() + dt.timedelta(seconds=1))


def test_who_takes_a_file_up_gets_its_tasks_and_sees_it_on_the_own_day(house):
    made = signs_up(house, WALL_CLOCK)
    task = open_task(house.counsellor, made.dossier_id, made.party_id, "call_back", "Bel terug", None, WALL_CLOCK)
    assert task.team == house.team
    take_up(house.colleague, made.dossier_id, WALL_CLOCK)
    assert Task.objects.get().account_id == house.colleague.account_id
    assert [row.dossier_id for row in my_day(house.colleague, WALL_CLOCK).rows] == [made.dossier_id]
    assert my_day(house.counsellor, WALL_CLOCK).rows == []


def test_after_handing_over_the_old_owner_has_lost_the_content_at_once(house):
    made = signs_up(house, WALL_CLOCK)
    take_up(house.counsellor, made.dossier_id, WALL_CLOCK)
    hand_over(house.counsellor, made.dossier_id, house.outsider.account_id, "Ze belt liever in de avond.", WALL_CLOCK)
    assert owner_of(made.dossier_id, WALL_CLOCK) == house.outsider.account_id
    assert not dossier_page(house.counsellor, made.dossier_id, WALL_CLOCK).may_see_content
    assert Event.objects.get(kind="dossier.handed_over").words == "Ze belt liever in de avond."


def test_a_task_changed_by_a_colleague_meanwhile_stays_as_he_left_it(house):
    made = signs_up(house, WALL_CLOCK)
    task = open_task(house.counsellor, made.dossier_id, made.party_id, "call_back", "Bel terug", None, WALL_CLOCK)
    finish_task(house.colleague, task.id, task.version, WALL_CLOCK)
    with pytest.raises(StaleTask):
        finish_task(house.counsellor, task.id, task.version, WALL_CLOCK, outcome="dropped")
    assert Task.objects.get().outcome == "done"


def test_a_task_moves_the_day_to_look_again(house):
    made = signs_up(house, WALL_CLOCK)
    today = WALL_CLOCK.today()
    task = open_task(house.counsellor, made.dossier_id, made.party_id, "card", "Stuur een kaart", today, WALL_CLOCK)
    assert look_at() == (today, "task:card")
    finish_task(house.counsellor, task.id, task.version, WALL_CLOCK)
    assert look_at() == (dt.date(2026, 11, 25), "clock:belofte_contact")
    assert recompute_look_at() == []


def look_at():
    return Dossier.objects.values_list("look_at", "look_at_source").get()


@pytest.mark.parametrize("words", ["", "   ", "\n\t"])
def test_without_the_residents_own_words_the_file_stays_open(house, words):
    made = signs_up(house, WALL_CLOCK)
    with pytest.raises(OwnWordsMissing):
        end_on_own_words(house.counsellor, made.dossier_id, made.party_id, words, WALL_CLOCK)
    assert Dossier.objects.get().closed_on is None and not Ending.objects.exists()


def test_after_a_talk_ending_is_a_decision_and_no_longer_a_withdrawal(house):
    made = signs_up(house, WALL_CLOCK)
    calls(house, made, WALL_CLOCK, "reached", first_talk=True)
    with pytest.raises(TalkHeld):
        end_on_own_words(house.counsellor, made.dossier_id, made.party_id, "Ik wil niet meer.", WALL_CLOCK)


def test_ending_writes_down_who_said_what_and_when(house):
    made = signs_up(house, WALL_CLOCK)
    end_on_own_words(house.counsellor, made.dossier_id, made.party_id, " Mijn zus helpt mij al. ", WALL_CLOCK)
    ending = Ending.objects.get()
    assert (ending.own_words, ending.recorded_at) == ("Mijn zus helpt mij al.", WALL_CLOCK.now())
    assert ending.recorded_by_id == house.counsellor.account_id
    assert Dossier.objects.get().closed_on == WALL_CLOCK.today() and look_at() == (None, "")
    assert set(Clock.objects.values_list("stopped_by_type", flat=True)) == {"ending"}
    assert queue(house.counsellor, WALL_CLOCK).rows == []


def test_a_resident_may_end_and_come_back_without_anybody(house):
    made = signs_up(house, WALL_CLOCK)
    sanne = replace(
        house.anonymous, kind="resident", level="N1", dossier_id=made.dossier_id, party_id=made.party_id
    )  # fmt: skip
    end_on_own_words(sanne, made.dossier_id, made.party_id, "Het is opgelost.", WALL_CLOCK)
    assert Ending.objects.get().recorded_as == "resident"
    reopen(sanne, made.dossier_id, made.party_id, later(WALL_CLOCK, days=1))
    assert Dossier.objects.get().closed_on is None


def test_coming_back_brings_everything_back_as_it_was(house):
    made = signs_up(house, WALL_CLOCK, threats=("eviction",))
    kept = open_task(house.counsellor, made.dossier_id, made.party_id, "card", "Stuur een kaart", None, WALL_CLOCK)
    calls(house, made, WALL_CLOCK, "reached")
    before = standing()
    end_on_own_words(house.counsellor, made.dossier_id, made.party_id, "Nu niet.", later(WALL_CLOCK, hours=1))
    assert Task.objects.get(pk=kept.id).outcome == "dropped"
    reopen(house.counsellor, made.dossier_id, made.party_id, later(WALL_CLOCK, days=1))
    assert standing() == before
    assert recompute_look_at() == []
    with pytest.raises(NotClosed):
        reopen(house.counsellor, made.dossier_id, made.party_id, later(WALL_CLOCK, days=1))


def standing():
    running = sorted(Clock.objects.filter(stopped_on__isnull=True).values_list("kind", "due"))
    return running, look_at(), list(Task.objects.values_list("id", "outcome"))


def test_one_may_stop_and_come_back_more_than_once(house):
    made = signs_up(house, WALL_CLOCK)
    for day in (1, 3):
        moment = later(WALL_CLOCK, days=day)
        end_on_own_words(house.counsellor, made.dossier_id, made.party_id, "Nu niet.", moment)
        reopen(house.counsellor, made.dossier_id, made.party_id, later(moment, days=1))
    assert not Clock.objects.filter(stopped_on__isnull=False).exists()
    assert dossier_page(house.counsellor, made.dossier_id, later(WALL_CLOCK, days=5)).ending is None


def test_a_closed_file_takes_no_changes(house):
    made = signs_up(house, WALL_CLOCK)
    end_on_own_words(house.counsellor, made.dossier_id, made.party_id, "Nu niet.", WALL_CLOCK)
    with pytest.raises(ClosedDossier):
        take_up(house.counsellor, made.dossier_id, WALL_CLOCK)
    with pytest.raises(ClosedDossier):
        calls(house, made, WALL_CLOCK, "no_answer")
    with pytest.raises(ClosedDossier):
        record_threat(house.counsellor, made.dossier_id, made.party_id, "eviction", None, "", WALL_CLOCK)
    with pytest.raises(ClosedDossier):
        end_on_own_words(house.counsellor, made.dossier_id, made.party_id, "Nog een keer.", WALL_CLOCK)
    assert not Threat.objects.exists()


def test_a_threat_told_later_starts_its_own_clock_that_day_and_one_is_enough(house):
    made = signs_up(house, WALL_CLOCK)
    thursday = later(WALL_CLOCK, days=3)
    for kind in ("eviction", "utilities", "bailiff"):
        record_threat(house.counsellor, made.dossier_id, made.party_id, kind, None, "Verhuurder", thursday)
    threat = Clock.objects.filter(kind__in=[clocks.THREAT_TALK, clocks.LOCAL_THREAT_TALK])
    assert sorted(threat.values_list("kind", "starts_on", "due")) == [
        ("local_threat_talk", dt.date(2026, 11, 26), dt.date(2026, 12, 1)),
        ("wgs_threat_talk", dt.date(2026, 11, 26), dt.date(2026, 12, 1)),
    ]
    assert queue(house.counsellor, thursday).rows[0].crisis


def test_no_verb_of_the_file_is_for_another_team(house):
    made = signs_up(house, WALL_CLOCK)
    for verb in (
        lambda: take_up(house.outsider, made.dossier_id, WALL_CLOCK),
        lambda: hand_over(house.outsider, made.dossier_id, house.outsider.account_id, "", WALL_CLOCK),
        lambda: end_on_own_words(house.outsider, made.dossier_id, made.party_id, "Stop.", WALL_CLOCK),
        lambda: record_threat(house.outsider, made.dossier_id, made.party_id, "eviction", None, "", WALL_CLOCK),
    ):
        with pytest.raises(NotYours):
            verb()
