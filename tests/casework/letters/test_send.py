"""The one function that sends obeys what the resident wants, also when he says it later (security.md 5.2)."""

import datetime as dt
import uuid

import pytest
from tests.support.houses import WALL_CLOCK, clock_at
from tests.support.stories import later, signs_up

from houvast.casework.dossier.models import Event, Party, Task
from houvast.casework.letters.models import Message
from houvast.casework.letters.packing import sender_name
from houvast.casework.letters.queries import kept_locally, sent_by_house, sent_to
from houvast.casework.letters.services import TELLS_TOO_MUCH, MessageMade, NotSendable, send
from houvast.casework.letters.wishes import NO_LONGER, NO_POINT, NOT_WANTED
from houvast.casework.residents.models import ContactPoint
from houvast.casework.residents.services import WishesGiven, mark_contact_point, record_wishes
from houvast.foundation.access.errors import NotYours
from houvast.foundation.jobs.models import Intent, LocalDelivery
from houvast.foundation.jobs.services import deliver
from houvast.foundation.organisations.models import Organisation
from houvast.foundation.randomness import SeededRandomness

pytestmark = pytest.mark.django_db
CHANCE = SeededRandomness("letters")
BOTH = {"phone": "+31611223344", "mail": "sanne@voorbeeld.example"}


def tell(house, made, clock=WALL_CLOCK, text="contact.in_vain", **more):
    more.setdefault("key", f"test:{uuid.uuid4()}")
    return send(house.system, made.dossier_id, made.party_id, text, more.pop("values", {}), clock, **more)


def wishes(house, made, clock=WALL_CLOCK, **given):
    person = Party.objects.get(pk=made.party_id).person_id
    record_wishes(house.counsellor, person, WishesGiven(**given), clock)


def all_leave(house, clock):
    for intent_id in Intent.objects.filter(state="waiting").values_list("id", flat=True):
        deliver(house.id, intent_id, clock, CHANCE)


@pytest.mark.parametrize(
    ("forbidden", "media"),
    [
        ({}, {"sms"}),
        ({"text_allowed": False}, {"mail"}),
        ({"mail_allowed": False}, {"sms"}),
        ({"text_allowed": False, "mail_allowed": False}, set()),
    ],
)
def test_along_a_way_that_is_not_wanted_nothing_leaves(house, forbidden, media):
    sanne = signs_up(house, WALL_CLOCK, wishes=WishesGiven(**forbidden), **BOTH)
    for text in ("contact.in_vain", "point.changed"):
        tell(house, sanne, text=text)
    all_leave(house, WALL_CLOCK)
    assert set(LocalDelivery.objects.values_list("kind", flat=True)) == media


def test_what_cannot_be_sent_says_why_in_the_timeline_and_asks_a_person(house):
    sanne = signs_up(house, WALL_CLOCK, wishes=WishesGiven(text_allowed=False))
    for _ in range(2):
        answer = tell(house, sanne, task_if_not="Stuur een kaart dat wij te laat zijn")
    assert answer == NotSendable(NOT_WANTED)
    assert NOT_WANTED in {event.words for event in Event.objects.filter(kind="message.not_sendable")}
    assert Task.objects.get().what == "Stuur een kaart dat wij te laat zijn"
    assert not Message.objects.exists()


def test_the_preferred_way_goes_first(house):
    sanne = signs_up(house, WALL_CLOCK, wants="call", **BOTH)
    wishes(house, sanne, preferred="mail")
    assert tell(house, sanne).channel == "mail"
    wishes(house, sanne, contact_point_id=ContactPoint.objects.get(kind="phone").id, preferred="text")
    assert tell(house, sanne).channel == "sms"


@pytest.mark.parametrize("state", ["wrong", "unsafe"])
def test_a_wrong_or_unsafe_point_gets_nothing_not_even_a_code(house, state):
    sanne = signs_up(house, WALL_CLOCK)
    point = ContactPoint.objects.get()
    mark_contact_point(house.counsellor, point, state, WALL_CLOCK)
    assert tell(house, sanne) == NotSendable(NO_POINT)
    code = tell(house, sanne, text="code.one_time", values={"code": "123456"}, to=point.id, requested=True)
    assert code == NotSendable(NO_POINT)


