"""What the register gives a short life is gone when that is over, and nothing else is."""

import datetime as dt
import uuid

import pytest
from django.contrib.sessions.models import Session
from tests.support.houses import WALL_CLOCK, build_house

from houvast.casework.dossier.models import Dossier, Party
from houvast.casework.residents.models import Person
from houvast.casework.signup.models import OneTimeCode, ReturnCode, SignupDraft
from houvast.foundation.clock import FixedClock
from houvast.foundation.limits.models import RateCounter, UsedFormKey
from houvast.foundation.register.entries import NOBODY, WrongLine, table
from houvast.foundation.register.expiry import expire_of_organisation, expire_outside
from houvast.foundation.tenancy.context import tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    house = build_house()
    with tenant(house.id):
        yield house


def ago(**length: int) -> dt.datetime:
    return WALL_CLOCK.now() - dt.timedelta(**length)


def a_party(house) -> Party:
    dossier = Dossier.objects.create(
        number="SH-2026-0001",
        municipality=house.municipality,
        municipality_known_by="host",
        opened_at=ago(days=4000),
        opened_on=ago(days=4000).date(),
    )
    person = Person.objects.create(created_at=ago(days=4000))
    return Party.objects.create(dossier=dossier, person=person, role="resident", valid_from=dossier.opened_on)


def return_code(party, selector, created, used=None):
    return ReturnCode.objects.create(
        dossier_id=party.dossier_id,
        party=party,
        selector=selector,
        secret_hash=b"x" * 32,
        created_at=created,
        last_used_at=used,
    )


def test_a_code_goes_after_ninety_days_without_use_and_not_after_ninety_days(house):
    party = a_party(house)
    return_code(party, "AAAA", ago(days=91))
    return_code(party, "BBBB", ago(days=400), used=ago(days=89))
    return_code(party, "CCCC", ago(days=89))
    assert expire_of_organisation(WALL_CLOCK) == {"signup.ReturnCode": 1}
    assert set(ReturnCode.objects.values_list("selector", flat=True)) == {"BBBB", "CCCC"}


def test_each_short_life_ends_on_its_own_term(house):
    party = a_party(house)
    # A code's row lives from the end of the code: ten minutes for digits that were sent, 90 days for those on paper.
    for made in (ago(minutes=21), ago(minutes=19)):
        OneTimeCode.objects.create(
            dossier_id=party.dossier_id,
            party=party,
            purpose="come_back",
            code_hash=b"x" * 32,
            created_at=made,
            expires_at=made + dt.timedelta(minutes=10),
        )
    for number, changed in enumerate((ago(days=15), ago(days=13))):
        SignupDraft.objects.create(
            token_hash=bytes([number]) * 32,
            answers="{}",
            started_at=changed,
            changed_at=changed,
            expires_at=changed + dt.timedelta(days=14),
        )
    for used in (ago(days=8), ago(days=6)):
        UsedFormKey.objects.create(key=uuid.uuid4(), fingerprint="x", used_at=used)
    for begun in (ago(hours=25), ago(hours=23)):
        RateCounter.objects.create(bucket="x", window_start=begun)
    assert expire_of_organisation(WALL_CLOCK) == {
        "signup.OneTimeCode": 1,
        "signup.SignupDraft": 1,
        "limits.UsedFormKey": 1,
        "limits.RateCounter": 1,
    }
    assert expire_of_organisation(WALL_CLOCK) == {}


def test_a_dossier_never_goes_by_itself(house):
    party = a_party(house)
    far = FixedClock(WALL_CLOCK.now() + dt.timedelta(days=36500))
    assert expire_of_organisation(far) == {}
    assert Dossier.objects.filter(pk=party.dossier_id).exists()


def test_another_organisation_keeps_its_own():
    one, other = build_house("een"), build_house("twee")
    for house in (one, other):
        with tenant(house.id):
            RateCounter.objects.create(bucket="x", window_start=ago(days=2))
    with tenant(one.id):
        assert expire_of_organisation(WALL_CLOCK) == {"limits.RateCounter": 1}
    with tenant(other.id):
        assert RateCounter.objects.count() == 1


def test_sessions_that_ended_go_and_those_that_live_stay():
    Session.objects.create(session_key="oud", session_data="x", expire_date=ago(minutes=1))
    Session.objects.create(session_key="nieuw", session_data="x", expire_date=ago(minutes=-1))
    assert expire_outside(WALL_CLOCK) == {"sessions.Session": 1}
    assert Session.objects.get().session_key == "nieuw"


def test_a_table_says_from_when_its_term_counts_or_leaves_it_to_people():
    with pytest.raises(WrongLine, match="vanzelf"):
        table(NOBODY, "counter", "a A never")
    with pytest.raises(WrongLine, match="vanzelf"):
        table(NOBODY, "dossier", "a A never", ages_from=("a",))
