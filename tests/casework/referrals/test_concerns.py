"""A worry about somebody who does not know of it: looked into by a person, and told to nobody."""

import datetime as dt
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from tests.support.houses import WALL_CLOCK, build_house, later_clock
from tests.support.stories import CHANCE, later, signs_up

from houvast.casework.dossier.models import Clock, Dossier
from houvast.casework.dossier.services import owner_of
from houvast.casework.letters.models import Message
from houvast.casework.referrals.concerns import (
    ConcernGiven,
    Wants,
    beside_the_queue,
    concern_page,
    concern_to_signup,
    end_concern,
    give_back,
    give_concern,
    keep_note,
    open_concerns,
    take_concern,
)
from houvast.casework.referrals.errors import FormUsedBefore, NoteMissing, NotYoursToEnd, StaleConcern
from houvast.casework.referrals.models import Concern
from houvast.casework.signup.models import Signup
from houvast.foundation.access.errors import NotYours
from houvast.foundation.jobs.models import Intent
from houvast.foundation.register.expiry import expire_of_organisation
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db


def worries(house, **given):
    told = {
        "given_by": "neighbour", "words": "De gordijnen zijn al weken dicht", "form_key": uuid.uuid4(),
        "municipality": house.municipality, "about_where": "Molenstraat 5", "about_reach": "06 11 22 33 44", **given,
    }  # fmt: skip
    before = list(Concern.objects.values_list("id", flat=True))
    give_concern(house.anonymous, ConcernGiven(**told), WALL_CLOCK)
    return Concern.objects.exclude(pk__in=before).first()


def taken(house, **given):
    concern = worries(house, **given)
    take_concern(house.counsellor, concern.id, concern.version, WALL_CLOCK)
    return Concern.objects.get(pk=concern.id)


def test_a_worry_opens_no_file_and_sends_nothing(house):
    concern = worries(house)
    assert not Dossier.objects.exists() and not Signup.objects.exists()
    assert not Message.objects.exists() and not Intent.objects.exists()
    assert concern.state == "new" and concern.look_by == dt.date(2026, 11, 25)
    assert worries(house, urgent=True, form_key=uuid.uuid4()).look_by == dt.date(2026, 11, 24)
    assert beside_the_queue() == (0, 2)
    assert [row.urgent for row in open_concerns(house.counsellor, WALL_CLOCK)] == [True, False]


def test_what_is_kept_is_the_same_whether_or_not_somebody_is_known(house):
    unknown = worries(house)
    signs_up(house, WALL_CLOCK, phone="+31611223344")
    known = worries(house, form_key=uuid.uuid4())
    names = [one.name for one in Concern._meta.local_fields if one.name != "id"]
    assert [getattr(unknown, name) for name in names] == [getattr(known, name) for name in names]
    page = concern_page(house.counsellor, known.id, WALL_CLOCK)
    assert [one.number for one in page.known] == ["SH-2026-0001"]


def test_the_same_form_twice_is_one_worry_and_other_words_are_a_conflict(house):
    key = uuid.uuid4()
    worries(house, form_key=key)
    worries(house, form_key=key)
    assert Concern.objects.count() == 1
    with pytest.raises(FormUsedBefore):
        worries(house, form_key=key, words="Iets anders")


def test_only_counsellors_and_team_leads_may_look(house):
    concern = worries(house)
    for actor in (house.administrator, house.anonymous):
        with pytest.raises(NotYours):
            concern_page(actor, concern.id, WALL_CLOCK)
        with pytest.raises(NotYours):
            open_concerns(actor, WALL_CLOCK)
    with pytest.raises(NotYours):
        concern_page(house.counsellor, uuid.uuid4(), WALL_CLOCK)


def test_who_looks_decides_and_a_stale_page_changes_nothing(house):
    concern = taken(house)
    with pytest.raises(StaleConcern):
        take_concern(house.colleague, concern.id, 1, WALL_CLOCK)
    with pytest.raises(NotYoursToEnd):
        end_concern(house.colleague, concern.id, concern.version, "no_wish", "Gebeld", WALL_CLOCK)
    with pytest.raises(StaleConcern):
        keep_note(house.counsellor, concern.id, 1, "Ik belde aan", WALL_CLOCK)
    keep_note(house.counsellor, concern.id, concern.version, "Ik belde aan", WALL_CLOCK)
    assert Concern.objects.get().note == "Ik belde aan"
    give_back(house.counsellor, concern.id, 3, "Ik belde aan, morgen weer", WALL_CLOCK)
    assert Concern.objects.get().state == "new"
    take_concern(house.colleague, concern.id, 4, WALL_CLOCK)


def test_a_worry_ends_with_a_reason_and_what_was_done_and_goes_after_half_a_year(house):
    concern = taken(house)
    with pytest.raises(NoteMissing):
        end_concern(house.counsellor, concern.id, concern.version, "no_wish", "  ", WALL_CLOCK)
    end_concern(house.counsellor, concern.id, concern.version, "no_wish", "Gesproken: nu niet", WALL_CLOCK)
    assert beside_the_queue() == (0, 0) and not Dossier.objects.exists() and not Message.objects.exists()
    with pytest.raises(StaleConcern):
        end_concern(house.counsellor, concern.id, concern.version + 1, "no_wish", "Nog eens", WALL_CLOCK)
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.update(end_reason="")
    assert "referrals.Concern" not in expire_of_organisation(later(WALL_CLOCK, days=100))
    assert expire_of_organisation(later(WALL_CLOCK, days=184)) == {"referrals.Concern": 1}


def test_when_the_resident_wants_help_it_is_a_signup_of_that_day_and_nothing_goes_out_by_itself(house):
    concern = taken(house)
    thursday = later(WALL_CLOCK, days=3)
    made = concern_to_signup(
        house.counsellor, concern.id, concern.version, Wants("Sanne", phone="+31611223344"), "Aan de deur gesproken",
        thursday, CHANCE,
    )  # fmt: skip
    signup = Signup.objects.get()
    assert (signup.channel, signup.holds_on) == ("third_person", thursday.today())
    assert Clock.objects.get(kind="belofte_contact").starts_on == thursday.today()
    assert owner_of(made.dossier_id, thursday) == house.counsellor.account_id
    assert not Message.objects.exists()
    assert Concern.objects.get().dossier_id == made.dossier_id


@pytest.mark.django_db(transaction=True)
def test_of_many_who_take_one_worry_one_wins():
    house = build_house()
    with tenant(house.id):
        concern = worries(house)
    ready = threading.Barrier(8)

    def press(_):
        try:
            ready.wait()
            with tenant(house.id):
                take_concern(house.counsellor, concern.id, 1, later_clock(minutes=1))
            return True
        except StaleConcern:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(press, range(8))) == [False] * 7 + [True]
