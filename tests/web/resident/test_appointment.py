"""The resident chooses an hour with his code: no question, nothing classed, nothing to bring."""

import datetime as dt

import pytest
from django.test import Client

from houvast.casework.dossier.models import Task
from houvast.casework.planning.models import Appointment, Interpreter
from houvast.casework.planning.services import (
    OfferCommand,
    give_hours,
    give_interpreter_hours,
    offer_slots,
)
from houvast.foundation.clock import AMSTERDAM
from houvast.foundation.tenancy.context import tenant
from tests.web.resident.test_coming_back import comes_back, made_by, words_of

PAGE, FILE = "/mijn/afspraak/", "/mijn/afspraak/agenda/"


@pytest.fixture
def amal(house, clock):
    """She speaks Arabic, works by day, and has two evening hours with an interpreter to choose from."""
    amal = made_by(house, clock)
    day = clock.today() + dt.timedelta(days=4)
    start, end = (dt.datetime.combine(day, dt.time(hour), tzinfo=AMSTERDAM) for hour in (18, 20))
    with tenant(house.id):
        layla = Interpreter.objects.create(name="Layla Haddad", languages=["ar"])
        give_hours(house.counsellor, start, end, clock)
        give_interpreter_hours(house.administrator, layla.id, start, end, clock)
        command = OfferCommand(
            amal.dossier_id, amal.party_id, (house.counsellor.account_id,), "phone", language="ar", from_hour=17
        )
        offer_slots(house.counsellor, command, clock)
    return amal


def states(house):
    with tenant(house.id):
        return list(Appointment.objects.order_by("starts_at").values_list("state", flat=True))


def ids(house):
    with tenant(house.id):
        return [str(one) for one in Appointment.objects.order_by("starts_at").values_list("id", flat=True)]


def test_she_chooses_moves_and_cannot_in_her_own_language(house, amal):
    client = Client()
    comes_back(client, house, amal)
    first, second = ids(house)
    page = client.get("/ar" + PAGE)
    assert page.status_code == 200
    assert page.content.decode().count('name="pick"') == 2
    client.post(PAGE, {"pick": first})
    assert states(house) == ["booked", "offered"]
    shown = words_of(client.get(PAGE))
    assert "om 18" in shown
    assert "Met een tolk" in shown
    assert "Wat neem ik mee? Niets." in shown
    assert "schuld" not in shown.lower()
    client.post(PAGE, {"pick": second})
    assert states(house) == ["moved", "booked"]
    client.post(PAGE, {"cannot": second})
    assert states(house) == ["moved", "cancelled"]


def test_an_hour_that_is_gone_or_never_was_is_told_in_plain_words(house, amal):
    client = Client()
    comes_back(client, house, amal)
    again = client.post(PAGE, {"pick": "x"})
    assert again.status_code == 409
    assert "Kies een andere tijd, of bel ons." in words_of(again)


def test_the_calendar_file_says_nothing_of_what_it_is_about(house, amal):
    client = Client()
    comes_back(client, house, amal)
    assert client.get(FILE).status_code == 404
    client.post(PAGE, {"pick": ids(house)[0]})
    file = client.get(FILE)
    assert file["Content-Type"].startswith("text/calendar")
    assert "SUMMARY:De afspraak\r\n" in file.content.decode()


def test_who_is_not_signed_in_sees_no_appointment(house, amal):
    assert "18" not in words_of(Client().get(PAGE, follow=True))


def test_none_of_the_times_fits_and_nobody_asks_why(house, amal):
    client = Client()
    comes_back(client, house, amal)
    assert "Ik kan op geen van deze tijden" in words_of(client.get(PAGE))
    assert "Er is nog geen tijd om te kiezen. Wij bellen je." in words_of(
        client.post(PAGE, {"none": "ja"}, follow=True)
    )
    assert set(states(house)) == {"withdrawn"}
    with tenant(house.id):
        assert Task.objects.get(kind="plan_again", outcome="").due == dt.date(2026, 11, 24)
    assert client.post(PAGE, {"none": "ja"}).status_code == 409
