"""Many people press the button at the same moment: nobody is lost, nobody is counted twice."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.support.houses import WALL_CLOCK, build_house, later_clock
from tests.support.stories import signs_up

from houvast.casework.dossier.models import Dossier, DossierMerge
from houvast.casework.residents.services import stamped
from houvast.casework.signup.duplicates import keep_apart, possible_duplicates
from houvast.casework.signup.errors import ReceivedInFuture
from houvast.casework.signup.models import Signup
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db
THREADS = 8


@pytest.fixture
def house():
    house = build_house()
    with tenant(house.id):
        yield house


def at_once(house, given):
    ready = threading.Barrier(THREADS)

    def sign_up(number):
        try:
            ready.wait()
            with tenant(house.id):
                return signs_up(house, WALL_CLOCK, **given(number))
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(sign_up, range(THREADS)))


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_by_many_taps_is_one_signup():
    house, key = build_house(), uuid.uuid4()
    made = at_once(house, lambda _: {"form_key": key})
    assert len({one.dossier_id for one in made}) == 1
    assert sorted(bool(one.return_code) for one in made) == [False] * (THREADS - 1) + [True]
    with tenant(house.id):
        assert Dossier.objects.count() == Signup.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_each_of_many_at_once_gets_a_number_and_a_code_of_his_own():
    house = build_house()
    made = at_once(house, lambda number: {"phone": f"+3161122334{number}"})
    assert {one.number for one in made} == {f"SH-2026-000{number}" for number in range(1, THREADS + 1)}
    assert len({one.return_code for one in made}) == THREADS


def test_a_signup_costs_the_same_whatever_is_told(house):
    signs_up(house, WALL_CLOCK)
    with CaptureQueriesContext(connection) as one:
        signs_up(house, WALL_CLOCK, threats=("eviction",))
    with CaptureQueriesContext(connection) as many:
        signs_up(house, WALL_CLOCK, threats=("eviction", "utilities", "bailiff", "food"))
    assert len(one) == len(many)


def test_nothing_can_come_in_tomorrow(house):
    with pytest.raises(ReceivedInFuture):
        signs_up(house, WALL_CLOCK, actor=house.counsellor, received_at=later_clock(hours=24).now())
    assert not Dossier.objects.exists()


def test_the_same_number_twice_is_shown_side_by_side_until_a_person_says_it_is_two_people(house):
    first, second = signs_up(house, WALL_CLOCK, call_name="Amira"), signs_up(house, WALL_CLOCK, call_name="Samir")
    signs_up(house, WALL_CLOCK, phone="+31699999999")
    (like,) = possible_duplicates(house.counsellor, second.dossier_id, WALL_CLOCK)
    assert (like.dossier_id, like.face.full_name) == (first.dossier_id, "Amira")
    assert possible_duplicates(house.outsider, second.dossier_id, WALL_CLOCK) == []
    keep_apart(house.counsellor, second.dossier_id, first.dossier_id, WALL_CLOCK)
    assert possible_duplicates(house.counsellor, second.dossier_id, WALL_CLOCK) == []
    assert possible_duplicates(house.counsellor, first.dossier_id, WALL_CLOCK) == []


def test_joining_two_files_is_a_fact_that_is_parted_by_another_fact(house):
    first, second = signs_up(house, WALL_CLOCK), signs_up(house, WALL_CLOCK)
    pair = {"source_id": second.dossier_id, "target_id": first.dossier_id, **stamped(house.counsellor, WALL_CLOCK)}
    joined = DossierMerge.objects.create(**pair)
    DossierMerge.objects.create(**pair, undone=True, supersedes=joined)
    with pytest.raises(IntegrityError), transaction.atomic():
        DossierMerge.objects.create(**pair, undone=True, supersedes=joined)
    with pytest.raises(IntegrityError), transaction.atomic():
        DossierMerge.objects.create(**{**pair, "source_id": first.dossier_id})
    with pytest.raises(ProgrammingError), transaction.atomic():
        DossierMerge.objects.update(undone=True)