def test_a_point_that_became_unsafe_while_the_message_waited_gets_nothing(house):
    sanne = signs_up(house, WALL_CLOCK)
    mark_contact_point(house.counsellor, ContactPoint.objects.get(), "unsafe", WALL_CLOCK)
    all_leave(house, WALL_CLOCK)
    assert not LocalDelivery.objects.exists()
    assert (Intent.objects.get().state, Intent.objects.get().last_error) == ("parked", NO_LONGER)
    assert [row.state for row in sent_to(sanne.party_id)] == ["parked"]


def test_a_wish_that_came_while_the_message_waited_is_obeyed(house):
    sanne = signs_up(house, WALL_CLOCK)
    wishes(house, sanne, text_allowed=False)
    all_leave(house, WALL_CLOCK)
    assert not LocalDelivery.objects.exists()


def test_a_message_waits_for_the_hours_and_a_code_that_was_asked_for_does_not(house):
    sanne = signs_up(house, WALL_CLOCK, wishes=WishesGiven(hours=("avond",)))
    point = ContactPoint.objects.get()
    tell(house, sanne, text="code.one_time", values={"code": "123456"}, to=point.id, requested=True)
    all_leave(house, WALL_CLOCK)
    assert [kept.body for kept in LocalDelivery.objects.all() if "123456" in kept.body]
    assert LocalDelivery.objects.count() == 1
    evening = clock_at(dt.date(2026, 11, 23), 17)
    assert Intent.objects.get(state="waiting").next_attempt_at == evening.now()
    all_leave(house, evening)
    assert LocalDelivery.objects.count() == 2


def test_a_try_that_fails_past_the_hours_waits_until_the_next_day(house):
    signs_up(house, WALL_CLOCK, wishes=WishesGiven(hours=("ochtend",)))
    all_leave(house, clock_at(dt.date(2026, 11, 23), 12, 30))
    assert not LocalDelivery.objects.exists()
    assert Intent.objects.get().next_attempt_at == clock_at(dt.date(2026, 11, 24), 9).now()


def test_with_safe_contact_nothing_tells_what_it_is_about(house):
    Organisation.objects.update(service_name="Schuldhulp")
    sanne = signs_up(house, WALL_CLOCK, wishes=WishesGiven(safe_contact=True))
    assert "Gemeente Voorbeeldstad" in Message.objects.get().body
    assert "schuld" not in Message.objects.get().body.lower()
    told = tell(house, sanne, text="contact.sorry", values={"dienst": "Schuldhulp", "datum": dt.date(2026, 11, 25)})
    assert told == NotSendable(TELLS_TOO_MUCH)


def test_the_sender_is_neutral_and_fits(house):
    named = Organisation(service_name="Schuldhulp Groot Voorbeeldstad", mail_sender="", sms_sender="")
    assert sender_name(named, "mail") == sender_name(named, "sms") == "Gemeente"
    assert sender_name(Organisation(service_name="Geldhulp Voorbeeldstad"), "sms") == "Geldhulp Vo"


def test_the_same_key_is_one_message(house):
    sanne = signs_up(house, WALL_CLOCK)
    first, second = (tell(house, sanne, key="once") for _ in range(2))
    assert isinstance(first, MessageMade) and first == second


def test_a_code_is_of_no_use_after_ten_minutes(house):
    sanne = signs_up(house, WALL_CLOCK)
    point = ContactPoint.objects.get()
    code = tell(house, sanne, text="code.one_time", values={"code": "123456"}, to=point.id, requested=True)
    deliver(house.id, code.intent_id, later(WALL_CLOCK, hours=1), CHANCE)
    assert Intent.objects.get(pk=code.intent_id).state == "parked"


def test_every_message_keeps_the_version_it_was_made_from(house):
    signs_up(house, WALL_CLOCK, language="ar")
    message = Message.objects.get()
    assert (message.text_version.key, message.language) == ("signup.confirmation.sms", "nl")


def test_the_administrator_sees_what_left_and_only_in_the_demo_what_it_said(house):
    signs_up(house, WALL_CLOCK)
    all_leave(house, WALL_CLOCK)
    (row,) = sent_by_house(house.administrator, WALL_CLOCK)
    assert (row.name, row.state) == ("Je bent aangemeld (sms)", "sent")
    (kept,) = kept_locally(house.administrator, WALL_CLOCK, demo=True)
    assert "je bent aangemeld" in kept.body
    assert kept_locally(house.administrator, WALL_CLOCK, demo=False) == []
    with pytest.raises(NotYours):
        sent_by_house(house.counsellor, WALL_CLOCK)
