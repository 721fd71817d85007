"""Belofte 1.1-1.5: one record and one clock for every door, and nothing that stands in the way."""

import datetime as dt
import uuid

import pytest
from tests.support.houses import WALL_CLOCK, clock_at
from tests.support.stories import signs_up

from houvast.casework.dossier.models import Clock, Dossier, Event, Party, SearchEntry, Threat
from houvast.casework.letters.models import Message
from houvast.casework.residents.models import ContactPoint, ContactWish, Person, PersonName
from houvast.casework.signup.errors import ContactMissing, FormUsedForOtherAnswers
from houvast.casework.signup.models import ReturnCode, Signup
from houvast.casework.signup.services import PostalGiven
from houvast.foundation.access.models import AccessRelation
from houvast.foundation.audit.models import AuditEntry
from houvast.foundation.jobs.models import Intent
from houvast.foundation.organisations.models import LocalTerm

pytestmark = pytest.mark.django_db


def test_a_phone_number_is_all_it_takes(house):
    made = signs_up(house, WALL_CLOCK, call_name="")
    assert made.call_by == dt.date(2026, 11, 25)
    assert made.talk_by == dt.date(2026, 12, 3)
    assert made.number == "SH-2026-0001"
    assert not PersonName.objects.exists()


def test_everything_of_a_signup_hangs_on_one_dossier(house):
    made = signs_up(house, WALL_CLOCK)
    dossier = Dossier.objects.get()
    assert dossier.id == made.dossier_id
    assert (dossier.look_at, dossier.look_at_source) == (dt.date(2026, 11, 25), "clock:belofte_contact")
    for model in (Party, Signup, SearchEntry, ReturnCode, Message):
        assert model.objects.get().dossier_id == dossier.id, model
    assert set(Event.objects.values_list("kind", flat=True)) == {"signup.received", "message.sent"}
    assert AccessRelation.objects.get().team == house.team
    assert Person.objects.count() == ContactPoint.objects.count() == ContactWish.objects.count() == 1
    assert AuditEntry.objects.filter(action="signup.registered").count() == 1


def test_law_and_belofte_run_side_by_side(house):
    signs_up(house, WALL_CLOCK)
    clocks = {clock.kind: (clock.layer, clock.due) for clock in Clock.objects.all()}
    assert clocks == {
        "belofte_contact": ("belofte", dt.date(2026, 11, 25)),
        "belofte_intake": ("belofte", dt.date(2026, 12, 3)),
        "wgs_first_talk": ("law", dt.date(2026, 12, 21)),
    }


@pytest.mark.parametrize(
    ("threats", "kind", "statutory"),
    [
        (("eviction",), "wgs_threat_talk", True),
        (("utilities",), "wgs_threat_talk", True),
        (("health_insurance",), "wgs_threat_talk", True),
        (("bailiff",), "local_threat_talk", False),
        (("food",), "local_threat_talk", False),
    ],
)
def test_a_threat_sets_its_own_clock_of_three_working_days(house, threats, kind, statutory):
    made = signs_up(house, WALL_CLOCK, threats=threats)
    assert made.urgent
    assert made.talk_by == Clock.objects.get(kind=kind).due == dt.date(2026, 11, 26)
    assert Threat.objects.get().statutory is statutory


def test_the_municipalitys_own_stricter_term_stands_beside_the_others(house):
    LocalTerm.objects.create(
        municipality=house.municipality, rule_key="belofte_contact", length=1, source="Beleidsplan",
        valid_from=dt.date(2026, 1, 1),
    )  # fmt: skip
    made = signs_up(house, WALL_CLOCK)
    assert made.call_by == dt.date(2026, 11, 25)
    assert Clock.objects.get(kind="local:belofte_contact").due == dt.date(2026, 11, 24)
    assert Dossier.objects.get().look_at == dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    "given",
    [
        {"wants": "visit", "phone": ""},
        {"wants": "post", "phone": "", "no_fixed_address": True},
        {"wants": "post", "phone": "", "postal": PostalGiven("Dorpsstraat 1", "1234 AB", "Voorbeeldstad")},
        {"wants": "mail", "phone": "", "mail": "sanne@voorbeeld.example"},
        {"wants": "text", "phone": "+32470123456"},
    ],
)
def test_every_way_is_a_way_in(house, given):
    assert signs_up(house, WALL_CLOCK, **given).number


@pytest.mark.parametrize("wants", ["call", "text", "mail", "post"])
def test_a_way_without_number_or_address_is_asked_for_and_nothing_is_stored(house, wants):
    with pytest.raises(ContactMissing):
        signs_up(house, WALL_CLOCK, wants=wants, phone="", mail="")
    assert not Dossier.objects.exists() and not Person.objects.exists()


def test_a_letter_starts_its_clock_on_the_day_it_came_in(house):
    friday = clock_at(dt.date(2026, 11, 20), 11).now()
    made = signs_up(house, WALL_CLOCK, channel="letter", received_at=friday, actor=house.counsellor)
    assert made.call_by == dt.date(2026, 11, 24)


def test_the_same_form_sent_twice_is_one_signup(house):
    key = uuid.uuid4()
    first = signs_up(house, WALL_CLOCK, form_key=key)
    second = signs_up(house, WALL_CLOCK, form_key=key)
    assert (second.dossier_id, second.repeated, second.return_code) == (first.dossier_id, True, "")
    assert Dossier.objects.count() == 1


def test_the_same_key_with_other_answers_is_a_conflict(house):
    key = uuid.uuid4()
    signs_up(house, WALL_CLOCK, form_key=key)
    with pytest.raises(FormUsedForOtherAnswers):
        signs_up(house, WALL_CLOCK, form_key=key, phone="+31699999999")


def test_a_signup_past_the_known_holidays_is_taken_and_marked_provisional(house):
    made = signs_up(house, clock_at(dt.date(2040, 5, 2)))
    assert made.call_by and Clock.objects.filter(provisional=True).exists()


def test_names_of_any_length_and_script_are_names(house):
    for name in ("O", "ب", "Ż" * 100, "Jan 🙂", "d'Artagnan-van der Ven"):
        signs_up(house, WALL_CLOCK, call_name=name)
    assert PersonName.objects.count() == 5


def test_the_confirmation_is_neutral_and_says_the_day(house):
    signs_up(house, WALL_CLOCK)
    message = Message.objects.get()
    assert "woensdag 25 november" in message.body and "schuld" not in message.body.lower()
    assert len(message.body) <= 160
    assert Intent.objects.get().key == f"signup.confirmation:{Signup.objects.get().id}"


def test_numbers_follow_each_other_within_a_year(house):
    numbers = [signs_up(house, WALL_CLOCK).number for _ in range(3)]
    assert numbers == ["SH-2026-0001", "SH-2026-0002", "SH-2026-0003"]
