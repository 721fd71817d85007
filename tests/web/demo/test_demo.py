"""The made-up municipality: every state, the same each time, on any day."""

import datetime as dt
from collections import Counter

import pytest
from django.db.models import Sum

from houvast.casework.contact.models import ContactAttempt
from houvast.casework.dossier.models import Clock, Dossier, DossierMerge, Ending, Task, Threat
from houvast.casework.dossier.services import recompute_look_at
from houvast.casework.letters.models import Answer, Question
from houvast.casework.planning.models import WalkIn
from houvast.casework.referrals.models import Concern, Referral
from houvast.casework.residents.models import ContactWish, PersonName
from houvast.casework.signup.models import Signup
from houvast.foundation.organisations.models import Municipality, Organisation
from houvast.foundation.tenancy.context import tenant, tenant_of_host
from houvast.promise.definitions import DEFINITIONS
from houvast.promise.facts import Period
from houvast.promise.models import DayCount
from houvast.promise.queries import score
from houvast.web.demo import doors, load
from tests.support.houses import clock_at

pytestmark = pytest.mark.django_db


def inside_the_demo():
    return tenant_of_host("voorbeeldstad.localhost", bare=False)


def test_every_state_is_there_and_the_municipality_is_never_loaded_twice():
    assert load.load(clock_at(dt.date(2026, 11, 23)), people=90)
    assert not load.load(clock_at(dt.date(2026, 11, 23)), people=90)
    with inside_the_demo():
        assert Dossier.objects.count() == 90 + doors.FILES and Municipality.objects.count() == 2
        channels = Counter(Signup.objects.values_list("channel", flat=True))
        assert set(channels) >= {"website", "phone", "walk_in", "letter", "referral", "third_person"}
        assert channels["website"] > channels["letter"]
        assert Clock.objects.filter(kind="belofte_contact", stopped_on__isnull=True).exists()
        assert Clock.objects.filter(kind="belofte_intake", stopped_on__isnull=False).exists()
        assert Threat.objects.filter(statutory=True).exists()
        assert Ending.objects.filter(withdrawn=False).exists() and Ending.objects.filter(withdrawn=True).exists()
        assert Task.objects.filter(kind="other_way").exists()
        assert ContactWish.objects.filter(safe_contact=True).exists()
        assert ContactAttempt.objects.filter(retracted=True).exists()
        assert Question.objects.filter(answered_at__isnull=True).exists() and Answer.objects.exists()
        assert WalkIn.objects.filter(state="waiting").exists()
        assert set(Concern.objects.values_list("state", flat=True)) == {"new", "looking", "ended"}
        assert Referral.objects.filter(confirmed_at__isnull=False).exists()
        assert DossierMerge.objects.exists()
        assert recompute_look_at() == []


def test_the_neighbour_is_another_world():
    load.load(clock_at(dt.date(2026, 11, 23)), people=14)
    with tenant_of_host("andersdorp.localhost", bare=False) as found:
        assert found is not None
        assert Organisation.objects.get().slug == "andersdorp" and Dossier.objects.count() == 12
    with tenant_of_host("localhost", bare=True):
        assert Organisation.objects.get().slug == "voorbeeldstad"


def told() -> list[tuple]:
    with inside_the_demo() as found, tenant(found.organisation_id):
        files = Dossier.objects.order_by("number").values_list("number", "opened_on", "look_at", "closed_on")
        names = PersonName.objects.order_by("recorded_at", "sort_key").values_list("sort_key", flat=True)
        return [*files, *names]


@pytest.mark.parametrize(
    "day",
    [dt.date(2026, 12, 25), dt.date(2028, 2, 29), dt.date(2040, 5, 5), dt.date(2027, 1, 1), dt.date(2026, 11, 22)],
)
def test_it_works_on_any_calendar_day(day):
    assert load.load(clock_at(day), people=6)
    assert told()


def test_every_promise_is_broken_somewhere_and_kept_most_of_the_time():
    day = dt.date(2026, 11, 23)
    load.load(clock_at(day), people=90)
    with inside_the_demo():
        period = Period(day - dt.timedelta(days=220), day)
        found = [score(one, period, None, clock_at(day).now())[0] for one in DEFINITIONS]
        assert all(one.broken for one in found), [(one.definition.id, one.kept, one.broken) for one in found]
        assert all(one.kept > one.broken for one in found)
        assert DayCount.objects.filter(part="", definition="1.2").aggregate(n=Sum("broken"))["n"] == found[1].broken
